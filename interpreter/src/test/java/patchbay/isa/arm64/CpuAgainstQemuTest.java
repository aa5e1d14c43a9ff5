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
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Oracle;
import patchbay.bytes.Memory;
import patchbay.isa.Cpu;
import patchbay.isa.Row;

/**
 * Every instruction that the CPU executes, with random operands, flags, modes and memory, against
 * qemu; alone and in sequences.
 *
 * <p>{@code -Dpatchbay.cpu.cases=1000000} sets how many cases there are in all, {@code
 * -Dpatchbay.cpu.seed=N} which. A million takes minutes.
 */
class CpuAgainstQemuTest {
    private static final int CASES = Integer.getInteger("patchbay.cpu.cases", 100_000);
    private static final long SEED = Long.getLong("patchbay.cpu.seed", 20181001);

    /** As many as one qemu gets. */
    private static final int BATCH = 20_000;

    /** What qemu 7.2 does not know yet. */
    private static final Set<String> NEWER = Set.of("bc.cond", "dsb.nxs");

    private final ArmCases cases = new ArmCases(SEED);
    private final Memory memory = ArmCase.freshMemory();
    private final List<ArmCase> batch = new ArrayList<>();
    @TempDir private Path dir;

    @BeforeEach
    void link() throws IOException {
        Oracle.require("aarch64-linux-gnu-as", "aarch64-linux-gnu-ld", "qemu-aarch64");
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
                "-o",
                "replay",
                "replay.o");
    }

    @Test
    void everyModelledInstructionDoesWhatQemuDoes() throws IOException {
        List<Row> rows =
                Instructions.TABLE.rows().stream().filter(CpuAgainstQemuTest::triable).toList();
        int each = CASES / 2 / rows.size() + 1;
        List<String> untried = new ArrayList<>();
        for (Row row : rows) {
            if (tryRow(row, each) == 0) {
                untried.add(row.name());
            }
        }
        compare();
        assertEquals(List.of(), untried, "rows without a case");
    }

    @Test
    void sequencesOfInstructionsDoWhatQemuDoes() throws IOException {
        List<Row> rows =
                Instructions.TABLE.rows().stream().filter(CpuAgainstQemuTest::computes).toList();
        assertTrue(rows.size() > 60, "rows that only compute: " + rows.size());
        for (int i = 0; i < CASES / 2; i++) {
            add(() -> cases.sequence(rows));
        }
        compare();
    }

    private int tryRow(Row row, int wanted) throws IOException {
        int found = 0;
        for (int attempt = 0; attempt < 20 * wanted && found < wanted; attempt++) {
            Optional<ArmCase> one = cases.of(row);
            if (one.isPresent() && !(one.get().run(memory).stop() instanceof Cpu.Stop.Undefined)) {
                add(one::get);
                found++;
            }
        }
        return found;
    }

    static boolean triable(Row row) {
        return switch (Encoding.of(row)) {
            case UNDEFINED, UNMODELLED, TRAP, PSTATE -> false;
            case NOP -> !row.name().startsWith("wf") && !NEWER.contains(row.name()); // waits
            default -> !NEWER.contains(row.name());
        };
    }

    private static boolean computes(Row row) {
        Encoding encoding = Encoding.of(row);
        return encoding == Encoding.VECTOR
                || encoding.compareTo(Encoding.ADR) >= 0 && encoding.compareTo(Encoding.BRANCH) < 0;
    }

    private void add(Supplier<ArmCase> one) throws IOException {
        batch.add(one.get());
        if (batch.size() == BATCH) {
            compare();
        }
    }

    private void compare() throws IOException {
        List<ArmCase.Outcome> theirs = replay();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < batch.size() && wrong.size() < 60; i++) {
            ArmCase one = batch.get(i);
            wrong.addAll(one.differences(one.run(memory), theirs.get(i)));
        }
        batch.clear();
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }

    private List<ArmCase.Outcome> replay() throws IOException {
        int size = 4 * ArmCase.WORDS + ArmCase.RESULT_BYTES;
        ByteBuffer image = ByteBuffer.allocate(size * batch.size()).order(ByteOrder.LITTLE_ENDIAN);
        batch.forEach(one -> one.put(image));
        Files.write(dir.resolve("cases.bin"), image.array());
        Oracle.Result run = Oracle.result(dir, "qemu-aarch64", "-cpu", "max,pauth=off", "./replay");
        ByteBuffer results =
                ByteBuffer.wrap(Files.readAllBytes(dir.resolve("results.bin")))
                        .order(ByteOrder.LITTLE_ENDIAN);
        int done = results.remaining() / ArmCase.RESULT_BYTES;
        if (done < batch.size()) {
            ArmCase last = batch.get(done);
            fail("qemu stopped in %s, %08x: %s".formatted(last.name(), last.words()[0], run.err()));
        }
        List<ArmCase.Outcome> outcomes = new ArrayList<>();
        while (results.hasRemaining()) {
            outcomes.add(ArmCase.outcome(results));
        }
        return outcomes;
    }
}
