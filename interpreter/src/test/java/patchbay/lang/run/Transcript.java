package patchbay.lang.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.view.TextView;

/** What a script said: its output, and the codes of what was refused and noted. */
final class Transcript {
    /** A kernel, a far module and a near one. */
    static final String LAYOUT =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 {
                fn printk  returns 0
                fn bar     returns 1
                fn caller  returns bar() + 10
            }
            module foo at kernel + 200M {
                fn bar     calls printk  returns 2
            }
            module near at kernel + 4M {
                fn bar     returns 3
            }
            """;

    final List<String> output = new ArrayList<>();
    final List<String> errors = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<Diagnostic> diagnostics = new ArrayList<>();
    final Session session = new Session(Session.Options.DEFAULT, this::take);
    boolean held;

    private Transcript() {}

    static Transcript of(String script) {
        Transcript transcript = new Transcript();
        transcript.held = transcript.session.run(new Source("test.lp", script), Path.of(""));
        return transcript;
    }

    /** The same behind {@link #LAYOUT}. */
    static Transcript inLayout(String script) {
        return of(LAYOUT + script);
    }

    private void take(Event event) {
        switch (event) {
            case Event.Answered(var span, Answer answer) -> output.addAll(TextView.lines(answer));
            case Event.Said(Diagnostic diagnostic) -> {
                diagnostics.add(diagnostic);
                boolean error = diagnostic.severity() == Diagnostic.Severity.ERROR;
                (error ? errors : notes).add(diagnostic.code() + " " + diagnostic.message());
            }
            case Event.Held held -> {}
            case Event.Progress progress -> {}
            case Event.Done done -> {}
        }
    }

    /** The codes of what was refused, in order. */
    List<String> codes() {
        return errors.stream().map(error -> error.substring(0, 6)).toList();
    }
}
