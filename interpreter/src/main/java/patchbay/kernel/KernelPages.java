package patchbay.kernel;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Backing;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.bytes.Slice;
import patchbay.image.LoadSegment;
import patchbay.image.Parts;

/**
 * The pages of a linked kernel as they are when it has started: what the file holds, moved to where
 * the kernel lies, each patchable entry as ftrace's initialisation leaves it. A page is made when
 * somebody looks at it, so that of a file of hundreds of megabytes only that is read.
 */
final class KernelPages implements Backing {
    /** No entry is farther from the words that its initialisation writes. */
    private static final int NEAR = 32;

    private final Parts file;
    private final List<LoadSegment> segments;
    private final RelativeRelocs relocs;
    private final long slide;
    private final LinkedKernelRules rules;
    private final OptionalLong idle;
    private final long[] entries;

    /**
     * @param file of which parts are read by any thread
     * @param segments as linked, by address
     * @param entries addresses that the compiler lists, as the kernel lies, sorted
     * @param idle what the pointers before functions are set to
     */
    KernelPages(
            Parts file,
            List<LoadSegment> segments,
            RelativeRelocs relocs,
            long slide,
            LinkedKernelRules rules,
            long[] entries,
            OptionalLong idle) {
        this.file = file;
        this.segments = segments;
        this.relocs = relocs;
        this.slide = slide;
        this.rules = rules;
        this.entries = entries;
        this.idle = idle;
    }

    /** The same kernel with patchable entries. */
    KernelPages with(long[] listed, OptionalLong pointer) {
        return new KernelPages(file, segments, relocs, slide, rules, listed, pointer);
    }

    @Override
    public byte @Nullable [] page(long address) {
        byte[] page = new byte[Memory.PAGE_SIZE];
        long linked = address - slide;
        try {
            fill(page, linked);
        } catch (IOException e) {
            return null; // who has the file knows, and says so
        }
        int first = firstFrom(address - NEAR);
        int last = first;
        while (last < entries.length && entries[last] - address < Memory.PAGE_SIZE + NEAR) {
            last++;
        }
        LinkedKernelRules.Code code = first == last ? this::code : code(page.clone(), address);
        relocs.apply(page, linked, slide);
        for (int i = first; i < last; i++) {
            for (LinkedKernelRules.Word word : rules.initialised(entries[i], code, idle)) {
                put(page, word.address() - address, word);
            }
        }
        return page;
    }

    /** The same as {@link #code(long)}, without reading again what stands in a page at hand. */
    private LinkedKernelRules.Code code(byte[] page, long start) {
        return address -> {
            long offset = address - start;
            return offset >= 0 && offset <= page.length - 4
                    ? (int) Bits.word(page, (int) offset)
                    : code(address);
        };
    }

    private void fill(byte[] page, long start) throws IOException {
        Range whole = new Range(start, start + Memory.PAGE_SIZE);
        for (int i = LoadSegment.firstBehind(segments, start); i < segments.size(); i++) {
            LoadSegment segment = segments.get(i);
            if (!segment.range().overlaps(whole)) {
                return;
            }
            Range stored = segment.stored();
            long from = Math.max(0, stored.start() - start);
            long to = Math.min(Memory.PAGE_SIZE, stored.end() - start);
            if (from < to) {
                long at = segment.offset() + start + from - stored.start();
                Slice part = file.read(at, (int) (to - from));
                System.arraycopy(part.array(), part.start(), page, (int) from, part.size());
            }
        }
    }

    private static void put(byte[] page, long offset, LinkedKernelRules.Word word) {
        if (offset >= 0 && offset + word.size() <= page.length) {
            Bits.putLittle(page, (int) offset, word.size(), word.value());
        }
    }

    /** The instruction that the linker left at an address, as the kernel lies. */
    int code(long address) {
        long linked = address - slide;
        int i = LoadSegment.firstBehind(segments, linked);
        if (i < segments.size()) {
            LoadSegment segment = segments.get(i);
            long offset = linked - segment.range().start();
            if (offset >= 0 && offset + 4 <= segment.fileSize()) {
                try {
                    Slice word = file.read(segment.offset() + offset, 4);
                    return (int) Bits.word(word.array(), word.start());
                } catch (IOException e) {
                    return LinkedKernelRules.Code.NONE;
                }
            }
        }
        return LinkedKernelRules.Code.NONE;
    }

    private int firstFrom(long address) {
        int found = Arrays.binarySearch(entries, address);
        return found < 0 ? -found - 1 : found;
    }
}
