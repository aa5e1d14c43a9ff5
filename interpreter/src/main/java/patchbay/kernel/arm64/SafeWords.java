package patchbay.kernel.arm64;

/**
 * Which instructions may be exchanged for one another while another processor runs there
 * ("concurrent modification and execution of instructions", Arm ARM B2.3): that processor then sees
 * the old one or the new one. For all others anything that is possible at that exception level may
 * happen.
 *
 * <p>A kernel that patches sites without stopping the machine relies on it: no-op and {@code bl}
 * are both in every set.
 */
public enum SafeWords {
    /** What kernels before 5.5 tested for: branches, traps, and hints that act as no-ops. */
    KERNEL_LEGACY,
    /** B, BL, BRK, HVC, ISB, NOP, SMC, SVC, as the manual has had it for long. */
    ARMARM_CLASSIC,
    /** Also conditional branches, as the current manual is read. */
    ARMARM_NEW;

    private static final int NOP = 0xd503_201f;
    private static final int ISB_MASK = 0xffff_f0ff;
    private static final int ISB = 0xd503_30df;

    /** Whether {@code word} is in the set. */
    public boolean contains(int word) {
        return switch (this) {
            case KERNEL_LEGACY -> branch(word) || trap(word) || quietHint(word);
            case ARMARM_CLASSIC -> branch(word) || trap(word) || word == NOP || isb(word);
            case ARMARM_NEW -> ARMARM_CLASSIC.contains(word) || conditional(word);
        };
    }

    private static boolean branch(int word) {
        return (word & 0x7c00_0000) == 0x1400_0000;
    }

    /** SVC, HVC, SMC, BRK. */
    private static boolean trap(int word) {
        return (word & 0xffe0_001f) == 0xd400_0001
                || (word & 0xffe0_001f) == 0xd400_0002
                || (word & 0xffe0_001f) == 0xd400_0003
                || (word & 0xffe0_001f) == 0xd420_0000;
    }

    private static boolean isb(int word) {
        return (word & ISB_MASK) == ISB;
    }

    /** A hint other than YIELD, WFE, WFI, SEV, SEVL. */
    private static boolean quietHint(int word) {
        int hint = word >>> 5 & 0x7f;
        return (word & 0xffff_f01f) == 0xd503_201f && (hint == 0 || hint > 5);
    }

    /** B.cond, CBZ, CBNZ, TBZ, TBNZ. */
    private static boolean conditional(int word) {
        return (word & 0xff00_0010) == 0x5400_0000
                || (word & 0x7e00_0000) == 0x3400_0000
                || (word & 0x7e00_0000) == 0x3600_0000;
    }
}
