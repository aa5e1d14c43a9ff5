package patchbay.kernel;

import java.util.Arrays;
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

    /** What held the word that was asked for last. */
    private Optional<LoadSection> last = Optional.empty();

    public SiteList(Loading load) {
        this.load = load;
        List<Symbol> symbols = load.image().symbols();
        long[] found = new long[symbols.size()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            Symbol symbol = symbols.get(i);
            if (symbol.type() == Symbol.FUNCTION && symbol.section() != Symbol.UNDEFINED) {
                found[count++] = load.value(symbol.index());
            }
        }
        functions = Arrays.copyOf(found, count);
        Arrays.sort(functions);
    }

    /** Sorts the addresses that the section of that name holds, in place, and returns them. */
    public long[] sorted(String name) {
        for (LoadSection section : load.sections()) {
            if (section.name().equals(name) && !section.block().isEmpty()) {
                return sorted(section);
            }
        }
        return new long[0];
    }

    private static long[] sorted(LoadSection section) {
        long[] entries = new long[(int) (section.size() / 8)];
        boolean sorted = true;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = section.little(8L * i, 8);
            sorted &= i == 0 || Long.compareUnsigned(entries[i - 1], entries[i]) <= 0;
        }
        if (!sorted) {
            // the greatest bit turned over, unsigned numbers have the order of signed ones
            turn(entries);
            Arrays.sort(entries);
            turn(entries);
            for (int i = 0; i < entries.length; i++) {
                section.put(8L * i, 8, entries[i]);
            }
        }
        return entries;
    }

    private static void turn(long[] entries) {
        for (int i = 0; i < entries.length; i++) {
            entries[i] ^= Long.MIN_VALUE;
        }
    }

    /** The section that holds the whole word at {@code address}. */
    public Optional<LoadSection> holder(long address) {
        if (last.isPresent() && inside(last.get(), address)) {
            return last;
        }
        for (LoadSection section : load.sections()) {
            if (!section.block().isEmpty() && inside(section, address)) {
                last = Optional.of(section);
                return last;
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
