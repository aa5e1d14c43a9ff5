package patchbay.isa.arm64;

/**
 * The word that is being predecoded: cuts its fields, and puts the two longs that it becomes, see
 * {@link Op}, where they belong.
 */
final class Word {
    /** Where the fields of registers begin. */
    static final int RD = 0;

    static final int RN = 5;
    static final int RT2 = 10;
    static final int RM = 16;

    private int word;
    private long pc;
    private long[] code = new long[2];
    private int slot;

    /**
     * Goes on with {@code word}, which stands at {@code pc}; it becomes {@code code[slot]} and
     * {@code code[slot + 1]}.
     */
    void set(int word, long pc, long[] code, int slot) {
        this.word = word;
        this.pc = pc;
        this.code = code;
        this.slot = slot;
    }

    int word() {
        return word;
    }

    long pc() {
        return pc;
    }

    boolean bit(int number) {
        return (word >>> number & 1) != 0;
    }

    int field(int low, int width) {
        return word >>> low & (1 << width) - 1;
    }

    long signed(int low, int width) {
        return word << 32 - low - width >> 32 - width;
    }

    /** The target of a branch or literal whose field of words this is. */
    long target(int low, int width) {
        return pc + (signed(low, width) << 2);
    }

    /** sf: 64 bits, not 32. */
    boolean wide() {
        return bit(31);
    }

    /** Ones for as many bits as the result has. */
    long mask() {
        return wide() ? -1 : Arithmetic.WORD;
    }

    /** The register in that field, where 31 is the stack pointer. */
    int sp(int low) {
        return field(low, 5);
    }

    /** The register in that field, which is read; 31 is zero. */
    int read(int low) {
        int number = field(low, 5);
        return number == 31 ? Op.ZERO : number;
    }

    /** The register in that field, which is written; 31 is nowhere. */
    int written(int low) {
        int number = field(low, 5);
        return number == 31 ? Op.SINK : number;
    }

    /** The vector registers of an instruction. */
    int vd() {
        return field(RD, 5);
    }

    int vn() {
        return field(RN, 5);
    }

    int vm() {
        return field(RM, 5);
    }

    /** Of a vector instruction: how many lanes of {@code 1 << size} bytes its result has. */
    int lanes(int size) {
        return bit(28) ? 1 : (bit(30) ? 16 : 8) >> size;
    }

    /** The operation for this width, of two that follow each other. */
    int sized(int wideOperation) {
        return wide() ? wideOperation : wideOperation + 1;
    }

    void emit(int operation, long imm) {
        emit(operation, 0, 0, 0, 0, 0, imm);
    }

    void emit(int operation, int d, long imm) {
        emit(operation, d, 0, 0, 0, 0, imm);
    }

    void emit(int operation, int d, int n, int m, long imm) {
        emit(operation, d, n, m, 0, 0, imm);
    }

    void emit(int operation, int d, int n, int m, int a, int c, long imm) {
        code[slot] = Op.pack(operation, d, n, m, a, c);
        code[slot + 1] = imm;
    }

    void nop() {
        emit(Op.NOP, 0);
    }

    void undefined() {
        emit(Op.UNDEFINED, word);
    }

    void unmodelled() {
        emit(Op.UNMODELLED, word);
    }
}
