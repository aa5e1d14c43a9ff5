package patchbay.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Fields of a word, at their limits. */
class BitsTest {
    @Test
    void aMaskIsAsWideAsItSays() {
        assertEquals(0, Bits.mask(0));
        assertEquals(1, Bits.mask(1));
        assertEquals(0xfff, Bits.mask(12));
        assertEquals(-1, Bits.mask(64));
        assertEquals(0xfff, Bits.unsigned(-1, 12));
        assertEquals(0x234, Bits.unsigned(0x1234, 12));
    }

    @Test
    void theTopBitOfASignedFieldIsItsSign() {
        assertEquals(-1, Bits.signed(0x3ff_ffff, 26));
        assertEquals(0x1ff_ffff, Bits.signed(0x1ff_ffff, 26));
        assertEquals(-0x200_0000, Bits.signed(0x200_0000, 26));
        assertEquals(Long.MIN_VALUE, Bits.signed(Long.MIN_VALUE, 64));
    }

    @Test
    void aFieldTakesItsLimitsAndNothingBeyond() {
        assertTrue(Bits.fitsSigned(0x7ff, 12));
        assertTrue(Bits.fitsSigned(-0x800, 12));
        assertFalse(Bits.fitsSigned(0x800, 12));
        assertFalse(Bits.fitsSigned(-0x801, 12));
        assertTrue(Bits.fitsUnsigned(0xfff, 12));
        assertFalse(Bits.fitsUnsigned(0x1000, 12));
        assertFalse(Bits.fitsUnsigned(-1, 12));
        assertTrue(Bits.fitsUnsigned(-1, 64));
    }

    @Test
    void anAlignedValueStaysWhereItIs() {
        assertEquals(0x1000, Bits.alignUp(0x1000, 16));
        assertEquals(0x1010, Bits.alignUp(0x1001, 16));
        assertEquals(0x1010, Bits.alignUp(0x100f, 16));
        assertEquals(0x1000, Bits.alignDown(0x1000, 16));
        assertEquals(0x1000, Bits.alignDown(0x100f, 16));
    }

    @Test
    void theLowByteOfALittleEndianWordStandsFirst() {
        byte[] bytes = new byte[6];
        Bits.putLittle(bytes, 1, 4, 0xffff_8899_aabb_ccddL);
        assertArrayEquals(
                new byte[] {0, (byte) 0xdd, (byte) 0xcc, (byte) 0xbb, (byte) 0xaa, 0}, bytes);
        assertEquals(0xaabb_ccddL, Bits.little(bytes, 1, 4));
        assertEquals(0xaabb_ccddL, Bits.word(bytes, 1));
        assertEquals(0x7f80_0102L, Bits.word(new byte[] {2, 1, (byte) 0x80, 0x7f}, 0));
    }
}
