package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Range;
import patchbay.kernel.Era;
import patchbay.kernel.KernelExtent;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.Options;
import patchbay.kernel.Placement;
import patchbay.kernel.Version;

class ModuleWindowsTest {
    private static final KernelExtent KERNEL =
            new KernelExtent(
                    0xffff_8000_0801_0000L, 0xffff_8000_0920_0000L, 0xffff_8000_0a40_0000L);

    /** The example of a kernel's own code. */
    @Test
    void theSeedChoosesTheBaseOfAllModules() {
        List<Range> windows = windows("6.1", 0x10_0000);
        assertEquals(Range.of(0xffff_8000_3ee0_8000L, 128 << 20), windows.get(0));
        assertEquals(Range.of(0xffff_8000_3ee0_8000L, 2L << 30), windows.get(1));
        assertEquals(windows, windows("6.1", 0x10_0000 | 1L << 21));
        assertEquals(0xffff_8000_0000_0000L, windows("5.15", 0).getFirst().start());
        assertEquals(0xffff_8000_0800_0000L, windows("5.13", 0).getFirst().start());
    }

    @Test
    void withoutRandomisationModulesEndWithTheKernelsText() {
        for (String option : List.of("nokaslr", "no_randomize_base")) {
            assertEquals(
                    Range.of(0xffff_8000_0120_0000L, 128 << 20),
                    windows("6.4", 7, option).getFirst());
            assertEquals(
                    List.of(
                            Range.of(0xffff_8000_0240_0000L, 128 << 20),
                            Range.of(0xffff_7fff_8a40_0000L, 2L << 30)),
                    windows("6.12", 7, option));
        }
    }

    @Test
    void from65OnABoxOf2GAroundTheKernelMovesDownByPages() {
        assertEquals(List.of(Range.of(0xffff_8000_0801_0000L, 2L << 30)), windows("6.12", 0));
        assertEquals(
                List.of(Range.of(0xffff_8000_0801_0000L - 3 * 4096, 2L << 30)), windows("6.12", 3));
        long places = ((2L << 30) - (KERNEL.end() - KERNEL.start())) / 4096 + 1;
        assertEquals(windows("6.12", 3), windows("6.12", 3 + places));
        assertEquals(KERNEL.end(), windows("6.12", places - 1).getFirst().end());
    }

    @Test
    void whatIsNotKnownIsEmpty() {
        assertTrue(
                ModuleWindows.of(new Version(5, 1, 0), new Options(Set.of(), 4096), KERNEL, 0)
                        .isEmpty());
    }

    /** A page stays free behind each; what does not fit into the first window goes to the next. */
    @Test
    void blocksTakeTheLowestHoles() {
        Golden golden = Golden.named("demo-6.1-far");
        long base = 0xffff_7fff_9000_0000L;
        Range small = Range.of(base, 4 * 4096);
        Range large = Range.of(base + (1 << 20), 1 << 20);
        List<Range> taken =
                List.of(Range.of(large.start(), 100), Range.of(large.start() + 0x9000, 0x1000));
        LoadedModule module =
                golden.load(
                        "demo-6.1.ko",
                        Golden.era("6.1"),
                        new Placement.Free(List.of(small, large), taken, OptionalLong.empty()));
        // The core has four pages, with its symbols: just the first window.
        assertEquals(base, module.blocks().get("core"));
        // Two pages and a free one: between what is taken.
        assertEquals(large.start() + 0x2000, module.blocks().get("init"));
        assertEquals(Range.of(base, 0x4000), module.areas().getFirst());
    }

    private static List<Range> windows(String version, long seed, String... flags) {
        Era era = Golden.era(version, flags);
        return era.moduleWindows(KERNEL, seed).orElseThrow();
    }
}
