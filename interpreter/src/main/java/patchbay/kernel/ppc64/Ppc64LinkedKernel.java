package patchbay.kernel.ppc64;

import java.util.List;
import java.util.OptionalLong;
import patchbay.kernel.LinkedKernelRules;

/**
 * The entries that {@code __start_mcount_loc} lists in a ppc64le vmlinux, and what {@code
 * ftrace_init_nop} makes of them; the same as {@link SiteSetup} does for a module. Listed is the
 * {@code bl _mcount}; where the kernel was built with patchable entries, the first of two no-ops.
 */
record Ppc64LinkedKernel(boolean patchable) implements LinkedKernelRules {
    private static final int R_PPC64_RELATIVE = 22;

    @Override
    public int relative() {
        return R_PPC64_RELATIVE;
    }

    @Override
    public long ip(long entry, Code code) {
        return areNoOps(entry, code) ? entry + 4 : entry;
    }

    private boolean areNoOps(long entry, Code code) {
        return patchable && code.at(entry) == Stubs.NOP && code.at(entry + 4) == Stubs.NOP;
    }

    @Override
    public List<Word> initialised(long entry, Code code, OptionalLong idle) {
        if (areNoOps(entry, code)) {
            return List.of(new Word(entry, 4, SiteSetup.MFLR_R0));
        }
        return SiteSetup.isCall(code.at(entry)) && SiteSetup.savesLink(code.at(entry - 4))
                ? List.of(new Word(entry, 4, Stubs.NOP))
                : List.of();
    }
}
