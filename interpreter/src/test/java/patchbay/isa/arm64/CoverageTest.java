package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.isa.Coverage;
import patchbay.isa.Instruction;
import patchbay.isa.Row;

/** What {@code isa arm64 --coverage} says of tests is what they do. */
class CoverageTest {
    private final List<Instruction> rows = Arm64.ISA.rows();

    @Test
    void textAndBytesAreTestedAsTheCoverageSays() {
        for (Instruction row : rows) {
            assertEquals(OracleTextTest.isAssembled(row(row)), row.tested(), row.name());
        }
    }

    @Test
    void executionIsComparedAsTheCoverageSays() {
        for (Instruction row : rows) {
            assertEquals(CpuAgainstQemuTest.triable(row(row)), row.compared(), row.name());
        }
    }

    private Row row(Instruction wanted) {
        return Instructions.TABLE.rows().get(rows.indexOf(wanted));
    }

    @Test
    void codeIsCountedByItsRows() {
        Coverage.Code code = new Coverage.Code(Arm64.ISA);
        byte[] bytes = new byte[20];
        patchbay.bytes.Bits.putLittle(bytes, 4, 4, Asm.word(0, "nop"));
        patchbay.bytes.Bits.putLittle(bytes, 8, 4, Asm.word(0, "nop"));
        patchbay.bytes.Bits.putLittle(bytes, 12, 4, Asm.word(0, "bl ."));
        patchbay.bytes.Bits.putLittle(bytes, 16, 4, 0xffffffffL);
        code.add(bytes, 4, 20);
        assertEquals(1, code.unknown());
        assertEquals(
                List.of("nop 2", "bl 1"),
                code.uses().stream().map(use -> use.row().name() + " " + use.times()).toList());
    }
}
