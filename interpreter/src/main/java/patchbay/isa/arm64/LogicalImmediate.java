package patchbay.isa.arm64;

/**
 * The constants of and, orr and eor: a run of ones in an element of 2, 4, 8, 16, 32 or 64 bits,
 * rotated right, repeated to the register's width. Thirteen bits, N:immr:imms, say which of the
 * 5334:
 *
 * <pre>
 *   N imms      element   ones
 *   1 ssssss    64        s + 1
 *   0 0sssss    32        s + 1
 *   0 10ssss    16        s + 1
 *   0 110sss     8        s + 1
 *   0 1110ss     4        s + 1
 *   0 11110s     2        s + 1
 * </pre>
 *
 * All ones and all zeros are not among them.
 */
final class LogicalImmediate {
    private LogicalImmediate() {}

    /** The constant of a valid N:immr:imms, over 64 bits. */
    static long decode(int bits) {
        int n = bits >> 12 & 1;
        int rotation = bits >> 6 & 63;
        int imms = bits & 63;
        int log = 31 - Integer.numberOfLeadingZeros(n << 6 | ~imms & 63);
        int size = 1 << log;
        int ones = (imms & size - 1) + 1;
        long element = -1L >>> 64 - ones;
        rotation &= size - 1;
        if (rotation != 0) {
            element = element >>> rotation | element << size - rotation;
        }
        if (size < 64) {
            element &= (1L << size) - 1;
        }
        for (int width = size; width < 64; width *= 2) {
            element |= element << width;
        }
        return element;
    }

    /**
     * N:immr:imms of a constant over 64 bits, or -1 if it has none. A constant of 32 bits is given
     * twice, in both halves.
     */
    static int encode(long value) {
        if (value == 0 || value == -1) {
            return -1;
        }
        int size = 64;
        while (size > 2 && repeats(value, size / 2)) {
            size /= 2;
        }
        long mask = -1L >>> 64 - size;
        long element = value & mask;
        int ones = Long.bitCount(element);
        for (int rotation = 0; rotation < size; rotation++) {
            long turned =
                    (element << rotation | (rotation == 0 ? 0 : element >>> size - rotation))
                            & mask;
            if (turned == -1L >>> 64 - ones) {
                int imms = ~(2 * size - 1) & 63 | ones - 1;
                return (size == 64 ? 1 << 12 : 0) | rotation << 6 | imms;
            }
        }
        return -1;
    }

    private static boolean repeats(long value, int size) {
        return Long.rotateRight(value, size) == value;
    }
}
