package patchbay.hostile;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import patchbay.lang.run.Event;
import patchbay.lang.run.Session;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Renderer;
import patchbay.source.Source;
import patchbay.source.Span;
import patchbay.view.JsonView;
import patchbay.view.TextView;

/**
 * Statements entered one by one into a session, each shown as text and as JSON. A refusal must have
 * a place and words; who is slow is asked once more by whoever holds the conversation.
 */
final class Conversation {
    private final Path folder;
    private final double seconds;

    /** Whether answers are also shown as JSON, which no user sees beside their text. */
    private final boolean both;

    private final Session session = new Session(Session.Options.DEFAULT, this::said);

    final Set<Code> codes = EnumSet.noneOf(Code.class);

    /** Statements that took longer than they may, with their seconds of processor time. */
    final Set<String> slow = new TreeSet<>();

    /** Codes of refusals that do not say what would help. */
    final Set<Code> helpless = EnumSet.noneOf(Code.class);

    int held;
    private boolean hasSaid;

    Conversation(Path folder, double seconds, boolean both) {
        this.folder = folder;
        this.seconds = seconds;
        this.both = both;
    }

    /** Whether it held. */
    boolean enter(String statement) {
        hasSaid = false;
        long begin = Trial.processorTime();
        boolean holds = session.enter(new Source("it.lp", statement), folder);
        double took = (Trial.processorTime() - begin) / 1e9;
        if (took > seconds) {
            slow.add(statement + ": " + took);
        }
        if (!holds && !hasSaid) {
            throw new AssertionError("refused without a word: " + statement);
        }
        held += holds ? 1 : 0;
        return holds;
    }

    private void said(Event event) {
        if (both) {
            JsonView.line(event);
        }
        switch (event) {
            case Event.Answered(Span span, var answer) -> TextView.lines(answer);
            case Event.Said(Diagnostic diagnostic) -> take(diagnostic);
            case Event.Held held -> {}
            case Event.Progress progress -> {}
            case Event.Done done -> {}
        }
    }

    private void take(Diagnostic diagnostic) {
        Renderer.plain(diagnostic);
        if (diagnostic.severity() != Diagnostic.Severity.ERROR) {
            return;
        }
        hasSaid = true;
        codes.add(diagnostic.code());
        if (diagnostic.span() == null || diagnostic.message().isBlank()) {
            throw new AssertionError("no place or no words: " + diagnostic);
        }
        if (diagnostic.remedies().isEmpty() && diagnostic.notes().isEmpty()) {
            helpless.add(diagnostic.code());
        }
    }
}
