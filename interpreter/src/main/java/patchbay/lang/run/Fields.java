package patchbay.lang.run;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record in order, the last of which is made when somebody asks for it: the slots
 * of a table are many, and most scripts want to know how many.
 */
final class Fields extends AbstractMap<String, Value> {
    private final Map<String, Value> others;
    private final String last;
    private final Supplier<Value> maker;
    private @Nullable Map<String, Value> all;

    Fields(Map<String, Value> others, String last, Supplier<Value> maker) {
        this.others = others;
        this.last = last;
        this.maker = maker;
    }

    @Override
    public @Nullable Value get(@Nullable Object key) {
        Value other = others.get(key);
        return other == null && last.equals(key) ? all().get(last) : other;
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        return Collections.unmodifiableSet(all().entrySet());
    }

    private Map<String, Value> all() {
        Map<String, Value> known = all;
        if (known == null) {
            known = new LinkedHashMap<>(others);
            known.put(last, maker.get());
            all = known;
        }
        return known;
    }
}
