package patchbay.kernel;

import patchbay.image.RelocTable;
import patchbay.image.Section;

/** Counts the slots that a loader reserves for a module, a list of relocations at a time. */
public interface SlotCount {
    /** Whether a list against a section with these flags matters to it. */
    boolean counts(long flags);

    /** Counts one more list; its symbols are known. */
    void add(RelocTable entries, Section target);

    Slots slots();

    /**
     * Goes over a list in the loader's {@code order}, and tells what each of the entries that may
     * need a slot asks for. What they reserve and {@link #slack} is what the list counts for.
     *
     * @param target the index of the section that the list applies to
     */
    void tally(RelocTable entries, int[] order, int target, SlotAsk.Tally tally);

    /** How many slots a list gets beyond the {@code reserved} ones, as some may be unusable. */
    int slack(int reserved);

    /**
     * @param core slots of the module's core
     * @param init those of what is freed after init; 0 where there is no such table
     * @param stubs all that are in one table for both, with the one that ends the search; 0 where
     *     there are two tables
     * @param coreBytes the size of the table of {@code core}, with a spare slot, or of {@code
     *     stubs}
     * @param initBytes the size of the other
     * @param calls the branches that may need one of them
     */
    record Slots(int core, int init, int stubs, long coreBytes, long initBytes, long calls) {}
}
