package patchbay.isa.ppc64;

/**
 * Singles as a register has them: in the form of doubles, whatever they are computed with. A load
 * and a store change the form only, without rounding, and signal nothing.
 */
final class Singles {
    /** The exponent of a double at which a single begins to lose digits, and that of none left. */
    private static final int NORMAL = 897;

    private static final int NONE = 874;

    private Singles() {}

    static long toDouble(int single) {
        if ((single >>> 23 & 0xff) == 0xff) {
            // Not even a signalling NaN changes, which a conversion would make quiet.
            long sign = (long) (single >>> 31) << 63;
            return sign | 0x7ffL << 52 | (long) (single & 0x7fffff) << 29;
        }
        return Double.doubleToRawLongBits(Float.intBitsToFloat(single));
    }

    /** What is too small becomes subnormal or zero; digits that a single has not are cut. */
    static long toSingle(long number) {
        int exponent = (int) (number >>> 52) & 0x7ff;
        if (exponent >= NORMAL || number << 1 == 0) {
            return number >>> 62 << 30 | number >>> 29 & 0x3fffffff;
        }
        long sign = number >>> 63 << 31;
        long fraction = number & (1L << 52) - 1 | 1L << 52;
        return exponent < NONE ? sign : sign | fraction >>> 29 + NORMAL - exponent;
    }
}
