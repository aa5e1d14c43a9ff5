package patchbay.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.image.SymbolTable;

/**
 * Symbols of an object that has hundreds of thousands: they stay as they lie in their file, and one
 * becomes a {@link Symbol} when somebody asks for it. Kept for each is only where it comes in the
 * order of addresses, what it is and how long; and once a name was looked for, a number to find
 * names by. Of one name the first by address has position 1, as in kallsyms.
 */
public final class FileSymbols extends Symbols {
    private static final int INDEX_BITS = 28;

    private final String object;
    private final SymbolTable table;
    private final long base;

    /** By address: how far behind the base, a rank among equal ones, the index in the table. */
    private final long[] order;

    private final Kinds kinds;
    private final int[] sizes;
    private volatile long @Nullable [] byName;
    private volatile int @Nullable [] lastSized;

    /** What a symbol is, by its index in the table. */
    public interface Kinds {
        Symbol.Kind kind(int index);

        /** Bytes from a function to its local entry. */
        int local(int index);
    }

    /**
     * @param base at or below all addresses, less than 2^31 from each
     * @param order what {@link #key} gives for each symbol, sorted
     * @param sizes in bytes, in that order
     */
    public FileSymbols(
            String object, SymbolTable table, long base, long[] order, int[] sizes, Kinds kinds) {
        this.object = object;
        this.table = table;
        this.base = base;
        this.order = order;
        this.sizes = sizes;
        this.kinds = kinds;
    }

    /**
     * What a symbol is sorted by.
     *
     * @param offset from the base, below 2^31
     * @param rank 0..7; of equal addresses the lowest comes first
     * @param index in the table, below 2^28
     */
    public static long key(long offset, int rank, int index) {
        return offset << 32 | (long) rank << INDEX_BITS | index;
    }

    /** The index in the table that a key was made from. */
    public static int index(long key) {
        return (int) key & (1 << INDEX_BITS) - 1;
    }

    @Override
    public Symbol get(int position) {
        int index = index(order[position]);
        Symbol.Kind kind = kinds.kind(index);
        int local = kind == Symbol.Kind.FUNCTION ? kinds.local(index) : 0;
        return new Symbol(
                object, table.name(index), address(position), sizes[position], kind, local);
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    long address(int position) {
        return base + (order[position] >>> 32);
    }

    @Override
    int functions() {
        int functions = 0;
        for (long key : order) {
            functions += kinds.kind(index(key)) == Symbol.Kind.FUNCTION ? 1 : 0;
        }
        return functions;
    }

    /** The end of what is declared here: a file's symbols are all there from the beginning. */
    @Override
    Symbols with(Symbol symbol) {
        List<Symbol> all = new ArrayList<>(this);
        all.add(symbol);
        return DeclaredSymbols.of(all);
    }

    @Override
    List<Symbol> inOrder() {
        return this;
    }

    @Override
    List<Symbol> named(String name) {
        long[] known = byName();
        byte[] wanted = name.getBytes(UTF_8);
        long first = (long) SymbolTable.hash(wanted) << 32;
        int at = Arrays.binarySearch(known, first);
        List<Symbol> found = new ArrayList<>();
        for (int i = at < 0 ? -at - 1 : at;
                i < known.length && known[i] >>> 32 == first >>> 32;
                i++) {
            int position = (int) known[i];
            if (table.isNamed(index(order[position]), wanted)) {
                found.add(get(position));
            }
        }
        return found;
    }

    /** Hashes of names with positions, sorted: of equal names the lowest position comes first. */
    private long[] byName() {
        long[] known = byName;
        if (known == null) {
            known = new long[order.length];
            for (int i = 0; i < known.length; i++) {
                known[i] = (long) table.nameHash(index(order[i])) << 32 | i;
            }
            Arrays.sort(known);
            byName = known;
        }
        return known;
    }

    @Override
    int sized(int position) {
        int[] known = lastSized;
        if (known == null) {
            known = new int[sizes.length];
            int last = -1;
            for (int i = 0; i < known.length; i++) {
                last = sizes[i] > 0 ? i : last;
                known[i] = last;
            }
            lastSized = known;
        }
        return position < 0 ? -1 : known[position];
    }
}
