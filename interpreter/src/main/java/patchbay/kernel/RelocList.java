package patchbay.kernel;

import java.util.List;
import patchbay.image.Reloc;

/**
 * The relocations against one section, before and after the loader put them into its order.
 *
 * @param index of the SHT_RELA section
 * @param target index of the section that they apply to
 * @param before as the file has them
 * @param after as the loader applies them
 * @param sorted how many of the first of {@code after} are sorted
 */
public record RelocList(
        int index,
        String name,
        int target,
        String targetName,
        List<Reloc> before,
        List<Reloc> after,
        int sorted) {
    public RelocList {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
