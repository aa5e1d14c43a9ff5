package patchbay.machine;

import patchbay.bytes.Protection;
import patchbay.bytes.Range;

/**
 * A section where it lies in the running system; {@code index} is its number in the file, 0 for a
 * layout in words.
 */
public record Segment(int index, String name, Range range, Protection protection) {}
