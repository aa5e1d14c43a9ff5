package patchbay.kernel;

import java.util.Arrays;
import java.util.function.IntPredicate;
import patchbay.image.RelocTable;

/**
 * The order in which the loader goes over a section's relocations, and with it the order of the
 * slots.
 *
 * <p>Sorting brings branches to the same target together, so that the loader sees duplicates by
 * looking at the entry before. Where only the branches that may need a slot are to be sorted
 * ({@code partition_branch_plt_relas}, 5.9), they are brought to the front. Two peculiarities show
 * in the result: the partition stops one short when every entry is such a branch, so the last stays
 * where it is and is not sorted; and {@code sort()} of lib/sort.c is a heapsort, which leaves equal
 * keys in an order of its own, and in another one since it was rewritten for 6.11.
 */
public final class RelocationOrder {
    private RelocationOrder() {}

    /** Which of the kernel's heapsorts. */
    public enum Heapsort {
        /**
         * The bottom-up heapsort of 5.2; the textbook's before it leaves equal keys in the same
         * order: an element sinks along the same path, to where the keys are no longer greater.
         */
        BOTTOM_UP,
        /** As rewritten for 6.11: it takes two elements off the heap at a time. */
        BOTTOM_UP_TWO_AT_A_TIME;

        private static final Version REWRITTEN = new Version(6, 11, 0);

        /** The one of a kernel; no architecture has its own. */
        public static Heapsort of(Version version) {
            return version.atLeast(REWRITTEN) ? BOTTOM_UP_TWO_AT_A_TIME : BOTTOM_UP;
        }
    }

    /**
     * Moves the entries that {@code first} wants to the front of {@code order}, which holds their
     * indices, and returns how many the kernel believes they are.
     */
    public static int partition(int[] order, IntPredicate first) {
        int i = 0;
        int j = order.length - 1;
        while (i < j) {
            if (first.test(order[i])) {
                i++;
            } else if (first.test(order[j])) {
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            } else {
                j--;
            }
        }
        return i;
    }

    /** What is sorted by. */
    public enum Key {
        /** Branches of one kind to one target side by side: type, symbol index, addend. */
        BY_TARGET,
        /** By symbol index, type, addend, the greatest first. */
        GREATEST_SYMBOL_FIRST
    }

    /**
     * Sorts the first {@code n} of {@code order}, indices of {@code entries}, in place; ties as
     * that kernel leaves them.
     */
    public static void sort(RelocTable entries, int[] order, int n, Key key, Heapsort form) {
        if (n >= 2) {
            RelocationKeys keys = RelocationKeys.of(entries, order, n, key);
            switch (form) {
                case BOTTOM_UP -> sortOneAtATime(keys.packed(), keys.shift());
                case BOTTOM_UP_TWO_AT_A_TIME -> sortTwoAtATime(keys.packed(), keys.shift());
            }
            int[] before = Arrays.copyOf(order, n);
            for (int i = 0; i < n; i++) {
                order[i] = before[keys.position(i)];
            }
        }
    }

    private static void sortOneAtATime(long[] heap, int shift) {
        int n = heap.length;
        int root = n / 2;
        while (true) {
            if (root > 0) {
                root--;
            } else {
                n--;
                if (n == 0) {
                    return;
                }
                swap(heap, 0, n);
            }
            sift(heap, n, root, shift, 0);
        }
    }

    private static void sortTwoAtATime(long[] heap, int shift) {
        int n = heap.length;
        int root = n / 2;
        int two = 0;
        while (true) {
            if (root > 0) {
                root -= 1 << two;
            } else if (n > 3) {
                n--;
                swap(heap, 0, n);
                two = heap[1] >>> shift <= heap[2] >>> shift ? 1 : 0;
                root = 1 << two;
                n--;
                swap(heap, root, n);
            } else {
                break;
            }
            sift(heap, n, root, shift, 1);
        }
        n--;
        swap(heap, 0, n);
        if (n == 2 && heap[0] >>> shift > heap[1] >>> shift) {
            swap(heap, 0, 1);
        }
    }

    /**
     * Walks from {@code root} down to a leaf along the larger children, back up to where the root's
     * element belongs, and rotates it in. Which child is larger is as good as random, so this is
     * computed instead of branched on; {@code rightOnTies} is 1 or 0.
     */
    private static void sift(long[] heap, int n, int root, int shift, int rightOnTies) {
        int b = root;
        int left = 2 * b + 1;
        while (left + 1 < n) {
            long smaller = (heap[left] >>> shift) - (heap[left + 1] >>> shift) - rightOnTies;
            b = left + (int) (smaller >>> 63);
            left = 2 * b + 1;
        }
        if (left + 1 == n) {
            b = left;
        }
        long element = heap[root];
        while (b != root && element >>> shift >= heap[b] >>> shift) {
            b = (b - 1) / 2;
        }
        while (b != root) {
            long below = heap[b];
            heap[b] = element;
            element = below;
            b = (b - 1) / 2;
        }
        heap[root] = element;
    }

    private static void swap(long[] heap, int i, int j) {
        long kept = heap[i];
        heap[i] = heap[j];
        heap[j] = kept;
    }
}
