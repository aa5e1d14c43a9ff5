package patchbay.image.elf;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Range;
import patchbay.image.LoadSegment;

/**
 * The part of a linked file's headers that says what lies in memory: its PT_LOAD entries.
 *
 * <pre>
 *   ELF header, 64 bytes     e_phoff at 32, e_phentsize at 54, e_phnum at 56
 *   program header, 56       p_type 1, p_offset at 8, p_vaddr at 16, p_filesz at 32, p_memsz at 40
 * </pre>
 */
final class ProgramHeaders {
    static final int TABLE = 32;
    static final int ENTRY_SIZE = 54;
    static final int COUNT = 56;
    static final int BYTES = 56;
    private static final int WORDS = BYTES / 8;
    static final int LOAD = 1;
    static final int OFFSET = 8;
    static final int ADDRESS = 16;
    static final int FILE_SIZE = 32;
    private static final int MEMORY_SIZE = 40;

    /** From here on the number stands elsewhere. */
    static final int EXTENDED_COUNT = 0xffff;

    private final ElfFile file;
    private final long table;
    private final long[] words;

    private ProgramHeaders(ElfFile file, long table, long[] words) {
        this.file = file;
        this.table = table;
        this.words = words;
    }

    /** By address; {@code file} has its header at least. */
    static List<LoadSegment> read(ElfFile file, ElfHeaders.Words rest) throws Flaw {
        long table = file.u64(TABLE);
        int count = file.u16(COUNT);
        if (count == 0) {
            return List.of();
        }
        if (count == EXTENDED_COUNT) {
            throw file.damaged("e_phnum", COUNT, count, "below 65535");
        }
        if (file.u16(ENTRY_SIZE) != BYTES) {
            throw file.damaged("e_phentsize", ENTRY_SIZE, file.u16(ENTRY_SIZE), "" + BYTES);
        }
        file.holds("e_phoff", TABLE, table, (long) count * BYTES);
        return new ProgramHeaders(file, table, rest.words(table, count * WORDS)).segments(count);
    }

    private List<LoadSegment> segments(int count) throws Flaw {
        List<Integer> loads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if ((int) words[i * WORDS] == LOAD && word(i, MEMORY_SIZE) != 0) {
                check(i);
                loads.add(i);
            }
        }
        loads.sort((a, b) -> Long.compareUnsigned(word(a, ADDRESS), word(b, ADDRESS)));
        List<LoadSegment> segments = new ArrayList<>();
        for (int n = 0; n < loads.size(); n++) {
            int i = loads.get(n);
            Range range = Range.of(word(i, ADDRESS), word(i, MEMORY_SIZE));
            if (n > 0 && segments.getLast().range().overlaps(range)) {
                throw damaged(
                        i,
                        "p_vaddr",
                        ADDRESS,
                        "at least 0x%x, the end of program header %d"
                                .formatted(segments.getLast().range().end(), loads.get(n - 1)));
            }
            segments.add(new LoadSegment(range, word(i, OFFSET), word(i, FILE_SIZE)));
        }
        return segments;
    }

    private void check(int i) throws Flaw {
        long memory = word(i, MEMORY_SIZE);
        if (memory < 0) {
            throw damaged(i, "p_memsz", MEMORY_SIZE, "below 2^63");
        }
        if (Long.compareUnsigned(word(i, FILE_SIZE), memory) > 0) {
            throw damaged(i, "p_filesz", FILE_SIZE, "at most %d, p_memsz".formatted(memory));
        }
        if (!Range.fits(word(i, ADDRESS), memory)) {
            String expected = "an address with %d bytes behind it".formatted(memory);
            throw damaged(i, "p_vaddr", ADDRESS, expected);
        }
        String field = "p_offset + p_filesz of program header " + i;
        file.holds(field, at(i, OFFSET), word(i, OFFSET), word(i, FILE_SIZE));
    }

    private Flaw damaged(int i, String field, int offset, String expected) {
        String named = field + " of program header " + i;
        return file.damaged(named, at(i, offset), word(i, offset), expected);
    }

    private long word(int i, int offset) {
        return words[i * WORDS + offset / 8];
    }

    private long at(int i, int offset) {
        return table + (long) i * BYTES + offset;
    }
}
