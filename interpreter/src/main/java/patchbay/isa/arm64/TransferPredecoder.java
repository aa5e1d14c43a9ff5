package patchbay.isa.arm64;

import static patchbay.isa.arm64.Word.RD;
import static patchbay.isa.arm64.Word.RM;
import static patchbay.isa.arm64.Word.RN;
import static patchbay.isa.arm64.Word.RT2;

/**
 * Predecodes loads and stores.
 *
 * <p>All ways of addressing but one become the same: the access is at {@code x[n] + imm}, and then
 * {@code x[a]} becomes that address plus {@code c}. Pre-index: {@code a} is the base, {@code c} 0.
 * Post-index: {@code a} is the base, {@code imm} 0. No write-back: {@code a} is nowhere. A literal:
 * {@code n} is zero. Only register offsets stand apart.
 */
final class TransferPredecoder {
    // Kinds: see Transfers.
    private static final int STORE = 0;
    private static final int LOAD = 1 << 2;
    private static final int LOAD_SIGNED = 2 << 2;
    private static final int PREFETCH = LOAD_SIGNED | 3;
    private static final int STORE_VECTOR = Transfers.VECTOR;
    private static final int LOAD_VECTOR = Transfers.VECTOR | Transfers.VECTOR_LOAD;

    private final Word word;

    TransferPredecoder(Word word) {
        this.word = word;
    }

    void literal() {
        if (word.bit(26)) {
            int kind = LOAD_VECTOR | 2 + word.field(30, 2);
            transfer(kind, t(kind), Op.ZERO, word.target(5, 19), Op.SINK, 0);
            return;
        }
        int kind =
                switch (word.field(30, 2)) {
                    case 0 -> LOAD | 2;
                    case 1 -> LOAD | 3;
                    case 2 -> LOAD_SIGNED | 2;
                    default -> PREFETCH;
                };
        transfer(kind, word.written(RD), Op.ZERO, word.target(5, 19), Op.SINK, 0);
    }

    void unsignedOffset() {
        offset((long) word.field(10, 12) << scale());
    }

    void unscaled() {
        offset(word.signed(12, 9));
    }

    void preIndex() {
        indexed(word.signed(12, 9), 0);
    }

    void postIndex() {
        indexed(0, (int) word.signed(12, 9));
    }

    void registerOffset() {
        int kind = kind();
        int option = word.field(13, 3);
        int amount = word.bit(12) ? scale() : 0;
        int quick = option == 2 || option == 3 ? quickIndexed(kind) : 0;
        if (kind == PREFETCH) {
            word.nop();
        } else if (quick != 0) {
            long mask = option == 2 ? Arithmetic.WORD : -1;
            word.emit(quick, t(kind), word.sp(RN), word.read(RM), amount, 0, mask);
        } else {
            word.emit(Op.INDEXED, t(kind), word.sp(RN), word.read(RM), amount, option, kind);
        }
    }

    private static int quickIndexed(int kind) {
        return switch (kind) {
            case LOAD | 3 -> Op.LOAD8_INDEX;
            case LOAD | 2 -> Op.LOAD4_INDEX;
            case LOAD -> Op.LOAD1_INDEX;
            case STORE | 3 -> Op.STORE8_INDEX;
            case STORE | 2 -> Op.STORE4_INDEX;
            case STORE -> Op.STORE1_INDEX;
            default -> 0;
        };
    }

    void pair() {
        boolean load = word.bit(22);
        int mode = word.field(23, 2); // non-temporal, post-index, offset, pre-index
        boolean post = mode == 1;
        boolean writeBack = post || mode == 3;
        int opc = word.field(30, 2);
        int n = word.sp(RN);
        int t = word.field(RD, 5);
        int t2 = word.field(RT2, 5);
        boolean vector = word.bit(26);
        if (load && t == t2 || !vector && writeBack && n != Op.SP && (n == t || n == t2)) {
            word.undefined();
            return;
        }
        int base = writeBack ? n : Op.SINK;
        if (vector) {
            int size = 2 + opc;
            int offset = (int) word.signed(15, 7) << size;
            int operation = load ? Op.LOAD_VECTORS : Op.STORE_VECTORS;
            long before = post ? 0 : offset;
            word.emit(operation, t, n, t2, base, post ? offset : 0, before << 8 | size);
            return;
        }
        int offset = (int) word.signed(15, 7) << (opc == 2 ? 3 : 2);
        int operation =
                switch (opc) {
                    case 0 -> load ? Op.LOAD_PAIR4 : Op.STORE_PAIR4;
                    case 1 -> Op.LOAD_PAIR_SIGNED;
                    default -> load ? Op.LOAD_PAIR : Op.STORE_PAIR;
                };
        int first = load ? word.written(RD) : word.read(RD);
        int second = load ? word.written(RT2) : word.read(RT2);
        word.emit(operation, first, n, second, base, post ? offset : 0, post ? 0 : offset);
    }

    void ordered() {
        ordered(word.field(22, 1) << 2 | word.field(30, 2), 0);
    }

    void orderedUnscaled() {
        ordered(kind(), word.signed(12, 9));
    }

    void loadAcquirePc() {
        ordered(LOAD | word.field(30, 2), 0);
    }

    private void ordered(int kind, long offset) {
        word.emit(Op.ORDERED, t(kind), word.sp(RN), kind, offset);
    }

    void exclusive() {
        boolean pair = word.bit(21);
        int size = 1 << word.field(30, 2);
        int n = word.sp(RN);
        int t = word.field(RD, 5);
        int t2 = word.field(RT2, 5);
        int s = word.field(RM, 5);
        if (word.bit(22)) {
            if (pair && t == t2) {
                word.undefined();
            } else {
                int operation = pair ? Op.LOAD_EXCLUSIVE_PAIR : Op.LOAD_EXCLUSIVE;
                word.emit(operation, word.written(RD), n, word.written(RT2), 0, size, 0);
            }
        } else if (s == t || pair && s == t2 || s == n && n != Op.SP) {
            word.undefined();
        } else {
            int operation = pair ? Op.STORE_EXCLUSIVE_PAIR : Op.STORE_EXCLUSIVE;
            word.emit(operation, word.read(RD), n, word.read(RT2), word.written(RM), size, 0);
        }
    }

    void compareAndSwap() {
        int size = 1 << word.field(30, 2);
        word.emit(Op.COMPARE_AND_SWAP, word.read(RD), word.sp(RN), word.read(RM), 0, size, 0);
    }

    /** Both registers have even numbers, and a neighbour each, which is zero after x30. */
    void compareAndSwapPair() {
        int t = word.field(RD, 5);
        int s = word.field(RM, 5);
        int t2 = t == 30 ? Op.ZERO : t + 1;
        int s2 = s == 30 ? Op.ZERO : s + 1;
        word.emit(Op.COMPARE_AND_SWAP_PAIR, t, word.sp(RN), s, s2, word.bit(30) ? 8 : 4, t2);
    }

    void atomic() {
        int size = 1 << word.field(30, 2);
        int function = word.field(12, 4);
        word.emit(Op.ATOMIC, word.written(RD), word.sp(RN), word.read(RM), function, size, 0);
    }

    /** Whole registers: one to four of them, with structures of as many elements or of one. */
    void structures() {
        int opcode = word.field(12, 4);
        int elements =
                switch (opcode) {
                    case 0 -> 4;
                    case 4 -> 3;
                    case 8 -> 2;
                    default -> 1;
                };
        int registers =
                switch (opcode) {
                    case 0, 2 -> 4;
                    case 4, 6 -> 3;
                    case 8, 10 -> 2;
                    default -> 1;
                };
        int halves = word.bit(30) ? 2 : 1;
        // In memory's order the width of an element makes no difference.
        int size = elements == 1 ? 3 : word.field(10, 2);
        int lanes = halves << 3 - size;
        int operation = word.bit(22) ? Op.LOAD_STRUCTURES : Op.STORE_STRUCTURES;
        structure(operation, registers * halves * 8, elements, size, lanes, registers / elements);
    }

    /** One lane of one to four registers, or all of them with the same. */
    void laneStructure() {
        int elements = word.field(13, 1) << 1 | word.field(21, 1);
        int scale = word.field(14, 2);
        int size = word.field(10, 2);
        if (scale == 3) {
            int lanes = (word.bit(30) ? 16 : 8) >> size;
            structure(Op.LOAD_REPEATED, elements + 1 << size, elements + 1, size, lanes, 0);
            return;
        }
        if (scale == 2 && word.bit(10)) {
            scale = 3;
        }
        int lane = (word.field(30, 1) << 3 | word.field(12, 1) << 2 | size) >> scale;
        int operation = word.bit(22) ? Op.LOAD_LANES : Op.STORE_LANES;
        structure(operation, elements + 1 << scale, elements + 1, scale, lane, 0);
    }

    private void structure(
            int operation, int bytes, int elements, int size, int lanes, int repetitions) {
        int n = word.sp(RN);
        boolean writeBack = word.bit(23);
        boolean register = writeBack && word.field(RM, 5) != 31;
        word.emit(
                operation,
                word.field(RD, 5),
                n,
                register ? word.read(RM) : Op.ZERO,
                writeBack ? n : Op.SINK,
                register ? 0 : bytes,
                elements | size << 8 | lanes << 16 | (long) repetitions << 24);
    }

    private int kind() {
        if (word.bit(26)) {
            return (word.bit(22) ? LOAD_VECTOR : STORE_VECTOR) | scale();
        }
        return word.field(22, 2) << 2 | word.field(30, 2);
    }

    /** The logarithm of how many bytes a register has in memory. */
    private int scale() {
        int size = word.field(30, 2);
        return word.bit(26) ? word.field(23, 1) << 2 | size : size;
    }

    /** The register of a transfer: what is stored, or where a load goes. */
    private int t(int kind) {
        if (kind >= Transfers.VECTOR) {
            return word.field(RD, 5);
        }
        return kind < LOAD ? word.read(RD) : word.written(RD);
    }

    private void offset(long offset) {
        int kind = kind();
        transfer(kind, t(kind), word.sp(RN), offset, Op.SINK, 0);
    }

    private void indexed(long before, int after) {
        int kind = kind();
        int n = word.sp(RN);
        if (n != Op.SP && n == word.field(RD, 5) && !word.bit(26)) {
            word.undefined();
        } else {
            transfer(kind, t(kind), n, before, n, after);
        }
    }

    private void transfer(int kind, int t, int n, long before, int base, int after) {
        switch (kind) {
            case LOAD | 3 -> word.emit(Op.LOAD8, t, n, 0, base, after, before);
            case LOAD | 2 -> word.emit(Op.LOAD4, t, n, 0, base, after, before);
            case LOAD -> word.emit(Op.LOAD1, t, n, 0, base, after, before);
            case STORE | 3 -> word.emit(Op.STORE8, t, n, 0, base, after, before);
            case STORE | 2 -> word.emit(Op.STORE4, t, n, 0, base, after, before);
            case STORE -> word.emit(Op.STORE1, t, n, 0, base, after, before);
            case PREFETCH -> word.nop();
            default -> word.emit(Op.TRANSFER, t, n, kind, base, after, before);
        }
    }
}
