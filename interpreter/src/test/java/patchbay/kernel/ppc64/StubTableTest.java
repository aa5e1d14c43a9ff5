package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.MadeModule.DATA;
import static patchbay.kernel.MadeModule.placed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.kernel.Placement;
import patchbay.machine.Machine;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.patch.Plan;
import patchbay.source.Result;

/** How many stubs a module gets, who gets them, and where they do not reach. */
class StubTableTest {
    private static final int REL24 = Ppc64Fixups.REL24.elfType();
    private static final int BL = 0x4800_0001;
    private static final long FAR = 0xc000_0000_0100_0000L;
    private static final long CALLER = FAR + 0x100;

    /** A call for each letter, of the function of that name, with its addend. */
    private static MadeModule calling(String letters, long... addends) {
        MadeModule made = MadeModule.ppc64();
        int[] words = new int[2 * letters.length()];
        for (int i = 0; i < words.length; i += 2) {
            words[i] = BL;
            words[i + 1] = Stubs.NOP;
        }
        int text = made.text(".text", words);
        Map<String, Integer> symbols = new HashMap<>();
        for (int i = 0; i < letters.length(); i++) {
            String name = letters.substring(i, i + 1);
            made.export(name, FAR + 0x1000 * (name.charAt(0) - 'a'));
            int symbol = symbols.computeIfAbsent(name, made::undefined);
            made.reloc(text, 8L * i, REL24, symbol, i < addends.length ? addends[i] : 0);
        }
        return made;
    }

    private static MadeModule traced(MadeModule made) {
        return made.export(".TOC.", FAR)
                .export("ftrace_caller", CALLER)
                .export("ftrace_regs_caller", CALLER + 8);
    }

    private static SlotTable stubs(LoadedModule module) {
        return module.tables().getFirst();
    }

    private static List<Long> targets(LoadedModule module) {
        return stubs(module).slots().stream().map(Slot::target).toList();
    }

    @Test
    void callsOfOneTargetShareAStubAndTheLastSymbolComesFirst() {
        LoadedModule module = traced(calling("aba")).loaded();
        SlotTable table = stubs(module);
        long text = placed(module, ".text").range().start();
        long start = placed(module, ".stubs").range().start();
        assertEquals(
                List.of(
                        new Slot(0, start, FAR + 0x1000, List.of(text + 8)),
                        new Slot(1, start + 40, FAR, List.of(text, text + 16)),
                        new Slot(2, start + 80, CALLER, List.of()),
                        new Slot(3, start + 120, CALLER + 8, List.of())),
                table.slots().stream()
                        .map(s ->
                                new Slot(
                                        s.index(),
                                        s.address(),
                                        s.target(),
                                        s.users().stream().sorted().toList()))
                        .toList());
        // two calls, two of the tracer, and one that ends the search
        assertEquals(5 * 40, table.range().size());
        assertEquals(List.of(4, 4), List.of(table.used(), table.max()));
        assertEquals(List.of(), module.notes());
    }

    @Test
    void whoeverKnowsNoTracerIsTold() {
        MadeModule made = calling("a");
        assertEquals(
                List.of(
                        new LoadNote.NoEntryCode("stubs", "ftrace_caller"),
                        new LoadNote.NoEntryCode("stubs", "ftrace_regs_caller")),
                made.loaded().notes());
        made.export("ftrace_caller", CALLER).export("ftrace_regs_caller", CALLER);
        assertEquals(
                List.of(
                        new LoadNote.NoEntryCode("stubs", ".TOC."),
                        new LoadNote.NoEntryCode("stubs", ".TOC.")),
                made.loaded().notes());
        assertEquals(List.of(FAR, CALLER), targets(made.export(".TOC.", FAR).loaded()));
        // until 4.20 always slots of their own, which need no .TOC. of the kernel
        assertEquals(List.of(FAR, CALLER, CALLER), targets(made.in("4.19").loaded()));
    }

    /**
     * The addend before is kept in 32 bits: a greater one hides the one that follows, and a
     * negative one is never equal to itself.
     */
    @Test
    void addendsAreComparedByTheirLowHalves() {
        long hides = 1L << 32;
        assertEquals(4 * 40, stubs(calling("aa", hides, 0).loaded()).range().size());
        assertEquals(5 * 40, stubs(calling("aa", hides, 4).loaded()).range().size());
        assertEquals(5 * 40, stubs(calling("aa", -4, -4).loaded()).range().size());
        assertEquals(4 * 40, stubs(calling("aa", 4, 4).loaded()).range().size());
    }

    @Test
    void whoFindsNoStubLeftIsNamed() {
        long hides = 1L << 32;
        MadeModule three = calling("aabbcc", hides, 0, hides, 0, hides, 0);
        // 3 counted, 6 needed: the reserve of 3 is just enough
        LoadedModule full = three.loaded();
        assertEquals(List.of(6, 5), List.of(stubs(full).used(), stubs(full).max()));
        LoadRefusal.NoSlotLeft tracer = traced(three).refused(LoadRefusal.NoSlotLeft.class);
        long stubs = placed(full, ".stubs").range().start();
        assertEquals(
                new LoadRefusal.NoSlotLeft(
                        "made",
                        "stubs",
                        stubs,
                        ".stubs+0x0",
                        CALLER,
                        6,
                        "stubs",
                        ".text+0x8",
                        List.of(),
                        LoadRefusal.ENOENT,
                        ""),
                tracer);

        MadeModule four = calling("aabbccdd", hides, 0, hides, 0, hides, 0, hides, 0);
        LoadRefusal.NoSlotLeft call = four.refused(LoadRefusal.NoSlotLeft.class);
        assertEquals(7, call.max());
        // the greatest symbol came first, so it is a's second call; text begins at the base
        assertEquals(MadeModule.PPC64_BASE, call.place() & ~0xfffL);
        assertEquals(FAR, call.target());
    }

    // ----------------------------------------------------------------------------------- reach

    /** The stubs that far from what r2 holds. */
    private static MadeModule apart(long distance) {
        MadeModule made = calling("a");
        made.section(".toc", Section.PROGBITS, DATA, 8, new byte[8]);
        long toc = MadeModule.PPC64_BASE + (4L << 30);
        long stubs = toc + 0x8000 + distance;
        Map<String, List<Long>> places =
                Map.of(
                        ".text", List.of(stubs + 0x1000),
                        ".stubs", List.of(stubs),
                        ".toc", List.of(toc));
        return made.at(new Placement.Sections(places, OptionalLong.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "-0x80000000, true",
        "-0x80000008, false",
        "0x7ffffff8,  true",
        "0x80000000,  false",
    })
    void aStubIsAtMost2GiBFromItsModulesToc(String text, boolean accepted) {
        long distance = Long.decode(text);
        if (accepted) {
            LoadedModule module = apart(distance).loaded();
            // beyond 2 GiB - 32 KiB the kernel takes it, and addis has the wrong sign
            boolean lost =
                    module.notes()
                            .contains(
                                    new LoadNote.SlotLost(
                                            "stubs", 0, stubs(module).addressOf(0), FAR));
            assertEquals(distance > 0, lost);
        } else {
            LoadRefusal.SlotOutOfReach refusal =
                    apart(distance).refused(LoadRefusal.SlotOutOfReach.class);
            assertEquals(
                    List.of("module_64: made: Address of stub out of range of .TOC."),
                    refusal.log());
            assertEquals(FAR, refusal.target());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-0x80000000, true",
        "-0x80000001, false",
        "0x7fffffff,  true",
        "0x80000000,  false",
    })
    void theTracerIsAtMost2GiBFromTheKernelsToc(String text, boolean accepted) {
        MadeModule made = MadeModule.ppc64();
        long toc = FAR - Long.decode(text);
        made.export(".TOC.", toc).export("ftrace_caller", FAR).export("ftrace_regs_caller", toc);
        if (accepted) {
            assertEquals(List.of(FAR, toc), targets(made.loaded()));
        } else {
            LoadRefusal.SlotOutOfReach refusal = made.refused(LoadRefusal.SlotOutOfReach.class);
            assertEquals(
                    List.of("module_64: made: Address of the tracer out of range of kernel_toc."),
                    refusal.log());
        }
    }

    // ------------------------------------------------------------------------------ live patches

    /** A live patch, one of whose calls waits for {@code object}. */
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void aLaterCallGetsTheStubThatWasCountedWhenThePatchWasLoaded(String version) {
        MadeModule made = traced(calling("a")).in(version);
        int late = made.text(".text.late", BL, Stubs.NOP);
        int symbol = made.symbol(".klp.sym.object.helper,0", Symbol.LIVEPATCH, 0, Symbol.GLOBAL, 0);
        made.reloc(late, 0, REL24, symbol, 0);
        made.livepatch(late, ".klp.rela.object..text.late");
        LoadedModule patch = made.loaded();
        assertEquals(List.of(3, 4), List.of(stubs(patch).used(), stubs(patch).max()));

        Machine machine = new Machine();
        machine.apply(patch.plan());
        made.export("object.helper", FAR + 0x5000);
        Result<Plan> planned = made.later(patch, "object", machine);
        Plan plan = ((Result.Ok<Plan>) planned).value();
        assertEquals(List.of(), machine.check(plan));
        machine.apply(plan);
        SlotTable after = machine.table("made", "stubs").orElseThrow();
        long call = placed(patch, ".text.late").range().start();
        assertEquals(
                new Slot(3, after.addressOf(3), FAR + 0x5000, List.of(call)),
                after.slots().getLast());
        assertEquals(List.of(4, 3), List.of(after.used(), stubs(patch).used()));
        assertEquals(
                BL | (int) (after.addressOf(3) - call) & 0x3ff_fffc, machine.memory().u32(call));
        assertEquals(Stubs.LD_R2, machine.memory().u32(call + 4));
        assertArrayEquals(
                Stubs.CALL
                        .from(patch.module().toc().orElseThrow())
                        .fill(after.addressOf(3), FAR + 0x5000),
                machine.memory().bytes(after.addressOf(3), 40));
    }

    @Test
    void aLaterCallOfWhatHasAStubSharesIt() {
        MadeModule made = traced(calling("a"));
        int late = made.text(".text.late", BL, Stubs.NOP);
        int symbol = made.symbol(".klp.sym.object.helper,0", Symbol.LIVEPATCH, 0, Symbol.GLOBAL, 0);
        made.reloc(late, 0, REL24, symbol, 0).livepatch(late, ".klp.rela.object..text.late");
        LoadedModule patch = made.loaded();
        Machine machine = new Machine();
        machine.apply(patch.plan());
        made.export("object.helper", FAR);
        machine.apply(((Result.Ok<Plan>) made.later(patch, "object", machine)).value());
        SlotTable after = machine.table("made", "stubs").orElseThrow();
        long text = placed(patch, ".text").range().start();
        long call = placed(patch, ".text.late").range().start();
        assertEquals(3, after.used());
        assertEquals(List.of(text, call), after.slots().getFirst().users());
    }

    @Test
    void aSortedListIsKeptWithTheLivePatch() {
        MadeModule made = traced(MadeModule.ppc64());
        int late = made.text(".text.late", BL, Stubs.NOP, BL, Stubs.NOP);
        for (String name : List.of("one", "two")) {
            int symbol =
                    made.symbol(
                            ".klp.sym.object." + name + ",0",
                            Symbol.LIVEPATCH,
                            0,
                            Symbol.GLOBAL,
                            0);
            made.reloc(late, name.equals("one") ? 0 : 8, REL24, symbol, 0);
        }
        made.livepatch(late, ".klp.rela.object..text.late");
        byte[] kept = placed(made.loaded(), ".klp.rela.object..text.late").relocated();
        assertEquals(
                List.of(8L, 2L, 0L, 1L),
                List.of(
                        Bits.little(kept, 0, 8),
                        Bits.little(kept, 12, 4),
                        Bits.little(kept, 24, 8),
                        Bits.little(kept, 36, 4)));
    }
}
