package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.bytes.Memory;
import patchbay.isa.Replay;
import patchbay.isa.Row;
import patchbay.isa.Untested;

/**
 * Every instruction that the CPU executes, with random operands and memory, against qemu; alone and
 * in sequences.
 *
 * <p>{@code -Dpatchbay.cpu.cases=1000000} sets how many cases there are in all, {@code
 * -Dpatchbay.cpu.seed=N} which. A million takes minutes.
 */
class CpuAgainstQemuTest {
    private static final int CASES = Integer.getInteger("patchbay.cpu.cases", 100_000);
    private static final long SEED = Long.getLong("patchbay.cpu.seed", 20181001);

    /** As many as one qemu gets. */
    private static final int BATCH = 20_000;

    /** What a user may not do, or qemu does not know. */
    private static final Set<String> UNTESTED = Untested.of(Instructions.class).execution();

    private static final Replay REPLAY =
            new Replay(
                    Ppc64.ISA,
                    CpuAgainstQemuTest.class,
                    "powerpc64le-linux-gnu",
                    List.of("qemu-ppc64le", "-cpu", "power10"),
                    numbers(),
                    0x7fe00008);

    private final PpcCases cases = new PpcCases(SEED);
    private final Memory memory = REPLAY.memory();
    private final List<Replay.Case> batch = new ArrayList<>();
    @TempDir private Path dir;

    /** r0 … r31, cr, xer, lr, ctr, then others by name, and the vectors. */
    private static int[] numbers() {
        int vectors = RegisterFile.FIRST_VECTOR - PpcCases.VECTORS;
        int[] numbers =
                IntStream.range(0, PpcCases.REGISTERS)
                        .map(i -> i < PpcCases.VECTORS ? i : i + vectors)
                        .toArray();
        numbers[PpcCases.TAR] = RegisterFile.names().indexOf("tar");
        numbers[PpcCases.FPSCR] = RegisterFile.FPSCR;
        numbers[PpcCases.VSCR] = RegisterFile.VSCR;
        return numbers;
    }

    @BeforeEach
    void link() throws IOException {
        REPLAY.link(dir, "-mpower10");
    }

    @Test
    void everyModelledInstructionDoesWhatQemuDoes() throws IOException {
        List<Row> rows =
                Instructions.TABLE.rows().stream().filter(CpuAgainstQemuTest::isTried).toList();
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
        assertTrue(rows.size() > 100, "rows that only compute: " + rows.size());
        for (int i = 0; i < CASES / 2; i++) {
            add(cases.sequence(rows));
        }
        compare();
    }

    private int tryRow(Row row, int wanted) throws IOException {
        int found = 0;
        for (int attempt = 0; attempt < 20 * wanted && found < wanted; attempt++) {
            Optional<Replay.Case> one = cases.of(row);
            if (one.isPresent() && REPLAY.isDefined(one.get(), memory)) {
                add(one.get());
                found++;
            }
        }
        return found;
    }

    static boolean isTried(Row row) {
        return Predecoder.executes(row) && !UNTESTED.contains(row.name());
    }

    /** Whether it has neither to do with memory nor with where the program goes on. */
    private static boolean computes(Row row) {
        long[] code = new long[2];
        new Predecoder().predecode((int) row.pattern().base, 0, 0, code, 0);
        int operation = Op.operation(code[0]);
        boolean branches = operation >= Op.B && operation <= Op.RETURN;
        boolean stores = operation >= Op.LOAD8 && operation <= Op.STORE1;
        return isTried(row)
                && row.width() == 32
                && operation != Op.NOP
                && (operation < Op.TRANSFERS || operation >= Op.LANE_OPERATIONS)
                && !PpcCases.isPartlyOpen(operation)
                && !row.name().startsWith("vdive")
                && !branches
                && !stores
                && !row.name().equals("addpcis");
    }

    private void add(Replay.Case one) throws IOException {
        batch.add(one);
        if (batch.size() == BATCH) {
            compare();
        }
    }

    private void compare() throws IOException {
        List<String> wrong = REPLAY.differences(dir, batch, memory);
        batch.clear();
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }
}
