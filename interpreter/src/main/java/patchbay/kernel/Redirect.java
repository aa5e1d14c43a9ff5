package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * The three ways to make calls of one function arrive at another. {@code relaxed} holds the policy
 * codes that {@code unsafe} lifts.
 *
 * <pre>
 *   via ftrace     caller ──► bar ─┐                      ┌─► foo.bar     one word at the called function
 *                                  └─► entry code ────────┘
 *   via callers    caller ───────────(slot of caller's)─────► foo.bar     one word at each call
 *   via jump       caller ──► bar ──────────────────────────► foo.bar     the first words of the called function
 * </pre>
 *
 * A slot always stands with the branch that uses it. So far callers in the kernel proper, which has
 * no slots, can be served only at the called function; that is how ftrace and live patching do it.
 */
public final class Redirect {
    private Redirect() {}

    /** At the called function, through the tracer's entry code, as live patching does. */
    public static Result<Plan> viaFtrace(
            Machine machine, Era era, Symbol from, Symbol to, Set<Code> relaxed) {
        return new FtraceRedirect(machine, era, from, relaxed).to(to);
    }

    /** At every call site. */
    public static Result<Plan> viaCallers(
            Machine machine, Era era, Symbol from, Symbol to, Set<Code> relaxed) {
        return standing(machine, from, relaxed)
                .orElseGet(() -> new CallersRedirect(machine, era, from, relaxed).to(to));
    }

    /** Over the function's first instructions. */
    public static Result<Plan> viaJump(
            Machine machine, Era era, Symbol from, Symbol to, Set<Code> relaxed) {
        return standing(machine, from, relaxed)
                .orElseGet(() -> new JumpRedirect(machine, era, from, relaxed).to(to));
    }

    /**
     * The word that a redirect of the function whose patchable entry is at {@code ip} would write
     * there; empty where the entry code is unknown or out of reach.
     */
    public static Optional<byte[]> siteCall(Machine machine, Era era, Module module, long ip) {
        return FtraceRedirect.siteCall(machine, era, module, ip, era.entryCode().target());
    }

    /** What a tracer's kernel would write there if {@link #siteCall} gives nothing. */
    public static Optional<byte[]> siteOutOfReach(Era era, long ip) {
        return era.callOutOfReach().map(text -> word(era, text, ip));
    }

    /** The refusal of what is redirected already, unless somebody lifted that. */
    static Optional<Result<Plan>> standing(Machine machine, Symbol from, Set<Code> relaxed) {
        return machine.state(Redirection.key(from.address()), Redirection.class)
                .filter(r -> !relaxed.contains(Code.PB4005))
                .map(r -> Result.refused(new StepRefusal.RedirectedAlready(from, r.replacement())));
    }

    /** {@code effects} as a plan, with the record from which it is taken back. */
    static Plan recorded(
            Machine machine,
            Symbol from,
            Symbol to,
            Redirection.Via via,
            String how,
            List<Effect> effects) {
        String title = "redirect " + from.qualified() + " -> " + to.qualified() + " via " + how;
        Optional<Redirection> below =
                machine.state(Redirection.key(from.address()), Redirection.class);
        Redirection now =
                new Redirection(
                        from.address(),
                        to.address(),
                        via,
                        new Plan(title, effects),
                        below.orElse(null));
        List<Effect> all = new ArrayList<>(effects);
        all.add(new Effect.Become(now.key(), below.orElse(null), now));
        return new Plan(title, all);
    }

    /**
     * The bytes of one instruction of the era's own text, which always assembles where the caller
     * has checked the reach.
     */
    static byte[] word(Era era, String text, long place) {
        return switch (era.isa()
                .assemble(FunctionAssembly.numbered(List.of(text)), place, Redirect::none)) {
            case Result.Ok<Isa.Assembly>(Isa.Assembly assembly) -> assembly.bytes();
            case Result.Refused<Isa.Assembly>(List<Refusal> reasons) ->
                    throw new IllegalStateException(text + ": " + reasons);
        };
    }

    private static OptionalLong none(String name) {
        return OptionalLong.empty();
    }

    /** {@code expected}, or what stands there if {@code unsafe} lifts the check. */
    static byte[] before(Machine machine, long at, byte[] expected, Set<Code> relaxed) {
        boolean readable = machine.memory().isMapped(Range.of(at, expected.length));
        return relaxed.contains(Code.PB4001) && readable
                ? machine.memory().bytes(at, expected.length)
                : expected;
    }
}
