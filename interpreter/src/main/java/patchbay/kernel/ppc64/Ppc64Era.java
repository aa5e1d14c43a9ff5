package patchbay.kernel.ppc64;

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
import patchbay.kernel.LinkedKernelRules;
import patchbay.kernel.LoaderRules;
import patchbay.kernel.Options;
import patchbay.kernel.SlotTables;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
import patchbay.machine.Module;

/**
 * One ppc64le kernel's rules, ELFv2, compiled with {@code -mprofile-kernel}.
 *
 * <p>What changed when; a version takes each column from the last row that it has reached:
 *
 * <pre>
 *   from   era  tracer's stubs        live patching enters by  tracer's frames  a module's blocks
 *   4.18   P1   from r2, not stored   ftrace_regs_caller       one              core, init
 *   6.1    P2   from the paca         ftrace_caller            two
 *   6.4    P3                                                                   one for each kind
 * </pre>
 *
 * What lies between 4.20 and 6.0 is not known well enough; from 6.13 on patchable entries have
 * stubs out of line. Kernels from 6.8 on take {@code -fpatchable-function-entry} instead where the
 * compiler can do it, which gcc 12 cannot: their modules are loaded, and functions in words, which
 * come to the same words, stand for either.
 */
public record Ppc64Era(Isa isa, Version version, Options options) implements Era {
    static final Version OLDEST = new Version(4, 18, 0);
    static final Version UNSURE = new Version(4, 20, 0);
    static final Version PACA_STUBS = new Version(6, 1, 0);
    static final Version BLOCKS = new Version(6, 4, 0);
    static final Version NEWEST = Version.of(6, 12);
    static final String COVERED = "4.18 and 4.19, 6.1 to " + NEWEST;

    private static final long KERNEL = 0xc000_0000_0000_0000L;

    /** The first address of the area for vmalloc and modules with a radix MMU. */
    private static final long MODULES = 0xc008_0000_0000_0000L;

    /** Behind the stack's end marker, and on old kernels behind thread_info. */
    private static final int LIVEPATCH_STACK = 64;

    /** r2, lr and a magic number. */
    private static final int LIVEPATCH_RECORD = 24;

    private static final int FIRST_FRAME = 128;

    static boolean covers(Version version) {
        boolean old = version.atLeast(OLDEST) && !version.atLeast(UNSURE);
        return old || version.atLeast(PACA_STUBS) && version.compareTo(NEWEST) <= 0;
    }

    /** Why a version is not covered, as far as that is known. */
    static String whyNot(Version version) {
        if (version.atLeast(PACA_STUBS)) {
            return "from 6.13 on patchable entries have stubs out of line, and with gcc 12 there are"
                    + " none: what is loaded then nobody has measured";
        }
        return version.atLeast(UNSURE)
                ? "between 4.20 and 6.0 the tracer's stubs left r2 for the paca, and in which"
                        + " release is not known"
                : "the entry code before 4.18 is not known well enough";
    }

    private boolean isOld() {
        return !version.atLeast(PACA_STUBS);
    }

    @Override
    public String name() {
        return isOld() ? "P1" : version.atLeast(BLOCKS) ? "P3" : "P2";
    }

    @Override
    public long kernelBase() {
        return KERNEL;
    }

    @Override
    public long moduleBase() {
        return MODULES;
    }

    @Override
    public long heapBase() {
        return KERNEL + (4L << 30);
    }

    @Override
    public SlotTables slotTables() {
        return new SlotTables(
                StubTable.NAME,
                StubTable.SECTION,
                StubTable.NAME,
                StubTable.NAME,
                StubTable.SECTION,
                8,
                1,
                SlotTables.Order.LAST_NAMED_FIRST,
                SlotTables.Sharing.WITH_ANY);
    }

    @Override
    public Veneer slot(OptionalLong toc) {
        return Stubs.CALL.from(toc.orElse(0));
    }

    @Override
    public Veneer tracerSlot(OptionalLong toc, OptionalLong kernelToc) {
        return isOld()
                ? Stubs.TRACER_FROM_R2.from(toc.orElse(0))
                : Stubs.TRACER.from(kernelToc.orElse(0));
    }

    @Override
    public boolean mayHoldSlot(long address) {
        return true;
    }

    @Override
    public boolean othersThroughSlots() {
        return true;
    }

    @Override
    public Optional<String> behindSlotCall() {
        return Optional.of("ld r2,24(r1)");
    }

    /** The data's beginning, rounded down, with room for displacements of either sign. */
    @Override
    public OptionalLong toc(long data) {
        return OptionalLong.of(Ppc64LoadSteps.toc(data));
    }

    @Override
    public List<Veneer> slotForms(OptionalLong toc) {
        return List.of(Stubs.CALL.from(toc.orElse(0)), Stubs.CALL_PCREL);
    }

    @Override
    public Optional<Veneer> farJump() {
        return Optional.empty();
    }

    @Override
    public List<TracerSlot> tracerSlots() {
        return Ppc64Loader.TRACERS.stream().map(name -> new TracerSlot(name, true)).toList();
    }

    @Override
    public FunctionCode functionCode() {
        return new Ppc64FunctionCode();
    }

    @Override
    public EntryCode entryCode() {
        return EntryCodes.of(isOld());
    }

    /** The area of vmalloc, far from the kernel and the same each time. */
    @Override
    public List<Range> moduleWindows(KernelExtent kernel, long seed) {
        return List.of(Range.of(moduleBase(), 1L << 40));
    }

    /** {@code trap}. */
    @Override
    public byte[] breakpoint() {
        return new byte[] {0x08, 0x00, (byte) 0xe0, 0x7f};
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
        return OLDEST;
    }

    @Override
    public boolean livepatches() {
        return true;
    }

    /** Power ISA, "patch class": branches of the I form, and the preferred no-op. */
    @Override
    public boolean safeExchange(long before, long after) {
        return isExchangeable(before) && isExchangeable(after);
    }

    private static boolean isExchangeable(long word) {
        return word == Stubs.NOP || (word & 0xfc00_0000L) == 0x4800_0000L;
    }

    @Override
    public List<Duty> duties(Crossing crossing) {
        Duty sets = new Duty("sets r2", "the callee, at its global entry, from r12 = its address");
        return switch (crossing) {
            case INSIDE ->
                    List.of(
                            new Duty(
                                    "keeps r2",
                                    "caller and callee belong to one object: the branch enters at"
                                            + " the local entry, behind the two instructions that"
                                            + " set it"));
            case CALL_THROUGH_SLOT ->
                    List.of(
                            new Duty("saves r2", "the stub, at 24(r1) of the caller's frame"),
                            sets,
                            new Duty(
                                    "restores r2",
                                    "the caller, by the ld r2,24(r1) behind its bl: the no-op that"
                                            + " the compiler left there"));
            case JUMP_THROUGH_SLOT ->
                    List.of(
                            new Duty(
                                    "saves r2",
                                    "the stub, at 24(r1), where the caller of this function may"
                                            + " keep its own"),
                            sets,
                            new Duty(
                                    "restores r2",
                                    "nobody: the callee returns to the caller of this function,"
                                            + " which goes on with the callee's r2"));
            case REDIRECTED ->
                    List.of(
                            new Duty(
                                    "saves r2",
                                    "ftrace_caller at 24(r1) of its own frame while it runs; then"
                                            + " livepatch_handler, with lr, on the task's livepatch"
                                            + " stack"),
                            new Duty(
                                    "sets r2",
                                    "the new function, at its global entry, from r12 ="
                                            + " livepatch_handler's ctr"),
                            new Duty(
                                    "restores r2",
                                    "livepatch_handler, with lr, when the new function has"
                                            + " returned; the caller needs no ld r2,24(r1)"));
        };
    }

    @Override
    public LoaderRules loader() {
        return Ppc64Loader.of(version, options);
    }

    @Override
    public LinkedKernelRules linkedKernel() {
        return new Ppc64LinkedKernel(Ppc64Loader.of(version, options).knowsPatchableEntries());
    }

    /**
     * A task with its two stacks, and the processor's paca. The second stack grows up from the
     * first one's bottom; until 5.1 thread_info is there, and the bottom is found from r1.
     *
     * <pre>
     *   stack: | end marker, thread_info | second stack ►        ◄ frames | thread_info, paca |
     * </pre>
     */
    @Override
    public void begin(Cpu cpu, Machine machine, Range stack, long entry) {
        Memory memory = machine.memory();
        OptionalLong toc =
                machine.module(Module.KERNEL).map(Module::toc).orElse(OptionalLong.empty());
        TaskLayout layout = TaskLayout.of(machine);
        long task = task(layout, stack);
        long paca = stack.end() - layout.pacaSize();
        memory.putLittle(stack.start(), 8, EntryCodes.STACK_END_MAGIC);
        memory.putLittle(task + layout.livepatchSp(), 8, stack.start() + LIVEPATCH_STACK);
        memory.putLittle(paca + EntryCodes.PACA_KERNEL_TOC, 8, toc.orElse(0));
        memory.putLittle(paca + EntryCodes.PACA_KERNEL_BASE, 8, kernelBase());
        memory.putLittle(paca + layout.current(), 8, task);
        memory.putLittle(paca + layout.ftraceEnabled(), 1, 1);
        cpu.stack(paca - layout.taskSize() - FIRST_FRAME);
        cpu.link(stack.end());
        cpu.register(2, toc.orElse(0));
        cpu.register(12, entry);
        cpu.register(13, paca);
        cpu.pc(entry);
    }

    private long task(TaskLayout layout, Range stack) {
        return isOld() ? stack.start() : stack.end() - layout.pacaSize() - layout.taskSize();
    }

    @Override
    public List<String> linkage() {
        return List.of("r1", "r2", "r12", "lr", "ctr");
    }

    @Override
    public Optional<SecondStack> secondStack(Machine machine, Range stack) {
        TaskLayout layout = TaskLayout.of(machine);
        return Optional.of(
                new SecondStack(
                        "livepatch",
                        task(layout, stack) + layout.livepatchSp(),
                        stack.start() + LIVEPATCH_STACK,
                        LIVEPATCH_RECORD,
                        List.of("r2", "lr")));
    }

    @Override
    public List<Recipe> constant(long value) {
        return Constants.of(value, kernelBase() + (16L << 20) + 0x8000);
    }
}
