package patchbay.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Symbols that were declared one by one; equal addresses and names in order of declaration. They
 * are made when somebody looks.
 */
final class DeclaredSymbols extends Symbols {
    private static final long[] NOWHERE_ELSE = {};

    private final SymbolShape shape;
    private final long[] bases;
    private volatile Symbol @Nullable [] declared;
    private volatile Symbol @Nullable [] byAddress;

    DeclaredSymbols(SymbolShape shape, long[] bases) {
        this.shape = shape;
        this.bases = bases;
    }

    static DeclaredSymbols of(List<Symbol> declared) {
        return new DeclaredSymbols(SymbolShape.of(declared), NOWHERE_ELSE);
    }

    @Override
    Symbols with(Symbol symbol) {
        return new DeclaredSymbols(SymbolShape.with(declared(), symbol), NOWHERE_ELSE);
    }

    @Override
    List<Symbol> inOrder() {
        return Arrays.asList(declared());
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

    @Override
    public Symbol get(int index) {
        return byAddress()[index];
    }

    @Override
    public int size() {
        return shape.size();
    }

    @Override
    long address(int index) {
        return byAddress()[index].address();
    }

    @Override
    int functions() {
        int functions = 0;
        for (Symbol symbol : declared()) {
            functions += symbol.kind() == Symbol.Kind.FUNCTION ? 1 : 0;
        }
        return functions;
    }

    @Override
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
}
