package patchbay.isa.ppc64;

import patchbay.isa.Bus;

/** What the CPU does with vector-scalar registers, made when a program first does. */
final class VectorUnit {
    private final VectorTransfers transfers;
    private final VectorOperations operations;
    private final VectorMoving moving;
    private final QuadArithmetic quads;
    private final CipherSteps ciphers;
    private final FloatOperations floats;

    VectorUnit(RegisterFile state, Bus bus) {
        transfers = new VectorTransfers(state, bus);
        operations = new VectorOperations(state);
        moving = new VectorMoving(state);
        quads = new QuadArithmetic(state);
        ciphers = new CipherSteps(state);
        floats = new FloatOperations(state);
    }

    /** Whether it was done; if not, the bus has the fault. */
    boolean execute(int operation, long insn, long imm) {
        if (operation < Op.LANE_OPERATIONS) {
            return transfers.execute(operation, insn, imm);
        }
        if (operation < Op.MOVING) {
            operations.execute(operation, insn, imm);
        } else if (operation < Op.QUAD_OPERATIONS) {
            moving.execute(operation, insn, imm);
        } else if (operation < Op.CIPHERS) {
            quads.execute(operation, insn, imm);
        } else if (operation < Op.FLOATS) {
            ciphers.execute(operation, insn);
        } else {
            floats.execute(operation, insn, imm);
        }
        return true;
    }
}
