package patchbay.kernel;

import java.util.Arrays;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.bytes.Slice;
import patchbay.source.Result;

/**
 * The words of a linked kernel that hold addresses of its own, and so depend on where it lies. Two
 * tables list them; the linker may use either or both.
 *
 * <ul>
 *   <li>{@code .rela.dyn}: 24 bytes a word, place and value. The word in the file is not looked at,
 *       and is often zero.
 *   <li>{@code .relr.dyn} (SHT_RELR, 6.x): an even entry is the place of one word and says where
 *       the next ones are counted from, an odd one has a bit for each of the 63 words behind. The
 *       value is the word in the file.
 * </ul>
 *
 * <p>Nothing is written when a kernel is loaded: a page is asked for when somebody looks at it, and
 * then gets its words from here. Places of the first kind are kept sorted, the second kind is a bit
 * for every word of the image.
 */
final class RelativeRelocs {
    private static final int ENTRY = 24;

    /** What a linker leaves where it needed less room than it had taken; of any machine. */
    private static final int NONE = 0;

    private static final int WORDS = Memory.PAGE_SIZE / Long.BYTES;

    private final String file;
    private final Range image;

    /** The address of bit 0, on a page. */
    private final long base;

    private long[] places = new long[0];
    private long[] values = new long[0];
    private long[] bits = new long[0];
    private int others;

    /**
     * @param image the addresses that the file takes, as linked
     */
    RelativeRelocs(String file, Range image) {
        this.file = file;
        this.image = image;
        this.base = image.start() & -Memory.PAGE_SIZE;
    }

    /** How many relocations mean something else, and a kernel passes over them. */
    int others() {
        return others;
    }

    /** Adds a table of places and values; the first place that is nowhere refuses it. */
    Result<RelativeRelocs> add(Slice table, String section, int relative) {
        int count = table.size() / ENTRY;
        int kept = places.length;
        long[] morePlaces = Arrays.copyOf(places, kept + count);
        long[] moreValues = Arrays.copyOf(values, kept + count);
        boolean sorted = true;
        for (int i = 0; i < count; i++) {
            int at = table.start() + i * ENTRY;
            long type = Bits.word(table.array(), at + 8);
            if (type != relative) {
                others += type == NONE ? 0 : 1;
                continue;
            }
            long place = Bits.little(table.array(), at, 8);
            if (!holds(place)) {
                return outside("r_offset of entry " + i + " of " + section, place);
            }
            sorted &= kept == 0 || Long.compareUnsigned(morePlaces[kept - 1], place) <= 0;
            morePlaces[kept] = place;
            moreValues[kept++] = Bits.little(table.array(), at + 16, 8);
        }
        places = Arrays.copyOf(morePlaces, kept);
        values = Arrays.copyOf(moreValues, kept);
        if (!sorted) {
            sort();
        }
        return Result.ok(this);
    }

    /** Linkers sort these; who has not is sorted here, the last of equal places last. */
    private void sort() {
        Integer[] order = new Integer[places.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compareUnsigned(places[a], places[b]));
        long[] sortedPlaces = new long[order.length];
        long[] sortedValues = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            sortedPlaces[i] = places[order[i]];
            sortedValues[i] = values[order[i]];
        }
        places = sortedPlaces;
        values = sortedValues;
    }

    /** Adds a table of places and bits. */
    Result<RelativeRelocs> addPacked(Slice table, String section) {
        if (bits.length == 0) {
            bits = new long[(int) ((image.end() - base + 511) / 512)];
        }
        long next = base;
        for (int i = 0; i < table.size() / Long.BYTES; i++) {
            long entry = Bits.little(table.array(), table.start() + i * Long.BYTES, 8);
            String what = "entry " + i + " of " + section;
            if ((entry & 1) == 0) {
                if (entry % Long.BYTES != 0 || !holds(entry)) {
                    return outside(what, entry);
                }
                mark(entry);
                next = entry + Long.BYTES;
                continue;
            }
            for (long left = entry >>> 1; left != 0; left &= left - 1) {
                long place = next + Long.BYTES * Long.numberOfTrailingZeros(left);
                if (!holds(place)) {
                    return outside(what, place);
                }
                mark(place);
            }
            next += 63 * Long.BYTES;
        }
        return Result.ok(this);
    }

    private void mark(long place) {
        long word = (place - base) / Long.BYTES;
        bits[(int) (word >>> 6)] |= 1L << word;
    }

    private boolean holds(long place) {
        return image.contains(place) && image.contains(place + Long.BYTES - 1);
    }

    private Result<RelativeRelocs> outside(String what, long place) {
        return Result.refused(new KernelRefusal.Outside(file, what, place));
    }

    /**
     * Brings a page to what the kernel makes of it when it has moved by {@code slide}.
     *
     * @param start the page's address as linked
     */
    void apply(byte[] page, long start, long slide) {
        if (slide != 0 && bits.length > 0) {
            packed(page, start, slide);
        }
        for (int i = firstFrom(start - Long.BYTES + 1); i < places.length; i++) {
            long offset = places[i] - start;
            if (offset >= page.length) {
                return;
            }
            put(page, offset, values[i] + slide);
        }
    }

    private void packed(byte[] page, long start, long slide) {
        long first = (start - base) / Long.BYTES;
        for (int word = 0; word < WORDS; word++) {
            long bit = first + word;
            if (bit >>> 6 < bits.length && (bits[(int) (bit >>> 6)] >>> bit & 1) != 0) {
                int at = word * Long.BYTES;
                Bits.putLittle(page, at, 8, Bits.little(page, at, 8) + slide);
            }
        }
    }

    /** The first place at or behind {@code address}. */
    private int firstFrom(long address) {
        int low = 0;
        int high = places.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(places[middle], address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** As much of a word as lies in the page. */
    private static void put(byte[] page, long offset, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            long at = offset + i;
            if (at >= 0 && at < page.length) {
                page[(int) at] = (byte) (value >>> 8 * i);
            }
        }
    }
}
