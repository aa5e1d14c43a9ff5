package patchbay.doc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;
import patchbay.lang.ast.Expectation;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.parse.Parser;
import patchbay.lang.run.Event;
import patchbay.lang.run.Session;
import patchbay.source.Diagnostic;
import patchbay.source.Renderer;
import patchbay.source.Source;
import patchbay.source.Span;
import patchbay.view.TextView;

/**
 * Runs a script, once on its own architecture and once on each that its expectations name, and
 * compares the output of every top-level statement with the lines {@code //=} behind it.
 *
 * <p>Refusals are the session's business: one that {@code //!} demands comes back as held, any
 * other ends the run and is reported here as the user would see it.
 */
final class ScriptExample {
    private final Source source;
    private final Path folder;
    private final Trial trial;
    private final List<Script.Step> steps;

    /** What the plain lines of a step say after a blessing, by where the step starts. */
    private final Map<Integer, List<String>> blessed = new HashMap<>();

    private ScriptExample(Source source, Path folder, Trial trial) {
        this.source = source;
        this.folder = folder;
        this.trial = trial;
        this.steps = Parser.parse(source).script().steps();
    }

    static void run(Source source, Path folder, Trial trial) {
        new ScriptExample(source, folder, trial).run();
    }

    private void run() {
        String own = ownArchitecture();
        Set<String> architectures = new LinkedHashSet<>();
        architectures.add(own);
        for (Script.Step step : steps) {
            for (Expectation expectation : step.expected()) {
                String arch = expectation.arch();
                if (arch == null || !architectures.add(arch)) {
                    continue;
                }
                if (Architectures.named(arch).isEmpty()) {
                    architectures.remove(arch);
                    trial.failed(
                            new Finding(
                                    place(expectation.span()),
                                    "there is no architecture '" + arch + "'",
                                    known()));
                }
            }
        }
        for (String arch : architectures) {
            Recording record = new Recording();
            new Session(
                            new Session.Options(arch.equals(own) ? null : arch, false, () -> false),
                            record)
                    .run(source, folder);
            compare(record, arch, architectures.size() > 1);
        }
    }

    private static List<String> known() {
        return List.of(
                "there are: "
                        + String.join(
                                ", ", Architectures.ALL.stream().map(Architecture::name).toList()));
    }

    private String ownArchitecture() {
        for (Script.Step step : steps) {
            if (step.statement() instanceof Statement.Arch arch) {
                return arch.name().text();
            }
        }
        return Architectures.ALL.getFirst().name();
    }

    /** What happened to one statement. */
    private record Ran(List<String> output, List<Diagnostic> errors, boolean held) {}

    /** Sorts events by the top-level statement that they belong to. */
    private final class Recording implements Consumer<Event> {
        final Map<Integer, Ran> ran = new HashMap<>();
        List<String> output = new ArrayList<>();
        List<Diagnostic> errors = new ArrayList<>();

        @Override
        public void accept(Event event) {
            switch (event) {
                case Event.Answered answered -> output.addAll(TextView.lines(answered.answer()));
                case Event.Said(Diagnostic diagnostic) -> {
                    if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
                        errors.add(diagnostic);
                    }
                }
                case Event.Held held -> {}
                case Event.Progress progress -> {}
                case Event.Done(Span span, boolean held) -> {
                    if (span.source() == source) {
                        ran.put(span.start(), new Ran(output, errors, held));
                        output = new ArrayList<>();
                        errors = new ArrayList<>();
                    }
                }
            }
        }
    }

    private void compare(Recording record, String arch, boolean severalArchitectures) {
        String where = severalArchitectures ? " on " + arch : "";
        int notRun = 0;
        for (Script.Step step : steps) {
            Ran ran = record.ran.get(step.statement().span().start());
            if (ran == null) {
                notRun++;
                continue;
            }
            trial.ran();
            if (!ran.held()) {
                trial.failed(
                        new Finding(
                                place(step.statement().span()),
                                "the statement did not hold" + where,
                                rendered(ran.errors())));
            } else {
                compare(step, ran.output(), arch, where);
            }
        }
        // What no statement of the run said: mistakes of syntax, and names in the part that was
        // only checked.
        for (Diagnostic error : record.errors) {
            Span span = error.span();
            trial.failed(
                    new Finding(
                            span == null ? source.name() : place(span),
                            "the script is wrong" + where,
                            rendered(List.of(error))));
        }
        if (notRun > 0
                && record.errors.isEmpty()
                && record.ran.values().stream().allMatch(Ran::held)) {
            trial.failed(
                    new Finding(
                            source.name(), notRun + " statements were not run" + where, List.of()));
        }
    }

    private void compare(Script.Step step, List<String> output, String arch, String where) {
        List<Expectation> own = lines(step, arch);
        List<Expectation> plain = lines(step, null);
        boolean replaced = !own.isEmpty() || names(step, arch);
        List<Expectation> chosen = replaced ? own : plain;
        int start = step.statement().span().start();
        if (chosen.isEmpty()) {
            if (trial.strict() && !output.isEmpty()) {
                unwritten(step, output, where);
            }
            return;
        }
        List<String> now = replaced ? null : blessed.get(start);
        Expected expected = new Expected(now == null ? texts(chosen) : now);
        if (expected.matches(output)) {
            return;
        }
        if (!trial.bless()) {
            trial.failed(
                    new Finding(
                            place(chosen.getFirst().span()),
                            "the output is another" + where,
                            expected.diff(output)));
        } else if (now != null || (!replaced && !arch.equals(ownArchitecture()))) {
            // The plain lines hold on the script's own architecture: this one gets its own.
            int behind = source.line(chosen.getLast().span().start()) + 1;
            trial.edit(
                    new Edit(
                            behind,
                            behind,
                            written(output, arch, indent(chosen.getFirst().span()))));
        } else {
            rewrite(chosen, output, replaced ? arch : null);
            if (!replaced) {
                blessed.put(start, output);
            }
        }
    }

    private void unwritten(Script.Step step, List<String> output, String where) {
        Span span = step.statement().span();
        int last = source.line(Math.max(span.start(), span.end() - 1));
        boolean endsItsLine =
                steps.stream()
                        .map(other -> other.statement().span())
                        .noneMatch(other ->
                                other.start() >= span.end() && source.line(other.start()) == last);
        if (trial.bless() && endsItsLine) {
            trial.edit(new Edit(last + 1, last + 1, written(output, null, indent(span))));
            blessed.put(span.start(), output);
        } else {
            trial.failed(
                    new Finding(
                            place(span),
                            "nobody wrote this output down" + where,
                            new Expected(List.of()).diff(output)));
        }
    }

    /** Puts the output in the place of the first line; the others go. */
    private void rewrite(List<Expectation> lines, List<String> output, @Nullable String arch) {
        Span first = lines.getFirst().span();
        int line = source.line(first.start());
        trial.edit(new Edit(line, line + 1, written(output, arch, indent(first))));
        for (Expectation other : lines.subList(1, lines.size())) {
            int gone = source.line(other.span().start());
            trial.edit(new Edit(gone, gone + 1, List.of()));
        }
    }

    private static List<String> written(List<String> output, @Nullable String arch, String indent) {
        String sign = indent + "//=" + (arch == null ? "" : arch);
        return output.stream()
                .map(line -> line.isBlank() ? sign : sign + " " + line.stripTrailing())
                .toList();
    }

    private String indent(Span span) {
        String line = source.lineText(source.line(span.start()));
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    /** The lines {@code //=} of a step for one architecture, or the plain ones. */
    private static List<Expectation> lines(Script.Step step, @Nullable String arch) {
        List<Expectation> lines = new ArrayList<>();
        for (Expectation expectation : step.expected()) {
            boolean here =
                    arch == null ? expectation.arch() == null : arch.equals(expectation.arch());
            if (here && !(expectation instanceof Expectation.Refused)) {
                lines.add(expectation);
            }
        }
        return lines;
    }

    /** Whether anything at all is written down for this architecture by name. */
    private static boolean names(Script.Step step, String arch) {
        return step.expected().stream().anyMatch(expectation -> arch.equals(expectation.arch()));
    }

    private static List<String> texts(List<Expectation> lines) {
        return lines.stream()
                .map(line ->
                        line instanceof Expectation.Line(var arch, String text, var span)
                                ? text
                                : Expected.ELISION)
                .toList();
    }

    private static List<String> rendered(List<Diagnostic> diagnostics) {
        List<String> lines = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics) {
            Renderer.plain(diagnostic).lines().forEach(lines::add);
        }
        return lines;
    }

    private static String place(Span span) {
        return span.source().name() + ":" + span.source().line(span.start());
    }
}
