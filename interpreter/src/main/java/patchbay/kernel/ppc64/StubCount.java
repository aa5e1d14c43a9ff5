package patchbay.kernel.ppc64;

import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.RelocationOrder;
import patchbay.kernel.SlotAsk;
import patchbay.kernel.SlotCount;

/**
 * How many slots a module's {@code .stubs} gets: {@code get_stubs_size} of module_64.c.
 *
 * <pre>
 *   distinct calls of each list  +  1 that ends the search  +  2 for ftrace
 * </pre>
 *
 * <p>Lists count whatever they apply to. Calls are distinct in a list by symbol and addend; calls
 * inside the module count too, as nobody looks where a symbol is, and so does the same callee in
 * another list. Peculiar: the kernel sorts, the greatest symbol first, and compares with the entry
 * before; it keeps that one's addend in 32 bits and compares it as an unsigned number, so a
 * negative one is never equal; and the first group is not counted if it is that of symbol 0 without
 * addend. Only where there are addends does the number depend on the order.
 */
final class StubCount implements SlotCount {
    private static final int REL24 = Ppc64Fixups.REL24.elfType();

    private final Ppc64Loader rules;

    /** For each symbol the number of the list that had a call of it. */
    private final int[] seen;

    private int lists;
    private int distinct;
    private long calls;

    /**
     * @param symbols how many the module has
     */
    StubCount(Ppc64Loader rules, int symbols) {
        this.rules = rules;
        this.seen = new int[symbols];
    }

    @Override
    public boolean counts(long flags) {
        return true;
    }

    @Override
    public void add(RelocTable entries, Section target) {
        add(entries);
    }

    void add(RelocTable entries) {
        lists++;
        int symbols = 0;
        int greatest = 0;
        boolean addends = false;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.type(i) == REL24) {
                calls++;
                int symbol = entries.symbol(i);
                addends |= entries.addend(i) != 0;
                greatest = Math.max(greatest, symbol);
                if (seen[symbol] != lists) {
                    seen[symbol] = lists;
                    symbols++;
                }
            }
        }
        distinct += addends ? inOrder(entries) : greatest == 0 ? 0 : symbols;
    }

    private int inOrder(RelocTable entries) {
        int[] order = new int[entries.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        RelocationOrder.sort(
                entries,
                order,
                order.length,
                RelocationOrder.Key.GREATEST_SYMBOL_FIRST,
                rules.heapsort());
        SlotAsk.Reserved reserved = new SlotAsk.Reserved();
        tally(entries, order, 0, reserved);
        return reserved.slots();
    }

    @Override
    public void tally(RelocTable entries, int[] order, int target, SlotAsk.Tally tally) {
        int symbol = 0;
        long addend = 0;
        for (int i : order) {
            if (entries.type(i) == REL24) {
                boolean same = entries.symbol(i) == symbol && entries.addend(i) == addend;
                tally.ask(i, same ? SlotAsk.REPEATED : SlotAsk.NEW);
                symbol = entries.symbol(i);
                addend = entries.addend(i) & 0xffff_ffffL;
            }
        }
    }

    @Override
    public int slack(int reserved) {
        return 0;
    }

    /** With the slot that ends the search, and those for ftrace. */
    int stubs() {
        return distinct + 1 + rules.tracers().size();
    }

    @Override
    public Slots slots() {
        return new Slots(0, 0, stubs(), (long) stubs() * StubTable.SIZE, 0, calls);
    }
}
