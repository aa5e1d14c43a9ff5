package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.Names;
import patchbay.kernel.Rewrite;
import patchbay.kernel.Rewrites;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;

/**
 * The instructions that a processor with some feature gets in the place of others ({@code
 * __apply_alternatives}).
 *
 * <pre>
 *   .altinstructions, 12 bytes an entry:
 *   | orig - here | alt - here | feature | length of orig | of alt |
 *     0             4            8         10               11
 * </pre>
 *
 * <p>What leads out of the replacement, a direct branch or an adrp, is made to lead to the same
 * place from where it then stands. An entry without replacement has a callback there instead (and
 * the highest bit of the feature says so, from 6.0 on). The one that modules may use writes no-ops;
 * what another one writes is not predicted.
 */
final class Alternatives {
    private static final String SECTION = ".altinstructions";
    private static final int ENTRY = 12;
    private static final long NOP = 0xd503_201fL;
    private static final String CALLBACK = "alt_cb_patch_nops";

    private Alternatives() {}

    static List<Rewrite> of(Machine live, Module module) {
        List<Rewrite> rewrites = new ArrayList<>();
        Rewrites.section(module, SECTION)
                .ifPresent(table -> {
                    for (long at = table.start(); at + ENTRY <= table.end(); at += ENTRY) {
                        entry(live, at, rewrites);
                    }
                });
        return rewrites;
    }

    private static void entry(Machine live, long at, List<Rewrite> rewrites) {
        Memory memory = live.memory();
        long original = at + (int) memory.little(at, 4);
        long replacement = at + 4 + (int) memory.little(at + 4, 4);
        int feature = (int) memory.little(at + 8, 2) & 0x7fff;
        int size = (int) memory.little(at + 10, 1) & ~3;
        boolean callback = memory.little(at + 11, 1) == 0;
        if (size == 0
                || !(callback ? writesNoOps(live, replacement) : has(memory, replacement, size))) {
            return;
        }
        byte[] becomes = new byte[size];
        for (int i = 0; i < size; i += 4) {
            long word =
                    callback
                            ? NOP
                            : moved(
                                    memory.little(replacement + i, 4),
                                    replacement + i,
                                    original + i,
                                    Range.of(replacement, size));
            Bits.putLittle(becomes, i, 4, word);
        }
        rewrites.add(
                new Rewrite(
                        original,
                        becomes,
                        Rewrite.Kind.ALTERNATIVE,
                        "alternative for processor feature " + feature));
    }

    private static boolean has(Memory memory, long start, int size) {
        return Range.fits(start, size) && memory.isMapped(Range.of(start, size));
    }

    /**
     * Whether the callback at {@code address} is the kernel's; where its symbols are not known it
     * may be.
     */
    private static boolean writesNoOps(Machine live, long address) {
        Optional<Symbol> known = Names.find(live, Module.KERNEL, CALLBACK);
        return known.isPresent()
                ? known.get().address() == address
                : live.moduleAt(address).isEmpty();
    }

    /** What leads out of the replacement as it is at its new place; anything else as it is. */
    private static long moved(long word, long from, long to, Range replacement) {
        Optional<Fixup> way = distance(word);
        if (way.isEmpty()) {
            return word;
        }
        Fixup.Field field = way.get().field();
        boolean isPage = way.get().formula() == Fixup.Formula.PAGE_RELATIVE;
        long place = isPage ? from & ~0xfffL : from;
        long target = place + Bits.signed(field.extract(word), field.width() + field.shift());
        boolean inside = replacement.contains(target) || target == replacement.end();
        return inside && !isPage ? word : field.insert(word, way.get().value(target, 0, to));
    }

    /** Where an instruction has the distance to what it branches to, or to a page. */
    private static Optional<Fixup> distance(long word) {
        if ((word & 0x7c00_0000L) == 0x1400_0000L) { // b, bl
            return Optional.of(Arm64Fixups.JUMP26);
        }
        if ((word & 0xff00_0010L) == 0x5400_0000L || (word & 0x7e00_0000L) == 0x3400_0000L) {
            return Optional.of(Arm64Fixups.CONDBR19); // b.cond, cbz, cbnz
        }
        if ((word & 0x7e00_0000L) == 0x3600_0000L) { // tbz, tbnz
            return Optional.of(Arm64Fixups.TSTBR14);
        }
        return (word & 0x9f00_0000L) == 0x9000_0000L
                ? Optional.of(Arm64Fixups.ADRP_HI21_NC)
                : Optional.empty();
    }
}
