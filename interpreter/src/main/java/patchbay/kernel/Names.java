package patchbay.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.machine.Extern;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Result;
import patchbay.source.Suggest;

/**
 * Names to symbols and addresses to names.
 *
 * <p>A name is looked up as a linker's user would: in the object it is used in, in the kernel
 * proper, as {@code module.symbol}, among the externs, in the list of the kernel's symbols. A
 * module's or symbol's name may itself hold dots ({@code bar.isra.0}), so every dot is tried.
 */
public final class Names {
    private static final int CANDIDATES = 5;

    private Names() {}

    /**
     * What {@code name} means inside {@code object}: its own symbol first, then the kernel's,
     * {@code foo.bar} of module foo, then externs, then listed symbols. {@code bar#2} is the second
     * of that name.
     */
    public static Result<Symbol> resolve(Machine machine, String object, String name) {
        List<Symbol> found = meant(machine, object, name);
        if (found.isEmpty()) {
            return Result.refused(new LayoutRefusal.UnknownName(name, object, like(machine, name)));
        }
        return found.size() == 1
                ? Result.ok(found.getFirst())
                : Result.refused(new LayoutRefusal.AmbiguousName(name, found));
    }

    /** The same without a reason where it is none or more than one. */
    public static Optional<Symbol> find(Machine machine, String object, String name) {
        List<Symbol> found = meant(machine, object, name);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static List<Symbol> meant(Machine machine, String object, String name) {
        int hash = name.lastIndexOf('#');
        int position = hash < 0 ? 0 : position(name, hash + 1);
        if (position == 0) {
            return named(machine, object, name);
        }
        List<Symbol> found = named(machine, object, name.substring(0, hash));
        return position > found.size() ? List.of() : List.of(found.get(position - 1));
    }

    /** The number from {@code start} on, or 0 if there is none. */
    private static int position(String name, int start) {
        int number = 0;
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || number > 99_999_999) {
                return 0;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    /**
     * All symbols called {@code name} exactly (no {@code #}), where {@link #resolve} would look
     * first.
     */
    public static List<Symbol> named(Machine machine, String object, String name) {
        List<Symbol> own = in(machine, object, name);
        if (!own.isEmpty()) {
            return own;
        }
        List<Symbol> kernel = in(machine, Module.KERNEL, name);
        if (!kernel.isEmpty()) {
            return kernel;
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            List<Symbol> qualified = in(machine, name.substring(0, dot), name.substring(dot + 1));
            if (!qualified.isEmpty()) {
                return qualified;
            }
        }
        Optional<Extern> extern = machine.state(Extern.key(name), Extern.class);
        return extern.isPresent()
                ? List.of(extern.get().symbol())
                : machine.listed().map(list -> list.named(name)).orElse(List.of());
    }

    private static List<Symbol> in(Machine machine, String object, String name) {
        return machine.module(object).map(module -> module.named(name)).orElse(List.of());
    }

    /** Names most like {@code name}, most alike first, at most five. */
    public static List<String> like(Machine machine, String name) {
        Suggest.Nearest nearest = new Suggest.Nearest(name, CANDIDATES);
        for (Module module : machine.modules()) {
            for (Symbol symbol : module.symbols()) {
                nearest.offer(symbol.name());
                if (nearest.mayBe(module.name().length() + 1 + symbol.name().length())) {
                    nearest.offer(symbol.qualified());
                }
            }
        }
        for (Extern extern : machine.states(Extern.class)) {
            nearest.offer(extern.name());
        }
        machine.listed().ifPresent(list -> list.offer(nearest));
        // The name as it is, of another object, is likelier than any other spelling.
        Set<String> found = new LinkedHashSet<>(ofModules(machine, name));
        for (String close : nearest.found()) {
            Set<String> qualified = ofModules(machine, close);
            found.addAll(qualified.isEmpty() ? Set.of(close) : qualified);
        }
        return found.stream().limit(CANDIDATES).toList();
    }

    /** Where each module's symbol of that name is. */
    private static Set<String> ofModules(Machine machine, String name) {
        Set<String> qualified = new LinkedHashSet<>();
        for (Module module : machine.modules()) {
            for (Symbol symbol : module.named(name)) {
                qualified.add(symbol.qualified());
            }
        }
        return qualified;
    }

    /**
     * The symbol that {@code address} lies in, or that begins there; a function before data, an
     * object's own before an extern.
     */
    public static Optional<Symbol> at(Machine machine, long address) {
        for (Module module : machine.around(address)) {
            Optional<Symbol> symbol = module.symbolAt(address);
            if (symbol.isPresent()) {
                return symbol;
            }
        }
        Optional<Extern> extern = machine.externAt(address);
        return extern.isPresent()
                ? Optional.of(extern.get().symbol())
                : machine.listed().flatMap(list -> list.at(address));
    }

    /** {@code bar+0x8}, {@code foo.plt[0]}, or the address in hexadecimal. */
    public static String place(Machine machine, long address) {
        Optional<SlotTable> table = machine.tableAt(address);
        if (table.isPresent()) {
            long offset = address - table.get().range().start();
            int size = table.get().slotSize();
            return offset(slotName(table.get(), offset / size), offset % size);
        }
        Optional<Symbol> symbol =
                at(machine, address)
                        .or(() -> machine.listed().flatMap(list -> list.before(address)));
        return symbol.isPresent()
                ? offset(symbol.get().qualified(), address - symbol.get().address())
                : "0x" + Long.toHexString(address);
    }

    /** The same, a function by its name alone whichever of its entries {@code address} is. */
    public static String entered(Machine machine, long address) {
        return at(machine, address)
                .filter(symbol -> symbol.local() != 0 && symbol.localEntry() == address)
                .map(Symbol::qualified)
                .orElseGet(() -> place(machine, address));
    }

    static String slotName(SlotTable table, long index) {
        return slotName(table.module(), table.name(), index);
    }

    static String slotName(String module, String table, long index) {
        return module + "." + table + "[" + index + "]";
    }

    private static String offset(String name, long offset) {
        return offset == 0 ? name : name + "+0x" + Long.toHexString(offset);
    }
}
