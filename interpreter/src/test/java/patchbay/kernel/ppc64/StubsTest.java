package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Bits;
import patchbay.isa.Template;

/**
 * Stubs word by word. The words were assembled with GNU as 2.40 from the instructions of each form;
 * those of the rows marked "real" also stood in the memory of a running Debian 6.1.176.
 */
class StubsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "real: dummy to netif_carrier_on, c008000000a00758, c008000000a28000, c000000000b5cee0, 3d62fffe 396b8758",
        "real: a module without .toc, c008000000381248, c008000000389200, c000000000ababe0, 3d620000 396b8048",
        "above r2 with a carry, c008000000a306e0, c008000000a18000, c00800000102abc0, 3d620002 396b86e0",
        "the lowest distance, c008000000000000, c008000080000000, c000000000001234, 3d628000 396b0000",
        "the highest distance, c00800008fff7ff8, c008000010000000, c000000000b5cee0, 3d627fff 396b7ff8",
    })
    void aCallFindsItsTargetFromItsOwnAddress(
            String name, String at, String toc, String target, String first) {
        holds(
                Stubs.CALL.from(hex(toc)),
                hex(at),
                hex(target),
                first + " f8410018 e98b0020 7d8903a6 4e800420 00000000 73747562");
    }

    @ParameterizedTest
    @CsvSource({
        "c00000000006e270, 3d8cfef2 398c6170",
        "c00000000006e0e8, 3d8cfef2 398c5fe8",
        "c00000000006ca9c, 3d8cfef2 398c499c",
    })
    void aCallOfTheTracerStartsFromTheKernelsToc(String target, String words) {
        holds(
                Stubs.TRACER.from(0xc000_0000_0114_8100L),
                0xc008_0000_00a0_0b68L,
                hex(target),
                "e98d0010 " + words + " 7d8903a6 4e800420 00000000 00000000 73747562");
    }

    @Test
    void anOldCallOfTheTracerLeavesOutTheStore() {
        holds(
                Stubs.TRACER_FROM_R2.from(0xc008_0000_00a2_8000L),
                0xc008_0000_00a0_86e0L,
                0xc000_0000_0006_e270L,
                "3d62fffe 396b06e0 60000000 e98b0020 7d8903a6 4e800420 00000000 73747562");
    }

    @ParameterizedTest
    @CsvSource({
        "c00000000006e270, 06000006 398ce270",
        "c000000002345678, 06000234 398c5678",
    })
    void aPcRelativeTracerStubKeepsItsPairAligned(String target, String pair) {
        holds(
                Stubs.TRACER_PCREL.from(0xc000_0000_0000_0000L),
                0xc008_0000_00a0_0b68L,
                hex(target),
                "e98d0018 60000000 " + pair + " 7d8903a6 4e800420 00000000 73747562");
    }

    @Test
    void aPcRelativeCallNeedsNoRegister() {
        holds(
                Stubs.CALL_PCREL,
                0xc008_0000_00a0_0758L,
                0xc000_0000_00b5_cee0L,
                "04100000 e5800020 7d8903a6 4e800420 00000000 00000000 00000000 73747562");
    }

    /** Values of words: a big-endian kernel's bytes stand the other way round. */
    @Test
    void aCallByElfV1SetsTheCalleesRegisterToo() {
        byte[] bytes =
                Stubs.CALL_V1
                        .from(0xd000_0000_00a2_8000L)
                        .fill(0xd000_0000_00a0_0758L, 0xc000_0000_00b5_cee0L);
        assertEquals(
                "3d62fffe 396b8758 f8410028 e98b0020 e84b0028 7d8903a6 4e800420 73747562",
                words(bytes, 0, 32));
        assertEquals(0xc000_0000_00b5_cee0L, Bits.little(bytes, 32, 8));
        assertEquals(56, bytes.length);
    }

    /** The site's stub struct begins with its ops; its last word leads behind the site. */
    @Test
    void aStubOutOfLineComesBackBehindItsSite() {
        byte[] bytes = Stubs.OUT_OF_LINE.fill(0xc008_0000_00a0_0b68L, 0xc008_0000_00a0_0094L + 4);
        assertEquals(24, bytes.length);
        assertEquals("7c0802a6", words(bytes, 8, 12));
        assertEquals("7c0803a6 4bfff51c", words(bytes, 16, 24));
        // m of them take as many slots as it takes to cover them
        for (int[] each : new int[][] {{1, 1}, {5, 3}, {10, 6}, {100, 60}}) {
            assertEquals(
                    each[1],
                    (each[0] * Stubs.OUT_OF_LINE.size() + StubTable.SIZE - 1) / StubTable.SIZE);
        }
    }

    private static String words(byte[] bytes, int from, int to) {
        StringBuilder found = new StringBuilder();
        for (int i = from; i < to; i += 4) {
            found.append(i == from ? "" : " ").append("%08x".formatted(Bits.little(bytes, i, 4)));
        }
        return found.toString();
    }

    /** The kernel's own check lets this through, and r11 comes out 4 GiB too low. */
    @Test
    void justBelow2GiBTheHighHalfWraps() {
        Template form = Stubs.CALL.from(0xc008_0000_1000_0000L);
        long at = 0xc008_0000_8fff_fff8L;
        byte[] bytes = form.fill(at, 0xc000_0000_00b5_cee0L);
        assertEquals(0x3d62_8000L, Bits.little(bytes, 0, 4));
        assertEquals(0x396b_fff8L, Bits.little(bytes, 4, 4));
        assertFalse(form.reaches(at, 0xc000_0000_00b5_cee0L));
    }

    @Test
    void aStubWithoutItsMagicIsNone() {
        Template form = Stubs.CALL.from(0xc008_0000_00a2_8000L);
        byte[] bytes = form.fill(0xc008_0000_00a0_0758L, 0xc000_0000_00b5_cee0L);
        bytes[Stubs.MAGIC_OFFSET]++;
        assertEquals(OptionalLong.empty(), form.recognise(bytes, 0xc008_0000_00a0_0758L));
    }

    private static void holds(Template form, long at, long target, String words) {
        byte[] bytes = form.fill(at, target);
        assertEquals(words, words(bytes, 0, Stubs.TARGET_OFFSET));
        assertEquals(target, Bits.little(bytes, Stubs.TARGET_OFFSET, 8));
        assertEquals(StubTable.SIZE, bytes.length);
        assertEquals(OptionalLong.of(target), form.recognise(bytes, at));
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
