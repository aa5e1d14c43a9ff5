package patchbay.lang.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;

/**
 * What is passed to code that is called: numbers, and strings by their addresses. Those lie in
 * pages of their own, each with a zero behind it, and are gone when the code has returned, as its
 * stack is.
 */
final class Arguments {
    /** Between what the heap's pages take and where stacks lie. */
    private static final long TEXTS = 3L << 28;

    private final Memory memory;
    private final List<Long> values = new ArrayList<>();
    private final @Nullable Range pages;

    /**
     * @param heap where the kernel's own pages begin
     * @param given numbers and strings
     */
    Arguments(Memory memory, long heap, List<Value> given) {
        this.memory = memory;
        int size = 0;
        for (Value value : given) {
            size += value instanceof Value.Str text ? bytes(text).length : 0;
        }
        pages = size == 0 ? null : room(heap + TEXTS, size);
        long at = pages == null ? 0 : pages.start();
        for (Value value : given) {
            if (value instanceof Value.Str text) {
                values.add(at);
                memory.write(at, bytes(text));
                at += bytes(text).length;
            } else if (value instanceof Value.Num number) {
                values.add(number.value());
            }
        }
    }

    /** With its zero, and as much more as makes it whole words. */
    private static byte[] bytes(Value.Str text) {
        byte[] bytes = text.string().getBytes(UTF_8);
        return Arrays.copyOf(bytes, (int) Bits.alignUp(bytes.length + 1L, 8));
    }

    private Range room(long first, int size) {
        long start = first;
        while (true) {
            Range range = Range.of(start, Bits.alignUp(size, Memory.PAGE_SIZE));
            boolean free = true;
            for (long page = start; page <= range.end(); page += Memory.PAGE_SIZE) {
                free &= !memory.isMapped(page);
            }
            if (free) {
                memory.map(range, Protection.READ_WRITE);
                return range;
            }
            start += range.size();
        }
    }

    List<Long> values() {
        return values;
    }

    /** The code has returned. */
    void free() {
        if (pages != null) {
            memory.unmap(pages);
        }
    }
}
