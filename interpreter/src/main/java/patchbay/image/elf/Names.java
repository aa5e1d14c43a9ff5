package patchbay.image.elf;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the names in string tables. Many fields may point into one long string, so the letters of
 * all names that were read are counted: together they may not be more than the file has bytes, or
 * {@link #FEW}.
 */
final class Names {
    /** So many letters are nothing to worry about, however small the file. */
    static final int FEW = 1 << 18;

    private final ElfFile file;
    private long letters;

    Names(ElfFile file) {
        this.file = file;
    }

    /**
     * The name at {@code offset} of a table.
     *
     * @param field what says so, {@code owner} its number, and {@code at} where it stands
     */
    String name(SectionHeader table, long offset, String field, int owner, long at) throws Flaw {
        int length = check(table, offset, field, owner, at);
        return length == 0
                ? ""
                : new String(file.bytes(), file.index(table.offset() + offset), length, UTF_8);
    }

    /** The length of the name there, in bytes. */
    int check(SectionHeader table, long offset, String field, int owner, long at) throws Flaw {
        if (offset >= table.size()) {
            if (offset == 0) {
                return 0;
            }
            String expected = "below " + table.size() + ", the size of the string table";
            throw file.damaged(field + owner, at, offset, expected);
        }
        byte[] bytes = file.bytes();
        int start = file.index(table.offset() + offset);
        int limit = file.index(table.offset() + table.size());
        int end = start;
        while (end < limit && bytes[end] != 0) {
            end++;
        }
        if (end == limit) {
            throw file.damaged(field + owner, at, offset, "a string that ends in its table");
        }
        letters += end - start;
        if (letters > Math.max(FEW, file.length())) {
            throw file.damaged(field + owner, at, offset, "names that together fit into the file");
        }
        return end - start;
    }
}
