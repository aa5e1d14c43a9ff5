package patchbay.image;

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
}
