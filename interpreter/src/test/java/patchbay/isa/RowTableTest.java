package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words, rows and spellings of a table that is read for the first time. */
class RowTableTest {
    private final SmallTable table = new SmallTable();

    private Row row(String name) {
        return table.rows().stream().filter(row -> row.name().equals(name)).findFirst().get();
    }

    @ParameterizedTest
    @CsvSource({
        "10000000, 0, 0",
        "10000001, 0, 0",
        "10003fff, 1, 1",
        "10ffffff, 1, 1",
        "11000000, -1, -1",
        "20000000, -1, -1", // Rd=Rn
        "20040000, 2, 2",
        "20043a00, 2, 2",
        "20043c00, -1, -1", // Rm=30
        "20f83e00, 2, 2", // Rm=Rd=31
        "20043e00, -1, -1",
        "30000000, 3, 3",
        "30004200, 3, 3",
        "30004000, -1, -1",
        "30000200, -1, -1",
        "80000000, 512, 4",
        "8fffffff, 512, 4",
        "90f00000, 513, 5",
        "90f00001, -1, -1",
        "f0000000, -1, -1"
    })
    void aWordIsOfTheRowWithMostOfItsBitsThatTakesIt(String hex, int index, int ordinal) {
        long word = Long.parseLong(hex, 16);
        for (int i = 0; i < 2; i++) { // found, then remembered
            assertEquals(index, table.index(word));
            Row row = table.find(word);
            if (index < 0) {
                assertNull(row);
            } else {
                assertNotNull(row);
                assertEquals(index, row.index());
                assertSame(row, table.row(index));
                assertTrue(row.matches(word));
                assertEquals(ordinal, table.ordinal(index));
                assertSame(row, table.rows().get(ordinal));
            }
        }
    }

    @Test
    void otherWordsAreNotMatched() {
        assertFalse(row("add").matches(0x1100_0000L));
        assertTrue(row("add").matches(0x1000_3fffL));
        assertFalse(row("swap").matches(0x2000_0000L));
        assertEquals(1024, table.limit());
        assertEquals(2, table.classes());
    }

    @Test
    void aClassHasRoomForItsIndicesAlone() {
        RowTable full =
                new RowTable(1, 1) {
                    @Override
                    protected int key(long word) {
                        return 0;
                    }

                    @Override
                    protected long keyMask(long word) {
                        return 0;
                    }

                    @Override
                    protected int classOf(long word) {
                        return 0;
                    }

                    @Override
                    protected Rows make(int number) {
                        Rows rows = new Rows(0, 32, (row, name) -> fail());
                        for (int i = 0; i <= CLASS; i++) {
                            rows.row("row " + i, "imm32:32", "x", "None.");
                        }
                        return rows;
                    }

                    @Override
                    protected String family(int number) {
                        return "";
                    }

                    @Override
                    protected boolean isExecuted(Row row) {
                        return false;
                    }
                };
        assertThrows(IllegalStateException.class, full::rows);
    }

    private static Operand fail() {
        throw new IllegalStateException("nothing asks for it");
    }

    @Test
    void mnemonicsAreThoseOfAllSpellings() {
        List<String> all =
                List.of("add", "b", "inc", "mov", "nop", "plus", "retx0", "retx1", "swap", "twice");
        assertEquals(all, table.mnemonics());
        assertSame(table.mnemonics(), table.mnemonics());
    }

    @ParameterizedTest
    @CsvSource({
        "0, add, 1",
        "0, mov, 1",
        "0, plus, 1",
        "0, ad, 0",
        "0, adds, 0",
        "0, b, 0",
        "1, b, 1",
        "1, retx0, 1",
        "1, rety, 1", // it may be; the rest is read
        "1, re, 0",
        "1, xet, 0",
        "1, add, 0"
    })
    void formsAreFoundByTheirMnemonic(int number, String mnemonic, int count) {
        assertEquals(count, table.forms(number, mnemonic).size());
        assertSame(table.forms(number, mnemonic), table.forms(number, mnemonic));
    }

    @Test
    void instructionsArePlainData() {
        List<Instruction> all = table.instructions(new Untested(Set.of("inc"), Set.of("add")));
        assertEquals(
                List.of("add", "inc", "swap", "twice", "b", "ret<cond>"),
                all.stream().map(Instruction::name).toList());
        Instruction add = all.getFirst();
        assertEquals("family 0", add.family());
        assertEquals(4, add.length());
        assertEquals("0001 0000 Rd Rn imm14", add.bits());
        assertEquals("Adds.", add.meaning());
        assertEquals("add Rd, Rn, #imm14", add.syntax());
        assertEquals("family 1", all.get(4).family());
        assertTrue(add.executed() && add.tested() && !add.compared());
        assertTrue(all.get(1).executed() && !all.get(1).tested() && all.get(1).compared());
        assertFalse(all.get(2).executed() || all.get(2).compared());
        assertEquals(
                List.of(
                        new Instruction.Spelling(
                                "mov Rd, Rn",
                                Instruction.Kind.ALIAS,
                                "imm14=0, Rd!=Rn",
                                List.of("mov")),
                        new Instruction.Spelling(
                                "nop", Instruction.Kind.ALIAS, "imm14=0 Rd=0 Rn=0", List.of("nop")),
                        new Instruction.Spelling(
                                "add Rd, Rn, #imm14", Instruction.Kind.OWN, "", List.of("add")),
                        new Instruction.Spelling(
                                "plus Rd, Rn{, #imm14}",
                                Instruction.Kind.READ,
                                "",
                                List.of("plus"))),
                add.spellings());
        assertTrue(add.isWritten("nop") && add.isWritten("plus") && !add.isWritten("inc"));
        assertEquals(4, add.fields().size() - 1);
    }

    @Test
    void anInstructionHasItsOwnSpelling() {
        Row add = row("add");
        assertEquals("add Rd, Rn, #imm14", add.form().syntax());
        assertEquals("add Rd, Rn, #imm14", add.form().toString());
        assertSame(add, add.form().row());
        assertTrue(add.form().isOwn() && add.form().isPrinted());
        assertFalse(add.forms().getFirst().isOwn());
        Form read = add.forms().getLast();
        assertFalse(read.isPrinted() || read.isOwn() || read.isPreferred(0x1000_0000L));
        assertEquals(3, read.operands().size());
        assertEquals("plus Rd, Rn{, #imm14}", read.syntax());
        assertEquals("add  0001 0000 Rd Rn imm14", add.toString());
        assertNull(add.label());
        assertNotNull(row("b").label());
        assertTrue(row("b").form().dependsOnAddress());
        assertFalse(add.form().dependsOnAddress());
        assertEquals(32, add.width());
        assertEquals(Row.Flow.NEXT, add.flow());
    }

    @ParameterizedTest
    @CsvSource({
        "10000000, nop",
        "10080000, mov Rd Rn",
        "10084000, add Rd Rn #imm14", // Rd=Rn
        "10040001, add Rd Rn #imm14"
    })
    void theFirstAliasThatHoldsIsPreferred(String hex, String syntax) {
        long word = Long.parseLong(hex, 16);
        Form form = Objects.requireNonNull(table.find(word)).form(word);
        assertEquals(syntax, form.syntax().replace(",", ""));
    }

    @Test
    void whatAlwaysHoldsIsMadeToHold() {
        assertEquals(0x3000_4200L, row("twice").settle(0x3000_4000L));
        assertEquals(0x1000_0000L, row("add").settle(0x1000_0000L));
        assertFalse(row("swap").isAssembled(0x2004_0e00L)); // only printed
        assertTrue(row("swap").isAssembled(0x2004_0c00L));
        assertFalse(row("swap").isAssembled(0x2000_0c00L));
    }
}
