package patchbay.isa.arm64;

import static patchbay.isa.arm64.FloatNumber.FINITE;
import static patchbay.isa.arm64.FloatNumber.INFINITE;
import static patchbay.isa.arm64.FloatNumber.QUIET;
import static patchbay.isa.arm64.FloatNumber.SIGNALLING;
import static patchbay.isa.arm64.FloatNumber.ZERO;

/**
 * Takes numbers with a point apart and puts them together, with one rounding, as FPCR or the
 * instruction says; flags in FPSR what happened. See FPUnpack and FPRound of the manual.
 *
 * <p>What is too small for the format is found before rounding.
 */
final class FloatRounding {
    // FPCR's ways of rounding, then those that only instructions ask for.
    static final int NEAREST = 0;
    static final int UP = 1;
    static final int DOWN = 2;
    static final int TO_ZERO = 3;
    static final int AWAY = 4;
    static final int ODD = 5;

    /** To odd, but what is too large becomes infinite. */
    static final int ODD_INFINITE = 6;

    // FPSR
    static final int INVALID = 1;
    static final int DIVISION = 1 << 1;
    static final int OVERFLOW = 1 << 2;
    static final int UNDERFLOW = 1 << 3;
    static final int INEXACT = 1 << 4;
    private static final int SUBNORMAL_INPUT = 1 << 7;

    // FPCR
    private static final int ALTERNATIVE = 1 << 26;
    private static final int DEFAULT_NAN = 1 << 25;
    private static final int FLUSH = 1 << 24;
    private static final int FLUSH_HALVES = 1 << 19;

    private final RegisterFile registers;
    private final FloatNumber scratch = new FloatNumber();
    private int mode;
    private int way;
    private boolean inexact;

    FloatRounding(RegisterFile registers) {
        this.registers = registers;
    }

    /** Takes the modes of FPCR, for the next instruction. */
    void begin() {
        mode = registers.fpcr;
        way = mode >>> 22 & 3;
    }

    /** The modes of dot products of short floats, whatever FPCR says. */
    void beginBrain() {
        mode = FLUSH | DEFAULT_NAN;
        way = ODD_INFINITE;
    }

    /** The way of rounding. */
    int way() {
        return way;
    }

    void way(int way) {
        this.way = way;
    }

    void raise(int flags) {
        registers.fpsr |= flags;
    }

    /** Whether the last {@link #rounded} lost bits. */
    boolean isInexact() {
        return inexact;
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

    boolean flushes(int format) {
        return (mode & (format == FloatFormat.HALF ? FLUSH_HALVES : FLUSH)) != 0;
    }

    /** A subnormal number becomes zero if the mode says so. */
    long flushed(int format, long bits) {
        long magnitude = FloatFormat.magnitude(format, bits);
        if (magnitude != 0 && magnitude >>> FloatFormat.digits(format) == 0 && flushes(format)) {
            raise(format == FloatFormat.HALF ? 0 : SUBNORMAL_INPUT);
            return bits & FloatFormat.sign(format);
        }
        return bits;
    }

    void unpack(int format, long given, FloatNumber number) {
        long bits = flushed(format, given);
        int digits = FloatFormat.digits(format);
        int bias = FloatFormat.bias(format);
        boolean negative = FloatFormat.isNegative(format, bits);
        long magnitude = FloatFormat.magnitude(format, bits);
        int exponent = (int) (magnitude >>> digits);
        long fraction = magnitude & (1L << digits) - 1;
        if (exponent == 0) {
            if (fraction == 0) {
                number.set(ZERO, negative, 0, 0);
            } else {
                int left = Long.numberOfLeadingZeros(fraction) - 1;
                number.set(FINITE, negative, 63 - left - bias - digits, fraction << left);
            }
        } else if (exponent == FloatFormat.limit(format)) {
            boolean quiet = (fraction >>> digits - 1) != 0;
            int kind = fraction == 0 ? INFINITE : quiet ? QUIET : SIGNALLING;
            number.set(kind, negative, 0, fraction << 62 - digits);
        } else {
            long whole = fraction | 1L << digits;
            number.set(FINITE, negative, exponent - bias, whole << 62 - digits);
        }
    }

    /** {@code fraction >>> shift}, rounded; {@link #inexact} tells if bits were lost. */
    long rounded(long fraction, int shift, boolean negative, int way) {
        if (shift <= 0) {
            inexact = false;
            return fraction << -shift;
        }
        long kept = shift > 63 ? 0 : fraction >>> shift;
        // As a part of 2^64.
        long lost = shift > 64 ? 1 : shift == 64 ? fraction : fraction << 64 - shift;
        inexact = lost != 0;
        boolean up =
                switch (way) {
                    case NEAREST -> lost < 0 && (lost << 1 != 0 || (kept & 1) != 0);
                    case UP -> inexact && !negative;
                    case DOWN -> inexact && negative;
                    case TO_ZERO -> false;
                    case AWAY -> lost < 0;
                    default -> inexact && (kept & 1) == 0;
                };
        return up ? kept + 1 : kept;
    }

    long pack(int format, FloatNumber number) {
        return switch (number.kind) {
            case ZERO -> FloatFormat.signed(format, number.negative, 0);
            case INFINITE -> FloatFormat.infinity(format, number.negative);
            case FINITE -> finite(format, number.negative, number.exponent, number.fraction);
            default -> nan(format, number);
        };
    }

    /** The result of a NaN: itself, made quiet. */
    long nan(int format, FloatNumber number) {
        if (number.kind == SIGNALLING) {
            raise(INVALID);
        }
        if ((mode & DEFAULT_NAN) != 0) {
            return FloatFormat.nan(format);
        }
        long fraction = (number.fraction | 1L << 61) >>> 62 - FloatFormat.digits(format);
        return FloatFormat.infinity(format, number.negative) | fraction;
    }

    long invalid(int format) {
        raise(INVALID);
        return FloatFormat.nan(format);
    }

    /** Rounds to the format's digits; the fraction's bit 62 is set. */
    long finite(int format, boolean negative, int exponent, long fraction) {
        int digits = FloatFormat.digits(format);
        int biased = exponent + FloatFormat.bias(format);
        if (biased <= 0) {
            if (flushes(format)) {
                raise(UNDERFLOW);
                return FloatFormat.signed(format, negative, 0);
            }
            long magnitude = rounded(fraction, 62 - digits + 1 - biased, negative, way);
            raise(inexact ? UNDERFLOW | INEXACT : 0);
            return FloatFormat.signed(format, negative, magnitude);
        }
        // A carry out of the digits goes into the exponent, where it belongs.
        long whole = rounded(fraction, 62 - digits, negative, way);
        long magnitude = ((long) (biased - 1) << digits) + whole;
        if (magnitude >>> digits >= FloatFormat.limit(format)) {
            return overflow(format, negative);
        }
        raise(inexact ? INEXACT : 0);
        return FloatFormat.signed(format, negative, magnitude);
    }

    private long overflow(int format, boolean negative) {
        if (format == FloatFormat.ALTERNATIVE) {
            raise(INVALID);
            return FloatFormat.largest(format, negative);
        }
        raise(OVERFLOW | INEXACT);
        return overflowed(format, negative);
    }

    /** What is too large for the format, as this way of rounding sees it. */
    long overflowed(int format, boolean negative) {
        boolean infinite =
                switch (way) {
                    case UP -> !negative;
                    case DOWN -> negative;
                    case TO_ZERO, ODD -> false;
                    default -> true;
                };
        return infinite
                ? FloatFormat.infinity(format, negative)
                : FloatFormat.largest(format, negative);
    }

    /** {@code bits} if it is a NaN, made quiet; else 0. */
    long quietNan(int format, long bits) {
        FloatNumber number = scratch;
        unpack(format, bits, number);
        return number.isNan() ? nan(format, number) : 0;
    }
}
