package patchbay.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import patchbay.image.Reloc;

/**
 * The order in which the loader goes over a section's relocations, and with it the order of the
 * slots.
 *
 * <p>Sorting brings branches to the same target together, so that the loader sees duplicates by
 * looking at the entry before. Where only the branches that may need a slot are to be sorted
 * ({@code partition_branch_plt_relas}, 5.9), they are brought to the front. Two peculiarities show
 * in the result: the partition stops one short when every entry is such a branch, so the last stays
 * where it is and is not sorted; and {@code sort()} of lib/sort.c is a heapsort, which leaves equal
 * keys in an order of its own, and a different one since it was rewritten for 6.11.
 */
public final class RelocationOrder {
    private RelocationOrder() {}

    /** Which of the kernel's heapsorts. */
    public enum Heapsort {
        /** The bottom-up heapsort of 5.2. */
        BOTTOM_UP,
        /** As rewritten for 6.11: it takes two elements off the heap at a time. */
        BOTTOM_UP_TWO_AT_A_TIME
    }

    /**
     * Moves the entries that {@code first} wants to the front and returns how many the kernel
     * believes they are.
     */
    public static int partition(Reloc[] entries, Predicate<Reloc> first) {
        int i = 0;
        int j = entries.length - 1;
        while (i < j) {
            if (first.test(entries[i])) {
                i++;
            } else if (first.test(entries[j])) {
                swap(entries, i, j);
            } else {
                j--;
            }
        }
        return i;
    }

    /** What is sorted by. */
    public enum Key implements Comparator<Reloc> {
        /** Branches of one kind to one target side by side: type, symbol index, addend. */
        BY_TARGET,
        /** By symbol index, type, addend, the greatest first. */
        GREATEST_SYMBOL_FIRST;

        /** All but the addend, as a number without a sign. */
        private long rank(Reloc reloc) {
            long type = Integer.toUnsignedLong(reloc.type());
            long symbol = Integer.toUnsignedLong(reloc.symbol());
            return this == BY_TARGET ? type << 32 | symbol : ~(symbol << 32 | type);
        }

        private int byAddend(Reloc a, Reloc b) {
            int order = Long.compare(a.addend(), b.addend());
            return this == BY_TARGET ? order : -order;
        }

        @Override
        public int compare(Reloc a, Reloc b) {
            int order = Long.compareUnsigned(rank(a), rank(b));
            return order != 0 ? order : byAddend(a, b);
        }
    }

    /** Sorts the first {@code n} entries in place, ties as that kernel leaves them. */
    public static void sort(Reloc[] entries, int n, Key key, Heapsort form) {
        if (n >= 2) {
            Heap heap = new Heap(entries, n, key);
            switch (form) {
                case BOTTOM_UP -> heap.sortOneAtATime();
                case BOTTOM_UP_TWO_AT_A_TIME -> heap.sortTwoAtATime();
            }
            heap.order();
        }
    }

    /** What is sorted: ranks, which decide nearly always, and the indices of the entries. */
    private static final class Heap {
        private final Reloc[] entries;
        private final long[] ranks;
        private final int[] indices;
        private final Key key;
        private boolean addends;
        private int n;

        Heap(Reloc[] entries, int count, Key key) {
            this.entries = entries;
            this.key = key;
            n = count;
            ranks = new long[count];
            indices = new int[count];
            for (int i = 0; i < count; i++) {
                ranks[i] = key.rank(entries[i]);
                indices[i] = i;
                addends |= entries[i].addend() != 0;
            }
        }

        /** Puts the entries into the order of the indices. */
        void order() {
            Reloc[] before = Arrays.copyOf(entries, indices.length);
            for (int i = 0; i < indices.length; i++) {
                entries[i] = before[indices[i]];
            }
        }

        private int compare(int i, int j) {
            int order = Long.compareUnsigned(ranks[i], ranks[j]);
            return order != 0 || !addends
                    ? order
                    : key.byAddend(entries[indices[i]], entries[indices[j]]);
        }

        private void swap(int i, int j) {
            long rank = ranks[i];
            int index = indices[i];
            ranks[i] = ranks[j];
            indices[i] = indices[j];
            ranks[j] = rank;
            indices[j] = index;
        }

        void sortOneAtATime() {
            int root = n / 2;
            while (true) {
                if (root > 0) {
                    root--;
                } else {
                    n--;
                    if (n == 0) {
                        return;
                    }
                    swap(0, n);
                }
                sift(root, true);
            }
        }

        void sortTwoAtATime() {
            int root = n / 2;
            int shift = 0;
            while (true) {
                if (root > 0) {
                    root -= 1 << shift;
                } else if (n > 3) {
                    n--;
                    swap(0, n);
                    shift = compare(1, 2) <= 0 ? 1 : 0;
                    root = 1 << shift;
                    n--;
                    swap(root, n);
                } else {
                    break;
                }
                sift(root, false);
            }
            n--;
            swap(0, n);
            if (n == 2 && compare(0, 1) > 0) {
                swap(0, 1);
            }
        }

        /**
         * Walks from {@code root} down to a leaf along the larger children, back up to where the
         * root's element belongs, and rotates it in.
         */
        private void sift(int root, boolean leftOnTies) {
            int b = root;
            int left = 2 * b + 1;
            while (left + 1 < n) {
                int order = compare(left, left + 1);
                b = order > 0 || order == 0 && leftOnTies ? left : left + 1;
                left = 2 * b + 1;
            }
            if (left + 1 == n) {
                b = left;
            }
            while (b != root && compare(root, b) >= 0) {
                b = (b - 1) / 2;
            }
            int leaf = b;
            long rank = ranks[leaf];
            int index = indices[leaf];
            while (b != root) {
                b = (b - 1) / 2;
                long above = ranks[b];
                int its = indices[b];
                ranks[b] = rank;
                indices[b] = index;
                rank = above;
                index = its;
            }
            ranks[leaf] = rank;
            indices[leaf] = index;
        }
    }

    private static void swap(Reloc[] e, int i, int j) {
        Reloc kept = e[i];
        e[i] = e[j];
        e[j] = kept;
    }
}
