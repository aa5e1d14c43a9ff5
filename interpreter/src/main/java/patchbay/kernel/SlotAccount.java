package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.isa.Fixup;
import patchbay.isa.Veneer;
import patchbay.machine.Machine;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/**
 * What stands at one index of a slot table, the unused places included, and why.
 *
 * @param state what the place is
 * @param slot the slot there; empty where none is in use
 * @param twin an earlier slot that leads to the same target, or for a copy the one it repeats
 * @param left bytes from the target to the nearer end of what the slot's form reaches
 */
public record SlotAccount(
        int index,
        long address,
        byte[] bytes,
        State state,
        Optional<Slot> slot,
        Optional<Slot> twin,
        OptionalLong left) {

    /** What a place of a table is. */
    public enum State {
        /** in use, and its bytes lead to its target */
        LEADS,
        /** in use, by an instruction that may not stand where it was */
        STAND_IN,
        /** in use, but its bytes do not lead to its target */
        LEADS_ASTRAY,
        /** left out: no slot may begin there */
        PASSED_OVER,
        /** unused, but with the bytes of the one in front: written before the two were compared */
        COPY,
        /** unused, and not as its loader left it */
        FOREIGN,
        /** unused */
        SPARE
    }

    /** Every place of {@code table}, the one that is only for a copy included. */
    public static List<SlotAccount> of(Machine machine, Era era, SlotTable table) {
        List<SlotAccount> places = new ArrayList<>();
        Map<Long, Slot> firsts = new HashMap<>();
        Optional<Slot> before = Optional.empty();
        int count = (int) (table.range().size() / table.slotSize());
        for (int index = 0; index < count; index++) {
            long address = table.addressOf(index);
            byte[] bytes = machine.memory().bytes(address, table.slotSize());
            Optional<Slot> slot = table.slotAt(address);
            Optional<Veneer> form = Reachability.form(machine, era, address);
            OptionalLong leads =
                    form.map(f -> f.recognise(bytes, address)).orElse(OptionalLong.empty());
            State state = state(table, era, index, bytes, slot, before, leads);
            Optional<Slot> twin =
                    state == State.COPY
                            ? before
                            : slot.flatMap(
                                    s -> Optional.ofNullable(firsts.putIfAbsent(s.target(), s)));
            OptionalLong left =
                    slot.isPresent() && form.isPresent()
                            ? form.get().left(address, slot.get().target())
                            : OptionalLong.empty();
            places.add(new SlotAccount(index, address, bytes, state, slot, twin, left));
            before = slot.isPresent() ? slot : before;
        }
        return places;
    }

    private static State state(
            SlotTable table,
            Era era,
            int index,
            byte[] bytes,
            Optional<Slot> slot,
            Optional<Slot> before,
            OptionalLong leads) {
        if (slot.isPresent()) {
            if (slot.get().kind() == Slot.Kind.STAND_IN) {
                return State.STAND_IN;
            }
            return leads.equals(OptionalLong.of(slot.get().target()))
                    ? State.LEADS
                    : State.LEADS_ASTRAY;
        }
        if (isZero(bytes)) {
            return era.mayHoldSlot(table.addressOf(index)) ? State.SPARE : State.PASSED_OVER;
        }
        return before.isPresent() && leads.equals(OptionalLong.of(before.get().target()))
                ? State.COPY
                : State.FOREIGN;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Bytes left to the nearer limit if the branch at {@code user} went straight to the slot's
     * target; negative by how much that is too far.
     */
    public static long margin(Era era, Slot slot, long user) {
        Fixup call = era.isa().callFixup();
        return call.margin(call.value(slot.target(), 0, user));
    }
}
