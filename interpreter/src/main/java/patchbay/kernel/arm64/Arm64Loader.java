package patchbay.kernel.arm64;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param order which relocations are sorted before slots are counted
 * @param heapsort which of the kernel's sorts does it
 * @param ftraceSlots how many slots a module has for the tracer's entry code
 * @param slotsAtLoad whether they are filled when the module is loaded, or by the first far call
 * @param initSlots whether the text of init has such slots of its own
 * @param site what the compiler left at a function's entry
 * @param narrowData whether data relocations take the union of signed and unsigned values
 * @param exitCounts whether {@code .exit.text} counts as init when modules cannot be unloaded
 * @param erratum whether the workaround for erratum 843419 of Cortex-A53 is active
 */
public record Arm64Loader(
        Version version,
        Options options,
        ModuleLayout layout,
        PltEntries entries,
        Order order,
        Heapsort heapsort,
        int ftraceSlots,
        boolean slotsAtLoad,
        boolean initSlots,
        SiteForm site,
        boolean narrowData,
        boolean exitCounts,
        boolean erratum)
        implements LoaderRules {

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
        boolean relative = version.atLeast(new Version(5, 0, 0));
        boolean byType = version.atLeast(new Version(6, 4, 0));
        SiteForm site =
                version.atLeast(new Version(6, 3, 0))
                        ? SiteForm.CALL_OPS
                        : version.atLeast(new Version(5, 5, 0))
                                ? SiteForm.TWO_NOPS
                                : SiteForm.MCOUNT;
        boolean twoSlots =
                version.atLeast(new Version(5, 5, 0)) && !version.atLeast(new Version(6, 2, 0));
        return new Arm64Loader(
                version,
                options,
                byType ? ModuleLayout.BLOCK_BY_TYPE : ModuleLayout.CORE_AND_INIT,
                relative ? PltEntries.ADRP_ADD_BR : PltEntries.MOVN_MOVK_MOVK_BR,
                !version.atLeast(new Version(5, 9, 0))
                        ? Order.EVERYTHING
                        : countsBranches(version, options) ? Order.BRANCHES : Order.NOTHING,
                version.atLeast(new Version(6, 11, 0))
                        ? Heapsort.BOTTOM_UP_TWO_AT_A_TIME
                        : Heapsort.BOTTOM_UP,
                twoSlots ? 2 : 1,
                version.atLeast(new Version(5, 5, 0)),
                hasInitSlots(version),
                site,
                relative,
                version.atLeast(new Version(6, 1, 1)),
                options.has("erratum_843419"));
    }

    /**
     * The fix of September 2025 for entries in a module's init text that cannot reach the slots in
     * its text; 6.17 has it, and the stable series of that time got it.
     */
    private static boolean hasInitSlots(Version version) {
        return version.atLeast(new Version(6, 17, 0))
                || inSeries(version, 6, 6, 107)
                || inSeries(version, 6, 12, 48)
                || inSeries(version, 6, 16, 8);
    }

    private static boolean inSeries(Version version, int major, int minor, int patch) {
        return version.atLeast(new Version(major, minor, patch))
                && version.major() == major
                && version.minor() == minor;
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
        return exitCounts ? isInit(section) : section.startsWith(".init");
    }

    /**
     * Whether branches get slots at all: until 6.4 not in kernels that always run where they were
     * linked.
     */
    boolean countsBranches() {
        return countsBranches(version, options);
    }

    private static boolean countsBranches(Version version, Options options) {
        return version.atLeast(new Version(6, 5, 0)) || !options.has("no_randomize_base");
    }

    @Override
    public List<Rewrite> rewrites(Machine live, Module module) {
        return Alternatives.of(live, module);
    }

    @Override
    public int exceptionEntrySize() {
        return version.atLeast(new Version(5, 16, 0)) ? 12 : 8;
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
    public Optional<String> notModelled() {
        if (!version.atLeast(new Version(4, 11, 0))) {
            return Optional.of(
                    "module loading before 4.11, with one PLT and slots kept in symbols");
        }
        if (erratum && !entries.isRelative()) {
            return Optional.of("veneers for erratum 843419 before 5.0");
        }
        if (erratum && !version.atLeast(new Version(5, 2, 0))) {
            return Optional.of("the order in which the sort before 5.2 leaves equal relocations");
        }
        return Optional.empty();
    }

    @Override
    public List<String> slotSections() {
        return List.of(Arm64LoadSteps.PLT, Arm64LoadSteps.INIT_PLT);
    }

    @Override
    public String withoutSlotSections(String module) {
        return module + ": module PLT section(s) missing";
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
