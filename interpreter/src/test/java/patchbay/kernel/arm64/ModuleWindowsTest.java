package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Range;
import patchbay.isa.arm64.Arm64;
import patchbay.kernel.Era;
import patchbay.kernel.KernelExtent;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Options;
import patchbay.kernel.Placement;
import patchbay.kernel.Version;

class ModuleWindowsTest {
    private static final String NEAR = "no_randomize_module_region_full";

    private static final KernelExtent KERNEL =
            new KernelExtent(
                    0xffff_8000_0800_0000L,
                    0xffff_8000_0801_0000L,
                    0xffff_8000_0920_0000L,
                    0xffff_8000_0a40_0000L);

    /** The example of a kernel's own code. */
    @Test
    void theSeedChoosesTheBaseOfAllModules() {
        List<Range> windows = windows("6.1", 0x10_0000);
        assertEquals(Range.of(0xffff_8000_3ee0_8000L, 128 << 20), windows.get(0));
        assertEquals(Range.of(0xffff_8000_3ee0_8000L, 2L << 30), windows.get(1));
        assertEquals(windows, windows("6.1", 0x10_0000 | 1L << 21));
        assertEquals(0xffff_8000_0000_0000L, windows("5.15", 0).getFirst().start());
        assertEquals(0xffff_8000_0800_0000L, windows("5.13", 0).getFirst().start());
        assertEquals(0xffff_8000_0800_0000L, windows("5.15.18", 0).getFirst().start());
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
        assertEquals(List.of(Range.of(0xffff_8000_0800_0000L, 2L << 30)), windows("6.12", 0));
        assertEquals(
                List.of(Range.of(0xffff_8000_0800_0000L - 3 * 4096, 2L << 30)), windows("6.12", 3));
        long places = ((2L << 30) - (KERNEL.end() - KERNEL.image())) / 4096 + 1;
        assertEquals(windows("6.12", 3), windows("6.12", 3 + places));
        assertEquals(KERNEL.end(), windows("6.12", places - 1).getFirst().end());
    }

    /** The other example of a kernel's own code. */
    @Test
    void withoutTheFullRegionModulesStayInReachOfBranches() {
        Range near = Range.of(0xffff_8000_0490_8000L, 128 << 20);
        assertEquals(near, windows("6.1", 0x10_0000, NEAR).getFirst());
        assertEquals(near, windows("4.9", 0x10_0000, NEAR).getFirst());
        assertEquals(
                Range.of(0xffff_8000_0120_0000L, 128 << 20),
                windows("6.1", 0x10_0000, NEAR, "nokaslr").getFirst());
    }

    /**
     * The seed chooses a box around the kernel, and what is left of it a larger one around that.
     */
    @Test
    void from65OnThereMayBeABoxInReachOfBranchesInAnother() {
        long text = KERNEL.image();
        long near = ((128L << 20) - (KERNEL.end() - text)) / 4096 + 1;
        long far = ((2L << 30) - (128L << 20)) / 4096 + 1;
        assertEquals(
                List.of(Range.of(text, 128L << 20), Range.of(text, 2L << 30)),
                windows("6.12", 0, NEAR));
        assertEquals(
                List.of(
                        Range.of(text - 5 * 4096, 128L << 20),
                        Range.of(text - (5 + 7) * 4096, 2L << 30)),
                windows("6.12", 5 + 7 * near, NEAR));
        assertEquals(windows("6.12", 1, NEAR), windows("6.12", 1 + near * far, NEAR));
        KernelExtent large = new KernelExtent(text, text, text, text + (128L << 20));
        assertEquals(
                List.of(Range.of(text, 2L << 30)),
                Golden.era("6.12", NEAR).moduleWindows(large, 0));
        KernelExtent huge = new KernelExtent(text, text, text, text + (2L << 30));
        assertEquals(List.of(), Golden.era("6.12", NEAR).moduleWindows(huge, 0));
    }

    /**
     * Of vmalloc's area, which ends below the map of pages; it does not matter where the kernel is.
     */
    @Test
    void until416ModulesAreAnywhereInTheAreaOfVmalloc() {
        Range vmalloc = new Range(0xffff_0000_0800_0000L, 0xffff_7dff_bfff_0000L);
        assertEquals(List.of(Range.of(vmalloc.start(), 128 << 20), vmalloc), windows("4.16", 0));
        // The product is cut to 64 bits: 2^20 times what is left of the area moves by 2^20 + 1
        // pages less.
        long over = vmalloc.size() - (128L << 20);
        long moved = over * 0x1f_ffff >>> 21;
        assertEquals(
                Range.of(vmalloc.start() + (moved & -4096), 128 << 20),
                windows("4.6", 0x1f_ffff).getFirst());
        assertTrue(moved < 1L << 43);
        assertEquals(vmalloc, windows("4.9", 7, "nokaslr").get(1));
        assertEquals(
                KERNEL.textEnd() - (128L << 20), windows("4.9", 7, "nokaslr").getFirst().start());
    }

    @Test
    void theAreaOfVmallocDependsOnThePages() {
        assertEquals(
                new Range(0xffff_0000_0800_0000L, 0xffff_7f6f_ffff_0000L),
                pages("4.9", 16 << 10).get(1));
        assertEquals(
                new Range(0xffff_0000_0800_0000L, 0xffff_7bdf_ffff_0000L),
                pages("4.9", 64 << 10).get(1));
    }

    /** A kernel between its area and 4 GiB from there: modules begin where the area does. */
    @Test
    void from417To51ModulesLieWithin4GOfTheKernel() {
        KernelExtent kernel =
                new KernelExtent(
                        0xffff_0001_4000_0000L,
                        0xffff_0001_4001_0000L,
                        0xffff_0001_4100_0000L,
                        0xffff_0001_4200_0000L);
        long over = (4L << 30) - (kernel.end() - kernel.start());
        long base = kernel.end() - (4L << 30) + over / 2 & -4096;
        for (String version : List.of("4.19.46", "5.1.5")) {
            assertEquals(
                    List.of(Range.of(base, 128 << 20), Range.of(base, 4L << 30)),
                    Golden.era(version).moduleWindows(kernel, 0x10_0000),
                    version);
        }
        assertEquals(2L << 30, Golden.era("4.19").moduleWindows(kernel, 0).get(1).size());
        assertEquals(
                0xffff_0000_0800_0000L,
                Golden.era("5.1.5")
                        .moduleWindows(
                                new KernelExtent(
                                        0xffff_0000_1000_0000L,
                                        0xffff_0000_1001_0000L,
                                        0xffff_0000_1100_0000L,
                                        0xffff_0000_1200_0000L),
                                0)
                        .getFirst()
                        .start());
    }

    @Test
    void pagesDecideWhereAWindowBeginsAndWhereTheKernelsHalfDoes() {
        assertEquals(0xffff_8000_3ee0_8000L, pages("6.1", 16 << 10).getFirst().start());
        assertEquals(0xffff_8000_3ee0_0000L, pages("6.1", 64 << 10).getFirst().start());
        assertEquals(0xffff_8000_8000_0000L, era("6.8", 16 << 10).kernelBase());
        assertEquals(0xffff_c000_8000_0000L, era("6.9", 16 << 10).kernelBase());
        assertEquals(0xffff_8000_8000_0000L, era("6.9", 64 << 10).kernelBase());
    }

    private static Era era(String version, long pageSize) {
        return new Arm64Era(
                Arm64.ISA, Version.parse(version).orElseThrow(), new Options(Set.of(), pageSize));
    }

    private static List<Range> pages(String version, long pageSize) {
        return era(version, pageSize).moduleWindows(KERNEL, 0x10_0000);
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

    @Test
    void whereNoWindowHasRoomTheKernelIsOutOfMemory() {
        Range small = Range.of(0xffff_7fff_9000_0000L, 4 * 4096);
        LoadRefusal.NoRoom refusal =
                (LoadRefusal.NoRoom)
                        ModuleLoader.load(
                                        Golden.image("demo-6.1.ko"),
                                        "demo",
                                        new Placement.Free(
                                                List.of(small), List.of(), OptionalLong.empty()),
                                        Golden.era("6.1"),
                                        Golden.named("demo-6.1-far").exports())
                                .reasons()
                                .getFirst();
        assertEquals("init", refusal.block());
        assertEquals(LoadRefusal.ENOMEM, refusal.errno());
    }

    private static List<Range> windows(String version, long seed, String... flags) {
        Era era = Golden.era(version, flags);
        return era.moduleWindows(KERNEL, seed);
    }
}
