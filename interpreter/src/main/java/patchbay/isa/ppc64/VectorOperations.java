package patchbay.isa.ppc64;

/**
 * Vectors of integers: which elements meet, and what of {@link LaneArithmetic} they meet in. The
 * result is made aside, as its register may be an operand, too.
 */
final class VectorOperations {
    private static final int R = RegisterFile.RESULT;

    private final RegisterFile state;
    private final long[] v;
    private final LaneArithmetic arithmetic;

    VectorOperations(RegisterFile state) {
        this.state = state;
        this.v = state.v;
        this.arithmetic = new LaneArithmetic(state);
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int a = Op.a(insn);
        switch (operation) {
            case Op.LANES -> lanes(d, n, m, imm);
            case Op.LANES_UNARY -> unary(n, imm);
            case Op.PRODUCTS_WIDE -> wideProducts(n, m, imm);
            case Op.MULTIPLY_ADD -> multiplyAdd(n, m, a);
            case Op.HIGH_PRODUCTS -> highProducts(n, m, a, Op.c(insn) << 14);
            case Op.PRODUCTS_SUMMED -> sumProducts(n, m, a, imm);
            case Op.SUMS -> sums(n, m, imm);
            case Op.PACK -> pack(n, m, imm);
            case Op.UNPACK -> unpack(n, imm);
            case Op.PACK_PIXELS -> packPixels(n, m);
            case Op.UNPACK_PIXELS -> unpackPixels(n, Elements.is(imm, Elements.LOW));
            case Op.POLYNOMIALS -> polynomials(n, m, Elements.size(imm));
            case Op.SHIFT_ALL -> shiftAll(n, m, imm);
            case Op.SHIFT_EACH -> shiftEach(n, m, Op.c(insn) == 1);
            default -> throw new IllegalStateException("no operation on elements: " + operation);
        }
        state.vector(d, v[2 * R], v[2 * R + 1]);
        if (Elements.is(imm, Elements.RECORD)) {
            record(d);
        }
    }

    /** Field 6 tells that all was true, or nothing. */
    private void record(int register) {
        long left = v[2 * register];
        long right = v[2 * register + 1];
        state.field(6, ((left & right) == -1 ? 8 : 0) | ((left | right) == 0 ? 2 : 0));
    }

    private void lanes(int d, int n, int m, long imm) {
        int function = Elements.function(imm);
        int size = Elements.size(imm);
        boolean signed = Elements.is(imm, Elements.SIGNED);
        boolean saturates = Elements.is(imm, Elements.SATURATE);
        for (int i = 0; i < Elements.count(size); i++) {
            long x = Elements.get(v, n, size, i, signed);
            long y = Elements.get(v, m, size, i, signed);
            long old = Elements.get(v, d, size, i);
            long result = LaneArithmetic.apply(function, size, signed, x, y, old);
            long kept = saturates ? arithmetic.saturated(result, size, signed) : result;
            Elements.put(v, R, size, i, kept);
        }
    }

    private void unary(int n, long imm) {
        int function = Elements.function(imm);
        int size = Elements.size(imm);
        for (int i = 0; i < Elements.count(size); i++) {
            long result = LaneArithmetic.applyUnary(function, size, Elements.get(v, n, size, i));
            Elements.put(v, R, size, i, result);
        }
    }

    /** The even or odd elements make products of twice their size. */
    private void wideProducts(int n, int m, long imm) {
        int size = Elements.size(imm);
        boolean signed = Elements.is(imm, Elements.SIGNED);
        int odd = Elements.is(imm, Elements.LOW) ? 1 : 0;
        for (int i = 0; i < Elements.count(size) / 2; i++) {
            long x = Elements.get(v, n, size, 2 * i + odd, signed);
            long y = Elements.get(v, m, size, 2 * i + odd, signed);
            Elements.put(v, R, size + 1, i, x * y);
        }
    }

    private void multiplyAdd(int n, int m, int a) {
        for (int i = 0; i < 8; i++) {
            long product = Elements.get(v, n, 1, i) * Elements.get(v, m, 1, i);
            Elements.put(v, R, 1, i, product + Elements.get(v, a, 1, i));
        }
    }

    /** The upper 17 bits of products of halfwords, rounded or not, and the third operand. */
    private void highProducts(int n, int m, int a, int rounding) {
        for (int i = 0; i < 8; i++) {
            long product = Elements.signed(v, n, 1, i) * Elements.signed(v, m, 1, i);
            long sum = (product + rounding >> 15) + Elements.signed(v, a, 1, i);
            Elements.put(v, R, 1, i, arithmetic.saturated(sum, 1, true));
        }
    }

    /** Products of all elements in a word, and the word of the third operand. */
    private void sumProducts(int n, int m, int a, long imm) {
        int size = Elements.size(imm);
        boolean signed = Elements.is(imm, Elements.SIGNED);
        boolean mixed = Elements.is(imm, Elements.TO_SIGNED);
        int each = 4 >> size;
        for (int i = 0; i < 4; i++) {
            long sum = Elements.get(v, a, 2, i, signed || mixed);
            for (int j = each * i; j < each * (i + 1); j++) {
                long x = Elements.get(v, n, size, j, signed || mixed);
                sum += x * Elements.get(v, m, size, j, signed);
            }
            boolean saturates = Elements.is(imm, Elements.SATURATE);
            Elements.put(v, R, 2, i, saturates ? arithmetic.saturated(sum, 2, signed) : sum);
        }
    }

    /** So many elements (details) and a word of the other operand, below which they stand. */
    private void sums(int n, int m, long imm) {
        int size = Elements.size(imm);
        int each = Elements.details(imm);
        boolean signed = Elements.is(imm, Elements.SIGNED);
        int words = (each << size) / 4;
        state.vector(R, 0, 0);
        for (int i = words - 1; i < 4; i += words) {
            long sum = Elements.get(v, m, 2, i, signed);
            int last = (i + 1) * 4 >> size;
            for (int j = last - each; j < last; j++) {
                sum += Elements.get(v, n, size, j, signed);
            }
            Elements.put(v, R, 2, i, arithmetic.saturated(sum, 2, signed));
        }
    }

    /** The elements of both vectors in half their size. */
    private void pack(int n, int m, long imm) {
        int size = Elements.size(imm);
        boolean signed = Elements.is(imm, Elements.SIGNED);
        boolean toSigned = Elements.is(imm, Elements.TO_SIGNED);
        int count = Elements.count(size);
        for (int i = 0; i < 2 * count; i++) {
            long element = Elements.get(v, i < count ? n : m, size, i % count, signed);
            if (Elements.is(imm, Elements.SATURATE)) {
                // A doubleword without a sign that looks negative is too large all the same.
                boolean huge = !signed && element < 0;
                element = arithmetic.saturated(huge ? Long.MAX_VALUE : element, size - 1, toSigned);
            }
            Elements.put(v, R, size - 1, i, element);
        }
    }

    /** Half of the elements in twice their size, with their signs. */
    private void unpack(int n, long imm) {
        int size = Elements.size(imm);
        int count = Elements.count(size) / 2;
        int first = Elements.is(imm, Elements.LOW) ? count : 0;
        for (int i = 0; i < count; i++) {
            Elements.put(v, R, size + 1, i, Elements.signed(v, n, size, first + i));
        }
    }

    /** 1, 8, 8 and 8 bits, of which the lowest are lost, become 1, 5, 5 and 5. */
    private void packPixels(int n, int m) {
        for (int i = 0; i < 8; i++) {
            int pixel = (int) Elements.get(v, i < 4 ? n : m, 2, i & 3);
            int packed = pixel >>> 9 & 0xfc00 | pixel >>> 6 & 0x3e0 | pixel >>> 3 & 0x1f;
            Elements.put(v, R, 1, i, packed);
        }
    }

    private void unpackPixels(int n, boolean low) {
        for (int i = 0; i < 4; i++) {
            int pixel = (int) Elements.signed(v, n, 1, low ? i + 4 : i);
            int wide = pixel >> 15 << 24 | (pixel & 0x7c00) << 6 | (pixel & 0x3e0) << 3;
            Elements.put(v, R, 2, i, wide | pixel & 0x1f);
        }
    }

    /** Products without carries, those of two neighbours added. */
    private void polynomials(int n, int m, int size) {
        state.vector(R, 0, 0);
        for (int i = 0; i < Elements.count(size); i++) {
            long x = Elements.get(v, n, size, i);
            long y = Elements.get(v, m, size, i);
            long low = 0;
            long high = 0;
            for (int bit = 0; bit < Elements.bits(size); bit++) {
                if ((y >>> bit & 1) != 0) {
                    low ^= x << bit;
                    high ^= bit == 0 ? 0 : x >>> 64 - bit;
                }
            }
            if (size == 3) {
                v[2 * R] ^= high;
                v[2 * R + 1] ^= low;
            } else {
                long sum = Elements.get(v, R, size + 1, i / 2) ^ low;
                Elements.put(v, R, size + 1, i / 2, sum);
            }
        }
    }

    /** The whole vector by up to 7 bits, or by bytes; the amount stands at the right. */
    private void shiftAll(int n, int m, long imm) {
        boolean left = !Elements.is(imm, Elements.LOW);
        int amount = (int) v[2 * m + 1] & Elements.details(imm);
        long high = v[2 * n];
        long low = v[2 * n + 1];
        if (amount >= 64) {
            high = left ? low : 0;
            low = left ? 0 : v[2 * n];
        }
        int bits = amount & 63;
        long over = bits == 0 ? 0 : left ? low >>> 64 - bits : high << 64 - bits;
        state.vector(
                R,
                left ? high << bits | over : high >>> bits,
                left ? low << bits : low >>> bits | over);
    }

    /** Each byte by an amount of its own, with bits of its neighbour coming in. */
    private void shiftEach(int n, int m, boolean left) {
        for (int i = 0; i < 16; i++) {
            int amount = (int) Elements.get(v, m, 0, i) & 7;
            long own = Elements.get(v, n, 0, i);
            int neighbour = left ? i + 1 : i - 1;
            long other = (neighbour & ~15) != 0 ? 0 : Elements.get(v, n, 0, neighbour);
            long both = left ? own << 8 | other : other << 8 | own;
            Elements.put(v, R, 0, i, left ? both << amount >>> 8 : both >>> amount);
        }
    }
}
