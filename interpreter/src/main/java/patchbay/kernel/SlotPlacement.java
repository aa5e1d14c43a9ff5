package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** A module's slot tables behind its functions: one for far calls, one for its sites. */
final class SlotPlacement {
    private static final int ALIGNMENT = 64;

    private final Machine machine;
    private final Era era;
    private final ObjectParts parts;
    private final Map<Linking.Need, Long> addresses = new LinkedHashMap<>();

    SlotPlacement(Machine machine, Era era, ObjectParts parts) {
        this.machine = machine;
        this.era = era;
        this.parts = parts;
    }

    /** Where the slot for each need is. */
    Map<Linking.Need, Long> addresses() {
        return addresses;
    }

    /**
     * The table for {@code needs} with {@code spare} slots, and one more, as a loader sizes it;
     * then the other.
     */
    long place(long textEnd, List<Linking.Need> needs, int spare) {
        int size = era.slot().size();
        long start = Bits.alignUp(textEnd, ALIGNMENT);
        List<Slot> slots = new ArrayList<>();
        int index = 0;
        for (Linking.Need need : needs) {
            while (!era.mayHoldSlot(start + (long) index * size)) {
                index++;
            }
            long address = start + (long) index * size;
            long target = need.target().address();
            slots.add(new Slot(index, address, target, need.places()));
            addresses.put(need, address);
            write(address, target, Names.slotName(parts.object(), "plt", index));
            index++;
        }
        int max = index + spare;
        Range range = Range.of(start, (max + 1L) * size);
        parts.table(new SlotTable(parts.object(), "plt", range, size, max, index, slots));
        parts.segment(".plt", range, Protection.EXECUTE);
        return tracerSlots(range.end(), size);
    }

    private long tracerSlots(long start, int size) {
        List<Slot> slots = new ArrayList<>();
        List<Era.TracerSlot> wanted = era.tracerSlots();
        if (wanted.isEmpty()) {
            return start;
        }
        for (int i = 0; i < wanted.size(); i++) {
            List<Symbol> found = Names.named(machine, Module.KERNEL, wanted.get(i).target());
            if (wanted.get(i).filled() && !found.isEmpty()) {
                long address = start + (long) i * size;
                long target = found.getFirst().address();
                slots.add(new Slot(i, address, target, List.of()));
                write(address, target, Names.slotName(parts.object(), "ftrace", i));
            }
        }
        Range range = Range.of(start, (long) wanted.size() * size);
        parts.table(
                new SlotTable(
                        parts.object(), "ftrace", range, size, wanted.size(), slots.size(), slots));
        parts.segment(".text.ftrace_trampoline", range, Protection.EXECUTE);
        return range.end();
    }

    private void write(long address, long target, String name) {
        switch (era.slot().emit(address, target)) {
            case Result.Ok<byte[]>(byte[] bytes) -> parts.write(address, bytes, "slot " + name);
            case Result.Refused<byte[]>(List<Refusal> reasons) -> parts.refuse(reasons);
        }
    }
}
