package patchbay.arch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.bytes.Bits;
import patchbay.isa.Coverage;
import patchbay.isa.Explanation;
import patchbay.isa.Explanation.FieldValue;
import patchbay.isa.Fixup;
import patchbay.isa.Insn;
import patchbay.isa.Instruction;
import patchbay.isa.Isa;
import patchbay.isa.Isa.AsmLine;
import patchbay.isa.Isa.Assembly;
import patchbay.isa.Pattern;
import patchbay.isa.Text;
import patchbay.kernel.Architecture;
import patchbay.source.Result;

/** What every instruction set promises: written once, held by each of {@link Architectures#ALL}. */
@ParameterizedClass
@MethodSource("sets")
class IsaContractTest {
    private static final long PLACE = 0xffff800008000000L;
    private static final int LONGEST = 16;
    private static final int WORDS_OF_A_ROW = 12;

    /** Numbers of relocations are below. */
    private static final int RELOCATIONS = 1100;

    private final Isa isa;
    private final List<Instruction> rows;
    private final Random random = new Random(20261122);

    IsaContractTest(Isa isa) {
        this.isa = isa;
        this.rows = isa.rows();
    }

    static List<Isa> sets() {
        return Architectures.ALL.stream().map(Architecture::isa).toList();
    }

    @Test
    void anythingDecodesAndPrints() {
        byte[] code = new byte[LONGEST];
        Text text = new Text();
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(code);
            Insn insn = isa.decode(code, 0, PLACE);
            assertTrue(insn.length() > 0 && insn.length() % isa.unit() == 0, insn.text());
            assertFalse(insn.mnemonic().isEmpty());
            text.clear();
            assertEquals(insn.length(), isa.print(code, 0, PLACE, Isa.Names.NONE, text));
            if (isa.row(code, 0) >= 0) {
                String printed = text.toString();
                assertTrue(printed.startsWith(insn.mnemonic()), printed);
                assertTrue(printed.contains(insn.operands()), printed);
            }
        }
    }

    @Test
    void whatNoRowMatchesIsANumberAndTraps() {
        byte[] code = new byte[LONGEST];
        int found = 0;
        for (int i = 0; found < 1000 && i < 1_000_000; i++) {
            random.nextBytes(code);
            if (isa.row(code, 0) < 0) {
                found++;
                Insn insn = isa.decode(code, 0, PLACE);
                assertEquals('.', insn.mnemonic().charAt(0), insn.text());
                assertEquals(new Insn.Flow.Trap(), insn.flow(), insn.text());
                assertArrayEquals(Arrays.copyOf(code, insn.length()), bytes(insn.text()));
            }
        }
        assertTrue(found > 100, "words without a row: " + found);
    }

    /** What an instruction's fields hold, but for those that no processor looks at. */
    private List<Explanation.FieldValue> fields(byte[] code) {
        return isa.explain(code, 0, 0).fields().stream()
                .filter(field -> !field.name().equals("unused"))
                .toList();
    }

    /**
     * Or to another word that reads the same: a mask or a field that is not looked at may vary.
     * Some words are printed and may not be written; of no row all.
     */
    @Test
    void whatIsPrintedAssemblesToTheSame() {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> refused = new TreeMap<>();
        int same = 0;
        int all = 0;
        for (Instruction row : rows) {
            List<byte[]> examples = examples(row, WORDS_OF_A_ROW);
            if (examples.isEmpty()) {
                wrong.add(row.name() + ": no word is found by its own row");
            }
            all += examples.size();
            for (byte[] code : examples) {
                String line = assemblerText(code);
                if (!(assemble(line) instanceof Result.Ok<Assembly>(Assembly assembly))) {
                    refused.merge(row.name(), 1, Integer::sum);
                } else if (Arrays.equals(code, assembly.bytes())
                        || fields(code).equals(fields(assembly.bytes()))) {
                    same++;
                } else if (!line.equals(assemblerText(assembly.bytes()))) {
                    wrong.add(line + " is " + HexFormat.of().formatHex(assembly.bytes()));
                }
            }
        }
        refused.values().removeIf(times -> times < WORDS_OF_A_ROW);
        assertEquals(Map.of(), refused, "rows that nobody can write");
        assertEquals(
                List.of(), wrong.subList(0, Math.min(40, wrong.size())), wrong.size() + " wrong");
        assertTrue(same > 0.98 * all, same + " of " + all + " are the same words");
    }

    @Test
    void everyRowIsFoundUnderAMnemonicOfItsOwn() {
        Set<String> names = new HashSet<>();
        Set<String> mnemonics = new TreeSet<>();
        for (Instruction row : rows) {
            assertTrue(names.add(row.name()), row.name());
            assertTrue(row.meaning().endsWith("."), row.name());
            assertFalse(row.family().isEmpty(), row.name());
            assertFalse(row.syntax().isEmpty(), row.name());
            row.spellings().forEach(spelling -> mnemonics.addAll(spelling.mnemonics()));
            for (byte[] code : examples(row, 3)) {
                String mnemonic = isa.decode(code, 0, PLACE).mnemonic();
                assertTrue(row.isWritten(mnemonic), row.name() + " is written " + mnemonic);
            }
        }
        assertEquals(List.copyOf(mnemonics), isa.mnemonics());
    }

    @Test
    void anExplanationCoversEveryBitOnce() {
        for (Instruction row : rows) {
            for (byte[] code : examples(row, 3)) {
                int next = 8 * row.length() - 1;
                long value = 0;
                for (FieldValue field : isa.explain(code, 0, PLACE).fields()) {
                    assertEquals(next, field.high(), row.name());
                    value = value << field.high() - field.low() + 1 | field.bits();
                    next = field.low() - 1;
                }
                assertEquals(-1, next, row.name());
                assertEquals(isa.decode(code, 0, PLACE).word(), value, row.name());
            }
        }
    }

    @Test
    void aFixupEndsWhereItSays() {
        Set<String> names = new HashSet<>();
        for (int number = 0; number < RELOCATIONS; number++) {
            if (isa.fixup(number).isEmpty()) {
                continue;
            }
            Fixup fixup = isa.fixup(number).get();
            assertEquals(number, fixup.elfType());
            assertTrue(names.add(fixup.name()), fixup.name());
            assertTrue(List.of(2, 4, 8).contains(fixup.size()), fixup.name());
            Fixup.Field field = fixup.field();
            int width = field.width() + field.shift();
            if (fixup.formula() == Fixup.Formula.NONE || width >= 64) {
                continue;
            }
            long unit = 1L << field.shift();
            long lowest = -1L << width - 1;
            long highest = Bits.mask(field.width() - 1) << field.shift();
            long all = Bits.mask(field.width()) << field.shift();
            switch (fixup.overflow()) {
                case SIGNED -> ends(fixup, lowest, highest, unit);
                case UNSIGNED -> ends(fixup, 0, all, unit);
                case EITHER -> ends(fixup, lowest, all, unit);
                case UNCHECKED -> assertTrue(fixup.inRange(Long.MIN_VALUE), fixup.name());
            }
            if (field.sign() == Fixup.Field.Sign.IN_FIELD) {
                for (long value : new long[] {0, unit, highest, all}) {
                    assertEquals(value, field.extract(field.insert(-1, value)), fixup.name());
                    assertEquals(-1, field.insert(-1, value) | field.mask(), fixup.name());
                }
            }
        }
        assertTrue(names.size() > 10, names.toString());
    }

    private static void ends(Fixup fixup, long lowest, long highest, long unit) {
        assertTrue(fixup.fits(lowest), fixup.name());
        assertTrue(fixup.fits(highest), fixup.name());
        assertFalse(fixup.fits(lowest - unit), fixup.name());
        assertFalse(fixup.fits(highest + unit), fixup.name());
        boolean drops = fixup.field().sign() == Fixup.Field.Sign.LOW_IS_SIGNED;
        assertEquals(unit == 1 || drops, fixup.fits(lowest + 1), fixup.name());
    }

    @Test
    void aCallAndAJumpReachAsFarAsTheirFixups() {
        for (Fixup fixup : List.of(isa.callFixup(), isa.jumpFixup())) {
            assertEquals(Fixup.Formula.RELATIVE, fixup.formula());
            assertEquals(Fixup.Overflow.SIGNED, fixup.overflow());
            assertEquals(fixup, isa.fixup(fixup.elfType()).orElseThrow());
        }
    }

    @Test
    void aRegisterIsNoLabelAndNoMnemonicIsARegister() {
        for (String mnemonic : isa.mnemonics()) {
            assertFalse(isa.isRegister(mnemonic), mnemonic);
        }
        List<String> registers = new ArrayList<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            for (int number = 0; number < 32; number++) {
                if (isa.isRegister("" + letter + number)) {
                    registers.add("" + letter + number);
                }
            }
        }
        assertTrue(registers.size() >= 32, registers.toString());
        for (String register : registers) {
            assertInstanceOf(Result.Refused.class, assemble(register + ":"), register);
        }
    }

    @Test
    void anAlignmentIsFilledWithWhatDoesNothing() {
        byte[] code = bytes(".balign 16", ".byte 0", ".balign 16");
        assertEquals(16, code.length);
        Insn insn = isa.decode(code, 12, PLACE);
        assertEquals(new Insn.Flow.Next(), insn.flow(), insn.text());
        assertNotEquals('.', insn.mnemonic().charAt(0), insn.text());
    }

    @Test
    void codeIsCountedByItsRows() {
        Coverage.Code count = new Coverage.Code(isa);
        long expected = 0;
        for (Instruction row : rows) {
            for (byte[] code : examples(row, 1)) {
                count.add(code, 0, code.length);
                expected++;
            }
        }
        assertEquals(expected, count.uses().stream().mapToLong(Coverage.Code.Use::times).sum());
        assertEquals(0, count.unknown());
        Coverage coverage = Coverage.of(isa);
        assertEquals(rows.size(), coverage.all().rows());
        assertEquals(
                rows.size(), coverage.families().stream().mapToInt(Coverage.Family::rows).sum());
    }

    /** Up to {@code count} instructions of a row. */
    private List<byte[]> examples(Instruction row, int count) {
        int index = rows.indexOf(row);
        Pattern pattern = row.pattern();
        List<byte[]> found = new ArrayList<>();
        for (int i = 0; i < 100 * count && found.size() < count; i++) {
            byte[] code = bytes(word(pattern), row.length());
            if (isa.row(code, 0) == index) {
                found.add(code);
            }
        }
        return found;
    }

    /** Fixed bits, those that should be so, and in the fields their limits or anything. */
    private long word(Pattern pattern) {
        long word = pattern.base;
        for (Pattern.Piece piece : pattern.pieces()) {
            long ones = Bits.mask(piece.high() - piece.low() + 1);
            long free = ones << piece.low() & ~pattern.mask;
            if ((free & pattern.base) == 0) {
                long value =
                        switch (random.nextInt(8)) {
                            case 0 -> 0;
                            case 1 -> 1;
                            case 2 -> ones;
                            case 3 -> ones >>> 1;
                            case 4 -> (ones >>> 1) + 1;
                            default -> random.nextLong();
                        };
                word |= value << piece.low() & free;
            }
        }
        return word;
    }

    /** Units from the highest down, each with its lowest byte first. */
    private byte[] bytes(long word, int length) {
        byte[] code = new byte[length];
        int unit = isa.unit();
        for (int at = 0; at < length; at += unit) {
            Bits.putLittle(code, at, unit, word >>> 8 * (length - unit - at));
        }
        return code;
    }

    /** What is printed, with a target as a number that assembler text can have. */
    private String assemblerText(byte[] code) {
        Text out = new Text();
        isa.print(
                code,
                0,
                PLACE,
                (address, text) -> {
                    text.drop(Text.hexadecimal(address, 16).replaceFirst("^0{1,15}", "").length());
                    text.put("0x").hex(address);
                },
                out);
        return out.toString();
    }

    private Result<Assembly> assemble(String... lines) {
        List<AsmLine> all = new ArrayList<>();
        for (String line : lines) {
            all.add(new AsmLine(line, all.size()));
        }
        return isa.assemble(all, PLACE, name -> OptionalLong.empty());
    }

    private byte[] bytes(String... lines) {
        return switch (assemble(lines)) {
            case Result.Ok<Assembly>(Assembly assembly) -> assembly.bytes();
            case Result.Refused<Assembly> refused -> fail(refused.reasons().toString());
        };
    }
}
