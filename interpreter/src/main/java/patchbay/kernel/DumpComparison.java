package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.kernel.Rewrite.Cause;
import patchbay.kernel.Rewrite.Kind;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Site;

/**
 * Holds memory of a running system against what the module's loader wrote. A word that differs is
 * explained when a rule predicts the very word that was found; nothing else explains it.
 *
 * <pre>
 *   file ──► relocated ──► as loading left it ──► as it was found
 *                  set up                 differences
 * </pre>
 *
 * @param compared bytes of code and constants that the dumps hold
 * @param words of the instruction set's unit that these are
 * @param differences in code and constants; of the unexplained ones so many as somebody may read
 * @param more words that nothing explains besides those
 * @param setUp words of code that loading changed after relocation, and that are as it left them
 * @param missing sections of code and constants, or parts of them, that no dump holds
 * @param variables bytes of writable sections that differ: they are there to be written to
 */
public record DumpComparison(
        long compared,
        long words,
        List<Difference> differences,
        long more,
        Map<Kind, Long> setUp,
        List<Missing> missing,
        long variables) {
    /** Unexplained differences that are told one by one: a dump of something else has millions. */
    private static final int MOST = 1 << 12;

    public DumpComparison {
        differences = List.copyOf(differences);
        setUp = Map.copyOf(setUp);
        missing = List.copyOf(missing);
    }

    /**
     * A run of bytes that is not as the loader left it.
     *
     * @param words how many words of it differ
     * @param cause what made it so; empty where no rule predicts these bytes
     */
    public record Difference(
            long address, byte[] wrote, byte[] found, int words, Optional<Cause> cause) {}

    /** So many bytes of a section were not there to be compared. */
    public record Missing(String section, long bytes, boolean isCode) {}

    /** Words that somebody has explained so. */
    public long explained(Kind kind) {
        long words = 0;
        for (Difference each : differences) {
            words += each.cause.filter(cause -> cause.kind() == kind).isPresent() ? each.words : 0;
        }
        return words;
    }

    /** Words whose explanation was read off the dump itself. */
    public long assumed() {
        long words = 0;
        for (Difference each : differences) {
            words += each.cause.filter(Cause::assumed).isPresent() ? each.words : 0;
        }
        return words;
    }

    /** Words that nothing explains. */
    public long unexplained() {
        long words = more;
        for (Difference each : differences) {
            words += each.cause.isEmpty() ? each.words : 0;
        }
        return words;
    }

    /** Words that are as the loader left them. */
    public long equal() {
        long changed = more;
        for (Difference each : differences) {
            changed += each.words;
        }
        return words - changed;
    }

    /**
     * @param live the running system with the module as its loader left it
     * @param earlier what its sections held when they had just been relocated, where that differs
     * @param known what else may have been written, as the caller knows; it comes first
     */
    public static DumpComparison of(
            Machine live,
            Era era,
            Module module,
            List<Dumped.Piece> earlier,
            List<Rewrite> known,
            Dumped dumped) {
        return new Comparing(live, era, module, dumped).compare(earlier, known);
    }

    /** One comparison while it is made. */
    private static final class Comparing {
        private final Machine live;
        private final Era era;
        private final Module module;
        private final Dumped dumped;
        private final int unit;
        private final Map<Long, List<Rewrite>> rewrites = new HashMap<>();
        private final List<Difference> differences = new ArrayList<>();
        private final List<Missing> missing = new ArrayList<>();
        private long unexplained;
        private long more;
        private long compared;
        private long words;
        private long variables;

        Comparing(Machine live, Era era, Module module, Dumped dumped) {
            this.live = live;
            this.era = era;
            this.module = module;
            this.dumped = dumped;
            this.unit = era.isa().unit();
        }

        DumpComparison compare(List<Dumped.Piece> all, List<Rewrite> known) {
            List<Dumped.Piece> earlier = new ArrayList<>(all); // what init had may be gone
            earlier.removeIf(section -> !live.memory().isMapped(section.range()));
            known.forEach(this::add);
            Rewrites.of(live, era, module, dumped).forEach(this::add);
            OpsPointers.of(live, era, module, dumped).forEach(this::add);
            earlier.forEach(this::notSetUp);
            for (Segment segment : module.segments()) {
                compare(segment);
            }
            return new DumpComparison(
                    compared, words, differences, more, setUp(earlier), missing, variables);
        }

        private void add(Rewrite rewrite) {
            rewrites.computeIfAbsent(rewrite.address(), at -> new ArrayList<>(1)).add(rewrite);
        }

        /** Words that loading changes once more when relocation is done. */
        private void notSetUp(Dumped.Piece section) {
            byte[] bytes = section.bytes();
            for (int at = 0; at + unit <= bytes.length; at += unit) {
                byte[] word = Arrays.copyOfRange(bytes, at, at + unit);
                if (!live.memory().holds(section.address() + at, word)) {
                    add(
                            new Rewrite(
                                    section.address() + at,
                                    word,
                                    Kind.EARLIER,
                                    "as relocated: ftrace has not been there"));
                }
            }
        }

        private void compare(Segment segment) {
            Range range = segment.range();
            boolean isVariable = segment.protection() == Protection.READ_WRITE;
            List<Range> parts = new ArrayList<>();
            for (Dumped.Piece piece : dumped.pieces()) {
                common(range, piece.range())
                        .ifPresent(both -> {
                            parts.add(both);
                            byte[] wrote = live.memory().bytes(both.start(), (int) both.size());
                            int from = (int) (both.start() - piece.address());
                            byte[] found =
                                    Arrays.copyOfRange(piece.bytes(), from, from + wrote.length);
                            if (isVariable) {
                                variables += differing(wrote, found);
                            } else {
                                boolean isCode = segment.protection() == Protection.EXECUTE;
                                compare(both.start(), wrote, found, isCode);
                            }
                        });
            }
            long absent = range.size() - covered(parts);
            if (absent > 0 && !isVariable) {
                boolean isCode = segment.protection() == Protection.EXECUTE;
                missing.add(new Missing(segment.name(), absent, isCode));
            }
        }

        private void compare(long start, byte[] wrote, byte[] found, boolean isCode) {
            compared += wrote.length;
            for (int at = 0; at < wrote.length; ) {
                int size = wordAt(start, at, wrote.length);
                Optional<Rewrite> rewrite = rewrite(start + at, found, at);
                if (rewrite.isPresent()) {
                    size = rewrite.get().becomes().length;
                }
                int changed = 0;
                int next = at;
                while (next < at + size) {
                    int word = wordAt(start, next, at + size);
                    words++;
                    changed +=
                            Arrays.equals(wrote, next, next + word, found, next, next + word)
                                    ? 0
                                    : 1;
                    next += word;
                }
                if (changed > 0) {
                    byte[] now = Arrays.copyOfRange(found, at, at + size);
                    Optional<Cause> cause = rewrite.map(Rewrite::cause);
                    if (cause.isEmpty() && isCode && Arrays.equals(now, era.breakpoint())) {
                        cause = Optional.of(new Cause(Kind.KPROBE, "kprobe: a breakpoint"));
                    }
                    if (cause.isEmpty() && ++unexplained > MOST) {
                        more += changed;
                    } else {
                        byte[] before = Arrays.copyOfRange(wrote, at, at + size);
                        differences.add(new Difference(start + at, before, now, changed, cause));
                    }
                }
                at += size;
            }
        }

        /** How many bytes there are up to the next whole word. */
        private int wordAt(long start, int at, int end) {
            return Math.min(unit - (int) Long.remainderUnsigned(start + at, unit), end - at);
        }

        /** The first rule that predicts what was found from {@code at} on. */
        private Optional<Rewrite> rewrite(long address, byte[] found, int at) {
            for (Rewrite rewrite : rewrites.getOrDefault(address, List.of())) {
                byte[] becomes = rewrite.becomes();
                if (at + becomes.length <= found.length
                        && Arrays.equals(
                                found, at, at + becomes.length, becomes, 0, becomes.length)) {
                    return Optional.of(rewrite);
                }
            }
            return Optional.empty();
        }

        /** What loading did to code after relocation, where it was found as that left it. */
        private Map<Kind, Long> setUp(List<Dumped.Piece> earlier) {
            Set<Long> pointers = new HashSet<>();
            era.entryCode()
                    .saved()
                    .flatMap(EntryCode.SavedPc::ops)
                    .ifPresent(ops -> {
                        for (Site site : dumped.sites(module)) {
                            pointers.add(ops.literal(site.ip()));
                        }
                    });
            Map<Kind, Long> setUp = new EnumMap<>(Kind.class);
            for (Dumped.Piece section : earlier) {
                if (!isCode(section.address())) {
                    continue;
                }
                for (int at = 0; at + unit <= section.bytes().length; at += unit) {
                    long address = section.address() + at;
                    byte[] now = live.memory().bytes(address, unit);
                    if (!Arrays.equals(now, 0, unit, section.bytes(), at, at + unit)
                            && dumped.bytes(address, unit)
                                    .filter(found -> Arrays.equals(found, now))
                                    .isPresent()) {
                        Kind kind = pointers.contains(address & ~7L) ? Kind.OPS : Kind.FTRACE;
                        setUp.merge(kind, 1L, Long::sum);
                    }
                }
            }
            return setUp;
        }

        private boolean isCode(long address) {
            return module.segmentAt(address)
                    .filter(segment -> segment.protection() == Protection.EXECUTE)
                    .isPresent();
        }
    }

    private static long differing(byte[] a, byte[] b) {
        long count = 0;
        for (int i = 0; i < a.length; i++) {
            count += a[i] == b[i] ? 0 : 1;
        }
        return count;
    }

    /** How many bytes lie in at least one of these. */
    private static long covered(List<Range> parts) {
        List<Range> sorted = new ArrayList<>(parts);
        sorted.sort((a, b) -> Long.compareUnsigned(a.start(), b.start()));
        long bytes = 0;
        long end = 0;
        for (Range part : sorted) {
            long start = Long.compareUnsigned(part.start(), end) > 0 ? part.start() : end;
            if (Long.compareUnsigned(part.end(), start) > 0) {
                bytes += part.end() - start;
                end = part.end();
            }
        }
        return bytes;
    }

    private static Optional<Range> common(Range a, Range b) {
        long start = Long.compareUnsigned(a.start(), b.start()) > 0 ? a.start() : b.start();
        long end = Long.compareUnsigned(a.end(), b.end()) < 0 ? a.end() : b.end();
        return Long.compareUnsigned(start, end) < 0
                ? Optional.of(new Range(start, end))
                : Optional.empty();
    }
}
