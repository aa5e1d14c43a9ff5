package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
    /** Every module's file has this section, and no module in words. */
    private static final String LOADED_FROM_FILE = ".gnu.linkonce.this_module";

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
    static Optional<SlotTable> table(Machine machine, Era era, Module module, long place) {
        SlotTables tables = era.slotTables();
        return machine.table(module.name(), isInit(module, place) ? tables.init() : tables.far());
    }

    /**
     * The table with the slots that a site at {@code ip} has; init text has one of its own since
     * 6.17.
     */
    static Optional<SlotTable> tracerTable(Machine machine, Era era, Module module, long ip) {
        String name = era.slotTables().tracer();
        Optional<SlotTable> init = machine.table(module.name(), "init." + name);
        return isInit(module, ip) && init.isPresent() ? init : machine.table(module.name(), name);
    }

    /** The used slot that begins at {@code address}. */
    static Optional<Slot> at(Machine machine, long address) {
        return machine.tableAt(address).flatMap(table -> table.slotAt(address));
    }

    /** The value of the register that belongs to {@code object}, where there is one. */
    static OptionalLong toc(Machine machine, String object) {
        return machine.module(object).map(Module::toc).orElse(OptionalLong.empty());
    }

    /**
     * Whether a layout in words can give {@code object} more slots: a file's are what its loader
     * counted.
     */
    static boolean mayGrow(Machine machine, String object) {
        return machine.module(object)
                .filter(module -> !module.isKernel())
                .filter(module ->
                        module.segments().stream()
                                .noneMatch(s -> s.name().equals(LOADED_FROM_FILE)))
                .isPresent();
    }

    private static boolean isInit(Module module, long place) {
        for (Segment segment : module.segments()) {
            if (segment.name().startsWith(".init") && segment.range().contains(place)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the slot's bytes still lead to its target. */
    static boolean leads(Machine machine, Era era, Slot slot) {
        return Reachability.target(machine, era, slot.address()).equals(Optional.of(slot.target()));
    }

    /** A slot for {@code user} to {@code target}; empty when the table is used up. */
    static Optional<Result<Taken>> take(
            Machine machine, Era era, SlotTable table, long target, long user) {
        for (Slot slot : table.slots()) {
            if (slot.target() == target && leads(machine, era, slot)) {
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
                era.slot(toc(machine, table.module()))
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
