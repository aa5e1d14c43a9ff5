package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.isa.Fixup;
import patchbay.isa.IsaRefusal;
import patchbay.isa.Label;

/** How far each branch form reaches: to both ends, and not one instruction further. */
class ReachTest {
    private static final long PLACE = 0xffff800010000000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b                | 0x8000000",
                "bl               | 0x8000000",
                "b.eq             | 0x100000",
                "bc.le            | 0x100000",
                "cbz x1,          | 0x100000",
                "cbnz w30,        | 0x100000",
                "tbz x1, #63,     | 0x8000",
                "tbnz w1, #0,     | 0x8000",
                "ldr x3,          | 0x100000",
                "ldrsw x3,        | 0x100000",
                "prfm pldl1keep,  | 0x100000",
            })
    void aBranchReachesBothEnds(String start, long span) {
        reaches(start, -span, span - 4, 4);
    }

    @Test
    void anAddressReachesBothEnds() {
        reaches("adr x0,", -0x100000, 0xfffff, 1);
        reaches("adrp x0,", -0x100000000L, 0xfffff000L, 0x1000);
    }

    private static void reaches(String start, long lowest, long highest, long unit) {
        String mnemonic = start.split(" ")[0];
        for (long distance :
                new long[] {lowest, lowest + unit, -unit, 0, unit, highest - unit, highest}) {
            long target = PLACE + distance;
            long word = Asm.word(PLACE, start + " 0x" + Long.toHexString(target));
            String text = Asm.text(word, PLACE).replaceAll("\\s*//.*", "");
            assertEquals(Long.toHexString(target), text.substring(text.length() - 16), text);
        }
        for (long distance : new long[] {lowest - unit, highest + unit, Long.MIN_VALUE, 1L << 40}) {
            long target = PLACE + distance;
            String number = "0x" + Long.toHexString(target);
            int from = start.length() + 1;
            assertEquals(
                    List.of(
                            new IsaRefusal.OutOfReach(
                                    0,
                                    from,
                                    from + number.length(),
                                    mnemonic,
                                    PLACE,
                                    target,
                                    lowest,
                                    highest)),
                    Asm.refusals(PLACE, start + " " + number));
        }
    }

    /** All 2^26 of both, as a number; one in 4099 as text, too. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"b, 0x14000000", "bl, 0x94000000"})
    void everyDisplacementOfABranchComesBack(String name, String opcode) {
        long base = Long.decode(opcode);
        Fixup fixup = name.equals("b") ? Arm64Fixups.JUMP26 : Arm64Fixups.CALL26;
        Label label =
                Objects.requireNonNull(
                        Instructions.TABLE.row(Instructions.TABLE.index(base)).label());
        for (long i = -(1 << 25); i < 1 << 25; i++) {
            long distance = 4 * i;
            long word = base | i & Bits.mask(26);
            if (label.target(word, PLACE) != PLACE + distance
                    || !fixup.fits(distance)
                    || fixup.field().insert(base, distance) != word) {
                fail(name + " by " + distance);
            }
            if (i % 4099 == 0) {
                String text = name + " 0x" + Long.toHexString(PLACE + distance);
                assertEquals(word, Asm.word(PLACE, text), text);
                assertEquals(text.replace(" 0x", "\t"), Asm.text(word, PLACE));
            }
        }
    }

    @Test
    void aTargetBetweenInstructionsIsRefused() {
        for (String start : List.of("b", "bl", "b.eq", "cbz x0,", "tbz x0, #1,", "ldr x0,")) {
            IsaRefusal refusal = Asm.refusals(PLACE, start + " .+2").getFirst();
            assertEquals(IsaRefusal.DoesNotFit.class, refusal.getClass(), start);
        }
    }

    @Test
    @Tag("long")
    void whatIsRefusedGnuRefusesToo(@TempDir Path dir) throws IOException {
        Oracle.require(Gnu.AS);
        List<String> statements = new ArrayList<>();
        for (String start : List.of("b", "bl")) {
            statements.add(start + " .+0x8000000");
            statements.add(start + " .-0x8000004");
        }
        for (String start : List.of("b.eq", "cbz x0,", "cbnz w0,", "ldr x0,", "ldrsw x0,")) {
            statements.add(start + " .+0x100000");
            statements.add(start + " .-0x100004");
        }
        for (String start : List.of("tbz x0, #63,", "tbnz w0, #0,")) {
            statements.add(start + " .+0x8000");
            statements.add(start + " .-0x8004");
        }
        statements.add("adr x0, .+0x100000");
        statements.add("adr x0, .-0x100001");
        for (String number :
                List.of(
                        "add x0, x1, #4097",
                        "add x0, x1, #-4097",
                        "sub x0, x1, #0x1000001",
                        "movz x0, #65536",
                        "movk x0, #-1",
                        "movz w0, #1, lsl #32",
                        "movz x0, #1, lsl #8",
                        "mov x0, #0x123456789",
                        "mov w0, #0x100000000",
                        "and x0, x1, #0",
                        "and x0, x1, #-1",
                        "and w0, w1, #0x1ffffffff",
                        "orr x0, x1, #5",
                        "ldr x0, [x1, #32768]",
                        "ldr x0, [x1, #-257]",
                        "ldr x0, [x1, #257]",
                        "ldrb w0, [x1, #4096]",
                        "ldr x0, [x1, #256]!",
                        "ldr x0, [x1], #-257",
                        "ldur x0, [x1, #256]",
                        "stp x0, x1, [x2, #512]",
                        "stp x0, x1, [x2, #-520]",
                        "stp x0, x1, [x2, #4]",
                        "ldp w0, w1, [x2, #256]",
                        "ldraa x0, [x1, #4096]",
                        "tbz w0, #32, .",
                        "tbz x0, #64, .",
                        "lsl w0, w1, #32",
                        "lsl x0, x1, #64",
                        "ubfx x0, x1, #60, #5",
                        "ubfx x0, x1, #0, #0",
                        "bfi w0, w1, #31, #2",
                        "extr w0, w1, w2, #32",
                        "add x0, x1, x2, lsl #64",
                        "add w0, w1, w2, lsl #32",
                        "add x0, x1, w2, uxtb #5",
                        "ldr x0, [x1, x2, lsl #2]",
                        "ccmp x0, #32, #0, eq",
                        "ccmp x0, #0, #16, eq",
                        "svc #65536",
                        "brk #-1",
                        "hint #128",
                        "msr daifset, #16",
                        "msr pan, #2",
                        "isb #16",
                        "udf #65536",
                        "add x0, x1, x2, ror #1",
                        "add x0, w1, w2",
                        "add w0, x1, w2",
                        "add xzr, x1, #1",
                        "mov sp, #5",
                        "ldr sp, [x0]",
                        "ldr x0, [xzr]",
                        "ldr x0, [w1]",
                        "casp x1, x2, x4, x5, [x0]",
                        "casp x0, x2, x4, x5, [x0]",
                        "cset x0, al",
                        "sxtw w0, w1",
                        "b.xx .",
                        "ldr x0, [x1, w2]",
                        "ldr x0, [x1, x2, uxtw]")) {
            statements.add(number);
        }
        List<Integer> refused = Gnu.refused(dir, statements);
        for (int i = 0; i < statements.size(); i++) {
            assertEquals(1, Asm.refusals(0x10000000, statements.get(i)).size(), statements.get(i));
            assertEquals(true, refused.contains(i), "GNU as takes " + statements.get(i));
        }
    }
}
