package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.MadeModule.BASE;
import static patchbay.kernel.MadeModule.DATA;
import static patchbay.kernel.MadeModule.placed;
import static patchbay.kernel.MadeModule.word;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Bits;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.Fixup;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;

/** What a relocation makes of a field that is too small for it. */
class RelocatedFieldsTest {
    private static MadeModule datum(int type, int size, long value, long addend) {
        MadeModule made = MadeModule.arm64();
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
        MadeModule made = MadeModule.arm64();
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
}
