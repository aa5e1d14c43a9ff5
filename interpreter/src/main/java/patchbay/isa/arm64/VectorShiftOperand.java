package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * How far the elements of a vector are shifted. immh:immb holds the element's width and the shift
 * in one number: width plus shift to the left, twice the width less shift to the right.
 */
record VectorShiftOperand(Field field, boolean left) implements Operand {

    private int width(long word) {
        return (int) Long.highestOneBit(field.get(word) | 8);
    }

    private long shift(long word) {
        long raw = field.get(word);
        return left ? raw - width(word) : 2 * width(word) - raw;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(shift(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long shift = read.getAsLong();
        int width = width(draft.word());
        long lowest = left ? 0 : 1;
        long highest = left ? width - 1 : width;
        if (shift < lowest || shift > highest) {
            return draft.doesNotFit(start, "shift", shift, lowest + " .. " + highest);
        }
        draft.word(field.put(draft.word(), left ? width + shift : 2 * width - shift));
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
        return "#" + shift(word);
    }
}
