package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.isa.Fixup.Field;
import patchbay.isa.Fixup.Formula;
import patchbay.isa.Fixup.Overflow;
import patchbay.source.Code;
import patchbay.source.Result;

/** Veneers as data: what is made of a few words with fields. */
class TemplateTest {
    private static final Fixup HIGH = half(16);
    private static final Fixup LOW = half(0);
    private static final Fixup WHOLE =
            new Fixup("R_64", 3, Formula.ABSOLUTE, Field.of(0, 64, 0), Overflow.UNCHECKED, 8);
    private static final Fixup BRANCH =
            new Fixup("R_REL", 4, Formula.RELATIVE, Field.of(2, 24, 2), Overflow.SIGNED, 4);
    private static final Fixup FROM_TOC =
            new Fixup("R_TOC16", 5, Formula.TOC_RELATIVE, Field.of(0, 16, 0), Overflow.SIGNED, 4);

    /** Reaches the lowest 4 GiB. */
    private static final Template HALVES =
            new Template(
                    "lis/ori",
                    "reaches 4 GiB",
                    List.of(
                            Template.word(0x3d80_0000, "lis 12, high", HIGH),
                            Template.word(0x618c_0000, "ori 12, 12, low", LOW),
                            Template.word(0x4e80_0420, "bctr")));

    private static Fixup half(int shift) {
        return new Fixup(
                "R_HALF",
                1,
                Formula.ABSOLUTE,
                new Field(16, shift, List.of(new Field.Piece(0, 16))),
                Overflow.UNCHECKED,
                4);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void theTargetStandsInTheFields() {
        assertEquals(12, HALVES.size());
        byte[] bytes = HALVES.fill(0, 0x1234_5678);
        assertEquals("3412803d78568c612004804e", HexFormat.of().formatHex(bytes));
        assertEquals(OptionalLong.of(0x1234_5678), HALVES.recognise(bytes, 0));
    }

    @Test
    void whatLosesBitsOfItsTargetDoesNotReachIt() {
        assertTrue(HALVES.reaches(0, 0xffff_ffffL));
        assertFalse(HALVES.reaches(0, 0x1_0000_0000L));
        assertInstanceOf(Result.Ok.class, HALVES.emit(0, 0xffff_ffffL));
        IsaRefusal.VeneerOutOfReach refusal =
                (IsaRefusal.VeneerOutOfReach) HALVES.emit(0, 1L << 32).reasons().getFirst();
        assertEquals(1L << 32, refusal.target());
        assertEquals(Code.PB3001, refusal.code());
    }

    @Test
    void otherWordsAndTooFewOfThemAreNoVeneer() {
        assertEquals(OptionalLong.empty(), HALVES.recognise(hex("3412803d78568c61"), 0));
        assertEquals(OptionalLong.empty(), HALVES.recognise(hex("3412803d78568c612104804e"), 0));
        assertEquals(OptionalLong.empty(), HALVES.recognise(hex("3412803e78568c612004804e"), 0));
        assertEquals(
                OptionalLong.of(0x1234_5678),
                HALVES.recognise(hex("3412803d78568c612004804eff"), 0));
    }

    @Test
    void aRelativeFieldCountsFromItsOwnWord() {
        Template template =
                new Template(
                        "nop/b",
                        "reaches 32 MiB",
                        List.of(
                                Template.word(0x6000_0000, "nop"),
                                Template.word(0x4800_0000, "b target", BRANCH)));
        long address = 0x1_0000;
        byte[] bytes = template.fill(address, address - 0x100);
        assertEquals("00000060fcfeff4b", HexFormat.of().formatHex(bytes));
        assertEquals(OptionalLong.of(address - 0x100), template.recognise(bytes, address));
        assertEquals(OptionalLong.of(address), template.recognise(bytes, address + 0x100));
    }

    @Test
    void aDatumTakesEightBytes() {
        Template template =
                new Template(
                        "with itself",
                        "reaches everything",
                        List.of(
                                Template.word(
                                        0x1111_0000, "own low half", LOW, Template.Subject.ITSELF),
                                Template.pair(0, ".quad target", WHOLE)));
        assertEquals(12, template.size());
        byte[] bytes = template.fill(0xabcd, 0xffff_8000_0812_3456L);
        assertEquals("cdab1111563412080080ffff", HexFormat.of().formatHex(bytes));
        assertEquals(OptionalLong.of(0xffff_8000_0812_3456L), template.recognise(bytes, 0xabcd));
        assertEquals(OptionalLong.empty(), template.recognise(bytes, 0xabce));
        assertEquals(
                List.of("11110000  own low half", "0000000000000000  .quad target"),
                template.template());
    }

    @Test
    void aDistanceFromTheModulesRegisterMustFit() {
        Template template =
                new Template(
                        "from r2",
                        "reaches 4 GiB",
                        List.of(
                                Template.word(
                                        0x3d62_0000, "addi", FROM_TOC, Template.Subject.ITSELF),
                                Template.word(0x3d80_0000, "lis 12, high", HIGH),
                                Template.word(0x618c_0000, "ori 12, 12, low", LOW)));
        assertTrue(template.from(0x1_0000).reaches(0x1_7fff, 42));
        assertFalse(template.from(0x1_0000).reaches(0x1_8000, 42));
        assertEquals(0x62, template.from(0x1_0000).fill(0x1_1234, 42)[2]);
        assertEquals(0x34, template.from(0x1_0000).fill(0x1_1234, 42)[0]);
        assertEquals("from r2", template.from(1).name());
    }

    @Test
    void whatIsLeftIsCountedToTheNearerEnd() {
        Template template =
                new Template(
                        "b/b",
                        "reaches 32 MiB",
                        List.of(
                                Template.word(0x4800_0000, "b target", BRANCH),
                                Template.word(0x4800_0000, "b target", BRANCH)));
        long address = 0x1000_0000;
        assertEquals(OptionalLong.of(0x1ff_fffc - 0x100), template.left(address, address + 0x100));
        assertEquals(OptionalLong.of(0x200_0000 - 0x104), template.left(address, address - 0x100));
        assertEquals(OptionalLong.of(0), template.left(address, address + 0x1ff_fffc));
        assertEquals(OptionalLong.of(-4), template.left(address, address + 0x200_0000));
        assertEquals(OptionalLong.of(-4), template.left(address, address - 0x200_0000));
        assertEquals(OptionalLong.empty(), HALVES.left(0, 0x1234_5678));
    }

    @Test
    void whatIsNoInstructionIsADatum() {
        Template template =
                new Template(
                        "with data",
                        "reaches everything",
                        List.of(
                                Template.datum(0xfedc_0000, "a number"),
                                Template.word(0x6000_0000, "nop"),
                                Template.target("the target", WHOLE)));
        assertEquals(
                "0000dcfe000000608877665544332211",
                HexFormat.of().formatHex(template.fill(0, 0x1122_3344_5566_7788L)));
        assertEquals(Optional.of(new Veneer.Datum("a number", 4)), template.datum(0));
        assertEquals(Optional.empty(), template.datum(4));
        assertEquals(Optional.of(new Veneer.Datum("the target", 8)), template.datum(8));
        assertEquals(Optional.empty(), template.datum(1));
        assertEquals(Optional.empty(), template.datum(16));
        assertEquals(Optional.empty(), HALVES.datum(0));
    }

    @Test
    void aPageAndWhatIsBelowItMakeATarget() {
        Template template =
                new Template(
                        "page/low",
                        "reaches 4 GiB",
                        List.of(
                                Template.word(0, "page", field(Formula.PAGE_RELATIVE, 20, 12)),
                                Template.word(0, "low", field(Formula.ABSOLUTE, 12, 0))));
        for (long target : new long[] {0x1234_5abcL, 0x5234_5fffL, 0x1234_0000L}) {
            byte[] bytes = template.fill(0x1234_5678, target);
            assertEquals(OptionalLong.of(target), template.recognise(bytes, 0x1234_5678));
        }
        assertFalse(template.reaches(0, 1L << 32));
    }

    @Test
    void anInvertedFieldHoldsTheOpposite() {
        Template template =
                new Template(
                        "inverted",
                        "reaches the highest 64 KiB",
                        List.of(Template.word(0, "not", field(Formula.INVERTED, 16, 0))));
        assertEquals("04000000", HexFormat.of().formatHex(template.fill(0, -5)));
        assertEquals(OptionalLong.of(-5), template.recognise(hex("04000000"), 0));
        assertFalse(template.reaches(0, 5));
    }

    private static Fixup field(Formula formula, int width, int shift) {
        return new Fixup(
                "R_" + formula, 6, formula, Field.of(0, width, shift), Overflow.UNCHECKED, 4);
    }

    @Test
    void everyRefusalHasItsCode() {
        assertEquals(Code.PB3001, new IsaRefusal.OutOfReach(0, 0, 0, "", 0, 0, 0, 0).code());
        assertEquals(Code.PB3002, new IsaRefusal.DoesNotFit(0, 0, 0, "", 0, "").code());
        assertEquals(Code.PB3003, new IsaRefusal.UnknownInstruction(0, 0, 0, "", "", "").code());
        assertEquals(Code.PB3004, new IsaRefusal.WrongOperand(0, 0, 0, "", "").code());
        assertEquals(Code.PB2024, new IsaRefusal.TakenLabel(0, 0, 0, "", false).code());
        assertEquals(Code.PB2001, new IsaRefusal.UnknownSymbol(0, 0, 0, "").code());
    }
}
