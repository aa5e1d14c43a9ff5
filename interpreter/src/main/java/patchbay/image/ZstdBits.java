package patchbay.image;

import java.io.IOException;

/**
 * A stretch of bits that is read from its end: the last byte's highest one bit marks where it
 * begins. What is read beyond its start is zero, and {@link #left} becomes negative.
 */
final class ZstdBits {
    private final byte[] bytes;
    private final int start;
    private int left;

    ZstdBits(byte[] bytes, int start, int size) throws IOException {
        if (size <= 0 || bytes[start + size - 1] == 0) {
            throw new IOException("a stretch of bits has no end mark");
        }
        this.bytes = bytes;
        this.start = start;
        int last = bytes[start + size - 1] & 0xff;
        this.left = 8 * size - Integer.numberOfLeadingZeros(last) + 24 - 1;
    }

    /** Bits that were not read yet. */
    int left() {
        return left;
    }

    /** The next {@code count} bits, 0 to 31 of them, which stay. */
    int peek(int count) {
        int from = left - count;
        if (from >= 0) {
            return at(from, count);
        }
        return left <= 0 ? 0 : at(0, left) << -from;
    }

    int read(int count) {
        int bits = peek(count);
        left -= count;
        return bits;
    }

    void skip(int count) {
        left -= count;
    }

    private int at(int from, int count) {
        int at = start + (from >> 3);
        int end = start + (from + count + 7 >> 3);
        long word = 0;
        for (int i = end - 1; i >= at; i--) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return (int) (word >>> (from & 7) & (1L << count) - 1);
    }
}
