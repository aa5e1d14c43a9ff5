package patchbay.kernel.arm64;

import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.SlotAsk;
import patchbay.kernel.SlotCount;

/**
 * How many slots a module gets: {@code count_plts} of module-plts.c.
 *
 * <p>Addresses are not known yet, so every branch to another section is counted, in reach or not.
 * Branches of one kind to the same symbol count once if they have no addend: the kernel sorts them,
 * type by type and symbol by symbol, and passes over an entry that is as the one before. So nobody
 * needs the order to know the number: it is that of different branches without addend, and of all
 * with one. One peculiarity is left of the order: where a list holds nothing but such branches, the
 * partition before the sort stops one short, and the last entry stays where it is. It is only
 * compared with the greatest of the others, and counts once more if it is not as that one.
 *
 * <p>Until 4.10 only branches to undefined symbols count, whose slots their symbols remember.
 *
 * <p>With the workaround for erratum 843419, an {@code adrp} whose place could come to lie in the
 * last two words of a page needs room for a veneer. Whether it can depends on the section's
 * alignment: raising it to {@code 2 << trailing ones of offset | 7} fixes the low bits of the place
 * in a pattern that is never 0xff8 or 0xffc, so the kernel raises it unless that takes more than a
 * page. From 5.0 on slots begin with an {@code adrp} too, and some of them may have to be left out,
 * one in each page: hence the slack.
 */
final class PltCount implements SlotCount {
    private static final int PAGE = 4096;
    private static final int JUMP26 = Arm64Fixups.JUMP26.elfType();
    private static final int CALL26 = Arm64Fixups.CALL26.elfType();
    private static final int ADRP = Arm64Fixups.ADRP_HI21.elfType();
    private static final int ADRP_NC = Arm64Fixups.ADRP_HI21_NC.elfType();

    private final Arm64Loader rules;
    private final boolean countsBranches;
    private final boolean onlyUndefined;
    private final boolean movesAdrp;
    private final int[] symbolSections;

    /** For each symbol and kind of branch the number of the list that had one without addend. */
    private final int[] seen;

    private int lists;
    private int core;
    private int init;
    private long calls;
    private long align;

    PltCount(Arm64Loader rules, int[] symbolSections) {
        this.rules = rules;
        this.countsBranches = rules.countsBranches();
        this.onlyUndefined = !rules.hasInitPlt();
        this.movesAdrp = rules.movesAdrp();
        this.symbolSections = symbolSections;
        this.seen = new int[2 * symbolSections.length];
    }

    static boolean isBranch(int type) {
        return type == JUMP26 || type == CALL26;
    }

    static boolean isAdrp(int type) {
        return type == ADRP || type == ADRP_NC;
    }

    /**
     * Whether entry {@code i} of a list against section {@code target} is a branch to a symbol of
     * another: the index decides, not the distance.
     */
    boolean mayNeedSlot(RelocTable entries, int i, int target) {
        return isBranch(entries.type(i)) && isElsewhere(entries.symbol(i), target);
    }

    private boolean isElsewhere(int symbol, int target) {
        int section = symbolSections[symbol];
        return countsBranches && (onlyUndefined ? section == Symbol.UNDEFINED : section != target);
    }

    @Override
    public void tally(RelocTable entries, int[] order, int target, SlotAsk.Tally tally) {
        int before = -1;
        for (int i : order) {
            if (mayNeedSlot(entries, i, target)) {
                tally.ask(i, branch(entries, i, before));
            } else if (movesAdrp && isAdrp(entries.type(i)) && kept(entries.offset(i)) > PAGE) {
                tally.ask(i, SlotAsk.STAND_IN);
            }
            before = i;
        }
    }

    private static SlotAsk branch(RelocTable entries, int i, int before) {
        if (before < 0 || order(entries, i, before) != 0) {
            return SlotAsk.NEW;
        }
        return entries.addend(i) == 0 ? SlotAsk.REPEATED : SlotAsk.ADDEND;
    }

    /** The alignment that keeps the low bits of a place at {@code offset} as they are. */
    private static long kept(long offset) {
        return 2L << Long.numberOfTrailingZeros(~(offset | 7));
    }

    /** One in each page. */
    @Override
    public int slack(int reserved) {
        int inPage = PAGE / rules.entries().size();
        return rules.skipsSlots() ? (reserved + inPage - 1) / inPage : 0;
    }

    @Override
    public boolean counts(long flags) {
        return (flags & Section.EXECUTE) != 0;
    }

    @Override
    public void add(RelocTable entries, Section target) {
        add(entries, target.index(), rules.countsAsInit(target.name()));
    }

    /** Counts one more list, against the section of that index. */
    void add(RelocTable entries, int target, boolean toInit) {
        lists++;
        align = 1;
        int size = entries.size();
        long[] words = entries.words();
        int branches = 0;
        int slots = 0;
        int veneers = 0;
        boolean lastIsNew = false;
        for (int i = 0, w = 1; i < size; i++, w += RelocTable.WORDS) {
            int type = (int) words[w];
            if (type == CALL26 || type == JUMP26) {
                int symbol = (int) (words[w] >>> 32);
                if (isElsewhere(symbol, target)) {
                    branches++;
                    int kind = 2 * symbol + (type == CALL26 ? 1 : 0);
                    boolean plain = words[w + 1] == 0;
                    lastIsNew = !plain || seen[kind] != lists;
                    if (lastIsNew) {
                        slots++;
                    }
                    if (plain) {
                        seen[kind] = lists;
                    }
                }
            } else if (movesAdrp && isAdrp(type)) {
                long fixed = kept(entries.offset(i));
                if (fixed > PAGE) {
                    veneers++;
                } else {
                    align = Math.max(align, fixed);
                }
            }
        }
        if (rules.order() == Arm64Loader.Order.BRANCHES
                && branches == size
                && !lastIsNew
                && !isAsGreatestOfOthers(entries, size - 1)) {
            slots++;
        }
        calls += branches;
        slots += veneers;
        slots += slack(slots);
        if (toInit) {
            init += slots;
        } else {
            core += slots;
        }
    }

    private static boolean isAsGreatestOfOthers(RelocTable entries, int last) {
        int greatest = 0;
        for (int i = 1; i < last; i++) {
            if (order(entries, i, greatest) > 0) {
                greatest = i;
            }
        }
        return last <= 0 || order(entries, last, greatest) == 0;
    }

    private static int order(RelocTable entries, int i, int j) {
        int types = Integer.compareUnsigned(entries.type(i), entries.type(j));
        int symbols = Integer.compareUnsigned(entries.symbol(i), entries.symbol(j));
        return types != 0
                ? types
                : symbols != 0 ? symbols : Long.compare(entries.addend(i), entries.addend(j));
    }

    /** What the last list's section has to be aligned to, so that no more veneers are needed. */
    long align() {
        return align;
    }

    @Override
    public Slots slots() {
        int size = rules.entries().size();
        int spare = rules.spareSlots();
        long initBytes = rules.hasInitPlt() ? (long) (init + spare) * size : 0;
        return new Slots(core, init, 0, (long) (core + spare) * size, initBytes, calls);
    }
}
