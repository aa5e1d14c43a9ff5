package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bits, fields, conditions and syntax as a row writes them. */
class PatternTest {
    private static final Pattern PATTERN =
            new Pattern("10 op=1x R Rd Rs~11111 imm5 cond:4 immhi2 immlo:6", 32);

    @Test
    void bitsArePlacedAsTheyAreDrawn() {
        assertEquals(0xe000_0000L, PATTERN.mask);
        assertEquals(0xa000_0000L, PATTERN.value);
        assertEquals(0xa03e_0000L, PATTERN.base);
        assertEquals(
                "fixed 31..30, op 29..28, R 27..27, Rd 26..22, Rs 21..17, imm5 16..12,"
                        + " cond 11..8, immhi2 7..6, immlo 5..0",
                PATTERN.pieces().stream()
                        .map(piece -> piece.name() + " " + piece.high() + ".." + piece.low())
                        .collect(Collectors.joining(", ")));
        assertEquals("10 op=1x R Rd Rs~11111 imm5 cond:4 immhi2 immlo:6", PATTERN.toString());
        assertThrows(IllegalArgumentException.class, () -> new Pattern("10 Rd", 32));
        assertThrows(IllegalArgumentException.class, () -> PATTERN.field("imm"));
        assertThrows(IllegalArgumentException.class, () -> PATTERN.field("immhi2:none"));
        assertEquals(0, PATTERN.fieldOrNone("Rd:none").width());
    }

    @Test
    void aPrefixIsTheHighHalf() {
        Pattern wide = new Pattern("1 x31:31 0 y31:31", 64);
        assertEquals(0x8000_0000_8000_0000L, wide.mask);
        assertEquals(0x8000_0000_0000_0000L, wide.value);
        assertEquals(62, wide.field("x31").pieces().getFirst().high());
    }

    @ParameterizedTest
    @CsvSource({
        "Rd, 5, 22, 07c00000, 1f",
        "R, 1, 27, 08000000, 1",
        "immlo, 6, 0, 3f, 3f",
        "immlo:immhi2, 8, 6, ff, ff",
        "Rd:R:cond, 10, 8, 0fc00f00, 3ff"
    })
    void aFieldMayBeInPieces(String name, int width, int low, String mask, String max) {
        Field field = PATTERN.field(name);
        assertEquals(width, field.width());
        assertEquals(low, field.low());
        assertEquals(mask, trimmed(field.mask(), mask.length()));
        assertEquals(max, Long.toHexString(field.max()));
        for (long value : new long[] {0, 1, 2, field.max() >>> 1, field.max() - 1, field.max()}) {
            long all = ~field.mask();
            assertEquals(value & field.max(), field.get(field.put(0, value)));
            assertEquals(all, field.put(-1, 0));
            assertEquals(value & field.max(), field.get(field.put(-1, value)));
        }
        assertEquals(field.mask(), field.put(0, -1));
    }

    private static String trimmed(long value, int digits) {
        return Text.hexadecimal(value, digits);
    }

    @Test
    void theHighestPieceComesFirst() {
        assertEquals(0b101010_11, PATTERN.field("immlo:immhi2").get(0b11_101010));
        assertEquals(0b11_101010, PATTERN.field("immlo:immhi2").put(0, 0b101010_11));
    }

    @ParameterizedTest
    @CsvSource({
        "Rd=3, 00c00000, true",
        "Rd=3, 00800000, false",
        "Rd=00011, 00c00000, true",
        "Rd=0xx11, 03c00000, true",
        "Rd=0xx11, 04c00000, false",
        "Rd!=3, 00c00000, false",
        "Rd!=3, 00800000, true",
        "Rd!=00011, 00c00000, false",
        "Rd<3, 00c00000, false",
        "Rd<3, 00800000, true",
        "Rd>=3, 00c00000, true",
        "Rd>=3, 00800000, false",
        "Rd=imm5, 00c03000, true",
        "Rd=imm5, 00c04000, false",
        "Rd=imm5-1, 00c04000, true",
        "Rd=imm5-1, 00c03000, false",
        "Rd<imm5, 00c04000, true",
        "Rd<imm5, 00c03000, false",
        "Rd>=imm5, 00c03000, true",
        "Rd>=imm5, 00c04000, false",
        "R=1 Rd=3, 08c00000, true",
        "R=1 Rd=3, 00c00000, false",
        "R=1 Rd=3, 08000000, false",
        "R=1 Rd!=3, 08000000, true",
        "R=1 | Rd=3, 08000000, true",
        "R=1 | Rd=3, 00c00000, true",
        "R=1 | Rd=3, 00000000, false",
        "R=1 Rd<3 | Rd=3, 08000000, true",
        "R=1 Rd<3 | Rd=3, 09000000, false",
        "R=1 Rd<3 Rd!=1, 08400000, false"
    })
    void aConditionHolds(String text, String word, boolean holds) {
        assertEquals(holds, new Condition(text, PATTERN).holds(Long.parseLong(word, 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "Rd=3, ffffffff, f8ffffff, 07c00000",
        "Rd=0xx11, 00000000, 00c00000, 04c00000",
        "Rd=imm5, 00003000, 00c03000, 07c00000",
        "Rd=imm5-1, 00003000, 00803000, 07c00000",
        "Rd!=3 R=1, 00c00000, 08c00000, 08000000",
        "R=1 | Rd=3, 00000000, 08000000, 08000000"
    })
    void anEquationIsMadeToHold(String text, String word, String made, String settled) {
        Condition condition = new Condition(text, PATTERN);
        assertEquals(made, Text.hexadecimal(condition.make(Long.parseLong(word, 16)), 8));
        assertEquals(settled, Text.hexadecimal(condition.settled(), 8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ldr Rt, [Xn.sp{, #imm12*size}] | ldr Rt, [Xn{, #imm12}]",
                "b.<cond> imm19.label | b.<cond> label",
                "bl imm26.label | bl label",
                "adr Rd, immhi:immlo.address | adr Rd, label",
                "adrp Rd, immhi:immlo.page | adrp Rd, label",
                "add Vd.8b, Vn.T, #imm8.hex=3 | add Vd.8b, Vn.T, #imm8",
                "fcmp Rn, #0.0 | fcmp Rn, #0.0",
                "st Rt, '[x]', (Rn*4) | st Rt, [x], (Rn)",
                "nop | nop",
                "dc<op.dot> Rt=31 | dc<op> Rt"
            })
    void aSyntaxIsShownWithoutStyles(String syntax, String readable) {
        assertEquals(readable, Syntax.readable(syntax));
    }
}
