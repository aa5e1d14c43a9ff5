package patchbay.kernel.ppc64;

import java.util.OptionalLong;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.kernel.SiteList;
import patchbay.machine.Site;

/**
 * The patchable entries of a module, brought from what {@code -mprofile-kernel} left to what the
 * tracer expects: {@code ftrace_init_nop} of powerpc's ftrace.c.
 *
 * <pre>
 *   global entry   addis r2,r12,…
 *                  addi  r2,r2,…
 *   local entry    mflr  r0            the caller's return address, as bl takes lr
 *   (gcc 5)        std   r0,16(r1)
 *   ip             bl    _mcount   →   nop
 * </pre>
 *
 * The section lists the {@code bl}; it must go through a stub to {@code _mcount}.
 *
 * <p>From 6.8 on a kernel may be built with {@code -fpatchable-function-entry=2}: then two no-ops
 * stand at the local entry, the section of that name lists the first, and the tracer puts the
 * {@code mflr} there itself.
 */
final class SiteSetup {
    private static final String CALLS = "__mcount_loc";
    private static final String ENTRIES = "__patchable_function_entries";
    static final int MFLR_R0 = 0x7c08_02a6;
    private static final int STD_R0 = 0xf801_0010;
    private static final int BL_MASK = 0xfc00_0003;
    private static final int BL = 0x4800_0001;

    private SiteSetup() {}

    /**
     * @param patchable whether this kernel may be built with patchable entries
     */
    static void run(Loading load, boolean patchable) {
        SiteList list = new SiteList(load);
        OptionalLong mcount = load.exports().internal(Ppc64Loader.MCOUNT);
        boolean noOps = patchable && load.section(ENTRIES).isPresent();
        boolean expected = true;
        for (long entry : list.sorted(noOps ? ENTRIES : CALLS)) {
            if (entry == 0) {
                continue;
            }
            long ip = noOps ? entry + 4 : entry;
            LoadSection text = list.holder(ip).orElse(null);
            if (text == null) {
                load.note(new LoadNote.UnexpectedSite(ip, 0));
                expected = false;
                continue;
            }
            load.site(new Site(list.holding(ip), ip));
            long offset = ip - text.address();
            if (!(noOps ? areNoOps(text, offset) : calls(load, text, ip, mcount))) {
                load.note(new LoadNote.UnexpectedSite(ip, text.little(offset, 4)));
                expected = false;
            } else if (expected) {
                // One unexpected word makes the tracer give up for good; the sites stay listed.
                text.put(offset, 4, Stubs.NOP);
                if (noOps) {
                    text.put(offset - 4, 4, MFLR_R0);
                }
            }
        }
    }

    private static boolean areNoOps(LoadSection text, long offset) {
        return offset >= 4
                && text.little(offset, 4) == Stubs.NOP
                && text.little(offset - 4, 4) == Stubs.NOP;
    }

    /** Whether the word at {@code ip} is the compiler's call, through a stub to {@code mcount}. */
    private static boolean calls(Loading load, LoadSection text, long ip, OptionalLong mcount) {
        long offset = ip - text.address();
        int word = (int) text.little(offset, 4);
        if (!isCall(word) || offset < 4 || !savesLink((int) text.little(offset - 4, 4))) {
            return false;
        }
        LoadSection stubs = load.section(StubTable.SECTION).orElseThrow();
        long stub = ip + ((word & ~BL_MASK) << 6 >> 6) - stubs.address();
        return stub >= 0
                && stub + Stubs.TARGET_OFFSET + 8 <= stubs.size()
                && (int) stubs.little(stub + Stubs.MAGIC_OFFSET, 4) == Stubs.MAGIC
                && mcount.equals(OptionalLong.of(stubs.little(stub + Stubs.TARGET_OFFSET, 8)));
    }

    static boolean isCall(int word) {
        return (word & BL_MASK) == BL;
    }

    /** Whether that is what stands before the call: the caller's return address goes into r0. */
    static boolean savesLink(int word) {
        return word == MFLR_R0 || word == STD_R0;
    }
}
