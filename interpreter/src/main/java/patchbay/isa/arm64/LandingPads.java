package patchbay.isa.arm64;

/**
 * Where an indirect branch may land in guarded code (FEAT_BTI: PSTATE.BTYPE and the table of the
 * instruction BTI in the Arm ARM).
 *
 * <pre>
 *   branch               bti c    bti j    bti jc   paciasp, pacibsp   brk, hlt   other
 *   blr                  yes      no       yes      yes                yes        no
 *   br x16, br x17       yes      yes      yes      yes                yes        no
 *   br of another        no       yes      yes      no                 yes        no
 * </pre>
 *
 * The signing instructions stand for {@code bti c}, as under SCTLR_EL1.BT1. Direct branches and
 * {@code ret} may land anywhere.
 */
public enum LandingPads {
    CALL("bti c, bti jc or paciasp"),
    /** Through the registers that the procedure call standard gives to veneers. */
    VENEER("bti c, bti j, bti jc or paciasp"),
    JUMP("bti j or bti jc");

    private static final int BTI_C = 0xd503_245f;
    private static final int BTI_J = 0xd503_249f;
    private static final int BTI_JC = 0xd503_24df;
    private static final int PACIASP = 0xd503_233f;
    private static final int PACIBSP = 0xd503_237f;
    private static final int BRK = 0xd420_0000;
    private static final int HLT = 0xd440_0000;

    private final String accepted;

    LandingPads(String accepted) {
        this.accepted = accepted;
    }

    /** What {@code word}, a {@code br} or a {@code blr}, lands by. */
    static LandingPads of(int word) {
        int register = word >>> 5 & 31;
        if ((word >>> 21 & 3) == 1) {
            return CALL;
        }
        return register == 16 || register == 17 ? VENEER : JUMP;
    }

    /** Whether it may land on {@code word}. */
    public boolean accept(int word) {
        int trap = word & 0xffe0_001f;
        if (trap == BRK || trap == HLT) {
            return true;
        }
        return switch (word) {
            case BTI_JC -> true;
            case BTI_C, PACIASP, PACIBSP -> this != JUMP;
            case BTI_J -> this != CALL;
            default -> false;
        };
    }

    /** What it may land on, as text. */
    public String accepted() {
        return accepted;
    }

    /** Whether {@code word} is a {@code bti} of any kind. */
    public static boolean isBti(int word) {
        return (word & 0xffff_ff3f) == 0xd503_241f;
    }
}
