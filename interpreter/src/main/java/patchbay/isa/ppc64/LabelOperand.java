package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.DistanceLabel;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** The target of a branch: so many instructions from it, or, if AA says so, from address 0. */
final class LabelOperand extends DistanceLabel {
    private static final int UNIT = 4;

    private final Field absolute;

    LabelOperand(Field field, Field absolute) {
        super(field, UNIT);
        this.absolute = absolute;
    }

    @Override
    protected long origin(long word, long address) {
        return absolute.get(word) == 0 ? address : 0;
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
        long target = read.getAsLong();
        boolean isAbsolute = absolute.get(word) != 0;
        long distance = isAbsolute && target >>> 32 == 0 ? (int) target : target;
        distance -= origin(word, draft.place());
        if (distance % UNIT != 0) {
            return draft.doesNotFit(
                    start, "target", distance, "a multiple of 4 bytes from the instruction");
        }
        if (!Bits.fitsSigned(distance / UNIT, width)) {
            return outOfReach(draft, start, target);
        }
        draft.word(field.put(word, distance / UNIT));
        return true;
    }
}
