package patchbay.isa;

import static patchbay.isa.FloatNumber.FINITE;
import static patchbay.isa.FloatNumber.INFINITE;
import static patchbay.isa.FloatNumber.QUIET;
import static patchbay.isa.FloatNumber.SIGNALLING;
import static patchbay.isa.FloatNumber.ZERO;

/**
 * Takes numbers with a point apart and puts them together, with one rounding, as IEEE 754 defines
 * it; what the sets do their own way (which NaN is the result, whether subnormal numbers count,
 * where it is told what happened) they add.
 *
 * <p>What is too small for the format is found before rounding.
 */
public abstract class FloatRounding {
    // Ways of rounding; behind the first four those that only instructions ask for.
    public static final int NEAREST = 0;
    public static final int UP = 1;
    public static final int DOWN = 2;
    public static final int TO_ZERO = 3;
    public static final int AWAY = 4;
    public static final int ODD = 5;

    /** To odd, but what is too large becomes infinite. */
    public static final int ODD_INFINITE = 6;

    // What happened.
    public static final int INVALID = 1;
    public static final int DIVISION = 1 << 1;
    public static final int OVERFLOW = 1 << 2;
    public static final int UNDERFLOW = 1 << 3;
    public static final int INEXACT = 1 << 4;

    private int way;
    private boolean inexact;
    private boolean up;

    /** The way of rounding. */
    public int way() {
        return way;
    }

    public void way(int way) {
        this.way = way;
    }

    /** That happened. */
    public abstract void raise(int flags);

    /** The result of a NaN. */
    public abstract long nan(int format, FloatNumber number);

    /** Whether subnormal numbers of that format become zero. */
    public abstract boolean flushes(int format);

    /** A subnormal number becomes zero if it shall. */
    public abstract long flushed(int format, long bits);

    /** Whether the last {@link #rounded} lost bits. */
    public boolean isInexact() {
        return inexact;
    }

    /** Whether the last {@link #rounded} made the magnitude larger. */
    public boolean isUp() {
        return up;
    }

    public void unpack(int format, long given, FloatNumber number) {
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
    public long rounded(long fraction, int shift, boolean negative, int way) {
        if (shift <= 0) {
            inexact = false;
            up = false;
            return fraction << -shift;
        }
        long kept = shift > 63 ? 0 : fraction >>> shift;
        // As a part of 2^64.
        long lost = shift > 64 ? 1 : shift == 64 ? fraction : fraction << 64 - shift;
        inexact = lost != 0;
        up =
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

    public long pack(int format, FloatNumber number) {
        return switch (number.kind) {
            case ZERO -> FloatFormat.signed(format, number.negative, 0);
            case INFINITE -> FloatFormat.infinity(format, number.negative);
            case FINITE -> finite(format, number.negative, number.exponent, number.fraction);
            default -> nan(format, number);
        };
    }

    /** Rounds to the format's digits; the fraction's bit 62 is set. */
    public long finite(int format, boolean negative, int exponent, long fraction) {
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

    protected long overflow(int format, boolean negative) {
        raise(OVERFLOW | INEXACT);
        return overflowed(format, negative);
    }

    /** What is too large for the format, as this way of rounding sees it. */
    public long overflowed(int format, boolean negative) {
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
}
