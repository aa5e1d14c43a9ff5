package patchbay.kernel;

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

    /** Branches of one kind to one target side by side: type, symbol index, addend. */
    public static int byTarget(Reloc a, Reloc b) {
        int byType = Integer.compareUnsigned(a.type(), b.type());
        if (byType != 0) {
            return byType;
        }
        int bySymbol = Integer.compareUnsigned(a.symbol(), b.symbol());
        return bySymbol != 0 ? bySymbol : Long.compare(a.addend(), b.addend());
    }

    /** By symbol index, type, addend, the greatest first. */
    public static int greatestSymbolFirst(Reloc a, Reloc b) {
        int bySymbol = Integer.compareUnsigned(b.symbol(), a.symbol());
        if (bySymbol != 0) {
            return bySymbol;
        }
        int byType = Integer.compareUnsigned(b.type(), a.type());
        return byType != 0 ? byType : Long.compare(b.addend(), a.addend());
    }

    /** Sorts the first {@code n} entries in place, ties as that kernel leaves them. */
    public static void sort(Reloc[] entries, int n, Comparator<Reloc> key, Heapsort form) {
        switch (form) {
            case BOTTOM_UP -> sortOneAtATime(entries, n, key);
            case BOTTOM_UP_TWO_AT_A_TIME -> sortTwoAtATime(entries, n, key);
        }
    }

    private static void sortOneAtATime(Reloc[] e, int count, Comparator<Reloc> key) {
        int n = count;
        int root = n / 2;
        if (n < 2) {
            return;
        }
        while (true) {
            if (root > 0) {
                root--;
            } else {
                n--;
                if (n == 0) {
                    return;
                }
                swap(e, 0, n);
            }
            sift(e, root, n, key, true);
        }
    }

    private static void sortTwoAtATime(Reloc[] e, int count, Comparator<Reloc> key) {
        int n = count;
        int root = n / 2;
        int shift = 0;
        if (n < 2) {
            return;
        }
        while (true) {
            if (root > 0) {
                root -= 1 << shift;
            } else if (n > 3) {
                n--;
                swap(e, 0, n);
                shift = key.compare(e[1], e[2]) <= 0 ? 1 : 0;
                root = 1 << shift;
                n--;
                swap(e, root, n);
            } else {
                break;
            }
            sift(e, root, n, key, false);
        }
        n--;
        swap(e, 0, n);
        if (n == 2 && key.compare(e[0], e[1]) > 0) {
            swap(e, 0, 1);
        }
    }

    /**
     * Walks from {@code root} down to a leaf along the larger children, back up to where the root's
     * element belongs, and rotates it in.
     */
    private static void sift(
            Reloc[] e, int root, int n, Comparator<Reloc> key, boolean leftOnTies) {
        int b = root;
        int left = 2 * b + 1;
        while (left + 1 < n) {
            int order = key.compare(e[left], e[left + 1]);
            b = order > 0 || order == 0 && leftOnTies ? left : left + 1;
            left = 2 * b + 1;
        }
        if (left + 1 == n) {
            b = left;
        }
        while (b != root && key.compare(e[root], e[b]) >= 0) {
            b = (b - 1) / 2;
        }
        int hole = b;
        while (b != root) {
            b = (b - 1) / 2;
            swap(e, b, hole);
        }
    }

    private static void swap(Reloc[] e, int i, int j) {
        Reloc kept = e[i];
        e[i] = e[j];
        e[j] = kept;
    }
}
