package patchbay.kernel.arm64;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Isa;
import patchbay.isa.Veneer;
import patchbay.kernel.EntryCode;
import patchbay.kernel.Era;
import patchbay.kernel.FunctionCode;
import patchbay.kernel.KernelExtent;
import patchbay.kernel.LoaderRules;
import patchbay.kernel.Options;
import patchbay.kernel.SlotTables;
import patchbay.kernel.Version;

/**
 * One arm64 kernel's rules.
 *
 * <p>What changed when, oldest first; a version takes each column from the last row that it has
 * reached:
 *
 * <pre>
 *   from   era  slot               entry                      slots for sites      kernel image at     modules from
 *   4.6    E0   movn/movk/movk/br  mcount                     none                 ffff000008000000    ffff000000000000
 *   4.11   E1                                                 1, filled when used
 *   5.0    E2   adrp/add/br                                                        ffff000010000000    ffff000008000000
 *   5.4                                                                            ffff800010000000    ffff800008000000
 *   5.5    E3                      registers, x9              2
 *   5.14                                                                           ffff800008000000    ffff800000000000
 *   6.2    E4                      arguments                  1
 *   6.3                            arguments, ops in front
 *   6.4                            … and direct calls
 *   6.5    E5                                                                      ffff800080000000
 *   6.17   E6   (live patching)
 * </pre>
 */
public record Arm64Era(Isa isa, Version version, Options options) implements Era {
    static final Version OLDEST = new Version(4, 6, 0);
    static final Version NEWEST = Version.of(7, 2);

    /** An era of the facts: its name, and its first version. */
    private record Span(String name, Version first) {}

    private static final Span E0 = new Span("E0", OLDEST);
    private static final Span E1 = new Span("E1", new Version(4, 11, 0));
    private static final Span E2 = new Span("E2", new Version(5, 0, 0));
    private static final Span E3 = new Span("E3", new Version(5, 5, 0));
    private static final Span E4 = new Span("E4", new Version(6, 2, 0));
    private static final Span E5 = new Span("E5", new Version(6, 5, 0));
    private static final Span E6 = new Span("E6", new Version(6, 17, 0));
    private static final List<Span> SPANS = List.of(E0, E1, E2, E3, E4, E5, E6);

    private static final Version CALL_OPS = new Version(6, 3, 0);
    private static final Version DIRECT_CALLS = new Version(6, 4, 0);
    private static final Version FLIPPED_ADDRESSES = new Version(5, 4, 0);
    private static final Version NO_BPF_REGION = new Version(5, 14, 0);

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

    private Span span() {
        Span found = E0;
        for (Span span : SPANS) {
            if (version.atLeast(span.first)) {
                found = span;
            }
        }
        return found;
    }

    private boolean since(Span span) {
        return version.atLeast(span.first);
    }

    @Override
    public String name() {
        return span().name();
    }

    @Override
    public long kernelBase() {
        if (since(E5)) {
            return 0xffff_8000_8000_0000L;
        }
        if (version.atLeast(NO_BPF_REGION)) {
            return 0xffff_8000_0800_0000L;
        }
        if (version.atLeast(FLIPPED_ADDRESSES)) {
            return 0xffff_8000_1000_0000L;
        }
        return since(E2) ? 0xffff_0000_1000_0000L : 0xffff_0000_0800_0000L;
    }

    @Override
    public long moduleBase() {
        return kernelBase() - MODULE_BELOW_KERNEL;
    }

    @Override
    public long heapBase() {
        long linear =
                version.atLeast(FLIPPED_ADDRESSES)
                        ? 0xffff_0000_0000_0000L
                        : 0xffff_8000_0000_0000L;
        return linear + 0x00e4_0000L;
    }

    @Override
    public SlotTables slotTables() {
        return new SlotTables(
                "plt",
                Arm64LoadSteps.PLT,
                "init.plt",
                "ftrace",
                FtraceSlots.TEXT,
                64,
                SlotTables.Order.JUMPS_THEN_CALLS,
                SlotTables.Sharing.WITH_THE_ONE_IN_FRONT);
    }

    private Veneer slot() {
        return since(E2) ? PltEntries.ADRP_ADD_BR : PltEntries.MOVN_MOVK_MOVK_BR;
    }

    @Override
    public boolean mayHoldSlot(long address) {
        return !(since(E2)
                && options.has("erratum_843419")
                && (address & 0xfff) >= FIRST_FORBIDDEN_FOR_ADRP);
    }

    @Override
    public LoaderRules loader() {
        return Arm64Loader.of(version, options);
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

    @Override
    public void begin(Cpu cpu, Memory memory, Range stack, long entry, OptionalLong kernelToc) {
        cpu.stack(stack.end());
        cpu.link(stack.end());
        cpu.pc(entry);
    }

    @Override
    public List<String> linkage() {
        return List.of("x16", "x17", "x29", "x30", "sp");
    }

    @Override
    public Optional<SecondStack> secondStack(Range stack) {
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
        if (since(E4)) {
            return List.of(new TracerSlot("ftrace_caller", true));
        }
        if (since(E3)) {
            return List.of(
                    new TracerSlot("ftrace_caller", true),
                    new TracerSlot("ftrace_regs_caller", true));
        }
        return since(E1) ? List.of(new TracerSlot("ftrace_caller", false)) : List.of();
    }

    @Override
    public FunctionCode functionCode() {
        if (version.atLeast(CALL_OPS)) {
            return new Arm64FunctionCode(Arm64FunctionCode.Entry.PATCHABLE_WITH_OPS);
        }
        return new Arm64FunctionCode(
                since(E3) ? Arm64FunctionCode.Entry.PATCHABLE : Arm64FunctionCode.Entry.MCOUNT);
    }

    @Override
    public EntryCode entryCode() {
        if (version.atLeast(DIRECT_CALLS)) {
            return EntryCodes.withArguments(true, Optional.of(DIRECT_CALL_OFFSET));
        }
        if (since(E4)) {
            return EntryCodes.withArguments(version.atLeast(CALL_OPS), Optional.empty());
        }
        return since(E3) ? EntryCodes.withRegisters() : EntryCodes.mcount();
    }

    @Override
    public Optional<List<Range>> moduleWindows(KernelExtent kernel, long seed) {
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

    @Override
    public String jump(long target) {
        return "b 0x" + Long.toHexString(target);
    }

    @Override
    public Version firstToRedirect() {
        return E3.first;
    }

    @Override
    public boolean livepatches() {
        return since(E6);
    }

    @Override
    public boolean safeExchange(long before, long after) {
        SafeWords safe = since(E3) ? SafeWords.ARMARM_CLASSIC : SafeWords.KERNEL_LEGACY;
        return safe.contains((int) before) && safe.contains((int) after);
    }

    @Override
    public List<Recipe> constant(long value) {
        return Constants.of(value, kernelBase());
    }
}
