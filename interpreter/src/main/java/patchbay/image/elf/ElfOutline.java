package patchbay.image.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.Parts;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.source.Result;

/**
 * An object file's sections, and on demand its tables, without reading the rest: of a kernel module
 * about a third. What is read is checked as {@link ElfReader} checks it.
 */
public final class ElfOutline {
    private static final int HEADER = 64;

    /** More than any module. */
    private static final int LARGEST = 256 << 20;

    /** Words of a symbol; the first holds its name, what it is, and its section. */
    private static final int SYMBOL_WORDS = 3;

    private final String name;
    private final Parts parts;
    private final ElfFile file;
    private final ElfHeaders elf;
    private final List<Section> sections;

    private ElfOutline(String name, Parts parts) throws Flaw {
        this.name = name;
        this.parts = parts;
        if (parts.size() > LARGEST) {
            throw new Flaw(new ElfRefusal.Unreadable(name, "it is larger than 256M"));
        }
        int begin = (int) Math.min(HEADER, parts.size());
        // The header is asked for again when the buffer behind the parts holds something else.
        this.file = new ElfFile(name, read(0, begin).bytes(), 0, parts.size());
        this.elf = ElfHeaders.read(file, this::words);
        this.sections = readSections();
    }

    /** What {@code parts} say the file is; {@code name} is only for messages. */
    public static Result<ElfOutline> read(String name, Parts parts) {
        try {
            return Result.ok(new ElfOutline(name, parts));
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

    /**
     * The sections, by their indices in the file, without contents and relocations; those that hold
     * tables have no names.
     */
    public List<Section> sections() {
        return sections;
    }

    private Slice read(long at, long size) throws Flaw {
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
        return new Flaw(new ElfRefusal.Unreadable(name, String.valueOf(e.getMessage())));
    }

    private List<Section> readSections() throws Flaw {
        SectionHeader table = elf.names();
        ElfFile strings =
                table == null
                        ? file
                        : file.window(table.offset(), read(table.offset(), table.size()));
        Names names = new Names(strings);
        List<Section> read = new ArrayList<>(elf.sections().length);
        for (SectionHeader header : elf.sections()) {
            String name =
                    table == null || header.type() == Section.RELA
                            ? ""
                            : names.name(
                                    table,
                                    header.nameOffset(),
                                    "sh_name of section ",
                                    header.index(),
                                    header.at());
            read.add(
                    new Section(
                            header.index(),
                            name,
                            header.type(),
                            header.flags(),
                            header.address(),
                            Math.max(1, header.align()),
                            header.size(),
                            (int) header.link(),
                            header.info(),
                            Slice.NONE,
                            List.of()));
        }
        return read;
    }

    /** What is in a section of the file; good until something else is read. */
    public Result<Slice> content(Section section) {
        SectionHeader header = elf.sections()[section.index()];
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
    public Result<RelocTable> relocs(Section table, int symbols) {
        SectionHeader header = elf.sections()[table.index()];
        try {
            long[] words = words(header.offset(), header.entries() * RelocTable.WORDS);
            return Result.ok(elf.relocs(header, words, symbols));
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
        int count = elf.sections().length;
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
