package patchbay.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Segment;

/** The list of patchable entries that a linked kernel brings along. */
final class EntryList {
    /** The most that an entry and the word that toggles take. */
    private static final int SITE = 20;

    private final List<Segment> sections;
    private final KernelPages pages;

    /**
     * @param sections those in memory, by address
     */
    EntryList(List<Segment> sections, KernelPages pages) {
        this.sections = sections;
        this.pages = pages;
    }

    /**
     * The addresses that stand in {@code list}, as far as they lie in code, sorted, each once; a
     * kernel passes over the others.
     */
    long[] read(Range list) {
        Memory memory = new Memory();
        memory.map(list, Protection.READ_ONLY, pages);
        long[] found = new long[(int) (list.size() / Long.BYTES)];
        int count = 0;
        Segment last = null;
        for (int i = 0; i < found.length; i++) {
            long entry = memory.u64(list.start() + (long) i * Long.BYTES);
            if (last == null || !last.range().contains(entry)) {
                last = holder(entry).orElse(null);
            }
            if (last != null && isCode(last, entry)) {
                found[count++] = entry;
            }
        }
        Arrays.sort(found, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || found[i] != found[i - 1]) {
                found[kept++] = found[i];
            }
        }
        return Arrays.copyOf(found, kept);
    }

    /** Whether there is room for a site in memory. */
    private static boolean isCode(Segment section, long entry) {
        boolean inPage = (entry & Memory.PAGE_SIZE - 1) <= Memory.PAGE_SIZE - SITE;
        return section.protection() == Protection.EXECUTE
                && entry % 4 == 0
                && (inPage || section.range().contains(entry + SITE - 1));
    }

    /** The section that holds an address. */
    Optional<Segment> holder(long address) {
        int low = 0;
        int high = sections.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(sections.get(middle).range().start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && sections.get(low - 1).range().contains(address)
                ? Optional.of(sections.get(low - 1))
                : Optional.empty();
    }
}
