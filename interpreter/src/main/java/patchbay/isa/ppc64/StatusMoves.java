package patchbay.isa.ppc64;

/**
 * Reading and writing FPSCR, all of it or a part, by a floating-point register or a number. What
 * summarises other bits (FEX, VX) follows from those, and is never written.
 */
final class StatusMoves {
    // What is read, as a function.
    static final int ALL = 0;
    static final int MODES = 1;
    static final int NOT_STICKY = 2;

    // What is changed then, as details.
    static final int NOTHING = 0;
    static final int CLEAR_ENABLES = 1;
    static final int SET_ROUNDING = 2;
    static final int SET_DECIMAL_ROUNDING = 3;

    /** The same by a number; added to the others. */
    static final int IMMEDIATE = 4;

    private static final long[] READ = {-1, 0x7_0000_00ffL, 0x7_0007_f0ffL};
    private static final int ENABLES = 0xf8;

    private final RegisterFile state;
    private final FloatStatus status;

    StatusMoves(RegisterFile state, FloatStatus status) {
        this.state = state;
        this.status = status;
    }

    void execute(int operation, long insn, long imm) {
        int c = Op.c(insn);
        long given = state.v[2 * Op.n(insn)];
        int details = Elements.details(imm);
        switch (operation) {
            case Op.READ_STATUS -> {
                long read = state.status() & READ[Elements.function(imm)];
                boolean immediate = (details & IMMEDIATE) != 0;
                switch (details & ~IMMEDIATE) {
                    case CLEAR_ENABLES -> status.write(ENABLES, 0);
                    case SET_ROUNDING -> status.write(3, immediate ? c : (int) given);
                    case SET_DECIMAL_ROUNDING ->
                            state.drn = immediate ? c : (int) (given >>> 32) & 7;
                    default -> {}
                }
                state.scalar(Op.d(insn), read);
            }
            case Op.WRITE_STATUS -> {
                int mask = Elements.number(imm);
                if ((details & SET_DECIMAL_ROUNDING) != 0) {
                    long decimal = (details & IMMEDIATE) != 0 ? c : given >>> 32;
                    state.drn = (int) decimal & 7;
                }
                int value = (details & IMMEDIATE) != 0 ? c * 0x1111_1111 : (int) given;
                status.write(mask, value);
            }
            case Op.SET_STATUS_BIT -> status.set(c);
            case Op.CLEAR_STATUS_BIT -> status.write(Integer.MIN_VALUE >>> c, 0);
            case Op.TAKE_STATUS -> state.field(Op.d(insn), status.take(c));
            default -> throw new IllegalStateException("no operation on FPSCR: " + operation);
        }
    }
}
