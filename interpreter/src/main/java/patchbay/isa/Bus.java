package patchbay.isa;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.bytes.Page;
import patchbay.bytes.Protection;
import patchbay.isa.Cpu.Stop;

/**
 * The CPU's way to memory: loads and stores, little-endian, of any alignment, also across pages.
 *
 * <p>Two small caches of pages, one for loads, one for stores, direct-mapped by page number, stand
 * between it and {@link Memory}; they live till {@link Memory#generation} changes, and a page is in
 * the second only once this memory owns it. The run loop calls {@link #forget} then, so that
 * nothing is compared here.
 *
 * <p>An access that memory refuses changes nothing, is kept as {@link #fault}, and a load then
 * gives 0: who loads or stores asks {@link #faulted} next. Stores across a page border ask for both
 * pages before they write to the first.
 */
public final class Bus {
    private static final int WAYS = 16;
    private static final long NONE = -1; // page numbers have 52 bits

    /** Where a page is kept, once to be loaded from and once to be stored to. */
    private static final class Way {
        long loadTag;
        long storeTag;
        @Nullable ByteBuffer loadPage;
        @Nullable ByteBuffer storePage;
    }

    private final Memory memory;
    private final Way[] ways = new Way[WAYS];
    private boolean faulted;
    private long faultAddress;
    private int faultSize;
    private boolean faultStore;
    private String faultReason = "";
    private long second;

    public Bus(Memory memory) {
        this.memory = memory;
        for (int i = 0; i < WAYS; i++) {
            ways[i] = new Way();
        }
        forget();
    }

    /** Looks every page up anew from now on. */
    public void forget() {
        for (Way way : ways) {
            way.loadTag = NONE;
            way.storeTag = NONE;
        }
    }

    /** Whether an access was refused since {@link #fault} was asked last. */
    public boolean faulted() {
        return faulted;
    }

    /** The refused access, first of its instruction. */
    public Stop fault() {
        faulted = false;
        return new Stop.Access(faultAddress, faultSize, faultStore, faultReason);
    }

    /** Refuses an access for a reason that is not memory's. */
    public void refuse(long address, int size, boolean store, String reason) {
        if (!faulted) {
            faulted = true;
            faultAddress = address;
            faultSize = size;
            faultStore = store;
            faultReason = reason;
        }
    }

    /**
     * The page of a load that stays in one that is known already, else null; nothing is fetched.
     */
    public @Nullable ByteBuffer knownForLoad(long address, int size) {
        long number = address >>> 12;
        Way way = ways[(int) number & (WAYS - 1)];
        boolean known = way.loadTag == number && ((int) address & 0xfff) + size <= Memory.PAGE_SIZE;
        return known ? way.loadPage : null;
    }

    /** The same for a store. */
    public @Nullable ByteBuffer knownForStore(long address, int size) {
        long number = address >>> 12;
        Way way = ways[(int) number & (WAYS - 1)];
        boolean known =
                way.storeTag == number && ((int) address & 0xfff) + size <= Memory.PAGE_SIZE;
        return known ? way.storePage : null;
    }

    public long load8(long address) {
        ByteBuffer page = loadPage(address, 8);
        return page == null ? loadAcross(address, 8) : page.getLong((int) address & 0xfff);
    }

    public long load4(long address) {
        ByteBuffer page = loadPage(address, 4);
        return page == null
                ? loadAcross(address, 4)
                : page.getInt((int) address & 0xfff) & 0xffff_ffffL;
    }

    public long load2(long address) {
        ByteBuffer page = loadPage(address, 2);
        return page == null
                ? loadAcross(address, 2)
                : page.getShort((int) address & 0xfff) & 0xffffL;
    }

    public long load1(long address) {
        ByteBuffer page = loadPage(address, 1);
        return page == null ? 0 : page.get((int) address & 0xfff) & 0xffL;
    }

    /** Two times eight bytes: the first, and the other as {@link #second}. */
    public long loadPair(long address) {
        ByteBuffer page = loadPage(address, 16);
        if (page != null) {
            second = page.getLong(((int) address & 0xfff) + 8);
            return page.getLong((int) address & 0xfff);
        }
        if (!faulted && loadable(address, 16)) {
            second = load8(address + 8);
            return load8(address);
        }
        return 0;
    }

    public long second() {
        return second;
    }

    /** {@code size} is 1, 2, 4 or 8. */
    public long load(long address, int size) {
        return switch (size) {
            case 8 -> load8(address);
            case 4 -> load4(address);
            case 2 -> load2(address);
            default -> load1(address);
        };
    }

    public void store8(long address, long value) {
        ByteBuffer page = storePage(address, 8);
        if (page == null) {
            storeAcross(address, 8, value);
        } else {
            page.putLong((int) address & 0xfff, value);
        }
    }

    public void store4(long address, long value) {
        ByteBuffer page = storePage(address, 4);
        if (page == null) {
            storeAcross(address, 4, value);
        } else {
            page.putInt((int) address & 0xfff, (int) value);
        }
    }

    public void store2(long address, long value) {
        ByteBuffer page = storePage(address, 2);
        if (page == null) {
            storeAcross(address, 2, value);
        } else {
            page.putShort((int) address & 0xfff, (short) value);
        }
    }

    public void store1(long address, long value) {
        ByteBuffer page = storePage(address, 1);
        if (page != null) {
            page.put((int) address & 0xfff, (byte) value);
        }
    }

    public void storePair(long address, long first, long second) {
        ByteBuffer page = storePage(address, 16);
        if (page != null) {
            page.putLong((int) address & 0xfff, first);
            page.putLong(((int) address & 0xfff) + 8, second);
        } else if (!faulted && storable(address, 16)) {
            store8(address, first);
            store8(address + 8, second);
        }
    }

    /** {@code size} is 1, 2, 4 or 8. */
    public void store(long address, int size, long value) {
        switch (size) {
            case 8 -> store8(address, value);
            case 4 -> store4(address, value);
            case 2 -> store2(address, value);
            default -> store1(address, value);
        }
    }

    /**
     * Whether a store of {@code size} bytes, at most a page, would go through; if not, it has
     * faulted.
     */
    public boolean storable(long address, int size) {
        long last = address + size - 1;
        return storeSlot(address, address, size) && storeSlot(last, address, size);
    }

    /**
     * Whether a load of {@code size} bytes, at most a page, would go through; if not, it has
     * faulted.
     */
    public boolean loadable(long address, int size) {
        long last = address + size - 1;
        return loadSlot(address, address, size) && loadSlot(last, address, size);
    }

    /** The page for a load inside one page; null if it crosses, or has faulted. */
    private @Nullable ByteBuffer loadPage(long address, int size) {
        if (((int) address & 0xfff) + size > Memory.PAGE_SIZE
                || !loadSlot(address, address, size)) {
            return null;
        }
        return ways[(int) (address >>> 12) & (WAYS - 1)].loadPage;
    }

    /** The page for a store inside one page; null if it crosses, or has faulted. */
    private @Nullable ByteBuffer storePage(long address, int size) {
        if (((int) address & 0xfff) + size > Memory.PAGE_SIZE
                || !storeSlot(address, address, size)) {
            return null;
        }
        return ways[(int) (address >>> 12) & (WAYS - 1)].storePage;
    }

    /**
     * Puts the page of {@code at}, touched by the access to {@code address}, into the cache for
     * loads.
     */
    private boolean loadSlot(long at, long address, int size) {
        long number = at >>> 12;
        return ways[(int) number & (WAYS - 1)].loadTag == number || fetchLoad(at, address, size);
    }

    private boolean storeSlot(long at, long address, int size) {
        long number = at >>> 12;
        return ways[(int) number & (WAYS - 1)].storeTag == number || fetchStore(at, address, size);
    }

    private boolean fetchLoad(long at, long address, int size) {
        Page page = memory.page(at);
        if (page == null) {
            refuse(address, size, false, unmapped(at, address));
            return false;
        }
        long number = at >>> 12;
        Way way = ways[(int) number & (WAYS - 1)];
        way.loadTag = number;
        way.loadPage = view(page);
        return true;
    }

    private boolean fetchStore(long at, long address, int size) {
        Page page = memory.page(at);
        if (page == null) {
            refuse(address, size, true, unmapped(at, address));
            return false;
        }
        if (page.protection() != Protection.READ_WRITE) {
            refuse(address, size, true, "read-only");
            return false;
        }
        long number = at >>> 12;
        Way way = ways[(int) number & (WAYS - 1)];
        way.loadTag = NONE; // the page may be replaced by one that this memory owns
        way.storeTag = number;
        way.storePage = view(memory.owned(at));
        return true;
    }

    private static String unmapped(long at, long address) {
        return (at ^ address) >>> 12 == 0
                ? "nothing is mapped there"
                : "it ends in a page that is not mapped";
    }

    private long loadAcross(long address, int size) {
        if (faulted || !loadable(address, size)) {
            return 0;
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | load1(address + i);
        }
        return value;
    }

    private void storeAcross(long address, int size, long value) {
        if (faulted || !storable(address, size)) {
            return;
        }
        for (int i = 0; i < size; i++) {
            store1(address + i, value >>> 8 * i);
        }
    }

    private static ByteBuffer view(Page page) {
        return ByteBuffer.wrap(page.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
