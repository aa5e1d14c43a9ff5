package patchbay.isa.ppc64;

import patchbay.isa.FloatFormat;

/**
 * What looks at numbers with a point without computing: signs, exponents and significands as bits,
 * of what class a number is, and whether a division or a root can be had from an estimate.
 */
final class FloatTests {
    private final RegisterFile state;
    private final long[] r;
    private final long[] v;
    private final FloatStatus status;

    FloatTests(RegisterFile state, FloatStatus status) {
        this.state = state;
        this.r = state.r;
        this.v = state.v;
        this.status = status;
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int format = Elements.size(imm);
        int count = Elements.is(imm, Elements.SCALAR) ? 1 : 16 >> format;
        switch (operation) {
            case Op.FLOAT_TEST_DIVISION -> {
                int flags = 8;
                for (int i = 0; i < count; i++) {
                    flags |=
                            division(
                                    format,
                                    Elements.get(v, n, format, i),
                                    Elements.get(v, m, format, i));
                }
                state.field(d, flags);
            }
            case Op.FLOAT_TEST_ROOT -> {
                int flags = 8;
                for (int i = 0; i < count; i++) {
                    flags |= root(format, Elements.get(v, n, format, i));
                }
                state.field(d, flags);
            }
            case Op.FLOAT_TEST_CLASS -> testClass(d, v[2 * n], Op.c(insn), format);
            case Op.FLOAT_CLASS_MASK -> {
                for (int i = 0; i < count; i++) {
                    boolean is = isOf(format, Elements.get(v, n, format, i), Op.c(insn));
                    Elements.put(v, RegisterFile.RESULT, format, i, is ? -1 : 0);
                }
                state.vector(d, v[2 * RegisterFile.RESULT], v[2 * RegisterFile.RESULT + 1]);
            }
            case Op.FLOAT_COMPARE_EXPONENTS -> {
                boolean unordered = isNan(3, v[2 * n]) || isNan(3, v[2 * m]);
                int order = Integer.compare(exponent(3, v[2 * n]), exponent(3, v[2 * m]));
                int field =
                        unordered
                                ? FloatArithmetic.UNORDERED
                                : order < 0
                                        ? FloatArithmetic.LESS
                                        : order > 0
                                                ? FloatArithmetic.GREATER
                                                : FloatArithmetic.EQUAL;
                status.order(field);
                state.field(d, field);
            }
            case Op.FLOAT_INSERT_EXPONENT ->
                    state.scalar(d, bits(FloatFunction.INSERT_EXPONENT, 3, r[n], r[m]));
            case Op.FLOAT_EXPONENT_TO_GENERAL ->
                    r[d] = bits(FloatFunction.EXPONENT, 3, v[2 * n], 0);
            case Op.FLOAT_SIGNIFICAND_TO_GENERAL ->
                    r[d] = bits(FloatFunction.SIGNIFICAND, 3, v[2 * n], 0);
            default -> throw new IllegalStateException("no test of numbers: " + operation);
        }
    }

    /** The functions that only move bits, of {@code x} and {@code y}. */
    static long bits(int function, int format, long x, long y) {
        long sign = FloatFormat.sign(format);
        return switch (function) {
            case FloatFunction.ABS -> x & ~sign;
            case FloatFunction.NEGATIVE_ABS -> x | sign;
            case FloatFunction.NEG -> x ^ sign;
            case FloatFunction.COPY -> x;
            case FloatFunction.COPY_SIGN -> x & sign | y & ~sign;
            case FloatFunction.EXPONENT -> exponent(format, x);
            case FloatFunction.SIGNIFICAND -> {
                int exponent = exponent(format, x);
                boolean whole = exponent != 0 && exponent != FloatFormat.limit(format);
                int digits = FloatFormat.digits(format);
                yield x & (1L << digits) - 1 | (whole ? 1L << digits : 0);
            }
            case FloatFunction.INSERT_EXPONENT -> {
                long exponents = (long) FloatFormat.limit(format) << FloatFormat.digits(format);
                yield x & ~exponents | y << FloatFormat.digits(format) & exponents;
            }
            default -> throw new IllegalStateException("no function of numbers: " + function);
        };
    }

    /** As it is stored. */
    private static int exponent(int format, long bits) {
        return (int) (FloatFormat.magnitude(format, bits) >>> FloatFormat.digits(format));
    }

    private static boolean isNan(int format, long bits) {
        return FloatFormat.magnitude(format, bits) > FloatFormat.infinity(format, false);
    }

    private static boolean isInfinite(int format, long bits) {
        return FloatFormat.magnitude(format, bits) == FloatFormat.infinity(format, false);
    }

    private static boolean isZero(int format, long bits) {
        return FloatFormat.magnitude(format, bits) == 0;
    }

    /** 4 where a step of an estimate would leave the range of normal numbers, 2 where it fails. */
    private static int division(int format, long x, long y) {
        int bias = FloatFormat.bias(format);
        int first = exponent(format, x) - bias;
        int second = exponent(format, y) - bias;
        boolean never = isInfinite(format, x) || isInfinite(format, y) || isZero(format, y);
        boolean far =
                !isZero(format, x)
                        && (first - second >= bias
                                || first - second <= 2 - bias
                                || first <= 1 - bias + FloatFormat.digits(format));
        boolean careful =
                never
                        || isNan(format, x)
                        || isNan(format, y)
                        || second <= 1 - bias
                        || second >= bias - 2
                        || far;
        boolean subnormal = exponent(format, y) == 0;
        return (never || subnormal ? 4 : 0) | (careful ? 2 : 0);
    }

    private static int root(int format, long x) {
        int exponent = exponent(format, x) - FloatFormat.bias(format);
        boolean never = isInfinite(format, x) || exponent(format, x) == 0;
        boolean careful =
                isInfinite(format, x)
                        || isNan(format, x)
                        || FloatFormat.isNegative(format, x)
                        || exponent <= 1 - FloatFormat.bias(format) + FloatFormat.digits(format);
        return (never ? 4 : 0) | (careful ? 2 : 0);
    }

    /** Whether it is of one of the classes that the bits name. */
    private static boolean isOf(int format, long number, int classes) {
        int negative = FloatFormat.isNegative(format, number) ? 1 : 0;
        int own;
        if (isNan(format, number)) {
            own = 0x40;
        } else if (isInfinite(format, number)) {
            own = 0x20 >> negative;
        } else if (isZero(format, number)) {
            own = 8 >> negative;
        } else {
            own = exponent(format, number) == 0 ? 2 >> negative : 0;
        }
        return (own & classes) != 0;
    }

    /** Of a single it is told besides whether it is one. */
    private void testClass(int d, long number, int classes, int format) {
        int bits = number < 0 ? 8 : 0;
        long tested = number;
        if (format == FloatFormat.SINGLE) {
            int single = (int) Singles.toSingle(number);
            bits |= Singles.toDouble(single) == number ? 0 : 1;
            int exponent = exponent(3, number);
            if (exponent > 0 && exponent < 897) {
                tested = number & Long.MIN_VALUE | 1; // as good as subnormal
            }
        }
        bits |= isOf(FloatFormat.DOUBLE, tested, classes) ? 2 : 0;
        status.order(bits);
        state.field(d, bits);
    }
}
