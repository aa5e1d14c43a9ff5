package patchbay.kernel.arm64;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.arm64.MadeModule.BASE;
import static patchbay.kernel.arm64.MadeModule.CODE;
import static patchbay.kernel.arm64.MadeModule.DATA;
import static patchbay.kernel.arm64.MadeModule.longs;
import static patchbay.kernel.arm64.MadeModule.placed;
import static patchbay.kernel.arm64.MadeModule.word;
import static patchbay.kernel.arm64.MadeModule.words;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.Fixup;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.Placement;
import patchbay.machine.Machine;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol.Kind;
import patchbay.patch.Effect;
import patchbay.source.Code;

/** What the loader does with modules at the edge of what there is. */
class MadeModuleTest {
    private static final int NOP = 0xd503201f;
    private static final int MOV_X9_X30 = 0xaa1e03e9;
    private static final int RET = 0xd65f03c0;
    private static final int BTI_C = 0xd503245f;
    private static final int PAGE = 4096;

    // -------------------------------------------------------------------------- symbol tables

    /**
     * The size of the section that makes {@code block} begin a page later: with one byte more what
     * is appended behind it no longer fits.
     */
    private static int largest(String block, IntFunction<MadeModule> module) {
        long last = module.apply(0).loaded().blocks().getOrDefault(block, 0L);
        for (int size = 1; size <= PAGE; size++) {
            if (module.apply(size).loaded().blocks().getOrDefault(block, 0L) != last) {
                return size - 1;
            }
        }
        throw new AssertionError("the block never moves");
    }

    private static MadeModule withSymbols(int data, int initData, String... more) {
        MadeModule module = new MadeModule();
        int text = module.text(".text", RET);
        int init = module.text(".init.text", RET);
        int kept = module.section(".data", Section.PROGBITS, DATA, 1, new byte[data]);
        module.section(".init.data", Section.PROGBITS, DATA, 1, new byte[initData]);
        module.section(".init.rodata", Section.PROGBITS, Section.ALLOC, 1, new byte[1]);
        int debug = module.section(".debug", Section.PROGBITS, 0, 1, new byte[1]);
        int strings = module.section(".strtab", Section.STRTAB, 0, 1, 100, 0);
        module.section(".symtab", Section.SYMTAB, 0, 1, 24 * 9, strings);
        module.section(".symtab", Section.SYMTAB, 0, 1, 24 * 1000, strings);
        module.function("code", text, 0);
        module.function("init", init, 0);
        module.symbol("datum", kept, 0, Symbol.GLOBAL, Symbol.OBJECT);
        module.symbol("debug", debug, 0, Symbol.LOCAL, 0);
        module.symbol("", text, 0, Symbol.LOCAL, Symbol.SECTION);
        module.symbol("fixed", Symbol.ABSOLUTE, 5, Symbol.GLOBAL, 0);
        module.undefined("ftrace_caller");
        for (String name : more) {
            module.function(name, text, 0);
        }
        return module;
    }

    /** Each takes 24 bytes, its name, the zero behind it, and a letter. */
    private static int tail(String... names) {
        int size = 24 + 1 + 1;
        for (String name : names) {
            size += 24 + name.length() + 1 + 1;
        }
        return size + 1;
    }

    /** Until 6.4 they begin at a page of their own. */
    @Test
    void symbolsOfCodeThatStaysAreAppendedToTheCore() {
        assertEquals(
                PAGE - tail("code", ""),
                largest("init", length -> withSymbols(1, 0, "x".repeat(length)).in("6.1")));
        assertEquals(
                PAGE - tail("code", "datum"),
                largest("rodata", data -> readOnly(withSymbols(data, 0)).in("6.12")));
    }

    private static MadeModule readOnly(MadeModule module) {
        module.section(".rodata", Section.PROGBITS, Section.ALLOC, 1, new byte[1]);
        return module;
    }

    @Test
    void allSymbolsOfALivePatchStay() {
        assertEquals(
                PAGE - tail("code", "init", "datum", "debug", "", "fixed", "ftrace_caller"),
                largest(
                        "rodata",
                        data -> {
                            MadeModule module = readOnly(withSymbols(data, 0));
                            byte[] info = "license=GPL\0livepatch=Y\0".getBytes(US_ASCII);
                            module.section(".modinfo", Section.PROGBITS, Section.ALLOC, 1, info);
                            return module.in("6.17");
                        }));
    }

    @Test
    void theWholeTableIsAppendedToTheDataOfInit() {
        // symbols, strings, and on a multiple of 8 the struct of 32 bytes and a letter for each
        assertEquals(
                PAGE - 8 - 32 - 24 * 9 - 100,
                largest("init_rodata", data -> withSymbols(0, data).in("6.12")));
    }

    // ------------------------------------------------------------------------------- sections

    @Test
    void whatTheLoaderOnlyReadsIsNotKept() {
        MadeModule made = new MadeModule();
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
        MadeModule made = new MadeModule();
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

    @Test
    void perCpuDataLieWhereTheyAreGivenOrSomewhereElse() {
        MadeModule made = new MadeModule();
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
        MadeModule made = new MadeModule();
        made.section(".x", type, DATA, 1, size, 0);
        return made;
    }

    @Test
    void relocationsWithoutAddendAreNotSupported() {
        MadeModule made = new MadeModule();
        made.section(".rel.text", Section.REL, Section.ALLOC, 8, new byte[16]);
        assertEquals(
                List.of("module made: REL relocation unsupported"),
                made.refused(LoadRefusal.Rejected.class).log());
        MadeModule debug = new MadeModule();
        debug.section(".rel.debug", Section.REL, 0, 8, new byte[16]);
        assertEquals(4, debug.loaded().sections().size());
    }

    // -------------------------------------------------------------------------------- symbols

    @Test
    void theSymbolsOfTheModuleAreThoseThatHaveAPlaceInIt() {
        MadeModule made = new MadeModule();
        int text = made.text(".text", RET, RET, RET);
        int data = made.section(".data", Section.PROGBITS, DATA, 8, new byte[16]);
        int debug = made.section(".debug", Section.PROGBITS, 0, 1, new byte[8]);
        made.symbol("second", text, 4, 100, Symbol.GLOBAL, Symbol.FUNCTION);
        made.symbol("first", text, 0, 4, Symbol.LOCAL, Symbol.FUNCTION);
        made.symbol("end", text, 12, 0, Symbol.LOCAL, 0);
        made.symbol("beyond", text, 13, 0, Symbol.LOCAL, 0);
        made.symbol("constant", text, 8, 4, Symbol.LOCAL, Symbol.OBJECT);
        made.symbol("datum", data, 8, 8, Symbol.GLOBAL, Symbol.OBJECT);
        made.symbol("$x", text, 0, Symbol.LOCAL, 0);
        made.symbol("", text, 0, Symbol.LOCAL, 0);
        made.symbol(".text", text, 0, Symbol.LOCAL, Symbol.SECTION);
        made.symbol("made.c", text, 0, Symbol.LOCAL, Symbol.FILE);
        made.symbol("line", debug, 0, Symbol.LOCAL, 0);
        made.symbol("five", Symbol.ABSOLUTE, 5, Symbol.GLOBAL, 0);
        made.undefined("ftrace_caller");
        LoadedModule module = made.loaded();
        long at = placed(module, ".text").range().start();
        long datum = placed(module, ".data").range().start() + 8;
        assertEquals(
                List.of(
                        symbol("first", at, 4, Kind.FUNCTION),
                        symbol("second", at + 4, 8, Kind.FUNCTION),
                        symbol("constant", at + 8, 4, Kind.DATA),
                        symbol("end", at + 12, 0, Kind.FUNCTION),
                        symbol("datum", datum, 8, Kind.DATA)),
                module.module().symbols());
    }

    private static patchbay.machine.Symbol symbol(String name, long at, long size, Kind kind) {
        return new patchbay.machine.Symbol("made", name, at, size, kind);
    }

    @Test
    void anAbsoluteSymbolIsItsValueAndACommonOneIsRefused() {
        MadeModule made = new MadeModule();
        int data = made.section(".data", Section.PROGBITS, DATA, 8, new byte[8]);
        int five = made.symbol("five", Symbol.ABSOLUTE, 5, Symbol.GLOBAL, 0);
        made.symbol("__gnu_lto_slim", Symbol.COMMON, 1, Symbol.GLOBAL, Symbol.OBJECT);
        made.reloc(data, 0, Arm64Fixups.ABS64.elfType(), five, 2);
        assertArrayEquals(longs(7), placed(made.loaded(), ".data").live());
        made.symbol("common", Symbol.COMMON, 1, Symbol.GLOBAL, Symbol.OBJECT);
        assertEquals("common", made.refused(LoadRefusal.Rejected.class).what());
    }

    @Test
    void aSymbolOfNoSectionIsRefused() {
        MadeModule made = new MadeModule();
        made.function("lost", 5, 0);
        assertEquals(
                List.of("made: bad section index of lost"),
                made.refused(LoadRefusal.Rejected.class).log());
    }

    // ---------------------------------------------------------------------------- relocations

    private static MadeModule datum(int type, int size, long value, long addend) {
        MadeModule made = new MadeModule();
        int data = made.section(".data", Section.PROGBITS, DATA, 8, new byte[8]);
        int symbol = made.symbol("s", Symbol.ABSOLUTE, value, Symbol.GLOBAL, 0);
        return made.reloc(data, 8 - size, type, symbol, addend);
    }

    /** Until 5.0 data take what fits with a sign or without; since then what fits the one. */
    @ParameterizedTest
    @CsvSource({
        "258, 0xffffffff,  true,  true",
        "258, 0x100000000, false, false",
        "258, -0x80000000, true,  false",
        "258, -0x80000001, false, false",
        "259, 0xffff,      true,  true",
        "259, 0x10000,     false, false",
        "259, -1,          true,  false",
        "261, 0x7fffffff,  true,  true",
        "261, 0x80000000,  true,  false",
        "261, -0x80000000, true,  true",
        "262, 0x7fff,      true,  true",
        "262, 0x8000,      true,  false",
        "262, 0x10000,     false, false",
    })
    void aDatumTakesWhatItsKernelLets(int type, String text, boolean old, boolean now) {
        Fixup fixup = Arm64Fixups.numbered(type).orElseThrow();
        long value = Long.decode(text);
        for (String version : List.of("4.19", "6.1")) {
            boolean fits = version.equals("4.19") ? old : now;
            MadeModule none = datum(Arm64Fixups.NONE.elfType(), fixup.size(), 0, 0);
            long place = placed(none.in(version).loaded(), ".data").range().end() - fixup.size();
            long target = fixup.formula() == Fixup.Formula.RELATIVE ? place + value : value;
            MadeModule filled = datum(fixup.elfType(), fixup.size(), target - 3, 3).in(version);
            if (fits) {
                byte[] live = placed(filled.loaded(), ".data").live();
                assertEquals(
                        Bits.unsigned(value, 8 * fixup.size()),
                        Bits.little(live, 8 - fixup.size(), fixup.size()));
                assertEquals(0, Bits.little(live, 0, 8 - fixup.size()));
            } else {
                LoadRefusal.Overflow refusal = filled.refused(LoadRefusal.Overflow.class);
                assertEquals(target, refusal.value());
            }
        }
    }

    private static MadeModule instruction(int word, int type, long value) {
        MadeModule made = new MadeModule();
        int text = made.text(".text", word);
        int symbol = made.symbol("s", Symbol.ABSOLUTE, value, Symbol.GLOBAL, 0);
        return made.reloc(text, 0, type, symbol, 0);
    }

    /** The kernel drops low bits without a look; a field for bytes has none to drop. */
    @ParameterizedTest
    @CsvSource({
        // ldr x0, [x0, #:lo12:s]
        "0xf9400000, 286, 0x1008, false",
        "0xf9400000, 286, 0x1004, true",
        // ldrb w0, [x0, #:lo12:s]
        "0x39400000, 278, 0x1001, false",
        // ldrh, then ldr q0
        "0x79400000, 284, 0x1001, true",
        "0x3dc00000, 299, 0x1008, true",
        "0x3dc00000, 299, 0x1010, false",
        // movk x0, #:abs_g1_nc:s
        "0xf2a00000, 266, 0x1001, false",
        // adrp x0, :pg_hi21_nc:s
        "0x90000000, 276, 0xffff800001000001, false",
        "0x90000000, 276, 0xffff000001000000, true",
    })
    void whatAFieldDropsIsNoted(String word, int type, String value, boolean lost) {
        long s = Long.parseUnsignedLong(value.substring(2), 16);
        LoadedModule module = instruction(Long.decode(word).intValue(), type, s).loaded();
        assertEquals(
                lost ? 1 : 0,
                module.notes().stream().filter(LoadNote.ValueLost.class::isInstance).count());
    }

    @Test
    void aBranchToTheMiddleOfAnInstructionIsNoted() {
        long place = placed(instruction(0x94000000, 283, BASE).loaded(), ".text").range().start();
        LoadedModule module = instruction(0x94000000, 283, place + 9).loaded();
        assertEquals(0x94000002, word(placed(module, ".text"), 0));
        assertEquals(
                List.of(new LoadNote.ValueLost(".text", place, "R_AARCH64_CALL26", 9)),
                module.notes());
    }

    @Test
    void anOverflowTellsWhatTheFieldHolds() {
        LoadRefusal.Overflow move =
                instruction(0xd2800000, 263, 0x10000).refused(LoadRefusal.Overflow.class);
        assertEquals(0, move.lowest());
        assertEquals(0xffff, move.highest());
        LoadRefusal.Overflow load =
                instruction(0x58000000, 273, 0).refused(LoadRefusal.Overflow.class);
        assertEquals(-(1 << 20), load.lowest());
        assertEquals((1 << 20) - 4, load.highest());
        assertEquals(List.of("module made: overflow in relocation type 273 val 0"), load.log());
    }

    // ---------------------------------------------------------------------------------- sites

    /** Three functions with two no-ops each behind {@code head}, and their list. */
    private static MadeModule traced(String list, int head, long... entries) {
        MadeModule made = new MadeModule();
        made.section(list, Section.PROGBITS, DATA, 8, longs(entries));
        int text =
                made.section(
                        ".text",
                        Section.PROGBITS,
                        CODE,
                        8,
                        words(NOP, NOP, RET, RET, head, NOP, NOP, RET, NOP, RET, RET, RET));
        made.function("odd", text, 32);
        made.function("padded", text, 16);
        made.function("plain", text, 0);
        made.symbol("datum", text, 36, Symbol.GLOBAL, Symbol.OBJECT);
        made.undefined("ftrace_caller");
        return made;
    }

    private static long textOf(MadeModule made) {
        return placed(made.loaded(), ".text").range().start();
    }

    private static final String ENTRIES = "__patchable_function_entries";

    @Test
    void aSiteIsTheSecondNoOpOfItsFunction() {
        long text = textOf(traced(ENTRIES, BTI_C, 0, 0, 0));
        MadeModule made = traced(ENTRIES, BTI_C, text + 20, 0, text);
        LoadedModule module = made.loaded();
        assertEquals(
                List.of(new Site(text, text + 4), new Site(text + 16, text + 24)),
                module.module().sites());
        LoadedModule.PlacedSection live = placed(module, ".text");
        assertEquals(MOV_X9_X30, word(live, 0));
        assertEquals(NOP, word(live, 4));
        assertEquals(BTI_C, word(live, 16));
        assertEquals(MOV_X9_X30, word(live, 20));
        assertArrayEquals(longs(0, text, text + 20), placed(module, ENTRIES).live());
        assertEquals(List.of(), module.notes());
    }

    @Test
    void theTracerGivesUpAtTheFirstEntryThatIsNotAsExpected() {
        long text = textOf(traced(ENTRIES, BTI_C, 0, 0, 0));
        // the third function begins with one no-op only, and the second's entry comes behind it
        MadeModule made = traced(ENTRIES, BTI_C, text + 36, text + 40, text);
        LoadedModule module = made.loaded();
        assertEquals(
                List.of(
                        new LoadNote.UnexpectedSite(text + 36, RET & 0xffff_ffffL),
                        new LoadNote.UnexpectedSite(text + 40, RET & 0xffff_ffffL)),
                module.notes());
        assertEquals(MOV_X9_X30, word(placed(module, ".text"), 0));
        assertEquals(3, module.module().sites().size());
    }

    @Test
    void behindAnUnexpectedEntryNothingIsWritten() {
        long text = textOf(traced(ENTRIES, BTI_C, 0, 0));
        LoadedModule module = traced(ENTRIES, BTI_C, 16, text).loaded();
        assertEquals(List.of(new LoadNote.UnexpectedSite(16, 0)), module.notes());
        assertEquals(NOP, word(placed(module, ".text"), 0));
        assertEquals(List.of(new Site(text, text + 4)), module.module().sites());
    }

    @Test
    void anEntryWhoseSecondWordIsOutsideIsUnexpected() {
        long text = textOf(traced(ENTRIES, BTI_C, 0));
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 48, 0)),
                traced(ENTRIES, BTI_C, text + 44).loaded().notes());
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 46, 0)),
                traced(ENTRIES, BTI_C, text + 46).loaded().notes());
    }

    /** Before 5.5 the compiler's call of _mcount becomes a no-op and is the site itself. */
    @Test
    void aCallOfTheTracerBecomesANoOp() {
        long text = textOf(traced("__mcount_loc", RET, 0, 0).in("4.19"));
        LoadedModule module = traced("__mcount_loc", RET, text + 44, text + 12).in("4.19").loaded();
        assertEquals(
                List.of(new Site(text, text + 12), new Site(text + 32, text + 44)),
                module.module().sites());
        assertEquals(NOP, word(placed(module, ".text"), 12));
        assertEquals(NOP, word(placed(module, ".text"), 44));
        assertEquals(RET, word(placed(module, ".text"), 8));
    }

    /** From 6.3 on eight bytes before the function hold a pointer, and the list has these. */
    @Test
    void theNoOpsBeforeAFunctionBecomeAPointer() {
        long text = textOf(traced(ENTRIES, NOP, 0, 0).in("6.12"));
        LoadedModule module =
                traced(ENTRIES, BTI_C, text + 8).in("6.12").export("ftrace_nop_ops", 42).loaded();
        assertEquals(42, Bits.little(placed(module, ".text").live(), 8, 8));
        assertEquals(MOV_X9_X30, word(placed(module, ".text"), 20));
        assertEquals(List.of(new Site(text + 16, text + 24)), module.module().sites());

        LoadedModule odd = traced(ENTRIES, BTI_C, text + 4, text + 8).in("6.12").loaded();
        assertEquals(List.of(new LoadNote.UnexpectedSite(text + 4, text + 4)), odd.notes());
        assertEquals(MOV_X9_X30, word(placed(odd, ".text"), 20));
        assertEquals(RET, word(placed(odd, ".text"), 8));

        LoadedModule last = traced(ENTRIES, BTI_C, text + 40).in("6.12").loaded();
        assertEquals(List.of(new LoadNote.UnexpectedSite(text + 40, 0)), last.notes());
        LoadedModule unexpected = traced(ENTRIES, RET, text + 8).in("6.12").loaded();
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 16, RET & 0xffff_ffffL)),
                unexpected.notes());
    }

    // --------------------------------------------------------------------------------- places

    @Test
    void aSectionThatIsNotListedIsNamedOrAssumed() {
        MadeModule made = new MadeModule();
        made.text(".text", RET);
        made.section(".empty", Section.PROGBITS, DATA, 8, new byte[0]);
        made.section(".data", Section.PROGBITS, DATA, 8, new byte[8]);
        made.section(".bss", Section.NOBITS, DATA, 8, 8, 0);
        Map<String, List<Long>> text =
                Map.of(
                        ".plt", List.of(BASE),
                        ".init.plt", List.of(BASE + 0x10000),
                        ".text.ftrace_trampoline", List.of(BASE + 0x20000),
                        ".init.text.ftrace_trampoline", List.of(BASE + 0x21000),
                        ".text", List.of(BASE + 0x30000));
        MadeModule core = made.at(new Placement.Sections(text, OptionalLong.empty()));
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
        MadeModule made = new MadeModule();
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
        MadeModule made = new MadeModule();
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
        MadeModule made = new MadeModule();
        made.text(".text", RET);
        made.section(".data", Section.PROGBITS, DATA, 4, new byte[8]);
        Map<String, List<Long>> places =
                Map.of(
                        ".plt", List.of(BASE),
                        ".init.plt", List.of(BASE + 0x10000),
                        ".text.ftrace_trampoline", List.of(BASE + 0x20000),
                        ".init.text.ftrace_trampoline", List.of(BASE + 0x21000),
                        ".text", List.of(BASE + 0x30008),
                        ".data", List.of(BASE + 0x30000));
        assertEquals(
                BASE + 0x30000,
                placed(
                                made.at(new Placement.Sections(places, OptionalLong.empty()))
                                        .loaded(),
                                ".data")
                        .range()
                        .start());
    }

    @Test
    void placesAreListedByAddressAndOnlyWhatHoldsSomething() {
        MadeModule made = new MadeModule();
        made.section(".empty", Section.PROGBITS, DATA, 8, new byte[0]);
        made.section(".rodata", Section.PROGBITS, Section.ALLOC, 8, words(1));
        made.section(".data", Section.PROGBITS, DATA, 8, words(2));
        Map<String, List<Long>> places =
                Map.of(
                        ".plt", List.of(BASE),
                        ".init.plt", List.of(BASE + 0x10000),
                        ".text.ftrace_trampoline", List.of(BASE + 0x20000),
                        ".init.text.ftrace_trampoline", List.of(BASE + 0x21000),
                        ".rodata", List.of(BASE + 0x2ff8),
                        ".data", List.of(BASE + 0x2ff0),
                        ".empty", List.of(BASE));
        LoadedModule module =
                made.at(new Placement.Sections(places, OptionalLong.empty())).loaded();
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
        Memory.Page page = machine.memory().page(address);
        assertTrue(page != null);
        return page.protection();
    }

    @Test
    void aFullPageIsOnePageAndWhatIsZeroIsNotWritten() {
        MadeModule made = new MadeModule();
        byte[] last = new byte[PAGE];
        last[PAGE - 1] = 1;
        made.section(".data", Section.PROGBITS, DATA, 1, last);
        made.section(".rodata", Section.PROGBITS, Section.ALLOC, 1, new byte[PAGE]);
        LoadedModule module = made.in("6.12").loaded();
        List<String> written = module.plan().writes().stream().map(Effect.Write::why).toList();
        assertTrue(written.contains("load made .data"));
        assertTrue(!written.contains("load made .rodata"));
        long pages = 0;
        for (Effect effect : module.plan().effects()) {
            pages += effect instanceof Effect.Map map ? map.range().size() / PAGE : 0;
        }
        // code, data, what is only read, and the code of init
        assertEquals(4, pages);
    }

    /** Entries are distances from their own fields to the instruction and to the fixup. */
    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1"})
    void exceptionsAreSortedByTheInstructionThatMayFault(String version) {
        int size = version.equals("6.1") ? 12 : 8;
        long table =
                placed(exceptions(version, new byte[2 * size + 4]).loaded(), "__ex_table")
                        .range()
                        .start();
        byte[] entries = new byte[2 * size + 4];
        entry(entries, 0, size, table, 0x200, 0x300, 7);
        entry(entries, size, size, table, 0x100, 0x400, 9);
        byte[] expected = new byte[2 * size + 4];
        entry(expected, 0, size, table, 0x100, 0x400, 9);
        entry(expected, size, size, table, 0x200, 0x300, 7);
        Bits.putLittle(entries, 2 * size, 4, 42);
        Bits.putLittle(expected, 2 * size, 4, 42);
        assertArrayEquals(
                expected, placed(exceptions(version, entries).loaded(), "__ex_table").relocated());
    }

    private static MadeModule exceptions(String version, byte[] entries) {
        MadeModule made = new MadeModule();
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

    // ---------------------------------------------------------------------------------- slots

    private static final int FAR_CALLS = 4;

    /** Calls of as many far functions behind {@code size} bytes of text. */
    private static MadeModule calling(int size, long... addends) {
        MadeModule made = new MadeModule();
        int[] words = new int[size / 4 + FAR_CALLS];
        java.util.Arrays.fill(words, 0x94000000);
        int text = made.text(".text", words);
        for (int i = 0; i < FAR_CALLS; i++) {
            made.export("far" + i, BASE + (1L << 28) + 64 * i);
            long addend = i < addends.length ? addends[i] : 0;
            made.reloc(text, size + 4 * i, 283, made.undefined("far" + i), addend);
        }
        return made;
    }

    @Test
    void everyFarCallHasItsSlot() {
        LoadedModule module = calling(0, 0, 8).loaded();
        SlotTable plt = module.tables().getFirst();
        assertEquals(
                List.of(0L, 64L + 8, 128L, 192L),
                plt.slots().stream().map(s -> s.target() - BASE - (1L << 28)).toList());
        assertEquals(FAR_CALLS, plt.used());
        assertEquals(FAR_CALLS, plt.max());
    }

    /** With the workaround for erratum 843419: wherever the table begins in its page. */
    @Test
    void noSlotBeginsInTheLastTwoWordsOfAPage() {
        for (int pad = 0xf80; pad <= 0x1000; pad += 64) {
            for (int more = 0; more < 24; more += 4) {
                MadeModule made = calling(pad + more);
                LoadedModule module = made.in("6.1", "erratum_843419").loaded();
                SlotTable plt = module.tables().getFirst();
                assertEquals(FAR_CALLS + 1, plt.max());
                assertEquals(FAR_CALLS, plt.slots().size());
                for (Slot slot : plt.slots()) {
                    assertTrue((slot.address() & 0xfff) < 0xff8, () -> slot.toString());
                    assertEquals(
                            OptionalLong.of(slot.target()),
                            PltEntries.ADRP_ADD_BR.recognise(
                                    java.util.Arrays.copyOfRange(
                                            placed(module, ".plt").live(),
                                            12 * slot.index(),
                                            12 * slot.index() + 12),
                                    slot.address()));
                }
            }
        }
    }

    @Test
    void theTracersSlotsLieOneBehindTheOther() {
        MadeModule made = new MadeModule();
        long caller = BASE + 0x1000;
        LoadedModule module =
                made.export("ftrace_caller", caller)
                        .export("ftrace_regs_caller", caller + 64)
                        .loaded();
        SlotTable table = module.tables().getLast();
        long start = placed(module, ".text.ftrace_trampoline").range().start();
        assertEquals(
                List.of(
                        new Slot(0, start, caller, List.of()),
                        new Slot(1, start + 12, caller + 64, List.of())),
                table.slots());
        assertEquals(List.of(), module.notes());
        LoadedModule lost = made.export("ftrace_caller", BASE + (1L << 33)).loaded();
        assertEquals(
                List.of(new LoadNote.SlotLost("ftrace", 0, start, BASE + (1L << 33))),
                lost.notes());
    }

    @Test
    void aBranchThatNotEvenItsSlotHelpsOverflows() {
        MadeModule made = calling(0);
        Map<String, List<Long>> places =
                Map.of(
                        ".plt", List.of(BASE - (1L << 28)),
                        ".init.plt", List.of(BASE - 0x10000),
                        ".text.ftrace_trampoline", List.of(BASE - 0x20000),
                        ".init.text.ftrace_trampoline", List.of(BASE - 0x30000),
                        ".text", List.of(BASE));
        LoadRefusal.Overflow refusal =
                made.at(new Placement.Sections(places, OptionalLong.empty()))
                        .refused(LoadRefusal.Overflow.class);
        assertEquals("far0", refusal.symbol());
        assertEquals(BASE - (1L << 28), refusal.value());
    }

    @Test
    void theOnlyFunctionMayBeginWithALandingPad() {
        for (long entry : List.of(0L, textOf(padded(0)) + 4)) {
            LoadedModule module = padded(entry).loaded();
            long text = placed(module, ".text").range().start();
            assertEquals(
                    entry == 0 ? List.of() : List.of(new Site(text, text + 8)),
                    module.module().sites());
        }
    }

    private static MadeModule padded(long entry) {
        MadeModule made = new MadeModule();
        made.section(ENTRIES, Section.PROGBITS, DATA, 8, longs(entry));
        made.function("only", made.text(".text", BTI_C, NOP, NOP, RET), 0);
        return made;
    }

    @Test
    void aModuleWithoutSymbolsIsRefused() {
        LoadRefusal.SectionMissing refusal =
                new MadeModule().withoutSymbols().refused(LoadRefusal.SectionMissing.class);
        assertEquals(List.of(".symtab"), refusal.names());
        assertEquals(List.of("made: module symtab section missing"), refusal.log());
    }

    @Test
    void aSectionStandsOnItsAlignment() {
        MadeModule made = new MadeModule();
        made.section(".data", Section.PROGBITS, DATA, 64, new byte[64]);
        Map<String, List<Long>> places = Map.of(".data", List.of(BASE + 32));
        LoadRefusal.Misaligned refusal =
                made.at(new Placement.Sections(places, OptionalLong.empty()))
                        .refused(LoadRefusal.Misaligned.class);
        assertEquals(".data", refusal.what());
        assertEquals(64, refusal.alignment());
    }

    @Test
    void manyLargeSectionsAreTooMuchTogether() {
        MadeModule made = new MadeModule();
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
}
