package patchbay.lang.parse;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.atn.PredictionMode;
import patchbay.grammar.PatchbayLexer;
import patchbay.grammar.PatchbayParser;
import patchbay.source.Source;

/**
 * What ANTLR alone takes for a text: its lexer, and its parser over tokens that are known to be
 * right. The measure for {@link Parser}, which does the same and knows what it all means.
 */
public final class BareParse {
    private final Source source;
    private final Statements statements;

    public BareParse(Source source) {
        this.source = source;
        Lexemes lexemes = Lexemes.of(source, 0, source.text().length());
        statements = new Statements(lexemes, new Brackets(lexemes.tokens), source.text().length());
        statements.read();
    }

    /** Lexes and parses; the number of statements. */
    public int run() {
        PatchbayLexer lexer = new PatchbayLexer(CharStreams.fromString(source.text()));
        lexer.removeErrorListeners();
        new CommonTokenStream(lexer).fill();
        PatchbayParser parser =
                new PatchbayParser(new CommonTokenStream(new ListTokenSource(statements.tokens)));
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        return parser.script().statement().size();
    }
}
