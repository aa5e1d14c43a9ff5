package patchbay.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Symbols by the sections that they are in: what the symbols of one module at different places have
 * in common. Their names are looked up here, and the order of their addresses is tried again at the
 * next place, where it is nearly always the same.
 */
public final class SymbolShape {
    private static final int[] ALL_IN_ONE = {};

    private final Symbol[] symbols;
    private final int[] sections;
    private volatile @Nullable ByName byName;
    private volatile int @Nullable [] order;

    /**
     * @param symbols in order of declaration; their addresses count from the beginnings of their
     *     sections
     * @param sections the number of the section that each is in
     */
    public SymbolShape(List<Symbol> symbols, int[] sections) {
        this.symbols = symbols.toArray(new Symbol[0]);
        this.sections = sections;
    }

    /** Symbols that stand at their addresses. */
    static SymbolShape of(List<Symbol> placed) {
        return new SymbolShape(placed, ALL_IN_ONE);
    }

    /**
     * The list of these symbols by address, where each section begins at its own of {@code bases}.
     */
    public List<Symbol> at(long[] bases) {
        return new DeclaredSymbols(this, bases);
    }

    int size() {
        return symbols.length;
    }

    /** They themselves, in order of declaration. */
    Symbol[] placed(long[] bases) {
        if (sections == ALL_IN_ONE) {
            return symbols;
        }
        Symbol[] placed = new Symbol[symbols.length];
        for (int i = 0; i < placed.length; i++) {
            Symbol s = symbols[i];
            long address = bases[sections[i]] + s.address();
            placed[i] = new Symbol(s.object(), s.name(), address, s.size(), s.kind(), s.local());
        }
        return placed;
    }

    /** The same by address, equal addresses in order of declaration. */
    Symbol[] byAddress(Symbol[] placed) {
        int[] known = order;
        if (known == null || !isOrder(placed, known)) {
            known = order(placed);
            order = known;
        }
        if (known.length == 0) {
            return placed;
        }
        Symbol[] sorted = new Symbol[placed.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = placed[known[i]];
        }
        return sorted;
    }

    /** Empty where they are declared in it. */
    private static int[] order(Symbol[] placed) {
        int[] order = new int[0];
        if (!isOrder(placed, order)) {
            Integer[] sorted = new Integer[placed.length];
            Arrays.setAll(sorted, i -> i);
            Arrays.sort(sorted, (a, b) -> Symbol.byAddress(placed[a], placed[b]));
            order = new int[sorted.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = sorted[i];
            }
        }
        return order;
    }

    private static boolean isOrder(Symbol[] placed, int[] order) {
        for (int i = 1; i < placed.length; i++) {
            int before = order.length == 0 ? i - 1 : order[i - 1];
            int after = order.length == 0 ? i : order[i];
            int side = Symbol.byAddress(placed[before], placed[after]);
            if (side > 0 || side == 0 && before > after) {
                return false;
            }
        }
        return true;
    }

    /** The first that is called {@code name}, in order of declaration; -1 if none is. */
    int first(String name) {
        return names().first.getOrDefault(name, -1);
    }

    /** The next with the same name, or -1. */
    int next(int place) {
        return names().next[place];
    }

    private ByName names() {
        ByName known = byName;
        if (known == null) {
            known = ByName.of(symbols);
            byName = known;
        }
        return known;
    }

    private record ByName(Map<String, Integer> first, int[] next) {
        static ByName of(Symbol[] symbols) {
            Map<String, Integer> first = HashMap.newHashMap(symbols.length);
            int[] next = new int[symbols.length];
            for (int i = symbols.length - 1; i >= 0; i--) {
                Integer later = first.put(symbols[i].name(), i);
                next[i] = later == null ? -1 : later;
            }
            return new ByName(first, next);
        }
    }

    /** These, and one declared behind them. */
    static SymbolShape with(Symbol[] placed, Symbol symbol) {
        List<Symbol> more = new ArrayList<>(List.of(placed));
        more.add(symbol);
        return of(more);
    }
}
