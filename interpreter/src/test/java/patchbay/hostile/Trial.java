package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import patchbay.lang.format.Formatter;
import patchbay.lang.parse.Parser;
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
 * One text given to everything that reads scripts and shows answers. Whoever throws, takes too long
 * or refuses without a word fails here, and the text is in the message.
 */
final class Trial {
    private final String text;
    private final Path folder;
    private final boolean dryRun;

    /** Whether answers are also shown as JSON, which no user sees beside their text. */
    private final boolean both;

    final List<Diagnostic> errors = new ArrayList<>();
    final Set<Code> codes = EnumSet.noneOf(Code.class);
    int answers;

    private Trial(String text, Path folder, boolean dryRun, boolean both) {
        this.text = text;
        this.folder = folder;
        this.dryRun = dryRun;
        this.both = both;
    }

    /** Runs it within {@code seconds} of processor time. */
    static Trial of(String text, Path folder, boolean dryRun, double seconds) {
        return within(
                seconds,
                text,
                () -> {
                    Trial trial = new Trial(text, folder, dryRun, true);
                    trial.read();
                    return trial;
                });
    }

    /**
     * Only run, once, as a user would; for what is so large that nothing else is to be in the way.
     */
    static Trial once(String text, Path folder, double seconds) {
        return within(
                seconds,
                text,
                () -> {
                    Trial trial = new Trial(text, folder, false, false);
                    trial.evaluate();
                    return trial;
                });
    }

    /**
     * Does something with a text within {@code seconds} of processor time, or a second time if the
     * first was slow.
     */
    static <T> T within(double seconds, String text, Supplier<T> action) {
        long begin = processorTime();
        T result = unthrown(text, action);
        if ((processorTime() - begin) / 1e9 > seconds) {
            begin = processorTime();
            result = unthrown(text, action);
            double again = (processorTime() - begin) / 1e9;
            assertTrue(again <= seconds, () -> again + " s for\n" + shown(text));
        }
        return result;
    }

    /** The one spot that must see whatever leaves the interpreter. */
    static <T> T unthrown(String text, Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            StringBuilder out = new StringBuilder(e.toString());
            for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++) {
                out.append("\n  at ").append(e.getStackTrace()[i]);
            }
            throw new AssertionError(out + "\n" + shown(text), e);
        }
    }

    private Source evaluate() {
        Source source = new Source("it.lp", text);
        boolean held = session().run(source, folder);
        assertTrue(held || !errors.isEmpty(), () -> "refused without a word:\n" + shown(text));
        assertFalse(codes.contains(Code.PB9001), () -> shown(text));
        return source;
    }

    private void read() {
        Source source = evaluate();
        List<Diagnostic> unused = new ArrayList<>();
        Session checking = new Session(Session.Options.DEFAULT, event -> said(event, unused));
        checking.check(source, folder);
        Formatter.format(source);
        Parser.completeness(source);
    }

    private Session session() {
        return new Session(
                new Session.Options(null, dryRun, () -> false), event -> said(event, errors));
    }

    private void said(Event event, List<Diagnostic> refused) {
        if (both) {
            JsonView.line(event);
        }
        switch (event) {
            case Event.Answered(Span span, var answer) -> {
                TextView.lines(answer);
                answers++;
            }
            case Event.Said(Diagnostic diagnostic) -> {
                Renderer.plain(diagnostic);
                if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
                    refused.add(diagnostic);
                    codes.add(diagnostic.code());
                }
            }
            case Event.Held held -> codes.add(held.diagnostic().code());
            case Event.Progress progress -> {}
            case Event.Done done -> {}
        }
    }

    static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static String shown(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000) + " … " + text.length();
    }
}
