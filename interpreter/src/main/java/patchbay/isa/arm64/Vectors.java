package patchbay.isa.arm64;

import patchbay.isa.Bus;

/** What the CPU does with vector registers, made when a program first does. */
final class Vectors {
    private final VectorTransfers transfers;
    private final VectorOperations operations;
    private final VectorMoving moving;
    private final CipherSteps ciphers;
    private final FloatOperations floats;

    Vectors(RegisterFile registers, Bus bus) {
        transfers = new VectorTransfers(registers, bus);
        operations = new VectorOperations(registers);
        moving = new VectorMoving(registers);
        ciphers = new CipherSteps(registers);
        floats = new FloatOperations(registers);
    }

    /** Whether it was done; if not, the bus has the fault. */
    boolean execute(int operation, long insn, long imm) {
        if (operation < Op.LANES) {
            return transfers.execute(operation, insn, imm);
        }
        if (operation < Op.MOVING) {
            operations.execute(operation, insn, imm);
        } else if (operation < Op.CIPHERS) {
            moving.execute(operation, insn, imm);
        } else if (operation >= Op.FLOATS) {
            floats.execute(operation, insn, imm);
        } else {
            ciphers.execute(operation, insn, imm);
        }
        return true;
    }
}
