package patchbay.image.elf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.Reloc;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.source.Result;

/**
 * Reads ELF files of 64 bits, little-endian: relocatable, executable, shared (System V ABI, "Object
 * Files").
 *
 * <p>Nothing in the file is believed. Every offset and size is held against the file before it is
 * followed; the sections' contents together may not be larger than the file, so that no header
 * makes this allocate more than a small multiple of what was read; every index is held against its
 * table. The first field that is wrong is named with its place in the file and its value.
 *
 * <p>Each step leaves {@code refusal} set when something is wrong, and the next is not done.
 */
public final class ElfReader {
    private static final int HEADER = 64;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL = 24;
    private static final int RELA = 24;
    private static final int EXTENDED_INDEX = 0xffff;
    private static final int FIRST_RESERVED = 0xff00;

    private final String name;
    private final byte[] file;
    private @Nullable ElfRefusal refusal;

    private long tableAt;
    private int count;
    private int namesIndex;
    private final List<Header> headers = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();

    private ElfReader(String name, byte[] file) {
        this.name = name;
        this.file = file;
    }

    /** A section header, checked to lie in the file. */
    private record Header(
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

        boolean hasBytes() {
            return type != Section.NOBITS && type != Section.NULL;
        }

        String field(String fieldName) {
            return fieldName + " of section " + index;
        }
    }

    /** What {@code bytes} say they are; {@code name} is only for messages. */
    public static Result<Image> read(String name, byte[] bytes) {
        return new ElfReader(name, bytes).read();
    }

    private Result<Image> read() {
        readIdentity();
        if (refusal == null) {
            readFileHeader();
        }
        if (refusal == null) {
            readSectionHeaders();
        }
        if (refusal == null) {
            checkContents();
        }
        if (refusal == null) {
            readSymbols();
        }
        List<Section> sections = refusal == null ? sections() : List.of();
        if (refusal != null) {
            return Result.refused(refusal);
        }
        return Result.ok(new Image(name, machine(), kind(), u64(24), sections, symbols));
    }

    private void readIdentity() {
        if (file.length < 16) {
            refusal = new ElfRefusal.Truncated(name, "e_ident", 0, 16, file.length);
        } else if (Bits.little(file, 0, 4) != 0x464c_457fL) {
            foreign("e_ident[EI_MAG0..3]", 0, Bits.little(file, 0, 4), "0x7f 'E' 'L' 'F'");
        } else if (file[4] != 2) {
            foreign("e_ident[EI_CLASS]", 4, file[4], "2, 64-bit objects");
        } else if (file[5] != 1) {
            foreign("e_ident[EI_DATA]", 5, file[5], "1, little-endian");
        } else if (file[6] != 1) {
            foreign("e_ident[EI_VERSION]", 6, file[6], "1");
        } else if (file.length < HEADER) {
            refusal = new ElfRefusal.Truncated(name, "the ELF header", 0, HEADER, file.length);
        }
    }

    private void readFileHeader() {
        int type = u16(16);
        if (type < 1 || type > 3) {
            foreign("e_type", 16, type, "1 ET_REL, 2 ET_EXEC or 3 ET_DYN");
        } else if (u32(20) != 1) {
            damaged("e_version", 20, u32(20), "1");
        } else if (u16(52) < HEADER) {
            damaged("e_ehsize", 52, u16(52), "at least 64");
        } else {
            tableAt = u64(40);
            count = u16(60);
            namesIndex = u16(62);
            if (tableAt == 0) {
                if (count != 0) {
                    damaged("e_shnum", 60, count, "0, as e_shoff is 0");
                }
            } else {
                findTable();
            }
        }
    }

    /** Settles where the section headers are and how many; large counts stand in section 0. */
    private void findTable() {
        if (u16(58) != SECTION_HEADER) {
            damaged("e_shentsize", 58, u16(58), "64");
            return;
        }
        if (!inFile("e_shoff", 40, tableAt, SECTION_HEADER)) {
            return;
        }
        long wanted = count;
        if (count == 0) {
            wanted = u64((int) tableAt + 32);
            if (wanted < 1 || wanted > Integer.MAX_VALUE / SECTION_HEADER) {
                damaged("sh_size of section 0", tableAt + 32, wanted, "the number of sections");
                return;
            }
        }
        if (!inFile("e_shnum", 60, tableAt, wanted * SECTION_HEADER)) {
            return;
        }
        count = (int) wanted;
        long names = namesIndex == EXTENDED_INDEX ? u32((int) tableAt + 40) : namesIndex;
        if (names >= count) {
            damaged("e_shstrndx", 62, names, "below " + count + ", the number of sections");
            return;
        }
        namesIndex = (int) names;
    }

    private void readSectionHeaders() {
        for (int i = 0; i < count; i++) {
            int at = (int) tableAt + i * SECTION_HEADER;
            headers.add(
                    new Header(
                            i,
                            at,
                            u32(at),
                            (int) u32(at + 4),
                            u64(at + 8),
                            u64(at + 16),
                            u64(at + 24),
                            u64(at + 32),
                            u32(at + 40),
                            u32(at + 44),
                            u64(at + 48),
                            u64(at + 56)));
        }
    }

    private void checkContents() {
        long total = 0;
        for (Header header : headers) {
            if (header.type == Section.NULL) {
                continue;
            }
            long align = header.align;
            if ((align & align - 1) != 0) {
                damaged(header.field("sh_addralign"), header.at + 48, align, "a power of two");
                return;
            }
            if (header.size < 0) {
                damaged(header.field("sh_size"), header.at + 32, header.size, "below 2^63");
                return;
            }
            if (header.hasBytes()) {
                String field = header.field("sh_offset + sh_size");
                if (!inFile(field, header.at + 24, header.offset, header.size)) {
                    return;
                }
                total += header.size;
                if (total > file.length) {
                    damaged(
                            header.field("sh_size"),
                            header.at + 32,
                            header.size,
                            "contents that together fit into the file");
                    return;
                }
            }
            if (!checkTable(header)) {
                return;
            }
        }
        if (count > 0 && headers.get(namesIndex).type != Section.STRTAB && namesIndex != 0) {
            damaged("e_shstrndx", 62, namesIndex, "the index of a string table");
        }
    }

    /** Whether a table's entry size and link make sense. */
    private boolean checkTable(Header header) {
        boolean isSymbols = header.type == Section.SYMTAB || header.type == Section.DYNSYM;
        if (!isSymbols && header.type != Section.RELA) {
            return true;
        }
        if (header.entrySize != 24) {
            return damaged(header.field("sh_entsize"), header.at + 56, header.entrySize, "24");
        }
        if (header.size % 24 != 0) {
            return damaged(
                    header.field("sh_size"), header.at + 32, header.size, "a multiple of 24");
        }
        if (header.link >= count) {
            return damaged(
                    header.field("sh_link"),
                    header.at + 40,
                    header.link,
                    "below " + count + ", the number of sections");
        }
        if (isSymbols && headers.get((int) header.link).type != Section.STRTAB) {
            return damaged(
                    header.field("sh_link"),
                    header.at + 40,
                    header.link,
                    "the index of a string table");
        }
        return true;
    }

    /** The table that counts: the first SYMTAB, else the dynamic one. */
    private @Nullable Header symbolTable() {
        for (Header header : headers) {
            if (header.type == Section.SYMTAB) {
                return header;
            }
        }
        for (Header header : headers) {
            if (header.type == Section.DYNSYM) {
                return header;
            }
        }
        return null;
    }

    private void readSymbols() {
        Header table = symbolTable();
        if (table == null) {
            return;
        }
        Header strings = headers.get((int) table.link);
        Header extended = null;
        for (Header header : headers) {
            if (header.type == Section.SYMTAB_SHNDX && header.link == table.index) {
                extended = header;
            }
        }
        int entries = (int) (table.size / SYMBOL);
        for (int i = 0; i < entries && refusal == null; i++) {
            int at = (int) table.offset + i * SYMBOL;
            int section = u16(at + 6);
            String field = "st_shndx of symbol " + i;
            if (section == EXTENDED_INDEX && extended != null) {
                if (extended.size < 4L * i + 4) {
                    damaged(
                            extended.field("sh_size"),
                            extended.at + 32,
                            extended.size,
                            "four bytes a symbol");
                    return;
                }
                section = (int) u32((int) extended.offset + 4 * i);
                if (section < 0 || section >= count) {
                    damaged(field, extended.offset + 4L * i, section, "below " + count);
                    return;
                }
            } else if (section >= count && section < FIRST_RESERVED) {
                damaged(field, at + 6, section, "below " + count + ", the number of sections");
                return;
            }
            String text = string(strings, u32(at), "st_name of symbol " + i, at);
            if (text == null) {
                return;
            }
            int info = file[at + 4] & 0xff;
            symbols.add(
                    new Symbol(
                            i,
                            text,
                            u64(at + 8),
                            u64(at + 16),
                            section,
                            info >>> 4,
                            info & 15,
                            file[at + 5] & 0xff));
        }
    }

    private List<Section> sections() {
        List<List<Section.Relocs>> relocs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Header header : headers) {
            relocs.add(new ArrayList<>());
            String text =
                    namesIndex == 0
                            ? ""
                            : string(
                                    headers.get(namesIndex),
                                    header.nameOffset,
                                    header.field("sh_name"),
                                    header.at);
            if (text == null) {
                return List.of();
            }
            names.add(text);
        }
        for (Header header : headers) {
            // A kernel passes over a table whose target does not exist, and so does this.
            if (header.type == Section.RELA && u16(16) == 1 && header.info < count) {
                List<Reloc> entries = relocs(header);
                if (refusal != null) {
                    return List.of();
                }
                relocs.get((int) header.info)
                        .add(
                                new Section.Relocs(
                                        header.index,
                                        names.get(header.index),
                                        header.flags,
                                        entries));
            }
        }
        List<Section> sections = new ArrayList<>();
        for (Header header : headers) {
            byte[] content =
                    header.hasBytes()
                            ? Arrays.copyOfRange(
                                    file, (int) header.offset, (int) (header.offset + header.size))
                            : new byte[0];
            sections.add(
                    new Section(
                            header.index,
                            names.get(header.index),
                            header.type,
                            header.flags,
                            header.address,
                            Math.max(1, header.align),
                            header.size,
                            (int) header.link,
                            header.info,
                            content,
                            relocs.get(header.index)));
        }
        return sections;
    }

    private List<Reloc> relocs(Header header) {
        Header target = headers.get((int) header.info);
        int entries = (int) (header.size / RELA);
        List<Reloc> read = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            int at = (int) header.offset + i * RELA;
            long offset = u64(at);
            long symbol = u32(at + 12);
            if (symbol >= symbols.size()) {
                damaged(
                        "r_info of entry " + i + " of section " + header.index,
                        at + 8,
                        symbol,
                        "a symbol below " + symbols.size());
                break;
            }
            if (Long.compareUnsigned(offset, target.size) >= 0) {
                damaged(
                        "r_offset of entry " + i + " of section " + header.index,
                        at,
                        offset,
                        "below " + target.size + ", the size of section " + target.index);
                break;
            }
            read.add(new Reloc(offset, (int) u32(at + 8), (int) symbol, u64(at + 16)));
        }
        return read;
    }

    /** The string at {@code offset} of a table, or null after having refused it. */
    private @Nullable String string(Header table, long offset, String field, long at) {
        if (offset >= table.size) {
            if (offset == 0) {
                return "";
            }
            damaged(field, at, offset, "below " + table.size + ", the size of the string table");
            return null;
        }
        int start = (int) (table.offset + offset);
        int limit = (int) (table.offset + table.size);
        int end = start;
        while (end < limit && file[end] != 0) {
            end++;
        }
        if (end == limit) {
            damaged(field, at, offset, "a string that ends in its table");
            return null;
        }
        return new String(file, start, end - start, UTF_8);
    }

    private Image.Kind kind() {
        return switch (u16(16)) {
            case 1 -> Image.Kind.RELOCATABLE;
            case 2 -> Image.Kind.EXECUTABLE;
            default -> Image.Kind.SHARED;
        };
    }

    private String machine() {
        int machine = u16(18);
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

    private boolean inFile(String field, long at, long offset, long size) {
        if (offset < 0 || size < 0 || offset > file.length || size > file.length - offset) {
            long end = offset < 0 || size < 0 || offset + size < 0 ? -1 : offset + size;
            refusal = new ElfRefusal.Truncated(name, field, at, end, file.length);
            return false;
        }
        return true;
    }

    private boolean damaged(String field, long at, long found, String expected) {
        refusal = new ElfRefusal.Damaged(name, field, at, found, expected);
        return false;
    }

    private void foreign(String field, long at, long found, String expected) {
        refusal = new ElfRefusal.Foreign(name, field, at, found, expected);
    }

    private int u16(int at) {
        return (int) Bits.little(file, at, 2);
    }

    private long u32(int at) {
        return Bits.little(file, at, 4);
    }

    private long u64(int at) {
        return Bits.little(file, at, 8);
    }
}
