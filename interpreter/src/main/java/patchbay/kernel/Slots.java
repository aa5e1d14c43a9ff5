package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.source.Result;

/**
 * A slot for a branch of a placed module: one that leads there already, or a spare one of its
 * table.
 */
final class Slots {
    private Slots() {}

    /** A slot's address, and what it takes to have it. */
    record Taken(long address, List<Effect> effects) {
        Taken {
            effects = List.copyOf(effects);
        }
    }

    /**
     * The table whose slots a branch at {@code place} may take; empty where its object has none.
     */
    static Optional<SlotTable> table(Machine machine, Module module, long place) {
        boolean init = false;
        for (Segment segment : module.segments()) {
            init |= segment.name().startsWith(".init") && segment.range().contains(place);
        }
        return machine.table(module.name(), init ? "init.plt" : "plt");
    }

    /** A slot for {@code user} to {@code target}; empty when the table is used up. */
    static Optional<Result<Taken>> take(
            Machine machine, Era era, SlotTable table, long target, long user) {
        for (Slot slot : table.slots()) {
            if (slot.target() == target) {
                SlotTable shared = table.with(slot.with(user));
                return Optional.of(
                        Result.ok(
                                new Taken(
                                        slot.address(),
                                        shared.equals(table)
                                                ? List.of()
                                                : List.of(Effect.Become.change(table, shared)))));
            }
        }
        OptionalInt free = free(machine, era, table);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        int index = free.getAsInt();
        long address = table.addressOf(index);
        return Optional.of(
                era.slot()
                        .emit(address, target)
                        .map(bytes ->
                                new Taken(
                                        address,
                                        List.of(
                                                Effect.Become.change(
                                                        table,
                                                        table.with(
                                                                new Slot(
                                                                        index,
                                                                        address,
                                                                        target,
                                                                        List.of(user)))),
                                                new Effect.Write(
                                                        address,
                                                        new byte[bytes.length],
                                                        bytes,
                                                        Names.slotName(table, index)
                                                                + ": complete before a branch leads to it")))));
    }

    /**
     * The lowest index that nothing uses; a foreign word in a spare slot keeps it from being taken.
     */
    static OptionalInt free(Machine machine, Era era, SlotTable table) {
        for (int index = table.loaded(); index < table.max(); index++) {
            long address = table.addressOf(index);
            if (table.slotAt(address).isEmpty()
                    && era.mayHoldSlot(address)
                    && isZero(machine, table, address)) {
                return OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isZero(Machine machine, SlotTable table, long address) {
        for (byte b : machine.memory().bytes(address, table.slotSize())) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
