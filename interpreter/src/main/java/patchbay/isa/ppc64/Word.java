package patchbay.isa.ppc64;

import patchbay.bytes.Bits;

/**
 * The instruction that is being predecoded: cuts its fields, and puts the two longs that it
 * becomes, see {@link Op}, where they belong. Fields that nearly every instruction has are named as
 * in the manual; others are said by their lowest bit, bit 0 being the lowest of all, and width.
 */
final class Word {
    private long word;
    private long pc;
    private long[] code = new long[2];
    private int slot;

    /**
     * Goes on with {@code word}, its prefix in the high half, which stands at {@code pc}; it
     * becomes {@code code[slot]} and {@code code[slot + 1]}.
     */
    void set(long word, long pc, long[] code, int slot) {
        this.word = word;
        this.pc = pc;
        this.code = code;
        this.slot = slot;
    }

    /** All of it. */
    long bits() {
        return word;
    }

    long pc() {
        return pc;
    }

    /** The primary opcode; 1 if there is a prefix. */
    int opcode() {
        return word >>> 32 != 0 ? 1 : (int) (word >>> 26);
    }

    boolean bit(int number) {
        return (word >>> number & 1) != 0;
    }

    int field(int low, int width) {
        return (int) (word >>> low) & (1 << width) - 1;
    }

    int t() {
        return field(21, 5);
    }

    int a() {
        return field(16, 5);
    }

    int b() {
        return field(11, 5);
    }

    /** The fourth register of some, and the end of a mask. */
    int c() {
        return field(6, 5);
    }

    /** The number of a field of the condition register that is the result. */
    int bf() {
        return field(23, 3);
    }

    /** RA where 0 is no register. */
    int base() {
        return a() == 0 ? Op.ZERO : a();
    }

    int sh() {
        return field(1, 1) << 5 | field(11, 5);
    }

    /** The end of a mask of 64 bits. */
    int m() {
        return field(5, 1) << 5 | field(6, 5);
    }

    long simm() {
        return (short) word;
    }

    /** The number of 34 bits that a prefix begins; relative to the instruction if R says so. */
    long prefixedNumber() {
        long number = Bits.signed((word >>> 32 & 0x3ffff) << 16 | word & 0xffff, 34);
        return isRelative() ? pc + number : number;
    }

    /** R of a prefix. */
    boolean isRelative() {
        return (word >>> 52 & 1) != 0;
    }

    /** The number of 32 bits of which a prefix has the upper half. */
    int prefixedWord() {
        return (int) (word >>> 32 & 0xffff) << 16 | (int) word & 0xffff;
    }

    long target(int low, int width) {
        long distance = Bits.signed(word >>> low, width) << 2;
        return bit(1) ? distance : pc + distance;
    }

    /** Compares the result with 0 if the lowest bit says so. */
    void recording(int operation, int d, int n, int m, int c, long imm) {
        put(operation, d, n, m, 0, c, imm);
        if (bit(0)) {
            code[slot] |= Op.RECORD;
        }
    }

    void record(int operation, int d, int n, int m, int c, long imm) {
        put(operation, d, n, m, 0, c, imm);
        code[slot] |= Op.RECORD;
    }

    void put(int operation, int d, int n, int m, int a, int c, long imm) {
        code[slot] = Op.pack(operation, d, n, m, a, c);
        code[slot + 1] = imm;
    }

    void nop() {
        put(Op.NOP, 0, 0, 0, 0, 0, 0);
    }

    /** It is eight bytes long. */
    void prefixed() {
        code[slot] |= Op.PREFIXED;
    }
}
