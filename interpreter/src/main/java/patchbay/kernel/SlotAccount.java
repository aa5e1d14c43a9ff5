package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
 * @param left bytes from the target to the nearer end of what the slot's form reaches; of a
 *     stand-in, from the place behind its instruction, if that is nearer
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
        /** its bytes lead to its target */
        IN_USE,
        /**
         * in use, and an earlier slot leads to the same target: only the one in front is compared
         */
        DUPLICATE,
        /** in use, by an instruction that may not stand where it was */
        VENEER,
        /** in use, but its bytes do not lead to its target */
        ASTRAY,
        /** left out: no slot may begin there */
        SKIPPED,
        /** unused, but with the bytes of the one in front: written before the two were compared */
        STALE_COPY,
        /** unused, and not as its loader left it */
        FOREIGN,
        /** unused */
        SPARE;

        /** As tables have it, and as scripts compare it: {@code stale copy}. */
        public String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
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
            Optional<Slot> first =
                    slot.flatMap(s -> Optional.ofNullable(firsts.putIfAbsent(s.target(), s)));
            State state = state(table, era, index, bytes, slot, before, leads);
            state = state == State.IN_USE && first.isPresent() ? State.DUPLICATE : state;
            Optional<Slot> twin = state == State.STALE_COPY ? before : first;
            OptionalLong left =
                    slot.isPresent()
                            ? left(
                                    era,
                                    form.orElse(era.slot(Slots.toc(machine, table.module()))),
                                    slot.get())
                            : OptionalLong.empty();
            places.add(new SlotAccount(index, address, bytes, state, slot, twin, left));
            before = slot.isPresent() ? slot : before;
        }
        return places;
    }

    /** A stand-in also has to come back, by a branch behind its two words. */
    private static OptionalLong left(Era era, Veneer form, Slot slot) {
        OptionalLong forth = form.left(slot.address(), slot.target());
        if (slot.kind() == Slot.Kind.BRANCH || slot.users().isEmpty()) {
            return forth;
        }
        Fixup jump = era.isa().callFixup();
        long back = jump.margin(jump.value(slot.users().getFirst() + 4, 0, slot.address() + 8));
        return OptionalLong.of(Math.min(back, forth.orElse(back)));
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
                return State.VENEER;
            }
            return leads.equals(OptionalLong.of(slot.get().target())) ? State.IN_USE : State.ASTRAY;
        }
        if (isZero(bytes)) {
            return era.mayHoldSlot(table.addressOf(index)) ? State.SPARE : State.SKIPPED;
        }
        return before.isPresent() && leads.equals(OptionalLong.of(before.get().target()))
                ? State.STALE_COPY
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
