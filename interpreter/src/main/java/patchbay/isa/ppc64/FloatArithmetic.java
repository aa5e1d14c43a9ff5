package patchbay.isa.ppc64;

import static patchbay.isa.FloatNumber.FINITE;
import static patchbay.isa.FloatNumber.INFINITE;
import static patchbay.isa.FloatNumber.QUIET;
import static patchbay.isa.FloatNumber.SIGNALLING;
import static patchbay.isa.FloatNumber.ZERO;

import patchbay.isa.FloatFormat;
import patchbay.isa.FloatNumber;
import patchbay.isa.FloatRounding;

/**
 * Arithmetic as IEEE 754 and, where that leaves a choice, the Power ISA define it: the first
 * operand that is a NaN is the result, made quiet (of a multiply-add, the addend is the second),
 * and each reason for which an operation is invalid has a bit of its own.
 *
 * <p>Operands and results may have different formats, as instructions for singles take doubles, and
 * round once.
 */
final class FloatArithmetic {
    // The order of two numbers, as in a field of the condition register.
    static final int LESS = 8;
    static final int GREATER = 4;
    static final int EQUAL = 2;
    static final int UNORDERED = 1;

    private final FloatStatus status;
    private final FloatNumber a = new FloatNumber();
    private final FloatNumber b = new FloatNumber();
    private final FloatNumber c = new FloatNumber();

    FloatArithmetic(FloatStatus status) {
        this.status = status;
    }

    private long invalid(int format, int reason) {
        status.invalid(reason);
        return FloatFormat.nan(format);
    }

    /** Takes two operands apart; whether one is a NaN. */
    private boolean unpack(int from, long x, long y) {
        status.unpack(from, x, a);
        status.unpack(from, y, b);
        tell(a);
        tell(b);
        return a.isNan() || b.isNan();
    }

    private void tell(FloatNumber number) {
        status.invalid(number.kind == SIGNALLING ? FloatStatus.VXSNAN : 0);
    }

    private long firstNan(int format) {
        return status.nan(format, a.isNan() ? a : b);
    }

    private long finite(int format, FloatNumber number, long low) {
        long fraction = number.fraction | (low == 0 ? 0 : 1);
        return status.finite(format, number.negative, number.exponent, fraction);
    }

    private long zeroSum(int format) {
        return FloatFormat.signed(format, status.way() == FloatRounding.DOWN, 0);
    }

    long add(int from, int to, long x, long y, boolean subtract) {
        if (unpack(from, x, y)) {
            return firstNan(to);
        }
        b.negative ^= subtract;
        return sum(to, a, 0, b);
    }

    /** The fraction of {@code p} goes on for 64 bits. */
    private long sum(int format, FloatNumber p, long low, FloatNumber q) {
        boolean opposite = p.negative != q.negative;
        if (p.kind == INFINITE) {
            return q.kind == INFINITE && opposite
                    ? invalid(format, FloatStatus.VXISI)
                    : status.pack(format, p);
        }
        if (q.kind == INFINITE) {
            return status.pack(format, q);
        }
        if (p.kind == ZERO) {
            return q.kind == ZERO && opposite ? zeroSum(format) : status.pack(format, q);
        }
        if (q.kind == ZERO) {
            return finite(format, p, low);
        }
        return p.add(low, q, 0) ? finite(format, p, 0) : zeroSum(format);
    }

    long multiply(int from, int to, long x, long y) {
        if (unpack(from, x, y)) {
            return firstNan(to);
        }
        if (isImpossible(a, b)) {
            return invalid(to, FloatStatus.VXIMZ);
        }
        a.negative ^= b.negative;
        if (a.kind == FINITE && b.kind == FINITE) {
            return finite(to, a, a.multiply(b));
        }
        a.kind = a.kind == INFINITE || b.kind == INFINITE ? INFINITE : ZERO;
        return status.pack(to, a);
    }

    /** Zero times infinity. */
    private static boolean isImpossible(FloatNumber p, FloatNumber q) {
        return p.kind == INFINITE && q.kind == ZERO || p.kind == ZERO && q.kind == INFINITE;
    }

    /** The product of x and z, and y added or subtracted, with one rounding; then its negative. */
    long multiplyAdd(int from, int to, long x, long y, long z, boolean subtract, boolean negate) {
        boolean nan = unpack(from, x, y);
        status.unpack(from, z, c);
        tell(c);
        boolean impossible = isImpossible(a, c);
        if (impossible) {
            status.invalid(FloatStatus.VXIMZ);
        }
        if (nan || c.isNan()) {
            return status.nan(to, a.isNan() ? a : b.isNan() ? b : c);
        }
        if (impossible) {
            return FloatFormat.nan(to);
        }
        a.negative ^= c.negative;
        b.negative ^= subtract;
        long low = 0;
        if (a.kind == FINITE && c.kind == FINITE) {
            low = a.multiply(c);
        } else {
            a.kind = a.kind == INFINITE || c.kind == INFINITE ? INFINITE : ZERO;
        }
        long result = sum(to, a, low, b);
        boolean turns =
                negate && FloatFormat.magnitude(to, result) <= FloatFormat.infinity(to, false);
        return turns ? result ^ FloatFormat.sign(to) : result;
    }

    long divide(int from, int to, long x, long y) {
        if (unpack(from, x, y)) {
            return firstNan(to);
        }
        a.negative ^= b.negative;
        if (a.kind == b.kind && a.kind != FINITE) {
            return invalid(to, a.kind == ZERO ? FloatStatus.VXZDZ : FloatStatus.VXIDI);
        }
        if (a.kind == INFINITE || b.kind == ZERO) {
            status.raise(a.kind == INFINITE ? 0 : FloatRounding.DIVISION);
            return FloatFormat.infinity(to, a.negative);
        }
        if (a.kind == ZERO || b.kind == INFINITE) {
            return FloatFormat.signed(to, a.negative, 0);
        }
        a.divide(b, FloatFormat.digits(to) + 3);
        return finite(to, a, 0);
    }

    long squareRoot(int from, int to, long x) {
        status.unpack(from, x, a);
        if (a.isNan()) {
            return status.nan(to, a);
        }
        if (a.kind == ZERO || a.kind == INFINITE && !a.negative) {
            return status.pack(to, a);
        }
        if (a.negative) {
            return invalid(to, FloatStatus.VXSQRT);
        }
        a.root(FloatFormat.digits(to) + 3);
        return finite(to, a, 0);
    }

    long round(int from, int to, long x) {
        status.unpack(from, x, a);
        return status.pack(to, a);
    }

    /**
     * The reciprocal, or that of the square root. An estimate may be as good as it likes: these are
     * rounded.
     */
    long reciprocal(int from, int to, long x, boolean root) {
        long divisor = root ? squareRoot(from, from, x) : x;
        long one = (long) FloatFormat.bias(from) << FloatFormat.digits(from);
        return divide(from, to, one, divisor);
    }

    /** The greater or the lesser, rather a number than a quiet NaN. */
    long extreme(int format, long x, long y, boolean greater) {
        if (unpack(format, x, y)) {
            if (a.kind == QUIET && !b.isNan()) {
                return status.flushed(format, y);
            }
            return b.kind == QUIET && !a.isNan() ? status.flushed(format, x) : firstNan(format);
        }
        return chosen(format, x, y, greater);
    }

    /** Of AltiVec: the first NaN, if there is one. */
    long extremeOrNan(int format, long x, long y, boolean greater) {
        return unpack(format, x, y) ? firstNan(format) : chosen(format, x, y, greater);
    }

    /** As C's {@code x >= y ? x : y} and {@code x < y ? x : y}. */
    long extremeInC(int format, long x, long y, boolean greater) {
        if (unpack(format, x, y)) {
            return y;
        }
        boolean less = order(format, x, y) == LESS;
        return less == greater ? y : x;
    }

    /** As Java's Math: the first NaN as it is. */
    long extremeInJava(int format, long x, long y, boolean greater) {
        status.unpack(format, x, a);
        status.unpack(format, y, b);
        if (a.isNan() || b.isNan()) {
            tell(a.isNan() ? a : b);
            return a.isNan() ? x : y;
        }
        return chosen(format, x, y, greater);
    }

    /** Negative zero is less than zero. */
    private long chosen(int format, long given, long other, boolean greater) {
        long x = status.flushed(format, given);
        long y = status.flushed(format, other);
        boolean less =
                a.negative != b.negative
                        ? a.negative
                        : Long.compareUnsigned(x, y) < 0 != a.negative;
        return less == greater ? y : x;
    }

    /** Neither is a NaN. */
    private static int order(int format, long x, long y) {
        int order = Long.compare(ordered(format, x), ordered(format, y));
        return order < 0 ? LESS : order > 0 ? GREATER : EQUAL;
    }

    private static long ordered(int format, long bits) {
        long magnitude = FloatFormat.magnitude(format, bits);
        return FloatFormat.isNegative(format, bits) ? -magnitude : magnitude;
    }

    /** {@code loud}: any NaN is invalid, not only signalling ones. */
    int compare(int format, long x, long y, boolean loud) {
        if (unpack(format, x, y)) {
            status.invalid(loud ? FloatStatus.VXVC : 0);
            return UNORDERED;
        }
        return order(format, status.flushed(format, x), status.flushed(format, y));
    }
}
