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
    private final String[] names;
    private final boolean[] objects;

    private Labels(long[] addresses, String[] names, boolean[] objects) {
        this.addresses = addresses;
        this.names = names;
        this.objects = objects;
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
                Comparator.comparing(Symbol::value, Long::compareUnsigned)
                        .thenComparingInt(symbol -> symbol.section() == section.index() ? 0 : 1)
                        .thenComparingInt(symbol ->
                                symbol.type() == Symbol.FUNCTION
                                        ? 0
                                        : symbol.type() == Symbol.OBJECT ? 1 : 2)
                        .thenComparingInt(symbol -> symbol.binding() == Symbol.LOCAL ? 1 : 0)
                        .thenComparing(Symbol::size, Comparator.reverseOrder())
                        .thenComparing(Symbol::name));
        long[] addresses = new long[symbols.size()];
        String[] names = new String[symbols.size()];
        boolean[] objects = new boolean[symbols.size()];
        int count = 0;
        for (Symbol symbol : symbols) {
            if (count == 0 || addresses[count - 1] != symbol.value()) {
                addresses[count] = symbol.value();
                names[count] = symbol.name();
                objects[count++] = symbol.type() == Symbol.OBJECT;
            }
        }
        return new Labels(Arrays.copyOf(addresses, count), Arrays.copyOf(names, count), objects);
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
        return names.length == 0;
    }

    int size() {
        return names.length;
    }

    long address(int index) {
        return addresses[index];
    }

    String name(int index) {
        return names[index];
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
        out.put(" <");
        place(address, out);
        out.put('>');
    }

    /** The nearest label below and the distance to it; before all of them the first. */
    void place(long address, Text out) {
        int low = 0;
        int high = addresses.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (Long.compareUnsigned(addresses[middle], address) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        out.put(names[low]);
        long distance = address - addresses[low];
        if (distance != 0) {
            boolean before = Long.compareUnsigned(address, addresses[low]) < 0;
            out.put(before ? "-0x" : "+0x").hex(before ? -distance : distance);
        }
    }
}
