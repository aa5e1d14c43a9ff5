package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.isa.Isa.Assembly;
import patchbay.isa.IsaRefusal;
import patchbay.isa.IsaRefusal.DoesNotFit;
import patchbay.isa.IsaRefusal.UnknownInstruction;
import patchbay.isa.IsaRefusal.UnknownSymbol;
import patchbay.isa.IsaRefusal.WrongOperand;
import patchbay.source.Result;

/** Text around the instructions: labels, expressions, directives, and what is said of mistakes. */
class AssemblerTest {
    private static final long PLACE = 0xffff800008000000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b.hs .+8                   | b.cs .+8",
                "b.ul .+8                   | b.cc .+8",
                "B .+8                      | b .+8",
                "MOV X0, XZR                | mov x0, xzr",
                "mov x0,#1                  | movz x0, #1",
                "mov x0, 1                  | movz x0, #1",
                "mov w0, #-1                | movn w0, #0",
                "mov w0, #0xffff0000        | movz w0, #0xffff, lsl #16",
                "mov x0, #-0x10001          | movn x0, #1, lsl #16",
                "mov x0, #0x5555555555555555 | orr x0, xzr, #0x5555555555555555",
                "mov sp, x0                 | add sp, x0, #0",
                "mov x0, x1                 | orr x0, xzr, x1",
                "mov lr, fp                 | mov x30, x29",
                "add x0, x1, #0x1000        | add x0, x1, #1, lsl #12",
                "add x0, x1, #-4            | sub x0, x1, #4",
                "cmp x0, #-5                | cmn x0, #5",
                "add x0, x1, (2 + 3) * 4    | add x0, x1, #20",
                "add x0, x1, #2 + 1 << 4    | add x0, x1, #18",
                "ldr x0, [x1, #1]           | ldur x0, [x1, #1]",
                "ldr x0, [x1, #-8]          | ldur x0, [x1, #-8]",
                "ldr x0, [ x1 , 8 ]         | ldr x0, [x1, #8]",
                "ldr x0, [x1, #0]           | ldr x0, [x1]",
                "ldr x0, [x1, w2, uxtw]     | ldr x0, [x1, w2, uxtw #0]",
                "add sp, x0, x1             | add sp, x0, x1, uxtx",
                "cmp sp, x1                 | subs xzr, sp, x1, uxtx",
                "tbz x3, #5, .              | tbz w3, #5, .",
                "bic x0, x1, #0xff          | and x0, x1, #~0xff",
                "rev64 x0, x1               | rev x0, x1",
                "ret                        | ret x30",
                "dsb #15                    | dsb sy",
                "isb sy                     | isb #15",
                "hint #25                   | paciasp",
                "mrs x0, S3_0_C1_C0_0       | mrs x0, sctlr_el1",
                "ldxr x0, [x1, #0]          | ldxr x0, [x1]",
                "b . + 4 * 2                | b .+8",
                "b #.+8                     | b .+8",
                "mov x0, #1<<4^3            | mov x0, #0x13",
                "mov x0, #'a'               | mov x0, #97",
                "mov x0, #'\\n'              | mov x0, #10",
                "mov x0, #~0xff             | mov x0, #-256",
                "mov x0, #(3 > 2) + 2       | mov x0, #1",
                "mov x0, #1 && 5            | mov x0, #1",
                "mov x0, #!5                | mov x0, #0",
                "mov x0, #0x10UL            | mov x0, #16",
                "add x0, x1, #-4, lsl #12   | sub x0, x1, #4, lsl #12",
                "add x0, x1, #-0x1000       | sub x0, x1, #0x1000",
                "cmp w0, w1, uxtb           | subs wzr, w0, w1, uxtb",
                "add x0, x1, x2, uxtb       | add x0, x1, w2, uxtb",
                "mov w0, v1.4s[2]           | umov w0, v1.s[2]",
                "ld1 {v0.16b-v3.16b}, [x0]  | ld1 {v0.16b, v1.16b, v2.16b, v3.16b}, [x0]",
                "fmov s0, #0.5              | fmov s0, #5.0e-1",
                "movz x0, #:abs_g1:0x12345678         | movz x0, #0x1234, lsl #16",
                "movk x0, #:abs_g0_nc:0x12345678      | movk x0, #0x5678",
                "movz x0, #:abs_g3:0x1234567890abcdef | movz x0, #0x1234, lsl #48",
                "movz x0, #:abs_g1_s:-2               | movn x0, #0, lsl #16",
                "movn x0, #:abs_g0_s:5                | movz x0, #5",
                "movz x0, #:prel_g0:.+8               | movz x0, #8",
                "adrp x0, :pg_hi21:.+0x1008           | adrp x0, .+0x1000",
            })
    void twoSpellingsAreOneInstruction(String one, String other) {
        assertEquals(Asm.words(PLACE, other), Asm.words(PLACE, one), one);
    }

    @Test
    void labelsReachBothWays() {
        Result<Assembly> result =
                Asm.assemble(
                        PLACE,
                        Map.of("printk", PLACE + 0x100),
                        "start: nop",
                        "  1: cbz x0, 1f ; b 1b // a comment",
                        "     bl printk",
                        "     b end",
                        "1:",
                        "end: b start");
        Assembly assembly = ok(result);
        assertEquals(Map.of("start", PLACE, "end", PLACE + 20), assembly.labels());
        assertEquals(List.of(0, 4, 12, 16, 20, 20), assembly.offsets());
        byte[] expected =
                HexFormat.of()
                        .parseHex(
                                "1f2003d5"
                                        + "800000b4"
                                        + "ffffff17"
                                        + "3d000094"
                                        + "01000014"
                                        + "fbffff17");
        assertArrayEquals(expected, assembly.bytes());
    }

    private static Assembly ok(Result<Assembly> result) {
        return ((Result.Ok<Assembly>) result).value();
    }

    @Test
    void directivesPlaceNumbers() {
        Result<Assembly> result =
                Asm.assemble(
                        PLACE,
                        Map.of("bar", PLACE + 0x20),
                        "nop",
                        ".balign 16",
                        ".quad bar, -1",
                        ".word 0x12345678, 1 << 31",
                        ".byte 1, 2; .hword 3",
                        ".inst 0xd503201f",
                        ".space 4",
                        ".p2align 3");
        assertEquals(List.of(0, 4, 16, 32, 40, 44, 48, 52), ok(result).offsets());
        String nop = "1f2003d5";
        String bar = "2000000800" + "80ffff";
        assertEquals(
                nop.repeat(4)
                        + bar
                        + "ffffffffffffffff"
                        + "78563412"
                        + "00000080"
                        + "01020300"
                        + nop
                        + "00000000"
                        + nop,
                HexFormat.of().formatHex(ok(result).bytes()));
    }

    @Test
    void lowTwelveBitsOfASymbolAreAnOffset() {
        Result<Assembly> result =
                Asm.assemble(
                        PLACE,
                        Map.of("bar", PLACE + 0x1238),
                        "add x0, x0, :lo12:bar",
                        "ldr x1, [x0, #:lo12:bar]");
        assertEquals(Asm.words(0, "add x0, x0, #0x238", "ldr x1, [x0, #0x238]"), words(ok(result)));
    }

    private static List<Long> words(Assembly assembly) {
        return List.of(
                patchbay.bytes.Bits.little(assembly.bytes(), 0, 4),
                patchbay.bytes.Bits.little(assembly.bytes(), 4, 4));
    }

    @Test
    void textsAreBytes() {
        assertEquals(
                "61223b2f2f0a" + "ff" + "6200" + "6300" + "0102030000",
                bytes(
                        ".ascii \"a\\\";//\\n\", \"\\xff\" // not a text",
                        ".asciz \"b\"; .string \"c\"",
                        ".byte 1, 2, 3 ; .skip 2"));
    }

    @Test
    void namesHaveTheValueThatTheyWereGivenLast() {
        assertEquals(
                "07000000" + "05000000" + "06000000" + "07000000",
                bytes(
                        ".word later",
                        ".set here, 5",
                        ".word here",
                        ".equ here, here + 1",
                        ".word here",
                        "later = here + 1",
                        ".word later"));
    }

    @Test
    void roomDependsOnWhatStandsBefore() {
        String nop = "1f2003d5";
        assertEquals(nop + nop + "0000000000000000", bytes("a: nop", "nop", "b: .skip b - a"));
        assertEquals(
                "0100" + "2a2a" + "0200" + "0000" + "0303",
                bytes(".hword 1; .balign 4, 42", ".hword 2; .balign 4, 0", ".fill 2, 1, 3"));
        assertEquals(
                new WrongOperand(1, 0, 11, ".skip b - a", "numbers that are known before it"),
                Asm.refusals(PLACE, "a:", ".skip b - a", "nop", "b:").getFirst());
    }

    @Test
    void eachNumberStandsAtAPlaceOfItsOwn() {
        assertEquals("0000000004000000", bytes("a: .word . - a, . - a"));
    }

    private static String bytes(String... lines) {
        return HexFormat.of().formatHex(ok(Asm.assemble(PLACE, Map.of(), lines)).bytes());
    }

    @Test
    void everyBadLineIsNamed() {
        List<IsaRefusal> refusals =
                Asm.refusals(
                        PLACE,
                        "nop",
                        "add x0, x1, #5000",
                        "  mvo x0, x1",
                        "nop; bl nowhere",
                        "ldr x0, =1");
        assertEquals(4, refusals.size(), refusals.toString());
        DoesNotFit number = assertInstanceOf(DoesNotFit.class, refusals.get(0));
        assertEquals(new DoesNotFit(1, 12, 17, "imm12", 5000, number.allowed()), shifted(number));
        assertTrue(number.allowed().startsWith("0 .. 4095"), number.allowed());
        assertEquals(
                new UnknownInstruction(2, 2, 5, "mvo", "an instruction of arm64", "mov"),
                refusals.get(1));
        assertEquals(new UnknownSymbol(3, 8, 15, "nowhere"), refusals.get(2));
        WrongOperand literal = assertInstanceOf(WrongOperand.class, refusals.get(3));
        assertEquals("=", literal.text());
        assertTrue(literal.expected().contains("literal pool"), literal.expected());
    }

    /** The span begins at the number or at its {@code #}. */
    private static DoesNotFit shifted(DoesNotFit number) {
        return new DoesNotFit(
                number.line(), 12, number.to(), number.what(), number.value(), number.allowed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lrd x0, [x1]  | ldr",
                "bll foo       | bl",
                "reet          | ret",
                "ldaddall w0, w1, [x2] | ldaddal",
                "b.nee .       | b.ne",
                "xyzzy         | ''",
            })
    void aMnemonicNearbyIsSuggested(String line, String suggestion) {
        UnknownInstruction refusal =
                assertInstanceOf(UnknownInstruction.class, Asm.refusals(PLACE, line).getFirst());
        assertEquals(suggestion, refusal.suggestion());
    }

    @Test
    void operandsThatMayStandThereAreNamed() {
        assertEquals(
                new WrongOperand(0, 8, 10, "w1", "x0 … x30 or xzr"),
                Asm.refusals(PLACE, "mul x0, w1, x2").getFirst());
        assertEquals(
                new WrongOperand(0, 15, 15, "", "','"),
                Asm.refusals(PLACE, "csel x0, x1, x2").getFirst());
        assertEquals(
                new WrongOperand(0, 4, 5, "x", "the end of the statement"),
                Asm.refusals(PLACE, "nop x").getFirst());
    }

    @Test
    void aHostileExpressionIsRefused() {
        String deep = "b " + "(".repeat(100_000) + "1" + ")".repeat(100_000);
        assertInstanceOf(WrongOperand.class, Asm.refusals(PLACE, deep).getFirst());
        assertInstanceOf(
                WrongOperand.class,
                Asm.refusals(PLACE, "b " + "-".repeat(100_000) + "1").getFirst());
        assertInstanceOf(DoesNotFit.class, Asm.refusals(PLACE, "add x0, x0, #1/0").getFirst());
        assertInstanceOf(
                WrongOperand.class, Asm.refusals(PLACE, ".quad 0x10000000000000000").getFirst());
        assertInstanceOf(DoesNotFit.class, Asm.refusals(PLACE, ".space 1 << 62").getFirst());
        assertInstanceOf(DoesNotFit.class, Asm.refusals(PLACE, ".space -1").getFirst());
        assertInstanceOf(
                DoesNotFit.class, Asm.refusals(PLACE, ".space 500000; .space 600000").getFirst());
        assertInstanceOf(
                DoesNotFit.class, Asm.refusals(PLACE, "nop; .align 16; ".repeat(100)).getFirst());
        assertEquals(100, Asm.refusals(PLACE, "mvo; ".repeat(1000)).size());
    }

    @Test
    @Tag("long")
    void garbageIsRefusedAndNeverThrown() {
        Random random = new Random(20260103);
        String letters = "abcdefghilmnopqrstvwxz0123456789 ,[]#{}!.:;/*+-()=<>|&^~`'\"_$\t";
        List<Long> words = Words.ofEveryRow(1);
        for (int i = 0; i < 5000; i++) {
            StringBuilder line = new StringBuilder(Asm.text(words.get(i % words.size()), PLACE));
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(line.length());
                char letter = letters.charAt(random.nextInt(letters.length()));
                if (random.nextBoolean()) {
                    line.setCharAt(at, letter);
                } else {
                    line.insert(at, letter);
                }
            }
            if (Asm.assemble(PLACE, Map.of(), line.toString())
                    instanceof Result.Refused<Assembly> refused) {
                assertTrue(refused.reasons().size() > 0, line.toString());
            }
        }
    }

    @Test
    void aNumberIsNoSystemRegister() {
        assertInstanceOf(WrongOperand.class, Asm.refusals(PLACE, "mrs x0, 3").getFirst());
        assertInstanceOf(WrongOperand.class, Asm.refusals(PLACE, "msr , x0").getFirst());
    }
}
