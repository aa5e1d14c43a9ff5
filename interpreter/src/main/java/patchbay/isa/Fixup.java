package patchbay.isa;

import java.util.List;

/**
 * A fixup: a formula over S (target), A (addend) and P (place) as in the psABI, the field its value goes into, and what counts
 * as overflow.
 *
 * @param name the ELF name, such as {@code R_AARCH64_CALL26}
 * @param elfType its number in ELF files
 * @param size bytes of the place that is rewritten: 2, 4 or 8
 */
public record Fixup(String name, int elfType, Formula formula, Field field, Overflow overflow, int size) {

    /** How the value is made. */
    public enum Formula {
        /** S + A */
        ABSOLUTE,
        /** S + A - P */
        RELATIVE,
        /** page(S + A) - page(P), pages of 4 KiB */
        PAGE_RELATIVE,
        /** nothing is written */
        NONE
    }

    /**
     * Where the value goes: it is shifted right by {@code shift}, its low {@code width} bits are cut into pieces, lowest first.
     *
     * @param width total bits
     * @param shift bits of the value dropped at the bottom
     */
    public record Field(int width, int shift, List<Piece> pieces) {
        /** {@code width} bits of the word from bit {@code low} on. */
        public record Piece(int low, int width) {}

        public static Field of(int low, int width, int shift) {
            return new Field(width, shift, List.of(new Piece(low, width)));
        }

        /** {@code word} with {@code value} in this field; what does not fit is dropped. */
        public long insert(long word, long value) {
            long rest = value >> shift;
            for (Piece piece : pieces) {
                long mask = patchbay.bytes.Bits.mask(piece.width);
                word = word & ~(mask << piece.low) | (rest & mask) << piece.low;
                rest >>= piece.width;
            }
            return word;
        }
    }

    /** When a value does not survive its field. */
    public enum Overflow {
        SIGNED,
        UNSIGNED,
        /** any bit pattern that is either */
        EITHER,
        UNCHECKED
    }

    /** The value before it is shifted, modulo 2^64. */
    public long value(long s, long a, long p) {
        return switch (formula) {
            case ABSOLUTE -> s + a;
            case RELATIVE -> s + a - p;
            case PAGE_RELATIVE -> (s + a & ~0xfffL) - (p & ~0xfffL);
            case NONE -> 0;
        };
    }

    /** Whether {@code value} survives the field: in range, and nothing lost to the shift. */
    public boolean fits(long value) {
        return inRange(value) && (value & patchbay.bytes.Bits.mask(field.shift)) == 0;
    }

    /** Whether {@code value} is in range; dropped low bits are not looked at, as a kernel's loader does it. */
    public boolean inRange(long value) {
        int width = field.width;
        return switch (overflow) {
            case SIGNED -> patchbay.bytes.Bits.fitsSigned(value >> field.shift, width);
            case UNSIGNED -> patchbay.bytes.Bits.fitsUnsigned(value >>> field.shift, width);
            case EITHER -> patchbay.bytes.Bits.fitsSigned(value >> field.shift, width)
                    || patchbay.bytes.Bits.fitsUnsigned(value >>> field.shift, width);
            case UNCHECKED -> true;
        };
    }

    /** Lowest value that fits, for messages; meaningful for SIGNED only. */
    public long lowest() {
        return -1L << (field.width + field.shift - 1);
    }

    /** Highest value that fits, for messages; meaningful for SIGNED only. */
    public long highest() {
        return patchbay.bytes.Bits.mask(field.width - 1) << field.shift;
    }
}
