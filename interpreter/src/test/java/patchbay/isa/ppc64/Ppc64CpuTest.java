package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Isa.Assembly;
import patchbay.source.Result;

/** What the CPU does around single instructions, which {@link CpuAgainstQemuTest} tries. */
class Ppc64CpuTest {
    private static final long CODE = 0x10000;
    private static final long DATA = 0x20000;

    private final Memory memory = new Memory();
    private final Cpu cpu = new Ppc64Cpu(memory);

    private Cpu.Stop run(String... lines) {
        memory.map(Range.of(CODE, 4096), Protection.EXECUTE);
        memory.map(Range.of(DATA, 4096), Protection.READ_WRITE);
        switch (Asm.assemble(CODE, Map.of("data", DATA), lines)) {
            case Result.Ok<Assembly>(Assembly code) -> memory.write(CODE, code.bytes());
            case Result.Refused<Assembly> refused -> throw new AssertionError(refused.reasons());
        }
        cpu.pc(CODE);
        cpu.link(0);
        return cpu.run(pc -> pc != 0, 10_000);
    }

    @Test
    void aFunctionReturnsToItsCaller() {
        cpu.argument(0, 20);
        assertEquals(
                new Cpu.Stop.Observed(),
                run("mflr r0", "bl f", "mtlr r0", "addi r3,r3,2", "blr", "f: slwi r3,r3,1", "blr"));
        assertEquals(42, cpu.result());
    }

    @Test
    void aLoopCountsInCtr() {
        run("li r4,10", "mtctr r4", "li r3,0", "1: addi r3,r3,3", "bdnz 1b", "blr");
        assertEquals(30, cpu.result());
    }

    @Test
    void aStubSavesTheTocAndEntersThroughR12() {
        memory.map(Range.of(DATA, 4096), Protection.READ_WRITE);
        memory.putLittle(DATA + 32, 8, CODE + 0x40);
        cpu.stack(DATA + 0x800);
        cpu.register(2, 0x1234);
        run(
                "mflr r0",
                "lis r11,data@ha",
                "addi r11,r11,data@l",
                "bl stub",
                "ld r2,24(r1)",
                "mtlr r0",
                "blr",
                "stub: std r2,24(r1)",
                "ld r12,32(r11)",
                "mtctr r12",
                "bctr",
                ".balign 64",
                "mr r3,r12",
                "li r2,0",
                "blr");
        assertEquals(CODE + 0x40, cpu.result());
        assertEquals(0x1234, cpu.register(2));
    }

    @Test
    void aPrefixedInstructionIsEightBytesLong() {
        memory.map(Range.of(DATA, 4096), Protection.READ_WRITE);
        memory.putLittle(DATA + 8, 8, 77);
        assertEquals(new Cpu.Stop.Observed(), run("pld r3,data+8@pcrel", "pla r4,.", "blr"));
        assertEquals(77, cpu.result());
        assertEquals(CODE + 8, cpu.register(4));
    }

    @Test
    void aPrefixedInstructionAcrossABlockIsNotFetched() {
        run("b .+60", ".balign 64", "nop");
        memory.putLittle(CODE + 60, 4, 0x04000000);
        memory.putLittle(CODE + 64, 4, 0xe4640008L);
        cpu.pc(CODE);
        assertTrue(cpu.run(pc -> true, 10) instanceof Cpu.Stop.Fetch);
        assertEquals(CODE + 60, cpu.pc());
    }

    @Test
    void aStoreIsSeenByTheNextFetch() {
        run("li r3,1", "blr");
        assertEquals(1, cpu.result());
        memory.putLittle(CODE, 4, 0x38600002);
        cpu.pc(CODE);
        cpu.run(pc -> pc != 0, 10);
        assertEquals(2, cpu.result());
    }

    @Test
    void aReservationIsLostWhenTheValueHasChanged() {
        run(
                "lis r4,data@ha",
                "addi r4,r4,data@l",
                "lwarx r5,0,r4",
                "stwcx. r5,0,r4",
                "mfcr r3",
                "blr");
        assertEquals(0x2000_0000L, cpu.result());
        run("stwcx. r5,0,r4", "mfcr r3", "blr");
        assertEquals(0, cpu.result());
    }

    @Test
    void whatStopsIsNotDone() {
        assertEquals(new Cpu.Stop.Trap("tdne r3,r4"), run("li r3,1", "li r4,2", "tdne r3,r4"));
        assertEquals(CODE + 8, cpu.pc());
        assertEquals(new Cpu.Stop.Trap("trap"), run("trap"));
        assertEquals(new Cpu.Stop.Undefined(0), run(".long 0"));
        assertEquals(new Cpu.Stop.Unmodelled("lmw"), run("lmw r30,0(r1)"));
        cpu.register(4, 0x100);
        Cpu.Stop.Access access = (Cpu.Stop.Access) run("ldu r3,8(r4)");
        assertEquals(0x108, access.address());
        assertEquals(0x100, cpu.register(4));
    }

    /**
     * 16 less, 8 greater, 4 equal, and without signs 2 less, 1 greater: of doublewords, of words.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 18, 18",
        "2, 1, 9, 9",
        "3, 3, 4, 4",
        "-1, 1, 17, 17",
        "1, -1, 10, 10",
        "0x100000001, 2, 9, 18",
        "0x180000000, 1, 9, 17",
        "0x7fffffff00000005, 5, 9, 4"
    })
    void aTrapComparesInFiveWays(String a, String b, int doublewords, int words) {
        cpu.argument(0, Long.decode(a));
        cpu.argument(1, Long.decode(b));
        for (int to = 1; to < 32; to <<= 1) {
            assertEquals((doublewords & to) != 0, traps("td " + to + ",r3,r4"), "td " + to);
            assertEquals((words & to) != 0, traps("tw " + to + ",r3,r4"), "tw " + to);
            if (Long.decode(b) == (short) (long) Long.decode(b)) {
                assertEquals((doublewords & to) != 0, traps("tdi " + to + ",r3," + b));
                assertEquals((words & to) != 0, traps("twi " + to + ",r3," + b));
            }
        }
    }

    private boolean traps(String line) {
        Cpu.Stop stop = run(line, "blr");
        assertEquals(stop instanceof Cpu.Stop.Trap ? CODE : 0, cpu.pc());
        return stop instanceof Cpu.Stop.Trap;
    }

    /** By two branches, one to be taken and one not; each on the first and the last bit of cr. */
    @ParameterizedTest
    @CsvSource({"0x80000000, 0", "0x1, 31", "0x10000000, 3", "0x8000, 16"})
    void aBranchLooksAtItsBit(String cr, int bit) {
        for (int set = 0; set < 2; set++) {
            cpu.register(32, set == 1 ? Long.decode(cr) : ~Long.decode(cr) & 0xffff_ffffL);
            run(
                    "li r3,0",
                    "bc 12," + bit + ",1f",
                    "ori r3,r3,1",
                    "1:",
                    "bc 4," + bit + ",2f",
                    "ori r3,r3,2",
                    "2: blr");
            assertEquals(set == 1 ? 2 : 1, cpu.result(), "bc of bit " + bit);
            for (int ctr = 1; ctr < 3; ctr++) {
                cpu.register(35, ctr);
                run("li r3,0", "bc 8," + bit + ",1f", "ori r3,r3,1", "1: blr");
                assertEquals(set == 1 && ctr == 2 ? 0 : 1, cpu.result(), "bdnzt " + bit);
                assertEquals(ctr - 1, cpu.register(35));
                cpu.register(35, ctr);
                run("li r3,0", "bc 2," + bit + ",1f", "ori r3,r3,1", "1: blr");
                assertEquals(set == 0 && ctr == 1 ? 0 : 1, cpu.result(), "bdzf " + bit);
            }
        }
    }

    @Test
    void specialRegistersKeepWhatTheyHold() {
        cpu.argument(0, -1);
        run("mtspr 256,r3", "mfspr r4,256", "mtspr 272,r3", "mfspr r5,272", "blr");
        assertEquals(0xffff_ffffL, cpu.register(4)); // vrsave has 32 bits
        assertEquals(-1, cpu.register(5));
        cpu.register(32, -1);
        cpu.register(31, -2);
        assertEquals(0xffff_ffffL, cpu.register(32));
        assertEquals(-2, cpu.register(31));
        assertEquals(new Cpu.Stop.Unmodelled("mfspr"), run("mfspr r4,1000"));
    }

    /** What only the kernel may do. */
    @Test
    void storageIsReadPastTheCache() {
        memory.map(Range.of(DATA, 4096), Protection.READ_WRITE);
        cpu.register(36, 0x8000);
        cpu.argument(1, DATA);
        cpu.argument(2, 0x8899_aabb_ccdd_eeffL);
        run(
                "mfmsr r3",
                "stdcix r5,0,r4",
                "lbzcix r6,0,r4",
                "lhzcix r7,0,r4",
                "lwzcix r8,0,r4",
                "ldcix r9,0,r4",
                "addi r4,r4,8",
                "stbcix r5,0,r4",
                "addi r4,r4,8",
                "sthcix r5,0,r4",
                "addi r4,r4,8",
                "stwcix r5,0,r4",
                "blr");
        assertEquals(0x8000, cpu.result());
        assertEquals(0xff, cpu.register(6));
        assertEquals(0xeeff, cpu.register(7));
        assertEquals(0xccdd_eeffL, cpu.register(8));
        assertEquals(0x8899_aabb_ccdd_eeffL, cpu.register(9));
        assertEquals(0xff, memory.u64(DATA + 8));
        assertEquals(0xeeff, memory.u64(DATA + 16));
        assertEquals(0xccdd_eeffL, memory.u64(DATA + 24));
    }

    @Test
    void theBoundCountsExecutedInstructions() {
        assertEquals(8, cpu.argumentRegisters());
        run("b .");
        cpu.pc(CODE);
        assertEquals(new Cpu.Stop.Bound(1234), cpu.run(pc -> true, 1234));
        assertEquals(CODE, cpu.pc());
    }

    @Test
    void aQuotientThatDoesNotFitOverflows() {
        cpu.argument(0, -3);
        cpu.argument(1, 8);
        run("divde r5,r3,r4", "divdeo. r6,r4,r3", "blr");
        assertEquals((-3L << 61), cpu.register(5));
        assertEquals(0, cpu.register(6));
        assertEquals(0xc008_0000L, cpu.register(33));
    }

    @Test
    void registersHaveTheirNames() {
        List<String> names = cpu.registers();
        assertEquals("r0", names.getFirst());
        assertEquals(List.of("cr", "xer", "lr", "ctr", "msr"), names.subList(32, 37));
        for (int i = 0; i < names.size(); i++) {
            cpu.register(i, 1);
            assertEquals(1, cpu.register(i), names.get(i));
        }
    }
}
