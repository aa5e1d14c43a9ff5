package patchbay.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Range;
import patchbay.patch.State;

/**
 * Something with code in it: a loaded module, or the kernel proper, which has the name {@link
 * #KERNEL} and no slot tables. Its slot tables are states of their own, since patching uses them
 * up.
 *
 * @param segments by address
 * @param symbols by address, equal addresses in order of declaration; given in the order of
 *     declaration, which is what {@link #named} keeps to
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
        symbols = Symbols.of(symbols);
        sites = sites instanceof ListedSites ? sites : List.copyOf(sites);
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

    /** The segment that holds {@code address}. */
    public Optional<Segment> segmentAt(long address) {
        for (Segment segment : segments) {
            if (segment.range().contains(address)) {
                return Optional.of(segment);
            }
        }
        return Optional.empty();
    }

    /** Whether one segment has all of {@code range}. */
    public boolean holds(Range range) {
        return segmentAt(range.start())
                .filter(segment -> segment.range().contains(range))
                .isPresent();
    }

    /** The symbols called {@code name}, in the order of their positions (sympos). */
    public List<Symbol> named(String name) {
        return ((Symbols) symbols).named(name);
    }

    /** How many functions it has. */
    public int functions() {
        return ((Symbols) symbols).functions();
    }

    /**
     * The symbol that begins at {@code address}, else the one that it lies in; of several at one
     * address the first.
     */
    public Optional<Symbol> symbolAt(long address) {
        Symbols all = (Symbols) symbols;
        int last = all.lastBefore(address);
        int found = last >= 0 && all.address(last) == address ? last : all.sized(last);
        if (found < 0) {
            return Optional.empty();
        }
        Symbol symbol = all.get(found);
        return symbol.address() == address || symbol.range().contains(address)
                ? Optional.of(all.get(all.first(found)))
                : Optional.empty();
    }

    /** This module with one more function, declared last. */
    public Module with(Symbol function, Optional<Site> site) {
        List<Site> more = new ArrayList<>(sites);
        site.ifPresent(more::add);
        more.sort(Site::byIp);
        return new Module(name, segments, ((Symbols) symbols).with(function), more, tables, toc);
    }

    /** This module without some of its symbols; the others keep their order. */
    public Module without(List<Symbol> gone) {
        return new Module(name, segments, ((Symbols) symbols).without(gone), sites, tables, toc);
    }

    /** The site of the function at {@code address}; sites stand in the order of functions. */
    public Optional<Site> site(long address) {
        int low = 0;
        int high = sites.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(function(middle), address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < sites.size() && function(low) == address
                ? Optional.of(sites.get(low))
                : Optional.empty();
    }

    private long function(int site) {
        return sites instanceof ListedSites listed
                ? listed.function(site)
                : sites.get(site).function();
    }
}
