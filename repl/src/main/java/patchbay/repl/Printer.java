package patchbay.repl;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import patchbay.lang.run.Answer;
import patchbay.lang.run.Event;
import patchbay.source.Diagnostic;
import patchbay.source.Renderer;
import patchbay.view.JsonView;
import patchbay.view.TextView;

/**
 * Shows events as they come: answers on the standard output, what is said on the standard error; as
 * JSON all of it on the standard output, one object a line. What both streams carry stays in order.
 */
final class Printer implements Consumer<Event> {
    private static final int WIDTH = 100;
    private static final String BAR = "=".repeat(40);
    private static final String ERASE_TO_END = "\u001b[K";

    private final Output out;
    private final Output err;
    private final Renderer renderer;
    private final boolean live;
    private final boolean colours;
    private boolean json;
    private boolean drawn;
    private @Nullable IntSupplier columns;

    /**
     * @param colours whether {@code err} is a terminal that shows them
     * @param live whether somebody watches: then nothing waits in a buffer for long
     */
    Printer(Output out, Output err, boolean colours, boolean live, boolean json) {
        this.out = out;
        this.err = err;
        this.renderer = new Renderer(colours, WIDTH);
        this.colours = colours;
        this.live = live;
        this.json = json;
    }

    /** Answers are folded to this width from now on; it is asked for each, as windows change. */
    void fold(IntSupplier width) {
        columns = width;
    }

    boolean json() {
        return json;
    }

    void json(boolean wanted) {
        json = wanted;
    }

    /** Not a switch over the types: its first use would take a millisecond of every start. */
    @Override
    public void accept(Event event) {
        if (event instanceof Event.Progress progress) {
            if (colours && !json) {
                draw(progress);
            }
            return;
        }
        erase();
        if (event instanceof Event.Said(Diagnostic diagnostic)) {
            say(diagnostic, event);
        } else if (event instanceof Event.Done) {
            if (live) {
                out.flush();
            }
        } else if (json) {
            out.line(JsonView.line(event));
        } else if (event instanceof Event.Answered(var span, Answer answer)) {
            show(TextView.lines(answer));
        }
    }

    private void show(List<String> lines) {
        IntSupplier folded = columns;
        if (folded == null) {
            lines.forEach(out::line);
        } else {
            int width = folded.getAsInt();
            lines.forEach(line -> Folding.lines(line, width).forEach(out::line));
        }
    }

    private void draw(Event.Progress progress) {
        int full = (int) ((long) BAR.length() * progress.done() / progress.total());
        out.flush();
        err.put("\r[" + BAR.substring(0, full) + " ".repeat(BAR.length() - full))
                .put("] " + progress.done() + " of " + progress.total() + ERASE_TO_END);
        err.flush();
        drawn = true;
    }

    private void erase() {
        if (drawn) {
            err.put("\r" + ERASE_TO_END);
            err.flush();
            drawn = false;
        }
    }

    /** A diagnostic that no session said. */
    void say(Diagnostic diagnostic) {
        say(diagnostic, new Event.Said(diagnostic));
    }

    private void say(Diagnostic diagnostic, Event event) {
        if (json) {
            out.line(JsonView.line(event));
        } else {
            out.flush();
            err.put(renderer.render(diagnostic));
            err.flush();
        }
    }
}
