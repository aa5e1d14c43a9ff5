package patchbay.lang.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import patchbay.isa.Isa;
import patchbay.kernel.Era;
import patchbay.kernel.Names;
import patchbay.kernel.Poke;
import patchbay.kernel.Redirect;
import patchbay.kernel.Restore;
import patchbay.lang.ast.Content;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Result;
import patchbay.source.Span;

/** Patch steps: each becomes a plan, and the plan lands whole or not at all. */
final class Steps {
    private final Run run;
    private final Expressions expressions;

    Steps(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    void redirect(Statement.Redirect redirect) throws Halt {
        Symbol from = expressions.naming().declared(redirect.from());
        Symbol to = expressions.naming().declared(redirect.to());
        code(from, redirect.from().span());
        code(to, redirect.to().span());
        if (from.address() == to.address()) {
            throw new Halt(
                    Code.PB2023,
                    redirect.to().span(),
                    Phrase.of(
                            "%s is redirected to itself: no call of it would ever arrive",
                            from.qualified()));
        }
        Span span = redirect.span();
        Era era = run.era(span);
        Set<Code> relaxed = run.relaxed();
        Statement.Redirect.Way way =
                redirect.via() == null ? Statement.Redirect.Way.FTRACE : redirect.via();
        Result<Plan> plan =
                switch (way) {
                    case FTRACE -> Redirect.viaFtrace(run.machine(), era, from, to, relaxed);
                    case CALLERS -> Redirect.viaCallers(run.machine(), era, from, to, relaxed);
                    case JUMP -> Redirect.viaJump(run.machine(), era, from, to, relaxed);
                };
        run.step(run.need(plan, span), span);
        if (way == Statement.Redirect.Way.FTRACE && !era.livepatches()) {
            run.once(
                    Code.PB4015,
                    span,
                    Phrase.of(
                            "linux %s on %s has no live patching; its tracer can redirect all the same",
                            era.version(), run.world.architecture.name()));
        }
    }

    private static void code(Symbol symbol, Span span) throws Halt {
        if (symbol.kind() == Symbol.Kind.DATA) {
            throw new Halt(
                    Code.PB2020,
                    span,
                    Phrase.of("%s is data, a function is needed", symbol.qualified()));
        }
    }

    void restore(Statement.Restore restore) throws Halt {
        Symbol function = expressions.naming().function(restore.function());
        run.step(
                run.need(
                        Restore.of(run.machine(), run.era(restore.span()), function, run.relaxed()),
                        restore.span()),
                restore.span());
    }

    void write(Statement.Write write) throws Halt {
        long at = expressions.address(write.at());
        byte[] before = bytes(write.before(), at);
        byte[] after = bytes(write.after(), at);
        Span span = write.span();
        Plan plan =
                run.need(
                        Poke.of(run.machine(), run.era(span), at, before, after, run.relaxed()),
                        span);
        for (Effect.Write effect : plan.writes()) {
            if (!Arrays.equals(effect.before(), before)) {
                run.note(
                        Code.PB4001,
                        write.before().span(),
                        Phrase.of(
                                "%s holds %s: written over, since unsafe says so",
                                Names.place(run.machine(), at),
                                new Value.Bytes(effect.before()).text()));
            }
        }
        run.step(plan, span);
    }

    /** A word as the instruction set stores it, bytes as they are, or assembled text. */
    private byte[] bytes(Content content, long at) throws Halt {
        Isa isa = run.era(content.span()).isa();
        return switch (content) {
            case Content.Assembly(patchbay.lang.ast.Asm asm) -> {
                List<Span> spans = new ArrayList<>();
                List<Isa.AsmLine> lines = AsmText.lines(asm, spans);
                yield run.need(
                                isa.assemble(lines, at, expressions.naming().imports()::internal),
                                content.span(),
                                spans)
                        .bytes();
            }
            case Content.Value(Expr expr) -> {
                Value value = expressions.value(expr);
                if (value instanceof Value.Bytes(byte[] bytes)) {
                    yield bytes;
                }
                long word = Arithmetic.number(value, expr.span()).value();
                yield word(word, isa, expr.span());
            }
        };
    }

    static byte[] word(long word, Isa isa, Span span) throws Halt {
        if (!patchbay.bytes.Bits.fitsUnsigned(word, 8 * isa.unit())) {
            throw new Halt(
                    Code.PB3002,
                    span,
                    Phrase.of(
                            "%s is no instruction word: one has %d bytes",
                            Value.hex(word), isa.unit()),
                    "write more than one word as bytes in memory order: x\"…\"");
        }
        byte[] bytes = new byte[isa.unit()];
        patchbay.bytes.Bits.putLittle(bytes, 0, isa.unit(), word);
        return bytes;
    }

    void undo(Statement.Undo undo) throws Halt {
        long count = undo.count() == null ? 1 : expressions.count(undo.count(), 1 << 20);
        int available = World.Before.depth(run.world.before);
        if (count > available) {
            throw new Halt(
                    Code.PB5009,
                    undo.span(),
                    Phrase.of(
                            "%d step%s to be taken back, there %s %d since the layout last changed",
                            count,
                            count == 1 ? " is" : "s are",
                            available == 1 ? "is" : "are",
                            available));
        }
        World.Before before = run.world.before;
        for (long i = 0; i < count && before != null; i++) {
            run.world.machine = before.machine().snapshot();
            run.world.journal = before.journal();
            run.world.baselines = before.baselines();
            before = before.earlier();
        }
        run.world.before = before;
    }
}
