package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and blanks in a buffer that grows. */
class TextTest {
    private final Text text = new Text();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "15, f", "16, 10", "255, ff", "256, 100", "-1, ffffffffffffffff"})
    void aNumberHasAsManyDigitsAsItNeeds(long value, String digits) {
        assertEquals(digits, text.hex(value).toString());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9, 9", "10, 10", "-1, -1", "-9223372036854775808, -9223372036854775808"})
    void aDecimalHasASign(long value, String digits) {
        assertEquals(digits, text.decimal(value).toString());
    }

    @Test
    void everythingIsAppended() {
        byte[] ascii = {'a', 'b', 'c', 'd'};
        text.put('x').put("yz").put(ascii).put(ascii, 1, 2).put(new Text().put("!")).hex(10, 3);
        assertEquals("xyzabcdbc!00a", text.toString());
        assertEquals(13, text.length());
        assertSame(text, text.drop(3));
        assertEquals("xyzabcdbc!", text.toString());
        assertSame(text, text.widen(3, 3));
        assertEquals("xyz   bcdbc!", text.toString());
        text.widen(11, 1);
        assertEquals("xyz   bcdbc ", text.toString());
        text.clear();
        assertEquals("", text.toString());
    }

    @Test
    void theBufferGrowsWhenItIsFullAndNotBefore() {
        int size = text.array().length;
        for (int i = 0; i < size; i++) {
            text.put((char) ('a' + i % 26));
        }
        assertEquals(size, text.array().length);
        text.put('!');
        assertEquals(size * 2, text.array().length);
        assertEquals("abc", text.toString().substring(0, 3));
        assertEquals('!', text.toString().charAt(size));
        String much = "much".repeat(size);
        assertEquals(size + 1 + 4 * size, text.put(much).length());
        assertEquals(size + 1 + 4 * size, text.array().length);
    }

    @Test
    void whateverIsAppendedFindsRoom() {
        int size = text.array().length;
        text.put("x".repeat(size)).put(new byte[] {'y'});
        assertEquals(size + 1, text.length());
        text.put("x".repeat(size - 1)).hex(0xab, 2);
        assertEquals("ab", text.toString().substring(2 * size));
        text.put("x".repeat(2 * size - 2)).widen(4 * size - 1, 9);
        assertEquals("x         ", text.toString().substring(4 * size - 2));
    }
}
