package patchbay.image;

import java.io.EOFException;
import java.io.IOException;

/** Where a reader of a packed file stands in it. */
final class ZstdInput {
    private final byte[] bytes;
    private final int end;
    private int at;

    ZstdInput(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    /** Goes behind {@code count} bytes, and tells where they are. */
    int take(int count) throws IOException {
        if (count < 0 || count > end - at) {
            throw new EOFException("it ends too early");
        }
        at += count;
        return at - count;
    }

    /** Goes to another place, behind what was read bit by bit. */
    void move(int to) throws IOException {
        take(to - at);
    }

    int u8() throws IOException {
        return bytes[take(1)] & 0xff;
    }

    /** A little-endian number of {@code count} bytes. */
    long little(int count) throws IOException {
        return patchbay.bytes.Bits.little(bytes, take(count), count);
    }

    /** Up to 16 bits from bit {@code position} of the file on, the lowest first. */
    int bits(long position, int count) throws IOException {
        int first = (int) (position >> 3);
        int last = (int) (position + count - 1 >> 3);
        if (last >= end) {
            throw new EOFException("it ends too early");
        }
        int word = 0;
        for (int i = last; i >= first; i--) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return word >>> (int) (position & 7) & (1 << count) - 1;
    }
}
