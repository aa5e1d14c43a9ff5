package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.kernel.DumpComparison;
import patchbay.kernel.DumpPlace;
import patchbay.kernel.Dumped;
import patchbay.kernel.LateRelocation;
import patchbay.kernel.Names;
import patchbay.kernel.Rewrite;
import patchbay.lang.ast.Expr;
import patchbay.machine.Awaited;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Phrase;

/**
 * {@code compare module foo with "FILE" at ADDR}: memory of a running system beside what the
 * module's loader wrote. What no rule explains is refused, so that a script can check a kernel.
 */
final class Dumps {
    private static final int MOST_ROWS = 1000;

    /** Sections that are named where they are not in the dump. */
    private static final int MOST_SECTIONS = 6;

    /** So many words may be wrong wherever they stand. */
    private static final int FEW = 8;

    private final Run run;
    private final Expressions expressions;
    private final DumpFiles files;

    Dumps(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
        this.files = new DumpFiles(run, expressions);
    }

    /** As a statement: shown, and refused where something stays unexplained. */
    void compare(Expr.Comparison compare) throws Halt {
        Taken taken = taken(compare);
        String name = taken.module.name();
        run.answer(compare.span(), table(taken.module, taken.found));
        long unexplained = taken.found.unexplained();
        if (unexplained > 0) {
            throw new Halt(
                    Code.PB5011,
                    compare.span(),
                    Phrase.of(
                            "%d of %d words of %s that differ are explained by nothing",
                            unexplained, taken.found.words() - taken.found.equal(), name),
                    remedy(compare, taken, unexplained));
        }
    }

    private static String remedy(Expr.Comparison compare, Taken taken, long unexplained) {
        if (2 * unexplained < taken.found.words() || unexplained < FEW) {
            return "is this the very file, kernel and place that the system had?";
        }
        OptionalLong shift = DumpPlace.shift(taken.live, taken.module, taken.dumped);
        return shift.isPresent()
                ? elsewhere(compare, taken.module, taken.dumped, shift.getAsLong())
                : Phrase.of(
                        "nearly nothing is as loaded: is it another module, or another build of %s?",
                        taken.module.name());
    }

    /** That the same bytes are found somewhere else. */
    private static String elsewhere(
            Expr.Comparison compare, Module module, Dumped dumped, long shift) {
        long start = dumped.pieces().getFirst().address() + shift;
        return compare.at() != null
                ? Phrase.of(
                        "these bytes are loaded %s: is it `at %s`?",
                        Words.distance(shift), Value.hex(start))
                : Phrase.of(
                        "these bytes are loaded %s, at %s: load %s where that system had it, by `sections \"FILE\"`",
                        Words.distance(shift), Value.hex(start), module.name());
    }

    /** As an expression: a record of what was counted. */
    Value value(Expr.Comparison compare) throws Halt {
        DumpComparison found = taken(compare).found;
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("words", Value.number(found.words()));
        fields.put("equal", Value.number(found.equal()));
        fields.put("explained", Value.number(explained(found)));
        fields.put("assumed", Value.number(found.assumed()));
        fields.put("unexplained", Value.number(found.unexplained()));
        for (Rewrite.Kind kind : Rewrite.Kind.values()) {
            fields.put(field(kind), Value.number(found.explained(kind)));
        }
        long missing = 0;
        for (DumpComparison.Missing each : found.missing()) {
            missing += each.isCode() ? each.bytes() : 0;
        }
        fields.put("missing", Value.number(missing));
        fields.put("variables", Value.number(found.variables()));
        return new Value.Entry("comparison", fields);
    }

    private static long explained(DumpComparison found) {
        return found.words() - found.equal() - found.unexplained();
    }

    private static String field(Rewrite.Kind kind) {
        return switch (kind) {
            case FTRACE -> "ftrace";
            case OPS -> "ops";
            case KPROBE -> "kprobe";
            case JUMP_LABEL -> "jump_label";
            case ALTERNATIVE -> "alternative";
            case SCRIPT -> "script";
            case LATE -> "late";
            case EARLIER -> "not_set_up";
        };
    }

    /** What was found, and what it was compared with. */
    private record Taken(Machine live, Module module, Dumped dumped, DumpComparison found) {}

    /** The module called so, or the one that a variable of that name holds. */
    private String module(String name) {
        return expressions.naming().variable(name) instanceof Value.Entry entry
                        && entry.kind().equals("module")
                ? entry.text()
                : name;
    }

    private Taken taken(Expr.Comparison compare) throws Halt {
        String name = module(compare.module().text());
        LoadedFile file = run.world.files.get(name);
        Machine live = file == null ? run.world.baselines.get(name) : file.live();
        Module module = live == null ? null : live.module(name).orElse(null);
        if (live == null || module == null) {
            throw new Halt(
                    Code.PB2001,
                    compare.module().span(),
                    Phrase.of("there is no module '%s' to compare with", name),
                    Phrase.of(
                            "load it as the system did: module %s from \"%s.ko\" sections \"FILE\"",
                            name, name));
        }
        Dumped dumped = files.read(compare, module);
        run.work.add(compare.span(), Work.STEP);
        DumpComparison found =
                DumpComparison.of(
                        live,
                        run.era(compare.span()),
                        module,
                        relocated(name),
                        script(live, module),
                        dumped);
        if (found.compared() == 0 && found.variables() == 0) {
            OptionalLong shift = DumpPlace.shift(live, module, dumped);
            throw new Halt(
                    Code.PB6041,
                    compare.file().span(),
                    Phrase.of("nothing of %s lies where this dump was taken", name),
                    shift.isPresent()
                            ? elsewhere(compare, module, dumped, shift.getAsLong())
                            : Phrase.of(
                                    "`show sections %s` says where it is here: load it at the addresses of that system",
                                    name));
        }
        return new Taken(live, module, dumped, found);
    }

    /** Sections of a file that are no longer as they were when relocation was done. */
    private List<Dumped.Piece> relocated(String name) {
        List<Dumped.Piece> earlier = new ArrayList<>();
        LoadedFile file = run.world.files.get(name);
        if (file != null) {
            for (LoadedFile.Placed section : file.sections()) {
                section.relocated()
                        .ifPresent(bytes ->
                                earlier.add(new Dumped.Piece(section.range().start(), bytes)));
            }
        }
        return earlier;
    }

    /** What the script has written into the module since it was loaded, as it stands now. */
    private List<Rewrite> script(Machine live, Module module) {
        Memory now = run.machine().memory();
        List<Rewrite> rewrites = new ArrayList<>();
        for (Plan plan : run.world.journal.plans().reversed()) {
            Rewrite.Kind kind = isLate(plan) ? Rewrite.Kind.LATE : Rewrite.Kind.SCRIPT;
            for (Effect.Write write : plan.writes()) {
                Range range = write.range();
                if (module.holds(range)
                        && live.memory().firstDifference(now, range) != range.end()
                        && now.isMapped(range)) {
                    rewrites.add(
                            new Rewrite(
                                    range.start(),
                                    now.bytes(range.start(), (int) range.size()),
                                    kind,
                                    kind.title() + ": " + write.why()));
                }
            }
        }
        return rewrites;
    }

    /** A symbol or slot that has that place in it, else the section. */
    private String place(Module module, long address) {
        if (module.symbolAt(address).isEmpty() && run.machine().tableAt(address).isEmpty()) {
            Optional<Segment> segment = module.segmentAt(address);
            if (segment.isPresent()) {
                return Phrase.of(
                        "%s %s+0x%x",
                        module.name(),
                        segment.get().name(),
                        address - segment.get().range().start());
            }
        }
        return Names.place(run.machine(), address);
    }

    /** Whether a step relocated a live patch against what it had waited for. */
    private static boolean isLate(Plan plan) {
        for (Effect effect : plan.effects()) {
            if (effect instanceof Effect.Become become && become.after() instanceof Awaited) {
                return true;
            }
        }
        return false;
    }

    /** What made a word so; of one that nothing explains what else is known of its place. */
    private String why(DumpComparison.Difference each) {
        if (each.cause().isPresent()) {
            return each.cause().get().what();
        }
        return LateRelocation.at(run.machine(), each.address())
                .filter(awaited -> awaited.stage() == Awaited.Stage.WAITING)
                .map(awaited -> "unexplained: this waits for " + awaited.object() + "; load it")
                .orElse("unexplained");
    }

    private Answer table(Module module, DumpComparison found) {
        String name = module.name();
        List<List<Value>> rows = new ArrayList<>();
        for (DumpComparison.Difference each : found.differences()) {
            if (rows.size() < MOST_ROWS) {
                rows.add(
                        List.of(
                                Value.address(each.address()),
                                Value.string(place(module, each.address())),
                                Value.string(words(each.wrote())),
                                Value.string(words(each.found())),
                                Value.string(why(each))));
            }
        }
        List<String> footer = new ArrayList<>();
        long left = found.differences().size() - rows.size() + found.more();
        if (left > 0) {
            footer.add(Phrase.of("and %d more", left));
        }
        footer.add(
                Phrase.of(
                        "%s: %d words of code and constants: %d as loaded, %d explained, %d unexplained",
                        name, found.words(), found.equal(), explained(found), found.unexplained()));
        footers(found, footer);
        return new Answer.Table(
                "", List.of("address", "place", "loader", "found", "why"), rows, footer);
    }

    private static void footers(DumpComparison found, List<String> footer) {
        StringJoiner kinds = new StringJoiner(", ", "explained: ", "").setEmptyValue("");
        StringJoiner setUp =
                new StringJoiner(", ", "as loading set them up: ", "").setEmptyValue("");
        for (Rewrite.Kind kind : Rewrite.Kind.values()) {
            if (found.explained(kind) > 0) {
                kinds.add(found.explained(kind) + " " + kind.title());
            }
            if (found.setUp().getOrDefault(kind, 0L) > 0) {
                setUp.add(found.setUp().get(kind) + " " + kind.title());
            }
        }
        StringJoiner missing = new StringJoiner(", ", "not in the dump: ", "").setEmptyValue("");
        int named = 0;
        long code = 0;
        long constants = 0;
        for (DumpComparison.Missing each : found.missing()) {
            if (!each.isCode()) {
                constants += each.bytes();
            } else if (named++ < MOST_SECTIONS) {
                missing.add(Phrase.of("%d bytes of %s", each.bytes(), each.section()));
            } else {
                code += each.bytes();
            }
        }
        if (code > 0) {
            missing.add(Phrase.of("%d of other code", code));
        }
        if (constants > 0) {
            missing.add(Phrase.of("%d of constants", constants));
        }
        for (StringJoiner line : List.of(kinds, setUp, missing)) {
            if (line.length() > 0) {
                footer.add(line.toString());
            }
        }
        if (found.assumed() > 0) {
            footer.add(
                    Phrase.of(
                            "%d of them are assumed from the dump itself: the kernel's symbols would tell",
                            found.assumed()));
        }
        if (found.variables() > 0) {
            footer.add(Phrase.of("%d bytes of variables differ", found.variables()));
        }
    }

    private String words(byte[] bytes) {
        int unit = Objects.requireNonNull(run.world.era).isa().unit();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += unit) {
            int size = Math.min(unit, bytes.length - at);
            text.append(at == 0 ? "" : " ")
                    .append(HexFormat.of().toHexDigits(Bits.little(bytes, at, size), 2 * size));
        }
        return text.toString();
    }
}
