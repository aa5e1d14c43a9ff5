package patchbay.isa.arm64;

/**
 * Instructions that compute lanes from lanes. What a lane becomes is {@link LaneArithmetic}'s;
 * which lanes meet is told here: those of the same number, neighbours, narrow ones and wide ones,
 * all of a register.
 *
 * <p>A result is put together beside the registers, since it may replace an operand.
 */
final class VectorOperations {
    private final long[] v;
    private final LaneArithmetic arithmetic;

    /** The result. */
    private final long[] r = new long[2];

    VectorOperations(RegisterFile registers) {
        this.v = registers.v;
        this.arithmetic = new LaneArithmetic(registers);
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int c = (int) Op.c(insn);
        r[0] = 0;
        r[1] = 0;
        switch (operation) {
            case Op.LANES -> lanes(d, n, m, c, imm);
            case Op.LANES_BY_CONSTANT -> lanesByConstant(d, n, c, imm);
            case Op.NEIGHBOURS -> neighbours(n, m, imm);
            case Op.WIDE -> wide(d, n, m, c, imm);
            case Op.WIDE_FIRST -> wideFirst(n, m, imm);
            case Op.WIDE_SHIFT -> wideShift(n, c, imm);
            case Op.NARROW -> narrow(d, n, c, imm);
            case Op.NARROW_SUM -> narrowSum(d, n, m, imm);
            case Op.NEIGHBOURS_WIDE -> neighboursWide(d, n, c, imm);
            case Op.ACROSS -> across(n, imm);
            case Op.ACROSS_WIDE -> acrossWide(n, imm);
            case Op.PRODUCT_128 -> product128(n, m, c);
            case Op.DOT -> dot(d, n, m, c, imm);
            case Op.MATRIX -> matrix(d, n, m, imm);
            default -> throw new IllegalStateException("no vector operation: " + operation);
        }
        v[2 * d] = r[0];
        v[2 * d + 1] = r[1];
    }

    private void lanes(int d, int n, int m, int element, long imm) {
        int function = Lanes.function(imm);
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        boolean one = Lanes.is(imm, Lanes.ELEMENT);
        int count = Lanes.count(imm);
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size, i, unsigned);
            long b = Lanes.get(v, m, size, one ? element : i, unsigned);
            long old = Lanes.get(v, d, size, i, unsigned);
            Lanes.put(r, 0, size, i, arithmetic.apply(function, size, unsigned, a, b, old));
        }
    }

    private void lanesByConstant(int d, int n, int constant, long imm) {
        int function = Lanes.function(imm);
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        int count = Lanes.count(imm);
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size, i, unsigned);
            long old = Lanes.get(v, d, size, i, unsigned);
            Lanes.put(r, 0, size, i, arithmetic.apply(function, size, unsigned, a, constant, old));
        }
    }

    /** Pairs of Rn, then of Rm; a single result is of a pair of Rn. */
    private void neighbours(int n, int m, long imm) {
        int function = Lanes.function(imm);
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        int count = Lanes.count(imm);
        for (int i = 0; i < count; i++) {
            boolean first = 2 * i < count;
            int at = first ? 2 * i : 2 * i - count;
            long a = Lanes.get(v, first ? n : m, size, at, unsigned);
            long b = Lanes.get(v, first ? n : m, size, at + 1, unsigned);
            Lanes.put(r, 0, size, i, arithmetic.apply(function, size, unsigned, a, b, 0));
        }
    }

    /** Narrow operands, a result and Rd of twice the {@code size}. */
    private void wide(int d, int n, int m, int element, long imm) {
        int function = Lanes.function(imm);
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        boolean one = Lanes.is(imm, Lanes.ELEMENT);
        int count = Lanes.count(imm);
        int from = Lanes.is(imm, Lanes.UPPER) ? count : 0;
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size, from + i, unsigned);
            long b = Lanes.get(v, m, size, one ? element : from + i, unsigned);
            long old = Lanes.get(v, d, size + 1, i, unsigned);
            long result = arithmetic.apply(function, size + 1, unsigned, a, b, old);
            Lanes.put(r, 0, size + 1, i, result);
        }
    }

    private void wideFirst(int n, int m, long imm) {
        int function = Lanes.function(imm);
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        int count = Lanes.count(imm);
        int from = Lanes.is(imm, Lanes.UPPER) ? count : 0;
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size + 1, i, unsigned);
            long b = Lanes.get(v, m, size, from + i, unsigned);
            long result = arithmetic.apply(function, size + 1, unsigned, a, b, 0);
            Lanes.put(r, 0, size + 1, i, result);
        }
    }

    private void wideShift(int n, int amount, long imm) {
        int size = Lanes.size(imm);
        int count = Lanes.count(imm);
        int from = Lanes.is(imm, Lanes.UPPER) ? count : 0;
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size, from + i, Lanes.is(imm, Lanes.UNSIGNED));
            Lanes.put(r, 0, size + 1, i, a << amount);
        }
    }

    /** What {@link #narrow} does with what its lanes do not hold. */
    static final int TRUNCATE = 0;

    static final int SATURATE = 1;
    static final int SATURATE_UNSIGNED = 2;

    /** Wide lanes, shifted by a constant, into half of Rd. */
    private void narrow(int d, int n, int amount, long imm) {
        int how = Lanes.function(imm);
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        boolean round = Lanes.is(imm, Lanes.ROUND);
        int count = Lanes.count(imm);
        int to = keepLowerHalf(d, count, imm);
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size + 1, i, unsigned);
            long shifted = LaneArithmetic.shift(a, amount, size + 1, unsigned, round);
            boolean toUnsigned = how == SATURATE_UNSIGNED;
            long result =
                    how == TRUNCATE
                            ? shifted
                            : arithmetic.narrow(shifted, size, unsigned, toUnsigned);
            Lanes.put(r, 0, size, to + i, result);
        }
    }

    /** Where the narrow lanes go: to the lower half, and zeros above, or to the upper half. */
    private int keepLowerHalf(int d, int count, long imm) {
        if (!Lanes.is(imm, Lanes.UPPER)) {
            return 0;
        }
        r[0] = v[2 * d];
        return count;
    }

    /** The upper halves of sums or differences of wide lanes. */
    private void narrowSum(int d, int n, int m, long imm) {
        int function = Lanes.function(imm);
        int size = Lanes.size(imm);
        int bits = Lanes.bits(size);
        long rounding = Lanes.is(imm, Lanes.ROUND) ? 1L << bits - 1 : 0;
        int count = Lanes.count(imm);
        int to = keepLowerHalf(d, count, imm);
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size + 1, i);
            long b = Lanes.get(v, m, size + 1, i);
            long sum = arithmetic.apply(function, size + 1, true, a, b, 0) + rounding;
            Lanes.put(r, 0, size, to + i, sum >>> bits);
        }
    }

    /** Pairs of Rn; {@code accumulate} is 1 if they are added to Rd. */
    private void neighboursWide(int d, int n, int accumulate, long imm) {
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        int count = Lanes.count(imm);
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, size, 2 * i, unsigned);
            long b = Lanes.get(v, n, size, 2 * i + 1, unsigned);
            long old = accumulate * Lanes.get(v, d, size + 1, i, unsigned);
            Lanes.put(r, 0, size + 1, i, old + a + b);
        }
    }

    /** All lanes into one. */
    private void across(int n, long imm) {
        int function = Lanes.function(imm);
        int size = Lanes.size(imm);
        boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
        long result = Lanes.get(v, n, size, 0, unsigned);
        for (int i = 1; i < Lanes.count(imm); i++) {
            long lane = Lanes.get(v, n, size, i, unsigned);
            result = arithmetic.apply(function, size, unsigned, result, lane, 0);
        }
        Lanes.put(r, 0, size, 0, result);
    }

    private void acrossWide(int n, long imm) {
        int size = Lanes.size(imm);
        long sum = 0;
        for (int i = 0; i < Lanes.count(imm); i++) {
            sum += Lanes.get(v, n, size, i, Lanes.is(imm, Lanes.UNSIGNED));
        }
        Lanes.put(r, 0, size + 1, 0, sum);
    }

    private void product128(int n, int m, int half) {
        long a = v[2 * n + half];
        long b = v[2 * m + half];
        r[0] = LaneArithmetic.multiplyPolynomials(a, b);
        r[1] = LaneArithmetic.multiplyPolynomialsHigh(a, b);
    }

    /** {@link #dot}: what Rn and Rm hold; a function of two bits. */
    static final int N_UNSIGNED = 1;

    static final int M_UNSIGNED = 2;

    /** Four products of bytes added to each word. */
    private void dot(int d, int n, int m, int element, long imm) {
        for (int i = 0; i < Lanes.count(imm); i++) {
            int other = Lanes.is(imm, Lanes.ELEMENT) ? element : i;
            long sum = Lanes.get(v, d, 2, i) + products(n, 4 * i, m, 4 * other, 4, imm);
            Lanes.put(r, 0, 2, i, sum);
        }
    }

    /** Two rows of eight bytes with two columns of eight bytes. */
    private void matrix(int d, int n, int m, long imm) {
        for (int i = 0; i < 4; i++) {
            long sum = Lanes.get(v, d, 2, i) + products(n, i / 2 * 8, m, i % 2 * 8, 8, imm);
            Lanes.put(r, 0, 2, i, sum);
        }
    }

    private long products(int n, int atN, int m, int atM, int count, long imm) {
        boolean nUnsigned = (Lanes.function(imm) & N_UNSIGNED) != 0;
        boolean mUnsigned = (Lanes.function(imm) & M_UNSIGNED) != 0;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            long a = Lanes.get(v, n, 0, atN + i, nUnsigned);
            sum += a * Lanes.get(v, m, 0, atM + i, mUnsigned);
        }
        return sum;
    }
}
