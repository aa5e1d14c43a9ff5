package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import patchbay.machine.Machine;
import patchbay.machine.Symbol;
import patchbay.source.Result;

/** Names to symbols and addresses to names. */
public final class Names {
    private Names() {}

    /**
     * What {@code name} means inside {@code object}: its own symbol first, then the kernel's, {@code foo.bar} of module foo,
     * then externs. {@code bar#2} is the second of that name.
     */
    public static Result<Symbol> resolve(Machine machine, String object, String name) {
        throw new UnsupportedOperationException();
    }

    /** All symbols called {@code name} exactly (no {@code #}), where {@link #resolve} would look first. */
    public static List<Symbol> named(Machine machine, String object, String name) {
        throw new UnsupportedOperationException();
    }

    /** Names most like {@code name}, most alike first, at most five. */
    public static List<String> like(Machine machine, String name) {
        throw new UnsupportedOperationException();
    }

    /** The symbol that {@code address} lies in, or that begins there. */
    public static Optional<Symbol> at(Machine machine, long address) {
        throw new UnsupportedOperationException();
    }

    /** {@code bar+0x8}, {@code foo.plt[0]}, or the address in hexadecimal. */
    public static String place(Machine machine, long address) {
        throw new UnsupportedOperationException();
    }
}
