package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/** Eight bits that each say whether a byte of a doubleword is all ones. */
record ByteMaskOperand(Field field) implements Operand {

    private long value(long word) {
        long bits = field.get(word);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value |= (bits >>> i & 1) * 0xffL << 8 * i;
        }
        return value;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put("0x").hex(value(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits |= (read.getAsLong() >>> 8 * i & 1) << i;
        }
        long word = field.put(draft.word(), bits);
        if (value(word) != read.getAsLong()) {
            return draft.doesNotFit(start, "constant", read.getAsLong(), "bytes of 0x00 and 0xff");
        }
        draft.word(word);
        return true;
    }

    @Override
    public boolean isDefault(long word) {
        return false;
    }

    @Override
    public long setDefault(long word) {
        return word;
    }

    @Override
    public long mask() {
        return field.mask();
    }

    @Override
    public String meaning(long word, long address) {
        return "0x" + Long.toHexString(value(word));
    }
}
