package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Label;
import patchbay.isa.Text;

/** The target of a branch: so many instructions from it, or, if AA says so, from address 0. */
final class LabelOperand extends FieldOperand implements Label {
    private static final int UNIT = 4;

    private final Field absolute;
    private final int width;

    LabelOperand(Field field, Field absolute) {
        super(field);
        this.absolute = absolute;
        this.width = field.width();
    }

    private long origin(long word, long address) {
        return absolute.get(word) == 0 ? address : 0;
    }

    private long distance(long word) {
        return Bits.signed(field.get(word), width) * UNIT;
    }

    @Override
    public long target(long word, long address) {
        return origin(word, address) + distance(word);
    }

    @Override
    public long lowest(long word, long address) {
        return origin(word, address) - (Bits.mask(width - 1) + 1) * UNIT;
    }

    @Override
    public long highest(long word, long address) {
        return origin(word, address) + Bits.mask(width - 1) * UNIT;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        long target = target(word, address);
        // objdump leaves out the upper half of what is told from address 0.
        target = absolute.get(word) == 0 ? target : target & 0xffffffffL;
        out.hex(target);
        names.append(target, out);
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long word = draft.word();
        long place = draft.place();
        long target = read.getAsLong();
        boolean isAbsolute = absolute.get(word) != 0;
        long distance = isAbsolute && target >>> 32 == 0 ? (int) target : target;
        distance -= origin(word, place);
        if (distance % UNIT != 0) {
            return draft.doesNotFit(
                    start, "target", distance, "a multiple of 4 bytes from the instruction");
        }
        if (!Bits.fitsSigned(distance / UNIT, width)) {
            return draft.outOfReach(
                    start, target, lowest(word, place) - place, highest(word, place) - place);
        }
        draft.word(field.put(word, distance / UNIT));
        return true;
    }

    @Override
    public boolean dependsOnAddress() {
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        long distance = distance(word);
        String sign = distance < 0 ? "-0x" : "+0x";
        return sign
                + Long.toHexString(Math.abs(distance))
                + ", to 0x"
                + Long.toHexString(target(word, address));
    }
}
