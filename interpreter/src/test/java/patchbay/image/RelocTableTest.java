package patchbay.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;

/** Relocations as they lie in a file. */
class RelocTableTest {
    private static final Reloc CALL = new Reloc(0x1122_3344_5566_7788L, 283, 7, -4);
    private static final Reloc ADDRESS = new Reloc(0x20, 257, 0x0123_4567, 0x7edc_ba98_7654_3210L);
    private static final Reloc LAST = new Reloc(-8, 26, 1, 0x8000_0001L);

    private static final String TWO =
            "88776655443322111b01000007000000fcffffffffffffff"
                    + "200000000000000001010000674523011032547698badc7e";

    @Test
    void anEntryIsOffsetTypeSymbolAndAddendEachLittleEndian() {
        RelocTable made = RelocTable.of(List.of(CALL, ADDRESS));
        assertEquals(TWO, HexFormat.of().formatHex(made.bytes()));
        assertEquals(2, made.size());
        assertEquals(List.of(CALL, ADDRESS), made.asList());
    }

    @Test
    void aTableMayBeginAnywhereInItsFile() {
        byte[] file = HexFormat.of().parseHex("ffffff" + TWO + "ff");
        RelocTable table = new RelocTable(Bits.words(file, 3, 6), 2);
        assertEquals(List.of(CALL, ADDRESS), table.asList());
        assertEquals(ADDRESS, table.get(1));
        assertEquals(
                List.of(ADDRESS.offset(), ADDRESS.addend()),
                List.of(table.offset(1), table.addend(1)));
        assertEquals(
                List.of(ADDRESS.type(), ADDRESS.symbol()), List.of(table.type(1), table.symbol(1)));
        assertThrows(IndexOutOfBoundsException.class, () -> table.asList().get(2));
    }

    @Test
    void anotherOrderIsATableOfItsOwn() {
        RelocTable made = RelocTable.of(List.of(CALL, ADDRESS, LAST));
        RelocTable ordered = made.ordered(new int[] {2, 0, 1});
        assertEquals(List.of(LAST, CALL, ADDRESS), ordered.asList());
        assertEquals(List.of(CALL, ADDRESS, LAST), made.asList());
        assertEquals(List.of(), made.ordered(new int[0]).asList());
    }

    @Test
    void bytesThatAreHereAreReadInParts() throws IOException {
        Parts file = Parts.of(new byte[] {1, 2, 3, 4, 5});
        assertEquals(5, file.size());
        assertEquals("0304", HexFormat.of().formatHex(file.read(2, 2).bytes()));
    }
}
