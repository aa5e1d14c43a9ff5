package patchbay.bytes;

import org.jspecify.annotations.Nullable;

/** Where the bytes of pages come from that nobody has looked at yet. */
@FunctionalInterface
public interface Backing {
    /**
     * The {@link Memory#PAGE_SIZE} bytes of the page at {@code address}, an array of its own; null
     * where they cannot be had any more. Asked by any thread, and for one page perhaps twice.
     */
    byte @Nullable [] page(long address);
}
