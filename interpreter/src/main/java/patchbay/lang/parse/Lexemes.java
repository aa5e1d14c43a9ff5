package patchbay.lang.parse;

import static patchbay.grammar.PatchbayLexer.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Pair;
import patchbay.grammar.PatchbayLexer;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/**
 * The tokens of a text as they stand in it: newlines kept, comments beside them, and after {@code
 * asm} and its brace one token for the raw lines up to the brace that ends them.
 */
final class Lexemes {
    final Source source;
    final List<CommonToken> tokens = new ArrayList<>();
    final List<CommonToken> comments = new ArrayList<>();
    final List<Diagnostic> diagnostics = new ArrayList<>();

    /** Whether the text ends inside a comment. */
    boolean openComment;

    private final PatchbayLexer lexer;
    private final Letters letters;

    private Lexemes(Source source, int start, int end) {
        this.source = source;
        letters = new Letters(source.text(), start, end);
        lexer = new PatchbayLexer(letters);
        lexer.removeErrorListeners();
    }

    static Lexemes of(Source source, int start, int end) {
        Lexemes lexemes = new Lexemes(source, start, end);
        lexemes.read();
        return lexemes;
    }

    private void read() {
        CommonToken before = null;
        for (CommonToken token = next(); token.getType() != Token.EOF; token = next()) {
            int type = token.getType();
            if (type == COMMENT) {
                if (token.getStartIndex() > 0
                        && letters.text().charAt(token.getStartIndex()) == '#') {
                    token.setType(STRAY);
                    token.setChannel(Token.DEFAULT_CHANNEL);
                    tokens.add(token);
                } else {
                    comments.add(token);
                }
                continue;
            }
            if (type == STAR
                    && before != null
                    && before.getType() == SLASH
                    && touches(before, token)) {
                tokens.removeLast();
                openComment = true;
                diagnostics.add(
                        Diagnostic.error(
                                Code.PB1006,
                                new Span(source, before.getStartIndex(), token.getStopIndex() + 1),
                                "this comment is never closed",
                                "close it with '*/'"));
                return;
            }
            tokens.add(token);
            if (type == LBRACE
                    && before != null
                    && before.getType() == NAME
                    && before.getText().equals("asm")) {
                int from = letters.index();
                int to = bodyEnd(letters.text(), from, letters.end());
                CommonToken body =
                        new CommonToken(
                                new Pair<>(lexer, letters),
                                ASM_BODY,
                                Token.DEFAULT_CHANNEL,
                                from,
                                to - 1);
                tokens.add(body);
                letters.seek(to);
            }
            before = token;
        }
    }

    private CommonToken next() {
        return (CommonToken) lexer.nextToken();
    }

    static boolean touches(Token first, Token second) {
        return first.getStopIndex() + 1 == second.getStartIndex();
    }

    /**
     * Where the raw lines from {@code from} end: at the first {@code }} outside a comment that
     * closes no brace opened on its line. A body that never ends is cut before the first line that
     * begins like a statement.
     */
    private static int bodyEnd(String text, int from, int end) {
        int open = 0;
        int at = from;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '\n') {
                open = 0;
            } else if (c == '/' && text.startsWith("//", at)) {
                int line = text.indexOf('\n', at);
                at = line < 0 || line > end ? end : line;
                continue;
            } else if (c == '/' && text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                at = close < 0 || close + 2 > end ? end : close + 2;
                continue;
            } else if (c == '{') {
                open++;
            } else if (c == '}') {
                if (open == 0) {
                    return at;
                }
                open--;
            }
            at++;
        }
        int line = text.indexOf('\n', from);
        while (line >= 0 && line < end && !beginsStatement(text, line + 1, end)) {
            line = text.indexOf('\n', line + 1);
        }
        return line < 0 || line > end ? end : line;
    }

    private static boolean beginsStatement(String text, int from, int end) {
        int start = from;
        while (start < end && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        int stop = start;
        while (stop < end && Character.isLetter(text.charAt(stop))) {
            stop++;
        }
        int type = Words.type(text.substring(start, stop));
        return (Words.STATEMENTS.get(type) || Words.ITEMS.get(type))
                && (stop == end || Character.isWhitespace(text.charAt(stop)));
    }
}
