package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.DistanceLabel;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * An address, as a distance from the instruction: in instructions, in bytes, or in pages from the
 * instruction's own page.
 */
final class LabelOperand extends DistanceLabel {
    private static final int PAGE = 4096;

    private final String name;

    LabelOperand(Field field, String name, int unit) {
        super(field, unit);
        this.name = name;
    }

    @Override
    protected long origin(long word, long address) {
        return unit == PAGE ? Bits.alignDown(address, PAGE) : address;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        long target = target(word, address);
        out.hex(target);
        names.append(target, out);
    }

    @Override
    public boolean parse(Draft draft) {
        if (draft.peek() == '=') {
            return draft.refused(
                    draft.position(),
                    draft.position() + 1,
                    "an address: no literal pool is made; put the constant behind a label with .quad and load from that,"
                            + " or make it with mov and movk");
        }
        draft.accept('#');
        boolean checked = true;
        if (unit == PAGE && draft.accept(':')) {
            checked = draft.acceptWord("pg_hi21");
            if (!checked && !draft.acceptWord("pg_hi21_nc") || !draft.accept(':')) {
                return draft.expected("pg_hi21: or pg_hi21_nc:");
            }
        }
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long target = read.getAsLong();
        long distance =
                (unit == PAGE ? Bits.alignDown(target, PAGE) : target)
                        - origin(draft.word(), draft.place());
        if (distance % unit != 0) {
            return draft.doesNotFit(
                    start, name, distance, "a multiple of " + unit + " bytes from the instruction");
        }
        if (checked && !Bits.fitsSigned(distance / unit, width)) {
            return outOfReach(draft, start, target);
        }
        draft.word(field.put(draft.word(), distance / unit));
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        String plain = super.meaning(word, address);
        return unit == PAGE ? plain.replace(", to", " from this page, to") : plain;
    }
}
