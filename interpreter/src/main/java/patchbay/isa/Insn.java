package patchbay.isa;

/**
 * One decoded instruction, made only where somebody looks at it.
 *
 * @param address where it stands
 * @param word the instruction as a number, the way objdump prints it
 * @param length in bytes
 * @param mnemonic as printed, aliases preferred: {@code mov}, {@code b.eq}, {@code .inst}
 * @param operands as printed, or empty
 * @param flow where control goes next
 */
public record Insn(
        long address, long word, int length, String mnemonic, String operands, Flow flow) {

    public String text() {
        return operands.isEmpty() ? mnemonic : mnemonic + " " + operands;
    }

    /** Where control goes after an instruction. */
    public sealed interface Flow {
        /** To the next instruction only. */
        record Next() implements Flow {}

        /** Always to {@code target}. */
        record Jump(long target) implements Flow {}

        /** To {@code target}, leaving the return address behind. */
        record Call(long target) implements Flow {}

        /** To {@code target} or the next instruction. */
        record Conditional(long target) implements Flow {}

        /** Through a register, with or without leaving a return address. */
        record Indirect(boolean links) implements Flow {}

        record Return() implements Flow {}

        /** Traps to a higher level, or is undefined. */
        record Trap() implements Flow {}
    }
}
