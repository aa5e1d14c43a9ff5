package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;

/** A set's CPU does what {@code recorded.txt} says, see {@link Recording}; without qemu. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecordedCases {
    private static final int ROWS_OF_A_TEST = 24;

    private final Replay replay;
    private final Recording recording;
    private final RowTable table;

    protected RecordedCases(
            Replay replay, RowTable table, LongFunction<? extends Replay.Cases> cases) {
        this.replay = replay;
        this.recording = new Recording(replay, cases);
        this.table = table;
    }

    /** Recorded rows that stand beside each other in the table. */
    Stream<Named<List<Row>>> groups() {
        Map<String, List<String>> recorded = recording.byRow();
        List<Row> rows =
                table.rows().stream().filter(row -> recorded.containsKey(row.name())).toList();
        List<Named<List<Row>>> groups = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += ROWS_OF_A_TEST) {
            List<Row> group = rows.subList(i, Math.min(i + ROWS_OF_A_TEST, rows.size()));
            groups.add(Named.of(group.getFirst().name() + " …", group));
        }
        return groups.stream();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void whatWasRecordedHappens(List<Row> rows) {
        Map<String, List<String>> recorded = recording.byRow();
        Memory memory = replay.memory();
        for (Row row : rows) {
            for (Recording.Recorded each : recording.read(row, recorded)) {
                compare(each, memory, false);
                compare(each, memory, true);
            }
        }
    }

    private void compare(Recording.Recorded each, Memory memory, boolean again) {
        Replay.Case one = each.one();
        replay.put(one, memory);
        Replay.Outcome ours = again ? replay.runAgain(one, memory) : replay.run(one, memory);
        List<String> wrong = replay.differences(one, ours, each.outcome());
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }

    /**
     * The second half of the buffer may not be written, or is not there: then what does not need it
     * does what was recorded; all else is told and has no effect.
     */
    @ParameterizedTest
    @MethodSource("groups")
    void whatIsNotAllowedHasNoEffect(List<Row> rows) {
        Map<String, List<String>> recorded = recording.byRow();
        Memory memory = replay.memory();
        for (Row row : rows) {
            for (Recording.Recorded each : recording.read(row, recorded)) {
                replay.put(each.one(), memory);
                memory.map(Replay.SECOND_HALF, Protection.READ_ONLY);
                Cpu.Stop stop = held(each, memory);
                boolean loads = !(stop instanceof Cpu.Stop.Access);
                assertTrue(loads || stop instanceof Cpu.Stop.Access a && a.store(), row.name());

                memory.map(Replay.SECOND_HALF, Protection.READ_WRITE);
                replay.put(each.one(), memory);
                memory.unmap(Replay.SECOND_HALF);
                stop = held(each, memory);
                if (stop instanceof Cpu.Stop.Access access) {
                    assertTrue(
                            access.address() + access.size() > Replay.SECOND_HALF.start(),
                            row.name());
                    assertTrue(!loads || !access.store(), row.name());
                } else {
                    assertTrue(loads, row.name());
                }
                memory.map(Replay.SECOND_HALF, Protection.READ_WRITE);
            }
        }
    }

    /** Runs it, and looks at what it leaves. */
    private Cpu.Stop held(Recording.Recorded each, Memory memory) {
        Replay.Case one = each.one();
        byte[] before = Replay.buffer(memory);
        Replay.Outcome ours = replay.run(one, memory);
        if (!(ours.stop() instanceof Cpu.Stop.Access)) {
            int half = (int) (Replay.SECOND_HALF.start() - Replay.BUFFER);
            assertArrayEquals(
                    replay.compared(one, each.outcome()), replay.compared(one, ours), one.name());
            assertArrayEquals(
                    Arrays.copyOf(each.outcome().memory(), half),
                    Arrays.copyOf(ours.memory(), half),
                    one.name());
        } else if (ours.pc() == Replay.SLOT) {
            assertArrayEquals(one.registers(), ours.registers(), one.name());
            assertArrayEquals(before, ours.memory(), one.name());
        }
        return ours.stop();
    }
}
