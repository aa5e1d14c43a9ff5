package patchbay.lang.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Range;
import patchbay.image.Image;
import patchbay.image.SymbolMap;
import patchbay.kernel.Exports;
import patchbay.kernel.Names;
import patchbay.machine.Awaited;
import patchbay.machine.Extern;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.machine.SymbolList;

/**
 * What a module's imports resolve to: names of the layout, of the modules that are loaded (of those
 * from files only what they export), and of the list of the kernel's symbols. It looks at the world
 * as it is when it is asked.
 */
final class Imports implements Exports {
    /** What each export of an object has in its table of symbols. */
    private static final String EXPORT = "__ksymtab_";

    private final Run run;

    Imports(Run run) {
        this.run = run;
    }

    @Override
    public List<Long> all(String object, String name) {
        boolean kernel = object.equals(Awaited.KERNEL);
        String owner = kernel ? Module.KERNEL : object;
        return Names.named(run.machine(), owner, name).stream()
                .filter(symbol -> symbol.object().equals(owner))
                .map(Symbol::address)
                .toList();
    }

    /** The module that has the symbol which an import of that name resolves to; empty if none. */
    String exporter(String name) {
        if (Names.find(run.machine(), Module.KERNEL, name).isEmpty()) {
            for (Module module : run.machine().modules()) {
                if (!module.named(name).isEmpty() && exports(module, name)) {
                    return module.name();
                }
            }
        }
        return "";
    }

    /**
     * What a module's import resolves to: of a kernel that says what it exports only that, else
     * whatever has the name.
     */
    @Override
    public OptionalLong address(String name) {
        Optional<Module> kernel = run.machine().module(Module.KERNEL);
        KernelFile file = run.world.kernelFile;
        if (file == null || !file.exports() || kernel.isEmpty()) {
            return internal(name);
        }
        List<Symbol> entry = kernel.get().named(EXPORT + name);
        List<Symbol> named = kernel.get().named(name);
        if (entry.isEmpty() || named.isEmpty()) {
            Optional<Extern> extern = run.machine().state(Extern.key(name), Extern.class);
            return extern.isPresent()
                    ? OptionalLong.of(extern.get().address())
                    : elsewhere(name, false);
        }
        long exported = exported(entry.getFirst().address());
        for (Symbol symbol : named) {
            if (symbol.address() == exported) {
                return OptionalLong.of(exported);
            }
        }
        return OptionalLong.of(named.getFirst().address());
    }

    /**
     * What an entry of the kernel's table of exports leads to. Its first field is the distance from
     * there: all kernels whose modules are loaded here have it so (HAVE_ARCH_PREL32_RELOCATIONS).
     */
    private long exported(long entry) {
        return run.machine().memory().isMapped(Range.of(entry, 4))
                ? entry + run.machine().memory().u32(entry)
                : 0;
    }

    /** A module in words exports everything. */
    private boolean exports(Module module, String name) {
        return !run.world.files.containsKey(module.name())
                || !module.named(EXPORT + name).isEmpty();
    }

    /** Whether the file of a module says that it exports a name. */
    static boolean exports(Image image, String name) {
        for (patchbay.image.Symbol symbol : image.symbols()) {
            if (symbol.name().startsWith(EXPORT)
                    && symbol.name().length() == EXPORT.length() + name.length()
                    && symbol.name().endsWith(name)) {
                return true;
            }
        }
        return false;
    }

    /** What has that name, in the layout or in the list of the kernel's symbols. */
    @Override
    public OptionalLong internal(String name) {
        Optional<Symbol> symbol = Names.find(run.machine(), Module.KERNEL, name);
        return symbol.isPresent() ? OptionalLong.of(symbol.get().address()) : elsewhere(name, true);
    }

    private OptionalLong elsewhere(String name, boolean kernelToo) {
        Optional<SymbolMap> list = run.machine().listed().map(SymbolList::map);
        if (list.isPresent() && !list.get().named(name).isEmpty()) {
            return OptionalLong.of(list.get().address(list.get().named(name).getFirst()));
        }
        for (Module module : run.machine().modules()) {
            List<Symbol> own = module.named(name);
            if (!own.isEmpty() && (module.isKernel() ? kernelToo : exports(module, name))) {
                return OptionalLong.of(own.getFirst().address());
            }
        }
        return OptionalLong.empty();
    }
}
