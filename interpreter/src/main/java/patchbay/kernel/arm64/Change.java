package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import patchbay.kernel.Version;

/**
 * What changed in arm64's kernels from 4.6 on, as far as it shows in where a module lies, in its
 * bytes, or in what may be done to them; oldest first.
 *
 * <p>A change came with a release, and sometimes to stable series before it: then a version of such
 * a series has it from that patch level on. The releases are those of the kernel's own logs and
 * announcements; the rules were read in module-plts.c, module.c, kaslr.c and ftrace.c of
 * arch/arm64/kernel, in kernel/module and in lib/sort.c.
 */
enum Change {
    /** Only calls of undefined symbols had slots, one for a symbol. */
    PLT_FOR_INIT("4.11", "a second PLT for what is freed after init; slots by distance"),
    TRACER_SLOT("4.15", "a slot of the module's own for the tracer, filled when first used"),
    /** Kernels built against the erratum refused every adrp in a module before. */
    MOVED_ADRP("4.17", "erratum 843419: an adrp moves instead of being refused"),
    /** And took the whole area of vmalloc before. */
    MODULES_NEAR_KERNEL("4.17", "modules lie within 4 GiB of the kernel"),
    /** And stopped the machine before. */
    REFUSES_WITHOUT_SLOT(
            "4.17", "a PLT that is too small refuses the module; before: a kernel BUG"),
    SLOTS_ONLY_WITH_KASLR("4.17", "no slots for branches if built without RANDOMIZE_BASE"),
    RELATIVE_SLOTS("5.0", "slots of 12 bytes: adrp/add/br"),
    REGION_FOR_BPF("5.0", "128 MiB for BPF below the modules"),
    MODULES_WITHIN_2G("5.2, 5.1.6, 5.0.20, 4.19.47", "modules lie within 2 GiB of the kernel"),
    SIGNED_DISTANCES("5.2", "data takes signed distances and unsigned addresses only"),
    KERNEL_HALF_FLIPPED("5.4", "the linear map lies below the modules"),
    PATCHABLE_ENTRIES("5.5", "two no-ops at the entry instead of mcount; ftrace can redirect"),
    BTI("5.8", "landing pads for indirect branches, if built with ARM64_BTI_KERNEL"),
    BRANCHES_SORTED("5.9", "only branches to other sections are sorted"),
    TYPED_EXCEPTIONS("5.16", "entries of the exception table have 12 bytes"),
    NO_REGION_FOR_BPF("5.17, 5.16.5, 5.15.19", "modules begin where the kernel's half does"),
    ARGUMENTS("6.2", "the entry code saves arguments only; one slot for sites"),
    CALL_OPS("6.3", "a pointer to the ops before each function"),
    BLOCK_BY_TYPE("6.4", "a module is placed in seven blocks instead of two"),
    DIRECT_CALLS("6.4", "the ops may name a function to call at once"),
    LARGE_REGION("6.5", "PLTs always on; module area of 2 GiB"),
    EXIT_COUNTS_AS_INIT(
            "6.6, 6.5.1, 6.4.14, 6.1.51, 5.15.130, 5.10.194",
            "calls in .exit.text count for init if modules are never unloaded"),
    SLOTS_ALWAYS("6.7, 6.6.3, 6.5.13", "slots for branches also without RANDOMIZE_BASE"),
    SMALLER_HALF("6.9", "with pages of 16K the kernel's half begins at 0xffffc00000000000"),
    OTHER_SORT("6.11", "relocations with equal keys are sorted into another order"),
    TRACER_SLOT_FOR_INIT(
            "6.17, 6.16.8, 6.12.48, 6.6.107", "a slot for the tracer beside init text"),
    LIVE_PATCHING("6.17", "live patching");

    private final String what;

    @SuppressWarnings("ImmutableEnumChecker") // a copy, which nobody changes
    private final List<Version> releases;

    Change(String releases, String what) {
        this.what = what;
        List<Version> found = new ArrayList<>();
        for (int at = 0; at >= 0; ) {
            int comma = releases.indexOf(", ", at);
            String release = releases.substring(at, comma < 0 ? releases.length() : comma);
            found.add(zero(Version.parse(release).orElseThrow()));
            at = comma < 0 ? -1 : comma + 2;
        }
        this.releases = List.copyOf(found);
    }

    private static Version zero(Version version) {
        return new Version(version.major(), version.minor(), Math.max(0, version.patch()));
    }

    /** What is different since, as a line of text. */
    String what() {
        return what;
    }

    /** The first release that had it. */
    Version first() {
        return releases.getFirst();
    }

    /** The first release that had it, then those of stable series that got it later. */
    List<Version> releases() {
        return releases;
    }

    /** Whether {@code version} has it. */
    boolean isIn(Version version) {
        if (version.atLeast(first())) {
            return true;
        }
        for (Version release : releases) {
            if (version.sharesSeriesWith(release) && version.atLeast(release)) {
                return true;
            }
        }
        return false;
    }
}
