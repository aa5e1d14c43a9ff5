package patchbay.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Range;

/** A table of veneers that the loader filled in part and that patching uses up. */
class SlotTableTest {
    private static final long AT = 0xffff_8000_0100_0000L;
    private static final Slot LOADED = slot(0);

    /** Four slots of 16 bytes, one of them taken by the loader. */
    private static final SlotTable TABLE =
            new SlotTable("foo", "plt", Range.of(AT, 64), 16, 4, 1, List.of(LOADED));

    private static Slot slot(int index, Long... users) {
        return new Slot(index, AT + 16L * index, 0x1000 + index, List.of(users));
    }

    @Test
    void slotsLieOneBehindTheOther() {
        assertEquals(AT, TABLE.addressOf(0));
        assertEquals(AT + 48, TABLE.addressOf(3));
    }

    @Test
    void aSlotIsFoundAtItsStartOnly() {
        SlotTable table = TABLE.with(slot(1));
        assertEquals(Optional.of(slot(1)), table.slotAt(AT + 16));
        assertEquals(Optional.of(LOADED), table.slotAt(AT));
        assertEquals(Optional.empty(), table.slotAt(AT + 4));
        assertEquals(Optional.empty(), table.slotAt(AT + 32));
    }

    @Test
    void slotsStandInTheOrderOfTheirAddressesWheneverTheyCame() {
        SlotTable table = TABLE.with(slot(3)).with(slot(1)).with(slot(2));
        assertEquals(List.of(LOADED, slot(1), slot(2), slot(3)), table.slots());
        assertEquals(4, table.used());
        assertEquals(1, table.loaded());
    }

    @Test
    void aSlotTakesThePlaceOfTheOneBeforeIt() {
        SlotTable table = TABLE.with(slot(1)).with(slot(2)).with(slot(1, 0x2000L));
        assertEquals(List.of(LOADED, slot(1, 0x2000L), slot(2)), table.slots());
        assertEquals(3, table.used());
    }

    @Test
    void aTableWithoutTheSlotsThatPatchingTookIsTheLoadersAgain() {
        SlotTable table = TABLE.with(slot(1)).with(slot(2));
        assertEquals(2, table.without(slot(2)).used());
        assertEquals(3, table.without(slot(1)).used());
        assertEquals(TABLE, table.without(slot(1)).without(slot(2)));
        SlotTable empty = new SlotTable("foo", "plt", Range.of(AT, 64), 16, 4, 2, List.of());
        assertEquals(empty, empty.with(slot(3)).without(slot(3)));
    }

    @Test
    void aSlotServesEachBranchOnce() {
        Slot two = slot(1).with(0x2000).with(0x3000).with(0x2000);
        assertEquals(slot(1, 0x2000L, 0x3000L), two);
        assertEquals(slot(1, 0x3000L), two.without(0x2000));
        assertEquals(two, two.without(0x4000));
    }

    @Test
    void asManyAddressesAsAreWantedAreAList() {
        Addresses two = Addresses.of(new long[] {8, -4, 12}, 2);
        assertEquals(List.of(8L, -4L), two);
        assertEquals(2, two.size());
        assertThrows(IndexOutOfBoundsException.class, () -> two.get(2));
        assertSame(two, Addresses.copyOf(two));
        assertEquals(List.of(1L), Addresses.copyOf(List.of(1L)));
    }
}
