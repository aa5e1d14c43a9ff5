package patchbay.bytes;

/**
 * A half-open range of addresses, {@code [start, end)}, compared unsigned. An {@code end} of zero
 * below a non-zero {@code start} is the end of the address space, 2^64.
 */
public record Range(long start, long end) implements Comparable<Range> {

    /** The range of {@code size} bytes from {@code start}; refuses one that wraps around 2^64. */
    public static Range of(long start, long size) {
        if (!fits(start, size)) {
            throw new IllegalArgumentException(
                    "range wraps: " + Long.toHexString(start) + " + " + size);
        }
        return new Range(start, start + size);
    }

    /** Whether {@code size} bytes from {@code start} end at or below 2^64. */
    public static boolean fits(long start, long size) {
        return size >= 0 && (start + size == 0 || Long.compareUnsigned(start + size, start) >= 0);
    }

    /** Size in bytes. */
    public long size() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    public boolean contains(long address) {
        return Long.compareUnsigned(address - start, end - start) < 0;
    }

    public boolean contains(Range other) {
        return other.isEmpty()
                ? contains(other.start)
                : contains(other.start) && contains(other.end - 1);
    }

    public boolean overlaps(Range other) {
        return !isEmpty() && !other.isEmpty() && (contains(other.start) || other.contains(start));
    }

    @Override
    public int compareTo(Range other) {
        int byStart = Long.compareUnsigned(start, other.start);
        return byStart != 0 ? byStart : Long.compareUnsigned(end - 1, other.end - 1);
    }

    @Override
    public String toString() {
        return "0x%x .. 0x%x".formatted(start, end);
    }
}
