package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * The number of a shift, which is a rotation and a mask that follow from each other. {@code SH} is
 * how far left, {@code MB} and {@code ME} the first and the last bit that stay, bit 0 the highest;
 * where there are 64 bits, the row has one of the two.
 */
final class RotateOperand implements Operand {
    private final Way way;
    private final Field shift;
    private final Field end;
    private final int size;

    /** What the number is. */
    enum Way {
        /** A shift to the left by n: rotated by n, and the last bit that stays is so far up. */
        LEFT,
        /** A shift to the right by n: rotated by as much as makes it whole, from bit n on. */
        RIGHT,
        /** Bits that are cleared on the right. */
        CLEARED,
        /** A rotation to the right. */
        ROTATED
    }

    RotateOperand(Row row, Way way) {
        boolean wide = row.pattern().toString().startsWith("011110");
        this.way = way;
        this.size = wide ? 64 : 32;
        this.shift = row.field(wide ? "sh5:sh" : "SH");
        this.end =
                wide
                        ? row.field("m5:m")
                        : row.field(way == Way.LEFT || way == Way.CLEARED ? "ME" : "MB");
    }

    private long number(long word) {
        return switch (way) {
            case LEFT -> shift.get(word);
            case RIGHT -> end.get(word);
            case CLEARED -> size - 1 - end.get(word);
            case ROTATED -> size - shift.get(word) & size - 1;
        };
    }

    private long with(long word, long number) {
        return switch (way) {
            case LEFT -> end.put(shift.put(word, number), size - 1 - number);
            case RIGHT -> end.put(shift.put(word, size - number), number);
            case CLEARED -> end.put(word, size - 1 - number);
            case ROTATED -> shift.put(word, size - number);
        };
    }

    @Override
    public boolean shows(long word) {
        return with(word, number(word)) == word;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(number(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long number = read.getAsLong();
        if (number < 0 || number >= size) {
            return draft.doesNotFit(start, "n", number, "0 .. " + (size - 1));
        }
        draft.word(with(draft.word(), number));
        return true;
    }

    @Override
    public long mask() {
        return way == Way.ROTATED ? shift.mask() : shift.mask() | end.mask();
    }

    @Override
    public String meaning(long word, long address) {
        return Long.toString(number(word));
    }
}
