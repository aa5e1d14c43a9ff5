package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.MadeModule.DATA;
import static patchbay.kernel.MadeModule.placed;
import static patchbay.kernel.MadeModule.word;
import static patchbay.kernel.MadeModule.words;

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
import patchbay.isa.Fixup;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.kernel.Placement;

/** What the loader makes of a field, and which it refuses. */
class RelocationTest {
    private static final int REL24 = Ppc64Fixups.REL24.elfType();
    private static final int ENTRY = Ppc64Fixups.ENTRY.elfType();
    private static final int BL = 0x4800_0001;
    private static final int BLR = 0x4e80_0020;
    private static final long FAR = 0xc000_0000_0100_0000L;

    // ---------------------------------------------------------------------------------- fields

    /** Eight bytes of data, all ones, that {@code type} makes of an absolute symbol. */
    private static MadeModule datum(int type, long value) {
        MadeModule made = MadeModule.ppc64();
        made.section(".toc", Section.PROGBITS, DATA, 8, new byte[8]);
        int data = made.section(".data", Section.PROGBITS, DATA, 8, words(-1, -1));
        int symbol = made.symbol("s", Symbol.ABSOLUTE, value - 3, Symbol.GLOBAL, 0);
        return made.reloc(data, 0, type, symbol, 3);
    }

    /** Where a distance of 0 leads: to the place, to what r2 holds, or to address 0. */
    private static long origin(Fixup fixup) {
        LoadedModule plain = datum(Ppc64Fixups.TOCSAVE.elfType(), 0).loaded();
        assertArrayEquals(words(-1, -1), placed(plain, ".data").live());
        return switch (fixup.formula()) {
            case RELATIVE -> placed(plain, ".data").range().start();
            case TOC_RELATIVE -> plain.module().toc().orElseThrow();
            default -> 0;
        };
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ADDR32,      0x123456789,         ffffffff23456789",
        "ADDR64,      0x123456789abcdef0,  123456789abcdef0",
        "REL64,       -2,                  fffffffffffffffe",
        "REL32,       0x7fffffff,          ffffffff7fffffff",
        "REL32,       -0x80000000,         ffffffff80000000",
        "TOC16,       0x7fff,              ffffffffffff7fff",
        "TOC16,       -0x8000,             ffffffffffff8000",
        "TOC16_LO,    0x12348765,          ffffffffffff8765",
        "TOC16_HA,    0x12348765,          ffffffffffff1235",
        "TOC16_HA,    0x12347fff,          ffffffffffff1234",
        "TOC16_HA,    0x567812348765,      ffffffffffff1235",
        "TOC16_DS,    0x7ffc,              ffffffffffff7fff",
        "TOC16_DS,    -0x8000,             ffffffffffff8003",
        "TOC16_LO_DS, 0x12348764,          ffffffffffff8767",
        "REL16_LO,    0x12348765,          ffffffffffff8765",
        "REL16_HA,    0x12348765,          ffffffffffff1235",
        "REL16_HA,    0x567812348765,      ffffffffffff1235",
    })
    void aFieldTakesItsPartOfTheValue(String name, String text, String bytes) {
        Fixup fixup = named(name);
        long value = origin(fixup) + Long.decode(text);
        LoadedModule module = datum(fixup.elfType(), value).loaded();
        assertEquals(bytes, "%016x".formatted(Bits.little(placed(module, ".data").live(), 0, 8)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "REL32,       0x80000000,  'REL32 2147483648 out of range!'",
        "REL32,       -0x80000001, 'REL32 -2147483649 out of range!'",
        "TOC16,       0x8000,      'bad TOC16 relocation (0x8000)'",
        "TOC16,       -0x8001,     'bad TOC16 relocation (0xffffffffffff7fff)'",
        "TOC16_DS,    0x8000,      'bad TOC16_DS relocation (0x8000)'",
        "TOC16_DS,    0x7ffe,      'bad TOC16_DS relocation (0x7ffe)'",
        "TOC16_LO_DS, 0x12348766,  'bad TOC16_LO_DS relocation (0x12348766)'",
    })
    void whatDoesNotFitIsRefusedWithTheKernelsLine(String name, String text, String line) {
        Fixup fixup = named(name);
        long value = Long.decode(text);
        LoadRefusal.Overflow refusal =
                datum(fixup.elfType(), origin(fixup) + value).refused(LoadRefusal.Overflow.class);
        assertEquals(List.of("module_64: made: " + line), refusal.log());
        assertEquals(value, refusal.value());
        LoadedModule plain = datum(Ppc64Fixups.TOCSAVE.elfType(), 0).loaded();
        assertEquals(placed(plain, ".data").range().start(), refusal.place());
    }

    private static Fixup named(String name) {
        return Ppc64Fixups.ALL.stream()
                .filter(fixup -> fixup.name().equals("R_PPC64_" + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRegistersValueIsThatOfTheTocSymbol() {
        LoadedModule module = datum(Ppc64Fixups.TOC.elfType(), 5).loaded();
        long toc = module.module().toc().orElseThrow();
        assertEquals(placed(module, ".toc").range().start() + 0x8000, toc);
        assertEquals(toc, Bits.little(placed(module, ".data").live(), 0, 8));

        MadeModule made = MadeModule.ppc64();
        int data = made.section(".data", Section.PROGBITS, DATA, 8, new byte[16]);
        made.reloc(data, 0, Ppc64Fixups.ADDR64.elfType(), made.undefined(".TOC."), 8);
        made.export("printk", FAR);
        made.reloc(data, 8, Ppc64Fixups.ADDR64.elfType(), made.undefined(".printk"), 0);
        LoadedModule dotted = made.loaded();
        byte[] live = placed(dotted, ".data").live();
        assertEquals(dotted.module().toc().orElseThrow() + 8, Bits.little(live, 0, 8));
        assertEquals(FAR, Bits.little(live, 8, 8));
    }

    @Test
    void aModuleWithoutATocTakesItsStubsForItAndATocStandsOnItsAlignment() {
        LoadedModule bare = MadeModule.ppc64().loaded();
        long stubs = placed(bare, ".stubs").range().start();
        assertEquals(OptionalLong.of((stubs & ~0xffL) + 0x8000), bare.module().toc());

        MadeModule made = MadeModule.ppc64();
        made.section(".data", Section.PROGBITS, DATA, 1, new byte[1]);
        made.section(".toc", Section.PROGBITS, DATA, 1, new byte[8]);
        LoadedModule module = made.loaded();
        assertEquals(
                placed(module, ".data").range().start() + 8,
                placed(module, ".toc").range().start());
    }

    @ParameterizedTest
    @CsvSource({"ADDR64, 8, 8", "ADDR32, 12, 4", "TOC16_LO, 14, 2", "ENTRY, 8, 8"})
    void aFieldLiesWhollyInItsSection(String name, int last, int size) {
        Fixup fixup = named(name);
        for (long offset : new long[] {0, last, last + 1, 17, -1}) {
            MadeModule made = MadeModule.ppc64();
            int data = made.section(".data", Section.PROGBITS, DATA, 8, new byte[16]);
            made.reloc(
                    data,
                    offset,
                    fixup.elfType(),
                    made.symbol("s", Symbol.ABSOLUTE, 0, Symbol.GLOBAL, 0),
                    0);
            if (offset >= 0 && offset <= last) {
                made.loaded();
            } else {
                LoadRefusal.OutsideOfSection refusal =
                        made.refused(LoadRefusal.OutsideOfSection.class);
                assertEquals(
                        new LoadRefusal.OutsideOfSection(
                                "made", ".data", offset, size, 16, fixup.name()),
                        refusal);
            }
        }
    }

    // -------------------------------------------------------------------------------- branches

    /** A call at 0, {@code behind} it, and a function at 16. */
    private static MadeModule calling(int branch, int behind, String callee) {
        MadeModule made = MadeModule.ppc64().export(".TOC.", FAR).export("far", FAR + 64);
        int text = made.text(".text", branch, behind, BLR, BLR, BLR, BLR, BLR, BLR);
        made.function("near", text, 16, 3);
        made.function("leaf", text, 20, 1);
        made.export("_mcount", FAR + 128);
        int symbol =
                switch (callee) {
                    case "near" -> 1;
                    case "leaf" -> 2;
                    default -> made.undefined(callee);
                };
        return made.reloc(text, 0, REL24, symbol, 0);
    }

    @ParameterizedTest
    @CsvSource({"near, 48000019", "leaf, 48000015"})
    void aCallInsideTheModuleEntersAtTheLocalEntryAndRestoresNothing(String callee, String bl) {
        LoadedModule module = calling(BL, Stubs.NOP, callee).loaded();
        assertEquals(bl, Integer.toHexString(word(placed(module, ".text"), 0)));
        assertEquals(Stubs.NOP, word(placed(module, ".text"), 4));
        assertEquals(0, module.tables().getFirst().used());
    }

    @Test
    void aCallInsideTheModuleMayBeTooFar() {
        for (long distance : new long[] {0x1ff_fffcL, 0x200_0000L}) {
            MadeModule made = MadeModule.ppc64();
            int text = made.text(".text", BL, Stubs.NOP);
            made.reloc(text, 0, REL24, made.function("f", text, 0), distance);
            if (distance < 0x200_0000L) {
                assertEquals(0x49ff_fffd, word(placed(made.loaded(), ".text"), 0));
            } else {
                assertEquals(
                        List.of("module_64: made: REL24 33554432 out of range!"),
                        made.refused(LoadRefusal.Overflow.class).log());
            }
        }
    }

    /** {@code bl} and {@code bcl} are calls; {@code b} comes back to somebody else. */
    @ParameterizedTest
    @CsvSource({"48000001, true", "40000001, true", "48000000, false", "48000003, false"})
    void onlyACallOfTheKernelRestoresTheRegister(String branch, boolean restores) {
        LoadedModule module = calling(Integer.parseInt(branch, 16), Stubs.NOP, "far").loaded();
        assertEquals(restores ? Stubs.LD_R2 : Stubs.NOP, word(placed(module, ".text"), 4));
        assertEquals(FAR + 64, module.tables().getFirst().slots().getFirst().target());
    }

    @Test
    void aCallOfTheTracerRestoresNothing() {
        LoadedModule module = calling(BL, BLR, "_mcount").loaded();
        assertEquals(BLR, word(placed(module, ".text"), 4));
        assertEquals(FAR + 128, module.tables().getFirst().slots().getFirst().target());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x6042_0000, BLR, Stubs.LD_R2})
    void behindACallStandsANoOpAndNothingElse(int behind) {
        MadeModule made = calling(BL, behind, "far").in("6.1");
        LoadRefusal.Rejected refusal = made.refused(LoadRefusal.Rejected.class);
        long place = placed(calling(BL, behind, "near").loaded(), ".text").range().start() + 4;
        assertEquals(
                List.of(
                        "module_64: made: Expected nop after call, got %08x at 0x%x"
                                .formatted(behind, place)),
                refusal.log());
        assertTrue(refusal.what().startsWith("behind the call of far stands "), refusal::what);
        if (behind == Stubs.LD_R2) {
            LoadedModule module = made.in("6.3").loaded();
            LoadedModule.PlacedSection text = placed(module, ".text");
            long stub = module.tables().getFirst().addressOf(0) - text.range().start();
            assertEquals(BL | (int) stub & 0x3ff_fffc, word(text, 0));
            assertEquals(Stubs.LD_R2, word(text, 4));
        } else {
            made.in("6.3").refused(LoadRefusal.Rejected.class);
        }
    }

    @Test
    void aSectionMayEndBehindTheNoOpButNotBehindTheCall() {
        for (int size : new int[] {1, 2}) {
            MadeModule made = MadeModule.ppc64().export("far", FAR);
            int text = size == 1 ? made.text(".text", BL) : made.text(".text", BL, Stubs.NOP);
            made.reloc(text, 0, REL24, made.undefined("far"), 0);
            if (size == 1) {
                assertEquals(
                        "Expected nop after call, got 00000000 at 0x",
                        made.refused(LoadRefusal.Rejected.class).line().substring(17, 60));
            } else {
                assertEquals(Stubs.LD_R2, word(placed(made.loaded(), ".text"), 4));
            }
        }
    }

    // ---------------------------------------------------------------------------------- entries

    /** A function that makes its r2 from the doubleword before it; the TOC where it is told. */
    private static LoadedModule entered(int first, int second, long toc) {
        MadeModule made = MadeModule.ppc64();
        int text = made.text(".text", 0, 0, first, second, BLR);
        made.section(".toc", Section.PROGBITS, DATA, 256, new byte[8]);
        made.reloc(text, 8, ENTRY, 0, 0);
        long base = MadeModule.PPC64_BASE;
        Map<String, List<Long>> places =
                Map.of(
                        ".text", List.of(base),
                        ".stubs", List.of(toc + 0x10000),
                        ".toc", List.of(toc));
        return made.at(new Placement.Sections(places, OptionalLong.empty())).loaded();
    }

    @ParameterizedTest
    @CsvSource({
        "e84cfff8, 7c426214, 0x12300, 3c4c0002, 3842a2f8",
        "e84c0004, 7c426214, 0x12300, 3c4c0002, 3842a2f8",
        "e84cfff9, 7c426214, 0x12300, e84cfff9, 7c426214",
        "e86cfff8, 7c426214, 0x12300, e86cfff8, 7c426214",
        "e84cfff8, 7c42621c, 0x12300, e84cfff8, 7c42621c",
        // the farthest that addis and addi reach
        "e84cfff8, 7c426214, 0x7ffeff00, 3c4c7fff, 38427ef8",
        "e84cfff8, 7c426214, 0x80000000, e84cfff8, 7c426214",
    })
    void twoImmediatesTakeThePlaceOfALoadWhereTheyReach(
            String first, String second, String toc, String becomes, String and) {
        LoadedModule module =
                entered(
                        Integer.parseUnsignedInt(first, 16),
                        Integer.parseUnsignedInt(second, 16),
                        MadeModule.PPC64_BASE + Long.decode(toc));
        LoadedModule.PlacedSection text = placed(module, ".text");
        assertEquals(becomes, Integer.toHexString(word(text, 8)));
        assertEquals(and, Integer.toHexString(word(text, 12)));
        assertEquals(BLR, word(text, 16));
    }
}
