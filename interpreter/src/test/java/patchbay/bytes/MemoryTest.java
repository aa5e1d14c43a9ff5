package patchbay.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Memory that is copied in constant time. */
class MemoryTest {
    private static final long BASE = 0xffff_8000_0800_0000L;
    private static final int PAGE = Memory.PAGE_SIZE;

    private static Memory mapped(long pages) {
        Memory memory = new Memory();
        memory.map(Range.of(BASE, pages * PAGE), Protection.EXECUTE);
        return memory;
    }

    @Test
    void aFreshPageIsZeroAndIsNoOtherPages() {
        Memory memory = mapped(2);
        memory.putLittle(BASE, 4, 0xd503201f);
        assertEquals(0, memory.u32(BASE + PAGE));
        assertEquals(0xd503201f, memory.u32(BASE));
        Memory other = mapped(1);
        assertEquals(0, other.u32(BASE));
    }

    @Test
    void aSnapshotSharesPagesUntilOneSideWrites() {
        Memory memory = mapped(3);
        memory.putLittle(BASE, 8, 1);
        memory.putLittle(BASE + PAGE, 8, 2);
        Memory copy = memory.snapshot();
        memory.putLittle(BASE, 8, 3);
        assertNotSame(memory.page(BASE), copy.page(BASE));
        assertSame(memory.page(BASE + PAGE), copy.page(BASE + PAGE));
        assertEquals(1, copy.u64(BASE));
        copy.putLittle(BASE + PAGE, 8, 4);
        assertEquals(2, memory.u64(BASE + PAGE));
    }

    @Test
    void aSnapshotCostsNothingThatGrowsWithTheMemory() {
        Memory memory = mapped(1 << 16);
        long before = System.nanoTime();
        Memory last = memory;
        for (int i = 0; i < 100_000; i++) {
            last = memory.snapshot();
        }
        assertTrue(last.isMapped(BASE));
        assertTrue(
                System.nanoTime() - before < 5_000_000_000L,
                "100,000 snapshots of 256 MiB took seconds");
    }

    @Test
    void wordsMayCrossPages() {
        Memory memory = mapped(2);
        memory.putLittle(BASE + PAGE - 3, 8, 0x1122334455667788L);
        assertEquals(0x1122334455667788L, memory.u64(BASE + PAGE - 3));
        assertEquals(0x55667788 >>> 8 & 0xff, (int) memory.little(BASE + PAGE - 2, 1));
    }

    @Test
    void whatIsNotMappedIsSaid() {
        Memory memory = mapped(1);
        assertEquals(
                new Range(BASE + PAGE, BASE + PAGE + 4),
                memory.firstUnmapped(Range.of(BASE + PAGE - 4, 8)));
        assertTrue(memory.firstUnmapped(Range.of(BASE, PAGE)).isEmpty());
        memory.unmap(Range.of(BASE, PAGE));
        assertFalse(memory.isMapped(BASE));
    }

    @Test
    void theLastPageOfTheAddressSpaceIsAPageToo() {
        Memory memory = new Memory();
        Range last = Range.of(-PAGE, PAGE);
        memory.map(last, Protection.READ_WRITE);
        memory.putLittle(-8, 8, 42);
        assertEquals(42, memory.u64(-8));
        assertEquals(-8, memory.firstDifference(emptyLast(), last));
    }

    @Test
    void addressesThatDifferInOneBitAreDifferentPages() {
        Memory memory = new Memory();
        for (int bit = 12; bit < 64; bit++) {
            memory.map(Range.of(1L << bit, PAGE), Protection.READ_WRITE);
            memory.putLittle(1L << bit, 1, bit);
        }
        for (int bit = 12; bit < 64; bit++) {
            assertEquals(bit, memory.little(1L << bit, 1));
        }
    }

    private static Memory emptyLast() {
        Memory memory = new Memory();
        memory.map(Range.of(-PAGE, PAGE), Protection.READ_WRITE);
        return memory;
    }

    @Test
    void aDifferenceIsFoundAtItsFirstByte() {
        Memory memory = mapped(4);
        Memory copy = memory.snapshot();
        assertTrue(memory.sameBytes(copy, Range.of(BASE, 4 * PAGE)));
        memory.write(BASE + 2 * PAGE + 5, new byte[] {0, 1});
        assertEquals(BASE + 2 * PAGE + 6, memory.firstDifference(copy, Range.of(BASE, 4 * PAGE)));
    }

    @Test
    void aPageOnOneSideOnlyIsADifference() {
        Memory memory = mapped(2);
        Memory copy = mapped(3);
        Range both = Range.of(BASE, 2 * PAGE);
        Range more = Range.of(BASE, 3 * PAGE);
        assertTrue(memory.sameBytes(copy, both));
        assertFalse(memory.sameBytes(copy, more));
        assertEquals(BASE + 2 * PAGE, memory.firstDifference(copy, more));
        assertEquals(BASE + 2 * PAGE, copy.firstDifference(memory, more));
        copy.putLittle(BASE + PAGE, 1, 1);
        assertEquals(BASE + PAGE, memory.firstDifference(copy, both));
    }

    @Test
    void unmappingTakesThePagesOfTheRangeAndNoOthers() {
        Memory memory = mapped(5);
        memory.unmap(Range.of(BASE + PAGE, 2 * PAGE));
        assertTrue(memory.isMapped(Range.of(BASE, PAGE)));
        assertFalse(memory.isMapped(BASE + PAGE));
        assertFalse(memory.isMapped(BASE + 2 * PAGE));
        assertTrue(memory.isMapped(Range.of(BASE + 3 * PAGE, 2 * PAGE)));
        assertFalse(memory.isMapped(Range.of(BASE, 5 * PAGE)));
        Range nothing = Range.of(BASE, 0);
        memory.unmap(nothing);
        assertTrue(memory.isMapped(BASE));
        assertEquals(nothing, memory.firstUnmapped(nothing));
    }

    @Test
    void mappingAgainKeepsTheBytesAndChangesTheProtection() {
        Memory memory = mapped(2);
        memory.putLittle(BASE + 8, 8, 42);
        memory.map(Range.of(BASE, PAGE), Protection.READ_ONLY);
        assertEquals(42, memory.u64(BASE + 8));
        assertEquals(Protection.READ_ONLY, page(memory, BASE).protection());
        assertEquals(Protection.EXECUTE, page(memory, BASE + PAGE).protection());
        assertEquals(42, page(memory, BASE).bytes()[8]);
    }

    private static Page page(Memory memory, long address) {
        Page page = memory.page(address);
        assertTrue(page != null);
        return page;
    }

    /** A CPU that compares generations would otherwise take an old page for the current one. */
    @Test
    void aGenerationNeverComesBack() {
        Memory memory = new Memory();
        Memory other = mapped(1);
        List<Runnable> changes =
                List.of(
                        () -> memory.map(Range.of(BASE, PAGE), Protection.EXECUTE),
                        () -> memory.putLittle(BASE, 4, 1),
                        memory::snapshot,
                        () -> memory.become(other),
                        () -> other.become(memory),
                        () -> memory.unmap(Range.of(BASE, PAGE)));
        long before = memory.generation();
        for (Runnable change : changes) {
            change.run();
            assertTrue(memory.generation() > before, () -> "change " + changes.indexOf(change));
            before = memory.generation();
        }
        memory.become(other);
        memory.owned(BASE);
        before = memory.generation();
        page(memory, BASE).decoded("decoded");
        memory.putLittle(BASE, 4, 1);
        assertTrue(memory.generation() > before);
        before = memory.generation();
        memory.putLittle(BASE, 4, 2);
        assertEquals(before, memory.generation());
    }

    @Test
    void anOwnedPageIsStoredToInPlace() {
        Memory memory = mapped(1);
        Memory copy = memory.snapshot();
        Page page = memory.owned(BASE);
        page.bytes()[3] = 7;
        assertEquals(7, memory.little(BASE + 3, 1));
        assertEquals(0, copy.little(BASE + 3, 1));
        assertSame(page, memory.owned(BASE + 8));
    }

    @Test
    void aWriteDropsWhatWasPredecoded() {
        Memory memory = mapped(1);
        memory.putLittle(BASE, 4, 1);
        page(memory, BASE).decoded("decoded");
        assertEquals("decoded", page(memory, BASE).decoded());
        memory.putLittle(BASE + 4, 4, 2);
        assertNull(page(memory, BASE).decoded());
    }

    /** Random writes, snapshots and returns to them, beside a model that copies everything. */
    @Test
    void itBehavesAsIfEverythingWereCopied() {
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Memory memory = mapped(8);
            Map<Long, Byte> model = new HashMap<>();
            List<Memory> copies = new ArrayList<>();
            List<Map<Long, Byte>> models = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                long address = BASE + random.nextInt(8 * PAGE - 8);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        copies.add(memory.snapshot());
                        models.add(new HashMap<>(model));
                    }
                    case 1 -> {
                        if (!copies.isEmpty()) {
                            int which = random.nextInt(copies.size());
                            memory.become(copies.get(which));
                            model = new HashMap<>(models.get(which));
                        }
                    }
                    case 2 -> {
                        if (!copies.isEmpty()) {
                            int which = random.nextInt(copies.size());
                            byte value = (byte) random.nextInt();
                            copies.get(which).putLittle(address, 1, value);
                            models.get(which).put(address, value);
                        }
                    }
                    default -> {
                        int most = random.nextInt(8) == 0 ? 3 * PAGE : 8;
                        long room = BASE + 8 * PAGE - address;
                        byte[] bytes = new byte[(int) Math.min(room, 1 + random.nextInt(most))];
                        random.nextBytes(bytes);
                        memory.write(address, bytes);
                        for (int i = 0; i < bytes.length; i++) {
                            model.put(address + i, bytes[i]);
                        }
                    }
                }
            }
            assertArrayEquals(image(model), memory.bytes(BASE, 8 * PAGE), "seed " + seed);
            for (int i = 0; i < copies.size(); i++) {
                assertArrayEquals(
                        image(models.get(i)), copies.get(i).bytes(BASE, 8 * PAGE), "seed " + seed);
            }
        }
    }

    private static byte[] image(Map<Long, Byte> model) {
        byte[] image = new byte[8 * PAGE];
        model.forEach((address, value) -> image[(int) (address - BASE)] = value);
        return image;
    }

    @Test
    void onlyZerosAreZero() {
        Memory memory = mapped(3);
        Range all = Range.of(BASE + 1, 3 * PAGE - 2);
        assertTrue(memory.isZero(all));
        memory.putLittle(BASE, 1, 1);
        memory.putLittle(BASE + 3 * PAGE - 1, 1, 1);
        memory.write(BASE + PAGE, new byte[PAGE]);
        assertTrue(memory.isZero(all));
        for (long at : new long[] {BASE + 1, BASE + PAGE, BASE + 3 * PAGE - 2}) {
            Memory other = memory.snapshot();
            other.putLittle(at, 1, 1);
            assertFalse(other.isZero(all));
        }
    }

    @Test
    void wholePagesAreWrittenBesideParts() {
        for (int start : new int[] {0, 1, PAGE - 1}) {
            for (int size : new int[] {PAGE - 1, PAGE, PAGE + 1, 3 * PAGE}) {
                Memory memory = mapped(5);
                byte[] bytes = new byte[size];
                new SplittableRandom(size).nextBytes(bytes);
                memory.write(BASE + start, bytes);
                assertArrayEquals(bytes, memory.bytes(BASE + start, size));
                assertTrue(memory.holds(BASE + start, bytes));
                byte[] all = new byte[5 * PAGE];
                System.arraycopy(bytes, 0, all, start, size);
                assertArrayEquals(all, memory.bytes(BASE, 5 * PAGE));
                for (int wrong : new int[] {0, size / 2, size - 1}) {
                    byte[] other = bytes.clone();
                    other[wrong]++;
                    assertFalse(memory.holds(BASE + start, other));
                }
                for (int at = 0; at < 5 * PAGE; at += PAGE) {
                    byte[] expected = Arrays.copyOfRange(all, at, at + PAGE);
                    assertArrayEquals(expected, page(memory, BASE + at).bytes());
                }
                assertEquals(Protection.EXECUTE, page(memory, BASE + PAGE).protection());
            }
        }
    }
}
