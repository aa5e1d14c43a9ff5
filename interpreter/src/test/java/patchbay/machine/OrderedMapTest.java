package patchbay.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The maps that a session is made of, beside those of the JDK. */
class OrderedMapTest {
    @Test
    void aKeyKeepsItsPlaceUntilItIsTakenOut() {
        OrderedMap<String, Integer> map =
                new OrderedMap<String, Integer>().with("b", 1).with("a", 2).with("b", 3);
        assertEquals(List.of(3, 2), map.values());
        assertEquals(List.of(2, 4), map.without("b").with("b", 4).values());
        assertEquals(2, map.size());
        assertNull(map.without("b").get("b"));
    }

    @Test
    void anOlderCopyStaysAsItWasWhateverComesAfter() {
        Random random = new Random(7);
        OrderedMap<Integer, Integer> map = new OrderedMap<>();
        Map<Integer, Integer> model = new LinkedHashMap<>();
        List<OrderedMap<Integer, Integer>> copies = new ArrayList<>();
        List<List<Integer>> expected = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            int key = random.nextInt(200);
            if (random.nextInt(3) == 0) {
                map = map.without(key);
                model.remove(key);
            } else {
                map = map.with(key, i);
                model.put(key, i);
            }
            assertEquals(model.size(), map.size());
            assertEquals(model.get(key), map.get(key));
            assertEquals(model.containsKey(key), map.containsKey(key));
            copies.add(map);
            expected.add(List.copyOf(model.values()));
        }
        for (int i = 0; i < copies.size(); i++) {
            assertEquals(expected.get(i), copies.get(i).values());
        }
    }

    @Test
    void entriesAreToldByKey() {
        Map<String, Integer> told = new TreeMap<>();
        List<String> order = new ArrayList<>();
        new OrderedMap<String, Integer>()
                .with("b", 1)
                .with("c", 2)
                .with("a", 3)
                .forEach((key, value) -> {
                    order.add(key);
                    told.put(key, value);
                });
        assertEquals(List.of("a", "b", "c"), order);
        assertEquals(Map.of("a", 3, "b", 1, "c", 2), told);
    }

    @Test
    void theTreeFindsWhatATreeMapFinds() {
        Random random = new Random(8);
        Tree<Long, Long> tree = new Tree<>(Long::compareUnsigned);
        TreeMap<Long, Long> model = new TreeMap<>(Long::compareUnsigned);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(1000) - 500L;
            if (random.nextBoolean()) {
                tree = tree.with(key, (long) i);
                model.put(key, (long) i);
            } else {
                tree = tree.without(key);
                model.remove(key);
            }
            long asked = random.nextInt(1000) - 500L;
            assertEquals(model.get(asked), tree.get(asked));
            Map.Entry<Long, Long> below = model.floorEntry(asked);
            Tree.Node<Long, Long> found = tree.floor(asked);
            assertEquals(below == null ? null : below.getKey(), found == null ? null : found.key());
        }
        List<Long> keys = new ArrayList<>();
        tree.forEach((key, value) -> keys.add(key));
        assertEquals(List.copyOf(model.keySet()), keys);
    }

    @Test
    void inWhateverOrderKeysComeTheTreeStaysLow() {
        Tree<Integer, Integer> up = new Tree<>(Comparator.naturalOrder());
        Tree<Integer, Integer> down = new Tree<>(Comparator.naturalOrder());
        for (int i = 0; i < 1 << 14; i++) {
            up = up.with(i, i);
            down = down.with(-i, i);
        }
        for (int i = 0; i < 1 << 14; i += 2) {
            down = down.without(-i);
        }
        Tree.Node<Integer, Integer> middle = up.floor(1 << 13);
        Tree.Node<Integer, Integer> last = down.floor(0);
        assertTrue(middle != null && middle.height() <= 20);
        assertTrue(last != null && last.key() == -1);
    }
}
