package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.source.Result;

/** Which kernel does what. */
class Arm64EraTest {
    private static final int NOP = 0xd503201f;
    private static final int BL = 0x94000002;
    private static final int MOV_X9_X30 = 0xaa1e03e9;
    private static final int BR_X16 = 0xd61f0200;

    private static Result<Era> era(String version, String... flags) {
        Architecture arm64 = Architectures.named("arm64").orElseThrow();
        return arm64.era(Version.parse(version).orElseThrow(), new Options(Set.of(flags), 4096));
    }

    private static Era known(String version) {
        return ((Result.Ok<Era>) era(version)).value();
    }

    @ParameterizedTest
    @CsvSource({
        "4.6,   E0, 16, 0, ffff000008000000",
        "4.10,  E0, 16, 0, ffff000008000000",
        "4.11,  E1, 16, 1, ffff000008000000",
        "4.19,  E1, 16, 1, ffff000008000000",
        "4.20.17, E1, 16, 1, ffff000008000000",
        "5.0,   E2, 12, 1, ffff000010000000",
        "5.4,   E2, 12, 1, ffff800010000000",
        "5.5.0, E3, 12, 2, ffff800010000000",
        "5.14,  E3, 12, 2, ffff800008000000",
        "6.1,   E3, 12, 2, ffff800008000000",
        "6.2,   E4, 12, 1, ffff800008000000",
        "6.4,   E4, 12, 1, ffff800008000000",
        "6.5,   E5, 12, 1, ffff800080000000",
        "6.12,  E5, 12, 1, ffff800080000000",
        "6.16,  E5, 12, 1, ffff800080000000",
        "6.17,  E6, 12, 1, ffff800080000000",
        "7.2,   E6, 12, 1, ffff800080000000"
    })
    void aVersionPicksItsEra(String version, String name, int slot, int tracerSlots, String base) {
        Era era = known(version);
        assertEquals(name, era.name());
        assertEquals(slot, era.slot().size());
        assertEquals(tracerSlots, era.tracerSlots().size());
        assertEquals(Long.parseUnsignedLong(base, 16), era.kernelBase());
    }

    @Test
    void versionsThatNobodyKnowsAreRefused() {
        for (String version : List.of("3.18", "4.5", "4.5.99", "8.0")) {
            assertInstanceOf(
                    LayoutRefusal.VersionNotCovered.class, era(version).reasons().getFirst());
        }
    }

    @Test
    void optionsThatThereAreNotAreRefusedWithThoseThereAre() {
        Result<Era> refused = era("6.1", "nokaslr", "no_such_thing");
        LayoutRefusal.UnknownOption refusal =
                assertInstanceOf(LayoutRefusal.UnknownOption.class, refused.reasons().getFirst());
        assertEquals("no_such_thing", refusal.option());
        assertTrue(refusal.known().contains("erratum_843419"));
    }

    @Test
    void livePatchingCameWith617() {
        assertFalse(known("6.16").livepatches());
        assertTrue(known("6.17").livepatches());
    }

    @Test
    void onlyWordsOfTheSafeSetAreExchangedWhileOthersRun() {
        Era era = known("6.1");
        assertTrue(era.safeExchange(NOP, BL));
        assertTrue(era.safeExchange(BL, 0x14000001));
        assertFalse(era.safeExchange(NOP, MOV_X9_X30));
        assertFalse(era.safeExchange(BR_X16, BL));
        int isb = 0xd5033fdf;
        assertTrue(SafeWords.ARMARM_CLASSIC.contains(isb));
        assertFalse(SafeWords.KERNEL_LEGACY.contains(isb));
        int yield = 0xd503203f;
        int bti = 0xd503245f;
        assertFalse(SafeWords.KERNEL_LEGACY.contains(yield));
        assertTrue(SafeWords.KERNEL_LEGACY.contains(bti));
        int cbz = 0xb4000100;
        assertTrue(SafeWords.ARMARM_NEW.contains(cbz));
        assertFalse(SafeWords.ARMARM_CLASSIC.contains(cbz));
    }

    @Test
    void erratum843419KeepsSlotsOffTheEndOfAPage() {
        Era era = ((Result.Ok<Era>) era("6.1", "erratum_843419")).value();
        assertFalse(era.mayHoldSlot(0xffff_8000_0000_0ffcL));
        assertTrue(era.mayHoldSlot(0xffff_8000_0000_0ff4L));
        assertTrue(known("6.1").mayHoldSlot(0xffff_8000_0000_0ffcL));
    }
}
