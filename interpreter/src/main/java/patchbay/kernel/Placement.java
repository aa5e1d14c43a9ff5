package patchbay.kernel;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import patchbay.bytes.Range;

/** Where a module is to lie. Addresses in bytes; {@code percpu} is where its per-CPU block lies. */
public sealed interface Placement {
    OptionalLong percpu();

    /** The first block at {@code base}; the others follow as that kernel's allocator puts them. */
    record First(long base, OptionalLong percpu) implements Placement {}

    /**
     * Each block where that kernel's allocator finds room: at the lowest free place of the first
     * window that has one, with a page behind it that stays free.
     *
     * @param windows the preferred one first
     * @param taken what lies there already, without the free page behind it
     */
    record Free(List<Range> windows, List<Range> taken, OptionalLong percpu) implements Placement {
        public Free {
            windows = List.copyOf(windows);
            taken = List.copyOf(taken);
        }
    }

    /** Every block by itself: {@code core} and {@code init}, or {@code text}, {@code data} … */
    record Blocks(Map<String, Long> bases, OptionalLong percpu) implements Placement {
        public Blocks {
            bases = Map.copyOf(bases);
        }
    }

    /**
     * Every section by itself, as in {@code /sys/module/NAME/sections}.
     *
     * @param addresses by name; sections of the same name take theirs in the order of their indices
     */
    record Sections(Map<String, List<Long>> addresses, OptionalLong percpu) implements Placement {
        public Sections {
            addresses = Map.copyOf(addresses);
        }
    }
}
