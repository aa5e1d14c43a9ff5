package patchbay.isa.arm64;

/**
 * What the integer instructions compute: results and the four flags.
 *
 * <p>Flags are one number, {@code N Z C V} from bit 3 down. After a subtraction C says "no borrow",
 * so that {@code a - b} is {@code a + ~b + 1} in every respect, flags included; that identity is
 * used throughout. Carry and overflow are read off the operands' and the result's sign bits, which
 * holds with a carry coming in as well.
 */
final class Arithmetic {
    static final int N = 8;
    static final int Z = 4;
    static final int C = 2;
    static final int V = 1;

    static final long WORD = 0xffff_ffffL;

    private Arithmetic() {}

    /** Flags of {@code r = a + b}, or {@code a + b + 1}. */
    static int flags(long a, long b, long r) {
        return flags(r) | carry(a, b, r) | (int) (((a ^ r) & (b ^ r)) >>> 63);
    }

    static int flags(int a, int b, int r) {
        return flags(r) | carry(a, b, r) | ((a ^ r) & (b ^ r)) >>> 31;
    }

    private static int carry(long a, long b, long r) {
        return (int) ((a & b | (a | b) & ~r) >>> 63) << 1;
    }

    private static int carry(int a, int b, int r) {
        return (a & b | (a | b) & ~r) >>> 31 << 1;
    }

    /** Flags of a logical result: carry and overflow are cleared. */
    static int flags(long r) {
        return (int) (r >>> 63) << 3 | (r == 0 ? Z : 0);
    }

    static int flags(int r) {
        return (r >>> 31) << 3 | (r == 0 ? Z : 0);
    }

    /**
     * For a condition code the 16 bits that say for which flags it holds: bit {@code nzcv} is set
     * if so.
     *
     * @param condition 0 eq … 13 le, 14 and 15 always
     */
    static int holding(int condition) {
        int holds = 0;
        for (int nzcv = 0; nzcv < 16; nzcv++) {
            boolean n = (nzcv & N) != 0;
            boolean z = (nzcv & Z) != 0;
            boolean c = (nzcv & C) != 0;
            boolean v = (nzcv & V) != 0;
            boolean base =
                    switch (condition >>> 1) {
                        case 0 -> z;
                        case 1 -> c;
                        case 2 -> n;
                        case 3 -> v;
                        case 4 -> c && !z;
                        case 5 -> n == v;
                        case 6 -> n == v && !z;
                        default -> true;
                    };
            boolean negated = (condition & 1) != 0 && condition != 15;
            if (base != negated) {
                holds |= 1 << nzcv;
            }
        }
        return holds;
    }

    /**
     * {@code value} shifted: {@code type} 0 lsl, 1 lsr, 2 asr, 3 ror; {@code amount} below the
     * width.
     */
    static long shift(long value, int type, int amount) {
        return switch (type) {
            case 0 -> value << amount;
            case 1 -> value >>> amount;
            case 2 -> value >> amount;
            default -> Long.rotateRight(value, amount);
        };
    }

    static int shift(int value, int type, int amount) {
        return switch (type) {
            case 0 -> value << amount;
            case 1 -> value >>> amount;
            case 2 -> value >> amount;
            default -> Integer.rotateRight(value, amount);
        };
    }

    /**
     * {@code value} extended: {@code option} 0 uxtb, 1 uxth, 2 uxtw, 3 uxtx, 4 sxtb, 5 sxth, 6
     * sxtw, 7 sxtx.
     */
    static long extend(long value, int option) {
        return switch (option) {
            case 0 -> value & 0xff;
            case 1 -> value & 0xffff;
            case 2 -> value & WORD;
            case 4 -> (byte) value;
            case 5 -> (short) value;
            case 6 -> (int) value;
            default -> value;
        };
    }

    /** Division by zero gives 0; the most negative number by -1 gives itself. */
    static long divideSigned(long a, long b) {
        return b == 0 ? 0 : a / b;
    }

    static int divideSigned(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    static long divideUnsigned(long a, long b) {
        return b == 0 ? 0 : Long.divideUnsigned(a, b);
    }

    static int divideUnsigned(int a, int b) {
        return b == 0 ? 0 : Integer.divideUnsigned(a, b);
    }

    /** How many bits below the sign bit equal it. */
    static int leadingSigns(long value) {
        return Long.numberOfLeadingZeros(value ^ value >> 1) - 1;
    }

    /** Bytes in reverse inside each group of {@code size} bytes: 2 rev16, 4 rev32. */
    static long reverseBytes(long value, int size) {
        long pairs = (value & 0x00ff_00ff_00ff_00ffL) << 8 | value >>> 8 & 0x00ff_00ff_00ff_00ffL;
        return size == 2
                ? pairs
                : (pairs & 0x0000_ffff_0000_ffffL) << 16 | pairs >>> 16 & 0x0000_ffff_0000_ffffL;
    }

    /**
     * A step of CRC-32 ({@code castagnoli}: CRC-32C) over the low {@code bytes} bytes of {@code
     * data}, without inversions.
     */
    static int crc(int crc, long data, int bytes, boolean castagnoli) {
        int polynomial = castagnoli ? 0x82f6_3b78 : 0xedb8_8320; // bit-reversed
        for (int i = 0; i < bytes; i++) {
            crc ^= (int) (data >>> 8 * i) & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ (polynomial & -(crc & 1));
            }
        }
        return crc;
    }

    /**
     * What an atomic read-modify-write stores: {@code function} as in bits 15 (swp) and 14:12, both
     * values of {@code size} bytes.
     */
    static long atomic(int function, long old, long operand, int size) {
        int unused = 64 - 8 * size;
        long a = old << unused;
        long b = operand << unused;
        long r =
                switch (function) {
                    case 0 -> a + b;
                    case 1 -> a & ~b;
                    case 2 -> a ^ b;
                    case 3 -> a | b;
                    case 4 -> Math.max(a, b);
                    case 5 -> Math.min(a, b);
                    case 6 -> Long.compareUnsigned(a, b) >= 0 ? a : b;
                    case 7 -> Long.compareUnsigned(a, b) <= 0 ? a : b;
                    default -> b;
                };
        return r >>> unused;
    }
}
