package patchbay.isa;

import static patchbay.isa.FloatNumber.FINITE;
import static patchbay.isa.FloatNumber.INFINITE;
import static patchbay.isa.FloatNumber.ZERO;

/**
 * Conversions between numbers with a point, integers and fixed-point numbers, and rounding to
 * integers.
 */
public final class FloatConversions {
    private final FloatRounding rounding;
    private final FloatNumber a = new FloatNumber();

    public FloatConversions(FloatRounding rounding) {
        this.rounding = rounding;
    }

    /** Rounds to an integer in the same format; {@code exact}: it is flagged if it was none. */
    public long integral(int format, long x, int way, boolean exact) {
        rounding.unpack(format, x, a);
        if (a.kind != FINITE || a.exponent >= FloatFormat.digits(format)) {
            return rounding.pack(format, a);
        }
        long integer = rounding.rounded(a.fraction, 62 - a.exponent, a.negative, way);
        rounding.raise(rounding.isInexact() && exact ? FloatRounding.INEXACT : 0);
        if (integer == 0) {
            return FloatFormat.signed(format, a.negative, 0);
        }
        int left = Long.numberOfLeadingZeros(integer) - 1;
        return rounding.finite(format, a.negative, 62 - left, integer << left);
    }

    /** Times {@code 2^places} as an integer of {@code bits} bits, or the nearest that there is. */
    public long toInteger(int format, long x, int places, int bits, boolean unsigned, int way) {
        rounding.unpack(format, x, a);
        if (a.kind == ZERO) {
            return 0;
        }
        if (a.isNan()) {
            rounding.raise(FloatRounding.INVALID);
            return 0;
        }
        long limit = unsigned ? -1L >>> 64 - bits : (-1L >>> 65 - bits) + (a.negative ? 1 : 0);
        int exponent = a.exponent + places;
        boolean huge = a.kind == INFINITE || exponent > 63;
        long magnitude = huge ? -1 : rounding.rounded(a.fraction, 62 - exponent, a.negative, way);
        if (huge
                || Long.compareUnsigned(magnitude, limit) > 0
                || unsigned && a.negative && magnitude != 0) {
            rounding.raise(FloatRounding.INVALID);
            return unsigned && a.negative ? 0 : a.negative ? -limit : limit;
        }
        rounding.raise(rounding.isInexact() ? FloatRounding.INEXACT : 0);
        return a.negative ? -magnitude : magnitude;
    }

    /** An integer divided by {@code 2^places}. */
    public long fromInteger(int format, long integer, int places, boolean unsigned) {
        if (integer == 0) {
            return 0;
        }
        boolean negative = integer < 0 && !unsigned;
        long magnitude = negative ? -integer : integer;
        int left = Long.numberOfLeadingZeros(magnitude) - 1;
        long fraction = left < 0 ? magnitude >>> 1 | magnitude & 1 : magnitude << left;
        return rounding.finite(format, negative, 62 - left - places, fraction);
    }
}
