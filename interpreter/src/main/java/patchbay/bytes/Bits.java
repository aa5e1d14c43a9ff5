package patchbay.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bit arithmetic on words, in the terms that manuals use. */
public final class Bits {
    private Bits() {}

    /** A mask of {@code width} low one bits; {@code width} 0..64. */
    public static long mask(int width) {
        return width == 0 ? 0 : -1L >>> (64 - width);
    }

    /** The low {@code width} bits of {@code value}, sign-extended; {@code width} 1..64. */
    public static long signed(long value, int width) {
        return value << (64 - width) >> (64 - width);
    }

    /** The low {@code width} bits of {@code value}, zero-extended; {@code width} 0..64. */
    public static long unsigned(long value, int width) {
        return value & mask(width);
    }

    /**
     * Whether {@code value} survives as a signed field of {@code width} bits; {@code width} 1..64.
     */
    public static boolean fitsSigned(long value, int width) {
        return signed(value, width) == value;
    }

    /**
     * Whether {@code value} survives as an unsigned field of {@code width} bits; {@code width}
     * 0..64.
     */
    public static boolean fitsUnsigned(long value, int width) {
        return unsigned(value, width) == value;
    }

    /** {@code value} rounded up to a multiple of {@code alignment}, a power of two. */
    public static long alignUp(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }

    /** {@code value} rounded down to a multiple of {@code alignment}, a power of two. */
    public static long alignDown(long value, long alignment) {
        return value & -alignment;
    }

    /** The little-endian word of {@code size} bytes (1..8) at {@code offset}, zero-extended. */
    public static long little(byte[] bytes, int offset, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | (bytes[offset + i] & 0xff);
        }
        return value;
    }

    /** The same for four bytes: what much code is read with. */
    public static long word(byte[] bytes, int at) {
        return (bytes[at + 3] << 24
                        | (bytes[at + 2] & 0xff) << 16
                        | (bytes[at + 1] & 0xff) << 8
                        | bytes[at] & 0xff)
                & 0xffff_ffffL;
    }

    /** {@code count} little-endian words of eight bytes from {@code at} on. */
    public static long[] words(byte[] bytes, int at, int count) {
        long[] words = new long[count];
        ByteBuffer.wrap(bytes, at, count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(words);
        return words;
    }

    /**
     * Stores the low {@code size} bytes (1..8) of {@code value} at {@code offset}, little-endian.
     */
    public static void putLittle(byte[] bytes, int offset, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * i);
        }
    }
}
