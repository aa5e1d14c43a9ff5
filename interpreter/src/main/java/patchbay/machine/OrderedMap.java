package patchbay.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that keeps the order in which its keys appeared. A changed copy costs the
 * logarithm of the size, so that a snapshot of what is made of such maps costs nothing.
 */
public final class OrderedMap<K extends Comparable<? super K>, V> {
    private record Place<V>(V value, int order) {}

    private final Tree<K, Place<V>> byKey;
    private final Tree<Integer, V> byOrder;
    private final int size;
    private final int next;
    private @Nullable List<V> values;

    public OrderedMap() {
        this(new Tree<>(Comparator.naturalOrder()), new Tree<>(Comparator.naturalOrder()), 0, 0);
    }

    private OrderedMap(Tree<K, Place<V>> byKey, Tree<Integer, V> byOrder, int size, int next) {
        this.byKey = byKey;
        this.byOrder = byOrder;
        this.size = size;
        this.next = next;
    }

    public @Nullable V get(K key) {
        Place<V> place = byKey.get(key);
        return place == null ? null : place.value;
    }

    public boolean containsKey(K key) {
        return byKey.get(key) != null;
    }

    public int size() {
        return size;
    }

    /** A known key stays where it is in the order. */
    public OrderedMap<K, V> with(K key, V value) {
        Place<V> known = byKey.get(key);
        int order = known == null ? next : known.order;
        return new OrderedMap<>(
                byKey.with(key, new Place<>(value, order)),
                byOrder.with(order, value),
                known == null ? size + 1 : size,
                known == null ? next + 1 : next);
    }

    public OrderedMap<K, V> without(K key) {
        Place<V> known = byKey.get(key);
        return known == null
                ? this
                : new OrderedMap<>(
                        byKey.without(key), byOrder.without(known.order), size - 1, next);
    }

    /** In the order in which their keys appeared. */
    public List<V> values() {
        List<V> known = values;
        if (known == null) {
            List<V> found = new ArrayList<>(size);
            byOrder.forEach((order, value) -> found.add(value));
            known = List.copyOf(found);
            values = known;
        }
        return known;
    }

    /** Keys and values, by key. */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        byKey.forEach((key, place) -> action.accept(key, place.value));
    }
}
