package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/** A system register: by its name, or by its five numbers, {@code s3_0_c15_c2_1}. */
record SystemRegisterOperand(Field field, boolean read) implements Operand {

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        int number = number(word);
        String name = SystemRegisters.name(number, read);
        if (!name.isEmpty()) {
            out.put(name);
            return;
        }
        out.put('s')
                .decimal(number >> 14)
                .put('_')
                .decimal(number >> 11 & 7)
                .put("_c")
                .decimal(number >> 7 & 15);
        out.put("_c").decimal(number >> 3 & 15).put('_').decimal(number & 7);
    }

    /** op0:op1:CRn:CRm:op2. */
    private static int number(long word) {
        return (int) (word >>> 5) & 0xffff;
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String name = draft.takeWord();
        int number = SystemRegisters.number(name);
        if (number < 0) {
            draft.position(start);
            return draft.expected("a system register, by name or as s3_0_c1_c0_0");
        }
        long mask = field.mask();
        long bits = (long) number << 5;
        long word = draft.word() & ~mask | bits & mask;
        if (number(word) != number) {
            draft.position(start);
            return draft.expected("a system register with another op0");
        }
        draft.word(word);
        return true;
    }

    @Override
    public long mask() {
        return field.mask();
    }

    @Override
    public String meaning(long word, long address) {
        return SystemRegisters.name(number(word), read);
    }
}
