package patchbay.isa.ppc64;

import static patchbay.isa.ppc64.Bitwise.WORD;

/**
 * The operations on general registers that are too rare for the run loop, and those that carry or
 * overflow. Where the manual leaves a result open, it is what qemu gives: a quotient that is none
 * is the dividend.
 */
final class FixedPoint {
    private final RegisterFile state;
    private final long[] r;

    FixedPoint(RegisterFile state) {
        this.state = state;
        this.r = state.r;
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        long a = r[Op.n(insn)];
        long b = r[Op.m(insn)];
        int c = Op.c(insn);
        switch (operation) {
            case Op.ADD_CARRYING -> r[d] = carrying(a, b, c, imm);
            case Op.ADD_OVER -> r[d] = over(a, b, c);
            case Op.ADDEX -> {
                long sum = a + b;
                long result = sum + state.ov;
                boolean word = (a & WORD) + (b & WORD) + state.ov >>> 32 != 0;
                boolean whole =
                        Long.compareUnsigned(sum, a) < 0 || Long.compareUnsigned(result, sum) < 0;
                state.ov = whole ? 1 : 0;
                state.ov32 = word ? 1 : 0;
                r[d] = result;
            }
            case Op.MUL_OVER -> r[d] = multiply(a, b, c);
            case Op.MULHW -> r[d] = (long) (int) a * (int) b >> 32 & WORD;
            case Op.MULHWU -> r[d] = (a & WORD) * (b & WORD) >>> 32;
            case Op.MULHD -> r[d] = Math.multiplyHigh(a, b);
            case Op.MULHDU -> r[d] = Math.unsignedMultiplyHigh(a, b);
            case Op.DIV -> r[d] = divide(a, b, c);
            case Op.MOD -> r[d] = modulo(a, b, c);
            case Op.MADD -> {
                long addend = r[Op.a(insn)];
                long low = a * b + addend;
                long carry = Long.compareUnsigned(low, addend) < 0 ? 1 : 0;
                r[d] =
                        switch (c) {
                            case 0 -> low;
                            case 1 -> Math.multiplyHigh(a, b) + carry + (addend >> 63);
                            default -> Math.unsignedMultiplyHigh(a, b) + carry;
                        };
            }
            case Op.SLW -> r[d] = (b & 32) != 0 ? 0 : a << (b & 31) & WORD;
            case Op.SLD -> r[d] = (b & 64) != 0 ? 0 : a << (b & 63);
            case Op.SRW -> r[d] = (b & 32) != 0 ? 0 : (a & WORD) >>> (b & 31);
            case Op.SRD -> r[d] = (b & 64) != 0 ? 0 : a >>> (b & 63);
            case Op.SRAW -> r[d] = shifted((long) (int) a, (b & 32) != 0 ? 63 : (int) b & 31);
            case Op.SRAD -> r[d] = shifted(a, (b & 64) != 0 ? 64 : (int) b & 63);
            case Op.SRAWI -> r[d] = shifted((long) (int) a, c);
            case Op.SRADI -> r[d] = shifted(a, c);
            case Op.EXTSWSLI -> r[d] = (long) (int) a << c;
            case Op.ROTATE_BY -> r[d] = Long.rotateLeft(a, (int) b & 63) & imm;
            case Op.ROTATE32_BY -> r[d] = Bitwise.rotate32(a, (int) b & 31) & imm;
            case Op.ONE -> r[d] = Bitwise.one(c, a);
            case Op.TWO -> r[d] = Bitwise.two(c, a, b);
            case Op.ADDG6S -> r[d] = sixes(a, b);
            case Op.SET_BIT -> r[d] = (state.cr >>> 31 - c & 1) == imm >>> 8 ? (byte) imm : 0;
            case Op.SETB -> {
                int field = state.cr >>> 28 - 4 * c & 15;
                r[d] = (field & 8) != 0 ? -1 : field >>> 2 & 1;
            }
            case Op.CMPRB -> state.field(d, isInRange(a, b, c) ? 4 : 0);
            case Op.CMPEQB -> state.field(d, isAmong(a, b) ? 4 : 0);
            case Op.CR_LOGIC -> logic(d, Op.n(insn), Op.m(insn), c);
            case Op.MCRF -> state.field(d, state.cr >>> 28 - 4 * c & 15);
            case Op.MCRXRX ->
                    state.field(d, state.ov << 3 | state.ov32 << 2 | state.ca << 1 | state.ca32);
            case Op.FROM_CR -> r[d] = state.cr & imm;
            case Op.TO_CR -> state.cr = (int) (state.cr & ~imm | a & imm);
            default -> throw new IllegalArgumentException("operation " + operation);
        }
    }

    /**
     * {@code a + b + carry}, which sets CA; {@code b} is a register or {@code imm}, {@code a} may
     * be complemented.
     */
    private long carrying(long a, long register, int c, long imm) {
        long b = (c & 1) != 0 ? imm : register;
        a = (c & 2) != 0 ? ~a : a;
        int carry = (c & 4) != 0 ? state.ca : (c & 8) != 0 ? 1 : 0;
        long sum = a + b;
        long result = sum + carry;
        boolean out = Long.compareUnsigned(sum, a) < 0 || Long.compareUnsigned(result, sum) < 0;
        state.ca = out ? 1 : 0;
        state.ca32 = (int) ((a & WORD) + (b & WORD) + carry >>> 32);
        if ((c & 16) != 0) {
            overflow(a, b, result);
        }
        return result;
    }

    /** {@code a + b}, or, complementing {@code a}, {@code b - a}, or that from 0. */
    private long over(long a, long b, int c) {
        b = (c & 1) != 0 ? 0 : b;
        a = (c & 2) != 0 ? ~a : a;
        long result = a + b + (c >>> 1 & 1);
        overflow(a, b, result);
        return result;
    }

    private void overflow(long a, long b, long result) {
        long signs = (a ^ result) & (b ^ result);
        state.overflow(signs < 0, (int) signs < 0);
    }

    private long multiply(long a, long b, int c) {
        boolean words = (c & Op.WORDS) != 0;
        long result = words ? (long) (int) a * (int) b : a * b;
        boolean lost = words ? result != (int) result : Math.multiplyHigh(a, b) != result >> 63;
        state.overflow(lost, lost);
        return result;
    }

    private long divide(long a, long b, int c) {
        boolean words = (c & Op.WORDS) != 0;
        boolean unsigned = (c & Op.UNSIGNED) != 0;
        boolean extended = (c & Op.EXTENDED) != 0;
        boolean lost;
        long result;
        if (words && extended) {
            long dividend = a << 32;
            long divisor = unsigned ? b & WORD : (int) b;
            lost = divisor == 0 || !unsigned && dividend == Long.MIN_VALUE && divisor == -1;
            long quotient =
                    lost
                            ? 0
                            : unsigned
                                    ? Long.divideUnsigned(dividend, divisor)
                                    : dividend / divisor;
            lost |= unsigned ? quotient >>> 32 != 0 : quotient != (int) quotient;
            result = lost ? 0 : quotient;
        } else if (words) {
            int x = (int) a;
            int y = (int) b;
            lost = y == 0 || !unsigned && x == Integer.MIN_VALUE && y == -1;
            int quotient = lost ? x : unsigned ? Integer.divideUnsigned(x, y) : x / y;
            result = quotient & WORD;
        } else if (extended) {
            lost = isLost(a, b, unsigned);
            result = wide(a, b, unsigned);
        } else {
            lost = b == 0 || !unsigned && a == Long.MIN_VALUE && b == -1;
            result = lost ? a : unsigned ? Long.divideUnsigned(a, b) : a / b;
        }
        if ((c & Op.OVER) != 0) {
            state.overflow(lost, lost);
        }
        return result;
    }

    /** Whether {@code a}, with 64 zeros behind it, divided by {@code b} does not fit. */
    private static boolean isLost(long a, long b, boolean unsigned) {
        if (b == 0 || unsigned) {
            return Long.compareUnsigned(a, b) >= 0;
        }
        long x = Math.abs(a);
        long y = Math.abs(b);
        if (Long.compareUnsigned(x, y) >= 0) {
            return true;
        }
        long quotient = wide(x, y);
        boolean negative = (a ^ b) < 0;
        return quotient < 0 && !(negative && quotient == Long.MIN_VALUE);
    }

    /** {@code a}, with 64 zeros behind it, divided by {@code b}; 0 if that does not fit. */
    static long wide(long a, long b, boolean unsigned) {
        if (isLost(a, b, unsigned)) {
            return 0;
        }
        if (unsigned) {
            return wide(a, b);
        }
        long quotient = wide(Math.abs(a), Math.abs(b));
        return (a ^ b) < 0 ? -quotient : quotient;
    }

    /** {@code a}, with 64 zeros behind it, divided by {@code b}, which is larger; unsigned. */
    private static long wide(long a, long b) {
        long quotient = 0;
        long rest = a;
        for (int i = 0; i < 64; i++) {
            boolean carry = rest < 0;
            rest <<= 1;
            quotient <<= 1;
            if (carry || Long.compareUnsigned(rest, b) >= 0) {
                rest -= b;
                quotient |= 1;
            }
        }
        return quotient;
    }

    private static long modulo(long a, long b, int c) {
        boolean unsigned = (c & Op.UNSIGNED) != 0;
        if ((c & Op.WORDS) != 0) {
            int x = (int) a;
            int y = (int) b;
            if (unsigned) {
                return y == 0 ? 0 : Integer.remainderUnsigned(x, y) & WORD;
            }
            return y == 0 || y == -1 ? 0 : x % y;
        }
        if (unsigned) {
            return b == 0 ? 0 : Long.remainderUnsigned(a, b);
        }
        return b == 0 || b == -1 ? 0 : a % b;
    }

    /** Shifted right with its sign; CA tells that it is negative and ones were lost. */
    private long shifted(long value, int count) {
        long result = value >> Math.min(count, 63);
        long lost = count == 0 ? 0 : value << 64 - Math.min(count, 64);
        state.ca = value < 0 && (count >= 64 || lost != 0) ? 1 : 0;
        state.ca32 = state.ca;
        return result;
    }

    private static long sixes(long a, long b) {
        long result = 0;
        long carry = 0;
        for (int i = 0; i < 64; i += 4) {
            long sum = (a >>> i & 15) + (b >>> i & 15) + carry;
            carry = sum >>> 4;
            result |= carry == 0 ? 6L << i : 0;
        }
        return result;
    }

    /** Whether the lowest byte is in the range of the lowest two bytes of b, or of the next two. */
    private static boolean isInRange(long value, long ranges, int both) {
        long x = value & 0xff;
        boolean first = x >= (ranges & 0xff) && x <= (ranges >>> 8 & 0xff);
        boolean second = x >= (ranges >>> 16 & 0xff) && x <= (ranges >>> 24 & 0xff);
        return first || both != 0 && second;
    }

    private static boolean isAmong(long value, long bytes) {
        for (int i = 0; i < 64; i += 8) {
            if (((value ^ bytes >>> i) & 0xff) == 0) {
                return true;
            }
        }
        return false;
    }

    /** {@code c} is the table of truth: the result for 00, 01, 10 and 11 in bits 0 to 3. */
    private void logic(int target, int first, int second, int c) {
        int inputs = (state.cr >>> 31 - first & 1) << 1 | state.cr >>> 31 - second & 1;
        int bit = c >>> inputs & 1;
        state.cr = state.cr & ~(1 << 31 - target) | bit << 31 - target;
    }

    /** Whether a trap with the conditions {@code to} is taken for these two. */
    static boolean traps(int to, long a, long b, boolean words) {
        long x = words ? (int) a : a;
        long y = words ? (int) b : b;
        int unsigned =
                words ? Integer.compareUnsigned((int) a, (int) b) : Long.compareUnsigned(a, b);
        return (to & 16) != 0 && x < y
                || (to & 8) != 0 && x > y
                || (to & 4) != 0 && x == y
                || (to & 2) != 0 && unsigned < 0
                || (to & 1) != 0 && unsigned > 0;
    }
}
