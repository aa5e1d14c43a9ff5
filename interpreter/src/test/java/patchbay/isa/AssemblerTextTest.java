package patchbay.isa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Bits;
import patchbay.isa.IsaRefusal.DoesNotFit;
import patchbay.isa.IsaRefusal.TakenLabel;
import patchbay.isa.IsaRefusal.UnknownInstruction;
import patchbay.isa.IsaRefusal.UnknownSymbol;
import patchbay.isa.IsaRefusal.WrongOperand;
import patchbay.isa.arm64.Arm64;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** What every set's assembler reads alike: numbers, statements, directives; tried with arm64. */
class AssemblerTextTest {
    private static final long PLACE = 0x1000;
    private static final Map<String, Long> NAMES =
            Map.of(
                    "bar",
                    0x20L,
                    "foo.bar",
                    0x30L,
                    "bar#2",
                    0x40L,
                    "foo.plt[3]",
                    0x50L,
                    "a b",
                    0x60L);

    private static Result<Isa.Assembly> assemble(String... texts) {
        List<Isa.AsmLine> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new Isa.AsmLine(text, lines.size()));
        }
        return Arm64.ISA.assemble(
                lines,
                PLACE,
                name -> {
                    Long known = NAMES.get(name);
                    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
                });
    }

    private static byte[] bytes(String... lines) {
        return switch (assemble(lines)) {
            case Result.Ok<Isa.Assembly>(Isa.Assembly assembly) -> assembly.bytes();
            case Result.Refused<Isa.Assembly>(List<Refusal> reasons) ->
                    fail(String.join("; ", lines) + ": " + reasons);
        };
    }

    private static String hex(String... lines) {
        return HexFormat.of().formatHex(bytes(lines));
    }

    private static Refusal refusal(String... lines) {
        return assemble(lines).reasons().getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "17                     ~ 17",
                "0x1F                   ~ 31",
                "0b101                  ~ 5",
                "017                    ~ 15",
                "1_000                  ~ 1000",
                "0xffffffffffffffff     ~ -1",
                "18446744073709551615   ~ -1",
                "5u                     ~ 5",
                "5l                     ~ 5",
                "5ul                    ~ 5",
                "5ull                   ~ 5",
                "0u                     ~ 0",
                "'a                     ~ 97",
                "'a'                    ~ 97",
                "'\\n                   ~ 10",
                "'\\''                  ~ 39",
                "-5                     ~ -5",
                "- - 5                  ~ 5",
                "+5                     ~ 5",
                "!5                     ~ 0",
                "!0                     ~ 1",
                "(2 + 3) * 4            ~ 20",
                "2 + 3 * 4              ~ 14",
                "20 - 5 - 3             ~ 12",
                "7 / 2                  ~ 3",
                "-7 / 2                 ~ -3",
                "7 % 3                  ~ 1",
                "1 << 63                ~ -9223372036854775808",
                "1 << 64                ~ 0",
                "1 << -1                ~ 0",
                "-1 >> 63               ~ 1",
                "-1 >> 0                ~ -1",
                "1 >> 64                ~ 0",
                "1 >> -1                ~ 0",
                "6 & 3                  ~ 2",
                "6 | 3                  ~ 7",
                "6 ^ 3                  ~ 5",
                "6 ! 3                  ~ -2",
                "1 | 2 + 4              ~ 7",
                "4 + 1 | 2              ~ 7",
                "2 == 2                 ~ -1",
                "2 == 3                 ~ 0",
                "2 <> 3                 ~ -1",
                "2 <> 2                 ~ 0",
                "2 != 3                 ~ -1",
                "2 < 3                  ~ -1",
                "3 < 3                  ~ 0",
                "3 <= 3                 ~ -1",
                "4 <= 3                 ~ 0",
                "3 > 2                  ~ -1",
                "3 > 3                  ~ 0",
                "3 >= 3                 ~ -1",
                "2 >= 3                 ~ 0",
                "1 + 2 == 3             ~ -1",
                "0 || 0                 ~ 0",
                "0 || 5                 ~ 1",
                "5 || 0                 ~ 1",
                "5 && 6                 ~ 1",
                "5 && 0                 ~ 0",
                "0 && 5                 ~ 0",
                "1 || 0 && 0            ~ 1",
                "2<<3|1                 ~ 17",
                ".                      ~ 4096",
                ". + 8                  ~ 4104",
                "bar                    ~ 32",
                "bar + 1                ~ 33",
                "foo.bar                ~ 48",
                "bar#2                  ~ 64",
                "foo.plt[3]             ~ 80",
                "`a b`                  ~ 96",
                "`bar` + 2              ~ 34",
            })
    void anExpressionHasTheValueThatGnuAsGivesIt(String text, long value) {
        assertEquals(value, Bits.little(bytes(".quad " + text), 0, 8));
        assertEquals(value, Bits.little(bytes("\t.quad  " + text + " // a comment"), 0, 8));
    }

    @Test
    void aLocalLabelIsTheNextOrTheLast() {
        assertEquals(
                List.of(0x1018L, 0x1000L, 0x1018L, 0x1018L),
                longs("1: .quad 1f", ".quad 1b", ".quad 1f; 1: .quad 1b"));
        assertEquals(List.of(0x1010L, 0x1008L), longs(".quad 23f", "7: .quad 7b", "23:"));
        assertEquals(new UnknownSymbol(0, 2, 4, "1b"), refusal("b 1b; 1: nop"));
        assertEquals(new UnknownSymbol(1, 2, 4, "1f"), refusal("1: nop", "b 1f"));
    }

    private static List<Long> longs(String... lines) {
        byte[] bytes = bytes(lines);
        List<Long> values = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += 8) {
            values.add(Bits.little(bytes, at, 8));
        }
        return values;
    }

    /** The words are GNU as 2.40's. */
    @ParameterizedTest
    @CsvSource({
        "1.5,      1e6f1000",
        "#1.5,     1e6f1000",
        "#-1.5,    1e7f1000",
        "#+1.5,    1e6f1000",
        "#1.5e+00, 1e6f1000",
        "#15e-1,   1e6f1000",
        "#0.15E1,  1e6f1000",
        "#0.15e01, 1e6f1000",
        "#31.,     1e67f000",
        "#2.0,     1e601000",
    })
    void aNumberMayHaveAPoint(String number, String word) {
        assertEquals(
                Long.parseLong(word, 16), Bits.little(bytes("fmov d0, " + number + " "), 0, 4));
    }

    @Test
    void statementsEndAtSemicolonsAndCommentsGoOn() {
        String nop = "1f2003d5";
        assertEquals(nop + nop, hex("nop;nop"));
        assertEquals(nop + nop, hex(" nop ; ; nop ; // nop"));
        assertEquals(nop + nop, hex("/* nop */ nop /* and", "nop ; nop", "*/nop/**/"));
        assertEquals(nop, hex("a: b:c: nop"));
        assertEquals("2f2f3b222f2a", hex(".ascii \"//;\\\"/*\""));
        assertEquals("3b2f", hex(".byte ';, '/"));
        assertEquals("5c5c27", hex(".byte '\\\\, '\\\\', '\\''"));
        assertEquals("", hex("", "   ", "// nothing", ";;"));
    }

    @Test
    void theCharactersOfATextMayBeWrittenAsNumbers() {
        assertEquals("080c0a0d09", hex(".ascii \"\\b\\f\\n\\r\\t\""));
        assertEquals("074138380a", hex(".ascii \"\\7\\101\\708\\12\""));
        assertEquals("ff4147", hex(".ascii \"\\xff\", \"\\X41G\""));
        assertEquals(HexFormat.of().formatHex("κό😀".getBytes(UTF_8)), hex(".ascii \"κό😀\""));
        assertEquals("6100" + "62" + "00", hex(".asciz \"a\"", ".ascii \"b\"", ".string \"\""));
    }

    @Test
    void numbersHaveTheSizesOfTheirDirectives() {
        assertEquals("01" + "0200" + "0300" + "0400", hex(".byte 1; .hword 2; .short 3; .2byte 4"));
        assertEquals("0500000006000000" + "07000000", hex(".word 5, 6", ".4byte 7"));
        assertEquals("0800000009000000", hex(".long 8; .int 9"));
        assertEquals(
                "0a00000000000000".repeat(4), hex(".quad 10; .xword 10; .dword 10; .8byte 10"));
        assertEquals("ff80", hex(".byte 255, -128"));
        assertEquals(new DoesNotFit(0, 6, 9, ".byte", 256, "8 bits"), refusal(".byte 256"));
        assertEquals(new DoesNotFit(0, 6, 10, ".byte", -129, "8 bits"), refusal(".byte -129 , 1"));
        assertEquals(
                new DoesNotFit(0, 10, 17, ".hword", 0x10000, "16 bits"),
                refusal(".hword 1, 0x10000"));
    }

    @Test
    void roomIsFilledAsItIsSaid() {
        assertEquals("01" + "000000", hex(".byte 1; .balign 4, 0"));
        assertEquals("01" + "ffffff", hex(".byte 1; .balign 4, 255"));
        assertEquals("01" + "00000000000000", hex(".byte 1; .align 3, 0"));
        assertEquals("1f2003d5" + "1f2003d5", hex("nop; .balign 8"));
        assertEquals("1f2003d5", hex("nop; .balign 4"));
        assertEquals("0000000507050705", hex(".skip 3; .space 1, 5; .fill 2, 2, 0x507"));
        assertEquals("0000ffff", hex(".fill 2; .zero 2, -1"));
        assertEquals("01", hex(".byte 1; .balign 4, 0, 2"));
        assertEquals("01000000", hex(".byte 1; .balign 4, 0, 3"));
        assertEquals("01020202", hex(".byte 1; .p2align 2, 2"));
        assertEquals("01", hex(".text; .global x; .type x, %function; .cfi_startproc; .byte 1"));
        assertEquals(
                new DoesNotFit(0, 8, 9, ".balign", 3, "0 .. 65536, a power of two"),
                refusal(".balign 3"));
        assertEquals(new DoesNotFit(0, 7, 9, ".align", 17, "0 .. 16"), refusal(".align 17"));
        assertEquals(
                new DoesNotFit(0, 9, 12, ".skip", 256, "-128 .. 255"), refusal(".skip 1, 256"));
        assertEquals(new DoesNotFit(0, 9, 10, ".fill", 9, "0 .. 8"), refusal(".fill 1, 9"));
    }

    @Test
    void namesAreGivenValuesAndLabelsPlaces() {
        assertEquals(
                "05060c",
                hex("x = 5", ".byte x", ".set x, x + 1", ".byte x", ".equ y, 2 * x; .byte y"));
        assertEquals(new TakenLabel(0, 7, 8, "a", false), refusal("a: nop;a: nop"));
        assertEquals(new TakenLabel(0, 1, 3, "x0", true), refusal(" x0: nop"));
        assertEquals(
                new WrongOperand(1, 0, 1, "a", "a name that is no label"),
                refusal("a: nop", "a = 5"));
        for (String wrong : List.of(".set 5, 5", ".set x0, 5", "x0 = 5")) {
            assertEquals("a name that is no register", ((WrongOperand) refusal(wrong)).expected());
        }
        assertEquals("','", ((WrongOperand) refusal(".set x 5")).expected());
        assertEquals("the end of the statement", ((WrongOperand) refusal("x = 5 5")).expected());
    }

    @Test
    void whatIsWrongIsToldWithItsPlaceInTheLine() {
        assertEquals(new UnknownSymbol(0, 3, 9, "nobody"), refusal("bl nobody // x"));
        assertEquals(new UnknownSymbol(0, 3, 8, "a.b#3"), refusal("bl a.b#3"));
        assertEquals(new WrongOperand(0, 1, 1, "", "a number or a name"), refusal("b   "));
        assertEquals(
                new UnknownInstruction(0, 1, 6, "frobb", "an instruction of arm64", ""),
                refusal(" FROBB x0"));
        assertEquals(
                new WrongOperand(0, 7, 8, ")", "the end of the statement"), refusal("b .+(4)) "));
        assertEquals(new WrongOperand(0, 6, 6, "", "')'"), refusal("b .+(4 "));
        assertEquals(
                new WrongOperand(0, 8, 11, "x31", "x0 … x30 or xzr"), refusal("mul x0, x31, x2"));
        DoesNotFit divisor = (DoesNotFit) refusal("b 8 / (2 - 2)");
        assertEquals("divisor", divisor.what());
        assertEquals(6, divisor.from());
        assertEquals(13, divisor.to());
    }

    @ParameterizedTest
    @CsvSource({
        "0x",
        "0x1g",
        "08",
        "0b2",
        "12a",
        "18446744073709551616",
        "0x10000000000000000",
        "1e5"
    })
    void whatIsNoNumberOf64BitsIsRefused(String number) {
        assertEquals("a number of 64 bits", ((WrongOperand) refusal(".quad " + number)).expected());
    }

    @Test
    void aTargetOutOfReachIsToldWithItsInstruction() {
        assertEquals(
                new IsaRefusal.OutOfReach(
                        0, 7, 17, "b.ne", PLACE, 0x10000000, -(1 << 20), (1 << 20) - 4),
                refusal("B.NE   0x10000000  "));
    }

    @Test
    void aNumberThatTheInstructionItselfHoldsHasToBeThatOne() {
        assertEquals(hex("fcmp d0, #0.0"), hex("fcmp d0, #0"));
        assertEquals(hex("fcmp d0, #0.0"), hex("fcmp d0, 0e0"));
        assertEquals("0.0", ((DoesNotFit) refusal("fcmp d0, #1.0")).allowed());
        assertEquals("0.0", ((DoesNotFit) refusal("fcmp d0, #1")).allowed());
    }

    @Test
    void aShortMnemonicIsNearToOneThatDiffersInALetter() {
        assertEquals("cbz", ((UnknownInstruction) refusal("cbx x0, .")).suggestion());
        assertEquals("", ((UnknownInstruction) refusal("cqq x0, .")).suggestion());
        assertEquals("", ((UnknownInstruction) refusal("ldaqqq x0, .")).suggestion());
    }

    @Test
    void whatIsMissingBetweenOperandsIsNamed() {
        assertEquals("','", ((WrongOperand) refusal("mul x0 x1")).expected());
        assertEquals("'['", ((WrongOperand) refusal("ldxr x0, (x1)")).expected());
        assertEquals("',' or ']'", ((WrongOperand) refusal("ldxr x0, [x1)")).expected());
    }

    @Test
    void whatGnuAsRefusesOrWarnsOfIsRefused() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : RecordedText.lines(AssemblerTextTest.class, "statements.txt")) {
            int tab = line.indexOf('\t');
            if (!line.startsWith("#")) {
                String statement = line.substring(tab + 1);
                String expected = line.substring(line.startsWith("! ") ? 2 : 0, tab);
                String found = RecordedText.read(Arm64.ISA, statement);
                if (!found.equals(expected)) {
                    wrong.add(statement + ": " + found + " is not " + expected);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
