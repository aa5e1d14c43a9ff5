package patchbay.lang.run;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one block, loop turn or call of a {@code def}; the outermost frame is the
 * session's own.
 */
final class Frame {
    final @Nullable Frame outer;
    private final Map<String, Value> values = new HashMap<>();

    Frame(@Nullable Frame outer) {
        this.outer = outer;
    }

    void put(String name, Value value) {
        values.put(name, value);
    }

    /** The innermost frame from here outwards that has {@code name}, or null. */
    @Nullable Frame holding(String name) {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            if (frame.values.containsKey(name)) {
                return frame;
            }
        }
        return null;
    }

    @Nullable Value get(String name) {
        Frame frame = holding(name);
        return frame == null ? null : frame.values.get(name);
    }
}
