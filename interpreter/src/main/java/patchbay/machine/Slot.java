package patchbay.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A used slot of a table: a veneer at an address.
 *
 * @param target where it goes
 * @param users addresses of the branches that it serves
 */
public record Slot(int index, long address, long target, List<Long> users) {
    public Slot {
        users = Addresses.copyOf(users);
    }

    /** This slot serving {@code user} too. */
    public Slot with(long user) {
        if (users.contains(user)) {
            return this;
        }
        List<Long> more = new ArrayList<>(users);
        more.add(user);
        return new Slot(index, address, target, more);
    }

    /** This slot serving {@code user} no more. */
    public Slot without(long user) {
        List<Long> fewer = new ArrayList<>(users);
        fewer.remove((Long) user);
        return new Slot(index, address, target, fewer);
    }
}
