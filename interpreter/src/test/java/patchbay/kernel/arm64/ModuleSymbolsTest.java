package patchbay.kernel.arm64;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.MadeModule.DATA;
import static patchbay.kernel.MadeModule.longs;
import static patchbay.kernel.MadeModule.placed;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.machine.Symbol.Kind;

/** Which symbols of a module stay, where their table stands, and what they mean. */
class ModuleSymbolsTest {
    private static final int RET = 0xd65f03c0;
    private static final int PAGE = 4096;

    @Test
    void theSymbolsOfTheModuleAreThoseThatHaveAPlaceInIt() {
        MadeModule made = MadeModule.arm64();
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
        MadeModule made = MadeModule.arm64();
        int data = made.section(".data", Section.PROGBITS, DATA, 8, new byte[8]);
        int five = made.symbol("five", Symbol.ABSOLUTE, 5, Symbol.GLOBAL, 0);
        made.symbol("__gnu_lto_slim", Symbol.COMMON, 1, Symbol.GLOBAL, Symbol.OBJECT);
        made.reloc(data, 0, Arm64Fixups.ABS64.elfType(), five, 2);
        assertArrayEquals(longs(7), placed(made.loaded(), ".data").live());
        made.symbol("common", Symbol.COMMON, 1, Symbol.GLOBAL, Symbol.OBJECT);
        assertEquals(
                "common is common: no section has room for it",
                made.refused(LoadRefusal.Rejected.class).what());
    }

    @Test
    void aSymbolOfNoSectionIsRefused() {
        MadeModule made = MadeModule.arm64();
        made.function("lost", 5, 0);
        LoadRefusal.Rejected refusal = made.refused(LoadRefusal.Rejected.class);
        assertEquals("lost is in section 5, and the file has 5", refusal.what());
        assertEquals(LoadRefusal.ENOEXEC, refusal.errno());
        assertEquals(List.of(), refusal.log());
    }

    @Test
    void aModuleWithoutSymbolsIsRefused() {
        LoadRefusal.SectionMissing refusal =
                MadeModule.arm64().withoutSymbols().refused(LoadRefusal.SectionMissing.class);
        assertEquals(List.of(".symtab"), refusal.names());
        assertEquals(List.of("made: module symtab section missing"), refusal.log());
    }

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
        MadeModule module = MadeModule.arm64();
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

    /** The letters of the three symbols that stay came with 5.2. */
    @Test
    void until51SymbolsHaveNoLetters() {
        assertEquals(
                PAGE - tail("code", "") + 3,
                largest("init", length -> withSymbols(1, 0, "x".repeat(length)).in("5.1")));
        assertEquals(
                PAGE - tail("code", ""),
                largest("init", length -> withSymbols(1, 0, "x".repeat(length)).in("5.2")));
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
}
