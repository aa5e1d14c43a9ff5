package patchbay.isa.arm64;

/**
 * Parts of vector registers. A register is two longs, its low half first; a lane is {@code 1 <<
 * size} bytes of it, the lowest has number 0.
 *
 * <p>What the predecoder says of an operation on lanes, in {@code imm}:
 *
 * <pre>
 *   31      24 23    20 19      12 11      8 7              0
 *   | details |  flags |   count  |  size   |   function    |
 * </pre>
 *
 * {@code count} lanes of {@code size} are the result; one lane clears the rest of the register, and
 * so does half a register.
 */
final class Lanes {
    /** Lanes are unsigned. */
    static final int UNSIGNED = 1;

    /** Of narrow lanes those of the upper half. */
    static final int UPPER = 2;

    /** Rm gives one lane for all: the one that c says. */
    static final int ELEMENT = 4;

    /** Results are rounded. */
    static final int ROUND = 8;

    private Lanes() {}

    static long control(int function, int size, int count, int flags) {
        return function | size << 8 | count << 12 | flags << 20;
    }

    static int function(long control) {
        return (int) control & 0xff;
    }

    static int size(long control) {
        return (int) control >>> 8 & 15;
    }

    static int count(long control) {
        return (int) control >>> 12 & 0xff;
    }

    static boolean is(long control, int flag) {
        return ((int) control >>> 20 & flag) != 0;
    }

    static int details(long control) {
        return (int) (control >>> 24) & 0xff;
    }

    static int bits(int size) {
        return 8 << size;
    }

    static long mask(int size) {
        return -1L >>> 64 - (8 << size);
    }

    /** A lane with zeros above it. */
    static long get(long[] v, int register, int size, int lane) {
        return get(v, register, size, lane, true);
    }

    static long get(long[] v, int register, int size, int lane, boolean unsigned) {
        int bit = lane << 3 + size;
        return extend(v[2 * register + (bit >>> 6)] >>> bit, size, unsigned);
    }

    static long extend(long value, int size, boolean unsigned) {
        int unused = 64 - (8 << size);
        return unsigned ? value << unused >>> unused : value << unused >> unused;
    }

    static void put(long[] v, int register, int size, int lane, long value) {
        int bit = lane << 3 + size;
        int at = 2 * register + (bit >>> 6);
        long mask = mask(size) << bit;
        v[at] = v[at] & ~mask | value << bit & mask;
    }
}
