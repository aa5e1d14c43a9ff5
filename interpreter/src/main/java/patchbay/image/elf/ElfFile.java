package patchbay.image.elf;

import patchbay.bytes.Bits;
import patchbay.bytes.Slice;

/**
 * The bytes of a file, or a window on it, and what can be wrong with a field of it.
 *
 * @param name only for messages
 * @param start where {@code bytes} would begin in the file; below 0 where the array is larger
 * @param length the file's
 */
record ElfFile(String name, byte[] bytes, long start, long length) {
    /** A whole file. */
    ElfFile(String name, byte[] bytes) {
        this(name, bytes, 0, bytes.length);
    }

    /** The part of this file that begins at {@code at}. */
    ElfFile window(long at, Slice part) {
        return new ElfFile(name, part.array(), at - part.start(), length);
    }

    /** Where the byte at {@code at} stands in the array. */
    int index(long at) {
        return (int) (at - start);
    }

    int u8(long at) {
        return bytes[index(at)] & 0xff;
    }

    int u16(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    long u32(long at) {
        return Bits.word(bytes, index(at));
    }

    long u64(long at) {
        return u32(at) | u32(at + 4) << 32;
    }

    long[] words(long at, int count) {
        return Bits.words(bytes, index(at), count);
    }

    /** What the field at {@code at} points to must lie in the file. */
    void holds(String field, long at, long offset, long size) throws Flaw {
        if (offset < 0 || size < 0 || offset > length || size > length - offset) {
            long end = offset < 0 || size < 0 || offset + size < 0 ? -1 : offset + size;
            throw new Flaw(new ElfRefusal.Truncated(name, field, at, end, length));
        }
    }

    /** A value that the field at {@code at} cannot have. */
    Flaw damaged(String field, long at, long found, String expected) {
        return new Flaw(new ElfRefusal.Damaged(name, field, at, found, expected));
    }

    /** A value that says: this file is nothing for us. */
    Flaw foreign(String field, long at, long found, String expected) {
        return new Flaw(new ElfRefusal.Foreign(name, field, at, found, expected));
    }
}
