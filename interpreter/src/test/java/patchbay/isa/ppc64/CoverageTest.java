package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.isa.Instruction;
import patchbay.isa.Row;

/** What {@code isa ppc64le --coverage} says of tests is what they do. */
class CoverageTest {

    @Test
    void rowsAreTestedAsTheCoverageSays() {
        List<Row> rows = Instructions.TABLE.rows();
        List<Instruction> said = Ppc64.ISA.rows();
        for (int i = 0; i < rows.size(); i++) {
            String name = rows.get(i).name();
            assertEquals(OracleTextTest.isAssembled(rows.get(i)), said.get(i).tested(), name);
            assertEquals(CpuAgainstQemuTest.isTried(rows.get(i)), said.get(i).compared(), name);
        }
    }
}
