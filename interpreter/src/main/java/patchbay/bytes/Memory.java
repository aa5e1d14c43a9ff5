package patchbay.bytes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit address space of 4 KiB pages that can be copied in constant time.
 *
 * <p>Pages hang in a radix table of six levels with nine bits each, as a processor's own page table
 * does it. Each node and each page belongs to the memory that made it; {@link #snapshot} gives both
 * copies a new identity, so that from then on everything below is shared, and a store copies what
 * it does not own on its way down.
 *
 * <pre>
 *   63        57        48        39        30        21        12           0
 *   |  level 5  |  level 4 |  level 3 |  level 2 |  level 1 |  level 0 | offset |
 * </pre>
 *
 * Reading or writing what is not mapped is the caller's mistake; ask {@link #firstUnmapped} or
 * {@link #page} first.
 */
public final class Memory {
    public static final int PAGE_SIZE = 1 << 12;

    private static final int LEVELS = 6;
    private static final int FANOUT = 1 << 9;

    private Object owner = new Object();
    private Node root = new Node(owner);
    private @Nullable Page lastRead;
    private long lastReadNumber;
    private long generation;

    private static final class Node {
        final Object owner;
        final @Nullable Object[] slots;

        Node(Object owner) {
            this(owner, new Object[FANOUT]);
        }

        Node(Object owner, @Nullable Object[] slots) {
            this.owner = owner;
            this.slots = slots;
        }
    }

    /** A copy that shares every page until one side writes to it; constant time. */
    public Memory snapshot() {
        Memory copy = new Memory();
        copy.root = root;
        owner = new Object();
        lastRead = null;
        generation++;
        return copy;
    }

    /** Makes this memory equal to {@code other}, sharing its pages; constant time. */
    public void become(Memory other) {
        root = other.root;
        owner = new Object();
        other.owner = new Object();
        lastRead = null;
        other.lastRead = null;
        generation++;
        other.generation++;
    }

    /**
     * Changes whenever a {@link Page} that somebody holds may no longer be the one to use: it was
     * replaced, shared, or written to after a CPU had predecoded it. A CPU compares this number
     * before each instruction instead of looking pages up.
     */
    public long generation() {
        return generation;
    }

    /**
     * The page that holds {@code address}, mapped, owned by this memory alone, ready to be stored
     * to until {@link #generation} changes; what was predecoded from it is dropped.
     */
    public Page owned(long address) {
        return writable(address);
    }

    /**
     * Maps every page that {@code range} touches, zero-filled unless it is mapped already; sets its
     * protection.
     */
    public void map(Range range, Protection protection) {
        map(range, protection, null);
    }

    /** The same, with bytes that are asked for when somebody looks at them. */
    public void map(Range range, Protection protection, @Nullable Backing backing) {
        if (range.isEmpty()) {
            return;
        }
        long first = range.start() >>> 12;
        long last = (range.end() - 1) >>> 12;
        for (long number = first; ; number++) {
            Page old = find(number);
            Page page =
                    old != null
                            ? old.with(protection)
                            : backing != null
                                    ? new Page(backing, number << 12, protection)
                                    : new Page(protection);
            put(number, page);
            if (number == last) {
                return;
            }
        }
    }

    /** Unmaps every page that {@code range} touches. */
    public void unmap(Range range) {
        if (range.isEmpty()) {
            return;
        }
        long last = (range.end() - 1) >>> 12;
        for (long number = range.start() >>> 12; ; number++) {
            if (find(number) != null) {
                put(number, null);
            }
            if (number == last) {
                return;
            }
        }
    }

    /** The page that holds {@code address}, or null where nothing is mapped. */
    public @Nullable Page page(long address) {
        return find(address >>> 12);
    }

    public boolean isMapped(long address) {
        return page(address) != null;
    }

    public boolean isMapped(Range range) {
        return firstUnmapped(range).isEmpty();
    }

    /**
     * The unmapped tail of {@code range} from its first unmapped byte on; empty when all of it is
     * mapped.
     */
    public Range firstUnmapped(Range range) {
        if (range.isEmpty()) {
            return range;
        }
        long first = range.start() >>> 12;
        long last = (range.end() - 1) >>> 12;
        for (long number = first; ; number++) {
            if (find(number) == null) {
                return new Range(number == first ? range.start() : number << 12, range.end());
            }
            if (number == last) {
                return new Range(range.end(), range.end());
            }
        }
    }

    /** The little-endian word of {@code size} bytes (1..8) at {@code address}, zero-extended. */
    public long little(long address, int size) {
        int offset = (int) address & (PAGE_SIZE - 1);
        if (offset + size <= PAGE_SIZE) {
            Page page = mapped(address);
            return Bits.little(page.array(), page.start + offset, size);
        }
        return Bits.little(bytes(address, size), 0, size);
    }

    public int u32(long address) {
        return (int) little(address, 4);
    }

    public long u64(long address) {
        return little(address, 8);
    }

    /** A copy of {@code count} bytes from {@code address}. */
    public byte[] bytes(long address, int count) {
        byte[] copy = new byte[count];
        for (int done = 0; done < count; ) {
            int offset = (int) (address + done) & (PAGE_SIZE - 1);
            int run = Math.min(count - done, PAGE_SIZE - offset);
            Page page = mapped(address + done);
            System.arraycopy(page.array(), page.start + offset, copy, done, run);
            done += run;
        }
        return copy;
    }

    /** Whether {@code bytes} stand at {@code address}. */
    public boolean holds(long address, byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            int offset = (int) (address + done) & (PAGE_SIZE - 1);
            int run = Math.min(bytes.length - done, PAGE_SIZE - offset);
            Page page = mapped(address + done);
            int from = page.start + offset;
            if (!Arrays.equals(page.array(), from, from + run, bytes, done, done + run)) {
                return false;
            }
            done += run;
        }
        return true;
    }

    /** Whether zeros stand all over {@code range}. */
    public boolean isZero(Range range) {
        for (long at = range.start(); at != range.end(); ) {
            int offset = (int) at & (PAGE_SIZE - 1);
            int run = (int) Math.min(PAGE_SIZE - offset, range.end() - at);
            if (!mapped(at).isZero(offset, run)) {
                return false;
            }
            at += run;
        }
        return true;
    }

    /**
     * Stores {@code bytes} at {@code address}, whatever the protection. The array stays what it is
     * from then on: pages may be parts of it.
     */
    public void write(long address, byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            int offset = (int) (address + done) & (PAGE_SIZE - 1);
            int run = Math.min(bytes.length - done, PAGE_SIZE - offset);
            if (run == PAGE_SIZE) {
                Protection protection = mapped(address + done).protection;
                put(address + done >>> 12, new Page(Page.NOBODY, bytes, done, protection));
            } else {
                System.arraycopy(bytes, done, writable(address + done).array(), offset, run);
            }
            done += run;
        }
    }

    /**
     * Stores the low {@code size} bytes (1..8) of {@code value} at {@code address}, little-endian.
     */
    public void putLittle(long address, int size, long value) {
        int offset = (int) address & (PAGE_SIZE - 1);
        if (offset + size <= PAGE_SIZE) {
            Bits.putLittle(writable(address).array(), offset, size, value);
        } else {
            byte[] bytes = new byte[size];
            Bits.putLittle(bytes, 0, size, value);
            write(address, bytes);
        }
    }

    /**
     * Whether both memories have the same bytes mapped in {@code range}; shared pages cost one
     * comparison of references.
     */
    public boolean sameBytes(Memory other, Range range) {
        return firstDifference(other, range) == range.end();
    }

    /**
     * The first address in {@code range} whose byte differs (or is mapped on one side only), or the
     * range's end.
     */
    public long firstDifference(Memory other, Range range) {
        for (long at = range.start(); at != range.end(); ) {
            long pageEnd = (at | (PAGE_SIZE - 1)) + 1;
            long run = Math.min(pageEnd - at, range.end() - at);
            Page mine = page(at);
            Page theirs = other.page(at);
            if (mine != theirs) {
                if (mine == null || theirs == null) {
                    return at;
                }
                int from = (int) at & (PAGE_SIZE - 1);
                int mismatch =
                        Arrays.mismatch(
                                mine.array(),
                                mine.start + from,
                                mine.start + from + (int) run,
                                theirs.array(),
                                theirs.start + from,
                                theirs.start + from + (int) run);
                if (mismatch >= 0) {
                    return at + mismatch;
                }
            }
            at += run;
        }
        return range.end();
    }

    private Page mapped(long address) {
        Page page = find(address >>> 12);
        if (page == null) {
            throw new IllegalStateException("not mapped: 0x" + Long.toHexString(address));
        }
        return page;
    }

    private @Nullable Page find(long number) {
        if (lastRead != null && lastReadNumber == number) {
            return lastRead;
        }
        Node node = root;
        for (int level = LEVELS - 1; level > 0; level--) {
            Object next = node.slots[index(number, level)];
            if (next == null) {
                return null;
            }
            node = (Node) next;
        }
        Page page = (Page) node.slots[index(number, 0)];
        lastRead = page;
        lastReadNumber = number;
        return page;
    }

    private Page writable(long address) {
        Page page = mapped(address);
        if (page.owner != owner) {
            page = new Page(owner, page.copy(), 0, page.protection);
            put(address >>> 12, page);
        }
        if (page.decoded != null) {
            page.decoded = null;
            generation++;
        }
        return page;
    }

    private void put(long number, @Nullable Page page) {
        lastRead = null;
        generation++;
        root = owned(root);
        Node node = root;
        for (int level = LEVELS - 1; level > 0; level--) {
            int index = index(number, level);
            Object next = node.slots[index];
            Node child = next == null ? new Node(owner) : owned((Node) next);
            node.slots[index] = child;
            node = child;
        }
        node.slots[index(number, 0)] = page;
    }

    private Node owned(Node node) {
        return node.owner == owner ? node : new Node(owner, node.slots.clone());
    }

    private static int index(long number, int level) {
        return (int) (number >>> 9 * level) & (FANOUT - 1);
    }
}
