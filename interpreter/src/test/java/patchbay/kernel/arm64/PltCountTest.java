package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Slice;
import patchbay.image.Reloc;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.kernel.Options;
import patchbay.kernel.RelocationOrder;
import patchbay.kernel.SlotAsk;
import patchbay.kernel.SlotCount;
import patchbay.kernel.Version;

class PltCountTest {
    private static final int TEXT = 1;
    private static final int CALL26 = 283;
    private static final int ADRP = 275;

    /** Symbol 0 and 1 are in the section itself, the others elsewhere or nowhere. */
    private static final int[] SECTIONS = {TEXT, TEXT, 0, 2, 0xfff1, 0xff20};

    @Test
    void theLastOfNothingButFarBranchesCountsAgainUnlessItIsAsTheGreatestOfTheOthers() {
        Arm64Loader rules = rules("6.1");
        assertEquals(3, count(rules, calls(2, 3, 2)));
        assertEquals(2, count(rules, calls(3, 2, 3)));
        assertEquals(2, count(rules, calls(2, 3, 3)));
        assertEquals(2, count(rules, calls(2, 3, 2, 0)));
        assertEquals(2, count(rules("5.8"), calls(2, 3, 2)));
        assertEquals(1, count(rules, calls(2)));
        assertEquals(0, count(rules, List.of()));
    }

    @Test
    void aBranchWithAnAddendAlwaysCounts() {
        Reloc reloc = new Reloc(0, CALL26, 2, 8);
        assertEquals(3, count(rules("6.1"), List.of(reloc, reloc, reloc)));
    }

    @Test
    void withTheErratumAnAdrpCountsWhereAlignmentCannotHelpAndEveryPageHasASlotToSpare() {
        Arm64Loader rules = rules("6.1", "erratum_843419");
        assertEquals(2, count(rules, List.of(new Reloc(0xff8, ADRP, 2, 0))));
        assertEquals(0, count(rules, List.of(new Reloc(0x7f8, ADRP, 2, 0))));
        PltCount count = new PltCount(rules, SECTIONS);
        count.add(RelocTable.of(List.of(new Reloc(0x7f8, ADRP, 2, 0))), TEXT, false);
        assertEquals(4096, count.align());
        assertEquals(
                342 + 2, count(rules, IntStream.range(0, 342).mapToObj(i -> far(i + 1)).toList()));
    }

    /** Beside the kernel's own way: sort, then look at the entry before. */
    @ParameterizedTest
    @CsvSource({
        "6.1,",
        "6.12,",
        "5.8,",
        "4.19,",
        "4.10,",
        "6.1, erratum_843419",
        "6.12, erratum_843419",
        "5.1, erratum_843419",
        "4.19, erratum_843419",
        "4.16, erratum_843419"
    })
    void theNumberIsThatOfTheSortedList(String version, String option) {
        Arm64Loader rules = option == null ? rules(version) : rules(version, option);
        Random random = new Random(843419);
        int[] types = {282, CALL26, CALL26, ADRP, 276, 257};
        for (int n = 0; n < 30_000; n++) {
            List<Reloc> list = new ArrayList<>();
            int size = random.nextInt(7);
            int kinds = 1 + random.nextInt(types.length);
            int lowest = random.nextInt(3);
            for (int i = 0; i < size; i++) {
                list.add(
                        new Reloc(
                                random.nextInt(1 << 14) & ~3,
                                types[random.nextInt(kinds)],
                                lowest + random.nextInt(SECTIONS.length - lowest),
                                random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0));
            }
            assertEquals(sortedCount(rules, list), count(rules, list), list::toString);
            assertEquals(sortedCount(rules, list), told(rules, list), list::toString);
        }
    }

    /** What {@link PltCount#tally} tells of the list in the loader's order, added up. */
    private static int told(Arm64Loader rules, List<Reloc> list) {
        PltCount count = new PltCount(rules, SECTIONS);
        SlotAsk.Reserved reserved = new SlotAsk.Reserved();
        count.tally(RelocTable.of(list), order(rules, list), TEXT, reserved);
        return reserved.slots() + count.slack(reserved.slots());
    }

    private static int[] order(Arm64Loader rules, List<Reloc> list) {
        int[] order = IntStream.range(0, list.size()).toArray();
        int n =
                rules.order() == Arm64Loader.Order.EVERYTHING
                        ? order.length
                        : RelocationOrder.partition(order, i -> isFar(list.get(i)));
        RelocationOrder.sort(
                RelocTable.of(list), order, n, RelocationOrder.Key.BY_TARGET, rules.heapsort());
        return order;
    }

    @Test
    void until410OnlyCallsOfUndefinedSymbolsCountInOneTableWithoutASpareSlot() {
        PltCount count = new PltCount(rules("4.10"), SECTIONS);
        count.add(RelocTable.of(calls(2, 3, 4, 5, 0)), TEXT, false);
        assertEquals(new SlotCount.Slots(1, 0, 0, 16, 0, 1), count.slots());
        assertEquals(4, count(rules("4.11"), calls(2, 3, 4, 5, 0)));
    }

    @Test
    void aKernelThatRunsWhereItWasLinkedHadNoSlotsFrom417Until66() {
        assertEquals(2, count(rules("4.16", "no_randomize_base"), calls(2, 3, 2)));
        assertEquals(0, count(rules("4.17", "no_randomize_base"), calls(2, 3, 2)));
        assertEquals(0, count(rules("6.6.2", "no_randomize_base"), calls(2, 3, 2)));
        assertEquals(0, count(rules("6.1", "no_randomize_base"), calls(2, 3, 2)));
        assertEquals(0, count(rules("5.4", "no_randomize_base"), calls(2, 3, 2)));
        assertEquals(0, told(rules("6.4", "no_randomize_base"), calls(2, 3, 2)));
        assertEquals(3, count(rules("6.5", "no_randomize_base"), calls(2, 3, 2)));
        assertEquals(Arm64Loader.Order.NOTHING, rules("6.1", "no_randomize_base").order());
        assertEquals(Arm64Loader.Order.EVERYTHING, rules("5.8", "no_randomize_base").order());
    }

    @Test
    void everyBranchIsToldWhyItCounts() {
        List<SlotAsk> asks = new ArrayList<>();
        List<Reloc> list =
                List.of(
                        new Reloc(0, CALL26, 2, 0),
                        new Reloc(4, CALL26, 2, 0),
                        new Reloc(8, CALL26, 3, 4),
                        new Reloc(12, CALL26, 3, 4),
                        new Reloc(0xff8, ADRP, 2, 0),
                        new Reloc(16, CALL26, 0, 0));
        new PltCount(rules("6.1", "erratum_843419"), SECTIONS)
                .tally(
                        RelocTable.of(list),
                        IntStream.range(0, list.size()).toArray(),
                        TEXT,
                        (entry, ask) -> asks.add(ask));
        assertEquals(
                List.of(
                        SlotAsk.NEW,
                        SlotAsk.REPEATED,
                        SlotAsk.NEW,
                        SlotAsk.ADDEND,
                        SlotAsk.STAND_IN),
                asks);
    }

    @Test
    void listsAgainstCodeCountForTheirTableAndEachTableHasOneMore() {
        SlotCount count = rules("6.1").slotCount(SECTIONS);
        Section text = section(".text", Section.ALLOC | Section.EXECUTE);
        assertTrue(count.counts(text.flags()));
        assertFalse(count.counts(Section.ALLOC | Section.WRITE));
        count.add(RelocTable.of(calls(2, 3, 0)), text);
        count.add(RelocTable.of(calls(2, 3, 4, 0)), text);
        count.add(RelocTable.of(calls(3, 0)), section(".init.text", Section.ALLOC));
        assertEquals(
                new SlotCount.Slots(2 + 3, 1, 0, (5 + 1) * 12, (1 + 1) * 12, 2 + 3 + 1),
                count.slots());
    }

    private static Section section(String name, long flags) {
        return new Section(
                TEXT, name, Section.PROGBITS, flags, 0, 4, 8, 0, 0, Slice.NONE, List.of());
    }

    @Test
    void onlyARepetitionReservesNothing() {
        assertEquals(
                List.of(SlotAsk.NEW, SlotAsk.ADDEND, SlotAsk.STAND_IN),
                Stream.of(SlotAsk.values()).filter(SlotAsk::reserves).toList());
    }

    private static int sortedCount(Arm64Loader rules, List<Reloc> list) {
        int[] order = order(rules, list);
        int slots = 0;
        for (int k = 0; k < order.length; k++) {
            Reloc r = list.get(order[k]);
            if (isFar(r) && (rules.hasInitPlt() || SECTIONS[r.symbol()] == 0)) {
                Reloc before = k == 0 ? new Reloc(0, 0, 0, 0) : list.get(order[k - 1]);
                boolean same =
                        r.type() == before.type()
                                && r.symbol() == before.symbol()
                                && r.addend() == before.addend();
                slots += r.addend() != 0 || k == 0 || !same ? 1 : 0;
            } else if (rules.movesAdrp() && (r.type() == ADRP || r.type() == 276)) {
                long bits = r.offset() | 7;
                int ones = 0;
                while ((bits >> ones & 1) == 1) {
                    ones++;
                }
                slots += (2L << ones) > 4096 ? 1 : 0;
            }
        }
        boolean skips = rules.movesAdrp() && rules.entries() == PltEntries.ADRP_ADD_BR;
        return skips ? slots + (slots + 340) / 341 : slots;
    }

    private static boolean isFar(Reloc r) {
        return (r.type() == 282 || r.type() == CALL26) && SECTIONS[r.symbol()] != TEXT;
    }

    private static Reloc far(long addend) {
        return new Reloc(0, CALL26, 2, addend);
    }

    private static List<Reloc> calls(int... symbols) {
        return IntStream.of(symbols).mapToObj(s -> new Reloc(0, CALL26, s, 0)).toList();
    }

    private static int count(Arm64Loader rules, List<Reloc> list) {
        PltCount count = new PltCount(rules, SECTIONS);
        // What a list before had is forgotten.
        count.add(RelocTable.of(calls(2, 3, 4, 5, 0)), TEXT, true);
        count.add(RelocTable.of(list), TEXT, false);
        return count.slots().core();
    }

    private static Arm64Loader rules(String version, String... flags) {
        return Arm64Loader.of(
                Version.parse(version).orElseThrow(), new Options(Set.of(flags), 4096));
    }
}
