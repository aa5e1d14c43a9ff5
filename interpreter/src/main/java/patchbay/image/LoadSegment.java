package patchbay.image;

import java.util.List;
import patchbay.bytes.Range;

/**
 * A part of a linked file that lies in memory: its first {@code fileSize} bytes are those of the
 * file from {@code offset} on, the rest is zero.
 *
 * @param range addresses as linked
 */
public record LoadSegment(Range range, long offset, long fileSize) {
    /** The addresses whose bytes stand in the file. */
    public Range stored() {
        return Range.of(range.start(), fileSize);
    }

    /**
     * The index of the first of {@code segments}, which stand by address and do not overlap, that
     * ends behind {@code address}; how many there are if none does.
     */
    public static int firstBehind(List<LoadSegment> segments, long address) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(segments.get(middle).range.end() - 1, address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
