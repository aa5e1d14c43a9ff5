package patchbay.isa.ppc64;

/**
 * What puts bits, bytes and elements of vectors elsewhere without computing, and what goes between
 * vectors and general registers.
 */
final class VectorMoving {
    private static final int R = RegisterFile.RESULT;

    // What LOGIC does, in c.
    static final int AND = 0;
    static final int ANDC = 1;
    static final int OR = 2;
    static final int ORC = 3;
    static final int XOR = 4;
    static final int NOR = 5;
    static final int NAND = 6;
    static final int EQV = 7;

    private final RegisterFile state;
    private final long[] r;
    private final long[] v;

    VectorMoving(RegisterFile state) {
        this.state = state;
        this.r = state.r;
        this.v = state.v;
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int a = Op.a(insn);
        int c = Op.c(insn);
        switch (operation) {
            case Op.LOGIC ->
                    state.vector(
                            d, logic(c, v[2 * n], v[2 * m]), logic(c, v[2 * n + 1], v[2 * m + 1]));
            case Op.SELECT ->
                    state.vector(
                            d,
                            v[2 * n] & ~v[2 * a] | v[2 * m] & v[2 * a],
                            v[2 * n + 1] & ~v[2 * a + 1] | v[2 * m + 1] & v[2 * a + 1]);
            case Op.SPLAT_CONSTANT -> state.vector(d, imm, c == 0 ? imm : 0);
            case Op.DOUBLEWORDS -> state.vector(d, v[2 * n + (c >>> 1)], v[2 * m + (c & 1)]);
            case Op.REVERSE_BYTES ->
                    state.vector(d, Long.reverseBytes(v[2 * n + 1]), Long.reverseBytes(v[2 * n]));
            case Op.SPLAT_WORD_PAIR -> {
                Elements.put(v, d, 2, c, imm);
                Elements.put(v, d, 2, c + 2, imm);
            }
            case Op.EXTRACT_ELEMENT ->
                    state.vector(d, extracted(n, n, 16, c, Elements.size(imm)), 0);
            case Op.INSERT_ELEMENT -> insert(d, c, Elements.size(imm), v[2 * n]);
            case Op.INSERT_GENERAL -> insert(d, c, Elements.size(imm), r[n]);
            case Op.INSERT_INDEXED -> {
                long value = Elements.is(imm, Elements.SCALAR) ? r[m] : v[2 * m];
                insert(d, index(r[n], imm, 16), Elements.size(imm), value);
            }
            case Op.EXTRACT_INDEXED -> {
                int at = index(r[a], imm, 32);
                state.vector(d, extracted(n, m, 32, at, Elements.size(imm)), 0);
            }
            case Op.TO_VECTOR ->
                    state.vector(d, c == 0 ? r[n] : c == 1 ? (int) r[n] : r[n] & Bitwise.WORD, 0);
            case Op.TO_VECTOR_PAIR -> state.vector(d, r[n], r[m]);
            case Op.TO_VECTOR_WORDS -> {
                long both = r[n] << 32 | r[n] & Bitwise.WORD;
                state.vector(d, both, both);
            }
            case Op.TO_VSCR ->
                    state.vscr =
                            (int) v[2 * n + 1] & (RegisterFile.SATURATED | RegisterFile.NOT_JAVA);
            case Op.FROM_VSCR -> state.vector(d, 0, state.vscr);
            default -> {
                if (operation >= Op.FROM_LEFT) {
                    toGeneral(operation, d, n, m, c, imm);
                } else {
                    bytes(operation, n, m, a, c, imm);
                    state.vector(d, v[2 * R], v[2 * R + 1]);
                }
            }
        }
    }

    private static long logic(int function, long x, long y) {
        return switch (function) {
            case AND -> x & y;
            case ANDC -> x & ~y;
            case OR -> x | y;
            case ORC -> x | ~y;
            case XOR -> x ^ y;
            case NOR -> ~(x | y);
            case NAND -> ~(x & y);
            default -> ~(x ^ y);
        };
    }

    /** Those that make their result aside, as its register may be an operand, too. */
    private void bytes(int operation, int n, int m, int a, int c, long imm) {
        int size = Elements.size(imm);
        boolean low = Elements.is(imm, Elements.LOW);
        switch (operation) {
            case Op.EVALUATE -> {
                v[2 * R] = evaluate(c, v[2 * n], v[2 * m], v[2 * a]);
                v[2 * R + 1] = evaluate(c, v[2 * n + 1], v[2 * m + 1], v[2 * a + 1]);
            }
            case Op.BLEND -> {
                for (int i = 0; i < Elements.count(size); i++) {
                    int from = Elements.signed(v, a, size, i) < 0 ? m : n;
                    Elements.put(v, R, size, i, Elements.get(v, from, size, i));
                }
            }
            case Op.PERMUTE -> {
                for (int i = 0; i < 16; i++) {
                    int index = (int) Elements.get(v, a, 0, i) ^ c;
                    Elements.put(v, R, 0, i, Elements.byteOf(v, n, m, index));
                }
            }
            case Op.PERMUTE_XOR -> {
                for (int i = 0; i < 16; i++) {
                    int indices = (int) Elements.get(v, a, 0, i);
                    long first = Elements.get(v, n, 0, indices >>> 4);
                    Elements.put(v, R, 0, i, first ^ Elements.get(v, m, 0, indices & 15));
                }
            }
            case Op.PERMUTE_PART -> {
                for (int i = 0; i < 16; i++) {
                    int index = (int) Elements.get(v, a, 0, i);
                    long chosen = Elements.byteOf(v, n, m, index);
                    Elements.put(v, R, 0, i, index >>> 5 == c ? chosen : 0);
                }
            }
            case Op.SHIFT_DOUBLE -> {
                for (int i = 0; i < 16; i++) {
                    Elements.put(v, R, 0, i, Elements.byteOf(v, n, m, c + i));
                }
            }
            case Op.SHIFT_DOUBLE_BITS -> {
                for (int i = 0; i < 16; i++) {
                    long both =
                            low
                                    ? Elements.byteOf(v, n, m, i + 15) << 8
                                            | Elements.byteOf(v, n, m, i + 16)
                                    : Elements.byteOf(v, n, m, i) << 8
                                            | Elements.byteOf(v, n, m, i + 1);
                    Elements.put(v, R, 0, i, low ? both >>> c : both << c >>> 8);
                }
            }
            case Op.MERGE -> {
                int first = low ? Elements.count(size) / 2 : 0;
                for (int i = 0; i < Elements.count(size); i++) {
                    long element = Elements.get(v, (i & 1) == 0 ? n : m, size, first + i / 2);
                    Elements.put(v, R, size, i, element);
                }
            }
            case Op.MERGE_ALTERNATE -> {
                for (int i = 0; i < 4; i++) {
                    int from = (i & 1) == 0 ? n : m;
                    Elements.put(v, R, 2, i, Elements.get(v, from, 2, (i & 2) + c));
                }
            }
            case Op.SPLAT -> {
                long element = Elements.get(v, n, size, c);
                for (int i = 0; i < Elements.count(size); i++) {
                    Elements.put(v, R, size, i, element);
                }
            }
            case Op.MASK_FROM_GENERAL -> {
                long bits = r[n] + imm;
                int count = Elements.count(c);
                state.vector(R, -(bits & 1), -(bits & 1)); // of quadwords there is one
                for (int i = 0; c < 4 && i < count; i++) {
                    Elements.put(v, R, c, i, -(bits >>> count - 1 - i & 1));
                }
            }
            case Op.TRANSPOSE_BITS -> {
                for (int i = 0; i < 128; i++) {
                    int from = i & 64 | (i & 7) << 3 | i >>> 3 & 7;
                    put(i, v[2 * n + (from >>> 6)] << (from & 63) < 0);
                }
            }
            case Op.INDEXED_BITS -> {
                long gathered = 0;
                for (int i = 0; i < 16; i++) {
                    int index = (int) Elements.get(v, m, 0, i);
                    gathered = gathered << 1 | (index < 128 ? bit(n, index) : 0);
                }
                state.vector(R, gathered, 0);
            }
            case Op.CLEAR_BYTES -> {
                long kept = Long.compareUnsigned(r[m], 16) < 0 ? r[m] : 16;
                for (int i = 0; i < 16; i++) {
                    boolean clear = (low ? i : 15 - i) >= kept;
                    Elements.put(v, R, 0, i, clear ? 0 : Elements.get(v, n, 0, i));
                }
            }
            case Op.STRING -> string(n, size, low, Elements.is(imm, Elements.RECORD));
            case Op.GENERATE_PERMUTATION -> generate(n, size, c);
            default -> throw new IllegalStateException("no operation: " + operation);
        }
    }

    private long bit(int register, int index) {
        return v[2 * register + (index >>> 6)] >>> 63 - (index & 63) & 1;
    }

    private void put(int index, boolean one) {
        long mask = Long.MIN_VALUE >>> (index & 63);
        int at = 2 * R + (index >>> 6);
        v[at] = one ? v[at] | mask : v[at] & ~mask;
    }

    /** Bit by bit what the table of truth says, from the left for 000, 001 … 111. */
    private static long evaluate(int table, long x, long y, long z) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            long both = ((i & 4) != 0 ? x : ~x) & ((i & 2) != 0 ? y : ~y);
            long row = both & ((i & 1) != 0 ? z : ~z);
            result |= (table >>> 7 - i & 1) != 0 ? row : 0;
        }
        return result;
    }

    /** Up to the first element that is zero; from there on zeros. */
    private void string(int n, int size, boolean fromRight, boolean records) {
        boolean ended = false;
        int count = Elements.count(size);
        for (int i = 0; i < count; i++) {
            int at = fromRight ? count - 1 - i : i;
            long element = Elements.get(v, n, size, at);
            ended |= element == 0;
            Elements.put(v, R, size, at, ended ? 0 : element);
        }
        if (records) {
            state.field(6, ended ? 2 : 0);
        }
    }

    /**
     * The permutation that brings the marked elements together (compresses) or back to where they
     * were, elements counted from the left or from the right.
     */
    private void generate(int n, int size, int kind) {
        boolean compresses = (kind & 1) != 0;
        boolean fromRight = (kind & 2) != 0;
        int each = 1 << size;
        int count = Elements.count(size);
        state.vector(R, 0, 0);
        int next = 0;
        for (int i = 0; i < count; i++) {
            boolean marked = Elements.signed(v, n, size, fromRight ? count - 1 - i : i) < 0;
            for (int j = 0; j < each; j++) {
                int here = i * each + j;
                int there = next * each + j;
                int at = compresses ? there : here;
                int value = compresses ? here : marked ? there : here + 16;
                if (marked || !compresses) {
                    Elements.put(v, R, 0, fromRight ? 15 - at : at, value);
                }
            }
            next += marked ? 1 : 0;
        }
    }

    /** Where the element begins that a register tells, from the left or from the right. */
    private static int index(long register, long imm, int bytes) {
        int from = (int) register & bytes - 1;
        boolean right = Elements.is(imm, Elements.LOW);
        return right ? bytes - (1 << Elements.size(imm)) - from : from;
    }

    /** An element of one register or two, that end so; zeros follow. */
    private long extracted(int first, int second, int end, int index, int size) {
        long value = 0;
        for (int i = index; i < index + (1 << size); i++) {
            boolean outside = i < 0 || i >= end;
            value = value << 8 | (outside ? 0 : Elements.byteOf(v, first, second, i));
        }
        return value;
    }

    /** What would lie outside is lost. */
    private void insert(int register, int index, int size, long value) {
        int bytes = 1 << size;
        for (int i = 0; i < bytes; i++) {
            if ((index + i & ~15) == 0) {
                Elements.put(v, register, 0, index + i, value >>> 8 * (bytes - 1 - i));
            }
        }
    }

    private void toGeneral(int operation, int d, int n, int m, int c, long imm) {
        int size = Elements.size(imm);
        switch (operation) {
            case Op.FROM_LEFT -> r[d] = c == 0 ? v[2 * n] : v[2 * n] & Bitwise.WORD;
            case Op.FROM_RIGHT -> r[d] = v[2 * n + 1];
            case Op.EXTRACT_TO_GENERAL -> r[d] = extracted(m, m, 16, index(r[n], imm, 16), size);
            case Op.MASK_TO_GENERAL -> {
                long bits = 0;
                for (int i = 0; i < Elements.count(size); i++) {
                    bits = bits << 1 | bit(n, i << 3 + size);
                }
                r[d] = bits;
            }
            case Op.COUNT_MASK -> {
                long count = 0;
                for (int i = 0; i < Elements.count(size); i++) {
                    count += bit(n, i << 3 + size) == c ? 1 : 0;
                }
                r[d] = count << 56 + size;
            }
            case Op.COUNT_BYTES -> {
                int count = 0;
                while (count < 16 && bit(n, 8 * (c == 0 ? count : 15 - count) + 7) == 0) {
                    count++;
                }
                r[d] = count;
            }
            case Op.GATHER_NTH -> {
                long gathered = 0;
                for (int i = 0; i * c < 128; i++) {
                    gathered |= bit(n, i * c) << 63 - i;
                }
                r[d] = gathered;
            }
            case Op.TEST_LOWEST -> {
                long both = v[2 * n] & v[2 * n + 1] & 0x0101_0101_0101_0101L;
                long any = (v[2 * n] | v[2 * n + 1]) & 0x0101_0101_0101_0101L;
                state.field(d, (both == 0x0101_0101_0101_0101L ? 8 : 0) | (any == 0 ? 2 : 0));
            }
            default -> throw new IllegalStateException("no operation: " + operation);
        }
    }
}
