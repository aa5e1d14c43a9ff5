package patchbay.image;

import java.util.List;
import java.util.Optional;

/**
 * An object file as its own tables tell it; section 0 is the null section, so that indices are the
 * file's.
 *
 * @param name the file's name, for messages
 * @param machine the instruction set's name as {@code arch} takes it, or {@code machine 243}
 * @param entry the entry point; 0 in a relocatable file
 */
public record Image(
        String name,
        String machine,
        Kind kind,
        long entry,
        List<Section> sections,
        List<Symbol> symbols) {

    /** What the file is for. */
    public enum Kind {
        /** To be linked or loaded: ET_REL. A kernel module. */
        RELOCATABLE,
        /** At fixed addresses: ET_EXEC. A kernel image. */
        EXECUTABLE,
        /** Position independent: ET_DYN. */
        SHARED
    }

    public Image {
        sections = List.copyOf(sections);
        symbols = List.copyOf(symbols);
    }

    /** The last section of that name: a kernel's loader looks them up so. */
    public Optional<Section> section(String wanted) {
        for (Section section : sections.reversed()) {
            if (section.name().equals(wanted)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }
}
