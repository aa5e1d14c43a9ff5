package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Isa;
import patchbay.isa.Veneer;
import patchbay.isa.ppc64.Ppc64;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.ModuleLayout;
import patchbay.kernel.Options;
import patchbay.kernel.RelocationOrder.Heapsort;
import patchbay.kernel.SlotTables;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Result;

/** Which kernel does what. */
class Ppc64EraTest {
    private static final Architecture PPC64 = new Ppc64Kernels(Ppc64.ISA);
    private static final long KERNEL = 0xc000_0000_0000_0000L;
    private static final OptionalLong TOC = OptionalLong.of(0xc008_0000_0000_8000L);
    private static final OptionalLong KERNEL_TOC = OptionalLong.of(KERNEL + 0x1_8000);

    private static Result<Era> era(String version, String... flags) {
        return PPC64.era(
                Version.parse(version).orElseThrow(), new Options(Set.of(flags), 64 << 10));
    }

    private static Era known(String version) {
        return ((Result.Ok<Era>) era(version)).value();
    }

    @ParameterizedTest
    @CsvSource({
        "4.18.0,  P1, ftrace_regs_caller",
        "4.19.99, P1, ftrace_regs_caller",
        "6.1.0,   P2, ftrace_caller",
        "6.3.9,   P2, ftrace_caller",
        "6.4,     P3, ftrace_caller",
        "6.12,    P3, ftrace_caller",
    })
    void aVersionPicksItsEra(String version, String name, String target) {
        Era era = known(version);
        assertEquals(name, era.name());
        assertEquals(target, era.entryCode().target());
        assertEquals(KERNEL, era.kernelBase());
        assertEquals(0xc008_0000_0000_0000L, era.moduleBase());
        assertEquals(0xc000_0001_0000_0000L, era.heapBase());
        assertEquals(new Version(4, 18, 0), era.firstToRedirect());
        assertTrue(era.livepatches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.17.19", "4.20.0", "5.10", "6.0.19", "6.13", "7.0"})
    void versionsThatNobodyKnowsAreRefused(String version) {
        LayoutRefusal.VersionNotCovered refusal =
                assertInstanceOf(
                        LayoutRefusal.VersionNotCovered.class, era(version).reasons().getFirst());
        assertEquals("4.18 and 4.19, 6.1 to 6.12", refusal.covered());
        assertTrue(
                refusal.why()
                        .contains(
                                version.startsWith("4.17")
                                        ? "4.18"
                                        : version.matches("[45].*|6.0.*") ? "4.20" : "6.13"));
    }

    @Test
    void optionsThatThereAreNotAreRefusedWithThoseThereAre() {
        LayoutRefusal.UnknownOption refusal =
                assertInstanceOf(
                        LayoutRefusal.UnknownOption.class,
                        era("6.1", "nokaslr", "erratum_843419").reasons().getFirst());
        assertEquals("erratum_843419", refusal.option());
        assertEquals(List.of("nokaslr"), refusal.known());
        LayoutRefusal.UnknownOption pages =
                assertInstanceOf(
                        LayoutRefusal.UnknownOption.class,
                        PPC64.era(Version.of(6, 1), new Options(Set.of(), 16 << 10))
                                .reasons()
                                .getFirst());
        assertEquals("pages 16384", pages.option());
        assertEquals(List.of("pages 64K", "pages 4K"), pages.known());
        assertEquals(new Options(Set.of(), 64 << 10), PPC64.usual());
        assertEquals("ppc64le", PPC64.name());
        assertEquals(Version.of(6, 12), PPC64.newest());
    }

    // ---------------------------------------------------------------------------------- slots

    @Test
    void oneTableServesCallsAndTheTracer() {
        SlotTables tables = known("6.1").slotTables();
        assertTrue(tables.isOne());
        assertEquals(
                List.of("stubs", ".stubs", "stubs"),
                List.of(tables.far(), tables.farSection(), tables.init()));
        assertEquals(8, tables.alignment());
        assertEquals(SlotTables.Order.LAST_NAMED_FIRST, tables.order());
        assertEquals(
                List.of(
                        new Era.TracerSlot("ftrace_caller", true),
                        new Era.TracerSlot("ftrace_regs_caller", true)),
                known("6.1").tracerSlots());
        assertTrue(known("6.1").mayHoldSlot(0xc008_0000_0000_0ffcL));
        assertEquals(Optional.empty(), known("6.1").farJump());
    }

    @Test
    void aSlotStartsFromItsModulesRegisterAndTheTracersFromTheKernels() {
        assertEquals(Stubs.CALL.from(TOC.getAsLong()), known("6.1").slot(TOC));
        assertEquals(
                Stubs.TRACER.from(KERNEL_TOC.getAsLong()),
                known("6.1").tracerSlot(TOC, KERNEL_TOC));
        assertEquals(
                Stubs.TRACER_FROM_R2.from(TOC.getAsLong()),
                known("4.19").tracerSlot(TOC, KERNEL_TOC));
        assertEquals(
                List.of("ld r12/mtctr/bctr", "pld r12/mtctr/bctr"),
                known("6.1").slotForms(TOC).stream().map(Veneer::name).toList());
        assertEquals(Stubs.CALL.from(0), known("6.1").slot(OptionalLong.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "c000000000010000, c000000000018000",
        "c0000000000100ff, c000000000018000",
        "c000000000010100, c000000000018100",
    })
    void theRegisterPoints32KiBBehindTheDataRoundedDown(String data, String toc) {
        assertEquals(
                OptionalLong.of(Long.parseUnsignedLong(toc, 16)),
                known("6.1").toc(Long.parseUnsignedLong(data, 16)));
    }

    // ----------------------------------------------------------------------------------- words

    @Test
    void onlyBranchesAndTheNoOpAreExchangedWhileOthersRun() {
        Era era = known("6.1");
        long nop = 0x6000_0000L;
        for (long branch : new long[] {0x4800_0001L, 0x4bff_fffcL, 0x4800_0002L}) {
            assertTrue(era.safeExchange(nop, branch));
            assertTrue(era.safeExchange(branch, nop));
        }
        for (long other : new long[] {0x4182_0008L, 0x6042_0000L, 0x7c08_02a6L, 0x4c00_0000L}) {
            assertFalse(era.safeExchange(nop, other));
            assertFalse(era.safeExchange(other, nop));
        }
    }

    @Test
    void branchesAreWrittenWithTheirTarget() {
        Era era = known("6.1");
        assertEquals("bl 0xc000000000000008", era.call(KERNEL + 8));
        assertEquals("b 0xc000000000000008", era.jump(KERNEL + 8));
        assertEquals("nop", era.noOp());
        assertEquals(Optional.of("ld r2,24(r1)"), era.behindSlotCall());
        assertTrue(era.othersThroughSlots());
    }

    @Test
    void theDutiesOfEachCrossingAreNamedInTheirOrder() {
        Era era = known("6.1");
        Map<Era.Crossing, List<String>> duties =
                Map.of(
                        Era.Crossing.INSIDE, List.of("keeps r2"),
                        Era.Crossing.CALL_THROUGH_SLOT,
                                List.of("saves r2", "sets r2", "restores r2"),
                        Era.Crossing.JUMP_THROUGH_SLOT,
                                List.of("saves r2", "sets r2", "restores r2"),
                        Era.Crossing.REDIRECTED, List.of("saves r2", "sets r2", "restores r2"));
        duties.forEach((crossing, whats) ->
                assertEquals(whats, era.duties(crossing).stream().map(Era.Duty::what).toList()));
        assertTrue(era.duties(Era.Crossing.JUMP_THROUGH_SLOT).getLast().how().startsWith("nobody"));
    }

    // -------------------------------------------------------------------------------- constants

    /** Assembled with GNU as 2.40, and run: r12 was the value. */
    @ParameterizedTest
    @CsvSource({
        "c000000000b5cee0, 3d80c000 618c0000 798c07c6 658c00b5 618ccee0",
        "c008000000a00758, 3d80c008 618c0000 798c07c6 658c00a0 618c0758",
        "123456789abcdef0, 3d801234 618c5678 798c07c6 658c9abc 618cdef0",
        "8000800080008000, 3d808000 618c8000 798c07c6 658c8000 618c8000",
        "7fffffff80000000, 3d807fff 618cffff 798c07c6 658c8000 618c0000",
        "ffffffffffffffff, 3d80ffff 618cffff 798c07c6 658cffff 618cffff",
        "0000000000000000, 3d800000 618c0000 798c07c6 658c0000 618c0000",
    })
    void aConstantIsMadeOfAllItsHalves(String value, String words) {
        Era.Recipe recipe = known("6.1").constant(Long.parseUnsignedLong(value, 16)).getFirst();
        assertEquals("patch_imm64_load_insns", recipe.name());
        List<Isa.AsmLine> lines =
                recipe.lines().stream().map(line -> new Isa.AsmLine(line, 0)).toList();
        byte[] code =
                ((Result.Ok<Isa.Assembly>)
                                Ppc64.ISA.assemble(lines, 0, name -> OptionalLong.empty()))
                        .value()
                        .bytes();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < code.length; i += 4) {
            found.add("%08x".formatted(Bits.little(code, i, 4)));
        }
        assertEquals(words, String.join(" ", found));
    }

    @Test
    void anAddressWithin2GiBIsMadeFromTheKernelsRegister() {
        Era era = known("6.1");
        long toc = KERNEL + 0x100_8000;
        Era.Recipe near = era.constant(toc + 0x12_8000).getLast();
        assertEquals(toc, near.place());
        assertEquals(List.of("addis r12,r2,19", "addi r12,r12,-32768"), near.lines());
        assertEquals("an address within 2G of .TOC., here 0xc000000001008000", near.when());
        assertEquals(
                List.of("addis r12,r2,-1", "addi r12,r12,32767"),
                era.constant(toc - 0x8001).getLast().lines());
        // half of what addi adds is below
        for (long reached : new long[] {-0x8000_8000L, 0x7fff_7fffL}) {
            assertEquals(2, era.constant(toc + reached).size());
        }
        for (long far : new long[] {-0x8000_8001L, 0x7fff_8000L}) {
            assertEquals(1, era.constant(toc + far).size());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "0                : li r4,0",
                "7fff             : li r4,32767",
                "ffffffffffff8000 : li r4,-32768",
                "8000             : lis r4,0; ori r4,r4,32768",
                "10000            : lis r4,1",
                "ffffffff80000000 : lis r4,-32768",
                "7fffffff         : lis r4,32767; ori r4,r4,65535",
                "80000000         : li r4,0; sldi r4,r4,32; oris r4,r4,32768",
                "100000000        : li r4,1; sldi r4,r4,32",
                "100000001        : li r4,1; sldi r4,r4,32; ori r4,r4,1",
                "123456789abcdef0 : lis r4,4660; ori r4,r4,22136; sldi r4,r4,32;"
                        + " oris r4,r4,39612; ori r4,r4,57072",
            })
    void aCompilerLeavesOutHalvesThatAreZero(String value, String lines) {
        assertEquals(
                List.of(lines.split("; *", -1)),
                Constants.inRegister(4, Long.parseUnsignedLong(value, 16)));
    }

    // ---------------------------------------------------------------------------------- loader

    @Test
    void whatTheLoaderDoesFollowsTheVersion() {
        Ppc64Loader before = (Ppc64Loader) known("6.1").loader();
        assertEquals(ModuleLayout.CORE_AND_INIT, ((Ppc64Loader) known("6.3").loader()).layout());
        assertEquals(ModuleLayout.BLOCK_BY_TYPE, ((Ppc64Loader) known("6.4").loader()).layout());
        assertEquals(Heapsort.BOTTOM_UP, ((Ppc64Loader) known("6.10").loader()).heapsort());
        assertEquals(
                Heapsort.BOTTOM_UP_TWO_AT_A_TIME,
                ((Ppc64Loader) known("6.11").loader()).heapsort());
        assertFalse(((Ppc64Loader) known("6.2").loader()).toleratesRestored());
        assertTrue(((Ppc64Loader) known("6.3").loader()).toleratesRestored());
        assertFalse(((Ppc64Loader) known("4.19").loader()).viaPaca());
        assertTrue(before.viaPaca());
        assertEquals(8, before.exceptionEntrySize());
        assertFalse(before.isInit(".init.text"));
        assertFalse(before.countsAsInit(".init.text"));
        assertFalse(before.keepsDataSymbols());
        assertEquals(
                Set.of("__ftr_fixup", "__lwsync_fixup", "__jump_table"), before.leftOut().keySet());
    }

    // ------------------------------------------------------------------------------------ tasks

    /** thread_info stands at the bottom of the stack until 5.1, at its top in this model since. */
    @ParameterizedTest
    @CsvSource({"4.19, 0", "6.1, 3f00"})
    void aTaskBeginsWithItsTwoStacksAndItsPaca(String version, String threadInfo) {
        Machine machine = new Machine();
        Memory memory = machine.memory();
        machine.apply(
                new Plan(
                        "kernel",
                        List.of(
                                Effect.Become.appear(
                                        new Module(
                                                Module.KERNEL,
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                KERNEL_TOC)))));
        Range stack = Range.of(0xc000_0000_0100_0000L, 1 << EntryCodes.THREAD_SHIFT);
        memory.map(stack, Protection.READ_WRITE);
        Cpu cpu = Ppc64.ISA.cpu(memory);
        known(version).begin(cpu, machine, stack, KERNEL + 64);
        long task = stack.start() + Long.parseLong(threadInfo, 16);
        long paca = stack.end() - 128;
        assertEquals(0x57ac_6e9dL, memory.u64(stack.start()));
        assertEquals(stack.start() + 64, memory.u64(task + 16));
        assertEquals(KERNEL_TOC.getAsLong(), memory.u64(paca + 16));
        assertEquals(KERNEL, memory.u64(paca + 24));
        assertEquals(task, memory.u64(paca + 40));
        assertEquals(1, memory.u64(paca + 48));
        assertEquals(
                Optional.of(
                        new Era.SecondStack(
                                "livepatch",
                                task + 16,
                                stack.start() + 64,
                                24,
                                List.of("r2", "lr"))),
                known(version).secondStack(machine, stack));
        assertEquals(stack.end() - 256 - 128, cpu.stack());
        assertEquals(stack.end(), cpu.link());
        assertEquals(
                List.of(KERNEL_TOC.getAsLong(), KERNEL + 64, paca, KERNEL + 64),
                List.of(cpu.register(2), cpu.register(12), cpu.register(13), cpu.pc()));
    }
}
