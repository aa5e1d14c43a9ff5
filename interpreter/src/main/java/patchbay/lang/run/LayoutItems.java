package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.LayoutSpec.Expression;
import patchbay.lang.ast.Asm;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Layout;
import patchbay.lang.ast.Text;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * Turns a layout's items into what the engine takes, and keeps where each name and each assembler
 * line was written.
 */
final class LayoutItems {
    private final Expressions expressions;

    final List<Span> asm = new ArrayList<>();
    final Map<String, Span> mentions = new HashMap<>();
    final Map<String, Span> declarations = new LinkedHashMap<>();
    private final Map<String, Span> exported = new HashMap<>();

    LayoutItems(Expressions expressions) {
        this.expressions = expressions;
    }

    List<LayoutSpec.Item> of(Layout layout) throws Halt {
        List<LayoutSpec.Item> items = new ArrayList<>();
        for (Item item : layout.items()) {
            items.add(
                    switch (item) {
                        case Item.Function function -> function(function);
                        case Item.Data data -> data(data);
                        case Item.Section section ->
                                new LayoutSpec.Section(
                                        section.name().value(), of(section.layout()));
                    });
        }
        return items;
    }

    private LayoutSpec.Function function(Item.Function function) throws Halt {
        declare(function.name(), function.local());
        List<String> parameters = new ArrayList<>();
        for (Word parameter : function.parameters()) {
            parameters.add(parameter.text());
        }
        List<String> calls = new ArrayList<>();
        for (Expr.Name callee : function.calls()) {
            calls.add(mention(callee));
        }
        return new LayoutSpec.Function(
                function.name().text(),
                parameters,
                amount(function.at()),
                amount(function.size()),
                function.notrace(),
                function.local(),
                calls,
                body(function, parameters));
    }

    private LayoutSpec.Body body(Item.Function function, List<String> parameters) throws Halt {
        Expr returns = function.returns();
        Asm assembly = function.asm();
        Text logs = function.logs();
        int bodies =
                (returns == null ? 0 : 1) + (assembly == null ? 0 : 1) + (logs == null ? 0 : 1);
        if (bodies > 1 || assembly != null && !function.calls().isEmpty()) {
            throw new Halt(
                    Code.PB2023,
                    function.span(),
                    Phrase.of(
                            "%s has more than one body: `asm`, `logs` and `returns` exclude each other, `asm` also `calls`",
                            function.name().text()));
        }
        if (assembly != null) {
            return new LayoutSpec.Assembler(AsmText.lines(assembly, asm));
        }
        if (logs != null) {
            return new LayoutSpec.Logs(logs.value());
        }
        return returns == null
                ? new LayoutSpec.Empty()
                : new LayoutSpec.Returns(expression(returns, parameters));
    }

    private Expression expression(Expr expr, List<String> parameters) throws Halt {
        return switch (expr) {
            case Expr.Num number -> new LayoutSpec.Constant(number.value());
            case Expr.Name name when parameters.contains(name.text()) ->
                    new LayoutSpec.Parameter(name.text());
            case Expr.Name name -> new LayoutSpec.Constant(expressions.address(name));
            case Expr.Apply apply -> {
                List<Expression> arguments = new ArrayList<>();
                for (Expr argument : apply.arguments()) {
                    arguments.add(expression(argument, parameters));
                }
                yield new LayoutSpec.Call(mention(apply.function()), arguments);
            }
            case Expr.Unary(Expr.Unary.Sign sign, Expr operand, Span span)
                    when sign == Expr.Unary.Sign.MINUS ->
                    new LayoutSpec.Unary(
                            LayoutSpec.UnaryOperator.MINUS, expression(operand, parameters));
            case Expr.Unary(Expr.Unary.Sign sign, Expr operand, Span span)
                    when sign == Expr.Unary.Sign.COMPLEMENT ->
                    new LayoutSpec.Unary(
                            LayoutSpec.UnaryOperator.NOT, expression(operand, parameters));
            case Expr.Binary binary ->
                    new LayoutSpec.Binary(
                            operator(binary),
                            expression(binary.left(), parameters),
                            expression(binary.right(), parameters));
            case Expr.Unary other -> throw notComputed(other);
            case Expr.Characters other -> throw notComputed(other);
            case Expr.Template other -> throw notComputed(other);
            case Expr.Bytes other -> throw notComputed(other);
            case Expr.Truth other -> throw notComputed(other);
            case Expr.Backtrace other -> throw notComputed(other);
            case Expr.Call other -> throw notComputed(other);
            case Expr.Field other -> throw notComputed(other);
            case Expr.Index other -> throw notComputed(other);
            case Expr.Range other -> throw notComputed(other);
            case Expr.Items other -> throw notComputed(other);
            case Expr.Unchanged other -> throw notComputed(other);
            case Expr.Comparison other -> throw notComputed(other);
        };
    }

    private Halt notComputed(Expr expr) {
        return new Halt(
                Code.PB2020,
                expr.span(),
                Phrase.of("a function of the layout cannot compute this: '%s'", expr.span().text()),
                "`returns` takes numbers, parameters, calls and + - * / % & | ^ ~ << >>; anything else is written in asm { … }");
    }

    private LayoutSpec.BinaryOperator operator(Expr.Binary binary) throws Halt {
        return switch (binary.operator()) {
            case PLUS -> LayoutSpec.BinaryOperator.PLUS;
            case MINUS -> LayoutSpec.BinaryOperator.MINUS;
            case TIMES -> LayoutSpec.BinaryOperator.TIMES;
            case DIVIDED -> LayoutSpec.BinaryOperator.DIVIDED_BY;
            case REMAINDER -> LayoutSpec.BinaryOperator.MODULO;
            case AND_BITS -> LayoutSpec.BinaryOperator.AND;
            case OR_BITS -> LayoutSpec.BinaryOperator.OR;
            case XOR_BITS -> LayoutSpec.BinaryOperator.XOR;
            case SHIFT_LEFT -> LayoutSpec.BinaryOperator.SHIFT_LEFT;
            case SHIFT_RIGHT -> LayoutSpec.BinaryOperator.SHIFT_RIGHT;
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST, VISITS, AND, OR ->
                    throw notComputed(binary);
        };
    }

    private LayoutSpec.Data data(Item.Data data) throws Halt {
        declare(data.name(), false);
        List<LayoutSpec.Value> values = new ArrayList<>();
        for (Item.Datum datum : data.values()) {
            switch (datum) {
                case Item.Datum.Num number ->
                        values.add(new LayoutSpec.Quantity(number.size(), fitting(number)));
                case Item.Datum.Address(Expr.Name name, Span span) ->
                        values.add(new LayoutSpec.Address(mention(name)));
                case Item.Datum.Address(Expr value, Span span) ->
                        values.add(new LayoutSpec.Quantity(8, expressions.address(value)));
                case Item.Datum.Characters characters ->
                        values.add(new LayoutSpec.Text(characters.text().value()));
                case Item.Datum.Literal literal -> {
                    for (byte b : literal.bytes().value()) {
                        values.add(new LayoutSpec.Quantity(1, b & 0xff));
                    }
                }
            }
        }
        return new LayoutSpec.Data(data.name().text(), values);
    }

    private long fitting(Item.Datum.Num number) throws Halt {
        long value = expressions.address(number.value());
        int bits = 8 * number.size();
        if (bits < 64 && !Bits.fitsUnsigned(value, bits) && !Bits.fitsSigned(value, bits)) {
            throw new Halt(
                    Code.PB3002,
                    number.value().span(),
                    Phrase.of("%d does not fit into %d bits", value, bits));
        }
        return value;
    }

    private OptionalLong amount(@Nullable Expr expr) throws Halt {
        return expr == null
                ? OptionalLong.empty()
                : OptionalLong.of(expressions.count(expr, 1L << 32));
    }

    private String mention(Expr.Name name) {
        String text = name.ordinal() > 0 ? name.text() + "#" + name.ordinal() : name.text();
        mentions.putIfAbsent(text, name.span());
        return text;
    }

    /** Local functions may share their name, as static functions of several files do. */
    private void declare(Word name, boolean local) throws Halt {
        declarations.putIfAbsent(name.text(), name.span());
        Span first = local ? null : exported.putIfAbsent(name.text(), name.span());
        if (first != null) {
            throw new Halt(
                    List.of(
                            Diagnostic.error(
                                            Code.PB2003,
                                            name.span(),
                                            Phrase.of("'%s' is declared twice", name.text()),
                                            "give one of them another name")
                                    .with(new Diagnostic.Note("first declared here", first))));
        }
    }
}
