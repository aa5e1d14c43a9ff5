package patchbay.image;

import java.util.List;
import java.util.Optional;

/**
 * An object file as its own tables tell it; section 0 is the null section, so that indices are the file's.
 *
 * @param name the file's name, for messages
 * @param machine the instruction set's name as {@code arch} takes it
 */
public record Image(String name, String machine, List<Section> sections, List<Symbol> symbols) {
    public Image {
        sections = List.copyOf(sections);
        symbols = List.copyOf(symbols);
    }

    /** The last section of that name: a kernel's loader looks them up so. */
    public Optional<Section> section(String wanted) {
        return sections.reversed().stream().filter(s -> s.name().equals(wanted)).findFirst();
    }
}
