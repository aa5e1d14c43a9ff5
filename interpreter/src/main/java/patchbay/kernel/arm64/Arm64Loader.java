package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import patchbay.kernel.LoaderRules;
import patchbay.kernel.Loading;
import patchbay.kernel.ModuleLayout;
import patchbay.kernel.Options;
import patchbay.kernel.RelocationOrder.Heapsort;
import patchbay.kernel.Rewrite;
import patchbay.kernel.SlotCount;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
import patchbay.machine.Module;

/**
 * What arm64 kernels do differently from one another when they load a module: one value a version.
 *
 * @param entries the form of a slot
 * @param plts which tables hold them
 * @param order which relocations are sorted before slots are counted
 * @param heapsort which of the kernel's sorts does it
 * @param ftraceSlots how many slots a module has for the tracer's entry code
 * @param slotsAtLoad whether they are filled when the module is loaded, or by the first far call
 * @param initSlots whether the text of init has such slots of its own
 * @param site what the compiler left at a function's entry
 * @param narrowData whether data relocations take the union of signed and unsigned values
 * @param exitCounts whether {@code .exit.text} counts as init when modules cannot be unloaded
 * @param erratum what the workaround for erratum 843419 of Cortex-A53 does
 */
public record Arm64Loader(
        Version version,
        Options options,
        ModuleLayout layout,
        PltEntries entries,
        Plts plts,
        Order order,
        Heapsort heapsort,
        int ftraceSlots,
        boolean slotsAtLoad,
        boolean initSlots,
        SiteForm site,
        boolean narrowData,
        boolean exitCounts,
        Erratum erratum)
        implements LoaderRules {

    /** Which PLTs a module has, and which branches share a slot. */
    public enum Plts {
        /**
         * One, with a slot for each undefined symbol that is called, whose address is kept in the
         * symbol: until 4.10.
         */
        ONE_BY_SYMBOL,
        /**
         * One for what stays and one for init; a branch may share the slot that was filled last.
         */
        CORE_AND_INIT
    }

    /** The workaround for erratum 843419: an {@code adrp} at the end of a page may go wrong. */
    public enum Erratum {
        /** No processor needs it. */
        INACTIVE,
        /** Modules have no {@code adrp} then, and its relocations are unknown: until 4.16. */
        NO_ADRP,
        /** Such an {@code adrp} is kept off that place, becomes an {@code adr}, or moves. */
        MOVES_ADRP
    }

    /** Which relocations of a code section are sorted. */
    public enum Order {
        /** All of them: until 5.8. */
        EVERYTHING,
        /** The branches to other sections, after having been brought to the front: from 5.9 on. */
        BRANCHES,
        /** None, as no branch is to get a slot: until 6.4 without RANDOMIZE_BASE. */
        NOTHING
    }

    /** What the compiler leaves at a function's entry, and where the list of entries is. */
    public enum SiteForm {
        /** A call of {@code _mcount} behind the frame's set-up, listed in {@code __mcount_loc}. */
        MCOUNT,
        /** Two no-ops at the entry: from 5.5 on. */
        TWO_NOPS,
        /** Two no-ops before the entry, which hold a pointer, and two at the entry: from 6.3 on. */
        CALL_OPS
    }

    /**
     * The rules of {@code version}; every version that arm64 had, what is not modelled included.
     */
    public static Arm64Loader of(Version version, Options options) {
        boolean traced = Change.PATCHABLE_ENTRIES.isIn(version);
        SiteForm site =
                Change.CALL_OPS.isIn(version)
                        ? SiteForm.CALL_OPS
                        : traced ? SiteForm.TWO_NOPS : SiteForm.MCOUNT;
        Erratum worked = Change.MOVED_ADRP.isIn(version) ? Erratum.MOVES_ADRP : Erratum.NO_ADRP;
        return new Arm64Loader(
                version,
                options,
                Change.BLOCK_BY_TYPE.isIn(version)
                        ? ModuleLayout.BLOCK_BY_TYPE
                        : ModuleLayout.CORE_AND_INIT,
                Change.RELATIVE_SLOTS.isIn(version)
                        ? PltEntries.ADRP_ADD_BR
                        : PltEntries.MOVN_MOVK_MOVK_BR,
                Change.PLT_FOR_INIT.isIn(version) ? Plts.CORE_AND_INIT : Plts.ONE_BY_SYMBOL,
                !Change.BRANCHES_SORTED.isIn(version)
                        ? Order.EVERYTHING
                        : countsBranches(version, options) ? Order.BRANCHES : Order.NOTHING,
                Heapsort.of(version),
                ftraceSlots(version),
                traced,
                Change.TRACER_SLOT_FOR_INIT.isIn(version),
                site,
                Change.SIGNED_DISTANCES.isIn(version),
                Change.EXIT_COUNTS_AS_INIT.isIn(version),
                options.has("erratum_843419") ? worked : Erratum.INACTIVE);
    }

    /**
     * 4.13 and 4.14 have an object file of 16 bytes in its place, linked to every module: what is
     * there stays as it came.
     */
    private static int ftraceSlots(Version version) {
        if (Change.ARGUMENTS.isIn(version)) {
            return 1;
        }
        return Change.PATCHABLE_ENTRIES.isIn(version)
                ? 2
                : Change.TRACER_SLOT.isIn(version) ? 1 : 0;
    }

    @Override
    public boolean isInit(String section) {
        return section.startsWith(".init")
                || section.startsWith(".exit") && options.has("no_module_unload");
    }

    @Override
    public String withoutLivepatching() {
        return "arm64 has live patching from 6.17 on; a kernel that was given it before stores late"
                + " relocations straight into text that is read-only by then, and aborts";
    }

    @Override
    public boolean countsAsInit(String section) {
        return hasInitPlt() && (exitCounts ? isInit(section) : section.startsWith(".init"));
    }

    /**
     * Whether branches get slots at all: some kernels that always run where they were linked left
     * them out.
     */
    boolean countsBranches() {
        return countsBranches(version, options);
    }

    private static boolean countsBranches(Version version, Options options) {
        return !options.has("no_randomize_base")
                || !Change.SLOTS_ONLY_WITH_KASLR.isIn(version)
                || Change.SLOTS_ALWAYS.isIn(version);
    }

    /** Whether an {@code adrp} may have to move. */
    boolean movesAdrp() {
        return erratum == Erratum.MOVES_ADRP;
    }

    /** Whether a slot may not begin just anywhere, as it begins with an {@code adrp}. */
    boolean skipsSlots() {
        return movesAdrp() && entries.isRelative();
    }

    /** Whether a module has a PLT of its own for init. */
    boolean hasInitPlt() {
        return plts == Plts.CORE_AND_INIT;
    }

    /**
     * Slots behind those that may be used: room for the copy of one that turned out to be there.
     */
    int spareSlots() {
        return hasInitPlt() ? 1 : 0;
    }

    @Override
    public List<Rewrite> rewrites(Machine live, Module module) {
        return Alternatives.of(live, module);
    }

    @Override
    public int exceptionEntrySize() {
        return Change.TYPED_EXCEPTIONS.isIn(version) ? 12 : 8;
    }

    /** As Debian configures its kernels: not in 6.1, but in 6.12. */
    @Override
    public boolean keepsDataSymbols() {
        return version.atLeast(new Version(6, 4, 0));
    }

    @Override
    public Map<String, String> leftOut() {
        return Map.of(
                ".altinstructions", "alternatives",
                "__jump_table", "jump labels",
                ".init.eh_frame", "shadow call stack patching");
    }

    @Override
    public List<String> remadeSections() {
        List<String> remade = new ArrayList<>(slotSections());
        remade.addAll(FtraceSlots.sections(this));
        return remade;
    }

    @Override
    public List<String> slotSections() {
        return hasInitPlt()
                ? List.of(Arm64LoadSteps.PLT, Arm64LoadSteps.INIT_PLT)
                : List.of(Arm64LoadSteps.PLT);
    }

    @Override
    public String withoutSlotSections(String module) {
        return module + ": module PLT section" + (hasInitPlt() ? "(s)" : "") + " missing";
    }

    @Override
    public SlotCount slotCount(int[] symbolSections) {
        return new PltCount(this, symbolSections);
    }

    @Override
    public Steps begin(Loading load) {
        return new Arm64LoadSteps(this, load);
    }
}
