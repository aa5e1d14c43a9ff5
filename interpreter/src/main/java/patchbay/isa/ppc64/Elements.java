package patchbay.isa.ppc64;

/**
 * Elements of vector-scalar registers. A register is two longs, its left (high) doubleword first;
 * an element is {@code 1 << size} bytes of it, and the leftmost has number 0, as the manual counts:
 * what is at the lowest address in memory is the rightmost here, as the mode is little-endian.
 *
 * <p>What the predecoder says of an operation on elements, in {@code imm}:
 *
 * <pre>
 *   63     32 31      24 23    16 15     8 7              0
 *   | number |  details |  flags |  size   |   function    |
 * </pre>
 */
final class Elements {
    /** Elements have a sign. */
    static final int SIGNED = 1;

    /** Field 6 of the condition register tells whether all elements are ones, or none is. */
    static final int RECORD = 2;

    /** What does not fit becomes the nearest that does, without a sign. */
    static final int SATURATE = 4;

    /** The odd elements, or those of the right half. */
    static final int LOW = 8;

    /** The result has a sign, even if what it is made of has none, or the other way. */
    static final int TO_SIGNED = 16;

    /** One element only, the leftmost, which also says what the status becomes. */
    static final int SCALAR = 32;

    /** Of floating point as AltiVec has it: rounded to nearest, and without a status. */
    static final int ALTIVEC = 64;

    private Elements() {}

    static long control(int function, int size, int flags, int details, int number) {
        return function
                | (long) size << 8
                | (long) flags << 16
                | (long) details << 24
                | (long) number << 32;
    }

    static int function(long control) {
        return (int) control & 0xff;
    }

    static int size(long control) {
        return (int) control >>> 8 & 0xff;
    }

    static boolean is(long control, int flag) {
        return ((int) control >>> 16 & flag) != 0;
    }

    static int details(long control) {
        return (int) control >>> 24;
    }

    static int number(long control) {
        return (int) (control >>> 32);
    }

    static int bits(int size) {
        return 8 << size;
    }

    /** How many a register has. */
    static int count(int size) {
        return 16 >> size;
    }

    static long mask(int size) {
        return -1L >>> 64 - (8 << size);
    }

    /** An element with zeros above it. */
    static long get(long[] v, int register, int size, int index) {
        int bit = index << 3 + size;
        int unused = 64 - (8 << size);
        return v[2 * register + (bit >>> 6)] << (bit & 63) >>> unused;
    }

    /** An element with its sign above it. */
    static long signed(long[] v, int register, int size, int index) {
        int bit = index << 3 + size;
        int unused = 64 - (8 << size);
        return v[2 * register + (bit >>> 6)] << (bit & 63) >> unused;
    }

    static long get(long[] v, int register, int size, int index, boolean signed) {
        return signed ? signed(v, register, size, index) : get(v, register, size, index);
    }

    static void put(long[] v, int register, int size, int index, long value) {
        int bit = index << 3 + size;
        int at = 2 * register + (bit >>> 6);
        int left = 64 - (8 << size) - (bit & 63);
        long mask = mask(size) << left;
        v[at] = v[at] & ~mask | value << left & mask;
    }

    /** Byte {@code index} of two registers, counted from the left of the first. */
    static long byteOf(long[] v, int first, int second, int index) {
        return get(v, (index & 16) == 0 ? first : second, 0, index & 15);
    }
}
