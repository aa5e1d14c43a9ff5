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
 * quiet one, is the result, made quiet; an addend counts as the first. What is too small for the
 * format is found before rounding.
 */
final class FloatArithmetic {
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
    private final FloatNumber a = new FloatNumber();
    private final FloatNumber b = new FloatNumber();
    private final FloatNumber c = new FloatNumber();
    private int mode;
    private int rounding;
    private boolean inexact;

    FloatArithmetic(RegisterFile registers) {
        this.registers = registers;
    }

    /** Takes the modes of FPCR, for the next instruction. */
    void begin() {
        mode = registers.fpcr;
        rounding = mode >>> 22 & 3;
    }

    /** The modes of dot products of short floats, whatever FPCR says. */
    void beginBrain() {
        mode = FLUSH | DEFAULT_NAN;
        rounding = ODD_INFINITE;
    }

    int rounding() {
        return rounding;
    }

    void rounding(int way) {
        rounding = way;
    }

    void raise(int flags) {
        registers.fpsr |= flags;
    }

    // ---- apart and together

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

    private void unpack(int format, long given, FloatNumber number) {
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
    private long rounded(long fraction, int shift, boolean negative, int way) {
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

    private long pack(int format, FloatNumber number) {
        return switch (number.kind) {
            case ZERO -> FloatFormat.signed(format, number.negative, 0);
            case INFINITE -> FloatFormat.infinity(format, number.negative);
            case FINITE -> finite(format, number.negative, number.exponent, number.fraction);
            default -> nan(format, number);
        };
    }

    /** The result of a NaN: itself, made quiet. */
    private long nan(int format, FloatNumber number) {
        if (number.kind == SIGNALLING) {
            raise(INVALID);
        }
        if ((mode & DEFAULT_NAN) != 0) {
            return FloatFormat.nan(format);
        }
        long fraction = (number.fraction | 1L << 61) >>> 62 - FloatFormat.digits(format);
        return FloatFormat.infinity(format, number.negative) | fraction;
    }

    private long invalid(int format) {
        raise(INVALID);
        return FloatFormat.nan(format);
    }

    /** Rounds to the format's digits; the fraction's bit 62 is set. */
    private long finite(int format, boolean negative, int exponent, long fraction) {
        int digits = FloatFormat.digits(format);
        int biased = exponent + FloatFormat.bias(format);
        if (biased <= 0) {
            if (flushes(format)) {
                raise(UNDERFLOW);
                return FloatFormat.signed(format, negative, 0);
            }
            long magnitude = rounded(fraction, 62 - digits + 1 - biased, negative, rounding);
            raise(inexact ? UNDERFLOW | INEXACT : 0);
            return FloatFormat.signed(format, negative, magnitude);
        }
        // A carry out of the digits goes into the exponent, where it belongs.
        long whole = rounded(fraction, 62 - digits, negative, rounding);
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
                switch (rounding) {
                    case UP -> !negative;
                    case DOWN -> negative;
                    case TO_ZERO, ODD -> false;
                    default -> true;
                };
        return infinite
                ? FloatFormat.infinity(format, negative)
                : FloatFormat.largest(format, negative);
    }

    /** The first of two NaNs by the manual's order; one is. */
    private long nan(int format) {
        boolean first = a.kind == SIGNALLING || b.kind != SIGNALLING && a.isNan();
        return nan(format, first ? a : b);
    }

    /** {@code bits} if it is a NaN, made quiet; else 0. */
    long quietNan(int format, long bits) {
        unpack(format, bits, a);
        return a.isNan() ? nan(format, a) : 0;
    }

    // ---- two operands

    long add(int format, long x, long y, boolean subtract) {
        unpack(format, x, a);
        unpack(format, y, b);
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        b.negative ^= subtract;
        boolean opposite = a.negative != b.negative;
        if (a.kind == INFINITE) {
            return b.kind == INFINITE && opposite ? invalid(format) : pack(format, a);
        }
        if (b.kind == INFINITE || a.kind == ZERO && b.kind != ZERO) {
            return pack(format, b);
        }
        if (a.kind == ZERO && opposite) {
            return zeroSum(format);
        }
        if (b.kind == ZERO) {
            return pack(format, a);
        }
        return sum(format, a, 0, b, 0);
    }

    private long zeroSum(int format) {
        return FloatFormat.signed(format, rounding == DOWN, 0);
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
                return finite(
                        format, negative, exponent, left < 0 ? low >>> 1 | low & 1 : low << left);
            }
            int left = Long.numberOfLeadingZeros(high) - 1;
            if (left > 0) {
                high = high << left | low >>> 64 - left;
                low <<= left;
                exponent -= left;
            }
        }
        return finite(format, negative, exponent, high | (low == 0 ? 0 : 1));
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
        unpack(format, x, a);
        unpack(format, y, b);
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        a.negative ^= b.negative;
        if (a.kind == INFINITE || b.kind == INFINITE) {
            return a.kind == ZERO || b.kind == ZERO
                    ? invalid(format)
                    : FloatFormat.infinity(format, a.negative);
        }
        if (a.kind == ZERO || b.kind == ZERO) {
            return FloatFormat.signed(format, a.negative, 0);
        }
        long low = product();
        return finite(format, a.negative, a.exponent, a.fraction | (low == 0 ? 0 : 1));
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
        unpack(format, x, a);
        unpack(format, y, b);
        unpack(format, z, c);
        boolean impossible =
                a.kind == INFINITE && b.kind == ZERO || a.kind == ZERO && b.kind == INFINITE;
        if (impossible && c.kind != SIGNALLING) {
            return invalid(format);
        }
        if (impossible) {
            return nan(format, c);
        }
        if (c.kind == SIGNALLING
                || c.kind == QUIET && a.kind != SIGNALLING && b.kind != SIGNALLING) {
            return nan(format, c);
        }
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        a.negative ^= b.negative;
        boolean opposite = a.negative != c.negative;
        if (a.kind == INFINITE || b.kind == INFINITE) {
            return c.kind == INFINITE && opposite
                    ? invalid(format)
                    : FloatFormat.infinity(format, a.negative);
        }
        c.exponent -= half ? 1 : 0;
        if (c.kind == INFINITE) {
            return pack(format, c);
        }
        if (a.kind == ZERO || b.kind == ZERO) {
            return c.kind == ZERO && opposite ? zeroSum(format) : pack(format, c);
        }
        long low = product();
        a.exponent -= half ? 1 : 0;
        if (c.kind == ZERO) {
            return finite(format, a.negative, a.exponent, a.fraction | (low == 0 ? 0 : 1));
        }
        return sum(format, a, low, c, 0);
    }

    long divide(int format, long x, long y) {
        unpack(format, x, a);
        unpack(format, y, b);
        if (a.isNan() || b.isNan()) {
            return nan(format);
        }
        boolean negative = a.negative ^ b.negative;
        if (a.kind == b.kind && a.kind != FINITE) {
            return invalid(format);
        }
        if (a.kind == INFINITE || b.kind == ZERO) {
            raise(a.kind == INFINITE ? 0 : DIVISION);
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
        return finite(format, negative, exponent, fraction);
    }

    /** The greater or the lesser; if {@code numbers}, a number rather than a quiet NaN. */
    long extreme(int format, long x, long y, boolean greater, boolean numbers) {
        long first = flushed(format, x);
        long second = flushed(format, y);
        unpack(format, first, a);
        unpack(format, second, b);
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
        long first = flushed(format, x);
        long second = flushed(format, y);
        unpack(format, first, a);
        unpack(format, second, b);
        if (a.isNan() || b.isNan()) {
            raise(loud || a.kind == SIGNALLING || b.kind == SIGNALLING ? INVALID : 0);
            return UNORDERED;
        }
        int order = Long.compare(ordered(format, first), ordered(format, second));
        return order < 0 ? Arithmetic.N : order == 0 ? Arithmetic.Z | Arithmetic.C : Arithmetic.C;
    }

    private static long ordered(int format, long bits) {
        long magnitude = FloatFormat.magnitude(format, bits);
        return FloatFormat.isNegative(format, bits) ? -magnitude : magnitude;
    }

    // ---- one operand

    long squareRoot(int format, long x) {
        unpack(format, x, a);
        if (a.isNan()) {
            return nan(format, a);
        }
        if (a.kind == ZERO || a.kind == INFINITE && !a.negative) {
            return pack(format, a);
        }
        if (a.negative) {
            return invalid(format);
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
        return finite(format, false, a.exponent >> 1, fraction);
    }

    /** Rounds to an integer in the same format; {@code exact}: it is flagged if it was none. */
    long integral(int format, long x, int way, boolean exact) {
        unpack(format, x, a);
        if (a.kind != FINITE || a.exponent >= FloatFormat.digits(format)) {
            return pack(format, a);
        }
        long integer = rounded(a.fraction, 62 - a.exponent, a.negative, way);
        raise(inexact && exact ? INEXACT : 0);
        if (integer == 0) {
            return FloatFormat.signed(format, a.negative, 0);
        }
        int left = Long.numberOfLeadingZeros(integer) - 1;
        return finite(format, a.negative, 62 - left, integer << left);
    }

    /** Times {@code 2^places} as an integer of {@code bits} bits, or the nearest that there is. */
    long toInteger(int format, long x, int places, int bits, boolean unsigned, int way) {
        unpack(format, x, a);
        if (a.kind == ZERO) {
            return 0;
        }
        if (a.isNan()) {
            raise(INVALID);
            return 0;
        }
        long limit = unsigned ? -1L >>> 64 - bits : (-1L >>> 65 - bits) + (a.negative ? 1 : 0);
        int exponent = a.exponent + places;
        boolean huge = a.kind == INFINITE || exponent > 63;
        long magnitude = huge ? -1 : rounded(a.fraction, 62 - exponent, a.negative, way);
        if (huge
                || Long.compareUnsigned(magnitude, limit) > 0
                || unsigned && a.negative && magnitude != 0) {
            raise(INVALID);
            return unsigned && a.negative ? 0 : a.negative ? -limit : limit;
        }
        raise(inexact ? INEXACT : 0);
        return a.negative ? -magnitude : magnitude;
    }

    /** An integer divided by {@code 2^places}. */
    long fromInteger(int format, long integer, int places, boolean unsigned) {
        if (integer == 0) {
            return 0;
        }
        boolean negative = integer < 0 && !unsigned;
        long magnitude = negative ? -integer : integer;
        int left = Long.numberOfLeadingZeros(magnitude) - 1;
        long fraction = left < 0 ? magnitude >>> 1 | magnitude & 1 : magnitude << left;
        return finite(format, negative, 62 - left - places, fraction);
    }

    /** Halves are as FPCR says, and never flushed. */
    long convert(int from, int to, long x) {
        int kept = mode;
        int half = (mode & ALTERNATIVE) == 0 ? FloatFormat.HALF : FloatFormat.ALTERNATIVE;
        int source = from == FloatFormat.HALF ? half : from;
        int target = to == FloatFormat.HALF ? half : to;
        if (from == FloatFormat.HALF) {
            mode &= ~(FLUSH | FLUSH_HALVES);
        }
        unpack(source, x, a);
        if (to == FloatFormat.HALF) {
            mode &= ~(FLUSH | FLUSH_HALVES);
        }
        long result = target == FloatFormat.ALTERNATIVE ? alternative() : pack(target, a);
        mode = kept;
        return result;
    }

    /** There are no NaNs and no infinities to convert to. */
    private long alternative() {
        if (a.isNan() || a.kind == INFINITE) {
            raise(INVALID);
            return a.isNan()
                    ? FloatFormat.signed(FloatFormat.ALTERNATIVE, a.negative, 0)
                    : FloatFormat.largest(FloatFormat.ALTERNATIVE, a.negative);
        }
        return pack(FloatFormat.ALTERNATIVE, a);
    }

    /** A half as a single, exactly, even if it is a signalling NaN. */
    long widen(long half) {
        long bits = flushed(FloatFormat.HALF, half);
        unpack(FloatFormat.HALF, bits, a);
        if (a.isNan()) {
            long fraction = a.fraction >>> 62 - FloatFormat.digits(FloatFormat.SINGLE);
            return FloatFormat.infinity(FloatFormat.SINGLE, a.negative) | fraction;
        }
        return pack(FloatFormat.SINGLE, a);
    }
}
