package patchbay.kernel.ppc64;

import patchbay.image.RelocTable;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.kernel.RelocationOrder;

/**
 * How many slots a module's {@code .stubs} gets: {@code get_stubs_size} of module_64.c.
 *
 * <pre>
 *   distinct calls of each list  +  1 that ends the search  +  2 for ftrace
 * </pre>
 *
 * <p>Every list of relocations is sorted in place, the greatest first, whatever it applies to, and
 * stays so: the slots are filled in this order. Calls are distinct in a list by symbol and addend;
 * calls inside the module count too, as nobody looks where a symbol is, and so does the same callee
 * in another list. Peculiar: the addend is kept in 32 bits and compared as an unsigned number, so a
 * negative one is never equal to the one before; and the first group is not counted if it is that
 * of symbol 0 without addend.
 */
final class StubSizing {
    /** The slots of a module, term by term. */
    record Count(int calls, int terminator, int tracer) {
        int all() {
            return calls + terminator + tracer;
        }
    }

    private StubSizing() {}

    static Count count(Ppc64Loader rules, Loading load) {
        int calls = 0;
        for (LoadSection.Relocs relocs : load.relocs()) {
            RelocationOrder.sort(
                    relocs.entries(),
                    relocs.order(),
                    relocs.order().length,
                    RelocationOrder.Key.GREATEST_SYMBOL_FIRST,
                    rules.heapsort());
            relocs.sorted(relocs.order().length);
            calls += distinct(relocs);
        }
        return new Count(calls, 1, rules.tracers().size());
    }

    private static int distinct(LoadSection.Relocs relocs) {
        RelocTable entries = relocs.entries();
        int calls = 0;
        int symbol = 0;
        long addend = 0;
        for (int i : relocs.order()) {
            if (entries.type(i) == Ppc64Fixups.REL24.elfType()
                    && (entries.symbol(i) != symbol || entries.addend(i) != addend)) {
                calls++;
                symbol = entries.symbol(i);
                addend = entries.addend(i) & 0xffff_ffffL;
            }
        }
        return calls;
    }
}
