package patchbay.lang.run;

import java.util.List;
import patchbay.kernel.Unchanged;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;

/** {@code expect}: a condition must hold; when it does not, both of its sides are told. */
final class Expecting {
    private final Expressions expressions;

    Expecting(Expressions expressions) {
        this.expressions = expressions;
    }

    void expect(Statement.Expect expect) throws Halt {
        expect(expect.condition());
    }

    /** Of two conditions joined by {@code and} the one that is false is named. */
    private void expect(Expr condition) throws Halt {
        if (condition instanceof Expr.Binary both && both.operator() == Expr.Binary.Operator.AND) {
            expect(both.left());
            expect(both.right());
            return;
        }
        if (condition instanceof Expr.Unchanged unchanged) {
            unchanged(unchanged);
            return;
        }
        if (condition instanceof Expr.Binary binary && compares(binary.operator())) {
            Value left = expressions.value(binary.left());
            Value right = expressions.value(binary.right());
            if (!Arithmetic.truth(expressions.applied(binary, left, right), condition.span())) {
                throw failed(
                        condition,
                        Phrase.of(
                                "'%s' does not hold: left is %s, right is %s",
                                condition.span().text(), shown(left), shown(right)));
            }
            return;
        }
        if (condition instanceof Expr.Binary binary
                && binary.operator() == Expr.Binary.Operator.VISITS) {
            visits(binary);
            return;
        }
        if (!expressions.truth(condition)) {
            throw failed(condition, Phrase.of("'%s' does not hold", condition.span().text()));
        }
    }

    private static boolean compares(Expr.Binary.Operator operator) {
        return switch (operator) {
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST -> true;
            case TIMES,
                    DIVIDED,
                    REMAINDER,
                    PLUS,
                    MINUS,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    AND_BITS,
                    XOR_BITS,
                    OR_BITS,
                    VISITS,
                    AND,
                    OR ->
                    false;
        };
    }

    private static String shown(Value value) {
        return value instanceof Value.Num(long number, boolean isAddress)
                        && (number > 9 || number < 0)
                ? isAddress
                        ? value.text() + " (" + number + ")"
                        : value.text() + " (" + Value.hex(number) + ")"
                : value instanceof Value.Str ? "\"" + value.text() + "\"" : value.text();
    }

    private void unchanged(Expr.Unchanged unchanged) throws Halt {
        List<Unchanged.Difference> differences = expressions.differences(unchanged.thing(), 4);
        if (!differences.isEmpty()) {
            Halt halt =
                    failed(
                            unchanged,
                            Phrase.of(
                                    "%s has changed since loading had finished",
                                    unchanged.thing().span().text()));
            Diagnostic diagnostic = halt.diagnostics().getFirst();
            for (Unchanged.Difference difference : differences) {
                diagnostic =
                        diagnostic.with(
                                new Diagnostic.Note(
                                        Phrase.of(
                                                "%s (%s) held %s, holds %s",
                                                Value.hex(difference.address()),
                                                difference.place(),
                                                new Value.Bytes(difference.then()).text(),
                                                new Value.Bytes(difference.now()).text()),
                                        null));
            }
            throw new Halt(
                    List.of(
                            diagnostic.withRemedy(
                                    "`show diff` lists every difference, `show patches` what stands")));
        }
    }

    private void visits(Expr.Binary visits) throws Halt {
        if (!(visits.left() instanceof Expr.Call call)) {
            if (!expressions.truth(visits)) {
                throw failed(visits, Phrase.of("'%s' does not hold", visits.span().text()));
            }
            return;
        }
        long wanted = expressions.address(visits.right());
        var outcome =
                expressions.execute(call, expressions.naming().callable(call.function()), null);
        if (outcome.path().stream().noneMatch(step -> step.address() == wanted)) {
            throw failed(
                    visits,
                    Phrase.of(
                            "%s is not on the path: %s",
                            visits.right().span().text(),
                            String.join(
                                    " -> ",
                                    outcome.path().stream().map(step -> step.name()).toList())));
        }
    }

    private static Halt failed(Expr condition, String message) {
        return new Halt(Code.PB5010, condition.span(), message);
    }
}
