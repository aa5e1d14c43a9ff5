package patchbay.kernel;

/** Sums over rows, in whichever order they come and from however many machines. */
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
