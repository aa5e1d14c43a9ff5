package patchbay.isa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.bytes.Memory;

/**
 * Every instruction that a set's CPU executes, with random operands, flags, modes and memory,
 * against qemu; alone and in sequences.
 *
 * <p>{@code -Dpatchbay.cpu.cases=1000000} sets how many cases there are in all, {@code
 * -Dpatchbay.cpu.seed=N} which; a million takes minutes. {@code -Dpatchbay.cpu.record=FILE} writes
 * what {@link RecordedCases} reads.
 */
public abstract class CpuAgainstQemu {
    private static final int CASES = Integer.getInteger("patchbay.cpu.cases", 100_000);
    private static final long SEED = Long.getLong("patchbay.cpu.seed", 20181001);

    /** As many as one qemu gets. */
    private static final int BATCH = 20_000;

    private final Replay replay;
    private final List<Row> rows;
    private final LongFunction<? extends Replay.Cases> seeded;
    private final String option;
    private final Replay.Cases cases;
    private final Memory memory;
    private final List<Replay.Case> batch = new ArrayList<>();
    @TempDir private Path dir;

    /**
     * @param rows those to be tried
     * @param cases of a seed
     * @param option for the assembler
     */
    protected CpuAgainstQemu(
            Replay replay,
            List<Row> rows,
            LongFunction<? extends Replay.Cases> cases,
            String option) {
        this.replay = replay;
        this.rows = rows;
        this.seeded = cases;
        this.option = option;
        this.cases = cases.apply(SEED);
        this.memory = replay.memory();
    }

    /** Whether it has neither to do with memory nor with where the program goes on. */
    protected abstract boolean computes(Row row);

    @BeforeEach
    void link() throws IOException {
        replay.link(dir, option);
    }

    @Test
    void everyModelledInstructionDoesWhatQemuDoes() throws IOException {
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
        List<Row> computing = rows.stream().filter(this::computes).toList();
        assertTrue(computing.size() > 60, "rows that only compute: " + computing.size());
        for (int i = 0; i < CASES / 2; i++) {
            add(cases.sequence(computing));
        }
        compare();
    }

    @Test
    void whatIsRecordedIsWhatQemuDoes() throws IOException {
        Recording recording = new Recording(replay, seeded);
        List<String> lines = recording.make(dir, rows);
        String file = System.getProperty("patchbay.cpu.record");
        if (file != null) {
            Files.writeString(Path.of(file), String.join("\n", lines) + "\n", UTF_8);
        }
        assertTrue(recording.lines().equals(lines), "the recording is to be made again");
    }

    private int tryRow(Row row, int wanted) throws IOException {
        int found = 0;
        for (int attempt = 0; attempt < 20 * wanted && found < wanted; attempt++) {
            Optional<Replay.Case> one = cases.of(row);
            if (one.isPresent() && replay.isDefined(one.get(), memory)) {
                add(one.get());
                found++;
            }
        }
        return found;
    }

    private void add(Replay.Case one) throws IOException {
        batch.add(one);
        if (batch.size() == BATCH) {
            compare();
        }
    }

    private void compare() throws IOException {
        List<String> wrong = replay.differences(dir, batch, memory);
        batch.clear();
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }
}
