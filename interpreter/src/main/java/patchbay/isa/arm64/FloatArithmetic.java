package patchbay.isa.arm64;

import static patchbay.isa.FloatNumber.FINITE;
import static patchbay.isa.FloatNumber.INFINITE;
import static patchbay.isa.FloatNumber.QUIET;
import static patchbay.isa.FloatNumber.SIGNALLING;
import static patchbay.isa.FloatNumber.ZERO;

import patchbay.isa.FloatFormat;
import patchbay.isa.FloatNumber;
import patchbay.isa.FloatRounding;

/**
 * Arithmetic as IEEE 754 and, where that leaves a choice, the manual define it (FPAdd, FPMulAdd,
 * FPRound and so on of "shared/functions/float"): for halves, singles and doubles, all ways of
 * rounding, and the exceptions that are flagged in FPSR.
 *
 * <p>The Java machine computes with singles and doubles only, rounds to nearest, and does not tell
 * whether a result was exact. So numbers are taken apart, computed with exactly, see {@link
 * FloatNumber}, and put together with one rounding.
 *
 * <p>The manual's choices: the first operand that is a signalling NaN, then the first that is a
 * quiet one, is the result, made quiet; an addend counts as the first.
 */
final class FloatArithmetic {
    private final FloatModes rounding;
    private final FloatNumber a = new FloatNumber();
    private final FloatNumber b = new FloatNumber();
    private final FloatNumber c = new FloatNumber();

    FloatArithmetic(FloatModes rounding) {
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
        return sum(format, a, 0, b);
    }

    private long zeroSum(int format) {
        return FloatFormat.signed(format, rounding.way() == FloatRounding.DOWN, 0);
    }

    /** The sum of finite numbers; the first's fraction goes on for 64 bits. */
    private long sum(int format, FloatNumber p, long low, FloatNumber q) {
        return p.add(low, q, 0)
                ? rounding.finite(format, p.negative, p.exponent, p.fraction)
                : zeroSum(format);
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
        long low = a.multiply(b);
        return rounding.finite(format, a.negative, a.exponent, a.fraction | (low == 0 ? 0 : 1));
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
        long low = a.multiply(b);
        a.exponent -= half ? 1 : 0;
        if (c.kind == ZERO) {
            return rounding.finite(format, a.negative, a.exponent, a.fraction | (low == 0 ? 0 : 1));
        }
        return sum(format, a, low, c);
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
        a.divide(b, FloatFormat.digits(format) + 3);
        return rounding.finite(format, negative, a.exponent, a.fraction);
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
        a.root(FloatFormat.digits(format) + 3);
        return rounding.finite(format, false, a.exponent, a.fraction);
    }
}
