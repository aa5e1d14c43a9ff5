package patchbay.machine;

import java.util.AbstractList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/**
 * An object's symbols: a list by address that finds them by name too. What has one name stands in
 * the order in which sympos counts.
 */
abstract sealed class Symbols extends AbstractList<Symbol> implements RandomAccess
        permits DeclaredSymbols, FileSymbols {

    static Symbols of(List<Symbol> symbols) {
        return symbols instanceof Symbols known ? known : DeclaredSymbols.of(symbols);
    }

    /** These, and one declared behind them. */
    abstract Symbols with(Symbol symbol);

    /** These without some of them. */
    final Symbols without(Collection<Symbol> gone) {
        Set<Symbol> these = new HashSet<>(gone);
        return DeclaredSymbols.of(
                inOrder().stream().filter(symbol -> !these.contains(symbol)).toList());
    }

    /** All, in the order of their positions. */
    abstract List<Symbol> inOrder();

    /** Those called {@code name}, in the order of their positions. */
    abstract List<Symbol> named(String name);

    /** How many are functions. */
    abstract int functions();

    /** Where the symbol at an index begins. */
    abstract long address(int index);

    /** The index of the last that begins at or before {@code address}, or -1. */
    final int lastBefore(long address) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(address(middle), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** The first of those that begin where the one at {@code index} does. */
    final int first(int index) {
        long address = address(index);
        return address == 0 ? 0 : lastBefore(address - 1) + 1;
    }

    /** The index of the last with a size at or before {@code index}, or -1. */
    int sized(int index) {
        int i = index;
        while (i >= 0 && get(i).size() == 0) {
            i--;
        }
        return i;
    }
}
