package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/** How many bits of a fixed-point number are behind the point: 64 less the field. */
record FractionOperand(Field field) implements Operand {
    private static final int WIDEST = 64;

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(WIDEST - field.get(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long highest = (draft.word() >>> 31 & 1) == 0 ? 32 : WIDEST;
        if (read.getAsLong() < 1 || read.getAsLong() > highest) {
            return draft.doesNotFit(start, "fraction", read.getAsLong(), "1 .. " + highest);
        }
        draft.word(field.put(draft.word(), WIDEST - read.getAsLong()));
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
        return WIDEST - field.get(word) + " bits behind the point";
    }
}
