package patchbay.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param used how many are used (what the kernel counts: skipped slots too)
 * @param loaded how many were used when loading had finished; only what came later is ever given
 *     back
 * @param slots by index
 */
public record SlotTable(
        String module,
        String name,
        Range range,
        int slotSize,
        int max,
        int used,
        int loaded,
        List<Slot> slots)
        implements State {
    public SlotTable {
        slots = List.copyOf(slots);
    }

    /** A table as the loader leaves it. */
    public SlotTable(
            String module,
            String name,
            Range range,
            int slotSize,
            int max,
            int used,
            List<Slot> slots) {
        this(module, name, range, slotSize, max, used, used, slots);
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

    /** This table with {@code slot} in the place of the one with the same index. */
    public SlotTable with(Slot slot) {
        List<Slot> more = new ArrayList<>(slots);
        int at = find(slot.index());
        if (at >= 0) {
            more.set(at, slot);
        } else {
            more.add(-at - 1, slot);
        }
        return new SlotTable(
                module, name, range, slotSize, max, Math.max(used, slot.index() + 1), loaded, more);
    }

    /** This table without a slot that patching had taken. */
    public SlotTable without(Slot slot) {
        List<Slot> fewer = new ArrayList<>(slots);
        fewer.removeIf(s -> s.index() == slot.index());
        int nowUsed = Math.max(loaded, fewer.isEmpty() ? 0 : fewer.getLast().index() + 1);
        return new SlotTable(module, name, range, slotSize, max, nowUsed, loaded, fewer);
    }

    /** The slot that {@code address} is the start of. */
    public Optional<Slot> slotAt(long address) {
        int at = find((int) ((address - range.start()) / slotSize));
        return at >= 0 && slots.get(at).address() == address
                ? Optional.of(slots.get(at))
                : Optional.empty();
    }

    /** Where the slot of that index stands in {@link #slots}, or -1 minus where it would stand. */
    private int find(int index) {
        int low = 0;
        int high = slots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots.get(middle).index() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < slots.size() && slots.get(low).index() == index ? low : -low - 1;
    }
}
