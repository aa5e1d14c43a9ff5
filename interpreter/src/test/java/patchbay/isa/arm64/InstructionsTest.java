package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.isa.Explanation;
import patchbay.isa.Explanation.FieldValue;
import patchbay.isa.Form;
import patchbay.isa.Insn.Flow;
import patchbay.isa.Instruction;
import patchbay.isa.Isa;
import patchbay.isa.Pattern;
import patchbay.isa.Row;
import patchbay.isa.Text;
import patchbay.isa.Untested;

/** The table as a table. */
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

    @Test
    void everyRowIsFoundByItsWords() {
        for (Row row : rows) {
            boolean found = false;
            for (int i = 0; i < 2000 && !found; i++) {
                found = table.find(word(row, i)) == row;
            }
            assertTrue(found, () -> row + " is hidden by " + table.find(word(row, 1)));
        }
    }

    @Test
    void theTableSaysWhatIsExecuted() {
        List<Instruction> said = table.instructions(Untested.of(Instructions.class));
        for (int i = 0; i < rows.size(); i++) {
            boolean executes = Encoding.of(rows.get(i)) != Encoding.UNMODELLED;
            assertEquals(executes, said.get(i).executed(), rows.get(i).name());
            assertFalse(said.get(i).family().isEmpty());
        }
    }

    private static long word(Row row, int seed) {
        Pattern pattern = row.pattern();
        return pattern.base | new Random(seed).nextLong() & ~pattern.mask & Bits.mask(32);
    }

    @Test
    void everySpellingHasOperandsThatTheTableKnows() {
        for (Row row : rows) {
            for (Form form : row.forms()) {
                assertTrue(form.operands().size() <= 6, form.syntax());
            }
        }
    }

    @Test
    void aPartOfAnAddressIsThatPart() {
        List<String> statements =
                Words.inSpellingsThatAreOnlyRead(8).stream()
                        .filter(statement -> statement.contains(":abs_"))
                        .toList();
        assertTrue(statements.size() > 20, "statements: " + statements.size());
        for (String statement : statements) {
            long word = Asm.word(0, statement);
            boolean found = false;
            for (Form form : Objects.requireNonNull(Instructions.TABLE.find(word)).forms()) {
                Text text = new Text();
                form.printPlain(word, 0, Isa.Names.NONE, text);
                found |= text.toString().equals(statement);
            }
            assertTrue(found, statement);
        }
    }

    @Test
    void aCallIsExplainedFieldByField() {
        Explanation bl = explain(0x94000002L, 0);
        assertEquals("bl 8", bl.text());
        assertEquals("bl: bl label", bl.row());
        assertEquals(
                List.of(
                        new FieldValue(31, 31, "op", 1, ""),
                        new FieldValue(30, 26, "fixed", 0b00101, ""),
                        new FieldValue(25, 0, "imm26", 2, "+0x8, to 0x8")),
                bl.fields());
        assertEquals(
                List.of(
                        "reaches 0xfffffffff8000000 to 0x7fffffc",
                        "0x7fffff4 bytes are left to the nearer end"),
                bl.remarks());
    }

    @Test
    void anAliasIsExplained() {
        Explanation mov = explain(0xaa1e03e9L, 0);
        assertEquals("mov x9, x30", mov.text());
        assertTrue(mov.fields().contains(new FieldValue(20, 16, "Rm", 30, "x30")), mov.toString());
        assertTrue(
                mov.fields().contains(new FieldValue(31, 31, "sf", 1, "64 bits")), mov.toString());
        assertEquals(1, mov.remarks().size());
        assertTrue(
                mov.remarks().getFirst().startsWith("mov Rd, Rm is written for orr"),
                mov.toString());
    }

    private static Explanation explain(long word, long address) {
        byte[] code = new byte[4];
        Bits.putLittle(code, 0, 4, word);
        return Arm64.ISA.explain(code, 0, address);
    }

    @Test
    void flowSaysWhereControlGoes() {
        assertEquals(new Flow.Jump(0x1008), flow("b 0x1008"));
        assertEquals(new Flow.Call(0x1008), flow("bl 0x1008"));
        assertEquals(new Flow.Conditional(0x1008), flow("b.ne 0x1008"));
        assertEquals(new Flow.Conditional(0x1008), flow("cbz x0, 0x1008"));
        assertEquals(new Flow.Conditional(0x1008), flow("tbnz x0, #40, 0x1008"));
        for (String jump : List.of("br x16", "braa x1, sp", "brabz x1")) {
            assertEquals(new Flow.Indirect(false), flow(jump), jump);
        }
        for (String call : List.of("blr x16", "blraaz x1", "blrab x1, x2")) {
            assertEquals(new Flow.Indirect(true), flow(call), call);
        }
        for (String back : List.of("ret", "ret x9", "retaa", "retab", "eret", "eretaa", "drps")) {
            assertEquals(new Flow.Return(), flow(back), back);
        }
        for (String trap :
                List.of(
                        "brk #0x800",
                        "svc #0",
                        "hvc #0",
                        "smc #0",
                        "hlt #0",
                        "udf #0",
                        ".inst 0xffffffff")) {
            assertInstanceOf(Flow.Trap.class, flow(trap), trap);
        }
        for (String next :
                List.of("nop", "mov x0, x1", "bti c", "ldr x0, 0x1010", "msr daifset, #2")) {
            assertInstanceOf(Flow.Next.class, flow(next), next);
        }
    }

    private static Flow flow(String text) {
        byte[] code = new byte[4];
        Bits.putLittle(code, 0, 4, Asm.word(0x1000, text));
        return Arm64.ISA.decode(code, 0, 0x1000).flow();
    }

    @Test
    void mnemonicsHoldAliases() {
        List<String> all = Arm64.ISA.mnemonics();
        for (String mnemonic :
                List.of(
                        "b.hs",
                        "mov",
                        "ldaddal",
                        "ldaddalb",
                        "stadd",
                        "cset",
                        "ret",
                        "casp",
                        "casab")) {
            assertTrue(all.contains(mnemonic), mnemonic);
        }
    }
}
