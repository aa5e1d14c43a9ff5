package patchbay.isa.arm64;

/** Instructions that put lanes elsewhere without looking into them, and those that combine bits. */
final class VectorMoving {
    /** {@link Op#LOGIC}, in c: U and size of the manual's encoding. */
    static final int AND = 0;

    static final int BIC = 1;
    static final int ORR = 2;
    static final int ORN = 3;
    static final int EOR = 4;
    static final int BSL = 5;
    static final int BIT = 6;
    static final int BIF = 7;
    static final int NOT = 8;

    /** {@link Op#CONSTANT}, in c. */
    static final int SET = 0;

    static final int SET_BITS = 1;
    static final int CLEAR_BITS = 2;

    private final long[] x;
    private final long[] v;

    /** The result. */
    private final long[] r = new long[2];

    VectorMoving(RegisterFile registers) {
        this.x = registers.x;
        this.v = registers.v;
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int a = Op.a(insn);
        int c = (int) Op.c(insn);
        int size = Lanes.size(imm);
        int count = Lanes.count(imm);
        r[0] = 0;
        r[1] = 0;
        switch (operation) {
            case Op.EXTRACT -> {
                boolean unsigned = Lanes.is(imm, Lanes.UNSIGNED);
                x[d] = Lanes.get(v, n, size, c, unsigned) & Lanes.mask(Lanes.details(imm));
                return;
            }
            case Op.CONSTANT -> constant(d, a, c, imm);
            case Op.LOGIC -> logic(d, n, m, a, c);
            case Op.REVERSE -> {
                for (int i = 0; i < count; i++) {
                    Lanes.put(r, 0, size, i, Lanes.get(v, n, size, i ^ c));
                }
            }
            case Op.DUPLICATE -> duplicate(Lanes.get(v, n, size, c), size, count);
            case Op.DUPLICATE_GENERAL -> duplicate(x[n], size, count);
            case Op.INSERT -> insert(d, size, c, Lanes.get(v, n, size, a));
            case Op.INSERT_GENERAL -> insert(d, size, c, x[n]);
            case Op.ZIP -> zip(n, m, c * count / 2, size, count);
            case Op.UNZIP -> unzip(n, m, c, size, count);
            case Op.TRANSPOSE -> transpose(n, m, c, size, count);
            case Op.CONCATENATE -> {
                for (int i = 0; i < count; i++) {
                    int at = i + c;
                    boolean first = at < count;
                    long lane = Lanes.get(v, first ? n : m, 0, first ? at : at - count);
                    Lanes.put(r, 0, 0, i, lane);
                }
            }
            case Op.TABLE -> table(d, n, m, a, c, count);
            default -> throw new IllegalStateException("no vector operation: " + operation);
        }
        v[2 * d] = r[0];
        v[2 * d + 1] = r[1];
    }

    /** {@code halves} is 1 or 2, and half the constant repeated. */
    private void constant(int d, int halves, int how, long imm) {
        for (int i = 0; i < halves; i++) {
            long old = v[2 * d + i];
            r[i] =
                    switch (how) {
                        case SET -> imm;
                        case SET_BITS -> old | imm;
                        default -> old & ~imm;
                    };
        }
    }

    private void logic(int d, int n, int m, int halves, int function) {
        for (int i = 0; i < halves; i++) {
            long a = v[2 * n + i];
            long b = v[2 * m + i];
            long old = v[2 * d + i];
            r[i] =
                    switch (function) {
                        case AND -> a & b;
                        case BIC -> a & ~b;
                        case ORR -> a | b;
                        case ORN -> a | ~b;
                        case EOR -> a ^ b;
                        case BSL -> a & old | b & ~old;
                        case BIT -> a & b | old & ~b;
                        case BIF -> a & ~b | old & b;
                        default -> ~a;
                    };
        }
    }

    private void duplicate(long value, int size, int count) {
        for (int i = 0; i < count; i++) {
            Lanes.put(r, 0, size, i, value);
        }
    }

    private void insert(int d, int size, int lane, long value) {
        r[0] = v[2 * d];
        r[1] = v[2 * d + 1];
        Lanes.put(r, 0, size, lane, value);
    }

    /** Lanes of Rn and Rm in turn, {@code from} one on. */
    private void zip(int n, int m, int from, int size, int count) {
        for (int i = 0; i < count; i++) {
            Lanes.put(r, 0, size, i, Lanes.get(v, i % 2 == 0 ? n : m, size, from + i / 2));
        }
    }

    /** The even lanes of Rn, then of Rm; the odd ones if {@code odd} is 1. */
    private void unzip(int n, int m, int odd, int size, int count) {
        for (int i = 0; i < count; i++) {
            boolean first = 2 * i < count;
            int at = (first ? 2 * i : 2 * i - count) + odd;
            Lanes.put(r, 0, size, i, Lanes.get(v, first ? n : m, size, at));
        }
    }

    private void transpose(int n, int m, int odd, int size, int count) {
        for (int i = 0; i < count; i++) {
            Lanes.put(r, 0, size, i, Lanes.get(v, i % 2 == 0 ? n : m, size, (i & ~1) + odd));
        }
    }

    /** Bytes at Rm's numbers in {@code registers} of them; others are zero, or stay. */
    private void table(int d, int n, int m, int registers, int keep, int count) {
        for (int i = 0; i < count; i++) {
            int at = (int) Lanes.get(v, m, 0, i);
            long value =
                    at < 16 * registers
                            ? Lanes.get(v, n + at / 16 & 31, 0, at % 16)
                            : keep * Lanes.get(v, d, 0, i);
            Lanes.put(r, 0, 0, i, value);
        }
    }
}
