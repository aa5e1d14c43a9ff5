package patchbay.kernel;

/**
 * Where the modules of an era have their slots.
 *
 * @param far name of the table for branches of a module to what they do not reach, {@code plt}
 * @param farSection the section that holds it
 * @param init the table that text of init uses; may be the same as {@code far}
 * @param tracer the table for the module's own sites; may be the same
 * @param tracerSection the section that holds that
 * @param alignment of the tables, in bytes
 * @param spare slots behind those that may be used
 * @param order which branch gets its slot first
 * @param sharing which slots a branch may share
 */
public record SlotTables(
        String far,
        String farSection,
        String init,
        String tracer,
        String tracerSection,
        int alignment,
        int spare,
        Order order,
        Sharing sharing) {

    /** Which of the slots to its target a branch shares while its module is loaded. */
    public enum Sharing {
        /** That of its symbol, which remembers it. */
        WITH_THE_SAME_SYMBOL,
        /** The one that was filled last. */
        WITH_THE_ONE_IN_FRONT,
        /** Any. */
        WITH_ANY
    }

    /** In which order a loader comes upon the branches of a module, and which of them share. */
    public enum Order {
        /** jumps, then calls, each in the order in which their targets are first named */
        JUMPS_THEN_CALLS,
        /** the target that was named last comes first, for jumps and calls alike */
        LAST_NAMED_FIRST
    }

    /** Whether text of init has a table of its own. */
    public boolean hasInit() {
        return !init.equals(far);
    }

    /** Whether one table serves a module's branches and its sites. */
    public boolean isOne() {
        return far.equals(tracer);
    }
}
