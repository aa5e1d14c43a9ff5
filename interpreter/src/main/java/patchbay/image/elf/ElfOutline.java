package patchbay.image.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.LoadSegment;
import patchbay.image.Parts;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.SymbolTable;
import patchbay.source.Phrase;
import patchbay.source.Result;

/**
 * An object file's sections, and on demand its tables, without reading the rest: of a kernel module
 * about a third. What is read is checked as {@link ElfReader} checks it.
 */
public final class ElfOutline {
    private static final int HEADER = 64;

    /** More than any module, and than any table of a kernel. */
    private static final int LARGEST = 256 << 20;

    /** Words of a symbol; the first holds its name, what it is, and its section. */
    private static final int SYMBOL_WORDS = 3;

    private static final byte[] NO_NAMES = {};

    private final String name;
    private final Parts parts;
    private final ElfFile file;
    private final ElfHeaders elf;
    private final SectionTable headers;

    /** The sections' names, each ending in a zero; empty if there are none. */
    private final byte[] names;

    private ElfOutline(String name, Parts parts, long largest) throws Flaw {
        this.name = name;
        this.parts = parts;
        if (parts.size() > largest) {
            String reason = "it is larger than " + (largest >> 20) + "M";
            throw new Flaw(new ElfRefusal.Unreadable(name, reason));
        }
        int begin = (int) Math.min(HEADER, parts.size());
        // The header is asked for again when the buffer behind the parts holds something else.
        this.file = new ElfFile(name, read(0, begin).bytes(), 0, parts.size());
        this.elf = ElfHeaders.read(file, this::words);
        this.headers = elf.sections();
        this.names = readNames();
    }

    /** What {@code parts} say the file is; {@code name} is only for messages. */
    public static Result<ElfOutline> read(String name, Parts parts) {
        return read(name, parts, LARGEST);
    }

    /** The same for a file of up to {@code largest} bytes; no table may be as long as that. */
    public static Result<ElfOutline> read(String name, Parts parts, long largest) {
        try {
            return Result.ok(new ElfOutline(name, parts, largest));
        } catch (Flaw flaw) {
            return Result.refused(flaw.refusal());
        }
    }

    public String name() {
        return name;
    }

    public String machine() {
        return elf.machine();
    }

    public Image.Kind kind() {
        return elf.kind();
    }

    /** How many sections there are; the fields of their headers are found by their indices. */
    public int count() {
        return headers.count();
    }

    public int type(int section) {
        return headers.type(section);
    }

    public long flags(int section) {
        return headers.flags(section);
    }

    public long size(int section) {
        return headers.size(section);
    }

    public long info(int section) {
        return headers.info(section);
    }

    /** A section without contents and relocations; one of relocations has no name in a module. */
    public Section section(int index) {
        SectionHeader header = headers.get(index);
        return header.section(name(header), Slice.NONE, List.of());
    }

    /**
     * Which of {@code wanted}, each ending in a zero, is the name of a section that holds no
     * relocations; -1 if none is.
     */
    public int named(int section, byte[][] wanted) {
        long at = headers.nameOffset(section);
        for (int i = 0; i < wanted.length; i++) {
            byte[] name = wanted[i];
            if (at + name.length <= names.length) {
                int n = 0;
                while (n < name.length && names[(int) at + n] == name[n]) {
                    n++;
                }
                if (n == name.length) {
                    return i;
                }
            }
        }
        return -1;
    }

    private String name(SectionHeader header) {
        boolean unnamed = header.type() == Section.RELA && kind() == Image.Kind.RELOCATABLE;
        if (unnamed || header.nameOffset() >= names.length) {
            return "";
        }
        int at = (int) header.nameOffset();
        int end = at;
        while (end < names.length && names[end] != 0) {
            end++;
        }
        return new String(names, at, end - at, StandardCharsets.UTF_8);
    }

    private Slice read(long at, long size) throws Flaw {
        if (size > LARGEST) {
            String reason = "a table of %d bytes at offset 0x%x is larger than 256M";
            throw new Flaw(new ElfRefusal.Unreadable(name, Phrase.of(reason, size, at)));
        }
        try {
            return parts.read(at, (int) size);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private long[] words(long at, int count) throws Flaw {
        try {
            return parts.words(at, count);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Flaw unreadable(IOException e) {
        return new Flaw(new ElfRefusal.Unreadable(name, ElfRefusal.reason(e)));
    }

    /**
     * The names, if those of all sections but tables of relocations lie inside. Where that cannot
     * be seen at a glance, {@link Names} has the last word.
     */
    private byte[] readNames() throws Flaw {
        SectionHeader table = elf.names();
        if (table == null) {
            return NO_NAMES;
        }
        Slice read = read(table.offset(), table.size());
        long size = read.size();
        boolean areRight =
                headers.lastName() < size
                        && read.array()[read.start() + read.size() - 1] == 0
                        && size * headers.count() <= Names.FEW;
        if (!areRight) {
            Names each = new Names(file.window(table.offset(), read));
            for (int i = 0; i < headers.count(); i++) {
                if (headers.type(i) != Section.RELA) {
                    SectionHeader of = headers.get(i);
                    each.name(table, of.nameOffset(), "sh_name of section ", i, of.at());
                }
            }
        }
        return read.bytes();
    }

    /** What a linked file wants to have in memory, by address; none of it overlaps. */
    public Result<List<LoadSegment>> segments() {
        try {
            return Result.ok(ProgramHeaders.read(file.window(0, read(0, HEADER)), this::words));
        } catch (Flaw flaw) {
            return Result.refused(flaw.refusal());
        }
    }

    /** The symbols that the linker's own table lists; empty where it was stripped. */
    public Result<SymbolTable> symbolTable() {
        SectionHeader table = elf.symbols();
        if (table == null || table.type() != Section.SYMTAB) {
            return Result.ok(SymbolTable.NONE);
        }
        try {
            byte[] entries = read(table.offset(), table.size()).bytes();
            SectionHeader strings = headers.get((int) table.link());
            Slice letters = Slice.of(read(strings.offset(), strings.size()).bytes());
            SymbolTable symbols = new SymbolTable(entries, letters.array());
            Names each = new Names(file.window(strings.offset(), letters));
            for (int i = 0; i < symbols.size(); i++) {
                each.check(strings, symbols.nameOffset(i), "st_name of symbol ", i, table.entry(i));
            }
            return Result.ok(symbols);
        } catch (Flaw flaw) {
            return Result.refused(flaw.refusal());
        }
    }

    /** What is in a section of the file; good until something else is read. */
    public Result<Slice> content(int section) {
        SectionHeader header = headers.get(section);
        if (!header.hasBytes()) {
            return Result.ok(Slice.NONE);
        }
        try {
            return Result.ok(read(header.offset(), header.size()));
        } catch (Flaw flaw) {
            return Result.refused(flaw.refusal());
        }
    }

    /**
     * The entries of a relocation table, whose target exists; good until something else is read.
     *
     * @param symbols how many the file has
     */
    public Result<RelocTable> relocs(int table, int symbols) {
        try {
            int entries = (int) (headers.size(table) / RelocTable.ENTRY);
            long[] words = words(headers.offset(table), entries * RelocTable.WORDS);
            return Result.ok(elf.relocs(table, entries, words, symbols));
        } catch (Flaw flaw) {
            return Result.refused(flaw.refusal());
        }
    }

    /**
     * For each symbol the section that it is in, st_shndx as it is but extended indices resolved;
     * empty where the file has no symbols.
     */
    public Result<int[]> symbolSections() {
        try {
            return Result.ok(readSymbolSections());
        } catch (Flaw flaw) {
            return Result.refused(flaw.refusal());
        }
    }

    private int[] readSymbolSections() throws Flaw {
        SectionHeader table = elf.symbols();
        if (table == null) {
            return new int[0];
        }
        long[] words = words(table.offset(), table.entries() * SYMBOL_WORDS);
        int[] found = new int[table.entries()];
        int count = headers.count();
        boolean extended = false;
        for (int i = 0; i < found.length; i++) {
            int section = (int) (words[SYMBOL_WORDS * i] >>> 48);
            if (section >= count && section < ElfHeaders.FIRST_RESERVED) {
                throw elf.wrongSection(i, table.entry(i) + 6, section);
            }
            extended |= section == ElfHeaders.EXTENDED_INDEX;
            found[i] = section;
        }
        SectionHeader indices = extended ? elf.extendedIndices(table) : null;
        if (indices != null) {
            resolve(found, indices);
        }
        return found;
    }

    private void resolve(int[] sections, SectionHeader indices) throws Flaw {
        ElfFile table = file.window(indices.offset(), read(indices.offset(), indices.size()));
        for (int i = 0; i < sections.length; i++) {
            if (sections[i] == ElfHeaders.EXTENDED_INDEX) {
                sections[i] = elf.extended(table, indices, i);
            }
        }
    }
}
