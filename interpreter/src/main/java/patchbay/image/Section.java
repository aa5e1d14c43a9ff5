package patchbay.image;

import java.util.List;
import java.util.Objects;

/**
 * A section of an object file.
 *
 * @param flags SHF_* bits
 * @param align in bytes, at least 1
 * @param size in bytes; for NOBITS there is no content
 * @param content the file's bytes; empty for NOBITS. Never written to
 * @param relocs what stands against this section in the file's SHT_RELA sections, in file order, each list with its own index
 */
public record Section(
        int index, String name, int type, long flags, long align, long size, byte[] content, List<Relocs> relocs) {
    public static final int PROGBITS = 1;
    public static final int NOBITS = 8;
    public static final long WRITE = 1;
    public static final long ALLOC = 2;
    public static final long EXECUTE = 4;

    /** One SHT_RELA section: its own index, flags and entries. */
    public record Relocs(int index, String name, long flags, List<Reloc> entries) {
        public Relocs {
            entries = List.copyOf(entries);
        }
    }

    public Section {
        relocs = List.copyOf(relocs);
    }

    public boolean is(long flag) {
        return (flags & flag) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Section s && s.index == index && s.name.equals(name) && s.content == content;
    }

    @Override
    public int hashCode() {
        return Objects.hash(index, name);
    }
}
