package patchbay.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;

class SymbolTableTest {
    /** The null symbol, {@code bar}, {@code $x}, {@code é}, and one that shares the end of bar. */
    private static final byte[] NAMES = "\0bar\0$x\0é\0".getBytes(UTF_8);

    private static final int[] OFFSETS = {0, 1, 5, 8, 3};

    private final SymbolTable table = new SymbolTable(entries(), NAMES);

    private static byte[] entries() {
        byte[] entries = new byte[24 * OFFSETS.length];
        for (int i = 0; i < OFFSETS.length; i++) {
            Bits.putLittle(entries, 24 * i, 4, OFFSETS[i]);
        }
        Bits.putLittle(entries, 24 + 4, 4, 0xfedc_9a21L);
        Bits.putLittle(entries, 24 + 8, 8, 0xffff_8000_0800_0030L);
        Bits.putLittle(entries, 24 + 16, 8, 0x1_0000_0018L);
        return entries;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void aSymbolsFieldsAreDecodedWhereTheyLie() {
        assertEquals(5, table.size());
        assertEquals(0, SymbolTable.NONE.size());
        assertEquals(
                List.of(2, 1, 0x9a, 0xfedc),
                List.of(table.binding(1), table.type(1), table.other(1), table.section(1)));
        assertEquals(0xffff_8000_0800_0030L, table.value(1));
        assertEquals(0x1_0000_0018L, table.size(1));
        assertEquals(
                List.of("", "bar", "$x", "é", "r"),
                IntStream.range(0, 5).mapToObj(table::name).toList());
        assertEquals(
                List.of(0, (int) 'b', (int) '$', (int) 'r'),
                IntStream.of(0, 1, 2, 4).mapToObj(table::letter).toList());
    }

    @Test
    void aNameIsComparedAsItIs() {
        assertTrue(table.isNamed(1, bytes("bar")));
        assertFalse(table.isNamed(1, bytes("ba")));
        assertFalse(table.isNamed(1, bytes("bat")));
        assertFalse(table.isNamed(1, bytes("bar\0")));
        assertTrue(table.isNamed(3, bytes("é")));
        assertFalse(table.isNamed(3, bytes("é\0")));
        assertTrue(table.isNamed(0, bytes("")));
        assertTrue(table.begins(1, bytes("ba")));
        assertTrue(table.begins(1, bytes("bar")));
        assertFalse(table.begins(1, bytes("ar")));
        assertFalse(table.begins(3, bytes("é\0\0")));
    }

    @Test
    void equalNamesHaveEqualHashesThatArePositive() {
        for (int i = 0; i < table.size(); i++) {
            assertEquals(SymbolTable.hash(bytes(table.name(i))), table.nameHash(i));
            assertTrue(table.nameHash(i) >= 0);
        }
        assertEquals(5, IntStream.range(0, 5).map(table::nameHash).distinct().count());
    }

    @Test
    void aTableOfNamesThatIsMissingHasNone() {
        SymbolTable stripped = new SymbolTable(Arrays.copyOf(new byte[0], 24), new byte[0]);
        assertEquals("", stripped.name(0));
        assertEquals(0, stripped.letter(0));
        assertFalse(stripped.isNamed(0, bytes("")));
        assertEquals(0, stripped.nameHash(0));
    }
}
