package patchbay.isa;

import java.util.List;
import patchbay.bytes.Bits;

/** Bits of an instruction that make one number: one run, or several, highest first. */
public final class Field {
    private final List<Pattern.Piece> pieces;
    private final int width;
    private final int low;

    Field(List<Pattern.Piece> pieces) {
        this.pieces = pieces;
        int sum = 0;
        for (Pattern.Piece piece : pieces) {
            sum += piece.high() - piece.low() + 1;
        }
        width = sum;
        low = pieces.isEmpty() ? 0 : pieces.getLast().low();
    }

    public int width() {
        return width;
    }

    /** The largest number it holds. */
    public long max() {
        return Bits.mask(width);
    }

    /** The lowest bit of its last piece: the shift that finds a field in one piece. */
    public int low() {
        return low;
    }

    /** Unsigned. */
    public long get(long word) {
        if (pieces.size() == 1) {
            return word >>> low & Bits.mask(width);
        }
        long value = 0;
        for (Pattern.Piece piece : pieces) {
            int size = piece.high() - piece.low() + 1;
            value = value << size | word >>> piece.low() & Bits.mask(size);
        }
        return value;
    }

    /** {@code word} with the low bits of {@code value} in this field. */
    public long put(long word, long value) {
        long rest = value;
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Pattern.Piece piece = pieces.get(i);
            int size = piece.high() - piece.low() + 1;
            long mask = Bits.mask(size);
            word = word & ~(mask << piece.low()) | (rest & mask) << piece.low();
            rest >>>= size;
        }
        return word;
    }

    /** The bits it covers. */
    public long mask() {
        return put(0, -1);
    }

    /** From the highest down. */
    public List<Pattern.Piece> pieces() {
        return pieces;
    }
}
