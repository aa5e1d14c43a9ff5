package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParserBaseVisitor;
import patchbay.lang.ast.Asm;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Layout;
import patchbay.lang.ast.Text;

/** From the parser's layouts to those of the tree. */
final class LayoutBuilder extends PatchbayParserBaseVisitor<Item> {
    private final TreeBuilder tree;
    private final ExprBuilder expressions;

    LayoutBuilder(TreeBuilder tree, ExprBuilder expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    @Nullable Layout optional(@Nullable LayoutContext layout) {
        return layout == null ? null : layout(layout);
    }

    private Layout layout(LayoutContext layout) {
        return new Layout(tree.items(layout), expressions.span(layout));
    }

    @Override
    public Item visitSectionItem(SectionItemContext section) {
        return new Item.Section(
                tree.text(section.text()), layout(section.layout()), expressions.span(section));
    }

    @Override
    public Item visitDataItem(DataItemContext data) {
        List<Item.Datum> values = new ArrayList<>();
        for (DatumContext each : data.datum()) {
            values.add(datum(each));
        }
        return new Item.Data(
                expressions.names().declared(data.word()), values, expressions.span(data));
    }

    private Item.Datum datum(DatumContext datum) {
        Token first = datum.getStart();
        return switch (first.getType()) {
            case U8 -> number(1, datum);
            case U16 -> number(2, datum);
            case U32 -> number(4, datum);
            case U64 -> number(8, datum);
            case ADDR ->
                    new Item.Datum.Address(
                            expressions.expression(datum.address().expression()),
                            expressions.span(datum));
            case BYTES ->
                    new Item.Datum.Literal(
                            expressions.literals().bytes(first), expressions.span(datum));
            default ->
                    new Item.Datum.Characters(
                            expressions.literals().text(first), expressions.span(datum));
        };
    }

    private Item.Datum number(int size, DatumContext datum) {
        return new Item.Datum.Num(
                size, expressions.expression(datum.amount().expression()), expressions.span(datum));
    }

    @Override
    public Item visitFunctionItem(FunctionItemContext function) {
        Expr at = null;
        Expr size = null;
        Expr returns = null;
        Asm asm = null;
        Text logs = null;
        boolean notrace = false;
        boolean local = false;
        List<Expr.Name> calls = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (ClauseContext clause : function.clause()) {
            Token word = clause.getStart();
            if (seen.contains(word.getText())) {
                tree.twice(word);
            } else {
                seen.add(word.getText());
            }
            switch (word.getType()) {
                case AT -> at = expressions.expression(clause.address().expression());
                case SIZE -> size = expressions.expression(clause.amount().expression());
                case NOTRACE -> notrace = true;
                case LOCAL -> local = true;
                case CALLS -> {
                    for (CalledContext callee : clause.called()) {
                        calls.add(expressions.names().name(callee));
                    }
                }
                case RETURNS -> returns = expressions.expression(clause.expression());
                case LOGS -> logs = tree.text(clause.text());
                default -> asm = tree.assembly(clause.assembly());
            }
        }
        return new Item.Function(
                expressions.names().declared(function.word()),
                expressions.names().parameters(function.parameters()),
                at,
                size,
                notrace,
                local,
                calls,
                returns,
                asm,
                logs,
                expressions.span(function));
    }
}
