package patchbay.lang.run;

import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Phrase;

/** {@code let}, {@code for}, {@code if} and {@code def}: a little programming. */
final class Programming {
    private final Run run;
    private final Expressions expressions;
    private final Statements statements;

    Programming(Run run, Expressions expressions, Statements statements) {
        this.run = run;
        this.expressions = expressions;
        this.statements = statements;
    }

    /** Changes a variable that is visible from here, else makes one in the innermost block. */
    void let(Statement.Let let) throws Halt {
        String name = let.name().text();
        if (name.equals("it") || expressions.naming().isLayoutName(name)) {
            throw new Halt(
                    Code.PB2024,
                    let.name().span(),
                    name.equals("it")
                            ? "'it' is what `list` calls the thing at hand"
                            : Phrase.of("'%s' is a name of the layout", name),
                    "take another name");
        }
        Value value = expressions.value(let.value());
        Frame holder = run.frame.holding(name);
        if (holder != null) {
            holder.put(name, value);
        } else if (run.frame.outer == null && run.depth == 0
                || run.world.variables.containsKey(name)) {
            run.world.variables = run.world.variables.with(name, value);
        } else {
            run.frame.put(name, value);
        }
    }

    void loop(Statement.For loop) throws Halt {
        String name = loop.name().text();
        if (expressions.naming().isLayoutName(name)) {
            throw new Halt(
                    Code.PB2024,
                    loop.name().span(),
                    Phrase.of("'%s' is a name of the layout", name),
                    "take another name");
        }
        Value over = expressions.value(loop.over());
        Frame outer = run.frame;
        Expr by = loop.step();
        if (over instanceof Value.Span(Value.Num from, Value.Num to)) {
            long step = by == null ? 1 : expressions.address(by);
            if (step <= 0) {
                throw new Halt(
                        Code.PB2022,
                        by == null ? loop.span() : by.span(),
                        Phrase.of("a step of %d gets nowhere: it must be positive", step));
            }
            boolean isAddress = from.isAddress() || to.isAddress();
            for (long at = from.value();
                    isAddress ? Long.compareUnsigned(at, to.value()) < 0 : at < to.value();
                    at += step) {
                round(loop, outer, new Value.Num(at, isAddress));
                if (isAddress ? Long.compareUnsigned(at + step, at) < 0 : at + step < at) {
                    break; // the next one would wrap around
                }
            }
            return;
        }
        if (by != null) {
            throw new Halt(Code.PB2020, by.span(), "only a range has steps");
        }
        for (Value item : expressions.items(over, loop.over().span())) {
            round(loop, outer, item);
        }
    }

    private void round(Statement.For loop, Frame outer, Value item) throws Halt {
        run.work.add(loop.span(), 1);
        run.frame = new Frame(outer);
        run.frame.put(loop.name().text(), item);
        statements.block(loop.block());
        run.frame = outer;
    }

    void choice(Statement.If choice) throws Halt {
        for (Statement.If.Arm arm : choice.arms()) {
            if (expressions.truth(arm.condition())) {
                statements.block(arm.block());
                return;
            }
        }
        if (choice.otherwise() != null) {
            statements.block(choice.otherwise());
        }
    }

    void define(Word name, Definition definition) throws Halt {
        if (Builtins.names().stream().anyMatch(b -> b.startsWith(name.text() + "("))) {
            throw new Halt(
                    Code.PB2024,
                    name.span(),
                    Phrase.of("'%s' is a built-in", name.text()),
                    "take another name");
        }
        run.world.definitions = run.world.definitions.with(name.text(), definition);
    }
}
