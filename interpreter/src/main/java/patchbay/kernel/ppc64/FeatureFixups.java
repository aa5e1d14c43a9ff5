package patchbay.kernel.ppc64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.Rewrite;
import patchbay.kernel.Rewrites;
import patchbay.machine.Machine;
import patchbay.machine.Module;

/**
 * The instructions that another processor or firmware gets in the place of those that were
 * compiled: {@code module_finalize} and feature-fixups.c of powerpc.
 *
 * <pre>
 *   __ftr_fixup        processor   48 bytes an entry, each place relative to the entry:
 *   __mmu_ftr_fixup    MMU         | mask | value | start | end | alt start | alt end |
 *   __fw_ftr_fixup     firmware      0      8       16      24    32          40
 *
 *   __lwsync_fixup                 8 bytes an entry: where lwsync goes if the processor has it
 *   __spec_barrier_fixup           8 bytes an entry: where ori 31,31,0 goes if it shall wait
 * </pre>
 *
 * A section stays as it is where {@code features & mask} is the value. Otherwise it gets the
 * alternative, and no-ops behind that; a branch out of the alternative leads to the same place from
 * where it then stands. Modules of 6.1 list their speculation barriers as the kernel proper does,
 * in {@code __barrier_nospec_fixup}, where the loader of modules does not look: they stay no-ops.
 */
final class FeatureFixups {
    private static final Map<String, String> SECTIONS =
            new TreeMap<>(
                    Map.of(
                            "__ftr_fixup", "processor",
                            "__mmu_ftr_fixup", "MMU",
                            "__fw_ftr_fixup", "firmware"));
    private static final int ENTRY = 48;
    private static final String LWSYNC = "__lwsync_fixup";
    private static final String BARRIER = "__spec_barrier_fixup";
    private static final String KERNELS_BARRIER = "__barrier_nospec_fixup";
    private static final int PLACE = 8;

    private static final long LWSYNC_WORD = 0x7c20_04acL;
    private static final long BARRIER_WORD = 0x63ff_0000L; // ori 31,31,0

    /** More than any section that is replaced as a whole. */
    private static final long LONGEST = 1 << 12;

    private final Memory memory;
    private final List<Rewrite> rewrites = new ArrayList<>();

    private FeatureFixups(Memory memory) {
        this.memory = memory;
    }

    static List<Rewrite> of(Machine live, Module module) {
        FeatureFixups fixups = new FeatureFixups(live.memory());
        SECTIONS.forEach((section, whose) ->
                Rewrites.section(module, section)
                        .ifPresent(table -> fixups.sections(table, whose)));
        Rewrites.section(module, LWSYNC)
                .ifPresent(table -> fixups.words(table, LWSYNC_WORD, "lwsync, which this has"));
        Rewrites.section(module, module.isKernel() ? KERNELS_BARRIER : BARRIER)
                .ifPresent(table -> fixups.words(table, BARRIER_WORD, "speculation barrier"));
        return fixups.rewrites;
    }

    private void words(Range table, long word, String what) {
        byte[] becomes = new byte[4];
        Bits.putLittle(becomes, 0, 4, word);
        for (long at = table.start(); at + PLACE <= table.end(); at += PLACE) {
            rewrites.add(
                    new Rewrite(
                            at + memory.little(at, PLACE),
                            becomes,
                            Rewrite.Kind.ALTERNATIVE,
                            "alternative: " + what));
        }
    }

    private void sections(Range table, String whose) {
        for (long at = table.start(); at + ENTRY <= table.end(); at += ENTRY) {
            long mask = memory.little(at, 8);
            long value = memory.little(at + 8, 8);
            long start = at + memory.little(at + 16, 8);
            long size = memory.little(at + 24, 8) - memory.little(at + 16, 8);
            long from = at + memory.little(at + 32, 8);
            long other = memory.little(at + 40, 8) - memory.little(at + 32, 8);
            boolean fits = size > 0 && size <= LONGEST && other >= 0 && other <= size;
            if (fits && Range.fits(from, other) && memory.isMapped(Range.of(from, other))) {
                rewrites.add(
                        new Rewrite(
                                start,
                                replaced(start, (int) size, Range.of(from, other)),
                                Rewrite.Kind.ALTERNATIVE,
                                "alternative: %s features & 0x%x are not 0x%x"
                                        .formatted(whose, mask, value)));
            }
        }
    }

    private byte[] replaced(long start, int size, Range alternative) {
        byte[] becomes = new byte[size & ~3];
        for (int i = 0; i < becomes.length; i += 4) {
            long word =
                    i + 4 <= alternative.size()
                            ? moved(alternative.start() + i, start + i, alternative)
                            : Stubs.NOP;
            Bits.putLittle(becomes, i, 4, word);
        }
        return becomes;
    }

    /** The word at {@code from} as it is at {@code to}. */
    private long moved(long from, long to, Range alternative) {
        long word = memory.little(from, 4);
        boolean absolute = (word & 2) != 0;
        return switch ((int) (word >>> 26)) {
            case 16 -> absolute ? word : moved(word, Ppc64Fixups.REL14, 16, from, to, alternative);
            case 18 -> absolute ? word : moved(word, Ppc64Fixups.REL24, 26, from, to, alternative);
            default -> word;
        };
    }

    /** A branch with a distance of so many bits: one that stays inside keeps it. */
    private static long moved(
            long word, Fixup branch, int bits, long from, long to, Range alternative) {
        long target = from + Bits.signed(branch.field().extract(word), bits);
        boolean inside = alternative.contains(target) || target == alternative.end();
        return inside ? word : branch.field().insert(word, branch.value(target, 0, to));
    }
}
