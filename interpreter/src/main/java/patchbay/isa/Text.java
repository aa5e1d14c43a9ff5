package patchbay.isa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of ASCII text that numbers are printed into without making strings. */
public final class Text {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[256];
    private int length;

    public Text put(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    @SuppressWarnings(
            "deprecation") // getBytes(int, int, byte[], int) is the one copy without a charset
    // encoder
    public Text put(String ascii) {
        room(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    public Text put(byte[] ascii) {
        return put(ascii, 0, ascii.length);
    }

    /** What stands in another. */
    public Text put(Text other) {
        return put(other.bytes, 0, other.length);
    }

    public Text put(byte[] ascii, int from, int count) {
        room(count);
        System.arraycopy(ascii, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Unsigned hexadecimal without a prefix. */
    public Text hex(long value) {
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
        return hex(value, digits);
    }

    /** Exactly {@code digits} hexadecimal digits. */
    public Text hex(long value, int digits) {
        room(digits);
        byte[] to = bytes;
        int at = length + digits;
        length = at;
        long rest = value;
        for (int left = digits; left > 0; left--) {
            to[--at] = DIGITS[(int) rest & 15];
            rest >>>= 4;
        }
        return this;
    }

    /** The same as a string. */
    public static String hexadecimal(long value, int digits) {
        return new Text().hex(value, digits).toString();
    }

    /** Takes the last {@code count} characters back. */
    public Text drop(int count) {
        length -= count;
        return this;
    }

    /** Puts {@code count} blanks in place of the character at {@code at}. */
    Text widen(int at, int count) {
        room(count);
        System.arraycopy(bytes, at + 1, bytes, at + count, length - at - 1);
        Arrays.fill(bytes, at, at + count, (byte) ' ');
        length += count - 1;
        return this;
    }

    /** Signed decimal. */
    public Text decimal(long value) {
        if (value >= 0 && value < 10) {
            return put((char) ('0' + value));
        }
        return put(Long.toString(value));
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** The buffer itself; only its first {@link #length()} bytes count. */
    public byte[] array() {
        return bytes;
    }

    /** Small enough to be inlined. */
    private void room(int more) {
        if (length + more > bytes.length) {
            grow(more);
        }
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
