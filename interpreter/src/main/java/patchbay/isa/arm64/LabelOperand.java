package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Label;
import patchbay.isa.Text;

/**
 * An address, as a distance from the instruction: in instructions, in bytes, or in pages from the
 * instruction's own page.
 */
final class LabelOperand extends FieldOperand implements Label {
    private static final int PAGE = 4096;

    private final String name;
    private final int unit;
    private final int width;

    LabelOperand(Field field, String name, int unit) {
        super(field);
        this.name = name;
        this.unit = unit;
        this.width = field.width();
    }

    private long origin(long address) {
        return unit == PAGE ? Bits.alignDown(address, PAGE) : address;
    }

    private long distance(long word) {
        return Bits.signed(field.get(word), width) * unit;
    }

    @Override
    public long target(long word, long address) {
        return origin(address) + distance(word);
    }

    @Override
    public long lowest(long word, long address) {
        return origin(address) - (Bits.mask(width - 1) + 1) * unit;
    }

    @Override
    public long highest(long word, long address) {
        return origin(address) + Bits.mask(width - 1) * unit;
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
                (unit == PAGE ? Bits.alignDown(target, PAGE) : target) - origin(draft.place());
        if (distance % unit != 0) {
            return draft.doesNotFit(
                    start, name, distance, "a multiple of " + unit + " bytes from the instruction");
        }
        if (checked && !Bits.fitsSigned(distance / unit, width)) {
            long place = draft.place();
            long word = draft.word();
            return draft.outOfReach(
                    start, target, lowest(word, place) - place, highest(word, place) - place);
        }
        draft.word(field.put(draft.word(), distance / unit));
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
        String from = unit == PAGE ? " from this page, to 0x" : ", to 0x";
        return sign
                + Long.toHexString(Math.abs(distance))
                + from
                + Long.toHexString(target(word, address));
    }
}
