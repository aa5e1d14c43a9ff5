package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** Eight bits that stand for eight bytes, each all zeros or all ones. */
final class ByteMaskOperand extends FieldOperand {

    ByteMaskOperand(Field field) {
        super(field);
    }

    /** Each bit a byte of zeros or ones. */
    static long spread(long bits) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value |= (bits >>> i & 1) * 0xff << 8 * i;
        }
        return value;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put("0x").hex(spread(field.get(word)));
    }

    @Override
    public boolean parse(Draft draft) {
        draft.peek();
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long value = read.getAsLong();
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits |= (value >>> 8 * i & 1) << i;
        }
        if (spread(bits) != value) {
            return draft.doesNotFit(start, "mask", value, "bytes of 0x00 and 0xff");
        }
        draft.word(field.put(draft.word(), bits));
        return true;
    }
}
