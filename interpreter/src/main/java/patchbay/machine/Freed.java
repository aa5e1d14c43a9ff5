package patchbay.machine;

import java.util.List;
import java.util.Optional;
import patchbay.patch.State;

/** What a module had for its init only, and has no more: names for what is not there. */
public record Freed(String module, List<Symbol> symbols) implements State {
    public Freed {
        symbols = List.copyOf(symbols);
    }

    @Override
    public Key key() {
        return key(module);
    }

    public static Key key(String module) {
        return new Key("freed", module);
    }

    public Optional<Symbol> named(String name) {
        return symbols.stream().filter(symbol -> symbol.name().equals(name)).findFirst();
    }

    /** What lay at {@code address}. */
    public Optional<Symbol> at(long address) {
        return symbols.stream()
                .filter(symbol -> symbol.address() == address || symbol.range().contains(address))
                .findFirst();
    }
}
