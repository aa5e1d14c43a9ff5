package patchbay.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of an array. */
class SliceTest {
    private static final byte[] ARRAY = {1, 2, 3, 4};

    @Test
    void aPartIsCopiedAndFilledUpWithZeros() {
        Slice part = new Slice(ARRAY, 1, 2);
        assertArrayEquals(new byte[] {2, 3}, part.bytes());
        assertArrayEquals(new byte[] {2, 3, 0}, part.padded(3));
        assertArrayEquals(new byte[] {2}, part.padded(1));
        assertArrayEquals(ARRAY, Slice.of(ARRAY).bytes());
        assertEquals(0, Slice.NONE.size());
    }

    @Test
    void onlyTheSamePartOfTheSameArrayIsEqual() {
        Slice part = new Slice(ARRAY, 1, 2);
        assertEquals(part, new Slice(ARRAY, 1, 2));
        assertEquals(part.hashCode(), new Slice(ARRAY, 1, 2).hashCode());
        for (Slice other :
                List.of(
                        new Slice(ARRAY, 0, 2),
                        new Slice(ARRAY, 1, 3),
                        new Slice(ARRAY.clone(), 1, 2))) {
            assertNotEquals(part, other);
        }
        assertNotEquals(part.hashCode(), new Slice(ARRAY, 2, 1).hashCode());
        assertNotEquals(part, (Object) ARRAY);
    }
}
