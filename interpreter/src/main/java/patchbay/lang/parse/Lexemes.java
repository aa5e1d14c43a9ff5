package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
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
    final List<Piece> tokens = new ArrayList<>();
    final List<Piece> comments = new ArrayList<>();
    final List<Diagnostic> diagnostics = new ArrayList<>();

    /** Whether the text ends inside a comment. */
    boolean openComment;

    private final Lexer lexer;
    private final Bodies bodies;

    private Lexemes(Source source, int start, int end) {
        this.source = source;
        lexer = new Lexer(source.text(), start, end);
        bodies = new Bodies(source.text(), end);
    }

    static Lexemes of(Source source, int start, int end) {
        Lexemes lexemes = new Lexemes(source, start, end);
        lexemes.read();
        return lexemes;
    }

    private void read() {
        Piece before = null;
        for (Piece token = lexer.next(); token.getType() != Token.EOF; token = lexer.next()) {
            int type = token.getType();
            if (type == COMMENT) {
                if (token.getStartIndex() > 0
                        && source.text().charAt(token.getStartIndex()) == '#') {
                    token.setType(STRAY);
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
            if (type == LBRACE && before != null && before.word() == ASM) {
                int from = lexer.at();
                int to = bodies.end(from);
                tokens.add(new Piece(source.text(), ASM_BODY, from, to - 1));
                lexer.seek(to);
            }
            before = token;
        }
    }

    static boolean touches(Token first, Token second) {
        return first.getStopIndex() + 1 == second.getStartIndex();
    }
}
