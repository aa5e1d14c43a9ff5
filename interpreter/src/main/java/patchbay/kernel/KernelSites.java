package patchbay.kernel;

import java.util.Arrays;
import patchbay.machine.ListedSites;

/** The patchable entries of a linked kernel: what the compiler listed, and the functions there. */
final class KernelSites extends ListedSites {
    private final long[] entries;
    private final long[] starts;
    private final LinkedKernelRules rules;
    private final LinkedKernelRules.Code code;

    /**
     * @param entries listed addresses, by address
     * @param starts where functions begin, by address
     */
    KernelSites(
            long[] entries, long[] starts, LinkedKernelRules rules, LinkedKernelRules.Code code) {
        this.entries = entries;
        this.starts = starts;
        this.rules = rules;
        this.code = code;
    }

    @Override
    public int size() {
        return entries.length;
    }

    @Override
    public long function(int index) {
        long inside = rules.function(entries[index]);
        int found = Arrays.binarySearch(starts, inside);
        int last = found < 0 ? -found - 2 : found;
        return last < 0 ? inside : starts[last];
    }

    @Override
    protected long ip(int index) {
        return rules.ip(entries[index], code);
    }
}
