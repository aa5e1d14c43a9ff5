package patchbay.isa.arm64;

import static patchbay.isa.arm64.FloatNumber.FINITE;
import static patchbay.isa.arm64.FloatNumber.INFINITE;
import static patchbay.isa.arm64.FloatNumber.QUIET;
import static patchbay.isa.arm64.FloatNumber.SIGNALLING;
import static patchbay.isa.arm64.FloatNumber.ZERO;

/**
 * Arithmetic as IEEE 754 and, where that leaves a choice, the manual define it (FPAdd, FPMulAdd,
 * FPRound and so on of "shared/functions/float"): for halves, singles and doubles, all ways of
 * rounding, and the exceptions that are flagged in FPSR.
 *
 * <p>The Java machine computes with singles and doubles only, rounds to nearest, and does not tell
 * whether a result was exact. So numbers are taken apart, computed with in 64 or 128 bits, where
 * what no longer fits leaves its trace in the lowest bit, and put together with one rounding.
 *
 * <p>The manual's choices: the first operand that is a signalling NaN, then the first that is a
 * quiet one, is the result, made quiet; an addend counts as the first.
 */
final class FloatArithmetic {
    private final FloatRounding rounding;
    private final FloatNumber a = new FloatNumber();
    private final FloatNumber b = new FloatNumber();
    private final FloatNumber c = new FloatNumber();

    FloatArithmetic(FloatRounding rounding) {
        this.rounding = rounding;
    }

    /** The first of two NaNs by the manual's order; one is. */
    private long nan(int format) {
        boolean first = a.kind == SIGNALLING || b.kind != SIGNALLING && a.isNan();
        return rounding.nan(format, first ? a : b);
    }

    long add(int format, long x, long y, boolean subtract) {
        rounding.unpack(format, x, a);
        rounding.unpack(format, y, b);
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        b.negative ^= subtract;
        boolean opposite = a.negative != b.negative;
        if (a.kind == INFINITE) {
            return b.kind == INFINITE && opposite
                    ? rounding.invalid(format)
                    : rounding.pack(format, a);
        }
        if (b.kind == INFINITE || a.kind == ZERO && b.kind != ZERO) {
            return rounding.pack(format, b);
        }
        if (a.kind == ZERO && opposite) {
            return zeroSum(format);
        }
        if (b.kind == ZERO) {
            return rounding.pack(format, a);
        }
        return sum(format, a, 0, b, 0);
    }

    private long zeroSum(int format) {
        return FloatFormat.signed(format, rounding.way() == FloatRounding.DOWN, 0);
    }

    /** The sum of two finite numbers whose fractions go on for 64 bits. */
    private long sum(int format, FloatNumber p, long pLow, FloatNumber q, long qLow) {
        if (p.exponent < q.exponent) {
            return sum(format, q, qLow, p, pLow);
        }
        int shift = p.exponent - q.exponent;
        long high = shift > 63 ? 0 : q.fraction >>> shift;
        long low = shiftLow(q.fraction, qLow, shift);
        int exponent = p.exponent;
        boolean negative = p.negative;
        if (p.negative == q.negative) {
            low += pLow;
            high += p.fraction + (Long.compareUnsigned(low, pLow) < 0 ? 1 : 0);
            if (high < 0) {
                low = high << 63 | low >>> 1 | low & 1;
                high >>>= 1;
                exponent++;
            }
        } else {
            long borrow = Long.compareUnsigned(pLow, low) < 0 ? 1 : 0;
            low = pLow - low;
            high = p.fraction - high - borrow;
            if (high < 0) {
                negative = q.negative;
                low = -low;
                high = ~high + (low == 0 ? 1 : 0);
            }
            if ((high | low) == 0) {
                return zeroSum(format);
            }
            if (high == 0) {
                // All of the result was below; it is exact there.
                int left = Long.numberOfLeadingZeros(low) - 1;
                exponent -= 64 + left;
                return rounding.finite(
                        format, negative, exponent, left < 0 ? low >>> 1 | low & 1 : low << left);
            }
            int left = Long.numberOfLeadingZeros(high) - 1;
            if (left > 0) {
                high = high << left | low >>> 64 - left;
                low <<= left;
                exponent -= left;
            }
        }
        return rounding.finite(format, negative, exponent, high | (low == 0 ? 0 : 1));
    }

    /** The low half of {@code high:low >>> shift}; bits that are lost set the lowest one. */
    private static long shiftLow(long high, long low, int shift) {
        if (shift == 0) {
            return low;
        }
        if (shift < 64) {
            long lost = low << 64 - shift;
            return high << 64 - shift | low >>> shift | (lost == 0 ? 0 : 1);
        }
        int more = shift - 64;
        long lost = low | (more == 0 ? 0 : more > 63 ? high : high << 64 - more);
        return (more > 63 ? 0 : high >>> more) | (lost == 0 ? 0 : 1);
    }

    long multiply(int format, long x, long y) {
        rounding.unpack(format, x, a);
        rounding.unpack(format, y, b);
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        a.negative ^= b.negative;
        if (a.kind == INFINITE || b.kind == INFINITE) {
            return a.kind == ZERO || b.kind == ZERO
                    ? rounding.invalid(format)
                    : FloatFormat.infinity(format, a.negative);
        }
        if (a.kind == ZERO || b.kind == ZERO) {
            return FloatFormat.signed(format, a.negative, 0);
        }
        long low = product();
        return rounding.finite(format, a.negative, a.exponent, a.fraction | (low == 0 ? 0 : 1));
    }

    /** Makes {@code a} the product of a and b, but for its sign; the rest of the fraction. */
    private long product() {
        long high = Math.multiplyHigh(a.fraction, b.fraction);
        long low = a.fraction * b.fraction;
        int left = high >>> 61 != 0 ? 1 : 2;
        a.exponent += b.exponent + 2 - left;
        a.fraction = high << left | low >>> 64 - left;
        return low << left;
    }

    /** The product of x and y, and z added, with one rounding; halved if {@code half}. */
    long multiplyAdd(int format, long x, long y, long z, boolean half) {
        rounding.unpack(format, x, a);
        rounding.unpack(format, y, b);
        rounding.unpack(format, z, c);
        boolean impossible =
                a.kind == INFINITE && b.kind == ZERO || a.kind == ZERO && b.kind == INFINITE;
        if (impossible && c.kind != SIGNALLING) {
            return rounding.invalid(format);
        }
        if (impossible) {
            return rounding.nan(format, c);
        }
        if (c.kind == SIGNALLING
                || c.kind == QUIET && a.kind != SIGNALLING && b.kind != SIGNALLING) {
            return rounding.nan(format, c);
        }
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        a.negative ^= b.negative;
        boolean opposite = a.negative != c.negative;
        if (a.kind == INFINITE || b.kind == INFINITE) {
            return c.kind == INFINITE && opposite
                    ? rounding.invalid(format)
                    : FloatFormat.infinity(format, a.negative);
        }
        c.exponent -= half ? 1 : 0;
        if (c.kind == INFINITE) {
            return rounding.pack(format, c);
        }
        if (a.kind == ZERO || b.kind == ZERO) {
            return c.kind == ZERO && opposite ? zeroSum(format) : rounding.pack(format, c);
        }
        long low = product();
        a.exponent -= half ? 1 : 0;
        if (c.kind == ZERO) {
            return rounding.finite(format, a.negative, a.exponent, a.fraction | (low == 0 ? 0 : 1));
        }
        return sum(format, a, low, c, 0);
    }

    long divide(int format, long x, long y) {
        rounding.unpack(format, x, a);
        rounding.unpack(format, y, b);
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        boolean negative = a.negative ^ b.negative;
        if (a.kind == b.kind && a.kind != FINITE) {
            return rounding.invalid(format);
        }
        if (a.kind == INFINITE || b.kind == ZERO) {
            rounding.raise(a.kind == INFINITE ? 0 : FloatRounding.DIVISION);
            return FloatFormat.infinity(format, negative);
        }
        if (a.kind == ZERO || b.kind == INFINITE) {
            return FloatFormat.signed(format, negative, 0);
        }
        int exponent = a.exponent - b.exponent;
        long rest = a.fraction;
        if (rest < b.fraction) {
            rest <<= 1;
            exponent--;
        }
        long quotient = 0;
        int bits = FloatFormat.digits(format) + 3;
        for (int i = 0; i < bits; i++) {
            quotient <<= 1;
            if (Long.compareUnsigned(rest, b.fraction) >= 0) {
                rest -= b.fraction;
                quotient |= 1;
            }
            rest <<= 1;
        }
        long fraction = quotient << 63 - bits | (rest == 0 ? 0 : 1);
        return rounding.finite(format, negative, exponent, fraction);
    }

    /** The greater or the lesser; if {@code numbers}, a number rather than a quiet NaN. */
    long extreme(int format, long x, long y, boolean greater, boolean numbers) {
        long first = rounding.flushed(format, x);
        long second = rounding.flushed(format, y);
        rounding.unpack(format, first, a);
        rounding.unpack(format, second, b);
        if (a.isNan() || b.isNan()) {
            if (numbers && a.kind == QUIET && !b.isNan()) {
                return second;
            }
            return numbers && b.kind == QUIET && !a.isNan() ? first : nan(format);
        }
        // With its sign as the highest bit, negative zero is the least of the positive numbers.
        boolean less =
                a.negative != b.negative
                        ? a.negative
                        : Long.compareUnsigned(first, second) < 0 != a.negative;
        return less == greater ? second : first;
    }

    static final int UNORDERED = Arithmetic.C | Arithmetic.V;

    /** The flags of a comparison; {@code loud}: any NaN is invalid, not only signalling ones. */
    int compare(int format, long x, long y, boolean loud) {
        long first = rounding.flushed(format, x);
        long second = rounding.flushed(format, y);
        rounding.unpack(format, first, a);
        rounding.unpack(format, second, b);
        if (a.isNan() || b.isNan()) {
            rounding.raise(
                    loud || a.kind == SIGNALLING || b.kind == SIGNALLING
                            ? FloatRounding.INVALID
                            : 0);
            return UNORDERED;
        }
        int order = Long.compare(ordered(format, first), ordered(format, second));
        return order < 0 ? Arithmetic.N : order == 0 ? Arithmetic.Z | Arithmetic.C : Arithmetic.C;
    }

    private static long ordered(int format, long bits) {
        long magnitude = FloatFormat.magnitude(format, bits);
        return FloatFormat.isNegative(format, bits) ? -magnitude : magnitude;
    }

    long squareRoot(int format, long x) {
        rounding.unpack(format, x, a);
        if (a.isNan()) {
            return rounding.nan(format, a);
        }
        if (a.kind == ZERO || a.kind == INFINITE && !a.negative) {
            return rounding.pack(format, a);
        }
        if (a.negative) {
            return rounding.invalid(format);
        }
        // Two bits of the number at a time give one of the root.
        long number = (a.exponent & 1) != 0 ? a.fraction << 1 : a.fraction;
        long root = 0;
        long rest = 0;
        int bits = FloatFormat.digits(format) + 3;
        for (int i = 0; i < bits; i++) {
            rest = rest << 2 | number >>> 62;
            number <<= 2;
            long trial = root << 2 | 1;
            root <<= 1;
            if (rest >= trial) {
                rest -= trial;
                root |= 1;
            }
        }
        long fraction = root << 63 - bits | (rest == 0 ? 0 : 1);
        return rounding.finite(format, false, a.exponent >> 1, fraction);
    }
}
