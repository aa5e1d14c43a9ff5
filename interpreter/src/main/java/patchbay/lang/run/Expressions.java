package patchbay.lang.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import patchbay.kernel.Execution;
import patchbay.kernel.Unchanged;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Word;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Result;
import patchbay.source.Span;

/** Expressions to values. */
final class Expressions {
    /** Instructions that one call may execute. */
    static final long STEP_BOUND = 10_000_000;

    /** Instructions that one trace may show. */
    private static final long TRACE_BOUND = 1 << 17;

    private final Run run;
    private final Naming naming;
    private final Builtins builtins;
    private final Growth growth;

    Expressions(Run run) {
        this.run = run;
        this.naming = new Naming(run, this);
        this.builtins = new Builtins(run, naming);
        this.growth = new Growth(run);
    }

    Naming naming() {
        return naming;
    }

    Dumps dumps() {
        return new Dumps(run, this);
    }

    Value value(Expr expr) throws Halt {
        run.enter(expr.span());
        Value value = evaluated(expr);
        run.nested--;
        return value;
    }

    private Value evaluated(Expr expr) throws Halt {
        // Before the switch: a cold start's first one over types takes several milliseconds.
        if (expr instanceof Expr.Num number) {
            return number(number);
        } else if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        }
        return switch (expr) {
            case Expr.Num number -> number(number);
            case Expr.Characters text -> Value.string(text.value());
            case Expr.Template template -> template(template);
            case Expr.Bytes bytes -> new Value.Bytes(bytes.value());
            case Expr.Truth truth -> Value.bool(truth.value());
            case Expr.Name name -> naming.value(name);
            case Expr.Backtrace place -> Value.address(naming.backtrace(place));
            case Expr.Apply apply -> apply(apply);
            case Expr.Call call -> outcome(call);
            case Expr.Field field -> field(value(field.of()), field.name());
            case Expr.Index index -> index(index);
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Range range -> new Value.Span(number(range.from()), number(range.to()));
            case Expr.Items items -> {
                List<Value> values = values(items.items());
                growth.check(values, items.span());
                yield new Value.Items(values);
            }
            case Expr.Comparison comparison -> dumps().value(comparison);
            case Expr.Unchanged unchanged ->
                    Value.bool(differences(unchanged.thing(), 1).isEmpty());
        };
    }

    private static Value.Num number(Expr.Num number) {
        return new Value.Num(number.value(), number.hex());
    }

    Value.Num number(Expr expr) throws Halt {
        return Arithmetic.number(value(expr), expr.span());
    }

    long address(Expr expr) throws Halt {
        return number(expr).value();
    }

    /** A number that counts something: 0 up to {@code most}. */
    long count(Expr expr, long most) throws Halt {
        long count = number(expr).value();
        if (count < 0 || count > most) {
            throw new Halt(
                    Code.PB2022,
                    expr.span(),
                    Phrase.of("%d is out of range: 0 .. %d", count, most));
        }
        return count;
    }

    boolean truth(Expr expr) throws Halt {
        return Arithmetic.truth(value(expr), expr.span());
    }

    List<Value> values(List<Expr> exprs) throws Halt {
        List<Value> values = new ArrayList<>();
        for (Expr expr : exprs) {
            values.add(value(expr));
        }
        return values;
    }

    private Value template(Expr.Template template) throws Halt {
        StringBuilder text = new StringBuilder();
        for (Expr part : template.parts()) {
            text.append(value(part).text());
            growth.check(text.length(), part.span());
        }
        return Value.string(text.toString());
    }

    private Value unary(Expr.Unary unary) throws Halt {
        return switch (unary.sign()) {
            case MINUS -> Arithmetic.negate(value(unary.operand()), unary.span());
            case COMPLEMENT -> Arithmetic.complement(value(unary.operand()), unary.span());
            case NOT -> Value.bool(!truth(unary.operand()));
        };
    }

    private Value binary(Expr.Binary binary) throws Halt {
        return switch (binary.operator()) {
            case AND -> Value.bool(truth(binary.left()) && truth(binary.right()));
            case OR -> Value.bool(truth(binary.left()) || truth(binary.right()));
            case VISITS -> Value.bool(visits(binary));
            case PLUS -> {
                Value left = value(binary.left());
                Value right = value(binary.right());
                if (!(left instanceof Value.Num && right instanceof Value.Num)) {
                    growth.check(List.of(left, right), binary.span());
                }
                yield Arithmetic.binary("+", left, right, binary.span());
            }
            case TIMES,
                    DIVIDED,
                    REMAINDER,
                    MINUS,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    AND_BITS,
                    XOR_BITS,
                    OR_BITS,
                    EQUAL,
                    UNEQUAL,
                    LESS,
                    AT_MOST,
                    GREATER,
                    AT_LEAST ->
                    applied(binary, value(binary.left()), value(binary.right()));
        };
    }

    /** An operator's value, of two that are known. */
    Value applied(Expr.Binary binary, Value left, Value right) throws Halt {
        growth.compare(left, right, binary.span());
        return Arithmetic.binary(binary.operator().text(), left, right, binary.span());
    }

    /** Whether a call's path has the right side's place on it. */
    private boolean visits(Expr.Binary binary) throws Halt {
        Value left = value(binary.left());
        if (!(left instanceof Value.Entry entry)
                || !(entry.fields().get("places") instanceof Value.Items(List<Value> places))) {
            throw new Halt(
                    Code.PB2020, binary.left().span(), "only a call visits: call f() visits g");
        }
        long wanted = address(binary.right());
        for (Value place : places) {
            if (place instanceof Value.Num num && num.value() == wanted) {
                return true;
            }
        }
        return false;
    }

    private Value index(Expr.Index index) throws Halt {
        Value of = value(index.of());
        long at = number(index.index()).value();
        if (of instanceof Value.Entry table && table.kind().equals("table")) {
            return SlotListing.inUse(table, items(of, index.of().span()), at, index.index().span());
        }
        List<Value> items = items(of, index.of().span());
        if (at < 0 || at >= items.size()) {
            throw new Halt(
                    Code.PB2022,
                    index.index().span(),
                    Phrase.of(
                            "there is no element %d: the %s has %d", at, of.type(), items.size()));
        }
        return items.get((int) at);
    }

    /** The elements of a list; a slot table counts as the list of its slots. */
    List<Value> items(Value value, Span span) throws Halt {
        if (value instanceof Value.Items(List<Value> items)) {
            return items;
        }
        if (value instanceof Value.Entry entry
                && entry.fields().get("slots") instanceof Value.Items(List<Value> slots)) {
            return slots;
        }
        throw new Halt(
                Code.PB2020,
                span,
                Phrase.of("a list is needed, this is a %s: %s", value.type(), value.text()));
    }

    Value field(Value of, Word name) throws Halt {
        if (of instanceof Value.Entry entry) {
            Value field = entry.fields().get(name.text());
            if (field != null) {
                return field;
            }
            throw new Halt(
                    Code.PB2021,
                    name.span(),
                    Phrase.of("a %s has no field '%s'", of.type(), name.text()),
                    "it has: " + String.join(", ", entry.fields().keySet()));
        }
        throw new Halt(
                Code.PB2021,
                name.span(),
                Phrase.of("a %s has no fields: %s", of.type(), of.text()));
    }

    private Value apply(Expr.Apply apply) throws Halt {
        String name = apply.function().text();
        Definition definition = run.world.definitions.get(name);
        if (definition instanceof Definition.OfValue(List<Word> parameters, Expr body)) {
            Frame caller = enter(parameters, values(apply.arguments()), name, apply.span());
            Value value = value(body);
            leave(caller);
            return value;
        }
        if (definition != null) {
            throw new Halt(
                    Code.PB2020,
                    apply.span(),
                    Phrase.of("'%s' is a definition of steps, it has no value", name));
        }
        return builtins.call(apply, values(apply.arguments()));
    }

    /**
     * Binds arguments in a frame of their own; {@link #leave} goes back. A definition sees the
     * session's variables, not its caller's.
     */
    Frame enter(List<Word> parameters, List<Value> arguments, String name, Span span) throws Halt {
        if (parameters.size() != arguments.size()) {
            throw new Halt(
                    Code.PB2021,
                    span,
                    Phrase.of(
                            "'%s' takes %d argument%s, %d given",
                            name,
                            parameters.size(),
                            parameters.size() == 1 ? "" : "s",
                            arguments.size()));
        }
        run.work.add(span, 1);
        if (++run.depth > Run.MAX_DEPTH) {
            throw new Halt(
                    Code.PB2025,
                    span,
                    Phrase.of("'%s' is nested more than %d deep", name, Run.MAX_DEPTH),
                    "a definition that calls itself needs an `if` that ends it");
        }
        Frame caller = run.frame;
        Frame frame = new Frame(null);
        for (int i = 0; i < parameters.size(); i++) {
            frame.put(parameters.get(i).text(), arguments.get(i));
        }
        run.frame = frame;
        return caller;
    }

    void leave(Frame caller) {
        run.frame = caller;
        run.depth--;
    }

    /** Runs the bytes; the outcome as a record. */
    private Value outcome(Expr.Call call) throws Halt {
        Symbol function = naming.callable(call.function());
        Execution.Outcome outcome = execute(call, function, null);
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("value", Value.returned(outcome.value()));
        fields.put(
                "path",
                new Value.Items(
                        outcome.path().stream()
                                .<Value>map(step -> Value.string(step.name()))
                                .toList()));
        fields.put("steps", Value.number(outcome.steps()));
        fields.put(
                "places",
                new Value.Items(
                        outcome.path().stream()
                                .<Value>map(step -> Value.address(step.address()))
                                .toList()));
        fields.put("registers", registers(outcome.linkage().left()));
        fields.put(
                "livepatch",
                new Value.Items(
                        outcome.linkage().kept().stream().map(Expressions::registers).toList()));
        return new Value.Entry("call", fields);
    }

    private static Value registers(List<Execution.Register> registers) {
        Map<String, Value> fields = new LinkedHashMap<>();
        registers.forEach(each -> fields.put(each.name(), Value.address(each.value())));
        return new Value.Entry("registers", fields);
    }

    /**
     * Runs a function; with {@code lines} every instruction is handed over. What it said goes to
     * the kernel log.
     */
    Execution.Outcome execute(
            Expr.Call call,
            Symbol function,
            java.util.function.@Nullable Consumer<Execution.Line> lines)
            throws Halt {
        Span span = call.span();
        List<Value> given = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            Value value = value(argument);
            given.add(
                    value instanceof Value.Str ? value : Arithmetic.number(value, argument.span()));
        }
        Arguments arguments =
                new Arguments(run.machine().memory(), run.era(span).heapBase(), given);
        Result<Execution.Outcome> result =
                lines == null
                        ? Execution.call(
                                run.machine(),
                                run.era(span),
                                function.address(),
                                arguments.values(),
                                STEP_BOUND,
                                run.settings.interrupted())
                        : Execution.trace(
                                run.machine(),
                                run.era(span),
                                function.address(),
                                arguments.values(),
                                TRACE_BOUND,
                                run.settings.interrupted(),
                                lines);
        arguments.free();
        run.work.call(span, steps(result, lines == null ? STEP_BOUND : TRACE_BOUND));
        Execution.Outcome outcome = run.need(result, span);
        for (String line : outcome.logged()) {
            run.work.copy(span, line.length());
        }
        if (!outcome.logged().isEmpty()) {
            run.machine()
                    .apply(
                            new Plan(
                                    "call",
                                    outcome.logged().stream()
                                            .<Effect>map(Effect.Say::new)
                                            .toList()));
        }
        return outcome;
    }

    private static long steps(Result<Execution.Outcome> result, long bound) {
        return result instanceof Result.Ok<Execution.Outcome>(Execution.Outcome outcome)
                ? outcome.steps()
                : result.reasons().getFirst().code() == Code.PB5001 ? bound : 0;
    }

    /** What differs in an object from when loading had finished. */
    List<Unchanged.Difference> differences(Expr thing, int limit) throws Halt {
        Module module = naming.module(thing);
        run.work.add(thing.span(), Work.STEP);
        return Unchanged.since(
                java.util.Objects.requireNonNull(run.world.baselines.get(module.name())),
                run.machine(),
                module.name(),
                limit);
    }
}
