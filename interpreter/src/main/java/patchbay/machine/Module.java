package patchbay.machine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.patch.State;

/**
 * Something with code in it: a loaded module, or the kernel proper, which has the name {@link
 * #KERNEL} and no slot tables. Its slot tables are states of their own, since patching uses them
 * up.
 *
 * @param segments by address
 * @param symbols by address, equal addresses in order of declaration (sympos order is {@code
 *     symbols} filtered by name)
 * @param sites by address
 * @param tables names of its slot tables
 * @param toc the value that its code keeps in a register to find its data, where an architecture
 *     has such a register
 */
public record Module(
        String name,
        List<Segment> segments,
        List<Symbol> symbols,
        List<Site> sites,
        List<String> tables,
        OptionalLong toc)
        implements State {
    public static final String KERNEL = "kernel";

    public Module {
        segments = List.copyOf(segments);
        symbols = List.copyOf(symbols);
        sites = List.copyOf(sites);
        tables = List.copyOf(tables);
    }

    /** Where no register belongs to an object. */
    public Module(
            String name,
            List<Segment> segments,
            List<Symbol> symbols,
            List<Site> sites,
            List<String> tables) {
        this(name, segments, symbols, sites, tables, OptionalLong.empty());
    }

    @Override
    public Key key() {
        return key(name);
    }

    public static Key key(String name) {
        return new Key("module", name);
    }

    public boolean isKernel() {
        return name.equals(KERNEL);
    }

    /** The site of the function at {@code address}. */
    public Optional<Site> site(long address) {
        return sites.stream().filter(s -> s.function() == address).findFirst();
    }
}
