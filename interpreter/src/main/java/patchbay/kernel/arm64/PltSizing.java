package patchbay.kernel.arm64;

import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.kernel.RelocationOrder;

/**
 * How many slots a module gets: {@code count_plts} of module-plts.c.
 *
 * <p>Addresses are not known yet, so every branch to another section is counted, in reach or not.
 * Branches to the same place count once, but only where they stand next to each other after the
 * sort, and only without addend.
 *
 * <p>With the workaround for erratum 843419, an {@code adrp} whose place could come to lie in the
 * last two words of a page needs room for a veneer. Whether it can depends on the section's
 * alignment: raising it to {@code 2 << trailing ones of offset | 7} fixes the low bits of the place
 * in a pattern that is never 0xff8 or 0xffc, so the kernel raises it unless that takes more than a
 * page. As slots begin with an {@code adrp} too, some of them may have to be left out, one in each
 * page: hence the slack.
 */
final class PltSizing {
    private PltSizing() {}

    private static final int PAGE = 4096;

    /** How many slots each of the two tables must have. */
    record Counts(int core, int init) {}

    static Counts count(Arm64Loader rules, Loading load) {
        int core = 0;
        int init = 0;
        for (LoadSection.Relocs relocs : load.relocs()) {
            LoadSection target = relocs.target();
            if (!target.is(Section.EXECUTE)) {
                continue;
            }
            sort(rules, load, relocs);
            int slots = count(rules, load, relocs);
            if (rules.countsAsInit(target.name())) {
                init += slots;
            } else {
                core += slots;
            }
        }
        return new Counts(core, init);
    }

    private static void sort(Arm64Loader rules, Loading load, LoadSection.Relocs relocs) {
        int[] order = relocs.order();
        int n =
                switch (rules.order()) {
                    case EVERYTHING -> order.length;
                    case BRANCHES ->
                            RelocationOrder.partition(order, i -> mayNeedSlot(load, relocs, i));
                };
        RelocationOrder.sort(
                relocs.entries(), order, n, RelocationOrder.Key.BY_TARGET, rules.heapsort());
        relocs.sorted(n);
    }

    /** A direct branch to a symbol of another section: the index decides, not the distance. */
    private static boolean mayNeedSlot(Loading load, LoadSection.Relocs relocs, int i) {
        RelocTable entries = relocs.entries();
        return isBranch(entries.type(i))
                && load.symbol(entries.symbol(i)).section() != relocs.target().index();
    }

    static boolean isBranch(int type) {
        return type == Arm64Fixups.JUMP26.elfType() || type == Arm64Fixups.CALL26.elfType();
    }

    static boolean isAdrp(int type) {
        return type == Arm64Fixups.ADRP_HI21.elfType()
                || type == Arm64Fixups.ADRP_HI21_NC.elfType();
    }

    private static int count(Arm64Loader rules, Loading load, LoadSection.Relocs relocs) {
        RelocTable entries = relocs.entries();
        int slots = 0;
        int before = -1;
        for (int i : relocs.order()) {
            if (mayNeedSlot(load, relocs, i)) {
                slots += before >= 0 && isDuplicate(entries, i, before) ? 0 : 1;
            } else if (rules.erratum() && isAdrp(entries.type(i))) {
                long fixed = 2L << Long.numberOfTrailingZeros(~(entries.offset(i) | 7));
                if (fixed > PAGE) {
                    slots++;
                } else {
                    relocs.target().raiseAlign(fixed);
                }
            }
            before = i;
        }
        if (rules.erratum()) {
            int inPage = PAGE / rules.entries().size();
            slots += (slots + inPage - 1) / inPage;
        }
        return slots;
    }

    private static boolean isDuplicate(RelocTable entries, int i, int before) {
        return entries.addend(i) == 0
                && entries.addend(before) == 0
                && entries.type(i) == entries.type(before)
                && entries.symbol(i) == entries.symbol(before);
    }
}
