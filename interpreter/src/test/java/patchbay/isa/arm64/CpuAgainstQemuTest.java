package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Oracle;
import patchbay.bytes.Memory;
import patchbay.isa.Row;

/**
 * Every instruction that the CPU executes, with random operands, flags and memory, against qemu.
 * {@code -Dpatchbay.cpu.cases=N} sets how many cases each row of the table gets, {@code
 * -Dpatchbay.cpu.seed=N} which.
 */
class CpuAgainstQemuTest {
    private static final int CASES = Integer.getInteger("patchbay.cpu.cases", 24);
    private static final long SEED = Long.getLong("patchbay.cpu.seed", 20181001);

    /** What qemu 7.2 does not know yet. */
    private static final Set<String> NEWER = Set.of("bc.cond", "dsb.nxs");

    private final ArmCases cases = new ArmCases(SEED);
    private final Memory memory = ArmCase.freshMemory();

    @Test
    void everyModelledInstructionDoesWhatQemuDoes(@TempDir Path dir) throws IOException {
        List<ArmCase> chosen = new ArrayList<>();
        List<String> untried = new ArrayList<>();
        for (Row row : Instructions.TABLE.rows()) {
            if (triable(row)) {
                List<ArmCase> ofRow = casesOf(row);
                if (ofRow.isEmpty()) {
                    untried.add(row.name());
                }
                chosen.addAll(ofRow);
            }
        }
        assertEquals(List.of(), untried, "rows without a case");
        compare(dir, chosen);
    }

    @Test
    void sequencesOfInstructionsDoWhatQemuDoes(@TempDir Path dir) throws IOException {
        List<Row> rows =
                Instructions.TABLE.rows().stream().filter(CpuAgainstQemuTest::computes).toList();
        assertTrue(rows.size() > 60, "rows that only compute: " + rows.size());
        List<ArmCase> chosen = new ArrayList<>();
        for (int i = 0; i < 40 * CASES; i++) {
            chosen.add(cases.sequence(rows));
        }
        compare(dir, chosen);
    }

    private List<ArmCase> casesOf(Row row) {
        List<ArmCase> found = new ArrayList<>();
        for (int attempt = 0; attempt < 20 * CASES && found.size() < CASES; attempt++) {
            Optional<ArmCase> one = cases.of(row);
            if (one.isPresent()
                    && !(one.get().run(memory).stop() instanceof patchbay.isa.Cpu.Stop.Undefined)) {
                found.add(one.get());
            }
        }
        return found;
    }

    static boolean triable(Row row) {
        return switch (Encoding.of(row.name())) {
            case UNDEFINED, UNMODELLED, TRAP, PSTATE -> false;
            case NOP -> !row.name().startsWith("wf") && !NEWER.contains(row.name()); // waits
            default -> !NEWER.contains(row.name());
        };
    }

    private static boolean computes(Row row) {
        Encoding encoding = Encoding.of(row.name());
        return encoding.compareTo(Encoding.ADR) >= 0 && encoding.compareTo(Encoding.BRANCH) < 0;
    }

    private void compare(Path dir, List<ArmCase> chosen) throws IOException {
        List<ArmCase.Outcome> theirs = replay(dir, chosen);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < chosen.size() && wrong.size() < 60; i++) {
            ArmCase one = chosen.get(i);
            wrong.addAll(one.differences(one.run(memory), theirs.get(i)));
        }
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }

    private static List<ArmCase.Outcome> replay(Path dir, List<ArmCase> chosen) throws IOException {
        Oracle.require("aarch64-linux-gnu-as", "aarch64-linux-gnu-ld", "qemu-aarch64");
        int size = 4 * ArmCase.WORDS + ArmCase.RESULT_BYTES;
        ByteBuffer image = ByteBuffer.allocate(size * chosen.size()).order(ByteOrder.LITTLE_ENDIAN);
        chosen.forEach(one -> one.put(image));
        Files.write(dir.resolve("cases.bin"), image.array());
        try (InputStream source = CpuAgainstQemuTest.class.getResourceAsStream("replay.s")) {
            Files.write(dir.resolve("replay.s"), Objects.requireNonNull(source).readAllBytes());
        }
        Oracle.run(dir, "aarch64-linux-gnu-as", "-march=armv8.2-a", "-o", "replay.o", "replay.s");
        Oracle.run(
                dir,
                "aarch64-linux-gnu-ld",
                "-z",
                "norelro",
                "--section-start=.text=0x400000",
                "--section-start=.slot=0x500000",
                "--section-start=.buffer=0x600f80",
                "--section-start=.cases=0x700000",
                "-o",
                "replay",
                "replay.o");
        Oracle.Result run = Oracle.result(dir, "qemu-aarch64", "-cpu", "max,pauth=off", "./replay");
        ByteBuffer results =
                ByteBuffer.wrap(Files.readAllBytes(dir.resolve("results.bin")))
                        .order(ByteOrder.LITTLE_ENDIAN);
        int done = results.remaining() / ArmCase.RESULT_BYTES;
        if (done < chosen.size()) {
            ArmCase last = chosen.get(done);
            fail("qemu stopped in %s, %08x: %s".formatted(last.name(), last.words()[0], run.err()));
        }
        List<ArmCase.Outcome> outcomes = new ArrayList<>();
        while (results.hasRemaining()) {
            outcomes.add(ArmCase.outcome(results));
        }
        return outcomes;
    }
}
