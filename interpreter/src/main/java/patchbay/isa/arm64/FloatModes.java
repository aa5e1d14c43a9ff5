package patchbay.isa.arm64;

import patchbay.isa.FloatFormat;
import patchbay.isa.FloatNumber;
import patchbay.isa.FloatRounding;

/**
 * Rounding as FPCR says; what happened is flagged in FPSR. See FPUnpack, FPRound and FPProcessNaN
 * of the manual.
 */
final class FloatModes extends FloatRounding {
    // FPSR
    private static final int SUBNORMAL_INPUT = 1 << 7;

    // FPCR
    private static final int ALTERNATIVE = 1 << 26;
    private static final int DEFAULT_NAN = 1 << 25;
    private static final int FLUSH = 1 << 24;
    private static final int FLUSH_HALVES = 1 << 19;

    private final RegisterFile registers;
    private final FloatNumber scratch = new FloatNumber();
    private int mode;

    FloatModes(RegisterFile registers) {
        this.registers = registers;
    }

    @Override
    public void raise(int flags) {
        registers.fpsr |= flags;
    }

    /** Takes the modes of FPCR, for the next instruction. */
    void begin() {
        mode = registers.fpcr;
        way(mode >>> 22 & 3);
    }

    /** The modes of dot products of short floats, whatever FPCR says. */
    void beginBrain() {
        mode = FLUSH | DEFAULT_NAN;
        way(ODD_INFINITE);
    }

    /** Whether halves are converted from and to a format without infinities. */
    boolean isAlternative() {
        return (mode & ALTERNATIVE) != 0;
    }

    /** The other modes, in the bits of FPCR. */
    int mode() {
        return mode;
    }

    void mode(int bits) {
        mode = bits;
    }

    /** Subnormal numbers stay what they are. */
    void keepSubnormals() {
        mode &= ~(FLUSH | FLUSH_HALVES);
    }

    @Override
    public boolean flushes(int format) {
        return (mode & (format == FloatFormat.HALF ? FLUSH_HALVES : FLUSH)) != 0;
    }

    @Override
    public long flushed(int format, long bits) {
        long magnitude = FloatFormat.magnitude(format, bits);
        if (magnitude != 0 && magnitude >>> FloatFormat.digits(format) == 0 && flushes(format)) {
            raise(format == FloatFormat.HALF ? 0 : SUBNORMAL_INPUT);
            return bits & FloatFormat.sign(format);
        }
        return bits;
    }

    /** The result of a NaN: itself, made quiet. */
    @Override
    public long nan(int format, FloatNumber number) {
        if (number.kind == FloatNumber.SIGNALLING) {
            raise(INVALID);
        }
        if ((mode & DEFAULT_NAN) != 0) {
            return FloatFormat.nan(format);
        }
        long fraction = (number.fraction | 1L << 61) >>> 62 - FloatFormat.digits(format);
        return FloatFormat.infinity(format, number.negative) | fraction;
    }

    /** {@code bits} if it is a NaN, made quiet; else 0. */
    long quietNan(int format, long bits) {
        FloatNumber number = scratch;
        unpack(format, bits, number);
        return number.isNan() ? nan(format, number) : 0;
    }

    long invalid(int format) {
        raise(INVALID);
        return FloatFormat.nan(format);
    }

    @Override
    protected long overflow(int format, boolean negative) {
        if (format == FloatFormat.ALTERNATIVE) {
            raise(INVALID);
            return FloatFormat.largest(format, negative);
        }
        return super.overflow(format, negative);
    }
}
