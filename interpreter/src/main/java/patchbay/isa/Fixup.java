package patchbay.isa;

import java.util.List;
import java.util.Optional;
import patchbay.bytes.Bits;

/**
 * A fixup: a formula over S (target), A (addend), P (place) and, where a register belongs to the
 * module, .TOC. (that register's value) as in the psABI, the field its value goes into, and what
 * counts as overflow.
 *
 * @param name the ELF name, such as {@code R_AARCH64_CALL26}
 * @param elfType its number in ELF files
 * @param size bytes of the place that is rewritten: 2, 4 or 8
 */
public record Fixup(
        String name, int elfType, Formula formula, Field field, Overflow overflow, int size) {

    /** How the value is made. */
    public enum Formula {
        /** S + A */
        ABSOLUTE,
        /** S + A - P */
        RELATIVE,
        /** page(S + A) - page(P), pages of 4 KiB */
        PAGE_RELATIVE,
        /** ~(S + A): what a move-inverted takes */
        INVERTED,
        /** S + A - .TOC. */
        TOC_RELATIVE,
        /** .TOC. */
        TOC,
        /** nothing is written */
        NONE
    }

    /**
     * Where the value goes: it is shifted right by {@code shift}, its low {@code width} bits are
     * cut into pieces, lowest first. Pieces may be wider than the value: what is left over becomes
     * zero.
     *
     * @param width total bits of the value, its sign included
     * @param shift bits of the value dropped at the bottom
     */
    public record Field(int width, int shift, List<Piece> pieces, Sign sign) {
        /** {@code width} bits of the word from bit {@code low} on. */
        public record Piece(int low, int width) {}

        /** What the value's sign does to the word. */
        public enum Sign {
            /** Nothing but being part of the field. */
            IN_FIELD,
            /**
             * Bits 30 and 29 choose between move-zeroes (10) and move-inverted (00), and a negative
             * value goes in inverted: the signed MOVW forms of arm64.
             */
            CHOOSES_MOVE,
            /**
             * The low sixteen bits are added back as a signed number elsewhere, so that one more
             * goes in where that is negative: the {@code @ha} forms of Power.
             */
            LOW_IS_SIGNED
        }

        public Field {
            pieces = List.copyOf(pieces);
        }

        public Field(int width, int shift, List<Piece> pieces) {
            this(width, shift, pieces, Sign.IN_FIELD);
        }

        public static Field of(int low, int width, int shift) {
            return new Field(width, shift, List.of(new Piece(low, width)));
        }

        /** {@code word} with {@code value} in this field; what does not fit is dropped. */
        public long insert(long word, long value) {
            long rest = shifted(value);
            if (sign == Sign.CHOOSES_MOVE) {
                word = word & ~(3L << 29) | (value >= 0 ? 2L << 29 : 0);
                rest = value >= 0 ? rest : ~rest;
            }
            rest &= Bits.mask(width);
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                long mask = Bits.mask(piece.width);
                word = word & ~(mask << piece.low) | (rest & mask) << piece.low;
                rest >>>= piece.width;
            }
            return word;
        }

        /** What is added before the low bits are dropped. */
        private long carry() {
            return sign == Sign.LOW_IS_SIGNED ? 0x8000 : 0;
        }

        private long shifted(long value) {
            return value + carry() >> shift;
        }

        /**
         * What {@link #insert} put into a plain field: unsigned, shifted back. The bits that were
         * dropped are zero.
         */
        public long extract(long word) {
            long value = 0;
            int at = 0;
            for (Piece piece : pieces) {
                value |= (word >>> piece.low & Bits.mask(piece.width)) << at;
                at += piece.width;
            }
            return (value & Bits.mask(width)) << shift;
        }

        /** One bits where this field lies in its word. */
        public long mask() {
            long mask = sign == Sign.CHOOSES_MOVE ? 3L << 29 : 0;
            for (Piece piece : pieces) {
                mask |= Bits.mask(piece.width) << piece.low;
            }
            return mask;
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

    /** The value before it is shifted, modulo 2^64, where no register belongs to the module. */
    public long value(long s, long a, long p) {
        return value(s, a, p, 0);
    }

    /** The value before it is shifted, modulo 2^64. */
    public long value(long s, long a, long p, long toc) {
        return switch (formula) {
            case ABSOLUTE -> s + a;
            case RELATIVE -> s + a - p;
            case PAGE_RELATIVE -> (s + a & ~0xfffL) - (p & ~0xfffL);
            case INVERTED -> ~(s + a);
            case TOC_RELATIVE -> s + a - toc;
            case TOC -> toc;
            case NONE -> 0;
        };
    }

    /** Whether {@code value} survives the field: in range, and nothing lost to the shift. */
    public boolean fits(long value) {
        return inRange(value)
                && (field.sign == Field.Sign.LOW_IS_SIGNED
                        || (value & Bits.mask(field.shift)) == 0);
    }

    /**
     * Whether {@code value} is in range; dropped low bits are not looked at, as a kernel's loader
     * does it.
     */
    public boolean inRange(long value) {
        int width = field.width;
        return switch (overflow) {
            case SIGNED -> Bits.fitsSigned(field.shifted(value), width);
            case UNSIGNED -> Bits.fitsUnsigned(value >>> field.shift, width);
            case EITHER ->
                    Bits.fitsSigned(value >> field.shift, width)
                            || Bits.fitsUnsigned(value >>> field.shift, width);
            case UNCHECKED -> true;
        };
    }

    /** Whether its value is a distance that may be too far. */
    public boolean isDistance() {
        return overflow == Overflow.SIGNED
                && switch (formula) {
                    case RELATIVE, PAGE_RELATIVE, TOC_RELATIVE -> true;
                    case ABSOLUTE, INVERTED, TOC, NONE -> false;
                };
    }

    /** Bytes from {@code value} to the nearer limit; negative by how much it is too far. */
    public long margin(long value) {
        return value < 0 ? value - lowest() : highest() - value;
    }

    /** Lowest value that fits. */
    public long lowest() {
        return switch (overflow) {
            case SIGNED, EITHER -> (-1L << (field.width + field.shift - 1)) - field.carry();
            case UNSIGNED -> 0;
            case UNCHECKED -> Long.MIN_VALUE;
        };
    }

    /** Highest value that fits. */
    public long highest() {
        return switch (overflow) {
            case SIGNED ->
                    (Bits.mask(field.width - 1) << field.shift) + Math.max(0, field.carry() - 1);
            case UNSIGNED, EITHER -> Bits.mask(field.width) << field.shift;
            case UNCHECKED -> Long.MAX_VALUE;
        };
    }

    /** The same with another rule for what does not fit. */
    public Fixup with(Overflow rule) {
        return new Fixup(name, elfType, formula, field, rule, size);
    }

    /**
     * The one of {@code fixups}, which stand in the order of their numbers, that has this number.
     */
    public static Optional<Fixup> numbered(List<Fixup> fixups, int elfType) {
        int low = 0;
        int high = fixups.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int number = fixups.get(middle).elfType();
            if (number == elfType) {
                return Optional.of(fixups.get(middle));
            }
            if (number < elfType) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }
}
