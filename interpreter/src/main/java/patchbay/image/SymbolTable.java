package patchbay.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import patchbay.bytes.Bits;

/**
 * A file's symbols as they lie in it, each field decoded when it is asked for: a kernel has
 * hundreds of thousands, of which a script looks at a few. What a symbol's fields mean, see {@link
 * Symbol}.
 */
public final class SymbolTable {
    public static final SymbolTable NONE = new SymbolTable(new byte[0], new byte[0]);

    private static final int BYTES = 24;

    private final byte[] entries;
    private final byte[] names;

    /**
     * @param entries symbols of a 64-bit file, little-endian
     * @param names what they find their names in; every name ends in a zero byte
     */
    public SymbolTable(byte[] entries, byte[] names) {
        this.entries = entries;
        this.names = names;
    }

    public int size() {
        return entries.length / BYTES;
    }

    public long nameOffset(int index) {
        return Bits.word(entries, index * BYTES);
    }

    public int binding(int index) {
        return (entries[index * BYTES + 4] & 0xff) >>> 4;
    }

    public int type(int index) {
        return entries[index * BYTES + 4] & 15;
    }

    public int other(int index) {
        return entries[index * BYTES + 5] & 0xff;
    }

    public int section(int index) {
        return (int) Bits.little(entries, index * BYTES + 6, 2);
    }

    public long value(int index) {
        return Bits.little(entries, index * BYTES + 8, 8);
    }

    public long size(int index) {
        return Bits.little(entries, index * BYTES + 16, 8);
    }

    public String name(int index) {
        int start = (int) nameOffset(index);
        int end = start;
        while (end < names.length && names[end] != 0) {
            end++;
        }
        return new String(names, start, end - start, UTF_8);
    }

    /** The first byte of the name; 0 where there is none. */
    public int letter(int index) {
        int start = (int) nameOffset(index);
        return start < names.length ? names[start] : 0;
    }

    /** Whether the name is {@code wanted}, its bytes in UTF-8. */
    public boolean isNamed(int index, byte[] wanted) {
        int start = (int) nameOffset(index);
        return start + wanted.length < names.length
                && names[start + wanted.length] == 0
                && Arrays.equals(names, start, start + wanted.length, wanted, 0, wanted.length);
    }

    /** Whether the name begins so. */
    public boolean begins(int index, byte[] begun) {
        int start = (int) nameOffset(index);
        return start + begun.length < names.length
                && Arrays.equals(names, start, start + begun.length, begun, 0, begun.length);
    }

    /** A hash of the name's bytes; the same for equal names, see {@link #hash(byte[])}. */
    public int nameHash(int index) {
        int hash = 0;
        for (int at = (int) nameOffset(index); at < names.length && names[at] != 0; at++) {
            hash = 31 * hash + names[at];
        }
        return spread(hash);
    }

    public static int hash(byte[] name) {
        int hash = 0;
        for (byte letter : name) {
            hash = 31 * hash + letter;
        }
        return spread(hash);
    }

    private static int spread(int hash) {
        return hash * 0x9e37_79b1 >>> 1;
    }
}
