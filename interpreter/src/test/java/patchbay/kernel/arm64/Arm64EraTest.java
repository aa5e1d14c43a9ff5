package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.arch.Architectures;
import patchbay.bytes.Range;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
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
        "4.11,  E1, 16, 0, ffff000008000000",
        "4.15,  E1, 16, 1, ffff000008000000",
        "4.19,  E1, 16, 1, ffff000008000000",
        "4.20.17, E1, 16, 1, ffff000008000000",
        "5.0,   E2, 12, 1, ffff000010000000",
        "5.4,   E2, 12, 1, ffff800010000000",
        "5.5.0, E3, 12, 2, ffff800010000000",
        "5.14,  E3, 12, 2, ffff800010000000",
        "5.15.18, E3, 12, 2, ffff800010000000",
        "5.15.19, E3, 12, 2, ffff800008000000",
        "5.17,  E3, 12, 2, ffff800008000000",
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
        assertEquals(slot, era.slot(OptionalLong.empty()).size());
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
    void callsAreMadeByFiveRegistersAndASecondStackThereIsNone() {
        Era era = known("6.1");
        assertEquals(List.of("x16", "x17", "x29", "x30", "sp"), era.linkage());
        assertEquals(Optional.empty(), era.secondStack(new Machine(), Range.of(0, 4096)));
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
        assertTrue(era.safeExchange(isb, NOP));
        assertFalse(known("5.4").safeExchange(isb, NOP));
    }

    @ParameterizedTest
    @CsvSource({
        "b,             0x14000000, true,  true,  true",
        "bl,            0x97ffffff, true,  true,  true",
        "svc #0,        0xd4000001, true,  true,  true",
        "hvc #1,        0xd4000022, true,  true,  true",
        "smc #0xffff,   0xd41fffe3, true,  true,  true",
        "brk #0,        0xd4200000, true,  true,  true",
        "brk #0x800,    0xd4210000, true,  true,  true",
        "hlt #0,        0xd4400000, false, false, false",
        "dcps1,         0xd4a00001, false, false, false",
        "udf #0,        0x00000000, false, false, false",
        "nop,           0xd503201f, true,  true,  true",
        "yield,         0xd503203f, false, false, false",
        "sevl,          0xd50320bf, false, false, false",
        "hint #6,       0xd50320df, true,  false, false",
        "bti j,         0xd503249f, true,  false, false",
        "hint #127,     0xd5032fff, true,  false, false",
        "isb,           0xd5033fdf, false, true,  true",
        "isb #0,        0xd50330df, false, true,  true",
        "dsb sy,        0xd5033f9f, false, false, false",
        "b.eq,          0x54000000, false, false, true",
        "b.al,          0x54ffffee, false, false, true",
        "bc.eq,         0x54000010, false, false, false",
        "cbz w0,        0x34000000, false, false, true",
        "cbnz x30,      0xb5ffffde, false, false, true",
        "tbz w0,        0x36000000, false, false, true",
        "tbnz x0 #63,   0xb7f80000, false, false, true",
        "ldr x0,        0x58000000, false, false, false",
        "br x16,        0xd61f0200, false, false, false",
        "mov x9 x30,    0xaa1e03e9, false, false, false",
    })
    void theSafeSetsAreThoseOfTheManual(
            String name, String text, boolean legacy, boolean classic, boolean current) {
        int word = Long.decode(text).intValue();
        assertEquals(legacy, SafeWords.KERNEL_LEGACY.contains(word), name);
        assertEquals(classic, SafeWords.ARMARM_CLASSIC.contains(word), name);
        assertEquals(current, SafeWords.ARMARM_NEW.contains(word), name);
    }

    @ParameterizedTest
    @CsvSource({
        "4.19, ffff000001000000, ffff800000e40000",
        "5.3,  ffff000009000000, ffff800000e40000",
        "5.4,  ffff800009000000, ffff000000e40000",
        "6.1,  ffff800001000000, ffff000000e40000",
    })
    void modulesLieBelowTheKernelAndTheHeapInTheLinearMap(
            String version, String modules, String heap) {
        assertEquals(modules, Long.toHexString(known(version).moduleBase()));
        assertEquals(heap, Long.toHexString(known(version).heapBase()));
    }

    /** As {@code mov_q} and {@code adr_l} of the kernel's assembler.h make them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "0                : movz 0 16, movk 0 0",
                "12345678         : movz 1234 16, movk 5678 0",
                "7fffffff         : movz 7fff 16, movk ffff 0",
                "80000000         : movz 0 32, movk 8000 16, movk 0 0",
                "ffffffffffffffff : movn 0 16, movk ffff 0",
                "ffffffff80000000 : movn 7fff 16, movk 0 0",
                "ffffffff7fffffff : movn 0 32, movk 7fff 16, movk ffff 0",
                "7fffffffffff     : movz 7fff 32, movk ffff 16, movk ffff 0",
                "800000000000     : movz 0 48, movk 8000 32, movk 0 16, movk 0 0",
                "ffff800008123450 : movn 7fff 32, movk 812 16, movk 3450 0",
                "ffff7fffffffffff : movz ffff 48, movk 7fff 32, movk ffff 16, movk ffff 0",
            })
    void aConstantIsMadeOfAsManyMovesAsItsSignLeavesBits(String value, String moves) {
        Era.Recipe recipe = known("6.1").constant(Long.parseUnsignedLong(value, 16)).getFirst();
        assertEquals("mov_q", recipe.name());
        List<String> expected = new ArrayList<>();
        for (String move : moves.split(", ", -1)) {
            String[] parts = move.split(" ", -1);
            expected.add(
                    "%s x0, #0x%s%s"
                            .formatted(
                                    parts[0],
                                    parts[1],
                                    parts[2].equals("0") ? "" : ", lsl #" + parts[2]));
        }
        assertEquals(expected, recipe.lines());
    }

    @ParameterizedTest
    @CsvSource({
        "123450, '#0x450', 'ldr x0, [x0, #0x450]'",
        "123454, '#0x454', 'ldr w0, [x0, #0x454]'",
        "123456, '#0x456', ",
    })
    void anAddressWithin4GIsMadeFromItsPageAndReadFromThere(
            String offset, String low, @Nullable String load) {
        Era era = known("6.1");
        long address = era.kernelBase() + Long.parseLong(offset, 16);
        String page = "adrp x0, 0xffff800008123000";
        List<List<String>> expected = new ArrayList<>();
        expected.add(List.of(page, "add x0, x0, " + low));
        if (load != null) {
            expected.add(List.of(page, load));
        }
        List<Era.Recipe> recipes = era.constant(address);
        assertEquals(
                expected,
                recipes.subList(1, recipes.size()).stream().map(Era.Recipe::lines).toList());
    }

    @Test
    void whatIs4GAwayIsMadeFromImmediatesOnly() {
        Era era = known("6.1");
        long base = era.kernelBase();
        for (long far : List.of(-(1L << 32) + 1, (1L << 32) - 1)) {
            assertEquals(2, era.constant(base + far).size(), "" + far);
        }
        for (long far : List.of(-(1L << 32) - 1, 1L << 32)) {
            assertEquals(1, era.constant(base + far).size(), "" + far);
        }
    }

    /** What a module's file meets; a series is its newest release, and a release itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.10.99 | ONE_BY_SYMBOL | EVERYTHING | 0 | NO_ADRP    | false",
                "4.11.0  | CORE_AND_INIT | EVERYTHING | 0 | NO_ADRP    | false",
                "4.14    | CORE_AND_INIT | EVERYTHING | 0 | NO_ADRP    | false",
                "4.15.0  | CORE_AND_INIT | EVERYTHING | 1 | NO_ADRP    | false",
                "4.16    | CORE_AND_INIT | EVERYTHING | 1 | NO_ADRP    | false",
                "4.17.0  | CORE_AND_INIT | EVERYTHING | 1 | MOVES_ADRP | false",
                "5.1     | CORE_AND_INIT | EVERYTHING | 1 | MOVES_ADRP | false",
                "5.2.0   | CORE_AND_INIT | EVERYTHING | 1 | MOVES_ADRP | true",
                "5.4     | CORE_AND_INIT | EVERYTHING | 1 | MOVES_ADRP | true",
                "5.5.0   | CORE_AND_INIT | EVERYTHING | 2 | MOVES_ADRP | true",
                "5.8     | CORE_AND_INIT | EVERYTHING | 2 | MOVES_ADRP | true",
                "5.9.0   | CORE_AND_INIT | BRANCHES   | 2 | MOVES_ADRP | true",
                "6.1     | CORE_AND_INIT | BRANCHES   | 2 | MOVES_ADRP | true",
                "6.2.0   | CORE_AND_INIT | BRANCHES   | 1 | MOVES_ADRP | true",
            })
    void aVersionPicksItsLoader(
            String version,
            Arm64Loader.Plts plts,
            Arm64Loader.Order order,
            int ftraceSlots,
            Arm64Loader.Erratum erratum,
            boolean signed) {
        Era era = ((Result.Ok<Era>) era(version, "erratum_843419")).value();
        Arm64Loader loader = (Arm64Loader) era.loader();
        assertEquals(plts, loader.plts());
        assertEquals(order, loader.order());
        assertEquals(ftraceSlots, loader.ftraceSlots());
        assertEquals(erratum, loader.erratum());
        assertEquals(signed, loader.narrowData());
        assertEquals(
                Arm64Loader.Erratum.INACTIVE, ((Arm64Loader) known(version).loader()).erratum());
    }

    /** Fixes that stable series got have a place in each. */
    @ParameterizedTest
    @CsvSource({
        "MODULES_WITHIN_2G,    4.18.20, 4.19.46, 4.19.47, 5.0.20, 5.1.6,    5.2.0",
        "NO_REGION_FOR_BPF,    5.10,    5.15.18, 5.15.19, 5.16.5, 5.16,     5.17.0",
        "EXIT_COUNTS_AS_INIT,  6.2,     6.1.50,  6.1.51,  6.5.1,  5.10.194, 6.6.0",
        "SLOTS_ALWAYS,         6.4,     6.6.2,   6.6.3,   6.5.13, 6.6,      6.7.0",
        "TRACER_SLOT_FOR_INIT, 6.11,    6.12.47, 6.12.48, 6.6.107, 6.16.8,  6.17.0",
    })
    void aFixIsInStableSeriesFromAPatchLevelOn(
            String change,
            String series,
            String before,
            String first,
            String second,
            String third,
            String mainline) {
        Change fix = Change.valueOf(change);
        for (String version : List.of(series, before)) {
            assertFalse(fix.isIn(Version.parse(version).orElseThrow()), version);
        }
        for (String version : List.of(first, second, third, mainline)) {
            assertTrue(fix.isIn(Version.parse(version).orElseThrow()), version);
        }
        assertEquals(mainline, fix.first().toString());
    }

    @Test
    void changesStandInTheOrderOfTheirReleases() {
        Version before = Arm64Era.OLDEST;
        for (Change change : Change.values()) {
            assertTrue(change.first().atLeast(before), change.name());
            before = change.first();
        }
    }

    /** The fix for entries in init text came with 6.17, and to three stable series before. */
    @ParameterizedTest
    @CsvSource({
        "6.6.106, false", "6.6.107, true", "6.7.1, false", "6.11.1, false", "6.12.47, false",
        "6.12.48, true", "6.16.7, false", "6.16.8, true", "6.17.0, true", "7.0.0, true"
    })
    void initTextHasSlotsOfItsOwnSince(String version, boolean slots) {
        assertEquals(slots, ((Arm64Loader) known(version).loader()).initSlots());
    }

    @Test
    void exitTextIsInitWhereModulesAreNeverUnloaded() {
        for (boolean never : List.of(false, true)) {
            Era era =
                    never
                            ? ((Result.Ok<Era>) era("6.1", "no_module_unload")).value()
                            : known("6.1");
            assertTrue(era.loader().isInit(".init.text"));
            assertEquals(never, era.loader().isInit(".exit.text"));
            assertFalse(era.loader().isInit(".text"));
        }
    }

    @Test
    void exceptionTablesHaveATypeSince516() {
        assertEquals(8, known("5.15").loader().exceptionEntrySize());
        assertEquals(12, known("5.16").loader().exceptionEntrySize());
    }

    @Test
    void erratum843419KeepsSlotsOffTheEndOfAPage() {
        Era era = ((Result.Ok<Era>) era("6.1", "erratum_843419")).value();
        assertFalse(era.mayHoldSlot(0xffff_8000_0000_0ffcL));
        assertFalse(era.mayHoldSlot(0xffff_8000_0000_0ff8L));
        assertTrue(era.mayHoldSlot(0xffff_8000_0000_0ff4L));
        assertTrue(known("6.1").mayHoldSlot(0xffff_8000_0000_0ffcL));
    }
}
