package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import patchbay.isa.arm64.LandingPads;
import patchbay.kernel.LinkedKernelRules;

/**
 * The entries that {@code __start_mcount_loc} lists in an arm64 vmlinux, and what {@code
 * ftrace_init_nop} makes of them; the same as {@link SiteSetup} does for a module.
 */
record Arm64LinkedKernel(Arm64Loader.SiteForm form) implements LinkedKernelRules {
    private static final int R_AARCH64_RELATIVE = 1027;
    private static final int CALL_MASK = 0xfc00_0000;
    private static final int CALL = 0x9400_0000;

    /** Bytes of the two no-ops before a function, which come to hold a pointer. */
    private static final int POINTER = 8;

    @Override
    public int relative() {
        return R_AARCH64_RELATIVE;
    }

    @Override
    public long function(long entry) {
        return form == Arm64Loader.SiteForm.CALL_OPS ? entry + POINTER : entry;
    }

    @Override
    public long ip(long entry, Code code) {
        return form == Arm64Loader.SiteForm.MCOUNT ? entry : first(entry, code) + 4;
    }

    /** The first of the two no-ops at the entry: behind a landing pad, if there is one. */
    private long first(long entry, Code code) {
        long function = function(entry);
        boolean pad = form == Arm64Loader.SiteForm.CALL_OPS && LandingPads.isBti(code.at(function));
        return pad ? function + 4 : function;
    }

    @Override
    public List<Word> initialised(long entry, Code code, OptionalLong idle) {
        if (form == Arm64Loader.SiteForm.MCOUNT) {
            return (code.at(entry) & CALL_MASK) == CALL
                    ? List.of(new Word(entry, 4, SiteSetup.NOP))
                    : List.of();
        }
        long first = first(entry, code);
        if (code.at(first) != SiteSetup.NOP) {
            return List.of();
        }
        List<Word> words = new ArrayList<>(List.of(new Word(first, 4, SiteSetup.MOV_X9_X30)));
        if (form == Arm64Loader.SiteForm.CALL_OPS && entry % POINTER == 0 && idle.isPresent()) {
            words.add(new Word(entry, POINTER, idle.getAsLong()));
        }
        return words;
    }
}
