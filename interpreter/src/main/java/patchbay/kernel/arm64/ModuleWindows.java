package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Range;
import patchbay.kernel.KernelExtent;
import patchbay.kernel.Options;
import patchbay.kernel.Version;

/**
 * Where arm64 kernels look for room for a module, the preferred window first ({@code module_alloc},
 * since 6.10 {@code execmem_arch_setup}; the base is kaslr.c's until 6.4).
 *
 * <p>Modules have an area of their own right below where the kernel image is linked, and behind it
 * the area of vmalloc begins. The randomisation of addresses moves the image, and the modules with
 * it or not:
 *
 * <pre>
 *   until 6.4 one base for all modules, in pages
 *                          from                           over                       then in
 *   no randomisation       _etext - 128M                  nothing                    as below
 *   in reach of branches   _etext - 128M                  128M - (_etext - _stext)   as below
 *   else, until 4.16       vmalloc                        vmalloc - 128M             vmalloc
 *   else, until 5.1        _end - 4G, or the area's start 4G - (_end - _stext)       4G from the base
 *   else                   _end - 2G, or the area's start 2G - (_end - _stext)       2G from the base
 * </pre>
 *
 * The base is {@code from + (over * (seed & 0x1fffff) >> 21)}; a module goes into the 128 MiB from
 * there, or, when these are full, to where the last column says. In the third row the product is
 * cut to 64 bits, as there.
 *
 * <p>From 6.5 on there are two windows around the kernel. The one in reach of a branch is left out
 * with RANDOMIZE_MODULE_REGION_FULL, as is usual; the other is a box of 2 GiB around it, or around
 * the kernel. Each is moved down by a random number of pages: here the seed, counted modulo the
 * number of places, and what is left of it for the second.
 */
final class ModuleWindows {
    private static final long BRANCH = 128L << 20;
    private static final long FAR = 2L << 30;
    private static final long FURTHER = 4L << 30;
    private static final long SEED = 0x1f_ffff;

    private ModuleWindows() {}

    static List<Range> of(Version version, Options options, KernelExtent kernel, long seed) {
        return Change.LARGE_REGION.isIn(version)
                ? boxes(options, kernel, seed)
                : fromBase(version, options, kernel, seed);
    }

    private static boolean isRandom(Options options) {
        return !options.has("nokaslr") && !options.has("no_randomize_base");
    }

    /** RANDOMIZE_MODULE_REGION_FULL. */
    private static boolean isFull(Options options) {
        return !options.has("no_randomize_module_region_full");
    }

    private static List<Range> fromBase(
            Version version, Options options, KernelExtent kernel, long seed) {
        boolean near = Change.MODULES_NEAR_KERNEL.isIn(version);
        long reach = Change.MODULES_WITHIN_2G.isIn(version) ? FAR : FURTHER;
        long from = kernel.textEnd() - BRANCH;
        long over = 0;
        if (isRandom(options) && !isFull(options)) {
            over = BRANCH - (kernel.textEnd() - kernel.start());
        } else if (isRandom(options) && !near) {
            from = vmalloc(version, options).start();
            over = vmalloc(version, options).size() - BRANCH;
        } else if (isRandom(options)) {
            long lowest = area(version, options).start();
            from = kernel.end() - reach;
            from = Long.compareUnsigned(from, lowest) < 0 ? lowest : from;
            over = reach - (kernel.end() - kernel.start());
        }
        long base = from + (over * (seed & SEED) >>> 21) & -options.pageSize();
        return List.of(
                Range.of(base, BRANCH), near ? Range.of(base, reach) : vmalloc(version, options));
    }

    /**
     * From MODULES_VADDR to MODULES_END: the lowest addresses of the kernel's half, but for what
     * some versions leave to BPF.
     */
    static Range area(Version version, Options options) {
        long half = 0xffff_0000_0000_0000L;
        if (Change.KERNEL_HALF_FLIPPED.isIn(version)) {
            boolean small = options.pageSize() == 16 << 10 && Change.SMALLER_HALF.isIn(version);
            half = small ? 0xffff_c000_0000_0000L : 0xffff_8000_0000_0000L;
        }
        boolean bpf =
                Change.REGION_FOR_BPF.isIn(version) && !Change.NO_REGION_FOR_BPF.isIn(version);
        return Range.of(
                bpf ? half + BRANCH : half, Change.LARGE_REGION.isIn(version) ? FAR : BRANCH);
    }

    /**
     * From VMALLOC_START to VMALLOC_END, until 5.3: behind the modules, and below the map of pages
     * and a guard as large as a table of the level below the top.
     */
    private static Range vmalloc(Version version, Options options) {
        int page = Long.numberOfTrailingZeros(options.pageSize());
        int table = page == 16 ? 42 : 3 * page - 6;
        long pages = 1L << 48 - 1 - page + 6;
        long end = 0xffff_8000_0000_0000L - (1L << table) - pages - (64 << 10);
        return new Range(area(version, options).end(), end);
    }

    private static List<Range> boxes(Options options, KernelExtent kernel, long seed) {
        long size = kernel.end() - kernel.image();
        List<Range> windows = new ArrayList<>();
        if (!isRandom(options)) {
            if (size < BRANCH) {
                windows.add(Range.of(kernel.end() - BRANCH, BRANCH));
            }
            if (size < FAR) {
                windows.add(Range.of(kernel.end() - FAR, FAR));
            }
            return windows;
        }
        Range inside = new Range(kernel.image(), kernel.end());
        long left = seed;
        if (!isFull(options) && size < BRANCH) {
            inside = around(inside, BRANCH, options.pageSize(), left);
            windows.add(inside);
            left = Long.divideUnsigned(left, places(size, BRANCH, options.pageSize()));
        }
        if (inside.size() < FAR) {
            windows.add(around(inside, FAR, options.pageSize(), left));
        }
        return windows;
    }

    /** How many boxes of {@code size} hold {@code held} bytes. */
    private static long places(long held, long size, long pageSize) {
        return (size - held) / pageSize + 1;
    }

    /** The box of that size, {@code seed} modulo its places below {@code inside}. */
    private static Range around(Range inside, long size, long pageSize, long seed) {
        long down = Long.remainderUnsigned(seed, places(inside.size(), size, pageSize));
        return Range.of((inside.start() & -pageSize) - down * pageSize, size);
    }
}
