package patchbay.isa;

/**
 * The formats of numbers with a point: a sign, an exponent, digits. Their numbers are also the
 * logarithm of their bytes, for those that instructions name by a size.
 */
public final class FloatFormat {
    public static final int HALF = 1;
    public static final int SINGLE = 2;
    public static final int DOUBLE = 3;

    /** Halves without infinities and NaNs, as arm64 converts them if FPCR.AHP says so. */
    public static final int ALTERNATIVE = 4;

    /** A half with the exponent of a single. */
    public static final int BRAIN = 5;

    private static final int[] DIGITS = {0, 10, 23, 52, 10, 7};
    private static final int[] BIASES = {0, 15, 127, 1023, 15, 127};
    private static final int[] WIDTHS = {0, 16, 32, 64, 16, 16};

    private FloatFormat() {}

    public static int digits(int format) {
        return DIGITS[format];
    }

    public static int bias(int format) {
        return BIASES[format];
    }

    /** The exponent of infinities; the alternative format has one more. */
    public static int limit(int format) {
        return format == ALTERNATIVE ? 32 : 2 * BIASES[format] + 1;
    }

    public static long sign(int format) {
        return 1L << WIDTHS[format] - 1;
    }

    public static long magnitude(int format, long bits) {
        return bits & sign(format) - 1;
    }

    public static boolean isNegative(int format, long bits) {
        return (bits & sign(format)) != 0;
    }

    public static long signed(int format, boolean negative, long magnitude) {
        return negative ? magnitude | sign(format) : magnitude;
    }

    public static long infinity(int format, boolean negative) {
        return signed(format, negative, (long) limit(format) << DIGITS[format]);
    }

    public static long largest(int format, boolean negative) {
        return signed(format, negative, ((long) limit(format) << DIGITS[format]) - 1);
    }

    /** The NaN that invalid operations give. */
    public static long nan(int format) {
        return 2L * limit(format) + 1 << DIGITS[format] - 1;
    }
}
