package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;
import patchbay.isa.Explanation.FieldValue;

/** What a set derives from its table, each time anew. */
class TableIsaTest {
    private final SmallTable.Set isa = new SmallTable.Set(new SmallTable());

    private static byte[] code(long... words) {
        byte[] code = new byte[4 * words.length];
        for (int i = 0; i < words.length; i++) {
            Bits.putLittle(code, 4 * i, 4, words[i]);
        }
        return code;
    }

    private static byte[] code(String hex) {
        return code(Long.parseLong(hex, 16));
    }

    private String print(Isa.Printer printer, long address, long word) {
        Text out = new Text().put('>');
        assertEquals(4, printer.print(code(word), 0, address, Isa.Names.NONE, out));
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10000000 | >nop",
                "10080000 | >mov     r1,r0",
                "10080009 | >add     r1,r0,#9 # nine",
                "10480001 | >add     r9,r0,#1 # nine",
                "104a4009 | >add     r9,r9,#9 # nine # nine # nine",
                "20080200 | >swap    r1,r0,r1",
                "80000010 | >b       1010",
                "90100000 | >retx1",
                "f0000000 | >.what 0xf0000000 ; none",
                "00000001 | >.what 0x00000001 ; none"
            })
    void aWordIsPrintedInColumns(String hex, String text) {
        long word = Long.parseLong(hex, 16);
        Isa.Printer remembering = isa.printer();
        for (int i = 0; i < 3; i++) {
            assertEquals(text, print(isa::print, 0x1000, word).replace(", ", ","));
            assertEquals(text, print(remembering, 0x1000, word).replace(", ", ","));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000000", "10080009", "80000010", "90100000", "f0000000"})
    void flowAndLengthAreKnownWithoutText(String hex) {
        Insn insn = isa.decode(code(hex), 0, 0x1000);
        assertEquals(insn.flow(), isa.flow(code(hex), 0, 0x1000));
        assertEquals(insn.length(), isa.length(code(hex), 0));
    }

    @Test
    void aTargetIsPrintedWhereItIs() {
        Isa.Printer printer = isa.printer();
        assertEquals(">b       1010", print(printer, 0x1000, 0x8000_0010L));
        assertEquals(">b       2010", print(printer, 0x2000, 0x8000_0010L));
        Text out = new Text();
        isa.print(code(0x8000_0000L), 0, 0x40, (at, text) -> text.put(" <at " + at + ">"), out);
        assertEquals("b       40 <at 64>", out.toString());
    }

    /** There are not many more places than these words. */
    @Test
    void wordsThatShareAPlaceAreNotMixedUp() {
        Isa.Printer printer = isa.printer();
        Text one = new Text();
        Text other = new Text();
        for (int word = 0x1000_0000; word < 0x1000_0000 + 0x8000; word += 3) {
            one.clear();
            other.clear();
            printer.print(code(word), 0, 0, Isa.Names.NONE, one);
            isa.print(code(word), 0, 0, Isa.Names.NONE, other);
            assertEquals(other.toString(), one.toString());
        }
    }

    @Test
    void anInstructionIsDecodedWithItsFlow() {
        Insn add = isa.decode(code(0, 0x1008_0001L), 4, 8);
        assertEquals(new Insn(8, 0x1008_0001L, 4, "add", "r1, r0, #1", new Insn.Flow.Next()), add);
        assertEquals("add r1, r0, #1", add.text());
        assertEquals("nop", isa.decode(code("10000000"), 0, 8).text());
        assertEquals(new Insn.Flow.Jump(0x18), isa.decode(code("80000010"), 0, 8).flow());
        Insn back = isa.decode(code("90000000"), 0, 8);
        assertEquals(new Insn.Flow.Return(), back.flow());
        assertEquals("retx0", back.mnemonic());
        Insn none = isa.decode(code("f0000000"), 0, 8);
        assertEquals(
                new Insn(8, 0xf000_0000L, 4, ".what", "0xf0000000", new Insn.Flow.Trap()), none);
        assertEquals(-1, isa.row(code("f0000000"), 0));
        assertEquals(4, isa.row(code(0, 0x8000_0000L), 4));
        assertEquals(4, isa.unit());
        assertEquals(6, isa.rows().size());
        assertEquals(10, isa.mnemonics().size());
    }

    @Test
    void everyFieldIsExplained() {
        Explanation add = isa.explain(code("10080001"), 0, 0);
        assertEquals("add r1, r0, #1", add.text());
        assertEquals("add: add Rd, Rn, #imm14", add.row());
        assertEquals("Adds.", add.summary());
        assertEquals(
                List.of(
                        new FieldValue(31, 24, "fixed", 0x10, ""),
                        new FieldValue(23, 19, "Rd", 0, "r0"),
                        new FieldValue(18, 14, "Rn", 16, "r16"),
                        new FieldValue(13, 0, "imm14", 1, "1")),
                isa.explain(code(0x1000_0000L | 16 << 14 | 1), 0, 0).fields());
        assertEquals(List.of(), add.remarks());
        assertEquals(
                List.of("mov Rd, Rn is written for add Rd, Rn, #imm14, where imm14=0, Rd!=Rn"),
                isa.explain(code("10080000"), 0, 0).remarks());
        assertEquals(
                List.of("reaches 0x1000 to 0x10000fff", "0x10 bytes are left to the nearer end"),
                isa.explain(code("80000010"), 0, 0x1000).remarks());
        assertEquals(
                "0xf bytes are left to the nearer end",
                isa.explain(code("8ffffff0"), 0, 0x1000).remarks().getLast());
        Explanation none = isa.explain(code("f0000000"), 0, 0);
        assertEquals(".what 0xf0000000", none.text());
        assertEquals(List.of(new FieldValue(31, 0, "word", 0xf000_0000L, "")), none.fields());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nop | 10000000",
                "mov r1, r2 | 10088000",
                "add r3,r2,#5 | 10188005",
                "plus r3,r2 | 10188000",
                "plus r3,r2,#4 | 10188004",
                "swap r1,r2,r3 | 20088600",
                "twice r1,r2 | 30088400",
                "RETx1 | 90100000"
            })
    void aStatementIsAssembled(String text, String hex) {
        String expected = HexFormat.of().formatHex(code(hex));
        assertEquals(expected, RecordedText.read(isa, text.strip()));
    }

    @ParameterizedTest
    @CsvSource({"'swap r1,r1,r2'", "'swap r1,r2,r7'", "'swap r1,r2,r30'", "addr r1", "nop r1"})
    void whatNoWordIsIsRefused(String text) {
        assertTrue(RecordedText.read(isa, text).endsWith("]"), text);
    }

    @Test
    void codeIsCountedByItsRows() {
        Coverage.Code counted = new Coverage.Code(isa);
        counted.add(
                code(0xf000_0000L, 0x8000_0000L, 0x1000_0000L, 0x8000_0001L, 0x1008_0000L), 4, 17);
        counted.add(code(0xf000_0000L, 0xf000_0000L, 0x8000_0001L), 0, 12);
        assertEquals(2, counted.unknown());
        assertEquals(
                List.of("b 3", "add 1"),
                counted.uses().stream().map(use -> use.row().name() + " " + use.times()).toList());
        Coverage coverage = Coverage.of(isa);
        assertEquals(
                List.of(
                        new Coverage.Family("family 0", 4, 3, 3, 4, 3),
                        new Coverage.Family("family 1", 2, 0, 2, 2, 2)),
                coverage.families());
        assertEquals(new Coverage.Family("all", 6, 3, 5, 6, 5), coverage.all());
    }

    @Test
    void whatIsNotTestedStandsInTwoParts() {
        Untested power = Untested.of(patchbay.isa.ppc64.Instructions.class);
        assertTrue(power.text().containsAll(Set.of("lmw", "stswx", "plq")));
        assertTrue(power.execution().containsAll(Set.of("sc", "stqcx.", "vrldmi")));
        assertFalse(power.text().contains("sc") || power.execution().contains("lmw"));
        for (String name : power.execution()) {
            assertTrue(name.matches("[a-z0-9.]+"), name);
        }
        assertEquals(new Untested(Set.of(), Set.of()), Untested.of(String.class));
    }
}
