package patchbay.kernel;

import java.util.Arrays;
import patchbay.bytes.Bits;
import patchbay.image.RelocTable;

/**
 * What relocations are sorted by, each in one word, so that a comparison is one of numbers:
 *
 * <pre>
 *   63                                       shift          0
 *   | 0 |   type   |   symbol   |   addend   |   position   |
 * </pre>
 *
 * <p>Each field is as wide as its values need, the addend counted from the least. Keys that do not
 * fit, which only a made-up file has, are numbered in their order first.
 *
 * @param packed the positions in the order that was given, under their keys
 */
record RelocationKeys(long[] packed, int shift) {
    private static final int WORD = 63;

    static RelocationKeys of(RelocTable entries, int[] order, int n, RelocationOrder.Key key) {
        long types = 0;
        long symbols = 0;
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            types |= Integer.toUnsignedLong(entries.type(order[i]));
            symbols |= Integer.toUnsignedLong(entries.symbol(order[i]));
            least = Math.min(least, entries.addend(order[i]));
            greatest = Math.max(greatest, entries.addend(order[i]));
        }
        int minor = width(key == RelocationOrder.Key.BY_TARGET ? symbols : types);
        int addend = width(greatest - least);
        int all = width(types) + width(symbols) + addend;
        int shift = width(n - 1L);
        if (all + shift > WORD) {
            return new RelocationKeys(numbered(entries, order, n, key, shift), shift);
        }
        long[] packed = new long[n];
        for (int i = 0; i < n; i++) {
            long word = major(entries, order[i], key) << minor | minor(entries, order[i], key);
            word = word << addend | entries.addend(order[i]) - least;
            packed[i] = (key == RelocationOrder.Key.BY_TARGET ? word : Bits.mask(all) - word);
            packed[i] = packed[i] << shift | i;
        }
        return new RelocationKeys(packed, shift);
    }

    /** Which of those given is at {@code i}. */
    int position(int i) {
        return (int) (packed[i] & Bits.mask(shift));
    }

    private static int width(long values) {
        return Long.SIZE - Long.numberOfLeadingZeros(values);
    }

    private static long major(RelocTable entries, int i, RelocationOrder.Key key) {
        return Integer.toUnsignedLong(
                key == RelocationOrder.Key.BY_TARGET ? entries.type(i) : entries.symbol(i));
    }

    private static long minor(RelocTable entries, int i, RelocationOrder.Key key) {
        return Integer.toUnsignedLong(
                key == RelocationOrder.Key.BY_TARGET ? entries.symbol(i) : entries.type(i));
    }

    private static long[] numbered(
            RelocTable entries, int[] order, int n, RelocationOrder.Key key, int shift) {
        Integer[] sorted = new Integer[n];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, (a, b) -> compare(entries, order[a], order[b], key));
        long[] packed = new long[n];
        long number = 0;
        for (int i = 0; i < n; i++) {
            if (i > 0 && compare(entries, order[sorted[i - 1]], order[sorted[i]], key) != 0) {
                number++;
            }
            packed[sorted[i]] = number << shift | sorted[i];
        }
        return packed;
    }

    private static int compare(RelocTable entries, int a, int b, RelocationOrder.Key key) {
        int order = Long.compare(major(entries, a, key), major(entries, b, key));
        order = order != 0 ? order : Long.compare(minor(entries, a, key), minor(entries, b, key));
        order = order != 0 ? order : Long.compare(entries.addend(a), entries.addend(b));
        return key == RelocationOrder.Key.BY_TARGET ? order : -order;
    }
}
