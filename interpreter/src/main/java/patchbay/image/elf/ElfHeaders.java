package patchbay.image.elf;

import org.jspecify.annotations.Nullable;
import patchbay.image.Image;
import patchbay.image.RelocTable;
import patchbay.image.Section;

/**
 * The headers of an ELF file of 64 bits, little-endian: what it is, and its sections.
 *
 * @param file in which at least the file's header can be read
 * @param names the header of the section with the sections' names, or null for none
 */
record ElfHeaders(ElfFile file, SectionHeader[] sections, @Nullable SectionHeader names) {
    static final String COUNT = "the number of sections";

    private static final int HEADER = 64;
    private static final int AARCH64 = 183;
    private static final int PPC64 = 21;
    private static final int RELOCATABLE = 1;
    static final int EXECUTABLE = 2;
    private static final int SHARED = 3;

    /** What says that an index stands elsewhere, as it is too large. */
    static final int EXTENDED_INDEX = 0xffff;

    /** From here on the numbers of sections mean something else. */
    static final int FIRST_RESERVED = 0xff00;

    /** How the tables of a file are got at, once its header says where they are. */
    interface Words {
        /** Words of eight bytes that lie in the file. */
        long[] words(long at, int count) throws Flaw;
    }

    /** Reads and checks them; {@code file} has at least its first 64 bytes, if it is as long. */
    static ElfHeaders read(ElfFile file, Words rest) throws Flaw {
        checkIdentity(file);
        checkFileHeader(file);
        SectionHeader[] sections = sections(file, rest);
        return new ElfHeaders(file, sections, names(file, sections));
    }

    private static void checkIdentity(ElfFile file) throws Flaw {
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

    private static void checkFileHeader(ElfFile file) throws Flaw {
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

    Image.Kind kind() {
        return switch (file.u16(16)) {
            case RELOCATABLE -> Image.Kind.RELOCATABLE;
            case EXECUTABLE -> Image.Kind.EXECUTABLE;
            default -> Image.Kind.SHARED;
        };
    }

    /** The instruction set's name as {@code arch} takes it, or {@code machine 243}. */
    String machine() {
        int machine = file.u16(18);
        return switch (machine) {
            case AARCH64 -> "arm64";
            case PPC64 -> "ppc64le";
            case 62 -> "amd64";
            case 22 -> "s390x";
            case 243 -> "riscv64";
            case 258 -> "loong64";
            default -> "machine " + machine;
        };
    }

    /** What e_machine is in files for an instruction set that this project has. */
    static int number(String machine) {
        return machine.equals("arm64") ? AARCH64 : PPC64;
    }

    /** The headers of the sections; a number too large for the file's header is in section 0. */
    private static SectionHeader[] sections(ElfFile file, Words rest) throws Flaw {
        long table = file.u64(40);
        long count = file.u16(60);
        if (table == 0) {
            if (count != 0) {
                throw file.damaged("e_shnum", 60, count, "0, as e_shoff is 0");
            }
            return new SectionHeader[0];
        }
        if (file.u16(58) != SectionHeader.BYTES) {
            throw file.damaged("e_shentsize", 58, file.u16(58), "64");
        }
        file.holds("e_shoff", 40, table, SectionHeader.BYTES);
        if (count == 0) {
            SectionHeader first =
                    SectionHeader.read(rest.words(table, SectionHeader.WORDS), 0, table);
            count = first.size();
            if (count < 1 || count > Integer.MAX_VALUE / SectionHeader.BYTES) {
                throw first.wrongSize(file, COUNT);
            }
        }
        file.holds("e_shnum", 60, table, count * SectionHeader.BYTES);
        long[] words = rest.words(table, (int) count * SectionHeader.WORDS);
        SectionHeader[] sections = new SectionHeader[(int) count];
        for (int i = 0; i < sections.length; i++) {
            sections[i] = SectionHeader.read(words, i, table);
        }
        return sections;
    }

    private static @Nullable SectionHeader names(ElfFile file, SectionHeader[] sections)
            throws Flaw {
        if (sections.length == 0) {
            return null;
        }
        long index = file.u16(62) == EXTENDED_INDEX ? sections[0].link() : file.u16(62);
        if (index >= sections.length) {
            throw file.damaged("e_shstrndx", 62, index, "below " + sections.length + ", " + COUNT);
        }
        check(file, sections);
        if (index == 0) {
            return null;
        }
        SectionHeader names = sections[(int) index];
        if (names.type() != Section.STRTAB) {
            throw file.damaged("e_shstrndx", 62, index, "the index of a string table");
        }
        return names;
    }

    private static void check(ElfFile file, SectionHeader[] sections) throws Flaw {
        long total = 0;
        for (SectionHeader header : sections) {
            header.check(file);
            total += header.hasBytes() ? header.size() : 0;
            if (total > file.length()) {
                throw header.wrongSize(file, "contents that together fit into the file");
            }
            header.checkTable(file, sections);
        }
    }

    /** The symbol table that counts: the first SYMTAB, else the dynamic one. */
    @Nullable SectionHeader symbols() {
        SectionHeader dynamic = null;
        for (SectionHeader header : sections) {
            if (header.type() == Section.SYMTAB) {
                return header;
            }
            dynamic = dynamic == null && header.type() == Section.DYNSYM ? header : dynamic;
        }
        return dynamic;
    }

    /** Where the sections of symbols stand whose numbers are too large for {@code symbols}. */
    @Nullable SectionHeader extendedIndices(SectionHeader symbols) {
        SectionHeader extended = null;
        for (SectionHeader header : sections) {
            if (header.type() == Section.SYMTAB_SHNDX && header.link() == symbols.index()) {
                extended = header;
            }
        }
        return extended;
    }

    /** The section of {@code symbol} as {@code indices} has it; {@code table} shows those. */
    int extended(ElfFile table, SectionHeader indices, int symbol) throws Flaw {
        if (indices.size() < 4L * symbol + 4) {
            throw indices.wrongSize(file, "four bytes a symbol");
        }
        long at = indices.offset() + 4L * symbol;
        if (table.u32(at) >= sections.length) {
            throw wrongSection(symbol, at, table.u32(at));
        }
        return (int) table.u32(at);
    }

    Flaw wrongSection(int symbol, long at, long section) {
        String expected = "below " + sections.length + ", " + COUNT;
        return file.damaged("st_shndx of symbol " + symbol, at, section, expected);
    }

    /** The entries of a relocation table, each held against its target and the symbols. */
    RelocTable relocs(SectionHeader table, long[] words, int symbols) throws Flaw {
        SectionHeader target = sections[(int) table.info()];
        RelocTable entries = new RelocTable(words, table.entries());
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
