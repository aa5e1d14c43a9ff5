package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.Rewrite;
import patchbay.kernel.Rewrites;
import patchbay.machine.Machine;
import patchbay.machine.Module;

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
 * <p>An entry without replacement has a callback, which for most of them writes no-ops. A branch in
 * the replacement that leads out of it is made to lead to the same place from where it then stands.
 * A negative feature bit (0x8000) says that those without it get the replacement.
 */
final class Alternatives {
    private static final String SECTION = ".altinstructions";
    private static final int ENTRY = 12;
    private static final long NOP = 0xd503_201fL;
    private static final long BRANCHES = 0x7c00_0000L;
    private static final long BRANCH = 0x1400_0000L;

    private Alternatives() {}

    static List<Rewrite> of(Machine live, Module module) {
        List<Rewrite> rewrites = new ArrayList<>();
        Memory memory = live.memory();
        Rewrites.section(module, SECTION)
                .ifPresent(table -> {
                    for (long at = table.start(); at + ENTRY <= table.end(); at += ENTRY) {
                        entry(memory, at, rewrites);
                    }
                });
        return rewrites;
    }

    private static void entry(Memory memory, long at, List<Rewrite> rewrites) {
        long original = at + (int) memory.little(at, 4);
        long replacement = at + 4 + (int) memory.little(at + 4, 4);
        int feature = (int) memory.little(at + 8, 2) & 0x7fff;
        int size = (int) memory.little(at + 10, 1);
        boolean callback = memory.little(at + 11, 1) == 0;
        byte[] becomes = new byte[size & ~3];
        if (!Range.fits(replacement, becomes.length)
                || !callback && !memory.isMapped(Range.of(replacement, becomes.length))) {
            return;
        }
        for (int i = 0; i < becomes.length; i += 4) {
            long word =
                    callback
                            ? NOP
                            : moved(
                                    memory.little(replacement + i, 4),
                                    replacement + i,
                                    original + i,
                                    Range.of(replacement, becomes.length));
            Bits.putLittle(becomes, i, 4, word);
        }
        if (becomes.length > 0) {
            rewrites.add(
                    new Rewrite(
                            original,
                            becomes,
                            Rewrite.Kind.ALTERNATIVE,
                            "alternative for processor feature " + feature));
        }
    }

    /** A direct branch out of the replacement as it is at its new place; anything else as it is. */
    private static long moved(long word, long from, long to, Range replacement) {
        if ((word & BRANCHES) != BRANCH) {
            return word;
        }
        Fixup.Field field = Arm64Fixups.JUMP26.field();
        long target = from + Bits.signed(field.extract(word), 28);
        return replacement.contains(target)
                ? word
                : field.insert(word, Arm64Fixups.JUMP26.value(target, 0, to));
    }
}
