package patchbay.repl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** Symbols by address, one an address. */
final class Labels implements Isa.Names {
    private final long[] addresses;
    private final boolean[] objects;

    /** All names, one behind the other, and where each begins. */
    private final byte[] names;

    private final int[] starts;

    /**
     * Addresses from the first label on, in blocks of {@code 1 << shift}: the last label at or
     * below each.
     */
    private final int[] below;

    private final int shift;

    private Labels(long[] addresses, boolean[] objects, byte[] names, int[] starts) {
        this.addresses = addresses;
        this.objects = objects;
        this.names = names;
        this.starts = starts;
        long span = addresses.length == 0 ? 0 : addresses[addresses.length - 1] - addresses[0];
        // About as many blocks as labels: the search has a step or two left.
        shift =
                Math.max(
                        0,
                        64
                                - Long.numberOfLeadingZeros(
                                        Long.divideUnsigned(span, Math.max(1, addresses.length))));
        below = new int[addresses.length == 0 ? 0 : (int) (span >>> shift) + 1];
        for (int block = 0, label = 0; block < below.length; block++) {
            long address = addresses[0] + ((long) block << shift);
            while (label + 1 < addresses.length
                    && Long.compareUnsigned(addresses[label + 1], address) <= 0) {
                label++;
            }
            below[block] = label;
        }
    }

    /** The symbols of the section {@code index}, or of all for -1. */
    static Labels of(Image image, Section section, int index) {
        List<Symbol> symbols = new ArrayList<>();
        for (Symbol symbol : image.symbols()) {
            boolean here =
                    index < 0
                            ? symbol.section() != Symbol.UNDEFINED
                                    && symbol.section() != Symbol.COMMON
                            : symbol.section() == index;
            if (here && isName(symbol)) {
                symbols.add(symbol);
            }
        }
        symbols.sort(
                Comparator.<Symbol, Long>comparing(
                                symbol -> address(image, symbol), Long::compareUnsigned)
                        .thenComparingInt(symbol -> symbol.section() == section.index() ? 0 : 1)
                        .thenComparingInt(symbol ->
                                symbol.type() == Symbol.FUNCTION
                                        ? 0
                                        : symbol.type() == Symbol.OBJECT ? 1 : 2)
                        .thenComparingInt(symbol -> symbol.binding() == Symbol.LOCAL ? 1 : 0)
                        .thenComparing(Symbol::size, Comparator.reverseOrder())
                        .thenComparing(Symbol::name));
        long[] addresses = new long[symbols.size()];
        int[] starts = new int[symbols.size() + 1];
        Text names = new Text();
        boolean[] objects = new boolean[symbols.size()];
        int count = 0;
        for (Symbol symbol : symbols) {
            long address = address(image, symbol);
            if (count == 0 || addresses[count - 1] != address) {
                addresses[count] = address;
                objects[count++] = symbol.type() == Symbol.OBJECT;
                starts[count] = names.put(symbol.name()).length();
            }
        }
        return new Labels(
                Arrays.copyOf(addresses, count),
                objects,
                Arrays.copyOf(names.array(), names.length()),
                starts);
    }

    /**
     * In a relocatable file a symbol's value counts from its section, which may have an address.
     */
    static long address(Image image, Symbol symbol) {
        boolean counts =
                image.kind() == Image.Kind.RELOCATABLE
                        && symbol.section() > Symbol.UNDEFINED
                        && symbol.section() < image.sections().size();
        return symbol.value() + (counts ? image.sections().get(symbol.section()).address() : 0);
    }

    /** What objdump names a place by: no files, no sections, no mapping symbols. */
    private static boolean isName(Symbol symbol) {
        return !symbol.name().isEmpty()
                && symbol.type() != Symbol.SECTION
                && symbol.type() != 4
                && !(symbol.name().length() > 1
                        && symbol.name().charAt(0) == '$'
                        && "xd".indexOf(symbol.name().charAt(1)) >= 0);
    }

    boolean isEmpty() {
        return addresses.length == 0;
    }

    int size() {
        return addresses.length;
    }

    long address(int index) {
        return addresses[index];
    }

    void name(int index, Text out) {
        out.put(names, starts[index], starts[index + 1] - starts[index]);
    }

    /** Whether a label names data, not code. */
    boolean isObject(int index) {
        return objects[index];
    }

    /** The first label at or above {@code start}. */
    int first(long start) {
        int found = 0;
        while (found < addresses.length && Long.compareUnsigned(addresses[found], start) < 0) {
            found++;
        }
        return found;
    }

    @Override
    public void append(long address, Text out) {
        out.put(' ').put('<');
        place(address, out);
        out.put('>');
    }

    /** The nearest label below and the distance to it; before all of them the first. */
    void place(long address, Text out) {
        int nearest = nearest(address);
        name(nearest, out);
        long distance = address - addresses[nearest];
        if (distance != 0) {
            boolean before = Long.compareUnsigned(address, addresses[nearest]) < 0;
            out.put(before ? '-' : '+').put('0').put('x').hex(before ? -distance : distance);
        }
    }

    private int nearest(long address) {
        if (Long.compareUnsigned(address, addresses[0]) <= 0) {
            return 0;
        }
        long block = address - addresses[0] >>> shift;
        if (block >= below.length) {
            return addresses.length - 1;
        }
        int low = below[(int) block];
        int high = block + 1 < below.length ? below[(int) block + 1] : addresses.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (Long.compareUnsigned(addresses[middle], address) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
