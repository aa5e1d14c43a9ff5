package patchbay.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Diagnostics as text for people, in the layout that rustc made familiar:
 *
 * <pre>
 * error[PB1001]: expected '->' after 'bar', found 'foo.bar'
 *  --> far.lp:12:14
 *    |
 * 12 | redirect bar foo.bar
 *    |              ^^^^^^^
 *    = help: write it as 'redirect bar -> foo.bar'
 * </pre>
 *
 * <p>A note with a place of its own follows with its own excerpt. Tabs are four columns apart, wide
 * letters take two, and what would steer a terminal is shown as a replacement sign; of a line that
 * is longer than the width the part around the place is shown.
 */
public final class Renderer {
    private static final int TAB = 4;
    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[1;33m";
    private static final String GREEN = "\u001b[1;32m";
    private static final String BLUE = "\u001b[1;34m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean colour;
    private final int width;

    /** For lines of {@code width} columns, at least 40. */
    public Renderer(boolean colour, int width) {
        this.colour = colour;
        this.width = Math.max(40, width);
    }

    /** Without colour, for a hundred columns. */
    public static String plain(Diagnostic diagnostic) {
        return new Renderer(false, 100).render(diagnostic);
    }

    /** All of them, a blank line between two. */
    public String render(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic each : diagnostics) {
            out.append(out.isEmpty() ? "" : "\n").append(render(each));
        }
        return out.toString();
    }

    /** One diagnostic with its notes and remedies; every line ends in a newline. */
    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        String paint = paint(diagnostic.severity());
        int gutter = gutter(diagnostic);
        painted(out, paint, word(diagnostic.severity()) + "[" + diagnostic.code() + "]");
        painted(out, BOLD, ": " + visible(diagnostic.message(), gutter + 3));
        if (isRemark(diagnostic)) {
            place(out.append(" ("), diagnostic.span()).append(")\n");
            return out.toString();
        }
        out.append('\n');
        excerpt(out, diagnostic.span(), gutter, paint);
        for (Diagnostic.Note note : diagnostic.notes()) {
            if (note.span() == null) {
                remark(out, gutter, GREEN, "note", note.message());
            } else {
                painted(out, GREEN, "note");
                out.append(": ").append(visible(note.message(), gutter + 3)).append('\n');
                excerpt(out, note.span(), gutter, GREEN);
            }
        }
        for (String remedy : diagnostic.remedies()) {
            remark(out, gutter, GREEN, "help", remedy);
        }
        return out.toString();
    }

    /** A note that stands for itself takes one line. */
    private static boolean isRemark(Diagnostic diagnostic) {
        return diagnostic.severity() == Diagnostic.Severity.NOTE
                && diagnostic.span() != null
                && diagnostic.notes().isEmpty()
                && diagnostic.remedies().isEmpty();
    }

    private static StringBuilder place(StringBuilder out, @Nullable Span span) {
        if (span != null) {
            Source source = span.source();
            out.append(visible(source.name(), 0)).append(':').append(source.line(span.start()));
            out.append(':').append(source.column(span.start()));
        }
        return out;
    }

    private static String word(Diagnostic.Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    private static String paint(Diagnostic.Severity severity) {
        return switch (severity) {
            case ERROR -> RED;
            case WARNING -> YELLOW;
            case NOTE -> GREEN;
        };
    }

    /** The width of the largest line number shown. */
    private static int gutter(Diagnostic diagnostic) {
        int largest = line(diagnostic.span());
        for (Diagnostic.Note note : diagnostic.notes()) {
            largest = Math.max(largest, line(note.span()));
        }
        return Integer.toString(largest).length();
    }

    private static int line(@Nullable Span span) {
        return span == null ? 0 : span.source().line(span.start());
    }

    private void remark(StringBuilder out, int gutter, String paint, String word, String message) {
        out.repeat(' ', gutter + 1);
        painted(out, BLUE, "= ");
        painted(out, paint, word);
        out.append(": ").append(visible(message, gutter + 3 + word.length() + 2)).append('\n');
    }

    // ---- the line concerned

    private void excerpt(StringBuilder out, @Nullable Span span, int gutter, String paint) {
        if (span == null) {
            return;
        }
        Source source = span.source();
        int line = source.line(span.start());
        int lastLine = source.line(Math.max(span.start(), span.end() - 1));
        String text = source.lineText(line);
        int from = Math.min(source.column(span.start()) - 1, text.length());
        int to =
                line == lastLine
                        ? Math.min(from + span.end() - span.start(), text.length())
                        : text.length();

        out.repeat(' ', gutter);
        painted(out, BLUE, "--> ");
        out.append(visible(source.name(), 0))
                .append(':')
                .append(line)
                .append(':')
                .append(from + 1)
                .append('\n');
        bar(out, gutter);
        out.append('\n');
        Columns columns = new Columns(text, from, to, width - gutter - 3);
        String number = Integer.toString(line);
        out.repeat(' ', gutter - number.length());
        painted(out, BLUE, number + " |");
        if (!columns.shown.isEmpty()) {
            out.append(' ').append(columns.shown);
        }
        out.append('\n');
        bar(out, gutter);
        out.append(' ').repeat(' ', columns.from);
        String carets = "^".repeat(Math.max(1, columns.to - columns.from));
        painted(out, paint, line == lastLine ? carets : carets + " … line " + lastLine);
        out.append('\n');
    }

    private void bar(StringBuilder out, int gutter) {
        out.repeat(' ', gutter + 1);
        painted(out, BLUE, "|");
    }

    private void painted(StringBuilder out, String paint, String text) {
        if (colour) {
            out.append(paint).append(text).append(PLAIN);
        } else {
            out.append(text);
        }
    }

    /** A message in one piece: further lines are indented, control characters made visible. */
    private static String visible(String message, int indent) {
        StringBuilder out = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '\n') {
                out.append('\n').repeat(' ', indent);
            } else {
                out.append(c == '\t' || !Character.isISOControl(c) ? c : '\uFFFD');
            }
        }
        return out.toString();
    }

    /** The part of a line that is shown, and the columns of what is marked in it. */
    private static final class Columns {
        final String shown;
        final int from;
        final int to;

        Columns(String line, int lineFrom, int lineTo, int width) {
            // far more than can be shown is not even looked at
            int cut = Math.max(0, lineFrom - width);
            String text = line.substring(cut, Math.min(line.length(), lineFrom + 2 * width));
            int from = lineFrom - cut;
            int to = Math.min(lineTo - cut, text.length());
            boolean more = cut + text.length() < line.length();
            int start = 0;
            int end = text.length();
            if (cut > 0 || more || columns(text, 0, end) > width) {
                int marked = Math.min(columns(text, from, to), width - 2);
                int room = (width - 2 - marked) / 2;
                start = from;
                for (int used = 0;
                        start > 0;
                        start -= Character.charCount(text.codePointBefore(start))) {
                    used += columns(text.codePointBefore(start), 0);
                    if (used > room) {
                        break;
                    }
                }
                end = start;
                for (int used = 0;
                        end < text.length();
                        end += Character.charCount(text.codePointAt(end))) {
                    used += columns(text.codePointAt(end), used);
                    if (used > width - 2) {
                        break;
                    }
                }
            }
            StringBuilder out = new StringBuilder(cut + start > 0 ? "…" : "");
            int column = out.length();
            int markFrom = column;
            int markTo = column;
            for (int at = start; at < end; at += Character.charCount(text.codePointAt(at))) {
                int letter = text.codePointAt(at);
                int size = columns(letter, column);
                if (letter == '\t') {
                    out.repeat(' ', size);
                } else {
                    out.appendCodePoint(Character.isISOControl(letter) ? 0xFFFD : letter);
                }
                if (at < from) {
                    markFrom = column + size;
                }
                column += size;
                if (at < to) {
                    markTo = column;
                }
            }
            shown = out.append(more || end < text.length() ? "…" : "").toString();
            this.from = markFrom;
            this.to = markTo;
        }

        private static int columns(String text, int from, int to) {
            int column = 0;
            for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
                column += columns(text.codePointAt(at), column);
            }
            return column;
        }

        /** How far a letter at {@code column} moves the cursor. */
        private static int columns(int letter, int column) {
            if (letter == '\t') {
                return TAB - column % TAB;
            }
            int type = Character.getType(letter);
            if (type == Character.NON_SPACING_MARK
                    || type == Character.ENCLOSING_MARK
                    || type == Character.FORMAT) {
                return 0;
            }
            return isWide(letter) ? 2 : 1;
        }

        /** The blocks that terminals print over two columns. */
        private static boolean isWide(int letter) {
            return letter >= 0x1100
                    && (letter <= 0x115F
                            || letter >= 0x2E80 && letter <= 0xA4CF
                            || letter >= 0xAC00 && letter <= 0xD7A3
                            || letter >= 0xF900 && letter <= 0xFAFF
                            || letter >= 0xFE30 && letter <= 0xFE6F
                            || letter >= 0xFF00 && letter <= 0xFF60
                            || letter >= 0xFFE0 && letter <= 0xFFE6
                            || letter >= 0x1F300 && letter <= 0x1FAFF
                            || letter >= 0x20000 && letter <= 0x3FFFD);
        }
    }
}
