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
    private static final int HEADER = 64;
    private static final int RELOCATABLE = 1;
    private static final int EXECUTABLE = 2;
    private static final int SHARED = 3;
    private static final int EXTENDED_INDEX = 0xffff;
    private static final int FIRST_RESERVED = 0xff00;
    private static final String SECTIONS = "the number of sections";

    private final ElfFile file;
    private final Names names;
    private SectionHeader[] headers = {};

    private ElfReader(ElfFile file) {
        this.file = file;
        this.names = new Names(file);
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
        checkIdentity();
        checkFileHeader();
        @Nullable SectionHeader sectionNames = readHeaders();
        List<Symbol> symbols = symbols();
        List<Section> sections = sections(sectionNames, symbols.size());
        return new Image(file.name(), machine(), kind(), file.u64(24), sections, symbols);
    }

    private void checkIdentity() throws Flaw {
        if (file.length() < 16) {
            file.holds("e_ident", 0, 0, 16);
        }
        if (file.u32(0) != 0x464c_457fL) {
            throw file.foreign("e_ident[EI_MAG0..3]", 0, file.u32(0), "0x7f 'E' 'L' 'F'");
        }
        if (file.u8(4) != 2) {
            throw file.foreign("e_ident[EI_CLASS]", 4, file.u8(4), "2, 64-bit objects");
        }
        if (file.u8(5) != 1) {
            throw file.foreign("e_ident[EI_DATA]", 5, file.u8(5), "1, little-endian");
        }
        if (file.u8(6) != 1) {
            throw file.foreign("e_ident[EI_VERSION]", 6, file.u8(6), "1");
        }
        file.holds("the ELF header", 0, 0, HEADER);
    }

    private void checkFileHeader() throws Flaw {
        int type = file.u16(16);
        if (type < RELOCATABLE || type > SHARED) {
            throw file.foreign("e_type", 16, type, "1 ET_REL, 2 ET_EXEC or 3 ET_DYN");
        }
        if (file.u32(20) != 1) {
            throw file.damaged("e_version", 20, file.u32(20), "1");
        }
        if (file.u16(52) < HEADER) {
            throw file.damaged("e_ehsize", 52, file.u16(52), "at least 64");
        }
    }

    private Image.Kind kind() {
        return switch (file.u16(16)) {
            case RELOCATABLE -> Image.Kind.RELOCATABLE;
            case EXECUTABLE -> Image.Kind.EXECUTABLE;
            default -> Image.Kind.SHARED;
        };
    }

    private String machine() {
        int machine = file.u16(18);
        return switch (machine) {
            case 183 -> "arm64";
            case 21 -> "ppc64le";
            case 62 -> "amd64";
            case 22 -> "s390x";
            case 243 -> "riscv64";
            case 258 -> "loong64";
            default -> "machine " + machine;
        };
    }

    // ---- sections

    /**
     * Reads the section headers; numbers that are too large for the file's header stand in section
     * 0. Returns the header of the sections' names, or null for none.
     */
    private @Nullable SectionHeader readHeaders() throws Flaw {
        long table = file.u64(40);
        long count = file.u16(60);
        if (table == 0) {
            if (count != 0) {
                throw file.damaged("e_shnum", 60, count, "0, as e_shoff is 0");
            }
            return null;
        }
        if (file.u16(58) != SectionHeader.BYTES) {
            throw file.damaged("e_shentsize", 58, file.u16(58), "64");
        }
        file.holds("e_shoff", 40, table, SectionHeader.BYTES);
        SectionHeader first = SectionHeader.read(file, 0, table);
        if (count == 0) {
            count = first.size();
            if (count < 1 || count > Integer.MAX_VALUE / SectionHeader.BYTES) {
                throw first.wrongSize(file, SECTIONS);
            }
        }
        file.holds("e_shnum", 60, table, count * SectionHeader.BYTES);
        long namesIndex = file.u16(62) == EXTENDED_INDEX ? first.link() : file.u16(62);
        if (namesIndex >= count) {
            throw file.damaged("e_shstrndx", 62, namesIndex, "below " + count + ", " + SECTIONS);
        }
        headers = new SectionHeader[(int) count];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = SectionHeader.read(file, i, table + (long) i * SectionHeader.BYTES);
        }
        checkHeaders();
        if (namesIndex == 0) {
            return null;
        }
        SectionHeader sectionNames = headers[(int) namesIndex];
        if (sectionNames.type() != Section.STRTAB) {
            throw file.damaged("e_shstrndx", 62, namesIndex, "the index of a string table");
        }
        return sectionNames;
    }

    private void checkHeaders() throws Flaw {
        long total = 0;
        for (SectionHeader header : headers) {
            header.check(file);
            total += header.hasBytes() ? header.size() : 0;
            if (total > file.length()) {
                throw header.wrongSize(file, "contents that together fit into the file");
            }
            header.checkTable(file, headers);
        }
    }

    private List<Section> sections(@Nullable SectionHeader sectionNames, int symbols) throws Flaw {
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
                    new Section(
                            header.index(),
                            named[header.index()],
                            header.type(),
                            header.flags(),
                            header.address(),
                            Math.max(1, header.align()),
                            header.size(),
                            (int) header.link(),
                            header.info(),
                            header.content(file),
                            relocs.get(header.index())));
        }
        return sections;
    }

    // ---- symbols

    /** The table that counts: the first SYMTAB, else the dynamic one. */
    private @Nullable SectionHeader symbolTable() {
        SectionHeader dynamic = null;
        for (SectionHeader header : headers) {
            if (header.type() == Section.SYMTAB) {
                return header;
            }
            dynamic = dynamic == null && header.type() == Section.DYNSYM ? header : dynamic;
        }
        return dynamic;
    }

    private List<Symbol> symbols() throws Flaw {
        SectionHeader table = symbolTable();
        if (table == null) {
            return List.of();
        }
        SectionHeader strings = headers[(int) table.link()];
        SectionHeader extended = null;
        for (SectionHeader header : headers) {
            if (header.type() == Section.SYMTAB_SHNDX && header.link() == table.index()) {
                extended = header;
            }
        }
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
        if (section == EXTENDED_INDEX && extended != null) {
            if (extended.size() < 4L * symbol + 4) {
                throw extended.wrongSize(file, "four bytes a symbol");
            }
            long place = extended.offset() + 4L * symbol;
            if (file.u32(place) >= headers.length) {
                throw wrongSection(symbol, place, file.u32(place));
            }
            return (int) file.u32(place);
        }
        if (section >= headers.length && section < FIRST_RESERVED) {
            throw wrongSection(symbol, at + 6, section);
        }
        return section;
    }

    private Flaw wrongSection(int symbol, long at, long section) {
        String expected = "below " + headers.length + ", " + SECTIONS;
        return file.damaged("st_shndx of symbol " + symbol, at, section, expected);
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
                    && kind() == Image.Kind.RELOCATABLE
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
                                        entries(header, headers[target], symbols)));
            }
        }
        return relocs;
    }

    private RelocTable entries(SectionHeader table, SectionHeader target, int symbols) throws Flaw {
        RelocTable entries = new RelocTable(table.content(file));
        for (int i = 0; i < entries.size(); i++) {
            long symbol = Integer.toUnsignedLong(entries.symbol(i));
            if (symbol >= symbols) {
                String field = table.field("r_info of entry " + i);
                throw file.damaged(field, table.entry(i) + 8, symbol, "a symbol below " + symbols);
            }
            if (Long.compareUnsigned(entries.offset(i), target.size()) >= 0) {
                String field = table.field("r_offset of entry " + i);
                String expected =
                        "below " + target.size() + ", the size of section " + target.index();
                throw file.damaged(field, table.entry(i), entries.offset(i), expected);
            }
        }
        return entries;
    }
}
