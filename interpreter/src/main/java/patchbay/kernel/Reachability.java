package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.isa.Veneer;
import patchbay.machine.Machine;

/**
 * How a branch gets from one place to another, or why it does not.
 *
 * @param distance {@code to - from}
 * @param lowest the least distance that a branch spans
 * @param highest the greatest
 * @param margin bytes left to the nearer limit; negative by how much it is too far
 * @param object the object that contains {@code from}, whose slots a far branch there may use
 * @param hasTable whether that object has a slot table
 * @param slot the slot that a far branch takes
 * @param forms every veneer form, with a verdict each; empty when the branch reaches by itself
 */
public record Reachability(
        long from,
        long to,
        long distance,
        long lowest,
        long highest,
        long margin,
        boolean direct,
        Optional<String> object,
        boolean hasTable,
        Optional<ViaSlot> slot,
        List<Form> forms) {
    public Reachability {
        forms = List.copyOf(forms);
    }

    /**
     * A slot.
     *
     * @param assumed whether the address is an assumption, since nobody named a slot
     * @param table {@code foo.plt}, or empty where none is known
     * @param index in its table, or -1
     * @param users branches that share it
     */
    public record ViaSlot(
            long address, boolean assumed, String table, int index, byte[] bytes, boolean reachable, List<Long> users) {
        public ViaSlot {
            users = List.copyOf(users);
        }
    }

    /** Why a form was taken or not. */
    public enum Verdict {
        CHOSEN,
        /** it does not reach */
        TOO_FAR,
        /** it would reach, but this kernel uses another one */
        OTHER_KERNELS
    }

    public record Form(Veneer veneer, Verdict verdict) {}

    /** Without {@code slot}, the slot is the one in the machine's tables, the table's next free one, or an assumed place. */
    public static Reachability of(Machine machine, Era era, long from, long to, OptionalLong slot) {
        return new Reachability(from, to, to - from, 0, 0, 0, false, Optional.empty(), false, Optional.empty(), List.of());
    }
}
