package patchbay.kernel;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How large the blocks of a prepared module are, wherever they come to lie. */
final class BlockSizes {
    private final Loading load;
    private Map<String, Long> ofSections = Map.of();
    private volatile @Nullable Map<String, Long> whole;

    BlockSizes(Loading load) {
        this.load = load;
    }

    /** Gives every section its block and its offset there. */
    void lay() {
        long pageSize = load.era().options().pageSize();
        ofSections = load.rules().layout().lay(load.sections(), load.rules(), pageSize);
    }

    /** Of the blocks that hold sections, up to the end of the last, in order of allocation. */
    Map<String, Long> ofSections() {
        return ofSections;
    }

    /** With the symbol table that the kernel keeps behind the sections. */
    Map<String, Long> whole() {
        Map<String, Long> known = whole;
        if (known == null) {
            known = new HashMap<>(ofSections);
            SymbolTail.append(load, known);
            whole = known;
        }
        return known;
    }
}
