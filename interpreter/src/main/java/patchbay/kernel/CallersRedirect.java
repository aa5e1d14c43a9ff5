package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.isa.Fixup;
import patchbay.machine.Machine;
import patchbay.machine.Redirection;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * A redirect at every call.
 *
 * <p>Calls are found in the bytes. One that does not reach the replacement needs a slot, and a slot
 * must be in reach of the branch: so it is taken from the table of the object that contains the
 * branch, never from the replacement's. The kernel proper has no table, and a module's holds what
 * its loader counted. All calls are changed or none.
 */
final class CallersRedirect {
    private final Machine machine;
    private final Era era;
    private final Symbol from;
    private final Set<Code> relaxed;

    private final List<Effect> slotEffects = new ArrayList<>();
    private final List<Effect> writes = new ArrayList<>();
    private final List<StepRefusal.FarSite> far = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    CallersRedirect(Machine machine, Era era, Symbol from, Set<Code> relaxed) {
        this.machine = machine;
        this.era = era;
        this.from = from;
        this.relaxed = relaxed;
    }

    Result<Plan> to(Symbol to) {
        List<Branches.Branch> calls = Branches.to(machine, era.isa(), from.address());
        if (calls.isEmpty()) {
            return Result.refused(new StepRefusal.NoCallers(from));
        }
        Machine trial = machine.snapshot();
        for (Branches.Branch call : calls) {
            change(trial, call, to);
        }
        if (!far.isEmpty()) {
            Fixup fixup = era.isa().callFixup();
            refusals.addFirst(
                    new StepRefusal.NoSlot(to, far, fixup.lowest(), fixup.highest(), remedies()));
        }
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        List<Effect> effects = new ArrayList<>(slotEffects);
        effects.addAll(writes);
        return Result.ok(
                Redirect.recorded(machine, from, to, Redirection.Via.CALLERS, "callers", effects));
    }

    /**
     * A call that restores the register keeps going through a slot, which saves it; one that comes
     * to go through a slot has to restore it from then on.
     */
    private void change(Machine trial, Branches.Branch call, Symbol to) {
        boolean restores = call.links() && Calls.restores(machine, era, call.place());
        String object = call.module().name();
        boolean direct = !restores && Calls.direct(era, object, to, call.place(), call.links());
        if (direct) {
            leave(trial, call);
            write(trial, call, Calls.entry(object, to));
            return;
        }
        Optional<SlotTable> table = Slots.table(trial, era, call.module(), call.place());
        Optional<Result<Slots.Taken>> taken =
                table.flatMap(t -> Slots.take(trial, era, t, to.address(), call.place()));
        if (taken.isEmpty()) {
            far.add(
                    new StepRefusal.FarSite(
                            call.place(),
                            call.function(),
                            object,
                            table.isPresent(),
                            to.address() - call.place()));
            return;
        }
        switch (taken.get()) {
            case Result.Ok<Slots.Taken>(Slots.Taken slot) -> {
                act(trial, slot.effects());
                leave(trial, call);
                if (!restores
                        && Slots.at(machine, call.target()).isEmpty()
                        && era.behindSlotCall().isPresent()) {
                    restore(call, to, era.behindSlotCall().get());
                }
                write(trial, call, slot.address());
            }
            case Result.Refused<Slots.Taken>(List<Refusal> reasons) -> refusals.addAll(reasons);
        }
    }

    /** The call did not go through a slot so far: behind it the register is to be restored. */
    private void restore(Branches.Branch call, Symbol to, String instruction) {
        if (!call.links()) {
            if (!relaxed.contains(Code.PB4014)) {
                refusals.add(new StepRefusal.RegisterLost(call.function(), call.place(), to));
            }
            return;
        }
        if (!Calls.behind(machine, era, call.place(), era.noOp())) {
            refusals.add(new StepRefusal.NothingToRestoreWith(call.function(), call.place()));
            return;
        }
        long next = call.place() + era.isa().unit();
        writes.add(
                new Effect.Write(
                        next,
                        Redirect.word(era, era.noOp(), next),
                        Redirect.word(era, instruction, next),
                        "behind the call in "
                                + call.function().qualified()
                                + ": restore the register, all other processors held"
                                + " (stop_machine)"));
    }

    private void write(Machine trial, Branches.Branch call, long target) {
        byte[] before = machine.memory().bytes(call.place(), era.isa().unit());
        String text = call.links() ? era.call(target) : era.jump(target);
        writes.add(
                new Effect.Write(
                        call.place(),
                        before,
                        Redirect.word(era, text, call.place()),
                        "call in "
                                + call.function().qualified()
                                + ": "
                                + Names.entered(trial, target)));
    }

    /** The slot that the call went through so far serves it no more. */
    private void leave(Machine trial, Branches.Branch call) {
        for (SlotTable table : trial.states(SlotTable.class)) {
            Optional<Slot> slot = table.slotAt(call.target());
            if (slot.isPresent() && slot.get().users().contains(call.place())) {
                act(
                        trial,
                        List.of(
                                Effect.Become.change(
                                        table, table.with(slot.get().without(call.place())))));
            }
        }
    }

    private void act(Machine trial, List<Effect> effects) {
        trial.apply(new Plan("", effects));
        slotEffects.addAll(effects);
    }

    private List<StepRefusal.Remedy> remedies() {
        List<StepRefusal.Remedy> remedies = new ArrayList<>();
        boolean traceable =
                machine.module(from.object()).flatMap(m -> m.site(from.address())).isPresent();
        if (traceable && era.entryCode().saved().isPresent()) {
            remedies.add(StepRefusal.Remedy.AT_THE_CALLED_FUNCTION);
        }
        if (far.stream().anyMatch(site -> Slots.mayGrow(machine, site.object()))) {
            remedies.add(StepRefusal.Remedy.SPARE_SLOTS);
        }
        remedies.add(StepRefusal.Remedy.NEARER);
        return remedies;
    }
}
