package patchbay.kernel;

/**
 * Sums over rows, in whichever order they come and from however many machines: {@link #plus} is
 * associative and commutative, and {@link #NONE} its neutral element.
 *
 * @param files how many rows
 * @param refused how many of them tell no numbers
 * @param relocs entries of relocation tables
 * @param core slots of modules' cores
 * @param init slots of what is freed after init
 * @param stubs slots of architectures that have one table for both
 * @param bytes of all these tables
 * @param calls branches that may need a slot
 * @param mostSlots how many slots the module has that has most of them
 * @param mostSlotsIn its name; empty if no module has any
 */
public record SurveyTotals(
        long files,
        long refused,
        long relocs,
        long core,
        long init,
        long stubs,
        long bytes,
        long calls,
        long mostSlots,
        String mostSlotsIn) {
    public static final SurveyTotals NONE = new SurveyTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, "");

    public static SurveyTotals of(SurveyRow row) {
        SlotCount.Slots slots = row.slots();
        long all = (long) slots.core() + slots.init() + slots.stubs();
        return new SurveyTotals(
                1,
                row.refused().isPresent() ? 1 : 0,
                row.relocs(),
                slots.core(),
                slots.init(),
                slots.stubs(),
                slots.coreBytes() + slots.initBytes(),
                slots.calls(),
                all,
                all == 0 ? "" : row.module());
    }

    /** Of modules with equally many slots the one first by name is told. */
    public SurveyTotals plus(SurveyTotals other) {
        boolean others =
                other.mostSlots > mostSlots
                        || other.mostSlots == mostSlots
                                && other.mostSlotsIn.compareTo(mostSlotsIn) < 0;
        return new SurveyTotals(
                files + other.files,
                refused + other.refused,
                relocs + other.relocs,
                core + other.core,
                init + other.init,
                stubs + other.stubs,
                bytes + other.bytes,
                calls + other.calls,
                Math.max(mostSlots, other.mostSlots),
                others ? other.mostSlotsIn : mostSlotsIn);
    }
}
