package patchbay.kernel;

import java.util.List;
import patchbay.machine.Machine;

/** Compares an object's bytes with what they were. */
public final class Unchanged {
    private Unchanged() {}

    /** A run of differing bytes. An empty side was not mapped. */
    public record Difference(long address, String place, byte[] then, byte[] now) {}

    /** The first {@code limit} differences of {@code object} in {@code now} from {@code baseline}, by address. */
    public static List<Difference> since(Machine baseline, Machine now, String object, int limit) {
        return List.of();
    }
}
