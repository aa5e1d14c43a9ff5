package patchbay.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.image.SymbolMap;
import patchbay.patch.State;
import patchbay.source.Suggest;

/**
 * The names that a list of the kernel's symbols gives to addresses, without sizes: a name counts up
 * to the next one, as in a backtrace of the kernel.
 */
public record SymbolList(SymbolMap map) implements State {
    public static final Key KEY = new Key("symbols", "list");

    /** No function of a kernel is longer; farther behind a name lies what the list leaves out. */
    private static final long LONGEST = 64 << 10;

    @Override
    public Key key() {
        return KEY;
    }

    /**
     * In the list's order; {@code foo.bar} are those called {@code bar} and tagged {@code [foo]}.
     */
    public List<Symbol> named(String name) {
        List<Symbol> found = new ArrayList<>();
        for (int index : map.named(name)) {
            if (map.module(index) == null) {
                found.add(symbol(index));
            }
        }
        for (int dot = name.indexOf('.');
                dot > 0 && found.isEmpty();
                dot = name.indexOf('.', dot + 1)) {
            String module = name.substring(0, dot);
            for (int index : map.named(name.substring(dot + 1))) {
                if (module.equals(map.module(index))) {
                    found.add(symbol(index));
                }
            }
        }
        return found;
    }

    /** The first in the list that has that very address. */
    public Optional<Symbol> at(long address) {
        return before(address).filter(symbol -> symbol.address() == address);
    }

    /** The last before {@code address} or at it, unless that is too far away. */
    public Optional<Symbol> before(long address) {
        int index = map.before(address);
        return index < 0 || address - map.address(index) >= LONGEST
                ? Optional.empty()
                : Optional.of(symbol(index));
    }

    /** Lets {@code nearest} see every name, as it is written. */
    public void offer(Suggest.Nearest nearest) {
        for (int i = 0; i < map.size(); i++) {
            String module = map.module(i);
            int more = module == null ? 0 : module.length() + 1;
            if (nearest.mayBe(more + map.name(i).length())) {
                nearest.offer(written(i));
            }
        }
    }

    /** Adds the names that begin so, as they are written. */
    public void addNames(String begun, List<String> names) {
        for (int i = 0; i < map.size(); i++) {
            String module = map.module(i);
            if (module == null
                    ? map.name(i).startsWith(begun)
                    : Symbol.begins(module, map.name(i), begun)) {
                names.add(written(i));
            }
        }
    }

    private String written(int index) {
        String module = map.module(index);
        return module == null ? map.name(index) : module + "." + map.name(index);
    }

    private Symbol symbol(int index) {
        String module = map.module(index);
        return new Symbol(
                module == null ? Module.KERNEL : module,
                map.name(index),
                map.address(index),
                0,
                Symbol.Kind.EXTERNAL);
    }
}
