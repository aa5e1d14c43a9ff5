package patchbay.isa.arm64;

import patchbay.isa.FloatConversions;
import patchbay.isa.FloatFormat;
import patchbay.isa.FloatRounding;

/**
 * Instructions that compute with numbers with a point, of one lane or of all: which lanes meet, and
 * what of {@link FloatArithmetic} they meet in. The size of a lane is the number of its {@link
 * FloatFormat}.
 */
final class FloatOperations {
    /** For the ways of rounding of {@link FloatRounding}: as FPCR says. */
    static final int CURRENT = 7;

    private final RegisterFile registers;
    private final long[] x;
    private final long[] v;
    private final FloatModes rounding;
    private final FloatArithmetic arithmetic;
    private final FloatConversions conversions;
    private final FormatConversions formats;
    private final FloatEstimates estimates;
    private final FloatProducts products;

    /** The result. */
    private final long[] r = new long[2];

    FloatOperations(RegisterFile registers) {
        this.registers = registers;
        this.x = registers.x;
        this.v = registers.v;
        rounding = new FloatModes(registers);
        arithmetic = new FloatArithmetic(rounding);
        conversions = new FloatConversions(rounding);
        formats = new FormatConversions(rounding);
        estimates = new FloatEstimates(rounding);
        products = new FloatProducts(registers, rounding, arithmetic, formats, r);
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int a = Op.a(insn);
        int c = (int) Op.c(insn);
        r[0] = 0;
        r[1] = 0;
        rounding.begin();
        switch (operation) {
            case Op.FLOAT_LANES -> lanes(d, n, m, c, imm);
            case Op.FLOAT_NEIGHBOURS -> neighbours(n, m, imm);
            case Op.FLOAT_ACROSS -> across(n, imm);
            case Op.FLOAT_UNARY -> unary(n, c, imm);
            case Op.FLOAT_FUSED -> fused(n, m, a, c, Lanes.size(imm));
            case Op.FLOAT_SELECT -> {
                int taken = holds(c) ? n : m;
                r[0] = Lanes.get(v, taken, Lanes.size(imm), 0);
            }
            case Op.FLOAT_CONVERT -> convert(n, a, c, imm);
            case Op.FLOAT_WIDEN -> widen(n, imm);
            case Op.FLOAT_NARROW -> narrow(d, n, c, imm);
            case Op.FLOAT_FROM_GENERAL -> r[0] = fromGeneral(n, c, imm);
            case Op.COMPLEX_ADD -> products.complexAdd(n, m, c, imm);
            case Op.COMPLEX_MULTIPLY -> products.complexMultiply(d, n, m, a, c, imm);
            case Op.HALF_PRODUCTS -> products.halfProducts(d, n, m, c, imm);
            case Op.BRAIN_DOT -> products.brainDot(d, n, m, c, imm);
            case Op.BRAIN_MATRIX -> products.brainMatrix(d, n, m);
            case Op.BRAIN_PRODUCTS -> products.brainProducts(d, n, m, a, c, imm);
            default -> {
                outside(operation, d, n, m, a, c, imm);
                return;
            }
        }
        v[2 * d] = r[0];
        v[2 * d + 1] = r[1];
    }

    /** Those whose result is no vector. */
    private void outside(int operation, int d, int n, int m, int a, int c, long imm) {
        int format = Lanes.size(imm);
        boolean wide = Lanes.is(imm, Lanes.UPPER);
        switch (operation) {
            case Op.FLOAT_TO_GENERAL -> {
                long number = Lanes.get(v, n, format, 0);
                boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
                int bits = wide ? 64 : 32;
                long value =
                        conversions.toInteger(
                                format, number, c, bits, unsigned, Lanes.details(imm));
                x[d] = wide ? value : value & Arithmetic.WORD;
            }
            case Op.FLOAT_COMPARE -> registers.nzcv = compare(n, m, a, imm);
            case Op.FLOAT_COMPARE_IF ->
                    registers.nzcv = holds(c) ? compare(n, m, 0, imm) : Lanes.details(imm);
            case Op.FLOAT_TO_JAVASCRIPT -> x[d] = javascript(v[2 * n]);
            default -> throw new IllegalStateException("no operation: " + operation);
        }
    }

    private boolean holds(int holding) {
        return (holding >>> registers.nzcv & 1) != 0;
    }

    private int compare(int n, int m, int withZero, long imm) {
        int format = Lanes.size(imm);
        long second = withZero == 1 ? 0 : Lanes.get(v, m, format, 0);
        boolean loud = Lanes.function(imm) == 1;
        return arithmetic.compare(format, Lanes.get(v, n, format, 0), second, loud);
    }

    private void lanes(int d, int n, int m, int element, long imm) {
        int function = Lanes.function(imm);
        int format = Lanes.size(imm);
        boolean one = Lanes.is(imm, Lanes.ELEMENT);
        for (int i = 0; i < Lanes.count(imm); i++) {
            long a = Lanes.get(v, n, format, i);
            long b = Lanes.get(v, m, format, one ? element : i);
            long old = Lanes.get(v, d, format, i);
            Lanes.put(r, 0, format, i, apply(function, format, a, b, old));
        }
    }

    private void neighbours(int n, int m, long imm) {
        int function = Lanes.function(imm);
        int format = Lanes.size(imm);
        int count = Lanes.count(imm);
        for (int i = 0; i < count; i++) {
            boolean first = 2 * i < count;
            int at = first ? 2 * i : 2 * i - count;
            long a = Lanes.get(v, first ? n : m, format, at);
            long b = Lanes.get(v, first ? n : m, format, at + 1);
            Lanes.put(r, 0, format, i, apply(function, format, a, b, 0));
        }
    }

    private void across(int n, long imm) {
        r[0] = across(Lanes.function(imm), Lanes.size(imm), n, 0, Lanes.count(imm));
    }

    /** Halves of the lanes first: which of several NaNs comes out depends on it. */
    private long across(int function, int format, int n, int from, int count) {
        if (count == 1) {
            return Lanes.get(v, n, format, from);
        }
        int half = count / 2;
        long a = across(function, format, n, from, half);
        return apply(function, format, a, across(function, format, n, from + half, half), 0);
    }

    private void unary(int n, int places, long imm) {
        int function = Lanes.function(imm);
        int format = Lanes.size(imm);
        int way = Lanes.details(imm) == CURRENT ? rounding.way() : Lanes.details(imm);
        for (int i = 0; i < Lanes.count(imm); i++) {
            long a = Lanes.get(v, n, format, i);
            Lanes.put(r, 0, format, i, apply(function, format, a, places, way));
        }
    }

    static long negate(int format, long number) {
        return number ^ FloatFormat.sign(format);
    }

    /** Of two operands, {@code d} being what Rd's lane was. */
    private long apply(int function, int format, long a, long b, long d) {
        return switch (function) {
            case FloatFunction.ADD -> arithmetic.add(format, a, b, false);
            case FloatFunction.SUB -> arithmetic.add(format, a, b, true);
            case FloatFunction.MUL -> arithmetic.multiply(format, a, b);
            case FloatFunction.NMUL -> negate(format, arithmetic.multiply(format, a, b));
            case FloatFunction.DIV -> arithmetic.divide(format, a, b);
            case FloatFunction.MAX -> arithmetic.extreme(format, a, b, true, false);
            case FloatFunction.MIN -> arithmetic.extreme(format, a, b, false, false);
            case FloatFunction.MAXNM -> arithmetic.extreme(format, a, b, true, true);
            case FloatFunction.MINNM -> arithmetic.extreme(format, a, b, false, true);
            case FloatFunction.MLA -> arithmetic.multiplyAdd(format, a, b, d, false);
            case FloatFunction.MLS ->
                    arithmetic.multiplyAdd(format, negate(format, a), b, d, false);
            case FloatFunction.ABD ->
                    FloatFormat.magnitude(format, arithmetic.add(format, a, b, true));
            case FloatFunction.MULX ->
                    isZeroTimesInfinity(format, a, b)
                            ? FloatFormat.signed(
                                    format, FloatFormat.isNegative(format, a ^ b), two(format, 0))
                            : arithmetic.multiply(format, a, b);
            case FloatFunction.RECPS ->
                    isZeroTimesInfinity(format, a, b)
                            ? two(format, 0)
                            : arithmetic.multiplyAdd(
                                    format, negate(format, a), b, two(format, 0), false);
            case FloatFunction.RSQRTS ->
                    isZeroTimesInfinity(format, a, b)
                            ? two(format, 1) - (1L << FloatFormat.digits(format))
                            : arithmetic.multiplyAdd(
                                    format, negate(format, a), b, two(format, 1), true);
            case FloatFunction.CMEQ -> ones(arithmetic.compare(format, a, b, false), EQUAL);
            case FloatFunction.CMGE -> ones(arithmetic.compare(format, a, b, true), EQUAL | MORE);
            case FloatFunction.CMGT -> ones(arithmetic.compare(format, a, b, true), MORE);
            case FloatFunction.ACGE -> ones(magnitudes(format, a, b), EQUAL | MORE);
            default -> ones(magnitudes(format, a, b), MORE);
        };
    }

    private int magnitudes(int format, long a, long b) {
        long first = FloatFormat.magnitude(format, a);
        return arithmetic.compare(format, first, FloatFormat.magnitude(format, b), true);
    }

    private boolean isZeroTimesInfinity(int format, long a, long b) {
        long first = FloatFormat.magnitude(format, rounding.flushed(format, a));
        long second = FloatFormat.magnitude(format, rounding.flushed(format, b));
        long infinity = FloatFormat.infinity(format, false);
        return first == infinity && second == 0 || first == 0 && second == infinity;
    }

    /** 2, or 3 if {@code half} is 1. */
    private static long two(int format, long half) {
        int digits = FloatFormat.digits(format);
        return (long) (FloatFormat.bias(format) + 1) << digits | half << digits - 1;
    }

    // What a comparison may come to, as a set of the flags that it gives.

    private static final int EQUAL = 1 << (Arithmetic.Z | Arithmetic.C);
    private static final int MORE = 1 << Arithmetic.C;
    private static final int LESS = 1 << Arithmetic.N;

    private static long ones(int flags, int wanted) {
        return (1 << flags & wanted) != 0 ? -1 : 0;
    }

    /** Of one operand. */
    private long apply(int function, int format, long a, int places, int way) {
        return switch (function) {
            case FloatFunction.EQ_ZERO -> ones(arithmetic.compare(format, a, 0, false), EQUAL);
            case FloatFunction.GE_ZERO ->
                    ones(arithmetic.compare(format, a, 0, true), EQUAL | MORE);
            case FloatFunction.GT_ZERO -> ones(arithmetic.compare(format, a, 0, true), MORE);
            case FloatFunction.LE_ZERO ->
                    ones(arithmetic.compare(format, a, 0, true), EQUAL | LESS);
            case FloatFunction.LT_ZERO -> ones(arithmetic.compare(format, a, 0, true), LESS);
            case FloatFunction.ABS -> FloatFormat.magnitude(format, a);
            case FloatFunction.NEG -> negate(format, a);
            case FloatFunction.SQRT -> arithmetic.squareRoot(format, a);
            case FloatFunction.RECPE -> estimates.reciprocal(format, a);
            case FloatFunction.RSQRTE -> estimates.reciprocalRoot(format, a);
            case FloatFunction.RECPX -> estimates.exponent(format, a);
            case FloatFunction.URECPE -> FloatEstimates.reciprocalOfFraction(a);
            case FloatFunction.URSQRTE -> FloatEstimates.reciprocalRootOfFraction(a);
            case FloatFunction.RINT -> conversions.integral(format, a, way, false);
            case FloatFunction.RINT_EXACT -> conversions.integral(format, a, way, true);
            case FloatFunction.RINT_32 -> integralOf(32, format, a, way);
            case FloatFunction.RINT_64 -> integralOf(64, format, a, way);
            case FloatFunction.TO_SIGNED ->
                    conversions.toInteger(format, a, places, Lanes.bits(format), false, way);
            case FloatFunction.TO_UNSIGNED ->
                    conversions.toInteger(format, a, places, Lanes.bits(format), true, way);
            case FloatFunction.FROM_SIGNED ->
                    conversions.fromInteger(format, Lanes.extend(a, format, false), places, false);
            default -> conversions.fromInteger(format, a, places, true);
        };
    }

    /** An integer, as far as a signed one of that many bits holds it; else the least of those. */
    private long integralOf(int bits, int format, long a, int way) {
        int before = registers.fpsr;
        long result = conversions.integral(format, a, way, true);
        long magnitude = FloatFormat.magnitude(format, result);
        int digits = FloatFormat.digits(format);
        long limit = (long) (FloatFormat.bias(format) + bits - 1) << digits;
        boolean negative = FloatFormat.isNegative(format, result);
        if (magnitude < limit || magnitude == limit && negative) {
            return result;
        }
        registers.fpsr = before | FloatRounding.INVALID;
        return FloatFormat.signed(format, true, limit);
    }

    /** {@link Op#FLOAT_FUSED}, in c: what is negated before. */
    static final int PRODUCT = 1;

    static final int ADDEND = 2;

    private void fused(int n, int m, int a, int negated, int format) {
        long factor = Lanes.get(v, n, format, 0);
        long addend = Lanes.get(v, a, format, 0);
        r[0] =
                arithmetic.multiplyAdd(
                        format,
                        (negated & PRODUCT) != 0 ? negate(format, factor) : factor,
                        Lanes.get(v, m, format, 0),
                        (negated & ADDEND) != 0 ? negate(format, addend) : addend,
                        false);
    }

    // ---- conversions

    /** From format {@code a} to format {@code c}. */
    private void convert(int n, int from, int to, long imm) {
        if (Lanes.details(imm) != CURRENT) {
            rounding.way(Lanes.details(imm));
        }
        r[0] = formats.convert(from, to, Lanes.get(v, n, bytes(from), 0));
    }

    /** The logarithm of a number's bytes. */
    private static int bytes(int format) {
        return format > FloatFormat.DOUBLE ? FloatFormat.HALF : format;
    }

    private void widen(int n, long imm) {
        int from = Lanes.size(imm);
        int count = Lanes.count(imm);
        int first = Lanes.is(imm, Lanes.UPPER) ? count : 0;
        for (int i = 0; i < count; i++) {
            long number = Lanes.get(v, n, from, first + i);
            Lanes.put(r, 0, from + 1, i, formats.convert(from, from + 1, number));
        }
    }

    private void narrow(int d, int n, int to, long imm) {
        if (Lanes.details(imm) != CURRENT) {
            rounding.way(Lanes.details(imm));
        }
        int size = Lanes.size(imm);
        int count = Lanes.count(imm);
        boolean upper = Lanes.is(imm, Lanes.UPPER);
        r[0] = upper ? v[2 * d] : 0;
        for (int i = 0; i < count; i++) {
            long number = Lanes.get(v, n, size + 1, i);
            long narrow = formats.convert(size + 1, to, number);
            Lanes.put(r, 0, size, upper ? count + i : i, narrow);
        }
    }

    private long fromGeneral(int n, int places, long imm) {
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        long integer = Lanes.is(imm, Lanes.UPPER) ? x[n] : Lanes.extend(x[n], 2, unsigned);
        return conversions.fromInteger(Lanes.size(imm), integer, places, unsigned);
    }

    /** The low 32 bits of the integer; Z tells whether it was just that, which -0 is not. */
    private long javascript(long number) {
        long bits = rounding.flushed(FloatFormat.DOUBLE, number);
        long magnitude = FloatFormat.magnitude(FloatFormat.DOUBLE, bits);
        int exponent = (int) (magnitude >>> 52) - 1023;
        int way = FloatRounding.TO_ZERO;
        long nearest = conversions.toInteger(FloatFormat.DOUBLE, bits, 0, 32, false, way);
        boolean exact = bits != Long.MIN_VALUE && Double.longBitsToDouble(bits) == (double) nearest;
        registers.nzcv = exact ? Arithmetic.Z : 0;
        if (exponent < 31 || exponent > 83) {
            return exponent < 31 ? nearest & Arithmetic.WORD : 0;
        }
        long fraction = magnitude & -1L >>> 12 | 1L << 52;
        long integer = exponent < 52 ? fraction >>> 52 - exponent : fraction << exponent - 52;
        return (number < 0 ? -integer : integer) & Arithmetic.WORD;
    }
}
