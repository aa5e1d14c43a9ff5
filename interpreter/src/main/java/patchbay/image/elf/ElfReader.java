package patchbay.image.elf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.image.Image;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.source.Result;

/**
 * Reads ELF files of 64 bits, little-endian: relocatable, executable, shared (System V ABI, "Object
 * Files").
 *
 * <p>Nothing in the file is believed. Every offset and size is held against the file before it is
 * followed; the sections' contents together may not be larger than the file, nor may the names, so
 * that no header makes this allocate more than a small multiple of what was read; every index is
 * held against its table. The first field that is wrong is named with its place in the file and its
 * value.
 */
public final class ElfReader {
    private final ElfFile file;
    private final Names names;
    private final ElfHeaders elf;
    private final SectionHeader[] headers;

    private ElfReader(ElfFile file) throws Flaw {
        this.file = file;
        this.names = new Names(file);
        this.elf = ElfHeaders.read(file, file::words);
        this.headers = elf.sections().all();
    }

    /** What {@code bytes} say they are; {@code name} is only for messages. */
    public static Result<Image> read(String name, byte[] bytes) {
        try {
            return Result.ok(new ElfReader(new ElfFile(name, bytes)).read());
        } catch (Flaw flaw) {
            return Result.refused(flaw.refusal());
        }
    }

    private Image read() throws Flaw {
        List<Symbol> symbols = symbols();
        List<Section> sections = sections(symbols.size());
        return new Image(file.name(), elf.machine(), elf.kind(), file.u64(24), sections, symbols);
    }

    // ---- sections

    private List<Section> sections(int symbols) throws Flaw {
        SectionHeader sectionNames = elf.names();
        String[] named = new String[headers.length];
        for (SectionHeader header : headers) {
            named[header.index()] =
                    sectionNames == null
                            ? ""
                            : names.name(
                                    sectionNames,
                                    header.nameOffset(),
                                    "sh_name of section ",
                                    header.index(),
                                    header.at());
        }
        List<List<Section.Relocs>> relocs = relocs(named, symbols);
        List<Section> sections = new ArrayList<>(headers.length);
        for (SectionHeader header : headers) {
            sections.add(
                    header.section(
                            named[header.index()],
                            header.content(file),
                            relocs.get(header.index())));
        }
        return sections;
    }

    // ---- symbols

    private List<Symbol> symbols() throws Flaw {
        SectionHeader table = elf.symbols();
        if (table == null) {
            return List.of();
        }
        SectionHeader strings = headers[(int) table.link()];
        SectionHeader extended = elf.extendedIndices(table);
        List<Symbol> symbols = new ArrayList<>(table.entries());
        for (int i = 0; i < table.entries(); i++) {
            long at = table.entry(i);
            int section = section(i, at, extended);
            String name = names.name(strings, file.u32(at), "st_name of symbol ", i, at);
            int info = file.u8(at + 4);
            symbols.add(
                    new Symbol(
                            i,
                            name,
                            file.u64(at + 8),
                            file.u64(at + 16),
                            section,
                            info >>> 4,
                            info & 15,
                            file.u8(at + 5)));
        }
        return symbols;
    }

    /** The section that a symbol is in; what does not fit stands in a table of its own. */
    private int section(int symbol, long at, @Nullable SectionHeader extended) throws Flaw {
        int section = file.u16(at + 6);
        if (section == ElfHeaders.EXTENDED_INDEX && extended != null) {
            return elf.extended(file, extended, symbol);
        }
        if (section >= headers.length && section < ElfHeaders.FIRST_RESERVED) {
            throw elf.wrongSection(symbol, at + 6, section);
        }
        return section;
    }

    // ---- relocations

    /**
     * By the section that they are for; a kernel passes over a table whose target does not exist.
     */
    private List<List<Section.Relocs>> relocs(String[] named, int symbols) throws Flaw {
        List<List<Section.Relocs>> relocs = new ArrayList<>(headers.length);
        for (int i = 0; i < headers.length; i++) {
            relocs.add(List.of());
        }
        for (SectionHeader header : headers) {
            if (header.type() == Section.RELA
                    && elf.kind() == Image.Kind.RELOCATABLE
                    && header.info() < headers.length) {
                int target = (int) header.info();
                if (relocs.get(target).isEmpty()) {
                    relocs.set(target, new ArrayList<>());
                }
                relocs.get(target)
                        .add(
                                new Section.Relocs(
                                        header.index(),
                                        named[header.index()],
                                        header.flags(),
                                        elf.relocs(
                                                header.index(),
                                                header.entries(),
                                                words(header),
                                                symbols)));
            }
        }
        return relocs;
    }

    private long[] words(SectionHeader table) {
        return file.words(table.offset(), table.entries() * RelocTable.WORDS);
    }
}
