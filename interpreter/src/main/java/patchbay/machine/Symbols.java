package patchbay.machine;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object's symbols: a list by address, equal addresses in order of declaration, that finds them
 * by name too. What has one name stands in order of declaration, which is how sympos counts. They
 * are made when somebody looks.
 */
final class Symbols extends AbstractList<Symbol> implements RandomAccess {
    private static final long[] NOWHERE_ELSE = {};

    private final SymbolShape shape;
    private final long[] bases;
    private volatile Symbol @Nullable [] declared;
    private volatile Symbol @Nullable [] byAddress;

    Symbols(SymbolShape shape, long[] bases) {
        this.shape = shape;
        this.bases = bases;
    }

    static Symbols of(List<Symbol> declared) {
        return declared instanceof Symbols symbols
                ? symbols
                : new Symbols(SymbolShape.of(declared), NOWHERE_ELSE);
    }

    /** These, and one declared behind them. */
    Symbols with(Symbol symbol) {
        return new Symbols(SymbolShape.with(declared(), symbol), NOWHERE_ELSE);
    }

    private Symbol[] declared() {
        Symbol[] known = declared;
        if (known == null) {
            known = shape.placed(bases);
            declared = known;
        }
        return known;
    }

    private Symbol[] byAddress() {
        Symbol[] known = byAddress;
        if (known == null) {
            known = shape.byAddress(declared());
            byAddress = known;
        }
        return known;
    }

    /** These without some of them. */
    Symbols without(Collection<Symbol> gone) {
        Set<Symbol> these = new HashSet<>(gone);
        List<Symbol> left =
                Arrays.stream(declared()).filter(symbol -> !these.contains(symbol)).toList();
        return new Symbols(SymbolShape.of(left), NOWHERE_ELSE);
    }

    @Override
    public Symbol get(int index) {
        return byAddress()[index];
    }

    @Override
    public int size() {
        return shape.size();
    }

    /** Those called {@code name}, in order of declaration. */
    List<Symbol> named(String name) {
        int place = shape.first(name);
        if (place < 0) {
            return List.of();
        }
        Symbol[] symbols = declared();
        if (shape.next(place) < 0) {
            return List.of(symbols[place]);
        }
        List<Symbol> found = new ArrayList<>();
        for (; place >= 0; place = shape.next(place)) {
            found.add(symbols[place]);
        }
        return found;
    }

    /** The index of the last that begins at or before {@code address}, or -1. */
    int lastBefore(long address) {
        Symbol[] symbols = byAddress();
        int low = 0;
        int high = symbols.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(symbols[middle].address(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
