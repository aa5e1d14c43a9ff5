package patchbay.machine;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An object's symbols: a list by address, equal addresses in order of declaration, that finds them
 * by name too. What has one name stands in order of declaration, which is how sympos counts.
 */
final class Symbols extends AbstractList<Symbol> implements RandomAccess {
    private final List<Symbol> declared;
    private final List<Symbol> byAddress;
    private @Nullable Map<String, List<Symbol>> byName;

    private Symbols(List<Symbol> declared) {
        this.declared = List.copyOf(declared);
        byAddress = byAddress(this.declared);
    }

    /** Most are declared in this order. */
    private static List<Symbol> byAddress(List<Symbol> declared) {
        for (int i = 1; i < declared.size(); i++) {
            if (Symbol.byAddress(declared.get(i - 1), declared.get(i)) > 0) {
                List<Symbol> sorted = new ArrayList<>(declared);
                sorted.sort(Symbol::byAddress);
                return sorted;
            }
        }
        return declared;
    }

    static Symbols of(List<Symbol> declared) {
        return declared instanceof Symbols symbols ? symbols : new Symbols(declared);
    }

    /** These, and one declared behind them. */
    Symbols with(Symbol symbol) {
        List<Symbol> more = new ArrayList<>(declared);
        more.add(symbol);
        return new Symbols(more);
    }

    @Override
    public Symbol get(int index) {
        return byAddress.get(index);
    }

    @Override
    public int size() {
        return byAddress.size();
    }

    /** Those called {@code name}, in order of declaration. */
    List<Symbol> named(String name) {
        Map<String, List<Symbol>> known = byName;
        if (known == null) {
            known = HashMap.newHashMap(declared.size());
            for (Symbol symbol : declared) {
                List<Symbol> others = known.putIfAbsent(symbol.name(), List.of(symbol));
                if (others != null) {
                    List<Symbol> more = others.size() == 1 ? new ArrayList<>(others) : others;
                    more.add(symbol);
                    known.put(symbol.name(), more);
                }
            }
            byName = known;
        }
        return known.getOrDefault(name, List.of());
    }

    /** The index of the last that begins at or before {@code address}, or -1. */
    int lastBefore(long address) {
        int low = 0;
        int high = byAddress.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(byAddress.get(middle).address(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
