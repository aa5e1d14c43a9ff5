package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import patchbay.image.Reloc;
import patchbay.kernel.RelocationOrder.Heapsort;

class RelocationOrderTest {

    /** As measured for lib/sort.c of 6.1 and of 6.12; elements are told apart by their offsets. */
    @ParameterizedTest
    @CsvSource({
        "BOTTOM_UP, 1 2 0",
        "BOTTOM_UP, 1 2 3 0",
        "BOTTOM_UP, 1 2 3 4 0",
        "BOTTOM_UP, 1 2 3 4 5 6 7 0",
        "BOTTOM_UP_TWO_AT_A_TIME, 2 1 0",
        "BOTTOM_UP_TWO_AT_A_TIME, 1 3 2 0",
        "BOTTOM_UP_TWO_AT_A_TIME, 3 1 4 2 0",
        "BOTTOM_UP_TWO_AT_A_TIME, 1 3 4 5 6 7 2 0",
    })
    void equalKeysComeOutInTheHeapsOwnOrder(Heapsort form, String expected) {
        int n = expected.split(" ").length;
        Reloc[] entries = new Reloc[n];
        for (int i = 0; i < n; i++) {
            entries[i] = new Reloc(i, 283, 7, 0);
        }
        RelocationOrder.sort(entries, n, RelocationOrder.Key.BY_TARGET, form);
        StringBuilder order = new StringBuilder();
        for (Reloc entry : entries) {
            order.append(order.isEmpty() ? "" : " ").append(entry.offset());
        }
        assertEquals(expected, order.toString());
    }

    @ParameterizedTest
    @EnumSource
    void everyOrderOfDistinctKeysIsSorted(Heapsort form) {
        Random random = new Random(843419);
        for (int n = 0; n < 40; n++) {
            Reloc[] entries = new Reloc[n];
            for (int i = 0; i < n; i++) {
                entries[i] = new Reloc(i, 282 + random.nextInt(2), random.nextInt(9), i - 5L);
            }
            Reloc[] expected = entries.clone();
            Arrays.sort(expected, RelocationOrder.Key.BY_TARGET);
            RelocationOrder.sort(entries, n, RelocationOrder.Key.BY_TARGET, form);
            assertArrayEquals(expected, entries);
        }
    }

    @Test
    void onlyTheFirstOnesAreSorted() {
        Reloc[] entries = {reloc(3), reloc(1), reloc(2), reloc(0)};
        RelocationOrder.sort(entries, 3, RelocationOrder.Key.BY_TARGET, Heapsort.BOTTOM_UP);
        assertEquals(List.of(1, 2, 3, 0), symbols(entries));
    }

    @Test
    void thePartitionForgetsTheLastWhenEveryEntryIsWanted() {
        Reloc[] entries = {reloc(1), reloc(2), reloc(1)};
        assertEquals(2, RelocationOrder.partition(entries, r -> true));
        RelocationOrder.sort(entries, 2, RelocationOrder.Key.BY_TARGET, Heapsort.BOTTOM_UP);
        assertEquals(List.of(1, 2, 1), symbols(entries));
    }

    @Test
    void thePartitionBringsWhatIsWantedToTheFront() {
        Reloc[] entries = {reloc(0), reloc(11), reloc(2), reloc(13), reloc(4)};
        assertEquals(2, RelocationOrder.partition(entries, r -> r.symbol() > 10));
        assertEquals(List.of(13, 11, 2, 0, 4), symbols(entries));
    }

    @Test
    void aJumpComesBeforeACallAndAddendsCountAsSigned() {
        Reloc[] entries = {
            new Reloc(0, 283, 1, 0), new Reloc(4, 282, 9, 0), new Reloc(8, 283, 1, -4)
        };
        RelocationOrder.sort(
                entries, 3, RelocationOrder.Key.BY_TARGET, Heapsort.BOTTOM_UP_TWO_AT_A_TIME);
        assertEquals(4, entries[0].offset());
        assertEquals(8, entries[1].offset());
        assertEquals(0, entries[2].offset());
    }

    private static Reloc reloc(int symbol) {
        return new Reloc(symbol, 283, symbol, 0);
    }

    private static List<Integer> symbols(Reloc[] entries) {
        List<Integer> symbols = new ArrayList<>();
        for (Reloc entry : entries) {
            symbols.add(entry.symbol());
        }
        return symbols;
    }
}
