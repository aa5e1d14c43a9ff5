package patchbay.machine;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Range;
import patchbay.patch.State;

/**
 * A module's table of veneers.
 *
 * @param module whose branches it serves
 * @param name {@code plt}, {@code init.plt}, {@code ftrace}, {@code stubs}
 * @param range all of its bytes, the spare slot included
 * @param slotSize in bytes
 * @param max how many slots the loader may use
 * @param used how many it has used (what the kernel counts: skipped slots too)
 */
public record SlotTable(String module, String name, Range range, int slotSize, int max, int used, List<Slot> slots)
        implements State {
    public SlotTable {
        slots = List.copyOf(slots);
    }

    @Override
    public Key key() {
        return key(module, name);
    }

    public static Key key(String module, String name) {
        return new Key("slots", module + "." + name);
    }

    public long addressOf(int index) {
        return range.start() + (long) index * slotSize;
    }

    public SlotTable with(Slot slot, int nowUsed) {
        List<Slot> more = new ArrayList<>(slots);
        more.removeIf(s -> s.index() == slot.index());
        more.add(slot);
        return new SlotTable(module, name, range, slotSize, max, nowUsed, more);
    }
}
