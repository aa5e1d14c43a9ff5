package patchbay.kernel;

import patchbay.image.RelocTable;

/**
 * The relocations against one section, and the order into which the loader put them.
 *
 * @param index of the SHT_RELA section
 * @param target index of the section that they apply to
 * @param entries as they stand in the file
 * @param order their indices in the order in which they are applied
 * @param sorted how many of the first of these are sorted
 */
public record RelocList(
        int index,
        String name,
        int target,
        String targetName,
        RelocTable entries,
        int[] order,
        int sorted) {
    /** The section that they apply to; of a live patch their own, which says what they wait for. */
    public String title() {
        return name.startsWith(LivepatchRelocs.SECTION) ? name : targetName;
    }
}
