package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Range;
import patchbay.kernel.KernelExtent;
import patchbay.kernel.Options;
import patchbay.kernel.Version;

/**
 * Where arm64 kernels look for room for a module, the preferred window first ({@code module_alloc},
 * since 6.10 {@code execmem_arch_setup}).
 *
 * <p>From 5.2 to 6.4 the address space layout randomisation chooses a base for all modules: with
 * RANDOMIZE_MODULE_REGION_FULL, as is usual, anywhere in the 2 GiB around the kernel that every
 * relocation spans. A module goes into the 128 MiB from there, or, when these are full, into 2 GiB.
 *
 * <pre>
 *   base = max(_end - 2G, MODULES_VADDR) + ((2G - (_end - _stext)) * (seed &amp; 0x1fffff) >> 21)
 * </pre>
 *
 * <p>From 6.5 on there are two windows. The one in reach of a branch is left out with that option;
 * the other is a box of 2 GiB around the kernel, moved down by a random number of pages: here the
 * seed, counted modulo the number of places.
 */
final class ModuleWindows {
    private static final long BRANCH = 128L << 20;
    private static final long FAR = 2L << 30;

    private ModuleWindows() {}

    /** Empty for versions whose rule is not known. */
    static Optional<List<Range>> of(
            Version version, Options options, KernelExtent kernel, long seed) {
        if (!version.atLeast(new Version(5, 2, 0))) {
            return Optional.empty();
        }
        return Optional.of(
                version.atLeast(new Version(6, 5, 0))
                        ? boxes(options, kernel, seed)
                        : base(version, options, kernel, seed));
    }

    private static List<Range> base(
            Version version, Options options, KernelExtent kernel, long seed) {
        long base = kernel.textEnd() - BRANCH;
        if (!options.has("nokaslr") && !options.has("no_randomize_base")) {
            long lowest = modules(version, options);
            base = kernel.end() - FAR;
            if (Long.compareUnsigned(base, lowest) < 0) {
                base = lowest;
            }
            long range = FAR - (kernel.end() - kernel.start());
            base += range * (seed & 0x1f_ffff) >> 21;
        }
        base &= -options.pageSize();
        return List.of(Range.of(base, BRANCH), Range.of(base, FAR));
    }

    /**
     * MODULES_VADDR: the lowest address of the kernel's half, or behind a window for BPF before.
     */
    private static long modules(Version version, Options options) {
        int bits = options.pageSize() == 16 << 10 ? 47 : 48;
        return (-1L << bits - 1) + (version.atLeast(new Version(5, 14, 0)) ? 0 : BRANCH);
    }

    private static List<Range> boxes(Options options, KernelExtent kernel, long seed) {
        long size = kernel.end() - kernel.start();
        List<Range> windows = new ArrayList<>();
        if (options.has("nokaslr") || options.has("no_randomize_base")) {
            if (size < BRANCH) {
                windows.add(Range.of(kernel.end() - BRANCH, BRANCH));
            }
            if (size < FAR) {
                windows.add(Range.of(kernel.end() - FAR, FAR));
            }
        } else if (size < FAR) {
            long places = (FAR - size) / options.pageSize() + 1;
            long down = Long.remainderUnsigned(seed, places) * options.pageSize();
            windows.add(Range.of((kernel.start() & -options.pageSize()) - down, FAR));
        }
        return windows;
    }
}
