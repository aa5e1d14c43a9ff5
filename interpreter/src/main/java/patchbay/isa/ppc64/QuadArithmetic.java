package patchbay.isa.ppc64;

/** Vectors seen as one integer of 128 bits: the left doubleword is its high half. */
final class QuadArithmetic {
    // What QUADS computes.
    static final int ADD = 0;
    static final int ADD_CARRY = 1;
    static final int SUB = 2;
    static final int SUB_CARRY = 3;

    /** Adds what the third operand's lowest bit carries in, instead of 0 or 1, from here on. */
    static final int CARRYING = 4;

    static final int SHL = 8;
    static final int SHR = 9;
    static final int ROTATE = 10;
    static final int ROTATE_INSERT = 11;
    static final int ROTATE_MASK = 12;
    static final int EQUAL = 13;
    static final int GREATER = 14;
    static final int TIMES_TEN = 15;
    static final int TIMES_TEN_CARRY = 16;
    static final int DIV = 17;
    static final int DIV_EXTENDED = 18;
    static final int MOD = 19;
    static final int EXTEND_DOUBLEWORD = 20;
    static final int EXPAND = 21;
    static final int PARITY = 22;

    private final RegisterFile state;
    private final long[] v;

    // Of the last computation: its two halves, and what went beyond them.
    private long high;
    private long low;
    private long carry;

    QuadArithmetic(RegisterFile state) {
        this.state = state;
        this.v = state.v;
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int a = Op.a(insn);
        boolean signed = Elements.is(imm, Elements.SIGNED);
        switch (operation) {
            case Op.QUADS -> {
                quads(d, n, m, a, imm);
                state.vector(d, high, low);
                if (Elements.is(imm, Elements.RECORD)) {
                    state.field(6, high == 0 ? 2 : 8);
                }
            }
            case Op.COMPARE_QUADS -> {
                int order = compare(n, m, signed);
                state.field(d, order < 0 ? 8 : order > 0 ? 4 : 2);
            }
            case Op.MULTIPLY_DOUBLEWORDS -> {
                int half = Elements.is(imm, Elements.LOW) ? 1 : 0;
                multiply(v[2 * n + half], v[2 * m + half], signed);
                state.vector(d, high, low);
            }
            case Op.MULTIPLY_SUM -> {
                multiply(v[2 * n], v[2 * m], false);
                long firstHigh = high;
                long firstLow = low;
                multiply(v[2 * n + 1], v[2 * m + 1], false);
                add(firstHigh, firstLow, high, low, 0);
                long carries = carry;
                add(high, low, v[2 * a], v[2 * a + 1], 0);
                if (Op.c(insn) == 1) {
                    state.vector(d, 0, carries + carry);
                } else {
                    state.vector(d, high, low);
                }
            }
            default -> throw new IllegalStateException("no operation on quadwords: " + operation);
        }
    }

    private void result(long high, long low) {
        this.high = high;
        this.low = low;
    }

    private void quads(int d, int n, int m, int a, long imm) {
        int function = Elements.function(imm);
        boolean signed = Elements.is(imm, Elements.SIGNED);
        long xHigh = v[2 * n];
        long xLow = v[2 * n + 1];
        long yHigh = v[2 * m];
        long yLow = v[2 * m + 1];
        switch (function) {
            case ADD, ADD_CARRY, SUB, SUB_CARRY -> sum(function, xHigh, xLow, yHigh, yLow, -1);
            case ADD + CARRYING, ADD_CARRY + CARRYING, SUB + CARRYING, SUB_CARRY + CARRYING ->
                    sum(function - CARRYING, xHigh, xLow, yHigh, yLow, v[2 * a + 1] & 1);
            case SHL -> shiftLeft(xHigh, xLow, (int) yHigh & 127);
            case SHR -> shiftRight(xHigh, xLow, (int) yHigh & 127, signed);
            case ROTATE -> rotate(xHigh, xLow, (int) yHigh & 127);
            case ROTATE_INSERT, ROTATE_MASK -> {
                rotate(xHigh, xLow, (int) yHigh & 127);
                boolean inserts = function == ROTATE_INSERT;
                int from = (int) (yHigh >>> 16) & 127;
                int to = (int) (yHigh >>> 8) & 127;
                long left = mask(from, to, 0);
                long right = mask(from, to, 64);
                result(
                        high & left | (inserts ? v[2 * d] & ~left : 0),
                        low & right | (inserts ? v[2 * d + 1] & ~right : 0));
            }
            case EQUAL -> ones(xHigh == yHigh && xLow == yLow);
            case GREATER -> ones(compare(n, m, signed) > 0);
            case TIMES_TEN, TIMES_TEN_CARRY -> {
                timesTen(xHigh, xLow, Elements.details(imm) == 1 ? yLow & 15 : 0);
                if (function == TIMES_TEN_CARRY) {
                    result(0, carry);
                }
            }
            case DIV, DIV_EXTENDED, MOD -> divide(function, xHigh, xLow, yHigh, yLow, signed);
            case EXTEND_DOUBLEWORD -> result(xLow >> 63, xLow);
            case EXPAND -> ones(xHigh < 0);
            case PARITY -> result(0, Bitwise.one(Op.PRTYD, xHigh ^ xLow));
            default -> throw new IllegalStateException("no function of quadwords: " + function);
        }
    }

    private void ones(boolean so) {
        result(so ? -1 : 0, so ? -1 : 0);
    }

    /** {@code in} is what is carried in, -1 for what the function says itself. */
    private void sum(int function, long xHigh, long xLow, long yHigh, long yLow, long in) {
        boolean subtracts = function >= SUB;
        long turn = subtracts ? -1 : 0;
        long first = in < 0 ? -turn : in;
        add(xHigh, xLow, yHigh ^ turn, yLow ^ turn, first);
        if ((function & 1) != 0) {
            result(0, carry);
        }
    }

    private void add(long xHigh, long xLow, long yHigh, long yLow, long in) {
        long part = xLow + yLow;
        low = part + in;
        long over =
                (Long.compareUnsigned(part, xLow) < 0 ? 1 : 0)
                        + (Long.compareUnsigned(low, part) < 0 ? 1 : 0);
        long upper = xHigh + yHigh;
        high = upper + over;
        carry =
                (Long.compareUnsigned(upper, xHigh) < 0 ? 1 : 0)
                        + (Long.compareUnsigned(high, upper) < 0 ? 1 : 0);
    }

    private void multiply(long x, long y, boolean signed) {
        low = x * y;
        high = signed ? Math.multiplyHigh(x, y) : Math.unsignedMultiplyHigh(x, y);
    }

    private void timesTen(long xHigh, long xLow, long digit) {
        long part = xLow * 10;
        low = part + digit;
        long over =
                Math.unsignedMultiplyHigh(xLow, 10) + (Long.compareUnsigned(low, part) < 0 ? 1 : 0);
        long upper = xHigh * 10;
        high = upper + over;
        carry =
                Math.unsignedMultiplyHigh(xHigh, 10)
                        + (Long.compareUnsigned(high, upper) < 0 ? 1 : 0);
    }

    private int compare(int n, int m, boolean signed) {
        int upper =
                signed
                        ? Long.compare(v[2 * n], v[2 * m])
                        : Long.compareUnsigned(v[2 * n], v[2 * m]);
        return upper != 0 ? upper : Long.compareUnsigned(v[2 * n + 1], v[2 * m + 1]);
    }

    private void shiftLeft(long left, long right, int amount) {
        int bits = amount & 63;
        long over = bits == 0 ? 0 : right >>> 64 - bits;
        if (amount < 64) {
            result(left << bits | over, right << bits);
        } else {
            result(right << bits, 0);
        }
    }

    private void shiftRight(long left, long right, int amount, boolean signed) {
        int bits = amount & 63;
        long upper = signed ? left >> bits : left >>> bits;
        if (amount < 64) {
            result(upper, right >>> bits | (bits == 0 ? 0 : left << 64 - bits));
        } else {
            result(signed ? left >> 63 : 0, upper);
        }
    }

    private void rotate(long left, long right, int amount) {
        shiftRight(left, right, 128 - amount & 127, false);
        long turnedHigh = amount == 0 ? 0 : high;
        long turnedLow = amount == 0 ? 0 : low;
        shiftLeft(left, right, amount);
        result(high | turnedHigh, low | turnedLow);
    }

    /** 64 bits, from {@code at} on, of ones from one bit to another, around the end if need be. */
    private static long mask(int from, int to, int at) {
        long mask = 0;
        for (int i = at; i < at + 64; i++) {
            boolean one = from <= to ? i >= from && i <= to : i >= from || i <= to;
            mask = mask << 1 | (one ? 1 : 0);
        }
        return mask;
    }

    /** What cannot be divided the manual leaves open; see {@link LaneArithmetic}. */
    private void divide(
            int function, long xHigh, long xLow, long yHigh, long yLow, boolean signed) {
        boolean negative = signed && xHigh < 0;
        boolean opposite = signed && (xHigh ^ yHigh) < 0;
        boolean extended = function == DIV_EXTENDED;
        long restHigh = 0;
        long restLow = 0;
        magnitude(xHigh, xLow, signed);
        long bitsHigh = high;
        long bitsLow = low;
        if (extended) {
            restHigh = high;
            restLow = low;
            bitsHigh = 0;
            bitsLow = 0;
        }
        magnitude(yHigh, yLow, signed);
        long divisorHigh = high;
        long divisorLow = low;
        boolean least = signed && xHigh == Long.MIN_VALUE && xLow == 0;
        boolean impossible =
                (yHigh | yLow) == 0
                        || least && (yHigh & yLow) == -1
                        || extended && !isLess(restHigh, restLow, divisorHigh, divisorLow);
        if (impossible) {
            boolean stays = function == DIV;
            result(stays ? xHigh : 0, stays ? xLow : 0);
            return;
        }
        for (int i = 0; i < 128; i++) {
            boolean over = restHigh < 0;
            restHigh = restHigh << 1 | restLow >>> 63;
            restLow = restLow << 1 | bitsHigh >>> 63;
            bitsHigh = bitsHigh << 1 | bitsLow >>> 63;
            bitsLow <<= 1;
            if (over || !isLess(restHigh, restLow, divisorHigh, divisorLow)) {
                add(restHigh, restLow, ~divisorHigh, ~divisorLow, 1);
                restHigh = high;
                restLow = low;
                bitsLow |= 1;
            }
        }
        if (function == MOD) {
            signed(restHigh, restLow, negative);
        } else {
            boolean fits = !extended || !signed || bitsHigh >= 0;
            signed(fits ? bitsHigh : 0, fits ? bitsLow : 0, opposite);
        }
    }

    private static boolean isLess(long xHigh, long xLow, long yHigh, long yLow) {
        int upper = Long.compareUnsigned(xHigh, yHigh);
        return upper < 0 || upper == 0 && Long.compareUnsigned(xLow, yLow) < 0;
    }

    private void magnitude(long left, long right, boolean signed) {
        signed(left, right, signed && left < 0);
    }

    private void signed(long left, long right, boolean negated) {
        if (negated) {
            add(0, 0, ~left, ~right, 1);
        } else {
            result(left, right);
        }
    }
}
