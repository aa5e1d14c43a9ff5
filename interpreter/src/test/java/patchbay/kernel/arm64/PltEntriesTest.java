package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.isa.Veneer;
import patchbay.source.Result;

/** The bytes were made with GNU as 2.40 from the three or four instructions of each entry. */
class PltEntriesTest {

    @ParameterizedTest
    @CsvSource({
        "ffff000008091234, 70b99d923001a1f21000c0f200021fd6",
        "ffff000001234560, f05397927024a0f21000c0f200021fd6",
        "ffff20001088fffc, 700080921011a2f21000c4f200021fd6",
        "ffff000000000000, f0ff9f921000a0f21000c0f200021fd6",
        "ffffffffffff0000, f0ff9f92f0ffbff2f0ffdff200021fd6",
        "ffffa1b2c3d4e5f4, 70418392907ab8f25036d4f200021fd6",
    })
    void anAbsoluteEntryHoldsItsTarget(String target, String bytes) {
        holds(PltEntries.MOVN_MOVK_MOVK_BR, "0", target, bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "ffff7fff90000100, ffff800008123450, 10093cf01042119100021fd6",
        "ffff800001234000, ffff800010080000, 707207901002009100021fd6",
        "ffff800001234ff4, ffff800081234000, 100040901002009100021fd6",
        "ffff80007fe00040, ffff800000010abc, 9010c09010f22a9100021fd6",
        "ffffa1b2c3d40ffc, ffffa1b2c3d41000, 100000b01002009100021fd6",
        "ffff800000000000, ffff8000fffffffc, f0ff7ff010f23f9100021fd6",
        "ffff800100000000, ffff800000000004, 100080901012009100021fd6",
    })
    void aRelativeEntryHoldsThePageDistance(String address, String target, String bytes) {
        holds(PltEntries.ADRP_ADD_BR, address, target, bytes);
    }

    private static void holds(PltEntries form, String at, String to, String bytes) {
        long address = Long.parseUnsignedLong(at, 16);
        long target = Long.parseUnsignedLong(to, 16);
        byte[] expected = HexFormat.of().parseHex(bytes);
        byte[] emitted = Golden.value(form.emit(address, target));
        assertEquals(bytes, HexFormat.of().formatHex(emitted));
        assertEquals(bytes, HexFormat.of().formatHex(form.asKernelWrites(address, target)));
        assertEquals(OptionalLong.of(target), form.recognise(expected, address));
        assertEquals(form.size(), expected.length);
    }

    @Test
    void whatReachesIsWhatTheTemplateTakes() {
        for (PltEntries form : List.of(PltEntries.ADRP_ADD_BR, PltEntries.MOVN_MOVK_MOVK_BR)) {
            for (int high = 0; high < 64; high++) {
                for (long low : new long[] {-0x1001, -0x1000, -1, 0, 1, 0xfff, 0x1000}) {
                    for (long address : new long[] {0, 0xffff_8000_0000_0ffcL}) {
                        long target = address + (1L << high) + low;
                        assertEquals(
                                form.emit(address, target) instanceof Result.Ok,
                                form.reaches(address, target),
                                () -> form.name() + " to " + Long.toHexString(target));
                        assertEquals(
                                form.emit(address, -target) instanceof Result.Ok,
                                form.reaches(address, -target),
                                () -> form.name() + " to " + Long.toHexString(-target));
                    }
                }
            }
        }
    }

    @Test
    void onePageTooFarIsRefusedButTheKernelWritesATrap() {
        long address = 0xffff_8001_0000_1000L;
        long target = 0xffff_8000_0000_0000L;
        Veneer form = PltEntries.ADRP_ADD_BR;
        assertFalse(form.reaches(address, target));
        assertInstanceOf(Result.Refused.class, form.emit(address, target));
        assertEquals(
                "002020d41002009100021fd6",
                HexFormat.of().formatHex(PltEntries.ADRP_ADD_BR.asKernelWrites(address, target)));
    }

    @Test
    void aWeakUndefinedTargetAliasesInTheRelativeForm() {
        byte[] bytes = PltEntries.ADRP_ADD_BR.asKernelWrites(0xffff_8000_0120_0100L, 0);
        assertEquals("1070ff901002009100021fd6", HexFormat.of().formatHex(bytes));
        assertEquals(
                OptionalLong.of(0xffff_8000_0000_0000L),
                PltEntries.ADRP_ADD_BR.recognise(bytes, 0xffff_8000_0120_0100L));
        assertTrue(
                HexFormat.of()
                        .formatHex(PltEntries.ADRP_ADD_BR.asKernelWrites(0xffffa1b2c3d40ff0L, 0))
                        .startsWith("002020d4"));
    }

    @Test
    void theAbsoluteFormLosesTheTopBits() {
        assertFalse(PltEntries.MOVN_MOVK_MOVK_BR.reaches(0, 0x0000_8000_0000_0000L));
        assertTrue(PltEntries.MOVN_MOVK_MOVK_BR.reaches(0, 0xffff_8000_0000_0000L));
    }

    @Test
    void otherInstructionsAreNoEntry() {
        byte[] nops = HexFormat.of().parseHex("1f2003d51f2003d51f2003d51f2003d5");
        assertEquals(OptionalLong.empty(), PltEntries.ADRP_ADD_BR.recognise(nops, 0));
        assertEquals(OptionalLong.empty(), PltEntries.MOVN_MOVK_MOVK_BR.recognise(nops, 0));
        assertEquals(OptionalLong.empty(), PltEntries.ADRP_ADD_BR.recognise(new byte[11], 0));
    }

    @Test
    void aFormTellsItsNameAndItsReach() {
        assertEquals("adrp/add/br", PltEntries.ADRP_ADD_BR.name());
        assertEquals("movn/movk/movk/br", PltEntries.MOVN_MOVK_MOVK_BR.name());
        assertTrue(PltEntries.ADRP_ADD_BR.reach().startsWith("reaches 4 GiB"));
    }

    @Test
    void theListingStandsOneWordALine() {
        assertEquals(
                List.of(
                        "90000010  adrp x16, target",
                        "91000210  add x16, x16, #:lo12:target",
                        "d61f0200  br x16"),
                PltEntries.ADRP_ADD_BR.template());
    }

    @Test
    void entriesAreTheSameWhenTheyLeadToTheSamePageFromDifferentOnes() {
        PltEntries form = PltEntries.ADRP_ADD_BR;
        long a = 0xffff_8000_0000_0ffcL;
        long b = 0xffff_8000_0000_1008L;
        long target = 0xffff_8000_1234_5678L;
        assertTrue(form.same(form.asKernelWrites(a, target), a, form.asKernelWrites(b, target), b));
        assertFalse(
                form.same(form.asKernelWrites(a, target), a, form.asKernelWrites(a, target), b));
    }
}
