package patchbay.isa.ppc64;

import patchbay.isa.FloatFormat;
import patchbay.isa.FloatNumber;
import patchbay.isa.FloatRounding;

/**
 * Rounding as FPSCR says, and what happened kept there: a summary that stays until it is cleared,
 * why an operation was invalid, and, for scalars, of what class the result is and whether it was
 * rounded. Vector registers' own floating point (AltiVec) rounds to nearest and tells nothing.
 *
 * <p>An operation that FPSCR would let trap is not modelled: the CPU stops before it.
 */
final class FloatStatus extends FloatRounding {
    // Bits of FPSCR, from the lowest.
    private static final int ENABLES = 0xf8;
    static final int VXCVI = 1 << 8;
    static final int VXSQRT = 1 << 9;
    private static final int VXSOFT = 1 << 10;
    private static final int RESERVED = 1 << 11;
    private static final int CLASS = 0x1f << 12;
    private static final int CONDITION = 0xf << 12;
    private static final int FI = 1 << 17;
    private static final int FR = 1 << 18;
    static final int VXVC = 1 << 19;
    static final int VXIMZ = 1 << 20;
    static final int VXZDZ = 1 << 21;
    static final int VXIDI = 1 << 22;
    static final int VXISI = 1 << 23;
    static final int VXSNAN = 1 << 24;
    private static final int XX = 1 << 25;
    private static final int ZX = 1 << 26;
    private static final int UX = 1 << 27;
    private static final int OX = 1 << 28;
    private static final int VX = 1 << 29;
    private static final int FEX = 1 << 30;
    private static final int FX = 1 << 31;

    private static final int REASONS = 0x1f8 << 16 | VXSOFT | VXSQRT | VXCVI;
    private static final int EXCEPTIONS = OX | UX | ZX | XX | REASONS;

    /** From an enabling bit to what it enables. */
    private static final int TO_SUMMARY = 22;

    private final RegisterFile state;
    private int raised;
    private int reasons;
    private boolean flushes;

    FloatStatus(RegisterFile state) {
        this.state = state;
    }

    /** Whether something that happens would trap. */
    static boolean traps(int fpscr) {
        return (fpscr & ENABLES) != 0;
    }

    /** Takes the modes of FPSCR, for the next instruction. */
    void begin() {
        raised = 0;
        reasons = 0;
        flushes = false;
        way(wayOf(state.fpscr & 3));
    }

    /** For an instruction of AltiVec. */
    void beginAltivec() {
        begin();
        way(NEAREST);
        flushes = (state.vscr & RegisterFile.NOT_JAVA) != 0;
    }

    private static int wayOf(int mode) {
        return switch (mode) {
            case 0 -> NEAREST;
            case 1 -> TO_ZERO;
            case 2 -> UP;
            default -> DOWN;
        };
    }

    @Override
    public void raise(int flags) {
        raised |= flags;
    }

    /** An operation was invalid; {@code reason} is one of the bits VX…. */
    void invalid(int reason) {
        reasons |= reason;
    }

    /** Tells of a NaN that it signals, if it does. */
    void tellOf(int format, long nan) {
        boolean quiet = (nan >>> FloatFormat.digits(format) - 1 & 1) != 0;
        invalid(quiet ? 0 : VXSNAN);
    }

    boolean isInvalid() {
        return reasons != 0 || (raised & INVALID) != 0;
    }

    @Override
    public long nan(int format, FloatNumber number) {
        if (number.kind == FloatNumber.SIGNALLING) {
            invalid(VXSNAN);
        }
        long fraction = (number.fraction | 1L << 61) >>> 62 - FloatFormat.digits(format);
        return FloatFormat.infinity(format, number.negative) | fraction;
    }

    @Override
    public boolean flushes(int format) {
        return flushes;
    }

    @Override
    public long flushed(int format, long bits) {
        boolean subnormal = FloatFormat.magnitude(format, bits) >>> FloatFormat.digits(format) == 0;
        return flushes && subnormal ? bits & FloatFormat.sign(format) : bits;
    }

    /** Of a vector: what happened stays. */
    void finish() {
        int happened =
                reasons
                        | ((raised & OVERFLOW) != 0 ? OX : 0)
                        | ((raised & UNDERFLOW) != 0 ? UX : 0)
                        | ((raised & DIVISION) != 0 ? ZX : 0)
                        | ((raised & INEXACT) != 0 ? XX : 0)
                        | ((raised & INVALID) != 0 ? VXCVI : 0);
        int news = happened & ~state.fpscr;
        state.fpscr = summary(state.fpscr | happened | (news != 0 ? FX : 0));
    }

    /** Of a scalar: besides, what was rounded. */
    void finishScalar() {
        boolean inexact = (raised & INEXACT) != 0 && !isInvalid();
        state.fpscr = state.fpscr & ~(FI | FR) | (inexact ? FI : 0) | (inexact && isUp() ? FR : 0);
        finish();
    }

    /** The class of a result, too; it is a double, whatever it was rounded to. */
    void finishScalar(long result) {
        finishScalar(FloatFormat.DOUBLE, result);
    }

    void finishScalar(int format, long result) {
        classify(classOf(format, result));
        finishScalar();
    }

    private void classify(int resultClass) {
        state.fpscr = state.fpscr & ~CLASS | resultClass << 12;
    }

    /** The order that a comparison found, as in a field of the condition register. */
    void order(int order) {
        state.fpscr = state.fpscr & ~CONDITION | order << 12;
    }

    private static int classOf(int format, long bits) {
        long magnitude = FloatFormat.magnitude(format, bits);
        long infinity = FloatFormat.infinity(format, false);
        boolean negative = FloatFormat.isNegative(format, bits);
        if (magnitude > infinity) {
            return 0b10001;
        }
        if (magnitude == 0) {
            return negative ? 0b10010 : 0b00010;
        }
        int sign = negative ? 0b01000 : 0b00100;
        if (magnitude == infinity) {
            return sign | 1;
        }
        return magnitude >>> FloatFormat.digits(format) == 0 ? sign | 0b10000 : sign;
    }

    /** The bits of FPSCR that follow from others. */
    private static int summary(int fpscr) {
        int rest = fpscr & ~(VX | FEX);
        int invalid = (rest & REASONS) != 0 ? rest | VX : rest;
        return (invalid >>> TO_SUMMARY & invalid & ENABLES) != 0 ? invalid | FEX : invalid;
    }

    /** Writes the bits of FPSCR that {@code mask} has. */
    void write(int mask, int value) {
        int wanted = mask & ~(VX | FEX | RESERVED);
        state.fpscr = summary(state.fpscr & ~wanted | value & wanted);
    }

    /** Sets one bit, counted from the left; what happened is summed up, too. */
    void set(int bit) {
        int mask = Integer.MIN_VALUE >>> bit;
        boolean news = (mask & EXCEPTIONS & ~state.fpscr) != 0;
        write(mask | FX, state.fpscr | mask | (news ? FX : 0));
    }

    /** A field becomes the condition register's, and what it tells of is cleared. */
    int take(int field) {
        int shift = 28 - 4 * field;
        int value = state.fpscr >>> shift & 15;
        state.fpscr = summary(state.fpscr & ~((FX | EXCEPTIONS) & 15 << shift));
        return value;
    }
}
