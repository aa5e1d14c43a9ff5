package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;

/**
 * Watches what a task keeps on its second stack. It is looked at where control is handed over: then
 * a record that was begun is whole.
 */
final class SecondStackWatch {
    private static final int LONGEST = 1 << 16;

    private final Era.SecondStack place;
    private final Memory memory;
    private final List<List<Execution.Register>> kept = new ArrayList<>();
    private long pointer;

    SecondStackWatch(Era.SecondStack place, Memory memory) {
        this.place = place;
        this.memory = memory;
        pointer = memory.little(place.pointer(), 8);
    }

    /** The registers of each record that was put there, in order. */
    List<List<Execution.Register>> kept() {
        return kept;
    }

    /** What was put there or taken away since the last time. */
    List<Execution.Change> changes() {
        long now = memory.little(place.pointer(), 8);
        if (now == pointer) {
            return List.of();
        }
        List<Execution.Change> changes = new ArrayList<>();
        changes.add(new Execution.Change(place.name() + "_sp", pointer, now));
        long newest = now - place.size();
        if (Long.compareUnsigned(now, pointer) > 0 && isMapped(newest)) {
            List<Execution.Register> registers = new ArrayList<>();
            long number = (newest - place.start()) / place.size();
            for (int i = 0; i < place.registers().size(); i++) {
                String register = place.registers().get(i);
                long value = memory.little(newest + 8L * i, 8);
                registers.add(new Execution.Register(register, value));
                changes.add(
                        new Execution.Change(
                                place.name() + "[" + number + "]." + register, 0, value));
            }
            if (kept.size() < LONGEST) {
                kept.add(registers);
            }
        }
        pointer = now;
        return changes;
    }

    private boolean isMapped(long record) {
        return Range.fits(record, place.size()) && memory.isMapped(Range.of(record, place.size()));
    }
}
