package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.image.RelocTable;
import patchbay.image.Section;

/**
 * A section while its module is being loaded: the kernel's copy of the section header, which the
 * passes change, and after placing its bytes.
 */
public final class LoadSection {
    private static final byte[] NOTHING = {};

    private final Section section;
    private int type;
    private long flags;
    private long align;
    private long size;
    private String block = "";
    private long offset;
    private long address;
    private Protection protection = Protection.READ_ONLY;
    private byte[] bytes = NOTHING;
    private byte @Nullable [] relocated;

    LoadSection(Section section) {
        this.section = section;
        this.type = section.type();
        this.flags = section.flags();
        this.align = section.align();
        this.size = section.size();
    }

    /** The same section, before it has an address, for a load of its own. */
    LoadSection(LoadSection prepared) {
        this.section = prepared.section;
        this.type = prepared.type;
        this.flags = prepared.flags;
        this.align = prepared.align;
        this.size = prepared.size;
        this.block = prepared.block;
        this.offset = prepared.offset;
        this.protection = prepared.protection;
    }

    public int index() {
        return section.index();
    }

    public String name() {
        return section.name();
    }

    public int type() {
        return type;
    }

    public long flags() {
        return flags;
    }

    public boolean is(long flag) {
        return (flags & flag) != 0;
    }

    public long align() {
        return align;
    }

    public long size() {
        return size;
    }

    /** The block it lies in; empty until it has one. */
    public String block() {
        return block;
    }

    public long offset() {
        return offset;
    }

    public long address() {
        return address;
    }

    public Protection protection() {
        return protection;
    }

    public Range range() {
        return Range.of(address, size);
    }

    /** Its bytes as they stand now; empty before it was placed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Its bytes when relocation was done. */
    byte[] relocated() {
        return relocated == null ? bytes : relocated;
    }

    /** Makes this a section that the loader fills: no bytes of the file, code. */
    public void become(long newSize, long newAlign) {
        type = Section.NOBITS;
        flags = Section.EXECUTE | Section.ALLOC;
        align = newAlign;
        size = newSize;
    }

    /** Makes room in this section, which the file leaves empty for the loader to fill. */
    public void grow(long newSize) {
        size = newSize;
    }

    public void raiseAlign(long least) {
        align = Math.max(align, least);
    }

    void flag(long set, long clear) {
        flags = flags & ~clear | set;
    }

    void lie(String inBlock, long atOffset, Protection with) {
        block = inBlock;
        offset = atOffset;
        protection = with;
    }

    void place(long at) {
        address = at;
    }

    void fill() {
        bytes =
                type == Section.NOBITS
                        ? new byte[(int) size]
                        : section.content().padded((int) size);
    }

    /** Takes up where a load before left it: these are its bytes in memory. */
    void resume(Range place, byte[] inMemory) {
        address = place.start();
        size = place.size();
        bytes = inMemory;
        freeze();
    }

    /** Words of four bytes, or the rest of the section, that are not what they were. */
    record Change(long at, byte[] before, byte[] after) {}

    /** What changed since {@link #freeze}. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        byte[] before = relocated();
        for (int at = 0; at < bytes.length; at += 4) {
            int end = Math.min(at + 4, bytes.length);
            if (!Arrays.equals(before, at, end, bytes, at, end)) {
                changes.add(
                        new Change(
                                at,
                                Arrays.copyOfRange(before, at, end),
                                Arrays.copyOfRange(bytes, at, end)));
            }
        }
        return changes;
    }

    /** From here on {@link #bytes} are those of the live stage; copied when they first change. */
    void freeze() {
        relocated = bytes;
    }

    /** The little-endian word of {@code count} bytes at {@code at}, which lies inside. */
    public long little(long at, int count) {
        return count == 4 ? Bits.word(bytes, (int) at) : Bits.little(bytes, (int) at, count);
    }

    public void put(long at, int count, long value) {
        own();
        Bits.putLittle(bytes, (int) at, count, value);
    }

    public void put(long at, byte[] what) {
        own();
        System.arraycopy(what, 0, bytes, (int) at, what.length);
    }

    private void own() {
        if (bytes == relocated) {
            bytes = bytes.clone();
        }
    }

    /** A list of relocations while the loader sorts and applies it. */
    public static final class Relocs {
        private final Section.Relocs file;
        private final LoadSection target;
        private final int[] order;
        private int sorted;

        Relocs(Section.Relocs file, LoadSection target) {
            this.file = file;
            this.target = target;
            this.order = new int[file.entries().size()];
            Arrays.setAll(order, i -> i);
        }

        /** The same list in the same order, for a load of its own. */
        Relocs(Relocs prepared, LoadSection target) {
            this.file = prepared.file;
            this.target = target;
            this.order = prepared.order;
            this.sorted = prepared.sorted;
        }

        /** The index of the SHT_RELA section. */
        public int index() {
            return file.index();
        }

        public String name() {
            return file.name();
        }

        public long flags() {
            return file.flags();
        }

        /** What they apply to. */
        public LoadSection target() {
            return target;
        }

        /** The entries as they stand in the file. */
        public RelocTable entries() {
            return file.entries();
        }

        /** Their indices in the loader's order, for it to sort in place. */
        public int[] order() {
            return order;
        }

        /** The entries in the loader's order. */
        RelocTable ordered() {
            return file.entries().ordered(order);
        }

        /** Says how many of the first entries were sorted. */
        public void sorted(int howMany) {
            sorted = howMany;
        }

        RelocList list() {
            return new RelocList(
                    file.index(),
                    file.name(),
                    target.index(),
                    target.name(),
                    file.entries(),
                    order,
                    sorted);
        }
    }
}
