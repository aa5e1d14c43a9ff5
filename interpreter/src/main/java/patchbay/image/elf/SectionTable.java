package patchbay.image.elf;

import org.jspecify.annotations.Nullable;
import patchbay.image.Section;

/**
 * The section headers of a file, as they stand there. Each is made into a record for whoever wants
 * to see it; whoever goes over the headers of thousands of files asks for their fields.
 */
final class SectionTable {
    private static final int WORDS = SectionHeader.WORDS;
    private static final int ENTRY = SectionHeader.ENTRY;

    private final long at;
    private final int count;
    private final long[] words;

    /** The greatest offset of a name of a section that holds no relocations. */
    private long lastName;

    /**
     * @param at where it stands in the file
     * @param words those of {@code count} headers
     */
    SectionTable(long at, int count, long[] words) {
        this.at = at;
        this.count = count;
        this.words = words;
    }

    int count() {
        return count;
    }

    long nameOffset(int i) {
        return words[i * WORDS] & 0xffff_ffffL;
    }

    int type(int i) {
        return (int) (words[i * WORDS] >>> 32);
    }

    long lastName() {
        return lastName;
    }

    long flags(int i) {
        return words[i * WORDS + 1];
    }

    long offset(int i) {
        return words[i * WORDS + 3];
    }

    long size(int i) {
        return words[i * WORDS + 4];
    }

    long info(int i) {
        return words[i * WORDS + 5] >>> 32;
    }

    SectionHeader get(int i) {
        return SectionHeader.read(words, i, at);
    }

    SectionHeader[] all() {
        SectionHeader[] all = new SectionHeader[count];
        for (int i = 0; i < count; i++) {
            all[i] = get(i);
        }
        return all;
    }

    /** The first of that type. */
    @Nullable SectionHeader first(int type) {
        for (int i = 0; i < count; i++) {
            if (type(i) == type) {
                return get(i);
            }
        }
        return null;
    }

    /** The last of that type that links to section {@code link}. */
    @Nullable SectionHeader last(int type, int link) {
        for (int i = count - 1; i >= 0; i--) {
            if (type(i) == type && get(i).link() == link) {
                return get(i);
            }
        }
        return null;
    }

    /**
     * Checks all that can be said without reading what they point to: on the words as they stand,
     * as nearly all headers are right. For what is wrong a record says where it stands.
     */
    void check(ElfFile file) throws Flaw {
        long length = file.length();
        long left = length;
        for (int i = 0, w = 0; i < count; i++, w += WORDS) {
            int type = (int) (words[w] >>> 32);
            if (type != Section.RELA) {
                lastName = Math.max(lastName, words[w] & 0xffff_ffffL);
            }
            if (type == Section.NULL) {
                continue;
            }
            long size = words[w + 4];
            long align = words[w + 6];
            if ((align & align - 1) != 0) {
                throw wrong(file, i, "sh_addralign", SectionHeader.ALIGN, align, "a power of two");
            }
            if (size < 0) {
                throw get(i).wrongSize(file, "below 2^63");
            }
            if (type != Section.NOBITS) {
                long offset = words[w + 3];
                if (offset < 0 || offset > length - size) {
                    SectionHeader header = get(i);
                    String field = header.field("sh_offset + sh_size");
                    file.holds(field, header.at() + SectionHeader.OFFSET, offset, size);
                }
                left -= size;
                if (left < 0) {
                    throw get(i).wrongSize(file, "contents that together fit into the file");
                }
            }
            if (type == Section.RELA || type == Section.SYMTAB || type == Section.DYNSYM) {
                checkTable(file, i, type, words[w + 5] & 0xffff_ffffL, words[w + 7]);
            }
        }
    }

    /** Whether a table's entries and what it links to make sense. */
    private void checkTable(ElfFile file, int i, int type, long link, long entrySize) throws Flaw {
        if (entrySize != ENTRY) {
            throw wrong(file, i, "sh_entsize", SectionHeader.ENTRY_SIZE, entrySize, "" + ENTRY);
        }
        if (size(i) % ENTRY != 0) {
            throw get(i).wrongSize(file, "a multiple of " + ENTRY);
        }
        if (link >= count) {
            String expected = "below " + count + ", the number of sections";
            throw wrong(file, i, "sh_link", SectionHeader.LINK, link, expected);
        }
        if (type != Section.RELA && type((int) link) != Section.STRTAB) {
            String expected = "the index of a string table";
            throw wrong(file, i, "sh_link", SectionHeader.LINK, link, expected);
        }
    }

    private Flaw wrong(ElfFile file, int i, String field, int offset, long found, String expected) {
        SectionHeader header = get(i);
        return file.damaged(header.field(field), header.at() + offset, found, expected);
    }
}
