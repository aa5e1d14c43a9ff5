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

        final StringBuilder code = new StringBuilder();

        @Nullable StringBuilder clauses;
        @Nullable String comment;

        /**
         * Where the author put the clauses, from the first word on, and the comment; 0 for nowhere.
         */
        int clausesWish;

        int commentWish;

        Line(int indent) {
            this.indent = " ".repeat(indent * INDENT);
        }

        int wish(boolean clauses) {
            return clauses ? clausesWish : commentWish;
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

    /** What comes is a clause: the first begins a column, of the author's choice if it can be. */
    void clause(int wish) {
        if (line.clauses == null) {
            line.clauses = new StringBuilder();
            line.clausesWish = wish;
        } else {
            line.clauses.append("  ");
        }
        blank = false;
    }

    /** A comment; one at the end of a line of code stands in a column of its own. */
    void comment(String text, boolean isLast, int wish) {
        if (isLast && !line.isEmpty() && text.indexOf('\n') < 0) {
            line.comment = text;
            line.commentWish = wish;
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
            int to = from;
            while (to < lines.size()
                    && lines.get(to).clauses != null
                    && lines.get(to).indent.equals(lines.get(from).indent)) {
                to++;
            }
            int column = column(from, to, true);
            for (Line each : lines.subList(from, to)) {
                each.code.repeat(' ', column - each.code.length()).append(each.clauses);
                each.clauses = null;
            }
            from = Math.max(from, to - 1);
        }
    }

    private void alignComments() {
        for (int from = 0; from < lines.size(); from++) {
            int to = from;
            while (to < lines.size() && lines.get(to).comment != null) {
                to++;
            }
            int column = column(from, to, false);
            for (Line each : lines.subList(from, to)) {
                int width = each.indent.length() + each.code.length();
                each.code.repeat(' ', column - width).append(each.comment);
                each.comment = null;
            }
            from = Math.max(from, to - 1);
        }
    }

    /**
     * The author's column if the lines agree on one that leaves two blanks, else the least that
     * does.
     */
    private int column(int from, int to, boolean clauses) {
        int least = 0;
        int wish = to > from ? lines.get(from).wish(clauses) : 0;
        for (Line each : lines.subList(from, to)) {
            int width = each.code.length() + (clauses ? 0 : each.indent.length());
            least = Math.max(least, width + 2);
            wish = each.wish(clauses) == wish ? wish : 0;
        }
        return Math.max(least, wish);
    }
}
