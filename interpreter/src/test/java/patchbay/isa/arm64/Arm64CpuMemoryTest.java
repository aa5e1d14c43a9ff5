package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Memory;
import patchbay.isa.Cpu.Stop;

/**
 * Loads and stores: where they may go, what must be aligned, and that what is refused has no
 * effect.
 */
class Arm64CpuMemoryTest extends OneCpu {
    @Test
    void aStoreReachesOnlyThisSideOfASnapshot() {
        code(0xf9000041, 0x14000000 | -1 & 0x3ffffff); // str x1, [x2]; b . - 4
        cpu.register(1, 1);
        cpu.register(2, DATA);
        cpu.run(pc -> true, 2);
        List<Memory> taken = new ArrayList<>();
        cpu.register(1, 2);
        cpu.run(
                pc -> {
                    if (taken.isEmpty()) {
                        taken.add(memory.snapshot());
                    }
                    return true;
                },
                2);
        assertEquals(2, memory.u64(DATA));
        assertEquals(1, taken.getFirst().u64(DATA));
    }

    @Test
    void aStoreIsSeenByTheNextLoad() {
        memory.snapshot(); // so that the store has to copy the page
        code(0xf9400043, 0xf9000041, 0xf9400044); // ldr x3, [x2]; str x1, [x2]; ldr x4, [x2]
        cpu.register(1, 0x1234_5678_9abc_def0L);
        cpu.register(2, DATA + 0xffc); // across a page border
        cpu.run(pc -> true, 3);
        assertEquals(0, cpu.register(3));
        assertEquals(0x1234_5678_9abc_def0L, cpu.register(4));
        assertEquals(0x12345678, memory.u32(DATA + 0x1000));
    }

    @Test
    void storesGoOnlyWhereTheyMay() {
        cpu.register(2, CONSTANTS + 8);
        assertEquals(
                new Stop.Access(CONSTANTS + 8, 8, true, "read-only"),
                step(0xf9000041)); // str x1, [x2]
        cpu.register(2, CODE);
        assertEquals(
                new Stop.Access(CODE, 1, true, "read-only"), step(0x39000041)); // strb w1, [x2]
        cpu.register(2, NOWHERE);
        assertEquals(
                new Stop.Access(NOWHERE, 4, true, "nothing is mapped there"), step(0xb9000041));
        assertEquals(
                new Stop.Access(NOWHERE, 2, false, "nothing is mapped there"), step(0x79400041));
        assertEquals(CODE, cpu.pc());
        cpu.register(2, CONSTANTS);
        assertEquals(new Stop.Bound(1), step(0xf9400041)); // ldr x1, [x2]
        cpu.register(2, CODE);
        assertEquals(new Stop.Bound(1), step(0xb9400041));
        assertEquals(0xb9400041L, cpu.register(1));
    }

    @Test
    void anAccessThatFaultsLeavesEverythingAsItWas() {
        long end = DATA + 0x2000;
        memory.putLittle(end - 8, 8, 0x1111);
        int[] words = {
            0xa9bf0440, // stp x0, x1, [x2, #-16]!
            0xa8c10440, // ldp x0, x1, [x2], #16
            0xa9400440, // ldp x0, x1, [x2]
            0x29400440, // ldp w0, w1, [x2]
            0xf8410c40, // ldr x0, [x2, #16]!
            0xf8010440, // str x0, [x2], #16
            0xf8008440, // str x0, [x2], #8
            0x48207c44, // casp x0, x1, x4, x5, [x2]
            0xc85f7c40 // ldxr x0, [x2]
        };
        long[][] bases = {
            {NOWHERE}, {end - 8}, {end - 8}, {end - 4}, {end - 16}, {end}, {end - 4}, {end}, {end}
        };
        for (int i = 0; i < words.length; i++) {
            cpu.register(0, 0xaaaa);
            cpu.register(1, 0xbbbb);
            cpu.register(2, bases[i][0]);
            assertInstanceOf(Stop.Access.class, step(words[i]), Integer.toHexString(words[i]));
            assertEquals(0xaaaa, cpu.register(0));
            assertEquals(0xbbbb, cpu.register(1));
            assertEquals(bases[i][0], cpu.register(2));
            assertEquals(0x1111, memory.u64(end - 8));
            assertEquals(CODE, cpu.pc());
        }
        cpu.register(2, end - 4);
        assertEquals(
                new Stop.Access(end - 4, 8, true, "it ends in a page that is not mapped"),
                step(0xf9000041));
    }

    @Test
    void theStackIsAlignedWhenItIsUsed() {
        cpu.stack(DATA + 8);
        assertEquals(
                new Stop.Access(DATA + 8, 8, false, "sp is not a multiple of 16"),
                step(0xf94003e0)); // ldr x0, [sp]
        assertEquals(new Stop.Bound(1), step(0x910043e0)); // add x0, sp, #16
        assertEquals(
                new Stop.Access(DATA + 8, 8, true, "sp is not a multiple of 16"), step(0xa9bf7bfd));
        assertEquals(
                new Stop.Access(DATA + 8, 8, true, "sp is not a multiple of 16"),
                step(0x290003e0)); // stp w0, w0, [sp]
        assertEquals(DATA + 8, cpu.register(SP));
    }

    @Test
    void anExclusiveStoreFailsOnceSomebodyElseChangedMemory() {
        int[] words = {0xc85f7c41, 0xc8037c44}; // ldxr x1, [x2]; stxr w3, x4, [x2]
        code(words);
        cpu.register(2, DATA);
        cpu.register(4, 99);
        cpu.run(pc -> true, 2);
        assertEquals(0, cpu.register(3));
        assertEquals(99, memory.u64(DATA));
        cpu.pc(CODE);
        cpu.run(
                pc -> {
                    if (pc == CODE + 4) {
                        memory.putLittle(DATA, 8, 5);
                    }
                    return true;
                },
                2);
        assertEquals(1, cpu.register(3));
        assertEquals(5, memory.u64(DATA));
        cpu.register(2, DATA + 4);
        assertEquals(
                new Stop.Access(
                        DATA + 4, 8, false, "not aligned to 8 bytes, as this access must be"),
                step(words[0]));
    }

    @Test
    void unpredictableWriteBackIsUndefined() {
        assertEquals(new Stop.Undefined(0xf8408442L), step(0xf8408442)); // ldr x2, [x2], #8
        assertEquals(new Stop.Undefined(0xa9400840L | 2), step(0xa9400842)); // ldp x2, x2, [x2]
        assertEquals(new Stop.Undefined(0xc8027c44L), step(0xc8027c44)); // stxr w2, x4, [x2]
    }

    @Test
    void aBlockIsZeroed() {
        memory.putLittle(DATA + 0x3c, 8, -1);
        memory.putLittle(DATA + 0x78, 8, -1);
        memory.putLittle(DATA + 0x80, 8, -1);
        cpu.register(0, DATA + 0x55);
        step(0xd50b7420); // dc zva, x0
        assertEquals(0xffff_ffffL, memory.u64(DATA + 0x3c));
        assertEquals(0, memory.u64(DATA + 0x78));
        assertEquals(-1, memory.u64(DATA + 0x80));
        step(0xd53b00e0); // mrs x0, dczid_el0
        assertEquals(4, cpu.result());
    }

    @ParameterizedTest
    @CsvSource({
        "c85f7c40, 8, false", // ldxr x0, [x2]
        "885f7c40, 4, false",
        "c8037c40, 8, true", // stxr w3, x0, [x2]
        "c87f0440, 16, false", // ldxp x0, x1, [x2]
        "c8230440, 16, true", // stxp w3, x0, x1, [x2]
        "c8dffc40, 8, false", // ldar x0, [x2]
        "c89ffc40, 8, true", // stlr x0, [x2]
        "48dffc40, 2, false", // ldarh w0, [x2]
        "f8200041, 8, true", // ldadd x0, x1, [x2]
        "f8208041, 8, true", // swp x0, x1, [x2]
        "c8a07c41, 8, true", // cas x0, x1, [x2]
        "48207c44, 16, true" // casp x0, x1, x4, x5, [x2]
    })
    void whatIsExclusiveOrOrderedIsAligned(String hex, int size, boolean store) {
        int word = (int) Long.parseLong(hex, 16);
        long place = DATA + 0x100;
        long[] starts = {1, 2, 3, 4, 5};
        for (int off = size / 2; off > 0; off /= 2) {
            memory.write(place, new byte[32]);
            for (int i = 0; i < starts.length; i++) {
                cpu.register(i, i == 2 ? place + off : starts[i]);
            }
            String why = "not aligned to " + size + " bytes, as this access must be";
            assertEquals(new Stop.Access(place + off, size, store, why), step(word), hex);
            for (int i = 0; i < starts.length; i++) {
                assertEquals(i == 2 ? place + off : starts[i], cpu.register(i));
            }
            assertEquals(0, memory.u64(place + off));
        }
        cpu.register(2, place);
        assertEquals(new Stop.Bound(1), step(word));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3d8003e0, 0x3dc003e0, 0xad0007e0, 0xad4007e0, 0x0c4073e0, 0x0d4003e0})
    void vectorsOnTheStackNeedItAligned(int word) {
        cpu.stack(DATA + 8);
        boolean store = word == 0x3d8003e0 || word == 0xad0007e0;
        assertEquals(new Stop.Access(DATA + 8, 8, store, "sp is not a multiple of 16"), step(word));
        cpu.stack(DATA + 16);
        assertEquals(new Stop.Bound(1), step(word));
    }

    @Test
    void aBlockIsNotZeroedWhereNothingMayBeWritten() {
        cpu.register(2, NOWHERE);
        assertInstanceOf(Stop.Access.class, step(0xd50b7422)); // dc zva, x2
        cpu.register(2, CONSTANTS);
        assertInstanceOf(Stop.Access.class, step(0xd50b7422));
        for (int word : new int[] {0xf8200041, 0xc8a07c41, 0x48207c44}) { // ldadd, cas, casp
            assertInstanceOf(Stop.Access.class, step(word));
        }
    }

    /**
     * In the loop, where their page is met first and where it is known; x2 is the base, x3 the
     * index.
     */
    @ParameterizedTest
    @CsvSource({
        "f9400440, false, 8, 8", // ldr x0, [x2, #8]
        "b9400840, false, 4, 8",
        "39402040, false, 1, 8",
        "f8637840, false, 8, 0x48", // ldr x0, [x2, x3, lsl #3]
        "b8635840, false, 4, 0x24", // ldr w0, [x2, w3, uxtw #2]
        "38634840, false, 1, 9", // ldrb w0, [x2, w3, uxtw]
        "a9410440, false, 8, 16", // ldp x0, x1, [x2, #16]
        "f9000440, true, 8, 8", // str x0, [x2, #8]
        "b9000840, true, 4, 8",
        "39002040, true, 1, 8",
        "f8237840, true, 8, 0x48",
        "b8235840, true, 4, 0x24",
        "38234840, true, 1, 9",
        "a9010440, true, 8, 16"
    })
    void whatIsNearIsLoadedAndStored(String hex, boolean store, int size, String offset) {
        int word = (int) Long.parseLong(hex, 16);
        int onStack = word | 31 << 5;
        long base = DATA + 0x100;
        long place = base + Long.decode(offset);
        boolean narrow = (word >>> 13 & 3) == 2 && (word >>> 21 & 1) == 1; // uxtw
        code(NOP, word, NOP, word, onStack);
        cpu.register(2, base);
        cpu.register(3, narrow ? 0x5555_0000_0000_0009L : 9);
        for (int i = 0; i < 2; i++) {
            for (int at = 0; at < 256; at += 8) {
                memory.putLittle(
                        base + at, 8, 0x0101_0101_0101_0101L * (at + i) + 0x0706_0504_0302L);
            }
            long old = memory.little(place, size);
            long value = 0x1234_5678_9abc_def0L >>> i;
            cpu.register(0, value);
            assertEquals(new Stop.Bound(2), cpu.run(pc -> true, 2));
            long kept = size == 8 ? value : value & (1L << 8 * size) - 1;
            assertEquals(store ? kept : old, memory.little(place, size));
            assertEquals(store ? value : old, cpu.register(0));
        }
        cpu.stack(base + 8);
        assertEquals(
                new Stop.Access(base + 8, 8, store, "sp is not a multiple of 16"),
                cpu.run(pc -> true, 1));
        cpu.stack(base);
        assertEquals(new Stop.Bound(1), cpu.run(pc -> true, 1));
    }
}
