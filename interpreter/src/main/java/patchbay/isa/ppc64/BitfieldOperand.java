package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * Two numbers that say which bits a rotation takes and where they go, as the manual's extended
 * mnemonics have them: n bits from bit b on, bit 0 the highest; or, to clear and shift left, b bits
 * cleared on the left and a shift by n. They are read only; the rotation itself is printed.
 */
final class BitfieldOperand implements Operand {
    private final Way way;
    private final Field shift;
    private final Field first;
    private final Field last;
    private final int size;

    /** What becomes of the bits. */
    enum Way {
        /** Taken to the left, zeros behind them. */
        EXTRACT_LEFT,
        /** Taken to the right, zeros before them. */
        EXTRACT_RIGHT,
        /** Put there from the left of the other register. */
        INSERT_LEFT,
        /** Put there from the right of the other register. */
        INSERT_RIGHT,
        /** Cleared on the left, the rest shifted left. */
        CLEAR_SHIFT
    }

    /** Of 64 bits the row has only one end of the mask. */
    BitfieldOperand(Row row, Way way) {
        boolean wide = row.pattern().toString().startsWith("011110");
        this.way = way;
        this.size = wide ? 64 : 32;
        this.shift = row.field(wide ? "sh5:sh" : "SH");
        this.first = row.field(wide ? "m5:m" : "MB");
        this.last = row.field(wide ? "m5:m" : "ME");
    }

    private long with(long word, int one, int other) {
        return switch (way) {
            case EXTRACT_LEFT -> fields(word, other, 0, one - 1);
            case EXTRACT_RIGHT -> fields(word, other + one, size - one, size - 1);
            case INSERT_LEFT -> fields(word, -other, other, other + one - 1);
            case INSERT_RIGHT -> fields(word, -other - one, other, other + one - 1);
            case CLEAR_SHIFT -> fields(word, other, one - other, size - 1 - other);
        };
    }

    private long fields(long word, int left, int from, int to) {
        long shifted = shift.put(word, left & size - 1);
        if (size == 32) {
            return first.put(last.put(shifted, to), from);
        }
        return way == Way.EXTRACT_LEFT ? last.put(shifted, to) : first.put(shifted, from);
    }

    private int first(long word) {
        int left = (int) shift.get(word);
        int from = (int) first.get(word);
        return switch (way) {
            case EXTRACT_LEFT -> (int) last.get(word) + 1;
            case EXTRACT_RIGHT -> size - from;
            case INSERT_LEFT -> (int) last.get(word) + 1 - from;
            case INSERT_RIGHT -> size - left - from;
            case CLEAR_SHIFT -> from + left;
        };
    }

    private int second(long word) {
        int left = (int) shift.get(word);
        return switch (way) {
            case EXTRACT_LEFT, CLEAR_SHIFT -> left;
            case EXTRACT_RIGHT -> left - first(word) & size - 1;
            case INSERT_LEFT, INSERT_RIGHT -> (int) first.get(word);
        };
    }

    private boolean isPossible(int one, int other) {
        return way == Way.CLEAR_SHIFT ? other <= one : one > 0 && one + other <= size;
    }

    @Override
    public boolean shows(long word) {
        int one = first(word);
        int other = second(word);
        return isPossible(one, other) && with(word, one, other) == word;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(first(word)).put(',').decimal(second(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong one = draft.number();
        if (one.isEmpty()) {
            return false;
        }
        if (!draft.accept(',')) {
            return draft.expected(",");
        }
        OptionalLong other = draft.number();
        if (other.isEmpty()) {
            return false;
        }
        long bits = one.getAsLong();
        long at = other.getAsLong();
        boolean small = bits >= 0 && bits <= size && at >= 0 && at < size;
        if (!small || !isPossible((int) bits, (int) at)) {
            String range = way == Way.CLEAR_SHIFT ? "at least the shift" : "bits of a register";
            return draft.doesNotFit(start, "n", bits, range);
        }
        draft.word(with(draft.word(), (int) bits, (int) at));
        return true;
    }

    @Override
    public long mask() {
        return shift.mask() | first.mask() | last.mask();
    }
}
