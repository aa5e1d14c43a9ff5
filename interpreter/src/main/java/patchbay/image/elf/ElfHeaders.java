package patchbay.image.elf;

import java.util.Arrays;
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
record ElfHeaders(ElfFile file, SectionTable sections, @Nullable SectionHeader names) {
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
        SectionTable sections = sections(file, rest);
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
    private static SectionTable sections(ElfFile file, Words rest) throws Flaw {
        long table = file.u64(40);
        long count = file.u16(60);
        if (table == 0) {
            if (count != 0) {
                throw file.damaged("e_shnum", 60, count, "0, as e_shoff is 0");
            }
            return new SectionTable(0, 0, new long[0]);
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
        int size = (int) count * SectionHeader.WORDS;
        return new SectionTable(table, (int) count, Arrays.copyOf(rest.words(table, size), size));
    }

    private static @Nullable SectionHeader names(ElfFile file, SectionTable sections) throws Flaw {
        if (sections.count() == 0) {
            return null;
        }
        long index = file.u16(62) == EXTENDED_INDEX ? sections.get(0).link() : file.u16(62);
        if (index >= sections.count()) {
            String expected = "below " + sections.count() + ", " + COUNT;
            throw file.damaged("e_shstrndx", 62, index, expected);
        }
        sections.check(file);
        if (index == 0) {
            return null;
        }
        SectionHeader names = sections.get((int) index);
        if (names.type() != Section.STRTAB) {
            throw file.damaged("e_shstrndx", 62, index, "the index of a string table");
        }
        return names;
    }

    /** The symbol table that counts: the first SYMTAB, else the dynamic one. */
    @Nullable SectionHeader symbols() {
        SectionHeader symbols = sections.first(Section.SYMTAB);
        return symbols == null ? sections.first(Section.DYNSYM) : symbols;
    }

    /** Where the sections of symbols stand whose numbers are too large for {@code symbols}. */
    @Nullable SectionHeader extendedIndices(SectionHeader symbols) {
        return sections.last(Section.SYMTAB_SHNDX, symbols.index());
    }

    /** The section of {@code symbol} as {@code indices} has it; {@code table} shows those. */
    int extended(ElfFile table, SectionHeader indices, int symbol) throws Flaw {
        if (indices.size() < 4L * symbol + 4) {
            throw indices.wrongSize(file, "four bytes a symbol");
        }
        long at = indices.offset() + 4L * symbol;
        if (table.u32(at) >= sections.count()) {
            throw wrongSection(symbol, at, table.u32(at));
        }
        return (int) table.u32(at);
    }

    Flaw wrongSection(int symbol, long at, long section) {
        String expected = "below " + sections.count() + ", " + COUNT;
        return file.damaged("st_shndx of symbol " + symbol, at, section, expected);
    }

    /**
     * The {@code count} entries of the relocation table that is section {@code table}, each held
     * against its target and the symbols.
     */
    RelocTable relocs(int table, int count, long[] words, int symbols) throws Flaw {
        long size = sections.size((int) sections.info(table));
        for (int i = 0, w = 0; i < count; i++, w += RelocTable.WORDS) {
            if (words[w + 1] >>> 32 >= symbols || Long.compareUnsigned(words[w], size) >= 0) {
                throw wrongEntry(sections.get(table), i, words[w], words[w + 1] >>> 32, symbols);
            }
        }
        return new RelocTable(words, count);
    }

    private Flaw wrongEntry(SectionHeader table, int entry, long offset, long symbol, int symbols) {
        if (symbol >= symbols) {
            String field = table.field("r_info of entry " + entry);
            return file.damaged(field, table.entry(entry) + 8, symbol, "a symbol below " + symbols);
        }
        long target = table.info();
        String field = table.field("r_offset of entry " + entry);
        String expected =
                "below " + sections.size((int) target) + ", the size of section " + target;
        return file.damaged(field, table.entry(entry), offset, expected);
    }
}
