package patchbay.lang.format;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import patchbay.lang.parse.Lexeme;
import patchbay.lang.parse.Lexeme.Kind;
import patchbay.lang.parse.Parsed;
import patchbay.lang.parse.Parser;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;

/**
 * Sets a script in the one way. Line breaks are the author's; what changes is what stands between
 * the words:
 *
 * <ul>
 *   <li>four blanks for each line on which a bracket was opened that is still open, and for a line
 *       that goes on from an operator or a comma;
 *   <li>one blank between words and around operators, none inside round and square brackets;
 *   <li>two before each clause of a {@code fn} that has its lines for itself, the first clauses of
 *       neighbours below each other;
 *   <li>two before a comment behind code, those of neighbours below each other;
 *   <li>at most one empty line, none at the edges of a block; no blanks at the end of a line;
 *       {@code ;} only between statements;
 *   <li>the lines of an {@code asm} body keep their indent among each other.
 * </ul>
 *
 * <p>A column that the author chose for clauses or comments, further right than it has to be,
 * stays.
 *
 * <p>It works on the pieces of the text, not on the tree, so that nothing can be lost: the pieces
 * come out in the order they went in. A blank that means something stays ({@code explain (a)} and
 * {@code explain(a)}, {@code undo -1}). A text with a mistake comes back as it is, except that a
 * mistake which a line {@code //! PB1001} announces only keeps its own line from being set.
 */
public final class Formatter {
    private final Source source;
    private final List<Lexeme> pieces;

    /** Where a mistake stands that is said to be there. */
    private final TreeSet<Integer> mistakes = new TreeSet<>();

    private final Spacing spacing;
    private final Page page = new Page();

    private final List<Open> open = new ArrayList<>();

    /**
     * A bracket that is open, the number of the line it was opened on, and whether statements or
     * items stand in it.
     */
    private record Open(int line, boolean isBlock) {}

    private Formatter(Source source, List<Diagnostic> held) {
        this.source = source;
        pieces = Parser.lexemes(source);
        spacing = new Spacing(source);
        for (Diagnostic each : held) {
            if (each.code() != Code.PB1004 && each.span() != null) {
                mistakes.add(each.span().start());
            }
        }
    }

    /** The text set anew; where {@code diagnostics} is not empty, the text as it was. */
    public record Formatted(String text, List<Diagnostic> diagnostics) {
        public Formatted {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    public static Formatted format(Source source) {
        Parsed parsed = Parser.parse(source);
        List<Diagnostic> wrong = new ArrayList<>();
        for (Diagnostic each : parsed.diagnostics()) {
            if (each.code() != Code.PB1004) {
                wrong.add(each);
            }
        }
        return wrong.isEmpty()
                ? new Formatted(new Formatter(source, parsed.held()).text(), List.of())
                : new Formatted(source.text(), wrong);
    }

    private String text() {
        boolean goesOn = false;
        boolean empty = false;
        int at = 0;
        while (at < pieces.size()) {
            int end = at;
            while (end < pieces.size() && pieces.get(end).kind() != Kind.NEWLINE) {
                end++;
            }
            if (end > at) {
                if (empty && !isClosing(at)) {
                    page.empty();
                }
                if (isWrong(at, end)) {
                    page.copy(
                            source.text()
                                    .substring(pieces.get(at).start(), pieces.get(end - 1).end()));
                    goesOn = false;
                } else {
                    goesOn = line(at, end, goesOn);
                }
            }
            empty = end == at;
            at = end + 1;
        }
        return page.text();
    }

    /** Whether a mistake stands on the line, one that is said to be there. */
    private boolean isWrong(int from, int to) {
        Integer mistake = mistakes.ceiling(pieces.get(from).start());
        return mistake != null && mistake <= pieces.get(to - 1).end();
    }

    /** Sets one line of the text; says whether the next goes on from it. */
    private boolean line(int from, int to, boolean goesOn) {
        int closing = from;
        while (closing < to && isClosing(closing)) {
            close();
            closing++;
        }
        boolean inBlock = open.isEmpty() || open.getLast().isBlock;
        int indent = indent() + (goesOn && inBlock && closing == from ? 1 : 0);
        boolean clauses = isFunction(from, to);
        int number = source.line(pieces.get(from).start());
        int depth = 0;
        page.begin(indent);
        Lexeme before = null;
        Lexeme left = null;
        for (int i = from; i < to; i++) {
            Lexeme piece = pieces.get(i);
            if (isIdle(i, left, to)) {
                continue;
            }
            if (piece.kind() == Kind.COMMENT) {
                String text = text(i).replace("\r", "").stripTrailing();
                page.comment(text, i + 1 == to, source.column(piece.start()) - 1);
                continue;
            }
            if (piece.kind() == Kind.ASM_BODY) {
                body(text(i), indent);
            } else {
                if (left != null && clauses && depth == 0 && isClause(i, left)) {
                    page.clause(piece.start() - pieces.get(from).start());
                } else if (left != null
                        && left.kind() != Kind.ASM_BODY
                        && spacing.between(before, left, piece)) {
                    page.blank();
                }
                page.put(text(i));
            }
            if (isOpening(i)) {
                open.add(new Open(number, text(i).equals("{") && left != null && !is(left, "at")));
                depth++;
            } else if (isClosing(i)) {
                depth--;
                if (i >= closing) {
                    close();
                }
            }
            before = left;
            left = piece;
        }
        page.endLine();
        return left != null && left.kind() == Kind.OPERATOR;
    }

    /** Whether a {@code ;} separates nothing. */
    private boolean isIdle(int index, @Nullable Lexeme left, int end) {
        if (!text(index).equals(";")) {
            return false;
        }
        int next = index + 1;
        while (next < end && pieces.get(next).kind() == Kind.COMMENT) {
            next++;
        }
        boolean behindBlock = left != null && is(left, "{");
        return left == null
                || behindBlock
                || next == end
                || text(next).equals("}")
                || text(next).equals(";");
    }

    /**
     * Whether the line is one {@code fn} and nothing else, so that its clauses may stand in
     * columns.
     */
    private boolean isFunction(int from, int to) {
        if (!text(from).equals("fn")) {
            return false;
        }
        for (int i = from; i < to; i++) {
            boolean isEnd = text(i).equals("}") && pieces.get(i - 1).kind() != Kind.ASM_BODY;
            if (isEnd || text(i).equals(";") && !isIdle(i, pieces.get(i - 1), to)) {
                return false;
            }
        }
        return true;
    }

    private boolean isClause(int index, Lexeme left) {
        boolean operand =
                left.kind() == Kind.OPERATOR
                        || is(left, "fn")
                        || is(left, "at")
                        || is(left, "size")
                        || is(left, "returns");
        return !operand
                && switch (text(index)) {
                    case "at", "size", "notrace", "local", "calls", "returns", "asm", "logs" ->
                            true;
                    default -> false;
                };
    }

    /**
     * The raw lines of the assembler, from behind the brace that is set to before the one that
     * comes.
     */
    private void body(String text, int indent) {
        if (text.indexOf('\n') >= 0) {
            page.lines(Body.of(text), indent + 1);
            page.begin(indent);
        } else if (!text.isBlank()) {
            page.blank();
            page.put(text.strip());
            page.blank();
        }
    }

    // ---- brackets

    private boolean isOpening(int index) {
        return pieces.get(index).kind() == Kind.SIGN
                && (text(index).equals("(") || text(index).equals("[") || text(index).equals("{"));
    }

    private boolean isClosing(int index) {
        return pieces.get(index).kind() == Kind.SIGN
                && (text(index).equals(")") || text(index).equals("]") || text(index).equals("}"));
    }

    private void close() {
        if (!open.isEmpty()) {
            open.removeLast();
        }
    }

    /** Brackets opened on one line indent once. */
    private int indent() {
        int count = 0;
        for (int i = 0; i < open.size(); i++) {
            if (i == 0 || open.get(i).line != open.get(i - 1).line) {
                count++;
            }
        }
        return count;
    }

    private boolean is(Lexeme piece, String text) {
        return source.text().startsWith(text, piece.start())
                && piece.end() - piece.start() == text.length();
    }

    private String text(int index) {
        return source.text().substring(pieces.get(index).start(), pieces.get(index).end());
    }
}
