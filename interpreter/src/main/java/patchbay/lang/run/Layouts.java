package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.LayoutSpec.Expression;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.kernel.WordsLayout;
import patchbay.lang.ast.Asm;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Layout;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;
import patchbay.machine.Module;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Span;

/** {@code arch}, and layouts in words: {@code kernel}, {@code module}, {@code extern}. */
final class Layouts {
    private final Run run;
    private final Expressions expressions;

    Layouts(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    /**
     * {@code --arch} replaces the name, keeps the version, and drops options that the other
     * architecture does not have.
     */
    void arch(Statement.Arch arch) throws Halt {
        if (!run.machine().modules().isEmpty() || run.machine().listed().isPresent()) {
            throw new Halt(
                    Code.PB2023,
                    arch.span(),
                    "arch stands before the layout: what is placed already follows other rules",
                    "move it to the top of the script");
        }
        String wanted = run.settings.arch() == null ? arch.name().text() : run.settings.arch();
        Optional<Architecture> found = Architectures.named(wanted);
        if (found.isEmpty()) {
            List<String> known = Architectures.ALL.stream().map(Architecture::name).toList();
            throw new Halt(
                    Code.PB2011,
                    arch.name().span(),
                    "there is no architecture '%s'".formatted(wanted),
                    "there are: " + String.join(", ", known));
        }
        Architecture architecture = found.get();
        Statement.Arch.Release linux = arch.linux();
        Version version =
                linux == null
                        ? architecture.newest()
                        : new Version(linux.major(), linux.minor(), linux.patch());
        run.world.architecture = architecture;
        run.world.era =
                run.need(
                        architecture.era(version, options(arch, architecture)),
                        linux == null ? arch.span() : linux.span());
        run.world.archSaid = true;
        if (linux == null) {
            run.assume(arch.span(), "no version: linux %s is assumed".formatted(version));
        }
    }

    private Options options(Statement.Arch arch, Architecture architecture) throws Halt {
        Set<String> flags = new HashSet<>();
        long pageSize = architecture.usual().pageSize();
        for (Statement.Arch.Option option : arch.options()) {
            String name = option.name().text();
            Expr value = option.value();
            boolean other =
                    run.settings.arch() != null && !run.settings.arch().equals(arch.name().text());
            if (!name.equals("pages") && !architecture.options().contains(name)) {
                if (other) {
                    run.note(
                            Code.PB2030,
                            option.span(),
                            "%s has no option '%s': dropped".formatted(architecture.name(), name));
                    continue;
                }
                throw new Halt(
                        Code.PB2008,
                        option.span(),
                        "%s has no option '%s'".formatted(architecture.name(), name),
                        "it has: pages, " + String.join(", ", architecture.options()));
            }
            if (name.equals("pages")) {
                pageSize = value == null ? 0 : expressions.address(value);
                if (!architecture.pageSizes().contains(pageSize)) {
                    throw new Halt(
                            Code.PB2008,
                            option.span(),
                            "pages are "
                                    + architecture.pageSizes().stream()
                                            .map(Words::scaled)
                                            .collect(Collectors.joining(" or ")));
                }
            } else if (value != null) {
                throw new Halt(Code.PB2008, value.span(), "'%s' takes no value".formatted(name));
            } else {
                flags.add(name);
            }
        }
        return new Options(flags, pageSize);
    }

    void kernel(Statement.Kernel kernel) throws Halt {
        long base =
                base(kernel.at(), run.era(kernel.span()).kernelBase(), kernel.span(), "the kernel");
        place(Module.KERNEL, base, kernel.size(), 0, kernel.layout(), kernel.span(), kernel.span());
    }

    void module(Statement.Module module) throws Halt {
        String name = module.name().text();
        if (name.equals(Module.KERNEL)) {
            throw new Halt(
                    Code.PB2024,
                    module.name().span(),
                    "'kernel' is the kernel proper, a module needs another name");
        }
        if (run.machine().module(Module.KERNEL).isEmpty() && run.machine().listed().isEmpty()) {
            expressions.naming().openKernel(module.span());
        }
        long base =
                base(
                        module.at(),
                        run.era(module.span()).moduleBase(),
                        module.span(),
                        "module " + name);
        Expr plt = module.plt();
        int spare = plt == null ? 0 : (int) expressions.count(plt, 1 << 16);
        place(name, base, null, spare, module.layout(), module.name().span(), module.span());
    }

    private long base(@Nullable Base base, long usual, Span span, String what) throws Halt {
        return switch (base) {
            case Base.Address address -> expressions.address(address.value());
            case Base.Usual ignored -> usual;
            case null -> {
                run.assume(
                        span, "no address: %s is assumed at %s".formatted(what, Value.hex(usual)));
                yield usual;
            }
        };
    }

    private void place(
            String object,
            long base,
            @Nullable Expr size,
            int spare,
            @Nullable Layout layout,
            Span name,
            Span span)
            throws Halt {
        Items items = new Items();
        List<LayoutSpec.Item> converted = layout == null ? List.of() : items.of(layout);
        OptionalLong room =
                size == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(expressions.count(size, 1L << 32));
        LayoutSpec spec = new LayoutSpec(object, base, room, spare, layout == null, converted);
        if (expressions.naming().variable(object) != null) {
            throw new Halt(Code.PB2024, name, "'%s' is a variable already".formatted(object));
        }
        items.declarations.forEach(items.mentions::putIfAbsent);
        Plan plan =
                run.need(
                        WordsLayout.place(run.machine(), run.era(span), spec),
                        name,
                        items.asm,
                        items.mentions);
        run.load(object, plan, span);
        run.world.layouts = run.world.layouts.with(object, items.declarations);
        if (layout == null) {
            run.world.opened(object);
        }
    }

    void extern(Statement.Extern extern) throws Halt {
        Plan plan =
                run.need(
                        WordsLayout.extern(
                                run.machine(),
                                extern.name().text(),
                                expressions.address(extern.at())),
                        extern.span());
        run.apply(plan, extern.span());
        run.world.declarations =
                run.world.declarations.with(extern.name().text(), extern.name().span());
    }

    /**
     * Turns a layout's items into what the engine takes, and keeps where each name and each
     * assembler line was written.
     */
    private final class Items {
        final List<Span> asm = new ArrayList<>();
        final java.util.Map<String, Span> mentions = new java.util.HashMap<>();
        final java.util.Map<String, Span> declarations = new java.util.LinkedHashMap<>();
        private final java.util.Map<String, Span> exported = new java.util.HashMap<>();

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
            patchbay.lang.ast.Text logs = function.logs();
            int bodies =
                    (returns == null ? 0 : 1) + (assembly == null ? 0 : 1) + (logs == null ? 0 : 1);
            if (bodies > 1 || assembly != null && !function.calls().isEmpty()) {
                throw new Halt(
                        Code.PB2023,
                        function.span(),
                        "%s has more than one body: `asm`, `logs` and `returns` exclude each other, `asm` also `calls`"
                                .formatted(function.name().text()));
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
            };
        }

        private Halt notComputed(Expr expr) {
            return new Halt(
                    Code.PB2020,
                    expr.span(),
                    "a function of the layout cannot compute this: '%s'"
                            .formatted(expr.span().text()),
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
            if (bits < 64
                    && !patchbay.bytes.Bits.fitsUnsigned(value, bits)
                    && !patchbay.bytes.Bits.fitsSigned(value, bits)) {
                throw new Halt(
                        Code.PB3002,
                        number.value().span(),
                        "%d does not fit into %d bits".formatted(value, bits));
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
                                                "'%s' is declared twice".formatted(name.text()),
                                                "give one of them another name")
                                        .with(new Diagnostic.Note("first declared here", first))));
            }
        }
    }
}
