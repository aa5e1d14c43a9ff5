package patchbay.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What names stand for in assembler text: labels, local labels ({@code 1:}, meant by {@code 1b} and
 * {@code 1f}), values that {@code .set} gave, and symbols from outside.
 */
final class Definitions {
    private final Isa.Symbols symbols;
    private final long start;
    private final Map<String, Long> labels = new LinkedHashMap<>();

    /** A name can get another value later. */
    private final Map<String, Long> values = new HashMap<>();

    /** The places of each local label, in order. */
    private final Map<String, List<Long>> locals = new HashMap<>();

    private boolean guessing = true;
    private boolean guessed;

    /** {@code start} is where the text goes. */
    Definitions(Isa.Symbols symbols, long start) {
        this.symbols = symbols;
        this.start = start;
    }

    /** A label by this name stands at {@code place}; false if the name is taken. */
    boolean label(String name, long place) {
        if (isLocal(name)) {
            locals.computeIfAbsent(name, key -> new ArrayList<>()).add(place);
            return true;
        }
        return !values.containsKey(name) && labels.putIfAbsent(name, place) == null;
    }

    /** The last label by this name stands there instead. */
    void move(String name, long place) {
        List<Long> places = locals.get(name);
        if (places == null) {
            labels.put(name, place);
        } else {
            places.set(places.size() - 1, place);
        }
    }

    /** The name is this number from here on; false if it is a label. */
    boolean set(String name, long value) {
        if (!guessed) {
            values.put(name, value);
        }
        return !labels.containsKey(name);
    }

    /** Until all labels are known, a name that is not known may be any number. */
    void known() {
        guessing = false;
        guessed = false;
    }

    /** Forgets whether a number that was asked for was any number. */
    void fresh() {
        guessed = false;
    }

    Map<String, Long> labels() {
        return labels;
    }

    private static boolean isLocal(String name) {
        return !name.isEmpty() && Character.isDigit(name.charAt(0));
    }

    /** What {@code name} is in a statement at {@code from}. */
    OptionalLong address(String name, long from) {
        OptionalLong found = find(name, from);
        if (found.isEmpty() && guessing) {
            guessed = true;
            return OptionalLong.of(1);
        }
        return found;
    }

    private OptionalLong find(String name, long from) {
        Long known = labels.getOrDefault(name, values.get(name));
        if (known != null) {
            return OptionalLong.of(known);
        }
        List<Long> places = isLocal(name) ? locals.get(name.substring(0, name.length() - 1)) : null;
        if (places != null) {
            return local(places, name.endsWith("f"), from);
        }
        return symbols.address(name);
    }

    /** The next place behind {@code from}, or the last one at or before it. */
    private OptionalLong local(List<Long> places, boolean forward, long from) {
        int low = 0;
        int high = places.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places.get(middle) - start <= from - start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int index = forward ? low : low - 1;
        return index < 0 || index == places.size()
                ? OptionalLong.empty()
                : OptionalLong.of(places.get(index));
    }
}
