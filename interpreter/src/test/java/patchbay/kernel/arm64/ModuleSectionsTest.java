package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.MadeModule.BASE;
import static patchbay.kernel.MadeModule.DATA;
import static patchbay.kernel.MadeModule.longs;
import static patchbay.kernel.MadeModule.placed;
import static patchbay.kernel.MadeModule.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;
import patchbay.bytes.Page;
import patchbay.bytes.Protection;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.kernel.Placement;
import patchbay.machine.Machine;
import patchbay.machine.Segment;
import patchbay.patch.Effect;
import patchbay.source.Code;

/** Which sections of a module are kept, and where they lie. */
class ModuleSectionsTest {
    private static final int RET = 0xd65f03c0;
    private static final int PAGE = 4096;

    @Test
    void whatTheLoaderOnlyReadsIsNotKept() {
        MadeModule made = MadeModule.arm64();
        made.text(".text", RET);
        for (String name :
                List.of(".modinfo", "__versions", "__version_ext_crcs", "__version_ext_names")) {
            made.section(name, Section.PROGBITS, Section.ALLOC, 1, new byte[1]);
        }
        made.section(".comment", Section.PROGBITS, 0, 1, new byte[1]);
        made.section(".rodata", Section.PROGBITS, Section.ALLOC, 1, new byte[1]);
        assertEquals(
                List.of(".text", ".rodata"),
                made.loaded().sections().stream()
                        .map(LoadedModule.PlacedSection::name)
                        .filter(name -> !name.contains("plt") && !name.contains("trampoline"))
                        .toList());
    }

    @Test
    void whatBecomesReadOnlyAfterInitIsWritableBefore() {
        MadeModule made = MadeModule.arm64();
        made.section(".rodata", Section.PROGBITS, Section.ALLOC, 1, new byte[1]);
        made.section(".data..ro_after_init", Section.PROGBITS, DATA, 1, new byte[1]);
        made.section("__jump_table", Section.PROGBITS, DATA, 1, new byte[1]);
        made.section(".data", Section.PROGBITS, DATA, 1, new byte[1]);
        LoadedModule module = made.in("6.12").loaded();
        assertEquals("ro_after_init", placed(module, ".data..ro_after_init").block());
        assertEquals("ro_after_init", placed(module, "__jump_table").block());
        assertEquals("data", placed(module, ".data").block());
        assertEquals(Protection.READ_WRITE, placed(module, "__jump_table").protection());
        assertEquals(Protection.READ_ONLY, placed(module, ".rodata").protection());
        assertEquals(
                List.of(new LoadNote.NotModelled("jump labels", List.of("__jump_table"))),
                module.notes());
    }

    /** Between what is never written and data, in pages of their own; before, among the data. */
    @ParameterizedTest
    @CsvSource({"4.7, 0x1001, 0x1002", "4.8, 0x1000, 0x2001", "4.20, 0x1000, 0x1001"})
    void whatBecomesReadOnlyAfterInitHasPagesOfItsOwnSince(
            String version, String afterInit, String jumpLabels) {
        MadeModule made = MadeModule.arm64();
        made.text(".text", RET);
        made.section(".data", Section.PROGBITS, DATA, 1, new byte[1]);
        made.section(".data..ro_after_init", Section.PROGBITS, DATA, 1, new byte[1]);
        made.section("__jump_table", Section.PROGBITS, DATA, 1, new byte[1]);
        LoadedModule module = made.in(version).loaded();
        assertEquals(
                BASE + Long.decode(afterInit),
                placed(module, ".data..ro_after_init").range().start());
        assertEquals(
                BASE + Long.decode(jumpLabels), placed(module, "__jump_table").range().start());
    }

    @Test
    void perCpuDataLieWhereTheyAreGivenOrSomewhereElse() {
        MadeModule made = MadeModule.arm64();
        int text = made.text(".text", RET, RET);
        int percpu = made.section(".data..percpu", Section.PROGBITS, DATA, 64, new byte[64]);
        int counter = made.symbol("counter", percpu, 8, Symbol.LOCAL, Symbol.OBJECT);
        made.reloc(text, 0, Arm64Fixups.ABS64.elfType(), counter, 4);
        LoadedModule given =
                made.at(new Placement.First(BASE, OptionalLong.of(0x12340000))).loaded();
        assertEquals(0x1234000cL, Bits.little(placed(given, ".text").live(), 0, 8));
        assertEquals(List.of(), given.notes());
        assertTrue(given.section(".data..percpu").isEmpty());

        LoadedModule free = made.at(new Placement.First(BASE, OptionalLong.empty())).loaded();
        long assumed = Bits.little(placed(free, ".text").live(), 0, 8) - 12;
        assertEquals(List.of(new LoadNote.Assumed("percpu", assumed)), free.notes());
        assertEquals(0xffff_8000_0980_0000L, assumed);
    }

    @Test
    void aSectionThatNobodyCouldHoldIsRefused() {
        assertEquals(
                64L << 20,
                large(Section.PROGBITS, (64L << 20) + 1)
                        .refused(LoadRefusal.TooLarge.class)
                        .limit());
        LoadRefusal.TooLarge zeros =
                large(Section.NOBITS, (32L << 20) + 1).refused(LoadRefusal.TooLarge.class);
        assertEquals("what is zero at first", zeros.what());
        assertEquals(
                1L << 20, placed(large(Section.NOBITS, 1L << 20).loaded(), ".x").range().size());
    }

    private static MadeModule large(int type, long size) {
        MadeModule made = MadeModule.arm64();
        made.section(".x", type, DATA, 1, size, 0);
        return made;
    }

    @Test
    void relocationsWithoutAddendAreNotSupported() {
        MadeModule made = MadeModule.arm64();
        made.section(".rel.text", Section.REL, Section.ALLOC, 8, new byte[16]);
        assertEquals(
                List.of("module made: REL relocation unsupported"),
                made.refused(LoadRefusal.Rejected.class).log());
        MadeModule debug = MadeModule.arm64();
        debug.section(".rel.debug", Section.REL, 0, 8, new byte[16]);
        assertEquals(4, debug.loaded().sections().size());
    }

    @Test
    void aSectionStandsOnItsAlignment() {
        MadeModule made = MadeModule.arm64();
        made.section(".data", Section.PROGBITS, DATA, 64, new byte[64]);
        Placement places = sections(Map.of(".data", BASE + 32));
        LoadRefusal.Misaligned refusal = made.at(places).refused(LoadRefusal.Misaligned.class);
        assertEquals(".data", refusal.what());
        assertEquals(64, refusal.alignment());
    }

    @Test
    void manyLargeSectionsAreTooMuchTogether() {
        MadeModule made = MadeModule.arm64();
        for (String name : List.of(".a", ".b", ".c")) {
            made.section(name, Section.PROGBITS, DATA, 1, 48L << 20, 0);
        }
        LoadRefusal.TooLarge refusal = made.refused(LoadRefusal.TooLarge.class);
        assertEquals("what is kept", refusal.what());
        // each with its alignment: two tables of one slot, the tracer's two slots, an empty section
        int own = 2 * (12 + 64) + (24 + 4) + (1 + 1);
        assertEquals((144L << 20) + 3 + own, refusal.size());
        assertEquals(128L << 20, refusal.limit());
    }

    /** These where they are to be, and the slot tables out of their way. */
    private static Placement sections(Map<String, Long> places) {
        Map<String, List<Long>> all = new HashMap<>();
        all.put(".plt", List.of(BASE));
        all.put(".init.plt", List.of(BASE + 0x10000));
        all.put(".text.ftrace_trampoline", List.of(BASE + 0x20000));
        all.put(".init.text.ftrace_trampoline", List.of(BASE + 0x21000));
        places.forEach((name, place) -> all.put(name, List.of(place)));
        return new Placement.Sections(all, OptionalLong.empty());
    }

    @Test
    void aSectionThatIsNotListedIsNamedOrAssumed() {
        MadeModule made = MadeModule.arm64();
        made.text(".text", RET);
        made.section(".empty", Section.PROGBITS, DATA, 8, new byte[0]);
        made.section(".data", Section.PROGBITS, DATA, 8, new byte[8]);
        made.section(".bss", Section.NOBITS, DATA, 8, 8, 0);
        Placement text = sections(Map.of(".text", BASE + 0x30000));
        MadeModule core = made.at(text);
        LoadedModule module = core.loaded();
        assertEquals(
                List.of(
                        new LoadNote.Assumed(".data", placed(module, ".data").range().start()),
                        new LoadNote.Assumed(".bss", placed(module, ".bss").range().start())),
                module.notes());
        assertEquals(
                List.of(".data", ".bss"),
                core.in("6.12").refused(LoadRefusal.NotPlaced.class).names());
    }

    @Test
    void aBlockThatThisKernelDoesNotHaveIsNamed() {
        MadeModule made = MadeModule.arm64();
        Map<String, Long> bases = Map.of("core", BASE, "text", BASE, "init", BASE + 0x10000);
        assertEquals(
                "text",
                made.at(new Placement.Blocks(bases, OptionalLong.empty()))
                        .refused(LoadRefusal.NoSuchBlock.class)
                        .name());
    }

    @ParameterizedTest
    @ValueSource(longs = {-PAGE, -2 * PAGE})
    void nothingLiesAtTheEndOfTheAddressSpace(long base) {
        MadeModule made = MadeModule.arm64();
        made.section(".data", Section.PROGBITS, DATA, 1, new byte[PAGE]);
        LoadRefusal.TooLarge refusal =
                made.at(new Placement.First(base, OptionalLong.empty()))
                        .refused(LoadRefusal.TooLarge.class);
        assertEquals(".data", refusal.what());
        assertEquals(Code.PB7007, refusal.code());
        assertEquals(2 * PAGE, refusal.size());
        assertEquals(-base, refusal.limit());
    }

    @Test
    void sectionsThatOnlyTouchAreNoOverlap() {
        MadeModule made = MadeModule.arm64();
        made.text(".text", RET);
        made.section(".data", Section.PROGBITS, DATA, 4, new byte[8]);
        Placement places =
                sections(
                        Map.of(
                                ".text", BASE + 0x30008,
                                ".data", BASE + 0x30000));
        assertEquals(BASE + 0x30000, placed(made.at(places).loaded(), ".data").range().start());
    }

    @Test
    void placesAreListedByAddressAndOnlyWhatHoldsSomething() {
        MadeModule made = MadeModule.arm64();
        made.section(".empty", Section.PROGBITS, DATA, 8, new byte[0]);
        made.section(".rodata", Section.PROGBITS, Section.ALLOC, 8, words(1));
        made.section(".data", Section.PROGBITS, DATA, 8, words(2));
        Placement places =
                sections(
                        Map.of(
                                ".rodata", BASE + 0x2ff8,
                                ".data", BASE + 0x2ff0,
                                ".empty", BASE));
        LoadedModule module = made.at(places).loaded();
        assertEquals(
                List.of(".plt", ".data", ".rodata"),
                module.module().segments().stream().map(Segment::name).limit(3).toList());
        // a page that both share can be written to, and no page is mapped for nothing
        Machine machine = new Machine();
        machine.apply(module.plan());
        assertEquals(Protection.READ_WRITE, protection(machine, BASE + 0x2000));
        assertEquals(Protection.EXECUTE, protection(machine, BASE));
        assertTrue(!machine.memory().isMapped(BASE + 0x1000));
        assertTrue(!machine.memory().isMapped(BASE + 0x3000));
    }

    private static Protection protection(Machine machine, long address) {
        Page page = machine.memory().page(address);
        assertTrue(page != null);
        return page.protection();
    }

    @Test
    void aFullPageIsOnePageAndWhatIsZeroIsNotWritten() {
        MadeModule made = MadeModule.arm64();
        byte[] last = new byte[PAGE];
        last[PAGE - 1] = 1;
        made.section(".data", Section.PROGBITS, DATA, 1, last);
        made.section(".rodata", Section.PROGBITS, Section.ALLOC, 1, new byte[PAGE]);
        LoadedModule module = made.in("6.12").loaded();
        List<String> filled = new ArrayList<>();
        long pages = 0;
        for (Effect effect : module.plan().effects()) {
            if (effect instanceof Effect.Fill fill) {
                filled.add(fill.why());
            }
            pages += effect instanceof Effect.Map map ? map.range().size() / PAGE : 0;
        }
        assertTrue(filled.contains("load made .data"));
        assertTrue(!filled.contains("load made .rodata"));
        // code, data, what is only read, and the code of init
        assertEquals(4, pages);
    }

    /** Entries are distances from their own fields to the instruction and to the fixup. */
    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1"})
    void exceptionsAreSortedByTheInstructionThatMayFault(String version) {
        int size = version.equals("6.1") ? 12 : 8;
        for (int rest : new int[] {0, 4}) {
            int all = 2 * size + rest;
            LoadedModule empty = exceptions(version, new byte[all]).loaded();
            long table = placed(empty, "__ex_table").range().start();
            byte[] entries = new byte[all];
            entry(entries, 0, size, table, 0x200, 0x300, 7);
            entry(entries, size, size, table, 0x100, 0x400, 9);
            byte[] expected = new byte[all];
            entry(expected, 0, size, table, 0x100, 0x400, 9);
            entry(expected, size, size, table, 0x200, 0x300, 7);
            Bits.putLittle(entries, 2 * size, rest, 42);
            Bits.putLittle(expected, 2 * size, rest, 42);
            assertArrayEquals(
                    expected,
                    placed(exceptions(version, entries).loaded(), "__ex_table").relocated());
        }
    }

    private static MadeModule exceptions(String version, byte[] entries) {
        MadeModule made = MadeModule.arm64();
        made.section("__ex_table", Section.PROGBITS, Section.ALLOC, 4, entries);
        return made.in(version);
    }

    private static void entry(
            byte[] table, int at, int size, long start, int instruction, int fixup, int rest) {
        Bits.putLittle(table, at, 4, BASE + instruction - (start + at));
        Bits.putLittle(table, at + 4, 4, BASE + fixup - (start + at + 4));
        if (size == 12) {
            Bits.putLittle(table, at + 8, 4, rest);
        }
    }

    @Test
    void pagesNextToEachOtherAreOneMapAndOthersAreNot() {
        MadeModule made = MadeModule.arm64();
        made.section(".one", Section.PROGBITS, DATA, 8, new byte[PAGE]);
        made.section(".two", Section.PROGBITS, DATA, 8, new byte[8]);
        made.section(".three", Section.PROGBITS, DATA, 8, new byte[8]);
        Placement places =
                sections(
                        Map.of(
                                ".one", BASE + 4 * PAGE,
                                ".two", BASE + 5 * PAGE,
                                ".three", BASE + 7 * PAGE));
        List<String> maps = new ArrayList<>();
        for (Effect effect : made.at(places).loaded().plan().effects()) {
            if (effect instanceof Effect.Map map && map.protection() == Protection.READ_WRITE) {
                maps.add((map.range().start() - BASE) / PAGE + " " + map.range().size() / PAGE);
            }
        }
        assertEquals(List.of("4 2", "7 1"), maps);
    }
}
