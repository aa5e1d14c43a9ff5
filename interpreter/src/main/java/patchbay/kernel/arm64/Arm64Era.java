package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Isa;
import patchbay.isa.Veneer;
import patchbay.isa.arm64.LandingPads;
import patchbay.kernel.EntryCode;
import patchbay.kernel.Era;
import patchbay.kernel.FunctionCode;
import patchbay.kernel.KernelExtent;
import patchbay.kernel.LinkedKernelRules;
import patchbay.kernel.LoaderRules;
import patchbay.kernel.Options;
import patchbay.kernel.SlotTables;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
import patchbay.source.Phrase;

/**
 * One arm64 kernel's rules.
 *
 * <p>{@link Change} tells what changed when. What is in front of a name below says which of them
 * made an era of the facts:
 *
 * <pre>
 *   from   era  slot               entry                      slots for sites      kernel image at
 *   4.6    E0   movn/movk/movk/br  mcount                     none                 ffff000008000000
 *   4.11   E1
 *   4.15                                                      1, filled when used
 *   5.0    E2   adrp/add/br                                                        ffff000010000000
 *   5.4                                                                            ffff800010000000
 *   5.5    E3                      registers, x9              2
 *   5.17                                                                           ffff800008000000
 *   6.2    E4                      arguments                  1
 *   6.3                            arguments, ops in front
 *   6.4                            … and direct calls
 *   6.5    E5                                                                      ffff800080000000
 *   6.17   E6   (live patching)
 * </pre>
 *
 * The kernel image follows the modules' area, see {@link ModuleWindows}.
 */
public record Arm64Era(Isa isa, Version version, Options options) implements Era {
    static final Version OLDEST = new Version(4, 6, 0);
    static final Version NEWEST = Version.of(7, 2);

    /** What began E1, E2 and so on. */
    private static final List<Change> ERAS =
            List.of(
                    Change.PLT_FOR_INIT,
                    Change.RELATIVE_SLOTS,
                    Change.PATCHABLE_ENTRIES,
                    Change.ARGUMENTS,
                    Change.LARGE_REGION,
                    Change.LIVE_PATCHING);

    /**
     * Offset of {@code direct_call} in {@code struct ftrace_ops}, as Debian's 7.2 has it; it
     * depends on the configuration.
     */
    private static final int DIRECT_CALL_OFFSET = 0xc0;

    /**
     * With KASLR off and an image of 16 MiB, a module goes to the lowest hole that is 128 MiB from
     * the image's end.
     */
    private static final long MODULE_BELOW_KERNEL = 112L << 20;

    /** Erratum 843419 keeps an {@code adrp} off the last two words of a page. */
    private static final long FIRST_FORBIDDEN_FOR_ADRP = 0xff8;

    private boolean since(Change change) {
        return change.isIn(version);
    }

    @Override
    public String name() {
        int reached = 0;
        for (Change change : ERAS) {
            reached += since(change) ? 1 : 0;
        }
        return "E" + reached;
    }

    /** What it got from later releases, and what the next one brings. */
    @Override
    public List<String> standing() {
        List<String> lines = new ArrayList<>();
        Change next = null;
        Version last = OLDEST;
        List<Change> early = new ArrayList<>();
        for (Change change : Change.values()) {
            if (version.atLeast(change.first())) {
                last = change.first();
            } else if (since(change)) {
                early.add(change);
            } else if (next == null) {
                next = change;
            }
        }
        lines.add(
                Phrase.of(
                        "linux %s is %s: all of the above up to %s",
                        version, name(), series(last)));
        for (Change change : early) {
            lines.add(Phrase.of("  and of %s: %s", series(change.first()), change.what()));
        }
        if (next != null) {
            lines.add(Phrase.of("  next, in %s: %s", series(next.first()), next.what()));
        }
        Range modules = ModuleWindows.area(version, options);
        lines.add("  modules: " + modules + ", and behind them the kernel's image");
        lines.add(Phrase.of("  a slot: %s, %d bytes", slot().name(), slot().size()));
        return lines;
    }

    private static String series(Version version) {
        return version.major() + "." + version.minor();
    }

    /** KIMAGE_VADDR: the end of the modules' area. */
    @Override
    public long kernelBase() {
        return ModuleWindows.area(version, options).end();
    }

    @Override
    public long moduleBase() {
        return kernelBase() - MODULE_BELOW_KERNEL;
    }

    @Override
    public long heapBase() {
        long linear =
                since(Change.KERNEL_HALF_FLIPPED) ? 0xffff_0000_0000_0000L : 0xffff_8000_0000_0000L;
        return linear + 0x00e4_0000L;
    }

    @Override
    public SlotTables slotTables() {
        return new SlotTables(
                "plt",
                Arm64LoadSteps.PLT,
                since(Change.PLT_FOR_INIT) ? "init.plt" : "plt",
                "ftrace",
                FtraceSlots.TEXT,
                64,
                since(Change.PLT_FOR_INIT) ? 1 : 0,
                SlotTables.Order.JUMPS_THEN_CALLS,
                since(Change.PLT_FOR_INIT)
                        ? SlotTables.Sharing.WITH_THE_ONE_IN_FRONT
                        : SlotTables.Sharing.WITH_THE_SAME_SYMBOL);
    }

    private Veneer slot() {
        return since(Change.RELATIVE_SLOTS) ? PltEntries.ADRP_ADD_BR : PltEntries.MOVN_MOVK_MOVK_BR;
    }

    @Override
    public boolean mayHoldSlot(long address) {
        return !(since(Change.RELATIVE_SLOTS)
                && options.has("erratum_843419")
                && (address & 0xfff) >= FIRST_FORBIDDEN_FOR_ADRP);
    }

    @Override
    public LoaderRules loader() {
        return Arm64Loader.of(version, options);
    }

    @Override
    public LinkedKernelRules linkedKernel() {
        return new Arm64LinkedKernel(Arm64Loader.of(version, options).site());
    }

    @Override
    public Veneer slot(OptionalLong toc) {
        return slot();
    }

    @Override
    public Veneer tracerSlot(OptionalLong toc, OptionalLong kernelToc) {
        return slot();
    }

    @Override
    public boolean othersThroughSlots() {
        return false;
    }

    @Override
    public Optional<String> behindSlotCall() {
        return Optional.empty();
    }

    @Override
    public OptionalLong toc(long data) {
        return OptionalLong.empty();
    }

    private boolean guarded() {
        return options.has("bti");
    }

    @Override
    public Optional<String> missingLandingPad(long word) {
        return guarded() && !LandingPads.VENEER.accept((int) word)
                ? Optional.of(LandingPads.VENEER.accepted())
                : Optional.empty();
    }

    @Override
    public void begin(Cpu cpu, Machine machine, Range stack, long entry) {
        if (guarded()) {
            cpu.guard();
        }
        cpu.stack(stack.end());
        cpu.link(stack.end());
        cpu.pc(entry);
    }

    @Override
    public List<String> linkage() {
        return List.of("x16", "x17", "x29", "x30", "sp");
    }

    @Override
    public Optional<SecondStack> secondStack(Machine machine, Range stack) {
        return Optional.empty();
    }

    @Override
    public List<Duty> duties(Crossing crossing) {
        return List.of();
    }

    @Override
    public List<Veneer> slotForms(OptionalLong toc) {
        return List.of(PltEntries.MOVN_MOVK_MOVK_BR, PltEntries.ADRP_ADD_BR);
    }

    @Override
    public Optional<Veneer> farJump() {
        return Optional.of(slot());
    }

    @Override
    public List<TracerSlot> tracerSlots() {
        if (since(Change.ARGUMENTS)) {
            return List.of(new TracerSlot("ftrace_caller", true));
        }
        if (since(Change.PATCHABLE_ENTRIES)) {
            return List.of(
                    new TracerSlot("ftrace_caller", true),
                    new TracerSlot("ftrace_regs_caller", true));
        }
        return since(Change.TRACER_SLOT)
                ? List.of(new TracerSlot("ftrace_caller", false))
                : List.of();
    }

    @Override
    public FunctionCode functionCode() {
        return new Arm64FunctionCode(
                since(Change.CALL_OPS)
                        ? Arm64FunctionCode.Entry.PATCHABLE_WITH_OPS
                        : since(Change.PATCHABLE_ENTRIES)
                                ? Arm64FunctionCode.Entry.PATCHABLE
                                : Arm64FunctionCode.Entry.MCOUNT,
                guarded());
    }

    @Override
    public EntryCode entryCode() {
        if (since(Change.DIRECT_CALLS)) {
            return EntryCodes.withArguments(true, Optional.of(DIRECT_CALL_OFFSET), guarded());
        }
        if (since(Change.ARGUMENTS)) {
            return EntryCodes.withArguments(since(Change.CALL_OPS), Optional.empty(), guarded());
        }
        return since(Change.PATCHABLE_ENTRIES)
                ? EntryCodes.withRegisters(guarded())
                : EntryCodes.mcount();
    }

    @Override
    public List<Range> moduleWindows(KernelExtent kernel, long seed) {
        return ModuleWindows.of(version, options, kernel, seed);
    }

    /** {@code brk #4}. */
    @Override
    public byte[] breakpoint() {
        return new byte[] {(byte) 0x80, 0x00, 0x20, (byte) 0xd4};
    }

    @Override
    public String noOp() {
        return "nop";
    }

    @Override
    public String call(long target) {
        return "bl 0x" + Long.toHexString(target);
    }

    /** The generator's fault, written as if it were a branch. */
    @Override
    public Optional<String> callOutOfReach() {
        return since(Change.PATCHABLE_ENTRIES) ? Optional.of("brk #0x100") : Optional.empty();
    }

    @Override
    public String jump(long target) {
        return "b 0x" + Long.toHexString(target);
    }

    @Override
    public Version firstToRedirect() {
        return Change.PATCHABLE_ENTRIES.first();
    }

    @Override
    public boolean livepatches() {
        return since(Change.LIVE_PATCHING);
    }

    @Override
    public boolean safeExchange(long before, long after) {
        SafeWords safe =
                since(Change.PATCHABLE_ENTRIES)
                        ? SafeWords.ARMARM_CLASSIC
                        : SafeWords.KERNEL_LEGACY;
        return safe.contains((int) before) && safe.contains((int) after);
    }

    @Override
    public List<Recipe> constant(long value) {
        return Constants.of(value, kernelBase());
    }
}
