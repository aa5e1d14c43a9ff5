package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.machine.SymbolShape;

/**
 * What kallsyms would show of a module that is laid out: named symbols in kept sections, no mapping
 * symbols; in the order of the file.
 */
final class KeptSymbols {
    private KeptSymbols() {}

    static SymbolShape of(Loading load) {
        List<patchbay.machine.Symbol> kept = new ArrayList<>();
        int[] sections = new int[load.image().symbols().size()];
        for (Symbol symbol : load.image().symbols()) {
            Optional<LoadSection> home = home(load, symbol);
            if (home.isEmpty()) {
                continue;
            }
            LoadSection section = home.get();
            boolean code = section.is(Section.EXECUTE) && symbol.type() != Symbol.OBJECT;
            sections[kept.size()] = section.index();
            kept.add(
                    new patchbay.machine.Symbol(
                            load.module(),
                            symbol.name(),
                            symbol.value(),
                            Math.max(0, Math.min(symbol.size(), section.size() - symbol.value())),
                            code
                                    ? patchbay.machine.Symbol.Kind.FUNCTION
                                    : patchbay.machine.Symbol.Kind.DATA,
                            load.rules().localEntry(symbol.other())));
        }
        return new SymbolShape(kept, Arrays.copyOf(sections, kept.size()));
    }

    private static Optional<LoadSection> home(Loading load, Symbol symbol) {
        int index = symbol.section();
        if (index <= 0
                || index >= load.sections().size()
                || symbol.name().isEmpty()
                || symbol.name().startsWith("$")
                || symbol.type() == Symbol.SECTION
                || symbol.type() == Symbol.FILE) {
            return Optional.empty();
        }
        LoadSection section = load.sections().get(index);
        return section.block().isEmpty() || Long.compareUnsigned(symbol.value(), section.size()) > 0
                ? Optional.empty()
                : Optional.of(section);
    }
}
