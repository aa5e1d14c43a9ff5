package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Memory;
import patchbay.isa.Cpu;
import patchbay.isa.Cpu.Stop;

/**
 * The CPU by itself: known results, what it refuses, and that it always executes what memory holds
 * now.
 */
class Arm64CpuTest extends OneCpu {
    @Test
    void aCallReturnsWhereTheLinkRegisterSays() {
        code(0xd2800140, RET); // mov x0, #10
        cpu.link(NOWHERE);
        List<Long> path = new ArrayList<>();
        Stop stop =
                cpu.run(
                        pc -> {
                            path.add(pc);
                            return pc != NOWHERE;
                        },
                        100);
        assertEquals(new Stop.Observed(), stop);
        assertEquals(List.of(CODE, CODE + 4, NOWHERE), path);
        assertEquals(10, cpu.result());
        assertEquals(NOWHERE, cpu.pc());
    }

    @Test
    void theBoundCountsExecutedInstructions() {
        code(0x14000000); // b .
        List<Long> path = new ArrayList<>();
        assertEquals(new Stop.Bound(5), cpu.run(path::add, 5));
        assertEquals(5, path.size());
        assertEquals(new Stop.Bound(100_000), cpu.run(pc -> true, 100_000));
        assertEquals(new Stop.Bound(0), cpu.run(pc -> false, 0));
    }

    @Test
    void flagsFollowTheManualAtTheBorders() {
        record Sum(int word, long a, long b, long result, int nzcv) {}
        int adds = 0xab020020; // adds x0, x1, x2
        int subs = 0xeb020020;
        int adds32 = 0x2b020020;
        int subs32 = 0x6b020020;
        long max = Long.MAX_VALUE;
        long min = Long.MIN_VALUE;
        List<Sum> sums =
                List.of(
                        new Sum(adds, max, 1, min, 0b1001),
                        new Sum(adds, -1, 1, 0, 0b0110),
                        new Sum(adds, min, min, 0, 0b0111),
                        new Sum(adds, min, -1, max, 0b0011),
                        new Sum(subs, 0, 0, 0, 0b0110),
                        new Sum(subs, 0, 1, -1, 0b1000),
                        new Sum(subs, min, 1, max, 0b0011),
                        new Sum(subs, max, -1, min, 0b1001),
                        new Sum(subs, 5, 3, 2, 0b0010),
                        new Sum(adds32, 0x7fff_ffffL, 1, 0x8000_0000L, 0b1001),
                        new Sum(adds32, 0xffff_ffffL, 1, 0, 0b0110),
                        new Sum(adds32, -1, 1, 0, 0b0110),
                        new Sum(subs32, 0x8000_0000L, 1, 0x7fff_ffffL, 0b0011),
                        new Sum(subs32, 0x1_0000_0000L, 0, 0, 0b0110));
        for (Sum sum : sums) {
            cpu.register(1, sum.a);
            cpu.register(2, sum.b);
            assertEquals(new Stop.Bound(1), step(sum.word));
            assertEquals(
                    Long.toHexString(sum.result), Long.toHexString(cpu.result()), sum::toString);
            assertEquals(
                    Integer.toBinaryString(sum.nzcv),
                    Long.toBinaryString(cpu.register(NZCV)),
                    sum::toString);
        }
    }

    @Test
    void everyConditionHoldsForItsFlagsAlone() {
        String[] names = {
            "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le",
            "al", "nv"
        };
        for (int condition = 0; condition < 16; condition++) {
            for (int nzcv = 0; nzcv < 16; nzcv++) {
                boolean n = (nzcv & 8) != 0;
                boolean z = (nzcv & 4) != 0;
                boolean c = (nzcv & 2) != 0;
                boolean v = (nzcv & 1) != 0;
                boolean expected =
                        switch (names[condition]) {
                            case "eq" -> z;
                            case "ne" -> !z;
                            case "cs" -> c;
                            case "cc" -> !c;
                            case "mi" -> n;
                            case "pl" -> !n;
                            case "vs" -> v;
                            case "vc" -> !v;
                            case "hi" -> c && !z;
                            case "ls" -> !c || z;
                            case "ge" -> n == v;
                            case "lt" -> n != v;
                            case "gt" -> !z && n == v;
                            case "le" -> z || n != v;
                            default -> true;
                        };
                cpu.register(NZCV, nzcv);
                step(0x54000040 | condition); // b.<condition> . + 8
                assertEquals(
                        expected ? CODE + 8 : CODE + 4, cpu.pc(), names[condition] + " " + nzcv);
            }
        }
    }

    @Test
    void divisionByZeroGivesZero() {
        cpu.register(1, 77);
        cpu.register(2, 0);
        cpu.register(0, 5);
        step(0x9ac20c20); // sdiv x0, x1, x2
        assertEquals(0, cpu.result());
        cpu.register(1, Long.MIN_VALUE);
        cpu.register(2, -1);
        step(0x9ac20c20);
        assertEquals(Long.MIN_VALUE, cpu.result());
    }

    @Test
    void anAddressPairReachesItsPage() {
        code(0xb0000010, 0x91048e10); // adrp x16, . + 4096; add x16, x16, #0x123
        cpu.run(pc -> true, 2);
        assertEquals(CODE + 0x1123, cpu.register(16));
    }

    @Test
    void theKernelsFrameIsPushedAndPopped() {
        code(
                0xa9bf7bfd,
                0x910003fd,
                0xa8c17bfd); // stp x29, x30, [sp, #-16]!; mov x29, sp; ldp x29, x30, [sp], #16
        long sp = cpu.stack();
        cpu.register(29, 0x1111);
        cpu.link(0x2222);
        cpu.run(pc -> true, 2);
        assertEquals(sp - 16, cpu.stack());
        assertEquals(sp - 16, cpu.register(29));
        assertEquals(0x1111, memory.u64(sp - 16));
        assertEquals(0x2222, memory.u64(sp - 8));
        cpu.run(pc -> true, 1);
        assertEquals(sp, cpu.stack());
        assertEquals(0x1111, cpu.register(29));
    }

    @Test
    void aWordWrittenIntoThePageIsExecutedNext() {
        code(NOP, 0xd2800020, RET); // mov x0, #1
        cpu.link(NOWHERE);
        Cpu.Observer tracer =
                pc -> {
                    if (pc == CODE) {
                        memory.putLittle(CODE + 4, 4, 0xd2800040); // mov x0, #2
                    }
                    return pc != NOWHERE;
                };
        cpu.run(tracer, 100);
        assertEquals(2, cpu.result());
        memory.putLittle(CODE + 4, 4, 0xd2800060); // mov x0, #3
        cpu.pc(CODE + 4);
        step();
        assertEquals(3, cpu.result());
    }

    @Test
    void aWordWrittenAtTheVeryInstructionIsExecuted() {
        code(0xd2800020); // mov x0, #1
        step();
        cpu.pc(CODE);
        cpu.run(
                pc -> {
                    memory.putLittle(pc, 4, 0xd2800040);
                    return true;
                },
                1);
        assertEquals(2, cpu.result());
    }

    @Test
    void theOtherSideOfASnapshotKeepsItsCode() {
        code(0xd2800020); // mov x0, #1
        step();
        Memory before = memory.snapshot();
        Cpu other = new Arm64Cpu(before);
        step(0xd2800040); // mov x0, #2
        other.pc(CODE);
        other.run(pc -> true, 1);
        assertEquals(2, cpu.result());
        assertEquals(1, other.result());
        memory.become(before);
        cpu.pc(CODE);
        step();
        assertEquals(1, cpu.result());
    }

    @Test
    void codeIsFetchedFromExecutablePagesAlone() {
        cpu.pc(NOWHERE);
        assertEquals(new Stop.Fetch(NOWHERE, "nothing is mapped there"), step());
        cpu.pc(DATA);
        assertEquals(new Stop.Fetch(DATA, "the page is not executable"), step());
        cpu.pc(CONSTANTS);
        assertEquals(new Stop.Fetch(CONSTANTS, "the page is not executable"), step());
        cpu.pc(CODE + 2);
        assertEquals(new Stop.Fetch(CODE + 2, "the address is not a multiple of 4"), step());
        assertEquals(CODE + 2, cpu.pc());
    }

    @Test
    void runningOffThePageFetchesTheNextOne() {
        memory.putLittle(CODE + 0xffc, 4, NOP);
        memory.putLittle(CODE + 0x1ffc, 4, NOP);
        cpu.pc(CODE + 0xffc);
        step();
        assertEquals(CODE + 0x1000, cpu.pc());
        assertEquals(new Stop.Undefined(0), step());
        cpu.pc(CODE + 0x1ffc);
        assertEquals(new Stop.Bound(1), step());
        assertEquals(new Stop.Fetch(CODE + 0x2000, "nothing is mapped there"), step());
    }

    @Test
    void trapsStopBeforeTheyAreExecuted() {
        assertEquals(new Stop.Trap("brk #0x800"), step(0xd4210000));
        assertEquals(CODE, cpu.pc());
        assertEquals(new Stop.Trap("svc #0x0"), step(0xd4000001));
        assertEquals(new Stop.Trap("hvc #0x1"), step(0xd4000022));
        assertEquals(new Stop.Undefined(0), step(0));
        assertEquals(new Stop.Undefined(0xffff_ffffL), step(0xffffffff));
        assertEquals(new Stop.Unmodelled("retaa"), step(0xd65f0bff));
        assertEquals(new Stop.Unmodelled("mrs"), step(0xd5380000)); // midr_el1
        assertEquals(new Stop.Unmodelled("ldraa"), step(0xf8200400));
        assertEquals(CODE, cpu.pc());
    }

    @Test
    void hintsAndBarriersAreNops() {
        cpu.link(0x00ff_8000_0800_0000L);
        int[] words = {
            NOP,
            0xd503233f,
            0xd50323bf,
            0xd50320ff,
            0xd503245f,
            0xd5033b9f,
            0xd5033bbf,
            0xd5033fdf,
            0xd50b7520,
            0xd50b7b20
        }; // paciasp, autiasp, xpaclri, bti c, dsb ish, dmb ish, isb, ic ivau, dc cvau
        for (int word : words) {
            assertEquals(new Stop.Bound(1), step(word), Integer.toHexString(word));
            assertEquals(0x00ff_8000_0800_0000L, cpu.link());
        }
    }

    @Test
    void systemRegistersOfTheKernelsOwnCodeAreKept() {
        cpu.register(1, 0x1234_5000);
        step(0xd518d081); // msr tpidr_el1, x1
        step(0xd538d080); // mrs x0, tpidr_el1
        assertEquals(0x1234_5000, cpu.result());
        step(0xd50342df); // msr daifset, #2
        step(0xd53b4220); // mrs x0, daif
        assertEquals(0x80, cpu.result());
        step(0xd51b4221); // msr daif, x1
        assertEquals(0, cpu.register(cpu.registers().indexOf("daif")));
        step(0xd5384240); // mrs x0, currentel
        assertEquals(4, cpu.result());
    }

    @Test
    void registersHaveNamesAndNumbers() {
        List<String> names = cpu.registers();
        assertEquals("x0", names.getFirst());
        assertEquals("sp", names.get(SP));
        assertEquals("nzcv", names.get(NZCV));
        for (int i = 0; i < names.size(); i++) {
            cpu.register(i, 1000 + i);
        }
        // Some keep only the bits that they have.
        Map<String, Long> narrow = Map.of("nzcv", 8L, "daif", 0L, "fpcr", 0L, "fpsr", 0xfL);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            assertEquals(narrow.getOrDefault(name, 1000L + i), cpu.register(i), name);
        }
        assertEquals("v31.d[1]", names.getLast());
        assertEquals(1030, cpu.link());
        assertEquals(1031, cpu.stack());
        assertTrue(cpu.argumentRegisters() == 8);
    }

    /** ECMAScript's ToInt32; Z tells whether it is the number itself. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                1,
                -1,
                1.5,
                -1.5,
                2147483647,
                2147483648.0,
                -2147483648.0,
                -2147483649.0,
                4294967295.0,
                4294967296.0,
                4294967301.0,
                -4294967301.0,
                0x1.123456789abcdp51,
                0x1.123456789abcdp52,
                -0x1.123456789abcdp53,
                0x1.123456789abcdp60,
                0x1.fffffffffffffp83,
                -0x1.0000000000001p83,
                0x1.0000000000001p84,
                1e300,
                0x1p-1060
            })
    void aNumberIsCutAsJavascriptCutsIt(double number) {
        cpu.register(VECTORS, Double.doubleToRawLongBits(number));
        assertEquals(new Stop.Bound(1), step(0x1e7e0000)); // fjcvtzs w0, d0
        int expected = new BigDecimal(number).toBigInteger().intValue();
        assertEquals(expected & 0xffff_ffffL, cpu.register(0));
        assertEquals(number == expected ? 4 : 0, cpu.register(NZCV));
    }

    /** There is neither infinity nor NaN in it; what would be one is invalid. */
    @ParameterizedTest
    @CsvSource({
        "7fc00000, 0000, 1",
        "ffc00000, 8000, 1",
        "7f800000, 7fff, 1",
        "ff800000, ffff, 1",
        "3f800000, 3c00, 0",
        "47800000, 7c00, 0", // 65536
        "47ffe000, 7fff, 0", // the most it holds
        "48000000, 7fff, 1"
    })
    void theAlternativeHalfEndsInNumbers(String single, String half, int invalid) {
        cpu.register(FPCR, 1 << 26);
        cpu.register(VECTORS + 2, Long.parseLong(single, 16));
        assertEquals(new Stop.Bound(1), step(0x1e23c020)); // fcvt h0, s1
        assertEquals(Long.parseLong(half, 16), cpu.register(VECTORS));
        assertEquals(invalid, cpu.register(FPCR + 1));
    }
}
