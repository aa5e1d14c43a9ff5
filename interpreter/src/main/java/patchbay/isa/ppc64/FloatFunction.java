package patchbay.isa.ppc64;

/**
 * What instructions compute of numbers with a point, element by element: see {@link
 * FloatOperations}. Numbers, as in {@link Op}.
 */
final class FloatFunction {
    static final int ADD = 0;
    static final int SUB = 1;
    static final int MUL = 2;
    static final int DIV = 3;
    static final int SQRT = 4;

    /** The product of the first and the third, and the second added. */
    static final int MADD = 5;

    static final int MSUB = 6;
    static final int NMADD = 7;
    static final int NMSUB = 8;

    /** Only rounded to the format of the result. */
    static final int ROUND = 9;

    /** To a whole number, in the way that the details say. */
    static final int INTEGRAL = 10;

    static final int INTEGRAL_EXACT = 11;
    static final int MAX = 12;
    static final int MIN = 13;

    /** As {@code a >= b ? a : b} in C. */
    static final int MAX_C = 14;

    static final int MIN_C = 15;

    /** As Math.max in Java. */
    static final int MAX_JAVA = 16;

    static final int MIN_JAVA = 17;
    static final int EQUAL = 18;
    static final int GREATER_EQUAL = 19;
    static final int GREATER = 20;
    static final int BOUNDS = 21;
    static final int RECIPROCAL = 22;
    static final int RECIPROCAL_ROOT = 23;

    // Those that only move bits, and tell nothing.

    static final int QUIET_ONES = 32;
    static final int ABS = 32;
    static final int NEGATIVE_ABS = 33;
    static final int NEG = 34;
    static final int COPY = 35;
    static final int COPY_SIGN = 36;
    static final int SELECT = 37;
    static final int EXPONENT = 38;
    static final int SIGNIFICAND = 39;
    static final int INSERT_EXPONENT = 40;

    private FloatFunction() {}
}
