package patchbay.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A used slot of a table: a veneer at an address.
 *
 * @param target where it goes
 * @param users addresses of the branches that it serves
 */
public record Slot(int index, long address, long target, List<Long> users, Kind kind) {

    /** What a slot is for. */
    public enum Kind {
        /** Branches go through it to where they do not get by themselves. */
        BRANCH,
        /** It does one instruction in its place and comes back behind it. */
        STAND_IN
    }

    public Slot {
        users = Addresses.copyOf(users);
    }

    /** A slot for branches. */
    public Slot(int index, long address, long target, List<Long> users) {
        this(index, address, target, users, Kind.BRANCH);
    }

    /** This slot serving {@code user} too. */
    public Slot with(long user) {
        if (users.contains(user)) {
            return this;
        }
        List<Long> more = new ArrayList<>(users);
        more.add(user);
        return new Slot(index, address, target, more, kind);
    }

    /** This slot serving {@code user} no more. */
    public Slot without(long user) {
        List<Long> fewer = new ArrayList<>(users);
        fewer.remove((Long) user);
        return new Slot(index, address, target, fewer, kind);
    }
}
