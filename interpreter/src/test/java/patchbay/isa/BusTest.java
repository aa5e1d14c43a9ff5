package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;

/** Loads and stores of every size, wherever they lie. */
class BusTest {
    private static final long AT = 0xffff_0000_4000_0000L;
    private static final int PAGE = Memory.PAGE_SIZE;
    private static final int PAGES = 40;

    private final Memory memory = new Memory();
    private final byte[] model = new byte[PAGES * PAGE];

    private Bus filled() {
        memory.map(Range.of(AT, (long) PAGES * PAGE), Protection.READ_WRITE);
        new SplittableRandom(1).nextBytes(model);
        memory.write(AT, model);
        return new Bus(memory);
    }

    /** Offsets around every page border, more pages than the bus remembers. */
    private static int[] offsets() {
        int[] offsets = new int[(PAGES - 1) * 33];
        int count = 0;
        for (int page = 1; page < PAGES; page++) {
            for (int near = -16; near <= 16; near++) {
                offsets[count++] = page * PAGE + near - (page == PAGES - 1 ? 16 : 0);
            }
        }
        return offsets;
    }

    @Test
    void aLoadGivesTheLittleEndianNumber() {
        Bus bus = filled();
        for (int round = 0; round < 2; round++) {
            for (int offset : offsets()) {
                for (int size : new int[] {1, 2, 4, 8}) {
                    assertEquals(Bits.little(model, offset, size), bus.load(AT + offset, size));
                }
                assertEquals(Bits.little(model, offset, 8), bus.loadPair(AT + offset));
                assertEquals(Bits.little(model, offset + 8, 8), bus.second());
            }
        }
        assertFalse(bus.faulted());
    }

    @Test
    void aStoreChangesItsBytesAndNoOthers() {
        Bus bus = filled();
        SplittableRandom random = new SplittableRandom(2);
        for (int offset : offsets()) {
            for (int size : new int[] {1, 2, 4, 8}) {
                long value = random.nextLong();
                bus.store(AT + offset, size, value);
                Bits.putLittle(model, offset, size, value);
                assertEquals(Bits.unsigned(value, 8 * size), bus.load(AT + offset, size));
            }
            long first = random.nextLong();
            long second = random.nextLong();
            bus.storePair(AT + offset, first, second);
            Bits.putLittle(model, offset, 8, first);
            Bits.putLittle(model, offset + 8, 8, second);
            assertEquals(first, bus.load8(AT + offset));
        }
        assertFalse(bus.faulted());
        assertArrayEquals(model, memory.bytes(AT, model.length));
    }

    @Test
    void anAccessThatEndsInNoPageChangesNothingAndIsTold() {
        Bus bus = filled();
        long end = AT + (long) PAGES * PAGE;
        for (int size : new int[] {2, 4, 8}) {
            assertEquals(0, bus.load(end - 1, size));
            assertTrue(bus.faulted());
            assertEquals(
                    new Cpu.Stop.Access(
                            end - 1, size, false, "it ends in a page that is not mapped"),
                    bus.fault());
            assertFalse(bus.faulted());
            bus.store(end - 1, size, 0);
            assertEquals(
                    new Cpu.Stop.Access(
                            end - 1, size, true, "it ends in a page that is not mapped"),
                    bus.fault());
        }
        assertEquals(0, bus.loadPair(end - 8));
        assertEquals(16, ((Cpu.Stop.Access) bus.fault()).size());
        bus.storePair(end - 8, 0, 0);
        assertEquals(16, ((Cpu.Stop.Access) bus.fault()).size());
        assertArrayEquals(model, memory.bytes(AT, model.length));
        for (int size : new int[] {1, 2, 4, 8}) {
            assertEquals(0, bus.load(end, size));
            assertEquals(
                    new Cpu.Stop.Access(end, size, false, "nothing is mapped there"), bus.fault());
            bus.store(AT - 8, size, 0);
            assertEquals(
                    new Cpu.Stop.Access(AT - 8, size, true, "nothing is mapped there"),
                    bus.fault());
        }
    }

    @Test
    void theFirstRefusalOfAnInstructionCounts() {
        Bus bus = filled();
        bus.refuse(AT, 4, true, "misaligned");
        bus.load8(0);
        bus.storePair(8, 0, 0);
        assertEquals(new Cpu.Stop.Access(AT, 4, true, "misaligned"), bus.fault());
    }

    @Test
    void whatIsReadOnlyIsLoadedAndNotStoredTo() {
        memory.map(Range.of(AT, PAGE), Protection.READ_WRITE);
        memory.map(Range.of(AT + PAGE, PAGE), Protection.READ_ONLY);
        Bus bus = new Bus(memory);
        assertEquals(0, bus.load8(AT + PAGE));
        assertTrue(bus.loadable(AT + PAGE - 4, 8));
        assertFalse(bus.storable(AT + PAGE - 4, 8));
        assertEquals(new Cpu.Stop.Access(AT + PAGE - 4, 8, true, "read-only"), bus.fault());
        assertTrue(bus.storable(AT + PAGE - 8, 8));
        bus.store8(AT + PAGE - 7, -1);
        assertTrue(bus.faulted());
        assertEquals(0, memory.u64(AT + PAGE - 8));
    }

    @Test
    void aPageIsKnownOnceItWasUsedUntilAllIsForgotten() {
        Bus bus = filled();
        assertNull(bus.knownForLoad(AT, 8));
        assertNull(bus.knownForStore(AT, 8));
        bus.load1(AT + 5);
        assertNotNull(bus.knownForLoad(AT + PAGE - 8, 8));
        assertNull(bus.knownForLoad(AT + PAGE - 7, 8));
        assertNull(bus.knownForLoad(AT + PAGE, 8));
        assertNull(bus.knownForStore(AT, 8));
        bus.store1(AT + 5, 0);
        assertNotNull(bus.knownForStore(AT + PAGE - 8, 8));
        assertNull(bus.knownForStore(AT + PAGE - 7, 8));
        bus.load1(AT + 5);
        bus.forget();
        assertNull(bus.knownForLoad(AT, 8));
        assertNull(bus.knownForStore(AT, 8));
    }

    /** A page that is shared is copied when it is first stored to: loads see the copy. */
    @Test
    void aLoadSeesWhatWasStoredIntoAPageThatWasShared() {
        Bus bus = filled();
        Memory copy = memory.snapshot();
        bus.forget();
        assertEquals(Bits.little(model, 8, 8), bus.load8(AT + 8));
        bus.store8(AT + 8, 42);
        assertEquals(42, bus.load8(AT + 8));
        assertEquals(Bits.little(model, 8, 8), copy.u64(AT + 8));
    }
}
