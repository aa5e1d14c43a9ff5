package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import patchbay.image.Symbol;

/**
 * The section in which the compiler lists a module's patchable entries, and the functions that they
 * belong to.
 */
public final class SiteList {
    private final Loading load;
    private final long[] functions;

    public SiteList(Loading load) {
        this.load = load;
        List<Long> found = new ArrayList<>();
        for (Symbol symbol : load.image().symbols()) {
            if (symbol.type() == Symbol.FUNCTION && symbol.section() != Symbol.UNDEFINED) {
                found.add(load.value(symbol.index()));
            }
        }
        found.sort(Comparator.naturalOrder());
        functions = new long[found.size()];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = found.get(i);
        }
    }

    /** Sorts the addresses that the section of that name holds, in place, and returns them. */
    public List<Long> sorted(String name) {
        List<Long> entries = new ArrayList<>();
        for (LoadSection section : load.sections()) {
            if (section.name().equals(name) && !section.block().isEmpty()) {
                for (long at = 0; at + 8 <= section.size(); at += 8) {
                    entries.add(section.little(at, 8));
                }
                entries.sort(Long::compareUnsigned);
                for (int i = 0; i < entries.size(); i++) {
                    section.put(8L * i, 8, entries.get(i));
                }
                break;
            }
        }
        return entries;
    }

    /** The section that holds the whole word at {@code address}. */
    public Optional<LoadSection> holder(long address) {
        for (LoadSection section : load.sections()) {
            if (!section.block().isEmpty() && inside(section, address)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /** Whether the word at {@code address} lies in {@code text}. */
    public static boolean inside(LoadSection text, long address) {
        long offset = address - text.address();
        return offset >= 0 && offset <= text.size() - 4;
    }

    /** Whether a function begins there. */
    public boolean begins(long address) {
        return Arrays.binarySearch(functions, address) >= 0;
    }

    /** The last function that begins at or before {@code address}. */
    public long holding(long address) {
        int found = Arrays.binarySearch(functions, address);
        int index = found >= 0 ? found : -found - 2;
        return index >= 0 ? functions[index] : address;
    }
}
