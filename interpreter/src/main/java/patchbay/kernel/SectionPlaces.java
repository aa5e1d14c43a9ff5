package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;

/**
 * Where a module's sections come to lie: the layout gives each a block and an offset, the placement
 * gives the blocks their addresses, or the sections theirs.
 *
 * <p>Where only the first block is given, the others follow it as the kernel's allocator does it in
 * an area without holes: it takes the lowest place, and every block is followed by a page that is
 * never mapped.
 */
final class SectionPlaces {
    private final Loading load;
    private final Placement placement;
    private final BlockSizes blockSizes;
    private final Map<String, Long> blocks;
    private final List<Range> areas = new ArrayList<>();

    /** Finds places for {@code load}; where each block begins goes into {@code blocks}. */
    SectionPlaces(
            Loading load, Placement placement, BlockSizes blockSizes, Map<String, Long> blocks) {
        this.load = load;
        this.placement = placement;
        this.blockSizes = blockSizes;
        this.blocks = blocks;
    }

    /** What the blocks take up, as far as the allocator was followed. */
    List<Range> areas() {
        return areas;
    }

    /** Gives every section that is kept an address, or refuses. */
    void find() {
        long pageSize = load.era().options().pageSize();
        switch (placement) {
            case Placement.First first -> {
                Map<String, Long> sizes = blockSizes.whole();
                long next = first.base();
                for (String block : load.rules().layout().blocks()) {
                    long size = sizes.getOrDefault(block, 0L);
                    if (size != 0) {
                        blocks.put(block, next);
                        if (Range.fits(next, Bits.alignUp(size, pageSize))) {
                            areas.add(Range.of(next, Bits.alignUp(size, pageSize)));
                        }
                        next += Bits.alignUp(size, pageSize) + pageSize;
                    }
                }
                placeBlocks(pageSize);
            }
            case Placement.Free free -> {
                Map<String, Long> sizes = blockSizes.whole();
                List<Range> taken = new ArrayList<>(free.taken());
                for (String block : load.rules().layout().blocks()) {
                    long size = Bits.alignUp(sizes.getOrDefault(block, 0L), pageSize);
                    if (size != 0) {
                        OptionalLong at = room(free.windows(), taken, size, pageSize);
                        if (at.isEmpty()) {
                            load.refuse(
                                    new LoadRefusal.NoRoom(
                                            load.module(), block, size, free.windows()));
                            return;
                        }
                        blocks.put(block, at.getAsLong());
                        taken.add(Range.of(at.getAsLong(), size));
                        areas.add(taken.getLast());
                    }
                }
                placeBlocks(pageSize);
            }
            case Placement.Blocks given -> {
                List<String> known = load.rules().layout().blocks();
                for (String block : given.bases().keySet()) {
                    if (!known.contains(block)) {
                        load.refuse(new LoadRefusal.NoSuchBlock(load.module(), block, known));
                    }
                }
                List<String> missing = new ArrayList<>();
                for (String block : blockSizes.ofSections().keySet()) {
                    Long base = given.bases().get(block);
                    if (base == null) {
                        missing.add(block);
                    } else {
                        blocks.put(block, base);
                    }
                }
                if (!missing.isEmpty()) {
                    load.refuse(new LoadRefusal.NotPlaced(load.module(), "block", missing));
                    return;
                }
                placeBlocks(pageSize);
            }
            case Placement.Sections given -> placeSections(given);
        }
        if (!load.isRefused()) {
            checkOverlap();
        }
    }

    /**
     * The lowest place for {@code size} bytes and a free page, in the first window that has one.
     */
    private static OptionalLong room(
            List<Range> windows, List<Range> taken, long size, long pageSize) {
        List<Range> sorted = new ArrayList<>(taken);
        sorted.sort((a, b) -> a.compareTo(b));
        for (Range window : windows) {
            long at = Bits.alignUp(window.start(), pageSize);
            for (Range each : sorted) {
                long end = Bits.alignUp(each.end(), pageSize) + pageSize;
                if (Long.compareUnsigned(end, at) > 0
                        && Long.compareUnsigned(each.start(), at + size + pageSize) < 0) {
                    at = end;
                }
            }
            if (Range.fits(at, size)
                    && Long.compareUnsigned(at + size, window.end()) <= 0
                    && Long.compareUnsigned(at, window.start()) >= 0) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    private void placeBlocks(long pageSize) {
        blocks.forEach((block, base) -> {
            if (base % pageSize != 0) {
                load.refuse(new LoadRefusal.Misaligned(load.module(), block, base, pageSize));
            }
        });
        for (LoadSection section : load.sections()) {
            Long base = blocks.get(section.block());
            if (base != null) {
                place(section, base, section.offset());
            }
        }
    }

    /**
     * Sections as given. One that is not listed, as the kernel does with empty ones, lies as far
     * from its neighbours as the layout has it.
     */
    private void placeSections(Placement.Sections given) {
        Map<String, Integer> taken = new HashMap<>();
        List<LoadSection> left = new ArrayList<>();
        for (LoadSection section : load.sections()) {
            if (section.block().isEmpty()) {
                continue;
            }
            List<Long> addresses = given.addresses().getOrDefault(section.name(), List.of());
            int count = taken.merge(section.name(), 1, Integer::sum);
            if (count > addresses.size()) {
                left.add(section);
                continue;
            }
            long address = addresses.get(count - 1);
            if (address % section.align() != 0) {
                load.refuse(
                        new LoadRefusal.Misaligned(
                                load.module(), section.name(), address, section.align()));
            }
            place(section, address, 0);
            blocks.putIfAbsent(section.block(), address - section.offset());
        }
        List<String> missing = new ArrayList<>();
        for (LoadSection section : left) {
            Long base = blocks.get(section.block());
            if (base != null) {
                place(section, base, section.offset());
                if (section.size() != 0) {
                    load.note(new LoadNote.Assumed(section.name(), section.address()));
                }
            } else if (section.size() != 0) {
                missing.add(section.name());
            }
        }
        if (!missing.isEmpty()) {
            load.refuse(new LoadRefusal.NotPlaced(load.module(), "section", missing));
        }
    }

    /** Neither the section nor what lies before it in its block may reach the last address. */
    private void place(LoadSection section, long base, long offset) {
        long end = offset + section.size();
        if (!Range.fits(base, end) || base + end == 0) {
            load.refuse(new LoadRefusal.TooLarge(load.module(), section.name(), end, -base));
        }
        section.place(base + offset);
    }

    private void checkOverlap() {
        List<LoadSection> placed = new ArrayList<>();
        for (LoadSection section : load.sections()) {
            if (!section.block().isEmpty() && section.size() != 0) {
                placed.add(section);
            }
        }
        placed.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
        for (int i = 1; i < placed.size(); i++) {
            LoadSection before = placed.get(i - 1);
            LoadSection after = placed.get(i);
            if (before.range().overlaps(after.range())) {
                load.refuse(
                        new LoadRefusal.Overlap(
                                load.module(), before.name(), after.name(), after.address()));
            }
        }
    }
}
