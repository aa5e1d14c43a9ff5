package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.isa.Cpu;
import patchbay.isa.Cpu.Stop;

/** Where indirect branches may land in guarded code. */
class LandingPadsTest extends OneCpu {
    private static final long TARGET = CODE + 0x1000;
    private static final int BR_X16 = 0xd61f0200;
    private static final int BRK = 0xd4200000;

    /** Branches, by the register that they go through. */
    private static final Map<String, Integer> BRANCHES =
            new LinkedHashMap<>(
                    Map.of(
                            "blr x16", 0xd63f0200,
                            "blr x3", 0xd63f0060,
                            "br x16", BR_X16,
                            "br x17", 0xd61f0220,
                            "br x3", 0xd61f0060));

    private static final Map<String, Integer> PADS =
            new LinkedHashMap<>(
                    Map.of(
                            "bti", 0xd503241f,
                            "bti c", 0xd503245f,
                            "bti j", 0xd503249f,
                            "bti jc", 0xd50324df,
                            "paciasp", 0xd503233f,
                            "pacibsp", 0xd503237f,
                            "autiasp", 0xd50323bf,
                            "nop", NOP,
                            "mov x9, x30", 0xaa1e03e9,
                            "brk", BRK));

    private Stop lands(int branch, int pad) {
        memory.putLittle(TARGET, 4, pad);
        cpu.register(branch >>> 5 & 31, TARGET);
        return step(branch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blr x16 | bti c, bti jc, paciasp, pacibsp, brk",
                "blr x3  | bti c, bti jc, paciasp, pacibsp, brk",
                "br x16  | bti c, bti j, bti jc, paciasp, pacibsp, brk",
                "br x17  | bti c, bti j, bti jc, paciasp, pacibsp, brk",
                "br x3   | bti j, bti jc, brk",
            })
    void anIndirectBranchLandsOnItsPadsOnly(String branch, String pads) {
        cpu.guard();
        int word = BRANCHES.getOrDefault(branch, 0);
        List<String> accepted = List.of(pads.split(", "));
        PADS.forEach((name, pad) -> {
            Stop stop = lands(word, pad);
            Stop expected =
                    accepted.contains(name)
                            ? new Stop.Bound(1)
                            : new Stop.NoLandingPad(
                                    CODE, pad & 0xffff_ffffL, LandingPads.of(word).accepted());
            assertEquals(expected, stop, name);
            assertEquals(TARGET, cpu.pc());
            assertEquals(branch.startsWith("blr") ? CODE + 4 : 0, cpu.link());
        });
    }

    @Test
    void anotherTrapIsAPadToo() {
        assertTrue(LandingPads.JUMP.accept(0xd4400000)); // hlt #0
        assertTrue(LandingPads.CALL.accept(0xd4210000)); // brk #0x800
    }

    @Test
    void whatIsDirectAndWhatReturnsLandsAnywhere() {
        cpu.guard();
        cpu.link(TARGET);
        cpu.register(9, TARGET);
        memory.putLittle(TARGET, 4, NOP);
        for (int word : new int[] {RET, 0xd65f0120, 0x14000400, 0x94000400}) {
            assertEquals(new Stop.Bound(1), step(word));
            assertEquals(TARGET, cpu.pc());
        }
    }

    @Test
    void withoutGuardEverythingIsAPad() {
        assertEquals(new Stop.Bound(1), lands(BR_X16, NOP));
    }

    /** The pages keep what was made of them, for processors of either kind. */
    @Test
    void oneProcessorIsGuardedAndAnotherIsNot() {
        assertEquals(new Stop.Bound(1), lands(BR_X16, NOP));
        Cpu other = new Arm64Cpu(memory);
        other.guard();
        other.pc(CODE);
        other.register(16, TARGET);
        assertEquals(
                new Stop.NoLandingPad(CODE, NOP & 0xffff_ffffL, LandingPads.VENEER.accepted()),
                other.run(pc -> true, 1));
        assertEquals(new Stop.Bound(1), lands(BR_X16, NOP));
        cpu.guard();
        cpu.pc(CODE);
        assertEquals(Stop.NoLandingPad.class, cpu.run(pc -> true, 1).getClass());
    }

    /** Where nothing can be fetched, the fetch says so, after the observer was asked. */
    @Test
    void whoLandsNowhereIsAskedFirst() {
        cpu.guard();
        for (long nowhere : new long[] {NOWHERE, DATA, TARGET + 2}) {
            cpu.register(16, nowhere);
            code(BR_X16);
            cpu.pc(CODE);
            List<Long> seen = new ArrayList<>();
            Stop stop =
                    cpu.run(
                            pc -> {
                                seen.add(pc);
                                return true;
                            },
                            2);
            assertEquals(nowhere, ((Stop.Fetch) stop).address());
            assertEquals(List.of(CODE, nowhere), seen);
        }
    }

    /** A program for each way and pad; qemu ends it with SIGILL where the processor would fault. */
    @Test
    void qemuLandsWhereWeDo(@TempDir Path dir) throws IOException {
        Oracle.require(Gnu.AS, Gnu.LD, "qemu-aarch64");
        StringBuilder source =
                new StringBuilder(
                        """
                        .global _start
                        _start: ldr x0, [sp]
                        adr x10, cases
                        add x10, x10, x0, lsl #6
                        ret x10
                        .balign 64
                        cases: .balign 64
                        .skip 64
                        """);
        List<Boolean> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        BRANCHES.forEach((branch, word) ->
                PADS.forEach((name, pad) -> {
                    String register = branch.substring(branch.indexOf(' '));
                    source.append(".balign 64\nadr").append(register).append(", 1f\n");
                    source.append(".inst ")
                            .append(word & 0xffff_ffffL)
                            .append("\n.balign 16\n1: .inst ");
                    source.append(pad & 0xffff_ffffL).append("\nmov x8, #93\nmov x0, #0\nsvc #0\n");
                    expected.add(LandingPads.of(word).accept(pad));
                    names.add(branch + " to " + name);
                }));
        Files.writeString(dir.resolve("pads.s"), source);
        Oracle.run(dir, Gnu.AS, "-march=armv8.5-a", "-o", "pads.o", "pads.s");
        Oracle.run(dir, Gnu.LD, "-z", "force-bti", "-o", "pads", "pads.o");
        List<String> command = new ArrayList<>(List.of("qemu-aarch64", "./pads"));
        for (int i = 0; i < expected.size(); i++) {
            // argc is one more than the arguments are; the first place is left out.
            int exit = Oracle.result(dir, command.toArray(String[]::new)).exit();
            int sigill = 128 + 4;
            assertEquals(expected.get(i), exit != sigill, names.get(i) + ": exit " + exit);
            command.add("x");
        }
    }
}
