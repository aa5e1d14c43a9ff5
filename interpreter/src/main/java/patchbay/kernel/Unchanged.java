package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.SlotTable;

/**
 * Compares an object with what it was: its bytes, and how many slots of its tables are used. What
 * an open object has gained since belongs into the baseline too: let the plan that declared it act
 * on both.
 */
public final class Unchanged {
    private Unchanged() {}

    /** The longest run that is named as one difference. */
    private static final int LONGEST = 16;

    /** A run of differing bytes. An empty side was not mapped. */
    public record Difference(long address, String place, byte[] then, byte[] now) {}

    /**
     * The first {@code limit} differences of {@code object} in {@code now} from {@code baseline},
     * by segment and address.
     */
    public static List<Difference> since(Machine baseline, Machine now, String object, int limit) {
        List<Difference> differences = new ArrayList<>();
        Optional<Module> module = baseline.module(object);
        List<Segment> segments = module.map(Module::segments).orElse(List.of());
        for (Segment segment : segments) {
            Range rest = segment.range();
            while (differences.size() < limit && !rest.isEmpty()) {
                long at = now.memory().firstDifference(baseline.memory(), rest);
                if (at == rest.end()) {
                    break;
                }
                Difference difference =
                        difference(baseline.memory(), now, new Range(at, rest.end()));
                differences.add(difference);
                long size = Math.max(1, Math.max(difference.then.length, difference.now.length));
                rest = new Range(at + size, rest.end());
            }
        }
        return differences;
    }

    /** Slot tables of {@code object} that do not stand as they did; the names of the tables. */
    public static List<String> tablesSince(Machine baseline, Machine now, String object) {
        List<String> changed = new ArrayList<>();
        for (SlotTable table : baseline.states(SlotTable.class)) {
            boolean same =
                    now.table(table.module(), table.name())
                            .map(t -> t.used() == table.used())
                            .orElse(false);
            if (table.module().equals(object) && !same) {
                changed.add(table.name());
            }
        }
        return changed;
    }

    /**
     * The run from the first byte of {@code rest} on, to the last differing byte of its word group.
     */
    private static Difference difference(Memory then, Machine now, Range rest) {
        long at = rest.start();
        boolean wasMapped = then.isMapped(at);
        boolean isMapped = now.memory().isMapped(at);
        long pageEnd = (at | Memory.PAGE_SIZE - 1) + 1;
        int most = (int) Math.min(LONGEST, Math.min(pageEnd - at, rest.size()));
        byte[] before = wasMapped ? then.bytes(at, most) : new byte[0];
        byte[] after = isMapped ? now.memory().bytes(at, most) : new byte[0];
        String place = Names.place(now, at);
        if (!wasMapped || !isMapped) {
            return new Difference(at, place, before, after);
        }
        int size = most;
        while (size > 1 && before[size - 1] == after[size - 1]) {
            size--;
        }
        return new Difference(at, place, Arrays.copyOf(before, size), Arrays.copyOf(after, size));
    }
}
