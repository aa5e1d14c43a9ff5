package patchbay.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Half-open ranges of addresses, up to the very last. */
class RangeTest {
    private static final long TOP = -0x1000L;

    @Test
    void aRangeHoldsItsStartAndNotItsEnd() {
        Range range = Range.of(0x1000, 0x10);
        assertEquals(0x10, range.size());
        assertFalse(range.contains(0xfff));
        assertTrue(range.contains(0x1000));
        assertTrue(range.contains(0x100f));
        assertFalse(range.contains(0x1010));
        assertEquals("0x1000 .. 0x1010", range.toString());
    }

    @Test
    void theLastByteOfTheAddressSpaceIsInReach() {
        Range last = Range.of(TOP, 0x1000);
        assertEquals(0x1000, last.size());
        assertTrue(last.contains(-1));
        assertFalse(last.contains(0));
        assertTrue(last.contains(Range.of(-16, 16)));
    }

    @Test
    void aRangeDoesNotWrapAround() {
        assertTrue(Range.fits(TOP, 0));
        assertTrue(Range.fits(0, 0));
        assertTrue(Range.fits(TOP, 0x1000));
        assertTrue(Range.fits(1, Long.MAX_VALUE));
        assertFalse(Range.fits(TOP, 0x1001));
        assertFalse(Range.fits(0x1000, -1));
        assertFalse(Range.fits(0, Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> Range.of(TOP, 0x1001));
    }

    @Test
    void aRangeHoldsAnotherThatEndsWithIt() {
        Range range = Range.of(0x1000, 0x10);
        assertTrue(range.contains(range));
        assertTrue(range.contains(Range.of(0x1008, 8)));
        assertFalse(range.contains(Range.of(0x1008, 9)));
        assertFalse(range.contains(Range.of(0xfff, 2)));
        assertTrue(range.contains(Range.of(0x100f, 0)));
        assertFalse(range.contains(Range.of(0x1010, 0)));
    }

    @Test
    void neighboursDoNotOverlap() {
        Range range = Range.of(0x1000, 0x10);
        for (Range other :
                List.of(range, Range.of(0x100f, 1), Range.of(0xff0, 0x11), Range.of(0, 0x2000))) {
            assertTrue(range.overlaps(other), other::toString);
            assertTrue(other.overlaps(range), other::toString);
        }
        for (Range other :
                List.of(Range.of(0x1010, 1), Range.of(0xff0, 0x10), Range.of(0x1008, 0))) {
            assertFalse(range.overlaps(other), other::toString);
            assertFalse(other.overlaps(range), other::toString);
        }
    }

    @Test
    void theOrderIsThatOfUnsignedStartsThenOfEnds() {
        List<Range> ordered =
                List.of(
                        Range.of(0x10, 4),
                        Range.of(0x10, 8),
                        Range.of(0x18, 1),
                        Range.of(TOP, 0x10),
                        Range.of(TOP, 0x1000));
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = 0; j < ordered.size(); j++) {
                int order = ordered.get(i).compareTo(ordered.get(j));
                assertEquals(Integer.signum(i - j), Integer.signum(order), i + ", " + j);
            }
        }
    }
}
