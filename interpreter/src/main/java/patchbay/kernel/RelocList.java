package patchbay.kernel;

import patchbay.image.RelocTable;

/**
 * The relocations against one section, as the loader put them into its order.
 *
 * @param index of the SHT_RELA section
 * @param target index of the section that they apply to
 * @param entries in the order in which they are applied
 * @param sorted how many of the first entries are sorted
 */
public record RelocList(
        int index, String name, int target, String targetName, RelocTable entries, int sorted) {}
