package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.source.Result;

/** A slot for a branch of a placed module: one that leads there already, or the next that its table has left. */
final class Slots {
    private Slots() {}

    /** A slot's address, and what it takes to have it (nothing, for one that was there). */
    record Taken(long address, List<Effect> effects) {
        Taken {
            effects = List.copyOf(effects);
        }
    }

    /** The table whose slots a branch at {@code place} may take; empty where its object has none. */
    static Optional<SlotTable> table(Machine machine, Module module, long place) {
        boolean init = false;
        for (Segment segment : module.segments()) {
            init |= segment.name().startsWith(".init") && segment.range().contains(place);
        }
        return machine.table(module.name(), init ? "init.plt" : "plt");
    }

    /** A slot for {@code user} to {@code target}; empty when the table is used up. */
    static Optional<Result<Taken>> take(Machine machine, Era era, SlotTable table, long target, long user) {
        for (Slot slot : table.slots()) {
            if (slot.target() == target) {
                List<Effect> effects = new ArrayList<>();
                if (!slot.users().contains(user)) {
                    Slot shared = new Slot(slot.index(), slot.address(), target, with(slot.users(), user));
                    effects.add(Effect.Become.change(table, table.with(shared, table.used())));
                }
                return Optional.of(Result.ok(new Taken(slot.address(), effects)));
            }
        }
        if (table.used() >= table.max()) {
            return Optional.empty();
        }
        long address = table.addressOf(table.used());
        SlotTable used = table.with(
                new Slot(table.used(), address, target, List.of(user)), table.used() + 1);
        return Optional.of(era.slot().emit(address, target).map(bytes -> {
            byte[] before = machine.memory().bytes(address, bytes.length);
            return new Taken(
                    address,
                    List.of(
                            new Effect.Write(address, before, bytes, "slot " + Names.slotName(table, table.used())),
                            Effect.Become.change(table, used)));
        }));
    }

    private static List<Long> with(List<Long> users, long user) {
        List<Long> more = new ArrayList<>(users);
        more.add(user);
        return more;
    }
}
