package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParserBaseVisitor;
import patchbay.lang.ast.Asm;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/** What the builders of statements have in common: addresses, amounts, files, names, places. */
class StatementParts extends PatchbayParserBaseVisitor<Statement> {
    final ExprBuilder expressions;
    final List<Diagnostic> diagnostics;

    StatementParts(Source source, List<Diagnostic> diagnostics) {
        this.diagnostics = diagnostics;
        expressions = new ExprBuilder(source, diagnostics);
    }

    /** For the same source. */
    StatementParts(StatementParts others) {
        diagnostics = others.diagnostics;
        expressions = others.expressions;
    }

    final Asm assembly(AssemblyContext assembly) {
        return new Asm(
                expressions.literals().span(assembly.ASM_BODY().getSymbol()), span(assembly));
    }

    final Text text(TextContext context) {
        return expressions.literals().text(context.getStart());
    }

    final Text file(FileContext context) {
        return expressions.literals().text(context.getStart());
    }

    final @Nullable Base base(@Nullable BaseContext context) {
        if (context == null) {
            return null;
        }
        Expr address = address(context.address());
        return address == null ? new Base.Usual(span(context)) : new Base.Address(address);
    }

    final Expr expression(ExpressionContext context) {
        return expressions.expression(context);
    }

    final @Nullable Expr address(@Nullable AddressContext context) {
        return context == null ? null : expression(context.expression());
    }

    final @Nullable Expr amount(@Nullable AmountContext context) {
        return context == null ? null : expression(context.expression());
    }

    final @Nullable Expr thing(@Nullable ThingContext context) {
        return context == null ? null : expression(context.expression());
    }

    final @Nullable Expr condition(@Nullable ConditionContext context) {
        return context == null ? null : expression(context.expression());
    }

    final Word word(WordContext context) {
        return expressions.names().word(context);
    }

    final Word declared(WordContext context) {
        return expressions.names().declared(context);
    }

    final void once(List<? extends TerminalNode> first, List<? extends TerminalNode> second) {
        for (List<? extends TerminalNode> words : List.of(first, second)) {
            if (words.size() > 1) {
                twice(words.get(1).getSymbol());
            }
        }
    }

    final void twice(Token word) {
        twice(word, "'" + word.getText() + "'");
    }

    final void twice(Token second, String what) {
        diagnostics.add(
                Diagnostic.error(
                        Code.PB1008,
                        expressions.literals().span(second),
                        what + " is given twice"));
    }

    final Span span(ParserRuleContext context) {
        return expressions.span(context);
    }

    /** The span of the whole statement that {@code part} is the rest of. */
    final Span whole(ParserRuleContext part) {
        return expressions.span(part.getParent());
    }
}
