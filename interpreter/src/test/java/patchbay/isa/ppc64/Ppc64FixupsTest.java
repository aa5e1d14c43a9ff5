package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.isa.Fixup;

class Ppc64FixupsTest {

    @Test
    void everyNumberHasOneFixupInAscendingOrder() {
        int before = -1;
        for (Fixup fixup : Ppc64Fixups.ALL) {
            assertTrue(fixup.elfType() > before, fixup.name());
            before = fixup.elfType();
            assertEquals(fixup, Ppc64Fixups.numbered(fixup.elfType()).orElseThrow());
        }
        assertTrue(Ppc64Fixups.numbered(253).isEmpty());
        assertTrue(Ppc64Fixups.numbered(-1).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "10,  0x1fffffc,   true",
        "10,  0x2000000,   false",
        "10, -0x2000000,   true",
        "10, -0x2000004,   false",
        "11,  0x7ffc,      true",
        "11, -0x8004,      false",
        "47,  0x7fff,      true",
        "47,  0x8000,      false",
        "47, -0x8000,      true",
        "63, -0x8004,      false",
        "50,  0x7fff7fff,  true",
        "50,  0x7fff8000,  false",
        "50, -0x80008000,  true",
        "50, -0x80008001,  false",
        "49,  0x7fffffff,  true",
        "49,  0x80000000,  false",
        "26, -0x80000000,  true",
        "26,  0x80000000,  false",
        "132, 0x1ffffffff, true",
        "132, 0x200000000, false",
        "48,  0x12345678,  true",
    })
    void theRangeIsTheFieldsOwn(int type, String value, boolean fits) {
        assertEquals(fits, Ppc64Fixups.numbered(type).orElseThrow().inRange(Long.decode(value)));
    }

    @Test
    void theOpcodeBitsBelowADisplacementStay() {
        Fixup.Field field = Ppc64Fixups.TOC16_LO_DS.field();
        assertEquals(0x1235, field.insert(1, 0x1234));
        assertFalse(Ppc64Fixups.TOC16_LO_DS.fits(0x1236));
    }

    /** What relocations of one kind write where ld puts the text at 0x10000000. */
    @Test
    void everyFixupWritesWhatTheLinkerWrites(@TempDir Path dir) throws IOException {
        Oracle.require(Gnu.AS, "powerpc64le-linux-gnu-ld", "powerpc64le-linux-gnu-objcopy");
        long text = 0x10000000L;
        long toc = 0x10108000L;
        long near = 0x1000_6874L;
        List<Fixup> fixups = new ArrayList<>();
        List<String> lines = new ArrayList<>(List.of(".text"));
        for (Fixup fixup : Ppc64Fixups.ALL) {
            if (isLinkedAsItIs(fixup)) {
                boolean small = List.of(2, 3, 7, 25, 47, 56, 63, 249).contains(fixup.elfType());
                String target = small ? target(fixup) : "near";
                lines.add(".reloc ., " + fixup.name() + ", " + target);
                lines.add(".8byte " + instruction(fixup));
                fixups.add(fixup);
            }
        }
        Files.writeString(dir.resolve("a.s"), String.join("\n", lines) + "\n");
        Oracle.run(dir, Gnu.AS, "-mpower10", "a.s", "-o", "a.o");
        Oracle.run(
                dir,
                "powerpc64le-linux-gnu-ld",
                "--no-toc-optimize",
                "-Ttext=0x" + Long.toHexString(text),
                "--section-start=.got=0x" + Long.toHexString(toc - 0x8000),
                "--defsym=.TOC.=0x" + Long.toHexString(toc),
                "--defsym=near=0x" + Long.toHexString(near),
                "--defsym=low=0x1234",
                "--defsym=tocnear=0x" + Long.toHexString(toc - 0x4320),
                "--defsym=textnear=0x" + Long.toHexString(text + 0x1230),
                "-e0",
                "a.o",
                "-o",
                "a");
        Oracle.run(
                dir, "powerpc64le-linux-gnu-objcopy", "-O", "binary", "-j", ".text", "a", "a.bin");
        byte[] linked = Files.readAllBytes(dir.resolve("a.bin"));
        for (int i = 0; i < fixups.size(); i++) {
            Fixup fixup = fixups.get(i);
            long target =
                    switch (fixup.elfType()) {
                        case 47, 63 -> toc - 0x4320;
                        case 249 -> text + 0x1230;
                        case 2, 3, 7, 25, 56 -> 0x1234;
                        default -> near;
                    };
            long before = Long.decode(instruction(fixup));
            long value = fixup.value(target, 0, text + 8L * i, toc);
            assertTrue(fixup.inRange(value), fixup.name());
            assertEquals(
                    HexFormat.of().toHexDigits(Bits.little(linked, 8 * i, 8)),
                    HexFormat.of().toHexDigits(fixup.field().insert(before, value)),
                    fixup.name());
        }
    }

    /** All that write; but ld makes a slot for one, and a stub for the other. */
    private static boolean isLinkedAsItIs(Fixup fixup) {
        return fixup.formula() != Fixup.Formula.NONE
                && !fixup.equals(Ppc64Fixups.GOT_PCREL34)
                && !fixup.equals(Ppc64Fixups.REL24_NOTOC);
    }

    private static String target(Fixup fixup) {
        return switch (fixup.elfType()) {
            case 47, 63 -> "tocnear";
            case 249 -> "textnear";
            default -> "low";
        };
    }

    /** An instruction that the relocation is meant for; data is zero. */
    private static String instruction(Fixup fixup) {
        return switch (fixup.elfType()) {
            case 2, 10 -> "0x48000001";
            case 7, 11 -> "0x41820000";
            case 56, 57, 63, 64 -> "0xe8620000";
            case 5, 6, 49, 50, 251, 252 -> "0x3c620000";
            case 128, 132 -> "0x3862000006000000";
            case 4, 48, 250 -> "0x38620000";
            default -> "0x0";
        };
    }
}
