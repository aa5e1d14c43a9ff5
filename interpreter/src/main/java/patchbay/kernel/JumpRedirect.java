package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.isa.Veneer;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/**
 * A redirect over the function's first instructions, from the entry for branches of its own object
 * on, which the other entry runs into: a branch where one reaches, otherwise the era's veneer or a
 * branch to a slot.
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

    /** Behind a landing pad, which calls through a slot still need. */
    private final long place;

    JumpRedirect(Machine machine, Era era, Symbol from, Set<Code> relaxed) {
        this.machine = machine;
        this.era = era;
        this.from = from;
        this.relaxed = relaxed;
        long entry = from.localEntry();
        boolean mapped = from.size() > from.local() && machine.memory().isMapped(from.range());
        byte[] code =
                mapped
                        ? machine.memory().bytes(entry, (int) (from.size() - from.local()))
                        : new byte[0];
        this.place = entry + era.functionCode().padSize(code);
    }

    Result<Plan> to(Symbol to) {
        boolean near = Calls.direct(era, from.object(), to, place, false);
        if (near) {
            boolean unset = from.local() == 0 && to.local() != 0;
            if (unset && !relaxed.contains(Code.PB4017)) {
                return Result.refused(new StepRefusal.RegisterUnset(from, to));
            }
            long target = Calls.entry(from.object(), to);
            byte[] branch = Redirect.word(era, era.jump(target), place);
            return over(to, branch, "branch", List.of());
        }
        Optional<Veneer> far = era.farJump();
        return far.isPresent()
                ? far.get()
                        .emit(place, to.address())
                        .then(bytes -> over(to, bytes, far.get().name(), List.of()))
                : throughSlot(to);
    }

    /**
     * Through a slot of the function's own module. Whoever called the function finds the register
     * of the other object when that returns, since nothing behind its call restores its own.
     */
    private Result<Plan> throughSlot(Symbol to) {
        Optional<Module> module = machine.module(from.object());
        Optional<SlotTable> table = module.flatMap(m -> Slots.table(machine, era, m, place));
        Optional<Result<Slots.Taken>> taken =
                table.flatMap(t -> Slots.take(machine, era, t, to.address(), place));
        if (taken.isEmpty()) {
            Fixup jump = era.isa().jumpFixup();
            StepRefusal.FarSite site =
                    new StepRefusal.FarSite(
                            place, from, from.object(), table.isPresent(), to.address() - place);
            boolean traceable = module.flatMap(m -> m.site(from.address())).isPresent();
            return Result.refused(
                    new StepRefusal.NoSlot(
                            to,
                            List.of(site),
                            jump.lowest(),
                            jump.highest(),
                            traceable
                                    ? List.of(StepRefusal.Remedy.AT_THE_CALLED_FUNCTION)
                                    : List.of(StepRefusal.Remedy.NEARER)));
        }
        if (era.behindSlotCall().isPresent() && !relaxed.contains(Code.PB4014)) {
            return Result.refused(new StepRefusal.RegisterLost(from, place, to));
        }
        return taken.get()
                .then(slot ->
                        over(
                                to,
                                Redirect.word(era, era.jump(slot.address()), place),
                                "branch",
                                slot.effects()));
    }

    private Result<Plan> over(Symbol to, byte[] patch, String form, List<Effect> before) {
        long room = from.range().end() - place;
        if (room < patch.length || !machine.memory().isMapped(from.range())) {
            return Result.refused(new StepRefusal.TooShort(from, from.size(), patch.length));
        }
        Range overwritten = Range.of(place, patch.length);
        List<Branches.Branch> inside =
                Branches.find(
                        machine,
                        era.isa(),
                        target -> overwritten.contains(target) && target != place);
        if (!inside.isEmpty()) {
            return Result.refused(
                    inside.stream()
                            .map(b ->
                                    new StepRefusal.BranchInto(overwritten, b.place(), b.target()))
                            .toList());
        }
        Effect.Write write =
                new Effect.Write(
                        place,
                        machine.memory().bytes(place, patch.length),
                        patch,
                        "entry of "
                                + from.qualified()
                                + ": "
                                + form
                                + " to "
                                + to.qualified()
                                + ", all other processors held (stop_machine)");
        List<Effect> effects = new ArrayList<>(before);
        effects.add(write);
        return Result.ok(
                Redirect.recorded(machine, from, to, Redirection.Via.JUMP, "jump", effects));
    }
}
