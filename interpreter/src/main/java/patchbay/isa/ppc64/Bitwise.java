package patchbay.isa.ppc64;

/** What is done to bits, without any state. The manual counts bits from the highest. */
final class Bitwise {
    static final long WORD = 0xffff_ffffL;

    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;

    private Bitwise() {}

    /** Ones from bit {@code from} to bit {@code to}, around the ends if need be. */
    static long mask(int from, int to) {
        long left = -1L >>> from;
        long right = -1L << 63 - to;
        return from <= to ? left & right : left | right;
    }

    /** The low word twice, rotated left. */
    static long rotate32(long value, int count) {
        long word = Integer.rotateLeft((int) value, count) & WORD;
        return word << 32 | word;
    }

    static long one(int function, long value) {
        return switch (function) {
            case Op.CNTLZW -> Integer.numberOfLeadingZeros((int) value);
            case Op.CNTLZD -> Long.numberOfLeadingZeros(value);
            case Op.CNTTZW -> Integer.numberOfTrailingZeros((int) value);
            case Op.CNTTZD -> Long.numberOfTrailingZeros(value);
            case Op.POPCNTB -> {
                long pairs = value - (value >>> 1 & 0x5555_5555_5555_5555L);
                long fours =
                        (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
                yield fours + (fours >>> 4) & 0x0f0f_0f0f_0f0f_0f0fL;
            }
            case Op.POPCNTW ->
                    (long) Integer.bitCount((int) (value >>> 32)) << 32
                            | Integer.bitCount((int) value);
            case Op.POPCNTD -> Long.bitCount(value);
            case Op.PRTYW -> {
                long low = value & LOWEST_BITS;
                yield (long) (Integer.bitCount((int) (low >>> 32)) & 1) << 32
                        | Integer.bitCount((int) low) & 1;
            }
            case Op.PRTYD -> Long.bitCount(value & LOWEST_BITS) & 1;
            case Op.BRH ->
                    value >>> 8 & 0x00ff_00ff_00ff_00ffL | (value & 0x00ff_00ff_00ff_00ffL) << 8;
            case Op.BRW -> Long.rotateLeft(Long.reverseBytes(value), 32);
            case Op.BRD -> Long.reverseBytes(value);
            case Op.CBCDTD -> words(value, true);
            default -> words(value, false);
        };
    }

    static long two(int function, long value, long mask) {
        return switch (function) {
            case Op.CMPB -> {
                long result = 0;
                for (int i = 0; i < 64; i += 8) {
                    result |= ((value ^ mask) >>> i & 0xff) == 0 ? 0xffL << i : 0;
                }
                yield result;
            }
            case Op.BPERMD -> {
                long result = 0;
                for (int i = 0; i < 8; i++) {
                    int index = (int) (value >>> 8 * i) & 0xff;
                    result |= index < 64 ? (mask >>> 63 - index & 1) << i : 0;
                }
                yield result;
            }
            case Op.CFUGED ->
                    Long.compress(value, mask)
                            | (mask == -1 ? 0 : Long.compress(value, ~mask) << Long.bitCount(mask));
            case Op.PDEPD -> Long.expand(value, mask);
            case Op.PEXTD -> Long.compress(value, mask);
            case Op.CNTLZDM -> {
                long marked = Long.compress(value, mask);
                int bits = Long.bitCount(mask);
                yield marked == 0 ? bits : Long.numberOfLeadingZeros(marked) - (64 - bits);
            }
            default -> {
                long marked = Long.compress(value, mask);
                yield marked == 0 ? Long.bitCount(mask) : Long.numberOfTrailingZeros(marked);
            }
        };
    }

    /** Each word's six digits become two declets, or the other way. */
    private static long words(long value, boolean toDeclets) {
        long result = 0;
        for (int word = 0; word < 64; word += 32) {
            for (int half = 0; half < 2; half++) {
                if (toDeclets) {
                    int digits = (int) (value >>> word + 12 * half) & 0xfff;
                    result |= (long) declet(digits) << word + 10 * half;
                } else {
                    int declet = (int) (value >>> word + 10 * half) & 0x3ff;
                    result |= (long) digits(declet) << word + 12 * half;
                }
            }
        }
        return result;
    }

    /**
     * Three digits in ten bits, densely packed: the low bit of each digit stays; where digits are
     * small, so do their other bits, and bit 3 is 0; else bits 2, 1, 6 and 5 tell which are large.
     */
    private static int declet(int digits) {
        int a = digits >>> 8 & 15;
        int b = digits >>> 4 & 15;
        int c = digits & 15;
        int low = (a & 1) << 7 | (b & 1) << 4 | c & 1;
        int aa = a >>> 1 & 3;
        int bb = b >>> 1 & 3;
        int cc = c >>> 1 & 3;
        return low
                | switch ((a >>> 3) << 2 | (b >>> 3) << 1 | c >>> 3) {
                    case 0 -> aa << 8 | bb << 5 | cc << 1;
                    case 1 -> aa << 8 | bb << 5 | 0b1000;
                    case 2 -> aa << 8 | cc << 5 | 0b1010;
                    case 3 -> aa << 8 | 0b10_0000_0 | 0b1110;
                    case 4 -> cc << 8 | bb << 5 | 0b1100;
                    case 5 -> bb << 8 | 0b01_0000_0 | 0b1110;
                    case 6 -> cc << 8 | 0b1110;
                    default -> 0b11_0000_0 | 0b1110;
                };
    }

    private static int digits(int declet) {
        int a = declet >>> 7 & 1;
        int b = declet >>> 4 & 1;
        int c = declet & 1;
        int high = declet >>> 8 & 3;
        int middle = declet >>> 5 & 3;
        int low = declet >>> 1 & 3;
        int[] all = {high << 1 | a, middle << 1 | b, low << 1 | c};
        if ((declet & 8) != 0) {
            switch (low) {
                case 0 -> all[2] = 8 | c;
                case 1 -> {
                    all[1] = 8 | b;
                    all[2] = middle << 1 | c;
                }
                case 2 -> {
                    all[0] = 8 | a;
                    all[2] = high << 1 | c;
                }
                default -> {
                    all[0] = middle == 2 ? high << 1 | a : 8 | a;
                    all[1] = middle == 1 ? high << 1 | b : 8 | b;
                    all[2] = middle == 0 ? high << 1 | c : 8 | c;
                }
            }
        }
        return all[0] << 8 | all[1] << 4 | all[2];
    }
}
