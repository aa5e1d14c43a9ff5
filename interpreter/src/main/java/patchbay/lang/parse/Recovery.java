package patchbay.lang.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser;
import patchbay.grammar.PatchbayParser.BlockContext;
import patchbay.grammar.PatchbayParser.ItemContext;
import patchbay.grammar.PatchbayParser.LayoutContext;
import patchbay.grammar.PatchbayParser.ScriptContext;
import patchbay.grammar.PatchbayParser.StatementContext;
import patchbay.source.Diagnostic;
import patchbay.source.Source;

/**
 * What the parser does with a mistake: it costs the statement or the item that it is in, and
 * nothing else. No token is inserted or dropped to go on; the parser continues at the END of the
 * statement, which {@link Statements} has fixed before.
 */
final class Recovery extends DefaultErrorStrategy {
    private final Source source;
    private final Statements statements;
    private final Set<ParserRuleContext> broken =
            Collections.newSetFromMap(new IdentityHashMap<>(4));
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Recovery(Source source, Statements statements) {
        this.source = source;
        this.statements = statements;
    }

    boolean isBroken(ParserRuleContext context) {
        return !broken.isEmpty() && broken.contains(context);
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Before the next statement: what was broken is in the tree by now, or left out of it. */
    @Override
    public void reset(Parser recognizer) {
        super.reset(recognizer);
        broken.clear();
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
        if (inErrorRecoveryMode(recognizer)) {
            return;
        }
        beginErrorCondition(recognizer);
        report(statement(recognizer));
    }

    private void report(ParserRuleContext statement) {
        if (broken.add(statement) && diagnostics.size() <= Limits.MISTAKES) {
            int start = statement.getStart().getTokenIndex();
            diagnostics.add(
                    Expected.diagnose(
                            source, statements.tokens, rule(statement), start, end(statement)));
        }
    }

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
        recognizer.getInputStream().seek(end(statement(recognizer)));
    }

    /**
     * Where a statement is followed by more than its END, the parser is already outside of it, in
     * the list that must go on.
     */
    @Override
    public Token recoverInline(Parser recognizer) {
        ParserRuleContext context = recognizer.getContext();
        ParserRuleContext last = context.getChildCount() == 0 ? null : lastStatement(context);
        if (last == null) {
            throw new InputMismatchException(recognizer);
        }
        report(last);
        recognizer.getInputStream().seek(end(last));
        reportMatch(recognizer);
        return recognizer.consume();
    }

    private static @Nullable ParserRuleContext lastStatement(ParserRuleContext context) {
        boolean isList =
                context instanceof ScriptContext
                        || context instanceof BlockContext
                        || context instanceof LayoutContext;
        ParseTree last = context.getChild(context.getChildCount() - 1);
        return isList && last instanceof ParserRuleContext statement ? statement : null;
    }

    @Override
    public void sync(Parser recognizer) {}

    private static ParserRuleContext statement(Parser recognizer) {
        ParserRuleContext context = recognizer.getContext();
        while (!(context instanceof StatementContext || context instanceof ItemContext)
                && context.getParent() != null) {
            context = context.getParent();
        }
        return context;
    }

    private static int rule(ParserRuleContext statement) {
        return statement instanceof StatementContext
                ? PatchbayParser.RULE_statement
                : statement instanceof ItemContext
                        ? PatchbayParser.RULE_item
                        : PatchbayParser.RULE_expression;
    }

    private int end(ParserRuleContext statement) {
        return statement instanceof StatementContext || statement instanceof ItemContext
                ? statements.endOf(statement.getStart().getTokenIndex())
                : statements.tokens.size() - 1;
    }
}
