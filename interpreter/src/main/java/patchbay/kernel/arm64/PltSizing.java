package patchbay.kernel.arm64;

import patchbay.image.Section;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.kernel.RelocationOrder;
import patchbay.kernel.SlotCount;

/**
 * Before a module is laid out: the order in which its relocations will be applied, and the number
 * of its slots ({@code module_frob_arch_sections} of module-plts.c; see {@link PltCount}).
 */
final class PltSizing {
    private PltSizing() {}

    static SlotCount.Slots count(Arm64Loader rules, Loading load) {
        PltCount count = new PltCount(rules, load.symbolSections());
        for (LoadSection.Relocs relocs : load.relocs()) {
            LoadSection target = relocs.target();
            if (target.is(Section.EXECUTE)) {
                sort(rules, count, relocs);
                count.add(relocs.entries(), target.index(), rules.countsAsInit(target.name()));
                target.raiseAlign(count.align());
            }
        }
        return count.slots();
    }

    private static void sort(Arm64Loader rules, PltCount count, LoadSection.Relocs relocs) {
        int[] order = relocs.order();
        int target = relocs.target().index();
        int n =
                switch (rules.order()) {
                    case EVERYTHING -> order.length;
                    case BRANCHES ->
                            RelocationOrder.partition(
                                    order, i -> count.mayNeedSlot(relocs.entries(), i, target));
                    case NOTHING -> 0;
                };
        RelocationOrder.sort(
                relocs.entries(), order, n, RelocationOrder.Key.BY_TARGET, rules.heapsort());
        relocs.sorted(n);
    }
}
