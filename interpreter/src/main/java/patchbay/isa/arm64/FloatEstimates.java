package patchbay.isa.arm64;

import patchbay.isa.FloatFormat;
import patchbay.isa.FloatRounding;

/**
 * First estimates of reciprocals and of those of square roots, which programs refine with Newton's
 * method: eight bits, which the manual fixes (RecipEstimate, RecipSqrtEstimate) and processors look
 * up in a table.
 */
final class FloatEstimates {
    private final FloatModes rounding;

    FloatEstimates(FloatModes rounding) {
        this.rounding = rounding;
    }

    /** Of {@code a / 512}, which is 1/2 or more, in 256ths. */
    private static int reciprocal(int a) {
        int middle = 2 * a + 1;
        return (1 << 19) / middle + 1 >> 1;
    }

    /** Of {@code a / 512}, which is 1/4 or more, in 256ths. */
    private static int reciprocalRoot(int a) {
        int middle = a < 256 ? 2 * a + 1 : 2 * (a | 1);
        int b = 512;
        while (middle * (b + 1) * (b + 1) < 1 << 28) {
            b++;
        }
        return (b + 1) / 2;
    }

    /** Of an unsigned fraction of 32 bits; one below 1/2 has none. */
    static long reciprocalOfFraction(long word) {
        return word >>> 31 == 0 ? -1 : (long) reciprocal((int) (word >>> 23)) << 23;
    }

    /** Of an unsigned fraction of 32 bits; one below 1/4 has none. */
    static long reciprocalRootOfFraction(long word) {
        return word >>> 30 == 0 ? -1 : (long) reciprocalRoot((int) (word >>> 23)) << 23;
    }

    long reciprocal(int format, long given) {
        long nan = rounding.quietNan(format, given);
        if (nan != 0) {
            return nan;
        }
        long x = rounding.flushed(format, given);
        boolean negative = FloatFormat.isNegative(format, x);
        long magnitude = FloatFormat.magnitude(format, x);
        int digits = FloatFormat.digits(format);
        int bias = FloatFormat.bias(format);
        if (magnitude == 0) {
            rounding.raise(FloatRounding.DIVISION);
            return FloatFormat.infinity(format, negative);
        }
        if (magnitude == FloatFormat.infinity(format, false)) {
            return FloatFormat.signed(format, negative, 0);
        }
        if (magnitude < 1L << digits - 2) {
            rounding.raise(FloatRounding.OVERFLOW | FloatRounding.INEXACT);
            return rounding.overflowed(format, negative);
        }
        int exponent = (int) (magnitude >>> digits);
        if (exponent >= 2 * bias - 1 && rounding.flushes(format)) {
            rounding.raise(FloatRounding.UNDERFLOW);
            return FloatFormat.signed(format, negative, 0);
        }
        long fraction = magnitude << 64 - digits; // as a part of 2^64
        if (exponent == 0) {
            int left = Long.numberOfLeadingZeros(fraction) + 1;
            exponent = 1 - left;
            fraction <<= left;
        }
        int estimate = reciprocal(256 | (int) (fraction >>> 56));
        int result = 2 * bias - 1 - exponent;
        // The estimate has a leading one above its eight bits; a subnormal result shows it.
        long bits = (long) (estimate & 0xff) << digits - 8;
        if (result <= 0) {
            bits = (bits | 1L << digits) >>> 1 - result;
            result = 0;
        }
        return FloatFormat.signed(format, negative, (long) result << digits | bits);
    }

    long reciprocalRoot(int format, long given) {
        long nan = rounding.quietNan(format, given);
        if (nan != 0) {
            return nan;
        }
        long x = rounding.flushed(format, given);
        boolean negative = FloatFormat.isNegative(format, x);
        long magnitude = FloatFormat.magnitude(format, x);
        int digits = FloatFormat.digits(format);
        int bias = FloatFormat.bias(format);
        if (magnitude == 0) {
            rounding.raise(FloatRounding.DIVISION);
            return FloatFormat.infinity(format, negative);
        }
        if (negative) {
            rounding.raise(FloatRounding.INVALID);
            return FloatFormat.nan(format);
        }
        if (magnitude == FloatFormat.infinity(format, false)) {
            return 0;
        }
        int exponent = (int) (magnitude >>> digits);
        long fraction = magnitude << 64 - digits;
        if (exponent == 0) {
            int left = Long.numberOfLeadingZeros(fraction) + 1;
            exponent = 1 - left;
            fraction <<= left;
        }
        int scaled =
                (exponent & 1) != 0 ? 128 | (int) (fraction >>> 57) : 256 | (int) (fraction >>> 56);
        long result = 3 * bias - 1 - exponent >> 1;
        return result << digits | (long) (reciprocalRoot(scaled) & 0xff) << digits - 8;
    }

    /** The exponent of the reciprocal, and no digits. */
    long exponent(int format, long given) {
        long nan = rounding.quietNan(format, given);
        if (nan != 0) {
            return nan;
        }
        long x = rounding.flushed(format, given);
        int digits = FloatFormat.digits(format);
        long exponent = FloatFormat.magnitude(format, x) >>> digits;
        long limit = FloatFormat.limit(format);
        long result = exponent == 0 ? limit - 1 : ~exponent & limit;
        return x & FloatFormat.sign(format) | result << digits;
    }
}
