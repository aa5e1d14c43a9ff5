package patchbay.isa.ppc64;

import patchbay.isa.FloatConversions;
import patchbay.isa.FloatFormat;
import patchbay.isa.FloatRounding;

/**
 * Instructions that compute with numbers with a point, of one element or of all: which elements
 * meet, and what of {@link FloatArithmetic} they meet in. The size of an element is the number of
 * its {@link FloatFormat}.
 *
 * <p>A scalar stands in the left doubleword, as a double, whatever format it was rounded to; a
 * single of a vector next to a double (where one is made of the other) is the left one of two
 * words, a half next to a single the right one of two.
 */
final class FloatOperations {
    private static final int R = RegisterFile.RESULT;

    /** For the ways of rounding of {@link FloatRounding}: as FPSCR says. */
    static final int CURRENT = 7;

    private final RegisterFile state;
    private final long[] v;
    private final FloatStatus status;
    private final FloatArithmetic arithmetic;
    private final FloatConversions conversions;
    private final FloatTests tests;
    private final StatusMoves moves;

    FloatOperations(RegisterFile state) {
        this.state = state;
        this.v = state.v;
        status = new FloatStatus(state);
        arithmetic = new FloatArithmetic(status);
        conversions = new FloatConversions(status);
        tests = new FloatTests(state, status);
        moves = new StatusMoves(state, status);
    }

    /** The formats of operands and results, in the place of a size. */
    static int formats(int from, int to) {
        return from | to << 4;
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int c = Op.c(insn);
        if (Elements.is(imm, Elements.ALTIVEC)) {
            status.beginAltivec();
        } else {
            status.begin();
        }
        switch (operation) {
            case Op.FLOAT_LANES -> lanes(d, n, m, Op.a(insn), imm);
            case Op.FLOAT_MASK -> mask(d, n, m, imm);
            case Op.FLOAT_SELECT -> {
                boolean least = Double.longBitsToDouble(v[2 * n]) >= 0;
                state.scalar(d, v[2 * (least ? Op.a(insn) : m)]);
            }
            case Op.FLOAT_MERGE -> {
                long left = Elements.get(v, n, 2, c);
                state.scalar(d, left << 32 | Elements.get(v, m, 2, c));
            }
            case Op.FLOAT_TO_INTEGER -> toInteger(d, n, imm);
            case Op.FLOAT_FROM_INTEGER -> fromInteger(d, n, imm);
            case Op.FLOAT_FORMAT -> format(d, n, imm);
            case Op.FLOAT_UNSIGNALLED -> {
                boolean narrows = c == 1;
                long single = Singles.toSingle(v[2 * n]);
                long word = single & Bitwise.WORD;
                state.scalar(
                        d, narrows ? word << 32 | word : Singles.toDouble((int) (v[2 * n] >>> 32)));
            }
            case Op.FIXED_TO_SINGLES -> {
                for (int i = 0; i < 4; i++) {
                    boolean signed = Elements.is(imm, Elements.SIGNED);
                    long integer = Elements.get(v, n, 2, i, signed);
                    long single = conversions.fromInteger(FloatFormat.SINGLE, integer, c, !signed);
                    Elements.put(v, d, 2, i, single);
                }
            }
            case Op.SINGLES_TO_FIXED -> {
                for (int i = 0; i < 4; i++) {
                    Elements.put(v, d, 2, i, fixed(Elements.get(v, n, 2, i), c, imm));
                }
            }
            case Op.FLOAT_COMPARE -> {
                int order = arithmetic.compare(FloatFormat.DOUBLE, v[2 * n], v[2 * m], c == 1);
                status.order(order);
                state.field(d, order);
                status.finish();
            }
            default -> {
                if (operation >= Op.FLOAT_STATUS) {
                    moves.execute(operation, insn, imm);
                } else {
                    tests.execute(operation, insn, imm);
                }
            }
        }
        if (Elements.is(imm, Elements.RECORD) && operation != Op.FLOAT_MASK) {
            state.field(1, state.fpscr >>> 28);
        }
    }

    private void lanes(int d, int n, int m, int a, long imm) {
        int function = Elements.function(imm);
        int from = Elements.size(imm) & 15;
        int to = Elements.size(imm) >>> 4;
        int details = Elements.details(imm);
        if (Elements.is(imm, Elements.SCALAR)) {
            long result = apply(function, details, from, to, v[2 * n], v[2 * m], v[2 * a]);
            long kept = to == FloatFormat.SINGLE ? Singles.toDouble((int) result) : result;
            boolean extremes = function >= FloatFunction.MAX && function <= FloatFunction.MIN_JAVA;
            if (function >= FloatFunction.QUIET_ONES || extremes) {
                status.finish();
            } else {
                status.finishScalar(kept);
            }
            state.scalar(d, kept);
            return;
        }
        for (int i = 0; i < Elements.count(from); i++) {
            long x = Elements.get(v, n, from, i);
            long y = Elements.get(v, m, from, i);
            long z = Elements.get(v, a, from, i);
            Elements.put(v, R, from, i, apply(function, details, from, to, x, y, z));
        }
        state.vector(d, v[2 * R], v[2 * R + 1]);
        if (!Elements.is(imm, Elements.ALTIVEC)) {
            status.finish();
        }
    }

    private long apply(int function, int details, int from, int to, long x, long y, long z) {
        boolean altivec = details == 1;
        return switch (function) {
            case FloatFunction.ADD -> arithmetic.add(from, to, x, y, false);
            case FloatFunction.SUB -> arithmetic.add(from, to, x, y, true);
            case FloatFunction.MUL -> arithmetic.multiply(from, to, x, y);
            case FloatFunction.DIV -> arithmetic.divide(from, to, x, y);
            case FloatFunction.SQRT -> arithmetic.squareRoot(from, to, x);
            case FloatFunction.MADD -> arithmetic.multiplyAdd(from, to, x, y, z, false, false);
            case FloatFunction.MSUB -> arithmetic.multiplyAdd(from, to, x, y, z, true, false);
            case FloatFunction.NMADD -> arithmetic.multiplyAdd(from, to, x, y, z, false, true);
            case FloatFunction.NMSUB -> arithmetic.multiplyAdd(from, to, x, y, z, true, true);
            case FloatFunction.ROUND -> arithmetic.round(from, to, x);
            case FloatFunction.INTEGRAL -> conversions.integral(from, x, details, false);
            case FloatFunction.INTEGRAL_EXACT -> conversions.integral(from, x, status.way(), true);
            case FloatFunction.RECIPROCAL -> arithmetic.reciprocal(from, to, x, false);
            case FloatFunction.RECIPROCAL_ROOT -> arithmetic.reciprocal(from, to, x, true);
            case FloatFunction.MAX, FloatFunction.MIN -> {
                boolean greater = function == FloatFunction.MAX;
                yield altivec
                        ? arithmetic.extremeOrNan(from, x, y, greater)
                        : arithmetic.extreme(from, x, y, greater);
            }
            case FloatFunction.MAX_C -> arithmetic.extremeInC(from, x, y, true);
            case FloatFunction.MIN_C -> arithmetic.extremeInC(from, x, y, false);
            case FloatFunction.MAX_JAVA -> arithmetic.extremeInJava(from, x, y, true);
            case FloatFunction.MIN_JAVA -> arithmetic.extremeInJava(from, x, y, false);
            default -> FloatTests.bits(function, from, x, y);
        };
    }

    /** Ones where it is so; of AltiVec nothing is told of NaNs. */
    private void mask(int d, int n, int m, long imm) {
        int function = Elements.function(imm);
        int format = Elements.size(imm);
        boolean loud = function != FloatFunction.EQUAL;
        int count = Elements.is(imm, Elements.SCALAR) ? 1 : Elements.count(format);
        state.vector(R, 0, 0);
        long all = -1;
        long any = 0;
        for (int i = 0; i < count; i++) {
            long x = Elements.get(v, n, format, i);
            long y = Elements.get(v, m, format, i);
            int order = arithmetic.compare(format, x, y, loud);
            long result =
                    switch (function) {
                        case FloatFunction.EQUAL -> order == FloatArithmetic.EQUAL ? -1 : 0;
                        case FloatFunction.GREATER -> order == FloatArithmetic.GREATER ? -1 : 0;
                        case FloatFunction.BOUNDS -> outside(format, order, x, y);
                        default ->
                                (order & (FloatArithmetic.GREATER | FloatArithmetic.EQUAL)) != 0
                                        ? -1
                                        : 0;
                    };
            Elements.put(v, R, format, i, result);
            all &= result;
            any |= result;
        }
        state.vector(d, v[2 * R], v[2 * R + 1]);
        if (Elements.is(imm, Elements.RECORD)) {
            boolean bounds = function == FloatFunction.BOUNDS;
            state.field(6, (all == -1 && !bounds ? 8 : 0) | (any == 0 ? 2 : 0));
        }
        if (!Elements.is(imm, Elements.ALTIVEC)) {
            status.finish();
        }
    }

    /** The two highest bits tell that x is not at most y, and not at least its negative. */
    private long outside(int format, int order, long x, long y) {
        int below = arithmetic.compare(format, x, y ^ FloatFormat.sign(format), true);
        boolean above = (order & (FloatArithmetic.LESS | FloatArithmetic.EQUAL)) == 0;
        boolean under = (below & (FloatArithmetic.GREATER | FloatArithmetic.EQUAL)) == 0;
        return (above ? 1L << 31 : 0) | (under ? 1L << 30 : 0);
    }

    /** How many elements are converted when the wider ones have that format. */
    private static int count(int from, int to, long imm) {
        return Elements.is(imm, Elements.SCALAR) ? 1 : Elements.count(Math.max(from, to));
    }

    private void toInteger(int d, int n, long imm) {
        int from = Elements.size(imm) & 15;
        int to = Elements.size(imm) >>> 4;
        int narrow = from < to ? 2 : 1;
        state.vector(R, 0, 0);
        for (int i = 0; i < count(from, to, imm); i++) {
            long integer = integer(Elements.get(v, n, from, narrow * i), to, imm);
            putBoth(from, to, i, integer);
        }
        finishConversion(imm);
        if (Elements.function(imm) == 1) {
            // The upper word is left open; it continues the number.
            v[2 * R] = Elements.signed(v, R, 2, 1);
        }
        state.vector(d, v[2 * R], v[2 * R + 1]);
    }

    /** A narrower result stands in both halves of the element that it is made of. */
    private void putBoth(int from, int to, int i, long value) {
        if (to < from) {
            Elements.put(v, R, to, 2 * i, value);
            Elements.put(v, R, to, 2 * i + 1, value);
        } else {
            Elements.put(v, R, to, i, value);
        }
    }

    private void finishConversion(long imm) {
        if (Elements.is(imm, Elements.SCALAR)) {
            status.finishScalar();
        } else {
            status.finish();
        }
    }

    /** Of a NaN the least integer. */
    private long integer(long number, int size, long imm) {
        int from = Elements.size(imm) & 15;
        boolean signed = Elements.is(imm, Elements.SIGNED);
        if (FloatFormat.magnitude(from, number) > FloatFormat.infinity(from, false)) {
            status.tellOf(from, number);
            status.invalid(FloatStatus.VXCVI);
            return signed ? Long.MIN_VALUE >> 64 - Elements.bits(size) : 0;
        }
        int details = Elements.details(imm);
        int way = details == CURRENT ? status.way() : details;
        return conversions.toInteger(from, number, 0, Elements.bits(size), !signed, way);
    }

    private long fixed(long single, int places, long imm) {
        int format = FloatFormat.SINGLE;
        boolean signed = Elements.is(imm, Elements.SIGNED);
        if (FloatFormat.magnitude(format, single) > FloatFormat.infinity(format, false)) {
            return 0;
        }
        status.beginAltivec();
        long integer =
                conversions.toInteger(format, single, places, 32, !signed, FloatRounding.TO_ZERO);
        state.vscr |= status.isInvalid() ? RegisterFile.SATURATED : 0;
        return integer;
    }

    private void fromInteger(int d, int n, long imm) {
        int from = Elements.size(imm) & 15;
        int to = Elements.size(imm) >>> 4;
        int narrow = from < to ? 2 : 1;
        boolean signed = Elements.is(imm, Elements.SIGNED);
        boolean scalar = Elements.is(imm, Elements.SCALAR);
        state.vector(R, 0, 0);
        for (int i = 0; i < count(from, to, imm); i++) {
            long integer = Elements.get(v, n, from, narrow * i, signed);
            long number = conversions.fromInteger(to, integer, 0, !signed);
            if (scalar) {
                boolean single = to == FloatFormat.SINGLE;
                v[2 * R] = single ? Singles.toDouble((int) number) : number;
                status.finishScalar(v[2 * R]);
            } else {
                putBoth(from, to, i, number);
            }
        }
        if (!scalar) {
            status.finish();
        }
        state.vector(d, v[2 * R], v[2 * R + 1]);
    }

    private void format(int d, int n, long imm) {
        int from = Elements.size(imm) & 15;
        int to = Elements.size(imm) >>> 4;
        int fromSize = size(from);
        int toSize = size(to);
        state.vector(R, 0, 0);
        long result = 0;
        for (int i = 0; i < count(fromSize, toSize, imm); i++) {
            long number = Elements.get(v, n, fromSize, place(fromSize, toSize, i));
            boolean brain = from == FloatFormat.BRAIN; // the upper half of a single
            result = brain ? number << 16 : arithmetic.round(from, to, number);
            if (toSize == FloatFormat.SINGLE && fromSize > toSize) {
                putBoth(fromSize, toSize, i, result);
            } else {
                Elements.put(v, R, toSize, place(toSize, fromSize, i), result);
            }
        }
        if (Elements.is(imm, Elements.SCALAR)) {
            status.finishScalar(to, result);
        } else {
            status.finish();
        }
        state.vector(d, v[2 * R], v[2 * R + 1]);
    }

    private static int size(int format) {
        return format == FloatFormat.BRAIN ? 1 : format;
    }

    /** Where the element of that size stands in the one of the other size. */
    private static int place(int size, int other, int i) {
        if (size >= other) {
            return i;
        }
        int each = 1 << other - size;
        return size == 1 ? each * i + each - 1 : each * i;
    }
}
