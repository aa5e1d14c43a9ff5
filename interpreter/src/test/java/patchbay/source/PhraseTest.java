package patchbay.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PhraseTest {
    @Test
    void gapsAreFilledInOrder() {
        assertEquals("a of 3, b", Phrase.of("%s of %d, %s", "a", 3, 'b'));
        assertEquals("", Phrase.of(""));
        assertEquals("nothing", Phrase.of("nothing"));
        assertEquals("100 %, 2", Phrase.of("100 %%, %d", 2L));
    }

    @Test
    void numbersAreThoseOfJavasFormatterWithoutACountry() {
        for (long number : new long[] {0, 1, -1, 0x1234, Integer.MIN_VALUE, Long.MAX_VALUE}) {
            for (String pattern : new String[] {"%d", "0x%x", "%08x", "%s"}) {
                assertEquals(
                        String.format(Locale.ROOT, pattern, number), Phrase.of(pattern, number));
                assertEquals(
                        String.format(Locale.ROOT, pattern, (int) number),
                        Phrase.of(pattern, (int) number));
            }
        }
        assertEquals("007", Phrase.of("%03d", 7));
    }

    @Test
    void aPatternThatMeansNothingIsAMistakeOfTheProgram() {
        assertThrows(IllegalArgumentException.class, () -> Phrase.of("%f", 1.0));
    }
}
