package patchbay.bytes;

import java.util.Arrays;

/** A part of an array that nobody writes to: {@code size} bytes from {@code start} on. */
public record Slice(byte[] array, int start, int size) {
    public static final Slice NONE = of(new byte[0]);

    /** All of an array. */
    public static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    /** A copy. */
    public byte[] bytes() {
        return Arrays.copyOfRange(array, start, start + size);
    }

    /** A copy of {@code length} bytes; behind its own come zeros. */
    public byte[] padded(int length) {
        byte[] padded = new byte[length];
        System.arraycopy(array, start, padded, 0, Math.min(size, length));
        return padded;
    }

    /** Part of the same array, not only of one with the same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Slice s && s.array == array && s.start == start && s.size == size;
    }

    @Override
    public int hashCode() {
        return 31 * start + size;
    }
}
