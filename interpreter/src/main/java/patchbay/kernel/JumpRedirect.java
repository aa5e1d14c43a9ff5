package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.machine.Machine;
import patchbay.machine.Redirection;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * A redirect over the function's first instructions: a branch where one reaches, the era's veneer
 * otherwise.
 *
 * <p>These words are not in the set that may be exchanged while others run, and several do not
 * change at once: it is done with all other processors held (stop_machine), and only where no
 * branch leads behind the first of them.
 */
final class JumpRedirect {
    private final Machine machine;
    private final Era era;
    private final Symbol from;
    private final Set<Code> relaxed;

    JumpRedirect(Machine machine, Era era, Symbol from, Set<Code> relaxed) {
        this.machine = machine;
        this.era = era;
        this.from = from;
        this.relaxed = relaxed;
    }

    Result<Plan> to(Symbol to) {
        Optional<Refusal> standing = Redirect.standing(machine, from, relaxed);
        if (standing.isPresent()) {
            return Result.refused(standing.get());
        }
        Fixup jump = era.isa().jumpFixup();
        boolean near = jump.fits(jump.value(to.address(), 0, from.address()));
        Result<byte[]> patch =
                near
                        ? Result.ok(Redirect.word(era, era.jump(to.address()), from.address()))
                        : era.farJump().emit(from.address(), to.address());
        return patch.then(bytes -> over(to, bytes, near ? "branch" : era.farJump().name()));
    }

    private Result<Plan> over(Symbol to, byte[] patch, String form) {
        if (from.size() < patch.length || !machine.memory().isMapped(from.range())) {
            return Result.refused(new StepRefusal.TooShort(from, from.size(), patch.length));
        }
        Range overwritten = Range.of(from.address(), patch.length);
        List<Branches.Branch> inside =
                Branches.find(
                        machine,
                        era.isa(),
                        target -> overwritten.contains(target) && target != from.address());
        if (!inside.isEmpty()) {
            return Result.refused(
                    inside.stream()
                            .map(b ->
                                    new StepRefusal.BranchInto(overwritten, b.place(), b.target()))
                            .toList());
        }
        Effect.Write write =
                new Effect.Write(
                        from.address(),
                        machine.memory().bytes(from.address(), patch.length),
                        patch,
                        "entry of "
                                + from.qualified()
                                + ": "
                                + form
                                + " to "
                                + to.qualified()
                                + ", all other processors held (stop_machine)");
        return Result.ok(
                Redirect.recorded(machine, from, to, Redirection.Via.JUMP, "jump", List.of(write)));
    }
}
