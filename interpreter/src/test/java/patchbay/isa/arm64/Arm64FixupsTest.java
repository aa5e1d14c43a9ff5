package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.isa.Fixup;

class Arm64FixupsTest {

    @Test
    void everyNumberHasOneFixupInAscendingOrder() {
        Set<Integer> seen = new HashSet<>();
        int before = -1;
        for (Fixup fixup : Arm64Fixups.ALL) {
            assertTrue(seen.add(fixup.elfType()), fixup.name());
            assertTrue(fixup.elfType() > before, fixup.name());
            before = fixup.elfType();
            assertEquals(fixup, Arm64Fixups.numbered(fixup.elfType()).orElseThrow());
        }
        assertTrue(Arm64Fixups.numbered(311).isEmpty());
        assertTrue(Arm64Fixups.numbered(-1).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "283,  0x7fffffc,  true",
        "283,  0x8000000,  false",
        "283, -0x8000000,  true",
        "283, -0x8000004,  false",
        "280,  0xffffc,    true",
        "280,  0x100000,   false",
        "279,  0x7ffc,     true",
        "279, -0x8004,     false",
        "274,  0xfffff,    true",
        "274, -0x100001,   false",
        "275,  0xfffff000, true",
        "275,  0x100000000, false",
        "263,  0xffff,     true",
        "263,  0x10000,    false",
        "270,  0xffff,     true",
        "270, -0x10000,    true",
        "270, -0x10001,    false",
        "258,  0xffffffff, true",
        "258, -0x80000000, true",
        "258, -0x80000001, false",
        "264,  0x12345678, true",
    })
    void theRangeIsTheFieldsOwn(int type, String value, boolean fits) {
        assertEquals(fits, Arm64Fixups.numbered(type).orElseThrow().inRange(Long.decode(value)));
    }

    @Test
    void aBranchThatLosesLowBitsIsInRangeButDoesNotFit() {
        assertTrue(Arm64Fixups.CALL26.inRange(6));
        assertFalse(Arm64Fixups.CALL26.fits(6));
    }

    @Test
    void aSignedMoveChoosesItsInstruction() {
        // movz x0, #0 with R_AARCH64_MOVW_SABS_G0: 5 gives movz, -6 gives movn #5
        assertEquals(0xd280_00a0L, Arm64Fixups.SABS_G0.field().insert(0xd280_0000L, 5));
        assertEquals(0x9280_00a0L, Arm64Fixups.SABS_G0.field().insert(0xd280_0000L, -6));
    }

    /** Every relocation that GNU ld knows and the loader too, against what ld writes. */
    @Test
    void everyFixupWritesWhatTheLinkerWrites(@TempDir Path dir) throws IOException {
        Oracle.require("aarch64-linux-gnu-as", "aarch64-linux-gnu-ld", "aarch64-linux-gnu-objcopy");
        long text = 0x3000;
        long near = text + 0x6120;
        long low = 0x5670;
        List<String> lines = new ArrayList<>();
        List<Long> words = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        List<Fixup> fixups = new ArrayList<>();
        for (Fixup fixup : Arm64Fixups.ALL) {
            if (fixup.formula() == Fixup.Formula.NONE || fixup.name().contains("PREL_G")) {
                continue; // ld 2.40 has the relative moves only for TLS
            }
            long word = instruction(fixup);
            boolean small = Set.of(259, 262, 263, 270).contains(fixup.elfType());
            lines.add(".reloc ., " + fixup.name() + ", " + (small ? "low" : "near"));
            lines.add(".8byte 0x" + Long.toHexString(word));
            fixups.add(fixup);
            words.add(word);
            targets.add(small ? low : near);
        }
        Files.writeString(dir.resolve("a.s"), String.join("\n", lines) + "\n");
        Oracle.run(dir, "aarch64-linux-gnu-as", "a.s", "-o", "a.o");
        Oracle.run(
                dir,
                "aarch64-linux-gnu-ld",
                "-Ttext=0x" + Long.toHexString(text),
                "--defsym=near=0x" + Long.toHexString(near),
                "--defsym=low=0x" + Long.toHexString(low),
                "-e0",
                "a.o",
                "-o",
                "a");
        Oracle.run(dir, "aarch64-linux-gnu-objcopy", "-O", "binary", "-j", ".text", "a", "a.bin");
        byte[] linked = Files.readAllBytes(dir.resolve("a.bin"));
        for (int i = 0; i < fixups.size(); i++) {
            Fixup fixup = fixups.get(i);
            long target = targets.get(i);
            long place = text + 8L * i;
            long mine = fixup.field().insert(words.get(i), fixup.value(target, 0, place));
            assertEquals(
                    HexFormat.of().toHexDigits(Bits.little(linked, 8 * i, 8)),
                    HexFormat.of().toHexDigits(mine),
                    fixup.name());
        }
    }

    /** An instruction that the relocation is meant for; data is zero. */
    private static long instruction(Fixup fixup) {
        return switch (fixup.elfType()) {
            case 257, 258, 259, 260, 261, 262 -> 0;
            case 263, 264, 265, 266, 267, 268, 269, 270, 271, 272 -> 0xd280_0000L;
            case 273 -> 0x5800_0000L;
            case 274 -> 0x1000_0000L;
            case 275, 276 -> 0x9000_0000L;
            case 277 -> 0x9100_0000L;
            case 278 -> 0x3940_0000L;
            case 284 -> 0x7940_0000L;
            case 285 -> 0xb940_0000L;
            case 286 -> 0xf940_0000L;
            case 299 -> 0x3dc0_0000L;
            case 279 -> 0x3600_0000L;
            case 280 -> 0x5400_0000L;
            case 282 -> 0x1400_0000L;
            case 283 -> 0x9400_0000L;
            default -> throw new AssertionError(fixup.name());
        };
    }
}
