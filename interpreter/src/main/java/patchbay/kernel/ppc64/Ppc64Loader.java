package patchbay.kernel.ppc64;

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
 * What ppc64le kernels do differently from one another when they load a module: one value a
 * version.
 *
 * @param heapsort which of the kernel's sorts orders the relocations
 * @param viaPaca whether calls of the tracer start from the kernel's .TOC., see {@link Stubs}
 * @param toleratesRestored whether a call whose r2 is restored already may be relocated once more
 */
public record Ppc64Loader(
        Version version,
        Options options,
        ModuleLayout layout,
        Heapsort heapsort,
        boolean viaPaca,
        boolean toleratesRestored)
        implements LoaderRules {
    /** The tracer's entries for which every module has a slot, in the order of these. */
    static final List<String> TRACERS = List.of("ftrace_caller", "ftrace_regs_caller");

    /** What a traced function of a module calls before it is set up. */
    static final String MCOUNT = "_mcount";

    /** The rules of {@code version}, what is not modelled included. */
    public static Ppc64Loader of(Version version, Options options) {
        return new Ppc64Loader(
                version,
                options,
                version.atLeast(new Version(6, 4, 0))
                        ? ModuleLayout.BLOCK_BY_TYPE
                        : ModuleLayout.CORE_AND_INIT,
                Heapsort.of(version),
                version.atLeast(Ppc64Era.PACA_STUBS),
                version.atLeast(new Version(6, 3, 0)));
    }

    /** Whether its kernels may be built with patchable entries instead of calls of _mcount. */
    boolean knowsPatchableEntries() {
        return version.atLeast(new Version(6, 8, 0));
    }

    /** A line of the kernel's log, as module_64.c writes it. */
    static String line(String module, String text) {
        return "module_64: " + module + ": " + text;
    }

    List<String> tracers() {
        return TRACERS;
    }

    /** A call of the tracer: nothing is saved before it, and nothing restored behind it. */
    static boolean isTracer(String symbol) {
        return symbol.equals(MCOUNT) || TRACERS.contains(symbol);
    }

    /** Text of init shares the module's stubs and its r2, so it stays with the rest. */
    @Override
    public boolean isInit(String section) {
        return false;
    }

    @Override
    public boolean countsAsInit(String section) {
        return false;
    }

    @Override
    public boolean relocatesAgainstKernelAtLoad() {
        return version.atLeast(new Version(5, 8, 0));
    }

    /** st_other holds it as a power of two: none, none, 4, 8, 16, 32, 64, 128 bytes. */
    @Override
    public int localEntry(int other) {
        int exponent = other >> 5 & 7;
        return 1 << exponent >> 2 << 2;
    }

    @Override
    public List<Rewrite> rewrites(Machine live, Module module) {
        return FeatureFixups.of(live, module);
    }

    @Override
    public int exceptionEntrySize() {
        return 8;
    }

    @Override
    public boolean keepsDataSymbols() {
        return false;
    }

    @Override
    public Map<String, String> leftOut() {
        return Map.of(
                "__ftr_fixup", "processor features",
                "__lwsync_fixup", "barriers by processor",
                "__jump_table", "jump labels");
    }

    @Override
    public List<String> slotSections() {
        return List.of(StubTable.SECTION);
    }

    @Override
    public String withoutSlotSections(String module) {
        return line(module, "doesn't contain .stubs.");
    }

    @Override
    public SlotCount slotCount(int[] symbolSections) {
        return new StubCount(this, symbolSections.length);
    }

    @Override
    public Steps begin(Loading load) {
        return new Ppc64LoadSteps(this, load);
    }
}
