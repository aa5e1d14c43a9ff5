package patchbay.machine;

import java.util.List;

/**
 * A used slot of a table: a veneer at an address.
 *
 * @param target where it goes
 * @param users addresses of the branches that it serves
 */
public record Slot(int index, long address, long target, List<Long> users) {
    public Slot {
        users = List.copyOf(users);
    }
}
