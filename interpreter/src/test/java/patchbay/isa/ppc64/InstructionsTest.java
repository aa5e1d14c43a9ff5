package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import patchbay.isa.Instruction;
import patchbay.isa.Row;
import patchbay.isa.Untested;

/** The table as a table, read anew. */
class InstructionsTest {
    private final Instructions table = new Instructions();
    private final List<Row> rows = table.rows();

    @Test
    void aRowIsFoundByItsIndex() {
        for (Row row : rows) {
            assertSame(row, table.row(row.index()), row.name());
            assertSame(row, rows.get(table.ordinal(row.index())), row.name());
        }
    }

    /** Some words of a row's pattern are unallocated, or another's. */
    @Test
    void aRowIsFoundByItsWords() {
        Set<Row> found = new HashSet<>();
        for (long word : Words.ofEveryRow(20)) {
            Row row = table.find(word);
            if (row != null) {
                assertTrue(row.matches(word), Long.toHexString(word));
                found.add(row);
            }
        }
        assertEquals(Set.copyOf(rows), found);
    }

    @Test
    void theTableSaysWhatIsExecuted() {
        List<Instruction> said = table.instructions(Untested.of(Instructions.class));
        for (int i = 0; i < rows.size(); i++) {
            boolean executes = Predecoder.executes(rows.get(i));
            assertEquals(executes, said.get(i).executed(), rows.get(i).name());
            assertFalse(said.get(i).family().isEmpty());
        }
        assertTrue(said.stream().anyMatch(Instruction::executed));
        assertFalse(said.stream().allMatch(Instruction::executed));
    }
}
