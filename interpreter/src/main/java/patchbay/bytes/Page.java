package patchbay.bytes;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A page of a {@link Memory}: its bytes, what it may be used for, and what a CPU has predecoded
 * from it.
 *
 * <p>One that was stored whole is a part of the array that it came from until somebody asks for its
 * bytes: most of what is loaded is never looked at. One that was mapped with a {@link Backing} has
 * no bytes at all until then, and shows zeros as long as they cannot be had.
 */
public final class Page {
    /**
     * What a fresh page shows until something is stored to it; its owner is nobody, so that the
     * first store copies it.
     */
    private static final byte[] ZEROS = new byte[Memory.PAGE_SIZE];

    static final Object NOBODY = new Object();

    final Object owner;
    final Protection protection;

    /** Where the bytes come from that are not here yet, for the page at {@link #address}. */
    private final @Nullable Backing backing;

    private final long address;
    final int start;
    private byte @Nullable [] array;
    private byte @Nullable [] bytes;
    @Nullable Object decoded;

    Page(Object owner, byte[] array, int start, Protection protection) {
        this.owner = owner;
        this.array = array;
        this.start = start;
        this.protection = protection;
        this.backing = null;
        this.address = 0;
        this.bytes = array.length == Memory.PAGE_SIZE ? array : null;
    }

    /** A fresh page, of zeros. */
    Page(Protection protection) {
        this(NOBODY, ZEROS, 0, protection);
    }

    Page(Backing backing, long address, Protection protection) {
        this.owner = NOBODY;
        this.start = 0;
        this.protection = protection;
        this.backing = backing;
        this.address = address;
    }

    /** The same page for another use. */
    Page with(Protection other) {
        byte[] known = array;
        return known == null && backing != null
                ? new Page(backing, address, other)
                : new Page(NOBODY, array(), start, other);
    }

    /** What holds the bytes, from {@link #start} on. */
    byte[] array() {
        byte[] known = array;
        return known == null ? read() : known;
    }

    private byte[] read() {
        byte[] found = backing == null ? null : backing.page(address);
        if (found == null) {
            return ZEROS;
        }
        // Snapshots share pages, and threads share snapshots: whoever sees the array sees it
        // full.
        VarHandle.storeStoreFence();
        array = found;
        return found;
    }

    /**
     * The {@link Memory#PAGE_SIZE} bytes themselves, for reading only unless {@link Memory#owned}
     * gave the page.
     */
    public byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = array();
            if (known.length != Memory.PAGE_SIZE) {
                known = copy();
            }
            if (known != ZEROS) {
                bytes = known;
            }
        }
        return known;
    }

    /** Whether zeros stand in {@code size} bytes from {@code offset} on. */
    boolean isZero(int offset, int size) {
        byte[] known = array();
        int from = start + offset;
        return known == ZEROS || Arrays.equals(known, from, from + size, ZEROS, 0, size);
    }

    byte[] copy() {
        return Arrays.copyOfRange(array(), start, start + Memory.PAGE_SIZE);
    }

    public Protection protection() {
        return protection;
    }

    /** What {@link #decoded(Object)} kept; gone after a write to this page. */
    public @Nullable Object decoded() {
        return decoded;
    }

    /**
     * Keeps what a CPU made of these bytes, until the next write; not of bytes that are missing.
     */
    public void decoded(Object value) {
        decoded = array == null ? null : value;
    }
}
