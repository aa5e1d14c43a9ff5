package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Slice;
import patchbay.image.Reloc;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.kernel.Options;
import patchbay.kernel.SlotCount;
import patchbay.kernel.Version;

class StubCountTest {
    private static final int REL24 = 10;
    private static final Ppc64Loader RULES = Ppc64Loader.of(Version.of(6, 1), Options.NONE);

    /** What every module has: the slot that ends the search, and two for ftrace. */
    private static final int ALWAYS = 3;

    @Test
    void callsOfSymbolZeroAloneAreNotCounted() {
        assertEquals(ALWAYS, count(List.of(call(0, 0), call(0, 0))));
        assertEquals(ALWAYS + 2, count(List.of(call(0, 0), call(4, 0))));
    }

    @Test
    void aNegativeAddendCountsEveryTime() {
        assertEquals(ALWAYS + 3, count(List.of(call(4, -8), call(4, -8), call(4, -8))));
        assertEquals(ALWAYS + 1, count(List.of(call(4, 8), call(4, 8))));
    }

    /** Beside the kernel's own way: sort, then look at the entry before. */
    @Test
    void theNumberIsThatOfTheSortedList() {
        Random random = new Random(24);
        int[] types = {REL24, REL24, 38, 50};
        long[] addends = {0, 0, 0, 0, 8, -8, 1L << 32, 8 | 1L << 32};
        for (int n = 0; n < 30_000; n++) {
            List<Reloc> list = new ArrayList<>();
            int kinds = 1 + random.nextInt(addends.length);
            int size = random.nextInt(8);
            for (int i = 0; i < size; i++) {
                list.add(
                        new Reloc(
                                0,
                                types[random.nextInt(types.length)],
                                random.nextInt(4),
                                addends[random.nextInt(kinds)]));
            }
            assertEquals(ALWAYS + sortedCount(list), count(list), list::toString);
        }
    }

    private static int sortedCount(List<Reloc> list) {
        List<Reloc> sorted = new ArrayList<>(list);
        sorted.sort(
                Comparator.comparingInt(Reloc::symbol)
                        .thenComparingInt(Reloc::type)
                        .thenComparingLong(Reloc::addend)
                        .reversed());
        int calls = 0;
        int symbol = 0;
        long addend = 0;
        for (Reloc r : sorted) {
            if (r.type() == REL24 && (r.symbol() != symbol || r.addend() != addend)) {
                calls++;
                symbol = r.symbol();
                addend = r.addend() & 0xffff_ffffL;
            }
        }
        return calls;
    }

    @Test
    void everyListCountsAndTheTableHasRoomForAllOfThem() {
        Section debug =
                new Section(1, ".debug", Section.PROGBITS, 0, 0, 1, 8, 0, 0, Slice.NONE, List.of());
        SlotCount count = RULES.slotCount(new int[5]);
        assertTrue(count.counts(debug.flags()));
        count.add(RelocTable.of(List.of(call(1, 0), call(2, 0), call(1, 0))), debug);
        count.add(RelocTable.of(List.of(call(1, 0))), debug);
        assertEquals(new SlotCount.Slots(0, 0, ALWAYS + 3, 40 * (ALWAYS + 3), 0, 4), count.slots());
        assertEquals(0, count.slack(5));
    }

    private static Reloc call(int symbol, long addend) {
        return new Reloc(0, REL24, symbol, addend);
    }

    private static int count(List<Reloc> list) {
        StubCount count = new StubCount(RULES, 5);
        count.add(RelocTable.of(List.of(call(1, 0), call(0, 0))));
        int before = count.stubs();
        count.add(RelocTable.of(list));
        return ALWAYS + count.stubs() - before;
    }
}
