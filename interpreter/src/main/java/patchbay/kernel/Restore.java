package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import patchbay.machine.FunctionStack;
import patchbay.machine.Machine;
import patchbay.machine.Redirection;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.patch.State;
import patchbay.source.Code;
import patchbay.source.Result;

/**
 * Takes a redirect back: the inverse of what it did, last effect first, but for what redirects
 * share.
 *
 * <ul>
 *   <li>the entry code's own branch goes back to the stub with the last function that is traced,
 *       whoever turned it, and after the sites, as the kernel has it;
 *   <li>a slot loses the users that the redirect gave it, and regains those that it took; one that
 *       patching had taken from the spares and that serves nobody any more is given back, its bytes
 *       zero.
 * </ul>
 */
public final class Restore {
    private Restore() {}

    public static Result<Plan> of(Machine machine, Era era, Symbol function) {
        return of(machine, era, function, Set.of());
    }

    /** A relaxed PB4001 overwrites whatever has taken the place of what the redirect wrote. */
    public static Result<Plan> of(Machine machine, Era era, Symbol function, Set<Code> relaxed) {
        Optional<Redirection> standing =
                machine.state(Redirection.key(function.address()), Redirection.class);
        if (standing.isEmpty()) {
            return Result.refused(new StepRefusal.NothingToRestore(function));
        }
        Redirection redirection = standing.get();
        List<Effect> effects = new ArrayList<>();
        // The record goes; on a stacked redirect the one below comes back.
        effects.add(new Effect.Become(redirection.key(), redirection, redirection.below()));
        Map<State.Key, SlotTable> tables = new LinkedHashMap<>();
        Optional<Long> callWord =
                era.entryCode()
                        .callWord()
                        .flatMap(label ->
                                Names.named(machine, "kernel", label).stream()
                                        .map(Symbol::address)
                                        .findFirst());
        for (Effect effect : redirection.plan().effects().reversed()) {
            switch (effect) {
                case Effect.Write write when callWord.equals(Optional.of(write.at())) -> {}
                case Effect.Write write when slot(machine, write).isPresent() -> {}
                case Effect.Write write -> effects.add(back(write.inverse()));
                case Effect.Fill fill -> effects.add(back(fill.inverse()));
                case Effect.Map map -> effects.add(map.inverse());
                case Effect.Unmap unmap -> effects.add(unmap.inverse());
                case Effect.Protect protect -> effects.add(protect.inverse());
                case Effect.Become become
                        when become.before() instanceof SlotTable before
                                && become.after() instanceof SlotTable after ->
                        tables.put(
                                after.key(),
                                undone(current(machine, tables, after), before, after));
                case Effect.Become become when become.after() instanceof FunctionStack -> {
                    if (become.before() == null) {
                        era.entryCode()
                                .callWord()
                                .flatMap(label ->
                                        FtraceRedirect.callWord(machine, era, label, false))
                                .ifPresent(effects::add);
                    }
                    effects.add(become.inverse());
                }
                case Effect.Become become -> effects.add(become.inverse());
                case Effect.Say say -> {}
            }
        }
        tables.values().forEach(table -> giveBack(machine, table, effects));
        return Result.ok(
                new Plan("restore " + function.qualified(), accepted(machine, effects, relaxed)));
    }

    private static List<Effect> accepted(Machine machine, List<Effect> effects, Set<Code> relaxed) {
        return effects.stream()
                .map(effect ->
                        effect instanceof Effect.Write write
                                ? new Effect.Write(
                                        write.at(),
                                        Redirect.before(
                                                machine, write.at(), write.before(), relaxed),
                                        write.after(),
                                        write.why())
                                : effect)
                .toList();
    }

    private static Effect back(Effect.Write write) {
        return new Effect.Write(
                write.at(), write.before(), write.after(), "taken back: " + write.why());
    }

    private static Optional<SlotTable> slot(Machine machine, Effect.Write write) {
        for (SlotTable table : machine.states(SlotTable.class)) {
            if (table.slotAt(write.at()).isPresent()) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    private static SlotTable current(
            Machine machine, Map<State.Key, SlotTable> tables, SlotTable table) {
        SlotTable known = tables.get(table.key());
        return known != null ? known : machine.table(table.module(), table.name()).orElse(table);
    }

    /** {@code now} without what made {@code after} of {@code before}. */
    private static SlotTable undone(SlotTable now, SlotTable before, SlotTable after) {
        SlotTable result = now;
        for (Slot slot : after.slots()) {
            List<Long> had = before.slotAt(slot.address()).map(Slot::users).orElse(List.of());
            if (had.equals(slot.users())) {
                continue;
            }
            Slot changed = result.slotAt(slot.address()).orElse(slot);
            for (long user : slot.users()) {
                changed = had.contains(user) ? changed : changed.without(user);
            }
            for (long user : had) {
                changed = slot.users().contains(user) ? changed : changed.with(user);
            }
            result = result.with(changed);
        }
        return result;
    }

    private static void giveBack(Machine machine, SlotTable table, List<Effect> effects) {
        SlotTable result = table;
        List<Effect> zeroed = new ArrayList<>();
        for (Slot slot : table.slots()) {
            if (slot.index() >= table.loaded() && slot.users().isEmpty()) {
                byte[] bytes = machine.memory().bytes(slot.address(), table.slotSize());
                zeroed.add(
                        new Effect.Write(
                                slot.address(),
                                bytes,
                                new byte[bytes.length],
                                Names.slotName(table, slot.index()) + ": given back"));
                result = result.without(slot);
            }
        }
        SlotTable standing = machine.table(table.module(), table.name()).orElse(table);
        effects.add(Effect.Become.change(standing, result));
        effects.addAll(zeroed);
    }
}
