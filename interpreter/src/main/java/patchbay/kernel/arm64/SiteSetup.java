package patchbay.kernel.arm64;

import java.util.OptionalLong;
import patchbay.isa.arm64.LandingPads;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.kernel.SiteList;
import patchbay.machine.Site;

/**
 * The patchable entries of a module, brought from what the compiler left to what the tracer
 * expects: {@code ftrace_init_nop} of arm64's ftrace.c.
 *
 * <pre>
 *   compiled      nop           nop            -fpatchable-function-entry=2
 *   after this    mov x9, x30   nop            the second word is the site
 *
 *   compiled      nop nop | (bti c) nop nop    -fpatchable-function-entry=4,2
 *   after this    pointer | (bti c) mov x9, x30  nop
 * </pre>
 *
 * The section lists, for the first form, the first no-op, which stands behind a landing pad if
 * there is one; for the second, the no-ops before the function. The list is sorted in place. The
 * pointer is that of {@code ftrace_nop_ops}.
 */
final class SiteSetup {
    private SiteSetup() {}

    static final int NOP = 0xd503_201f;
    static final int MOV_X9_X30 = 0xaa1e_03e9;
    private static final String ENTRIES = "__patchable_function_entries";
    private static final String CALLS = "__mcount_loc";
    private static final String NOP_OPS = "ftrace_nop_ops";

    static void run(Arm64Loader rules, Loading load) {
        SiteList list = new SiteList(load);
        String name = rules.site() == Arm64Loader.SiteForm.MCOUNT ? CALLS : ENTRIES;
        boolean expected = true;
        for (long entry : list.sorted(name)) {
            if (entry == 0) {
                continue;
            }
            LoadSection text = list.holder(entry).orElse(null);
            if (text == null) {
                load.note(new LoadNote.UnexpectedSite(entry, 0));
                expected = false;
                continue;
            }
            // One unexpected word makes the tracer give up for good; the sites stay listed.
            boolean write = expected;
            expected &=
                    switch (rules.site()) {
                        case MCOUNT -> call(load, text, entry, list, write);
                        case TWO_NOPS -> nops(load, text, entry, entry, list, write);
                        case CALL_OPS -> callOps(load, text, entry, list, write);
                    };
        }
    }

    private static boolean call(
            Loading load, LoadSection text, long ip, SiteList list, boolean write) {
        load.site(new Site(list.holding(ip), ip));
        if (write) {
            text.put(ip - text.address(), 4, NOP);
        }
        return true;
    }

    private static boolean callOps(
            Loading load, LoadSection text, long entry, SiteList list, boolean write) {
        if (entry % 8 != 0) {
            load.note(new LoadNote.UnexpectedSite(entry, entry));
            return true;
        }
        long function = entry + 8;
        if (!SiteList.inside(text, function)) {
            load.note(new LoadNote.UnexpectedSite(entry, 0));
            return false;
        }
        int first = (int) text.little(function - text.address(), 4);
        long nops = LandingPads.isBti(first) ? function + 4 : function;
        OptionalLong none = load.exports().internal(NOP_OPS);
        if (write && none.isPresent()) {
            text.put(entry - text.address(), 8, none.getAsLong());
        }
        return nops(load, text, nops, function, list, write);
    }

    /** Two no-ops from {@code at} on: the first becomes the move, the second is the site. */
    private static boolean nops(
            Loading load, LoadSection text, long at, long entry, SiteList list, boolean write) {
        long ip = at + 4;
        if (!SiteList.inside(text, ip)) {
            load.note(new LoadNote.UnexpectedSite(ip, 0));
            return false;
        }
        load.site(new Site(function(list, entry), ip));
        long word = text.little(at - text.address(), 4);
        if (word != (NOP & 0xffff_ffffL)) {
            load.note(new LoadNote.UnexpectedSite(at, word));
            return false;
        }
        if (write) {
            text.put(at - text.address(), 4, MOV_X9_X30);
        }
        return true;
    }

    /** The function that begins at {@code entry}, or one word before it with a landing pad. */
    private static long function(SiteList list, long entry) {
        return !list.begins(entry) && list.begins(entry - 4) ? entry - 4 : entry;
    }
}
