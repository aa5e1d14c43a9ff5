package patchbay.kernel;

import java.util.Optional;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;

/** Finds the parts of the tracer's entry code in a kernel. */
final class EntrySymbols {
    /** Stands in front of the tracer's name since 5.11; the plain name is an alias then. */
    static final String ARCH = "arch_";

    private EntrySymbols() {}

    /** The kernel's own, whatever else has that name. */
    static Optional<Symbol> find(Machine machine, String name) {
        Optional<Module> kernel = machine.module(Module.KERNEL);
        return kernel.isEmpty() ? Optional.empty() : of(kernel.get(), name);
    }

    static Optional<Symbol> of(Module kernel, String name) {
        Optional<Symbol> plain = entry(kernel, name);
        return plain.isPresent() ? plain : entry(kernel, ARCH + name);
    }

    private static Optional<Symbol> entry(Module kernel, String name) {
        for (Symbol symbol : kernel.named(name)) {
            if (symbol.kind() == Symbol.Kind.ENTRY) {
                return Optional.of(symbol);
            }
        }
        return Optional.empty();
    }
}
