package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @Test
    void aVersionHasTwoPartsOrThree() {
        assertEquals(Optional.of(new Version(6, 1, -1)), Version.parse("6.1"));
        assertEquals(Optional.of(new Version(6, 1, 0)), Version.parse("6.1.0"));
        assertEquals(Optional.of(new Version(4, 19, 325)), Version.parse("4.19.325"));
        assertEquals(Optional.of(new Version(1, 99999, 0)), Version.parse("1.99999.0"));
        assertEquals("6.1", Version.of(6, 1).toString());
        assertEquals("6.1.0", new Version(6, 1, 0).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6",
                "6.",
                ".1",
                "6.1.",
                "6..1",
                "6.1.2.3",
                "6.1.2.",
                "6.x",
                "a.1",
                "6.1-rc1",
                "6.1.100000",
                "-6.1",
                "6.-1",
                "6:1",
                "6./",
                " 6.1"
            })
    void whatIsNoneIsEmpty(String text) {
        assertEquals(Optional.empty(), Version.parse(text));
    }

    @Test
    void aSeriesIsItsNewestRelease() {
        assertTrue(Version.of(6, 1).atLeast(new Version(6, 1, 9999)));
        assertFalse(new Version(6, 1, 9999).atLeast(Version.of(6, 1)));
        assertTrue(new Version(6, 1, 2).atLeast(new Version(6, 1, 2)));
        assertTrue(new Version(6, 2, 0).atLeast(Version.of(6, 1)));
        assertTrue(new Version(7, 0, 0).atLeast(Version.of(6, 20)));
        assertTrue(new Version(6, 1, 2).sharesSeriesWith(Version.of(6, 1)));
        assertFalse(new Version(6, 1, 2).sharesSeriesWith(Version.of(6, 2)));
        assertFalse(new Version(6, 1, 2).sharesSeriesWith(Version.of(5, 1)));
    }
}
