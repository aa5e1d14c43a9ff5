package patchbay.image.elf;

import java.util.List;
import patchbay.bytes.Slice;
import patchbay.image.Section;

/**
 * An entry of the section header table.
 *
 * @param at where it stands in the file
 */
record SectionHeader(
        int index,
        long at,
        long nameOffset,
        int type,
        long flags,
        long address,
        long offset,
        long size,
        long link,
        long info,
        long align,
        long entrySize) {
    static final int BYTES = 64;
    static final int WORDS = BYTES / 8;

    static final int OFFSET = 24;
    private static final int SIZE = 32;
    static final int LINK = 40;
    static final int ALIGN = 48;
    static final int ENTRY_SIZE = 56;

    /** Entries of a symbol table and of a relocation table are equally large. */
    static final int ENTRY = 24;

    /**
     * Entry {@code index} of the table at {@code table}.
     *
     * @param words the table's
     */
    static SectionHeader read(long[] words, int index, long table) {
        int w = index * WORDS;
        return new SectionHeader(
                index,
                table + (long) index * BYTES,
                words[w] & 0xffff_ffffL,
                (int) (words[w] >>> 32),
                words[w + 1],
                words[w + 2],
                words[w + 3],
                words[w + 4],
                words[w + 5] & 0xffff_ffffL,
                words[w + 5] >>> 32,
                words[w + 6],
                words[w + 7]);
    }

    /** The section that it is the header of. */
    Section section(String name, Slice content, List<Section.Relocs> relocs) {
        return new Section(
                index,
                name,
                type,
                flags,
                address,
                Math.max(1, align),
                size,
                (int) link,
                info,
                content,
                relocs);
    }

    boolean hasBytes() {
        return type != Section.NOBITS && type != Section.NULL;
    }

    /** How many entries a table has. */
    int entries() {
        return (int) (size / ENTRY);
    }

    /** Where an entry of a table stands in the file. */
    long entry(int number) {
        return offset + (long) number * ENTRY;
    }

    Slice content(ElfFile file) {
        return hasBytes() ? new Slice(file.bytes(), (int) offset, (int) size) : Slice.NONE;
    }

    /** A field's name in messages. */
    String field(String name) {
        return name + " of section " + index;
    }

    Flaw wrongSize(ElfFile file, String expected) {
        return file.damaged(field("sh_size"), at + SIZE, size, expected);
    }
}
