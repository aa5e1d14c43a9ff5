package patchbay.patch;

/**
 * A record of the running system that is not bytes: a module, a table's used slots, a function
 * stack, a task. Immutable.
 */
public interface State {
    Key key();

    /** What stays the same while a state changes. */
    record Key(String kind, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int kinds = kind.compareTo(other.kind);
            return kinds != 0 ? kinds : name.compareTo(other.name);
        }
    }
}
