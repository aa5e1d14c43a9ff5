package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import patchbay.image.Reloc;
import patchbay.image.RelocTable;
import patchbay.kernel.RelocationOrder.Heapsort;

class RelocationOrderTest {

    /** As measured for lib/sort.c of 6.1 and of 6.12. */
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
        int[] order = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
        Reloc[] entries = new Reloc[order.length];
        Arrays.fill(entries, new Reloc(0, 283, 7, 0));
        for (RelocationOrder.Key key : RelocationOrder.Key.values()) {
            assertArrayEquals(order, sorted(key, form, entries));
        }
    }

    /**
     * That of kernels before 5.2, two loops: make a heap, then take off its greatest again and
     * again.
     */
    @Test
    void theTextbooksHeapsortLeavesTiesInTheSameOrder() {
        Random random = new Random(52);
        for (int n = 0; n < 200; n++) {
            Reloc[] entries = new Reloc[n];
            for (int i = 0; i < n; i++) {
                entries[i] = new Reloc(i, 282 + random.nextInt(2), random.nextInt(1 + n / 3), 0);
            }
            int[] order = IntStream.range(0, n).toArray();
            for (int i = n / 2; i >= 1; i--) {
                sink(entries, order, i, n);
            }
            for (int end = n; end > 1; end--) {
                int first = order[0];
                order[0] = order[end - 1];
                order[end - 1] = first;
                sink(entries, order, 1, end - 1);
            }
            assertArrayEquals(
                    order, sorted(RelocationOrder.Key.BY_TARGET, Heapsort.BOTTOM_UP, entries));
        }
    }

    /** The textbook counts from 1: node i has the children 2i and 2i + 1. */
    private static void sink(Reloc[] entries, int[] order, int i, int n) {
        while (2 * i <= n) {
            int j = 2 * i;
            if (j < n && less(entries, order, j, j + 1)) {
                j++;
            }
            if (!less(entries, order, i, j)) {
                return;
            }
            int kept = order[i - 1];
            order[i - 1] = order[j - 1];
            order[j - 1] = kept;
            i = j;
        }
    }

    private static boolean less(Reloc[] entries, int[] order, int i, int j) {
        return BY_TARGET.compare(entries[order[i - 1]], entries[order[j - 1]]) < 0;
    }

    @Test
    void aKernelSortsAsItsVersionDoes() {
        assertEquals(Heapsort.BOTTOM_UP, Heapsort.of(new Version(4, 6, 0)));
        assertEquals(Heapsort.BOTTOM_UP, Heapsort.of(Version.of(6, 10)));
        assertEquals(Heapsort.BOTTOM_UP_TWO_AT_A_TIME, Heapsort.of(new Version(6, 11, 0)));
    }

    /** Both ways of making keys: those that fit into a word, and those that are too wide. */
    @ParameterizedTest
    @EnumSource
    void everyOrderOfDistinctKeysIsSorted(Heapsort form) {
        Random random = new Random(843419);
        for (int n = 0; n < 40; n++) {
            for (long apart : new long[] {1, Long.MAX_VALUE / 40}) {
                Reloc[] entries = new Reloc[n];
                for (int i = 0; i < n; i++) {
                    entries[i] =
                            new Reloc(
                                    i, 282 + random.nextInt(2), random.nextInt(9), (i - 5) * apart);
                }
                assertArrayEquals(
                        byComparison(entries, BY_TARGET),
                        sorted(RelocationOrder.Key.BY_TARGET, form, entries));
                assertArrayEquals(
                        byComparison(entries, BY_SYMBOL.reversed()),
                        sorted(RelocationOrder.Key.GREATEST_SYMBOL_FIRST, form, entries));
            }
        }
    }

    /** What decides the order of equal ones is where they stand, not how wide the others are. */
    @ParameterizedTest
    @EnumSource
    void tiesComeOutTheSameWhenKeysDoNotFitIntoAWord(Heapsort form) {
        Random random = new Random(6);
        for (int n = 2; n < 60; n++) {
            Reloc[] narrow = new Reloc[n];
            Reloc[] wide = new Reloc[n];
            for (int i = 0; i < n; i++) {
                int symbol = random.nextInt(5);
                narrow[i] = new Reloc(i, 283, symbol, 0);
                wide[i] = new Reloc(i, 283, symbol, symbol < 3 ? Long.MIN_VALUE : Long.MAX_VALUE);
            }
            for (RelocationOrder.Key key : RelocationOrder.Key.values()) {
                assertArrayEquals(sorted(key, form, narrow), sorted(key, form, wide));
            }
        }
    }

    @Test
    void typesAndSymbolsCountAsNumbersWithoutSign() {
        assertArrayEquals(
                new int[] {1, 0},
                sorted(
                        RelocationOrder.Key.BY_TARGET,
                        Heapsort.BOTTOM_UP,
                        new Reloc(0, -1, 1, 0),
                        reloc(5)));
    }

    @Test
    void onlyTheFirstOnesAreSorted() {
        int[] order = {0, 1, 2, 3};
        RelocTable entries = RelocTable.of(List.of(reloc(3), reloc(1), reloc(2), reloc(0)));
        RelocationOrder.sort(entries, order, 3, RelocationOrder.Key.BY_TARGET, Heapsort.BOTTOM_UP);
        assertArrayEquals(new int[] {1, 2, 0, 3}, order);
    }

    @Test
    void thePartitionForgetsTheLastWhenEveryEntryIsWanted() {
        int[] order = {0, 1, 2};
        assertEquals(2, RelocationOrder.partition(order, i -> true));
        assertArrayEquals(new int[] {0, 1, 2}, order);
    }

    @Test
    void thePartitionBringsWhatIsWantedToTheFront() {
        int[] order = {0, 11, 2, 13, 4};
        assertEquals(2, RelocationOrder.partition(order, i -> i > 10));
        assertArrayEquals(new int[] {13, 11, 2, 0, 4}, order);
    }

    @Test
    void aJumpComesBeforeACallAndAddendsCountAsSigned() {
        assertArrayEquals(
                new int[] {1, 2, 0},
                sorted(
                        RelocationOrder.Key.BY_TARGET,
                        Heapsort.BOTTOM_UP_TWO_AT_A_TIME,
                        new Reloc(0, 283, 1, 0),
                        new Reloc(4, 282, 9, 0),
                        new Reloc(8, 283, 1, -4)));
    }

    private static final Comparator<Reloc> BY_TARGET =
            Comparator.comparingInt(Reloc::type)
                    .thenComparingInt(Reloc::symbol)
                    .thenComparingLong(Reloc::addend);

    private static final Comparator<Reloc> BY_SYMBOL =
            Comparator.comparingInt(Reloc::symbol)
                    .thenComparingInt(Reloc::type)
                    .thenComparingLong(Reloc::addend);

    private static int[] byComparison(Reloc[] entries, Comparator<Reloc> by) {
        return IntStream.range(0, entries.length)
                .boxed()
                .sorted((a, b) -> by.compare(entries[a], entries[b]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The indices of the entries, in order. */
    private static int[] sorted(RelocationOrder.Key key, Heapsort form, Reloc... entries) {
        int[] order = IntStream.range(0, entries.length).toArray();
        RelocationOrder.sort(RelocTable.of(List.of(entries)), order, order.length, key, form);
        return order;
    }

    private static Reloc reloc(int symbol) {
        return new Reloc(symbol, 283, symbol, 0);
    }
}
