package patchbay.isa;

/**
 * A number with a point, taken apart: {@code fraction / 2^62 * 2^exponent}, with the fraction's bit
 * 62 set. Of what is not a number the fraction keeps the bits below the exponent, the one that says
 * "quiet" as bit 61.
 *
 * <p>Computes with finite numbers exactly: what no longer fits leaves its trace in the lowest bit,
 * which is far below those that any format keeps. The sets' own arithmetic decides what becomes of
 * zeros, infinities and NaNs, and rounds.
 */
public final class FloatNumber {
    public static final int ZERO = 0;
    public static final int FINITE = 1;
    public static final int INFINITE = 2;
    public static final int QUIET = 3;
    public static final int SIGNALLING = 4;

    public int kind;
    public boolean negative;
    public int exponent;
    public long fraction;

    public boolean isNan() {
        return kind >= QUIET;
    }

    public void set(int kind, boolean negative, int exponent, long fraction) {
        this.kind = kind;
        this.negative = negative;
        this.exponent = exponent;
        this.fraction = fraction;
    }

    /**
     * Adds {@code other}; both are finite, and their fractions go on for 64 bits. False if nothing
     * is left.
     */
    public boolean add(long low, FloatNumber other, long otherLow) {
        boolean swap = exponent < other.exponent;
        FloatNumber p = swap ? other : this;
        FloatNumber q = swap ? this : other;
        return sum(p, swap ? otherLow : low, q, swap ? low : otherLow);
    }

    /** {@code p} has not the smaller exponent. */
    private boolean sum(FloatNumber p, long pLow, FloatNumber q, long qLow) {
        int shift = p.exponent - q.exponent;
        long high = shift > 63 ? 0 : q.fraction >>> shift;
        long low = shiftLow(q.fraction, qLow, shift);
        int resultExponent = p.exponent;
        boolean resultNegative = p.negative;
        if (p.negative == q.negative) {
            low += pLow;
            high += p.fraction + (Long.compareUnsigned(low, pLow) < 0 ? 1 : 0);
            if (high < 0) {
                low = high << 63 | low >>> 1 | low & 1;
                high >>>= 1;
                resultExponent++;
            }
        } else {
            long borrow = Long.compareUnsigned(pLow, low) < 0 ? 1 : 0;
            low = pLow - low;
            high = p.fraction - high - borrow;
            if (high < 0) {
                resultNegative = q.negative;
                low = -low;
                high = ~high + (low == 0 ? 1 : 0);
            }
            if ((high | low) == 0) {
                return false;
            }
            if (high == 0) {
                // All of the result was below; it is exact there.
                int left = Long.numberOfLeadingZeros(low) - 1;
                long moved = left < 0 ? low >>> 1 | low & 1 : low << left;
                set(FINITE, resultNegative, resultExponent - 64 - left, moved);
                return true;
            }
            int left = Long.numberOfLeadingZeros(high) - 1;
            if (left > 0) {
                high = high << left | low >>> 64 - left;
                low <<= left;
                resultExponent -= left;
            }
        }
        set(FINITE, resultNegative, resultExponent, high | (low == 0 ? 0 : 1));
        return true;
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

    /** Multiplies by {@code other}, but for its sign; the rest of the fraction. */
    public long multiply(FloatNumber other) {
        long high = Math.multiplyHigh(fraction, other.fraction);
        long low = fraction * other.fraction;
        int left = high >>> 61 != 0 ? 1 : 2;
        exponent += other.exponent + 2 - left;
        fraction = high << left | low >>> 64 - left;
        return low << left;
    }

    /** Divides by {@code other}, but for its sign, to so many bits of the fraction. */
    public void divide(FloatNumber other, int bits) {
        exponent -= other.exponent;
        long rest = fraction;
        if (rest < other.fraction) {
            rest <<= 1;
            exponent--;
        }
        long quotient = 0;
        for (int i = 0; i < bits; i++) {
            quotient <<= 1;
            if (Long.compareUnsigned(rest, other.fraction) >= 0) {
                rest -= other.fraction;
                quotient |= 1;
            }
            rest <<= 1;
        }
        fraction = quotient << 63 - bits | (rest == 0 ? 0 : 1);
    }

    /** Becomes its square root, to so many bits of the fraction. */
    public void root(int bits) {
        // Two bits of the number at a time give one of the root.
        long number = (exponent & 1) != 0 ? fraction << 1 : fraction;
        long root = 0;
        long rest = 0;
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
        exponent >>= 1;
        fraction = root << 63 - bits | ((rest | number) == 0 ? 0 : 1);
    }
}
