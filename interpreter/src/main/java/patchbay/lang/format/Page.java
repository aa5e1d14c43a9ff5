package patchbay.lang.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that are set already, in columns: code, the clauses of a {@code fn}, the comment
 * behind.
 */
final class Page {
    private static final int INDENT = 4;

    private static final class Line {
        final String indent;

        /** Whether the indent counts where columns are compared: not for lines that are copied. */
        final StringBuilder code = new StringBuilder();

        @Nullable StringBuilder clauses;
        @Nullable String comment;

        Line(int indent) {
            this.indent = " ".repeat(indent * INDENT);
        }

        boolean isEmpty() {
            return code.isEmpty() && clauses == null && comment == null;
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private Line line = new Line(0);
    private boolean blank;

    void begin(int indent) {
        line = new Line(indent);
        lines.add(line);
        blank = false;
    }

    /** One empty line, unless there is one, or a block or the text begins here. */
    void empty() {
        if (!lines.isEmpty()
                && !line.isEmpty()
                && !(line.clauses == null && line.code.toString().endsWith("{"))) {
            begin(0);
        }
    }

    /** Takes back a line on which nothing was put. */
    void endLine() {
        if (line.isEmpty()) {
            lines.removeLast();
            line = lines.isEmpty() ? new Line(0) : lines.getLast();
        }
    }

    /** Lines as they are. */
    void copy(String text) {
        begin(0);
        line.code.append(text.stripTrailing());
    }

    /** Whole lines, each with its own indent behind the common one. */
    void lines(List<String> texts, int indent) {
        for (String text : texts) {
            begin(text.isEmpty() ? 0 : indent);
            line.code.append(text);
        }
    }

    void blank() {
        blank = true;
    }

    void put(String text) {
        StringBuilder column = line.clauses == null ? line.code : line.clauses;
        if (blank && !column.isEmpty()) {
            column.append(' ');
        }
        column.append(text);
        blank = false;
    }

    /** What comes is a clause: the first begins a column. */
    void clause() {
        if (line.clauses == null) {
            line.clauses = new StringBuilder();
        } else {
            line.clauses.append("  ");
        }
        blank = false;
    }

    /** A comment; one at the end of a line of code stands in a column of its own. */
    void comment(String text, boolean isLast) {
        if (isLast && !line.isEmpty() && text.indexOf('\n') < 0) {
            line.comment = text;
            return;
        }
        blank = true;
        put(text);
        blank = true;
    }

    String text() {
        alignClauses();
        alignComments();
        StringBuilder out = new StringBuilder();
        for (Line each : lines) {
            if (!each.isEmpty()) {
                out.append(each.indent).append(each.code);
            }
            out.append('\n');
        }
        while (out.length() > 1 && out.charAt(out.length() - 2) == '\n') {
            out.setLength(out.length() - 1);
        }
        return lines.isEmpty() ? "" : out.toString();
    }

    private void alignClauses() {
        for (int from = 0; from < lines.size(); from++) {
            int width = 0;
            int to = from;
            while (to < lines.size()
                    && lines.get(to).clauses != null
                    && lines.get(to).indent.equals(lines.get(from).indent)) {
                width = Math.max(width, lines.get(to).code.length());
                to++;
            }
            for (int i = from; i < to; i++) {
                Line each = lines.get(i);
                each.code.repeat(' ', width + 2 - each.code.length()).append(each.clauses);
                each.clauses = null;
            }
            from = Math.max(from, to - 1);
        }
    }

    private void alignComments() {
        for (int from = 0; from < lines.size(); from++) {
            int width = 0;
            int to = from;
            while (to < lines.size() && lines.get(to).comment != null) {
                width =
                        Math.max(
                                width, lines.get(to).indent.length() + lines.get(to).code.length());
                to++;
            }
            for (int i = from; i < to; i++) {
                Line each = lines.get(i);
                each.code
                        .repeat(' ', width + 2 - each.indent.length() - each.code.length())
                        .append(each.comment);
                each.comment = null;
            }
            from = Math.max(from, to - 1);
        }
    }
}
