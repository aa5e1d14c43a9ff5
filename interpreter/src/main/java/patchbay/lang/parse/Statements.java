package patchbay.lang.parse;

import static java.util.Objects.requireNonNull;
import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.Token;
import patchbay.lang.parse.Brackets.Kind;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/**
 * Cuts the tokens of a text into statements, so that the parser sees {@code statement END statement
 * END …} and nothing else.
 *
 * <ul>
 *   <li>A newline becomes END, unless it stands in brackets that close or behind an operator or a
 *       comma that the next line goes on from. Every {@code }} gets an END before it.
 *   <li>A NAME becomes a word of the language where it is one: the words of statements at the start
 *       of a statement only, those of clauses everywhere (the grammar lets them be names).
 *   <li>What cannot be a statement is reported here and taken out, as a whole: a statement with a
 *       bracket that never closes, one that has no meaning yet, one that begins with what begins no
 *       statement. The parser is never asked about them, and the statements before and behind are
 *       untouched.
 * </ul>
 */
final class Statements {
    /** What the parser reads; ends in EOF. */
    final List<Piece> tokens = new ArrayList<>();

    final List<Diagnostic> diagnostics = new ArrayList<>();

    /**
     * From where to where each top-level statement stands in the text, those taken out included.
     */
    final Ranges ranges = new Ranges();

    /** Set when a limit is passed: nothing of the text may be parsed. */
    boolean beyond;

    private final Source source;
    private final List<Piece> in;
    private final Brackets brackets;
    private final int end;

    /** By index of a statement's first token in {@link #tokens}: the index of its END. */
    private int[] ends = {};

    private final Depth depth = new Depth();

    private Level level;

    Statements(Lexemes lexemes, Brackets brackets, int end) {
        this.source = lexemes.source;
        this.in = lexemes.tokens;
        this.brackets = brackets;
        this.end = end;
        this.level = new Level(null, false, false, 0);
    }

    /**
     * The index of the END of the statement that begins at {@code start}; less than it where none
     * does.
     */
    int endOf(int start) {
        return start < ends.length ? ends[start] : -1;
    }

    /** All tokens as one expression: newlines mean nothing. */
    void readExpression() {
        for (int i = 0; i < in.size() && !beyond; i++) {
            Piece token = in.get(i);
            if (token.getType() != NEWLINE) {
                count(i, token);
                token.setType(Words.inner(in, i, before()));
                add(token);
            }
        }
        add(made(Token.EOF, end, end));
    }

    void read() {
        for (int i = 0; i < in.size() && !beyond; i++) {
            Piece token = in.get(i);
            int type = token.getType();
            if (type == NEWLINE || type == END || type == RBRACE && brackets.partner[i] < 0) {
                separate(i, token);
                continue;
            }
            count(i, token);
            if (type == RBRACE && isBlock(brackets.partner[i])) {
                finish(token);
                level = requireNonNull(level.outer);
            }
            if (level.start < 0) {
                begin(i, token);
            } else if (!level.taken) {
                token.setType(Words.inner(in, i, before()));
                level.arms += token.getType() == ELSE ? 1 : 0;
                if (level.arms > Limits.NESTING) {
                    tooDeep(token);
                }
                if (++level.words > Limits.WORDS) {
                    limit(
                            token,
                            "the statement has more than " + Limits.WORDS + " words and signs",
                            "many bytes are written as one x\"…\"; many statements go into a block");
                }
            }
            level.last = token;
            add(token);
            enter(i, token, type);
        }
        if (!beyond) {
            finish(made(END, end, end));
            add(made(Token.EOF, end, end));
        }
    }

    /** A newline, a {@code ;}, or a brace that closes nothing. */
    private void separate(int index, Piece token) {
        boolean inBrackets = depth.brackets() != level.depth;
        int type = token.getType();
        if (type == END && inBrackets) {
            add(token);
        } else if (type != NEWLINE || !inBrackets && endsAt(index)) {
            finish(token);
            depth.begin();
            if (type == RBRACE && !level.silent) {
                report(Code.PB1001, token, "this '}' closes nothing");
            }
        }
    }

    /** Goes into a block behind its brace; ends the statement there if the bracket never closes. */
    private void enter(int index, Piece token, int type) {
        if (opens(type) && brackets.partner[index] < 0) {
            neverClosed(index, token);
        } else if (type == LBRACE && isBlock(index)) {
            notYet();
            boolean layout = brackets.kind[index] == Kind.LAYOUT;
            level = new Level(level, layout, level.silent || level.taken, depth.brackets());
            depth.begin();
        } else if (closes(type) && brackets.partner[index] < 0) {
            takeOut(Code.PB1001, token, "this '" + token.getText() + "' closes nothing");
        }
    }

    private boolean isBlock(int brace) {
        return brackets.kind[brace] == Kind.LAYOUT || brackets.kind[brace] == Kind.BLOCK;
    }

    /** Counts the depth; a bracket without a partner has none. */
    private void count(int index, Piece token) {
        int type = token.word();
        if (opens(type) || closes(type)) {
            if (brackets.partner[index] >= 0 && opens(type)) {
                depth.open();
            } else if (brackets.partner[index] >= 0) {
                depth.close();
            }
        } else if (type == COMMA) {
            depth.comma(level.depth);
        } else if (Words.INFIX.get(type) || type == DOT || type == TILDE || type == NOT) {
            depth.operator();
        }
        depth.sign(type == MINUS || type == TILDE || type == NOT);
        if (depth.exceeded()) {
            tooDeep(token);
        }
    }

    private void tooDeep(Piece token) {
        limit(
                token,
                "nested too deep: the limit is "
                        + Limits.NESTING
                        + " brackets or signs, and "
                        + Limits.CHAIN
                        + " operators");
    }

    private void limit(Piece token, String message, String... remedies) {
        beyond = true;
        diagnostics.clear();
        report(Diagnostic.error(Code.PB1010, span(token), message, remedies));
    }

    private static boolean opens(int type) {
        return type == LPAREN || type == LSQUARE || type == LBRACE;
    }

    private static boolean closes(int type) {
        return type == RPAREN || type == RSQUARE || type == RBRACE;
    }

    // ---- where a statement begins and ends

    /** Whether the newline at {@code index}, outside of brackets that close, ends the statement. */
    private boolean endsAt(int index) {
        if (level.start < 0) {
            return false;
        }
        int next = Words.nextInLine(in, index + 1);
        if (next == in.size() || in.get(next).getType() == RBRACE || beginsStatement(next)) {
            return true;
        }
        return !Words.OPEN_END.get(
                in.get(index - 1).getType() == NAME ? NAME : in.get(index - 1).word());
    }

    private boolean beginsStatement(int index) {
        return Words.beginsStatement(in, index)
                && (level.layout || level.orphans || !Words.ITEMS.get(in.get(index).word()));
    }

    private void begin(int index, Piece token) {
        level.start = tokens.size();
        level.first = token;
        level.taken = level.silent;
        level.arms = 0;
        level.words = 0;
        boolean word = beginsStatement(index);
        int type = token.word();
        if (level.orphans) {
            if (word && Words.ITEMS.get(type)) {
                level.taken = true;
            } else {
                level.orphans = false;
            }
        }
        if (Words.STATEMENTS.get(type) && word || Words.ITEMS.get(type) && level.layout) {
            token.setType(type);
        } else if (type == MALFORMED) {
            token.setType(NUMBER);
        } else if (token.getType() == NAME) {
            token.setType(
                    Words.STATEMENTS.get(type) || Words.ITEMS.get(type)
                            ? NAME
                            : Words.inner(in, index, before()));
        }
        if (level.taken) {
            return;
        }
        if (level.layout) {
            if (!Words.ITEMS.get(token.getType())) {
                takeOut(Expected.item(token, span(token)));
            }
        } else if (type == FN && index + 1 < in.size() && in.get(index + 1).getType() == NAME) {
            takeOut(Code.PB1001, token, Expected.misplaced("fn"));
        } else if (type == ELSE
                && index + 1 < in.size()
                && (in.get(index + 1).getType() == LBRACE || in.get(index + 1).word() == IF)) {
            takeOut(Code.PB1001, token, "'else' stands on the line of the '}' before it");
        } else if (Words.NEVER_FIRST.get(token.getType())) {
            takeOut(Code.PB1001, token, "expected a statement, found " + Expected.found(token));
        }
    }

    private void finish(Piece at) {
        if (level.start < 0) {
            return;
        }
        notYet();
        Piece first = requireNonNull(level.first);
        Piece last = requireNonNull(level.last);
        if (level.outer == null) {
            ranges.add(first.getStartIndex(), last.getStopIndex() + 1);
        }
        if (level.taken) {
            Arrays.fill(
                    ends,
                    Math.min(level.start, ends.length),
                    Math.min(tokens.size(), ends.length),
                    -1);
            tokens.subList(level.start, tokens.size()).clear();
        } else {
            if (tokens.size() >= ends.length) {
                ends = Arrays.copyOf(ends, tokens.size() * 2);
            }
            ends[level.start] = tokens.size();
            boolean own = at.getType() == END || at.getType() == NEWLINE;
            Piece end = own ? at : made(END, at.getStartIndex(), at.getStartIndex());
            end.setType(END);
            add(end);
        }
        level.start = -1;
        level.taken = false;
    }

    private void neverClosed(int index, Piece token) {
        Kind kind = brackets.kind[index];
        String open = token.getText();
        String close = kind == Kind.ROUND ? ")" : kind == Kind.SQUARE ? "]" : "}";
        if (!level.taken) {
            takeOut(
                    Diagnostic.error(
                            Code.PB1002,
                            span(token),
                            "this '" + open + "' is never closed",
                            "close it with '" + close + "'"));
        }
        if (kind == Kind.LAYOUT || kind == Kind.BLOCK) {
            finish(token);
            level.orphans = kind == Kind.LAYOUT;
        }
    }

    // ---- what is no statement

    /** Takes out the running statement if its meaning is still to come. */
    private void notYet() {
        if (level.taken || level.start == tokens.size()) {
            return;
        }
        Later later = Later.of(tokens, level.start);
        if (later != null) {
            takeOut(
                    Diagnostic.error(
                            Code.PB1004,
                            span(tokens.get(level.start)).to(span(later.last())),
                            "'" + later.name() + "' is not available yet"));
        }
    }

    private void takeOut(Code code, Piece token, String message) {
        takeOut(Diagnostic.error(code, span(token), message));
    }

    private void takeOut(Diagnostic diagnostic) {
        if (!level.taken) {
            level.taken = true;
            report(diagnostic);
        }
    }

    private void report(Code code, Piece token, String message) {
        report(Diagnostic.error(code, span(token), message));
    }

    private void report(Diagnostic diagnostic) {
        if (diagnostics.size() <= Limits.MISTAKES) {
            diagnostics.add(diagnostic);
        }
    }

    /** The type of the token before the one that comes. */
    private int before() {
        return tokens.isEmpty() ? END : tokens.getLast().getType();
    }

    private void add(Piece token) {
        token.setTokenIndex(tokens.size());
        tokens.add(token);
    }

    private Piece made(int type, int from, int to) {
        return new Piece(source.text(), type, from, to - 1);
    }

    private Span span(Token token) {
        return new Span(source, token.getStartIndex(), token.getStopIndex() + 1);
    }
}
