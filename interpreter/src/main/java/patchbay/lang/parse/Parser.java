package patchbay.lang.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser;
import patchbay.grammar.PatchbayParser.ScriptContext;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Script;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/**
 * Reads scripts. The passes, each on what the one before made: limits, tokens ({@link Lexemes}),
 * brackets ({@link Brackets}), statements ({@link Statements}), the grammar, the tree ({@link
 * TreeBuilder}), what the comments expect ({@link Remarks}).
 */
public final class Parser {
    private Parser() {}

    public static Parsed parse(Source source) {
        Diagnostic limit = Limits.exceeded(source);
        if (limit != null) {
            return new Parsed(new Script(source, List.of()), List.of(limit), List.of());
        }
        Lexemes lexemes = Lexemes.of(source, 0, source.text().length());
        Statements statements =
                new Statements(lexemes, new Brackets(lexemes.tokens), source.text().length());
        statements.read();
        lexemes.tokens.clear();
        List<Diagnostic> diagnostics = new ArrayList<>(lexemes.diagnostics);
        diagnostics.addAll(statements.diagnostics);
        if (statements.beyond) {
            return new Parsed(new Script(source, List.of()), diagnostics, List.of());
        }
        Recovery recovery = new Recovery(source, statements);
        TreeBuilder builder = new TreeBuilder(source, recovery);
        List<Script.Step> steps = steps(statements, recovery, builder);
        boolean isWhole = recovery.diagnostics().size() <= Limits.MISTAKES;
        diagnostics.addAll(recovery.diagnostics());
        diagnostics.addAll(builder.diagnostics);
        Remarks remarks = new Remarks(source, lexemes.comments, statements.ranges);
        List<Script.Step> expecting = remarks.attach(steps);
        List<Diagnostic> held = remarks.takeHeld(diagnostics);
        diagnostics.addAll(remarks.diagnostics());
        if (diagnostics.size() > 1) {
            diagnostics.sort(Comparator.comparingInt(Parser::start));
        }
        if (diagnostics.size() > Limits.MISTAKES || !isWhole) {
            int told = Math.min(Limits.MISTAKES, diagnostics.size());
            Diagnostic first =
                    told < diagnostics.size()
                            ? diagnostics.get(told)
                            : recovery.diagnostics().getLast();
            diagnostics.subList(told, diagnostics.size()).clear();
            diagnostics.add(Limits.tooManyMistakes(first));
        }
        return new Parsed(new Script(source, expecting), diagnostics, held);
    }

    /** All that stands in a text but blanks, in order. */
    public static List<Lexeme> lexemes(Source source) {
        Lexemes lexemes = Lexemes.of(source, 0, source.text().length());
        List<Lexeme> all = new ArrayList<>(lexemes.tokens.size() + lexemes.comments.size());
        int comment = 0;
        for (Piece token : lexemes.tokens) {
            while (comment < lexemes.comments.size()
                    && lexemes.comments.get(comment).getStartIndex() < token.getStartIndex()) {
                all.add(lexeme(lexemes.comments.get(comment++)));
            }
            all.add(lexeme(token));
        }
        while (comment < lexemes.comments.size()) {
            all.add(lexeme(lexemes.comments.get(comment++)));
        }
        return all;
    }

    /** Whether {@code text} is a word of the language where the language expects one. */
    public static boolean isWord(String text) {
        return Words.type(text) != PatchbayParser.NAME;
    }

    private static Lexeme lexeme(Piece token) {
        Lexeme.Kind kind =
                switch (token.getType()) {
                    case PatchbayParser.NAME -> Lexeme.Kind.WORD;
                    case PatchbayParser.NUMBER, PatchbayParser.VERSION, PatchbayParser.MALFORMED ->
                            Lexeme.Kind.NUMBER;
                    case PatchbayParser.STRING, PatchbayParser.BYTES, PatchbayParser.PLACE ->
                            Lexeme.Kind.LITERAL;
                    case PatchbayParser.ASM_BODY -> Lexeme.Kind.ASM_BODY;
                    case PatchbayParser.COMMENT -> Lexeme.Kind.COMMENT;
                    case PatchbayParser.NEWLINE -> Lexeme.Kind.NEWLINE;
                    default -> Lexeme.Kind.SIGN;
                };
        boolean goesOn = Words.OPEN_END.get(token.word());
        return new Lexeme(
                goesOn ? Lexeme.Kind.OPERATOR : kind,
                token.getStartIndex(),
                token.getStopIndex() + 1);
    }

    /**
     * Whether {@code source} is a whole input, or waits for a bracket, an {@code asm} body, a
     * comment or an operand to be completed.
     */
    public static Completeness completeness(Source source) {
        if (Limits.exceeded(source) != null) {
            return Completeness.INVALID;
        }
        Lexemes lexemes = Lexemes.of(source, 0, source.text().length());
        Brackets brackets = new Brackets(lexemes.tokens);
        if (lexemes.openComment || !brackets.openAtEnd().isEmpty() || endsOpen(lexemes)) {
            return Completeness.INCOMPLETE;
        }
        return parse(source).ok() ? Completeness.COMPLETE : Completeness.INVALID;
    }

    private static boolean endsOpen(Lexemes lexemes) {
        for (int i = lexemes.tokens.size() - 1; i >= 0; i--) {
            if (lexemes.tokens.get(i).getType() != PatchbayParser.NEWLINE) {
                return Words.OPEN_END.get(lexemes.tokens.get(i).word());
            }
        }
        return false;
    }

    /**
     * The expression between {@code start} and {@code end}, or null after saying to {@code
     * diagnostics} what is wrong.
     */
    static @Nullable Expr expression(
            Source source, int start, int end, List<Diagnostic> diagnostics) {
        Lexemes lexemes = Lexemes.of(source, start, end);
        ExprBuilder builder = new ExprBuilder(source, diagnostics);
        if (lexemes.tokens.size() == 1
                && lexemes.diagnostics.isEmpty()
                && lexemes.tokens.getFirst().word() == PatchbayParser.NAME) {
            return builder.names().name(lexemes.tokens.getFirst());
        }
        Statements statements = new Statements(lexemes, new Brackets(lexemes.tokens), end);
        statements.readExpression();
        diagnostics.addAll(lexemes.diagnostics);
        diagnostics.addAll(statements.diagnostics);
        if (!lexemes.diagnostics.isEmpty() || statements.beyond) {
            return null;
        }
        Recovery recovery = new Recovery(source, statements);
        PatchbayParser parser = new PatchbayParser(new Pieces(statements.tokens));
        parser.removeErrorListeners();
        parser.setErrorHandler(recovery);
        var tree = parser.interpolation();
        diagnostics.addAll(recovery.diagnostics());
        if (!recovery.diagnostics().isEmpty()) {
            return null;
        }
        return builder.expression(tree.expression());
    }

    /**
     * Reads one top-level statement after the other: what ANTLR makes of one is many times as large
     * as the tree, and gone when the next is read. SLL decides nearly everything and is fast; what
     * it refuses is read again with LL, which has the last word. Behind more mistakes than anybody
     * is told of nothing is read.
     */
    private static List<Script.Step> steps(
            Statements statements, Recovery recovery, TreeBuilder builder) {
        List<Script.Step> steps = new ArrayList<>();
        Pieces pieces = new Pieces(statements.tokens);
        PatchbayParser fast = parser(pieces, builder);
        fast.getInterpreter().setPredictionMode(PredictionMode.SLL);
        fast.setErrorHandler(new BailErrorStrategy());
        PatchbayParser thorough = parser(pieces, builder);
        thorough.setErrorHandler(recovery);
        int last = statements.tokens.size() - 1;
        List<Diagnostic> mistakes = recovery.diagnostics();
        for (int start = 0, end; start < last && mistakes.size() <= Limits.MISTAKES; start = end) {
            end = Math.max(start, statements.endOf(start)) + 1;
            int told = builder.diagnostics.size();
            ScriptContext tree;
            try {
                fast.reset();
                pieces.show(start, end);
                tree = fast.script();
            } catch (ParseCancellationException refused) {
                builder.takeBack(told);
                thorough.reset();
                pieces.show(start, end);
                tree = thorough.script();
            }
            steps.addAll(builder.steps(tree));
            pieces.forget(start, end);
        }
        return steps;
    }

    private static PatchbayParser parser(Pieces pieces, TreeBuilder builder) {
        PatchbayParser parser =
                new PatchbayParser(pieces) {
                    @Override
                    public Token consume() {
                        Token token = super.consume();
                        if (token.getType() == END && !(_ctx instanceof ScriptContext)) {
                            builder.ended(_ctx);
                        }
                        return token;
                    }
                };
        parser.removeErrorListeners();
        return parser;
    }

    private static int start(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        return span == null ? 0 : span.start();
    }
}
