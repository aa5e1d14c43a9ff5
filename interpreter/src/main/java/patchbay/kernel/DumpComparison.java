package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;

/**
 * Holds memory of a running system against what the module's loader wrote. A word that differs is
 * explained when a rule predicts the very word that was found; nothing else explains it.
 *
 * @param compared bytes of code and constants that the dumps hold
 * @param differences in code and constants, by address
 * @param variables bytes of writable sections that differ: they are there to be written to
 */
public record DumpComparison(long compared, List<Difference> differences, long variables) {
    public DumpComparison {
        differences = List.copyOf(differences);
    }

    /** Memory as it was found. */
    public record Dump(long address, byte[] bytes) {
        private Range range() {
            return Range.of(address, bytes.length);
        }
    }

    /**
     * A run of bytes that is not as the loader left it.
     *
     * @param why what made it so; empty where no rule predicts these bytes
     */
    public record Difference(long address, byte[] wrote, byte[] found, Optional<String> why) {}

    /**
     * @param live the running system with the module as its loader left it
     * @param earlier what its sections held when they had just been relocated, where that differs
     */
    public static DumpComparison of(
            Machine live, Era era, Module module, List<Dump> earlier, List<Dump> dumps) {
        Map<Long, List<Rewrite>> rewrites = new HashMap<>();
        List<Rewrite> all = new ArrayList<>(Rewrites.of(live, era, module));
        earlier.forEach(section -> notSetUp(live, era, section, all));
        for (Rewrite rewrite : all) {
            rewrites.computeIfAbsent(rewrite.address(), at -> new ArrayList<>()).add(rewrite);
        }
        List<Difference> differences = new ArrayList<>();
        long compared = 0;
        long variables = 0;
        for (Segment segment : module.segments()) {
            for (Dump dump : dumps) {
                Optional<Range> both = common(segment.range(), dump.range());
                if (both.isEmpty()) {
                    continue;
                }
                Range range = both.get();
                byte[] wrote = live.memory().bytes(range.start(), (int) range.size());
                int from = (int) (range.start() - dump.address);
                byte[] found = Arrays.copyOfRange(dump.bytes, from, from + wrote.length);
                if (segment.protection() == Protection.READ_WRITE) {
                    variables += differing(wrote, found);
                } else {
                    compared += wrote.length;
                    compare(era, range.start(), wrote, found, rewrites, differences);
                }
            }
        }
        return new DumpComparison(compared, differences, variables);
    }

    /** Words that loading changes once more when relocation is done. */
    private static void notSetUp(Machine live, Era era, Dump section, List<Rewrite> rewrites) {
        int unit = era.isa().unit();
        for (int at = 0; at + unit <= section.bytes.length; at += unit) {
            byte[] word = Arrays.copyOfRange(section.bytes, at, at + unit);
            if (!live.memory().holds(section.address + at, word)) {
                rewrites.add(
                        new Rewrite(
                                section.address + at,
                                word,
                                "as relocated: ftrace has not been there"));
            }
        }
    }

    private static void compare(
            Era era,
            long start,
            byte[] wrote,
            byte[] found,
            Map<Long, List<Rewrite>> rewrites,
            List<Difference> differences) {
        int unit = era.isa().unit();
        for (int at = 0; at < wrote.length; ) {
            int word =
                    Math.min(
                            unit - (int) Long.remainderUnsigned(start + at, unit),
                            wrote.length - at);
            int size = word;
            Optional<String> why = Optional.empty();
            for (Rewrite rewrite : rewrites.getOrDefault(start + at, List.of())) {
                int length = rewrite.becomes().length;
                if (at + length <= found.length
                        && Arrays.equals(found, at, at + length, rewrite.becomes(), 0, length)) {
                    size = length;
                    why = Optional.of(rewrite.what());
                    break;
                }
            }
            if (!Arrays.equals(wrote, at, at + size, found, at, at + size)) {
                byte[] now = Arrays.copyOfRange(found, at, at + size);
                if (why.isEmpty() && Arrays.equals(now, era.breakpoint())) {
                    why = Optional.of("kprobe: a breakpoint");
                }
                differences.add(
                        new Difference(
                                start + at, Arrays.copyOfRange(wrote, at, at + size), now, why));
            }
            at += size;
        }
    }

    private static long differing(byte[] a, byte[] b) {
        long count = 0;
        for (int i = 0; i < a.length; i++) {
            count += a[i] == b[i] ? 0 : 1;
        }
        return count;
    }

    private static Optional<Range> common(Range a, Range b) {
        long start = Long.compareUnsigned(a.start(), b.start()) > 0 ? a.start() : b.start();
        long end = Long.compareUnsigned(a.end(), b.end()) < 0 ? a.end() : b.end();
        return Long.compareUnsigned(start, end) < 0
                ? Optional.of(new Range(start, end))
                : Optional.empty();
    }
}
