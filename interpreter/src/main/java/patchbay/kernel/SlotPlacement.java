package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Veneer;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * A module's slot tables behind its functions: slots for far calls and slots for its sites, in one
 * table or two, places first, bytes when the module's register has its value.
 */
final class SlotPlacement {
    private final Machine machine;
    private final Era era;
    private final SlotTables tables;
    private final ObjectParts parts;
    private final Map<Linking.Need, Long> addresses = new LinkedHashMap<>();
    private final List<Slot> far = new ArrayList<>();
    private final List<Slot> tracer = new ArrayList<>();

    SlotPlacement(Machine machine, Era era, ObjectParts parts) {
        this.machine = machine;
        this.era = era;
        this.tables = era.slotTables();
        this.parts = parts;
    }

    /** Where the slot for each need is. */
    Map<Linking.Need, Long> addresses() {
        return addresses;
    }

    /**
     * The table for {@code needs} with {@code spare} slots, as a loader sizes it; then the other,
     * unless it is the same.
     */
    long place(long textEnd, List<Linking.Need> needs, int spare) {
        int size = size();
        long start = Bits.alignUp(textEnd, tables.alignment());
        int index = 0;
        for (Linking.Need need : needs) {
            while (!era.mayHoldSlot(start + (long) index * size)) {
                index++;
            }
            long address = start + (long) index * size;
            far.add(new Slot(index, address, need.target().address(), need.places()));
            addresses.put(need, address);
            index++;
        }
        List<Slot> slots = new ArrayList<>(far);
        if (tables.isOne()) {
            tracerSlots(start, index);
            slots.addAll(tracer);
            index += era.tracerSlots().size();
        }
        int max = index + spare;
        Range range = Range.of(start, (long) (max + tables.spare()) * size);
        table(tables.far(), tables.farSection(), range, max, index, slots);
        return tables.isOne() ? range.end() : tracerTable(range.end());
    }

    private long tracerTable(long start) {
        int max = era.tracerSlots().size();
        if (max == 0) {
            return start;
        }
        tracerSlots(start, 0);
        Range range = Range.of(start, (long) max * size());
        table(tables.tracer(), tables.tracerSection(), range, max, tracer.size(), tracer);
        return range.end();
    }

    private void tracerSlots(long start, int first) {
        List<Era.TracerSlot> wanted = era.tracerSlots();
        for (int i = 0; i < wanted.size(); i++) {
            List<Symbol> found = Names.named(machine, Module.KERNEL, wanted.get(i).target());
            if (wanted.get(i).filled() && !found.isEmpty()) {
                long address = start + (long) (first + i) * size();
                tracer.add(new Slot(first + i, address, found.getFirst().address(), List.of()));
            }
        }
    }

    private void table(
            String name, String section, Range range, int max, int used, List<Slot> slots) {
        parts.table(new SlotTable(parts.object(), name, range, size(), max, used, slots));
        parts.segment(section, range, Protection.EXECUTE);
    }

    private int size() {
        return era.slot(OptionalLong.of(0)).size();
    }

    /** Writes them, once the module's register has its value. */
    void write() {
        far.forEach(slot -> write(slot, tables.far(), era.slot(parts.toc())));
        Veneer form = era.tracerSlot(parts.toc(), Slots.toc(machine, Module.KERNEL));
        tracer.forEach(slot -> write(slot, tables.tracer(), form));
    }

    private void write(Slot slot, String table, Veneer form) {
        String name = Names.slotName(parts.object(), table, slot.index());
        switch (form.emit(slot.address(), slot.target())) {
            case Result.Ok<byte[]>(byte[] bytes) ->
                    parts.write(slot.address(), bytes, "slot " + name);
            case Result.Refused<byte[]>(List<Refusal> reasons) -> parts.refuse(reasons);
        }
    }
}
