package patchbay.image;

import java.util.List;
import java.util.Objects;
import patchbay.bytes.Slice;

/**
 * A section of an object file.
 *
 * @param type SHT_*
 * @param flags SHF_* bits
 * @param address as the file has it: meaningless in a relocatable file
 * @param align in bytes, at least 1
 * @param size in bytes; for NOBITS there is no content
 * @param link sh_link: of a symbol table, the index of its strings
 * @param info sh_info: what it means depends on the type
 * @param content the file's bytes; empty for NOBITS. Never written to
 * @param relocs what stands against this section in a relocatable file's SHT_RELA sections, in file
 *     order, each list with its own index
 */
public record Section(
        int index,
        String name,
        int type,
        long flags,
        long address,
        long align,
        long size,
        int link,
        long info,
        Slice content,
        List<Relocs> relocs) {
    public static final int NULL = 0;
    public static final int PROGBITS = 1;
    public static final int SYMTAB = 2;
    public static final int STRTAB = 3;
    public static final int RELA = 4;
    public static final int NOBITS = 8;
    public static final int REL = 9;
    public static final int DYNSYM = 11;
    public static final int SYMTAB_SHNDX = 18;
    public static final long WRITE = 1;
    public static final long ALLOC = 2;
    public static final long EXECUTE = 4;

    /** One SHT_RELA section: its own index, flags and entries. */
    public record Relocs(int index, String name, long flags, RelocTable entries) {}

    public Section {
        relocs = List.copyOf(relocs);
    }

    public boolean is(long flag) {
        return (flags & flag) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Section s
                && s.index == index
                && s.name.equals(name)
                && s.content.equals(content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(index, name);
    }
}
