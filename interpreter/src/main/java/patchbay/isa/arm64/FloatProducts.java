package patchbay.isa.arm64;

import static patchbay.isa.arm64.FloatOperations.negate;

import patchbay.isa.FloatFormat;

/**
 * The instructions of {@link FloatOperations} in which a lane of the result comes from several
 * lanes of the operands, or from narrower ones: products of complex numbers, of halves, of short
 * floats.
 */
final class FloatProducts {
    private static final int SINGLE = FloatFormat.SINGLE;

    private final RegisterFile registers;
    private final long[] v;
    private final FloatModes rounding;
    private final FloatArithmetic arithmetic;
    private final FormatConversions formats;

    /** Where the result goes: Rd may be an operand, too. */
    private final long[] r;

    FloatProducts(
            RegisterFile registers,
            FloatModes rounding,
            FloatArithmetic arithmetic,
            FormatConversions formats,
            long[] r) {
        this.registers = registers;
        this.v = registers.v;
        this.rounding = rounding;
        this.arithmetic = arithmetic;
        this.formats = formats;
        this.r = r;
    }

    // ---- complex numbers, in pairs of lanes

    /** With Rm turned by 90 degrees, or by 270 if {@code far} is 1. */
    void complexAdd(int n, int m, int far, long imm) {
        int format = Lanes.size(imm);
        for (int i = 0; i < Lanes.count(imm); i += 2) {
            long real = Lanes.get(v, m, format, i + 1);
            long imaginary = Lanes.get(v, m, format, i);
            long a = far == 1 ? real : negate(format, real);
            long b = far == 1 ? negate(format, imaginary) : imaginary;
            Lanes.put(
                    r, 0, format, i, arithmetic.add(format, Lanes.get(v, n, format, i), a, false));
            long other = Lanes.get(v, n, format, i + 1);
            Lanes.put(r, 0, format, i + 1, arithmetic.add(format, other, b, false));
        }
    }

    /** Half of a product: that of Rn's real part, or with a turn of 90 or 270 its other. */
    void complexMultiply(int d, int n, int m, int turns, int element, long imm) {
        int format = Lanes.size(imm);
        int flip = turns & 1;
        boolean negateOther = turns >= 2;
        boolean negateFirst = flip == 1 != negateOther;
        for (int i = 0; i < Lanes.count(imm); i += 2) {
            int at = Lanes.is(imm, Lanes.ELEMENT) ? 2 * element : i;
            long factor = Lanes.get(v, n, format, i + flip);
            long first = Lanes.get(v, m, format, at + flip);
            long other = Lanes.get(v, m, format, at + 1 - flip);
            long a = negateFirst ? negate(format, first) : first;
            long b = negateOther ? negate(format, other) : other;
            long real = Lanes.get(v, d, format, i);
            long imaginary = Lanes.get(v, d, format, i + 1);
            Lanes.put(r, 0, format, i, arithmetic.multiplyAdd(format, factor, a, real, false));
            Lanes.put(
                    r,
                    0,
                    format,
                    i + 1,
                    arithmetic.multiplyAdd(format, factor, b, imaginary, false));
        }
    }

    // ---- products of halves and short floats, in singles

    /** Added to Rd; Rn's are negated if the function is 1. */
    void halfProducts(int d, int n, int m, int element, long imm) {
        int count = Lanes.count(imm);
        int from = Lanes.is(imm, Lanes.UPPER) ? count : 0;
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, FloatFormat.HALF, from + i);
            int other = Lanes.is(imm, Lanes.ELEMENT) ? element : from + i;
            long b = Lanes.get(v, m, FloatFormat.HALF, other);
            long factor = Lanes.function(imm) == 1 ? negate(FloatFormat.HALF, a) : a;
            long old = Lanes.get(v, d, SINGLE, i);
            long wide = formats.widen(factor);
            long sum = arithmetic.multiplyAdd(SINGLE, wide, formats.widen(b), old, false);
            Lanes.put(r, 0, SINGLE, i, sum);
        }
    }

    void brainDot(int d, int n, int m, int element, long imm) {
        for (int i = 0; i < Lanes.count(imm); i++) {
            int other = Lanes.is(imm, Lanes.ELEMENT) ? element : i;
            Lanes.put(r, 0, SINGLE, i, brainDot(Lanes.get(v, d, SINGLE, i), n, i, m, other));
        }
    }

    /** Two rows of four with two columns of four. */
    void brainMatrix(int d, int n, int m) {
        for (int i = 0; i < 4; i++) {
            int row = i / 2 * 2;
            int column = i % 2 * 2;
            long half = brainDot(Lanes.get(v, d, SINGLE, i), n, row, m, column);
            Lanes.put(r, 0, SINGLE, i, brainDot(half, n, row + 1, m, column + 1));
        }
    }

    /** A pair of products; FPCR and FPSR have no part in it. */
    private long brainDot(long sum, int n, int atN, int m, int atM) {
        int before = registers.fpsr;
        rounding.beginBrain();
        long a = Lanes.get(v, n, SINGLE, atN);
        long b = Lanes.get(v, m, SINGLE, atM);
        long first =
                arithmetic.multiply(SINGLE, a << 16 & Arithmetic.WORD, b << 16 & Arithmetic.WORD);
        long second = arithmetic.multiply(SINGLE, a & 0xffff_0000L, b & 0xffff_0000L);
        long both = arithmetic.add(SINGLE, first, second, false);
        long result = arithmetic.add(SINGLE, sum, both, false);
        registers.fpsr = before;
        return result;
    }

    /** Of the even lanes, or of the odd ones if {@code odd} is 1. */
    void brainProducts(int d, int n, int m, int odd, int element, long imm) {
        for (int i = 0; i < 4; i++) {
            long a = Lanes.get(v, n, FloatFormat.HALF, 2 * i + odd) << 16;
            int other = Lanes.is(imm, Lanes.ELEMENT) ? element : 2 * i + odd;
            long b = Lanes.get(v, m, FloatFormat.HALF, other) << 16;
            long old = Lanes.get(v, d, SINGLE, i);
            Lanes.put(r, 0, SINGLE, i, arithmetic.multiplyAdd(SINGLE, a, b, old, false));
        }
    }
}
