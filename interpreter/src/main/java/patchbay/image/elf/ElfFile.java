package patchbay.image.elf;

import patchbay.bytes.Bits;

/**
 * The bytes of a file, and what can be wrong with a field of it.
 *
 * @param name only for messages
 */
record ElfFile(String name, byte[] bytes) {
    int length() {
        return bytes.length;
    }

    int u8(long at) {
        return bytes[(int) at] & 0xff;
    }

    int u16(long at) {
        return (int) Bits.little(bytes, (int) at, 2);
    }

    long u32(long at) {
        return Bits.little(bytes, (int) at, 4);
    }

    long u64(long at) {
        return Bits.little(bytes, (int) at, 8);
    }

    /** What the field at {@code at} points to must lie in the file. */
    void holds(String field, long at, long offset, long size) throws Flaw {
        if (offset < 0 || size < 0 || offset > length() || size > length() - offset) {
            long end = offset < 0 || size < 0 || offset + size < 0 ? -1 : offset + size;
            throw new Flaw(new ElfRefusal.Truncated(name, field, at, end, length()));
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
