package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.isa.Fixup.Field;
import patchbay.isa.Fixup.Field.Piece;
import patchbay.isa.Fixup.Formula;
import patchbay.isa.Fixup.Overflow;

/** Formula, field, and what does not fit. */
class FixupTest {
    private static final long S = 0xffff_8000_0812_3456L;
    private static final long A = 0x10;
    private static final long P = 0xffff_8000_0800_0124L;
    private static final long TOC = 0x8000;

    private static Fixup fixup(Formula formula, Field field, Overflow overflow) {
        return new Fixup("R_TEST", 1, formula, field, overflow, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "ABSOLUTE,      ffff800008123466",
        "RELATIVE,      123342",
        "PAGE_RELATIVE, 123000",
        "INVERTED,      7ffff7edcb99",
        "TOC_RELATIVE,  ffff80000811b466",
        "TOC,           8000",
        "NONE,          0",
    })
    void aFormulaIsMadeOfTargetAddendAndPlace(Formula formula, String value) {
        Fixup fixup = fixup(formula, Field.of(0, 32, 0), Overflow.UNCHECKED);
        assertEquals(value, Long.toHexString(fixup.value(S, A, P, TOC)));
    }

    @Test
    void anAddendMayTakeTheTargetToTheNextPage() {
        Fixup page = fixup(Formula.PAGE_RELATIVE, Field.of(0, 21, 12), Overflow.SIGNED);
        assertEquals(0x1000, page.value(0x1ff0, 0x10, 0x1ffc));
        assertEquals(-0x1000, page.value(0x1000, -1, 0x1000));
    }

    @Test
    void aFieldInPiecesTakesTheLowBitsFirst() {
        Field adr = new Field(21, 0, List.of(new Piece(29, 2), new Piece(5, 19)));
        assertEquals(0x60ff_ffe0L, adr.mask());
        assertEquals(0x2000_0020L, adr.insert(0, 5));
        assertEquals(5, adr.extract(0x2000_0020L));
        assertEquals(0x1f_ffff, adr.extract(adr.insert(0x9f00_001fL, -1)));
        assertEquals(0x9f00_001fL, adr.insert(0xffff_ffffL, 0));
    }

    @Test
    void aShiftDropsTheLowBits() {
        Field branch = Field.of(0, 26, 2);
        assertEquals(0x1400_0003L, branch.insert(0x1400_0000L, 15));
        assertEquals(12, branch.extract(0x1400_0003L));
        assertEquals(0x17ff_ffffL, branch.insert(0x1400_0000L, -4));
    }

    /** A piece that is wider than the value is filled up with zeros. */
    @Test
    void whatAPieceHasMoreThanTheValueIsZero() {
        Field field = new Field(12, 0, List.of(new Piece(0, 16)));
        assertEquals(0xfff, field.insert(0xf000, -1));
        assertEquals(0xfff, field.extract(0xffff));
    }

    @Test
    void theSignChoosesBetweenMoveZeroesAndMoveInverted() {
        Field move = new Field(17, 16, List.of(new Piece(5, 16)), Field.Sign.CHOOSES_MOVE);
        assertEquals(0x601f_ffe0L, move.mask());
        assertEquals(0xd280_0020L, move.insert(0x9280_0000L, 0x1_0000));
        assertEquals(0xd280_0000L, move.insert(0x9280_0000L, 0));
        assertEquals(0x9280_0000L, move.insert(0xd280_0000L, -1));
        assertEquals(0x9280_0020L, move.insert(0xd280_0000L, -0x2_0000));
    }

    @Test
    void oneMoreGoesInWhereTheLowHalfIsNegative() {
        Field ha = new Field(16, 16, List.of(new Piece(0, 16)), Field.Sign.LOW_IS_SIGNED);
        assertEquals(1, ha.insert(0, 0x1_7fff));
        assertEquals(2, ha.insert(0, 0x1_8000));
        Fixup fixup = fixup(Formula.ABSOLUTE, ha, Overflow.SIGNED);
        assertTrue(fixup.fits(0x7fff_7fff));
        assertFalse(fixup.fits(0x7fff_8000));
    }

    @ParameterizedTest
    @CsvSource({
        "SIGNED,    -0x800, 0x7fc, -0x804, 0x800",
        "UNSIGNED,  0,      0xffc, -4,     0x1000",
        "EITHER,    -0x800, 0xffc, -0x804, 0x1000",
    })
    void aFieldTakesItsLimitsAndNothingBeyond(
            Overflow overflow, String lowest, String highest, String below, String above) {
        Fixup fixup = fixup(Formula.ABSOLUTE, Field.of(0, 10, 2), overflow);
        assertEquals(Long.decode(lowest), fixup.lowest());
        assertEquals(Long.decode(highest), fixup.highest());
        assertTrue(fixup.fits(fixup.lowest()));
        assertTrue(fixup.fits(fixup.highest()));
        assertFalse(fixup.inRange(Long.decode(below)));
        assertFalse(fixup.inRange(Long.decode(above)));
        // low bits are lost to the shift, which only the assembler minds
        assertTrue(fixup.inRange(2));
        assertFalse(fixup.fits(2));
    }

    @Test
    void whatIsNotCheckedTakesEverything() {
        Fixup fixup =
                fixup(Formula.ABSOLUTE, Field.of(0, 16, 0), Overflow.SIGNED)
                        .with(Overflow.UNCHECKED);
        assertTrue(fixup.fits(Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, fixup.lowest());
        assertEquals(Long.MAX_VALUE, fixup.highest());
    }

    @Test
    void aFixupIsFoundByItsNumber() {
        List<Fixup> fixups =
                List.of(numbered(1), numbered(4), numbered(9), numbered(16), numbered(25));
        for (int i = 0; i <= 30; i++) {
            int number = i;
            assertEquals(
                    fixups.stream().filter(f -> f.elfType() == number).findFirst(),
                    Fixup.numbered(fixups, number));
        }
        assertEquals(Optional.empty(), Fixup.numbered(List.of(), 1));
    }

    private static Fixup numbered(int elfType) {
        return new Fixup(
                "R_" + elfType, elfType, Formula.NONE, Field.of(0, 1, 0), Overflow.UNCHECKED, 4);
    }
}
