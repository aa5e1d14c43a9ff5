package patchbay.isa.arm64;

/**
 * A number with a point, taken apart: {@code fraction / 2^62 * 2^exponent}, with the fraction's bit
 * 62 set. Of what is not a number the fraction keeps the bits below the exponent, the one that says
 * "quiet" as bit 61.
 */
final class FloatNumber {
    static final int ZERO = 0;
    static final int FINITE = 1;
    static final int INFINITE = 2;
    static final int QUIET = 3;
    static final int SIGNALLING = 4;

    int kind;
    boolean negative;
    int exponent;
    long fraction;

    boolean isNan() {
        return kind >= QUIET;
    }

    void set(int kind, boolean negative, int exponent, long fraction) {
        this.kind = kind;
        this.negative = negative;
        this.exponent = exponent;
        this.fraction = fraction;
    }
}
