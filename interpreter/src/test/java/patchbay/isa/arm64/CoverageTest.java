package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.isa.Instruction;
import patchbay.isa.Row;

/** What {@code isa arm64 --coverage} says of tests is what they do. */
class CoverageTest {
    private final List<Instruction> rows = Arm64.ISA.rows();

    @Test
    void executionIsComparedAsTheCoverageSays() {
        for (Instruction row : rows) {
            assertEquals(CpuAgainstQemuTest.isTried(row(row)), row.compared(), row.name());
        }
    }

    private Row row(Instruction wanted) {
        return Instructions.TABLE.rows().get(rows.indexOf(wanted));
    }
}
