package patchbay.repl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import patchbay.source.Span;

/** What was done in a conversation, as a script: of each input the statements that held. */
final class Transcript {
    private final Deque<String> inputs = new ArrayDeque<>();
    private final Deque<String> undone = new ArrayDeque<>();
    private final List<String> held = new ArrayList<>();
    private String input = "";
    private boolean allHeld;

    void begin(String text) {
        input = text;
        allHeld = true;
        held.clear();
    }

    void done(Span statement, boolean statementHeld) {
        allHeld &= statementHeld;
        if (statementHeld) {
            held.add(statement.text());
        }
    }

    /** An input that held altogether stays as it was written, with its comments. */
    void end() {
        inputs.addLast(allHeld && !held.isEmpty() ? input : String.join("\n", held));
        undone.clear();
    }

    /** Moves the last input aside and returns what of it held. */
    String back() {
        return move(inputs, undone);
    }

    String redo() {
        return move(undone, inputs);
    }

    private static String move(Deque<String> from, Deque<String> to) {
        if (from.isEmpty()) {
            return "";
        }
        String last = from.removeLast();
        to.addLast(last);
        return last;
    }

    int size() {
        return (int) inputs.stream().filter(text -> !text.isEmpty()).count();
    }

    String script() {
        StringBuilder script = new StringBuilder();
        for (String text : inputs) {
            if (!text.isEmpty()) {
                script.append(text).append('\n');
            }
        }
        return script.toString();
    }
}
