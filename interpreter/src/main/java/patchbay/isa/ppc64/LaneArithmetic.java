package patchbay.isa.ppc64;

/**
 * What vector instructions compute of integers, one element of up to 64 bits at a time.
 *
 * <p>Operands arrive extended to 64 bits, with their sign or with zeros, and of the result the low
 * bits count; so most functions need not know how wide an element is or whether it has a sign.
 *
 * <p>What an element does not hold is replaced by the nearest that it does where the instruction
 * says so ("saturates"), and then VSCR's flag SAT is set, which stays.
 */
final class LaneArithmetic {
    private final RegisterFile state;

    LaneArithmetic(RegisterFile state) {
        this.state = state;
    }

    /** {@code n}, {@code m} are the operands' elements, {@code old} is what the result's was. */
    static long apply(int function, int size, boolean signed, long n, long m, long old) {
        int bits = Elements.bits(size);
        return switch (function) {
            case LaneFunction.ADD -> n + m;
            case LaneFunction.SUB -> n - m;
            case LaneFunction.AVERAGE -> n + m + 1 >> 1;
            case LaneFunction.DISTANCE -> Math.abs(n - m);
            case LaneFunction.MAX -> compare(n, m, signed) >= 0 ? n : m;
            case LaneFunction.MIN -> compare(n, m, signed) <= 0 ? n : m;
            case LaneFunction.EQUAL -> ones(n == m);
            case LaneFunction.GREATER -> ones(compare(n, m, signed) > 0);
            case LaneFunction.UNEQUAL -> ones(n != m);
            case LaneFunction.UNEQUAL_OR_ZERO -> ones(n != m || n == 0);
            case LaneFunction.SHL -> n << (m & bits - 1);
            case LaneFunction.SHR -> signed ? n >> (m & bits - 1) : n >>> (m & bits - 1);
            case LaneFunction.ROTATE -> rotate(n, (int) m, bits);
            case LaneFunction.ADD_CARRY -> n + m >>> bits;
            case LaneFunction.SUB_CARRY -> n >= m ? 1 : 0;
            case LaneFunction.MUL -> n * m;
            case LaneFunction.MUL_HIGH -> high(n, m, bits, signed);
            case LaneFunction.DIV -> divide(n, m, bits, signed, false);
            case LaneFunction.DIV_EXTENDED -> divide(n, m, bits, signed, true);
            case LaneFunction.MOD -> modulo(n, m, signed);
            case LaneFunction.ROTATE_INSERT -> {
                long mask = mask(m, bits);
                yield rotate(n, (int) m, bits) & mask | old & ~mask;
            }
            case LaneFunction.ROTATE_MASK -> rotate(n, (int) m, bits) & mask(m, bits);
            default -> Bitwise.two(function - LaneFunction.BITWISE, n, m);
        };
    }

    static long applyUnary(int function, int size, long n) {
        int bits = Elements.bits(size);
        return switch (function) {
            case LaneFunction.LEADING -> Long.numberOfLeadingZeros(n) - (64 - bits);
            case LaneFunction.TRAILING -> n == 0 ? bits : Long.numberOfTrailingZeros(n);
            case LaneFunction.ONES -> Long.bitCount(n);
            case LaneFunction.NEG -> -n;
            case LaneFunction.PARITY -> Bitwise.one(Op.PRTYD, n);
            case LaneFunction.EXPAND -> -(n >>> bits - 1);
            case LaneFunction.EXTEND_BYTE -> (byte) n;
            case LaneFunction.EXTEND_HALFWORD -> (short) n;
            case LaneFunction.EXTEND_WORD -> (int) n;
            case LaneFunction.REVERSE -> Long.reverseBytes(n) >>> 64 - bits;
            default -> throw new IllegalStateException("no function of elements: " + function);
        };
    }

    private static long ones(boolean so) {
        return so ? -1 : 0;
    }

    private static int compare(long n, long m, boolean signed) {
        return signed ? Long.compare(n, m) : Long.compareUnsigned(n, m);
    }

    /** {@code n} has zeros above it. */
    private static long rotate(long n, int amount, int bits) {
        int left = amount & bits - 1;
        return n << left | n >>> bits - left;
    }

    /** The mask from which to which bit, counted from the left, two bytes of {@code m} say. */
    private static long mask(long m, int bits) {
        int unused = 64 - bits;
        int from = unused + ((int) (m >>> 16) & bits - 1);
        int to = unused + ((int) (m >>> 8) & bits - 1);
        return Bitwise.mask(from, to) & -1L >>> unused;
    }

    private static long high(long n, long m, int bits, boolean signed) {
        if (bits < 64) {
            return n * m >>> bits;
        }
        return signed ? Math.multiplyHigh(n, m) : Math.unsignedMultiplyHigh(n, m);
    }

    /**
     * What cannot be divided the manual leaves open: it stays as it is, and is 0 where zeros were
     * put behind it, as with general registers.
     */
    private static long divide(long n, long m, int bits, boolean signed, boolean extended) {
        if (extended && bits == 64) {
            return FixedPoint.wide(n, m, !signed);
        }
        long dividend = extended ? n << 32 : n;
        if (m == 0 || signed && m == -1 && dividend == Long.MIN_VALUE >> 64 - bits) {
            return extended ? 0 : n;
        }
        long quotient = signed ? dividend / m : Long.divideUnsigned(dividend, m);
        boolean fits = signed ? (int) quotient == quotient : quotient >>> 32 == 0;
        return extended && !fits ? 0 : quotient;
    }

    private static long modulo(long n, long m, boolean signed) {
        if (m == 0) {
            return 0;
        }
        return signed ? n % m : Long.remainderUnsigned(n, m);
    }

    /** What an element of that size holds of {@code value}, which has a sign. */
    long saturated(long value, int size, boolean signed) {
        long most = signed ? Elements.mask(size) >>> 1 : Elements.mask(size);
        long least = signed ? ~most : 0;
        if (value > most || value < least) {
            state.vscr |= RegisterFile.SATURATED;
            return value < 0 ? least : most;
        }
        return value;
    }
}
