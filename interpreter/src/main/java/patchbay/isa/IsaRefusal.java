package patchbay.isa;

import patchbay.source.Code;
import patchbay.source.Refusal;

/**
 * What an instruction set refuses. {@code line} is {@link Isa.AsmLine#index}, {@code from} and
 * {@code to} offsets in its text.
 */
public sealed interface IsaRefusal extends Refusal {

    /**
     * A branch or an address that its field does not reach; {@code lowest} and {@code highest} are
     * the distances that it does.
     */
    record OutOfReach(
            int line,
            int from,
            int to,
            String what,
            long place,
            long target,
            long lowest,
            long highest)
            implements IsaRefusal {
        @Override
        public Code code() {
            return Code.PB3001;
        }
    }

    /**
     * A number that its field does not hold. {@code allowed} says what it holds: {@code 0 .. 4095,
     * or that shifted left by 12}.
     */
    record DoesNotFit(int line, int from, int to, String what, long value, String allowed)
            implements IsaRefusal {
        @Override
        public Code code() {
            return Code.PB3002;
        }
    }

    /**
     * A mnemonic or directive that this set does not have. {@code expected} says what would do;
     * {@code suggestion} may be empty.
     */
    record UnknownInstruction(
            int line, int from, int to, String text, String expected, String suggestion)
            implements IsaRefusal {
        @Override
        public Code code() {
            return Code.PB3003;
        }
    }

    /**
     * Text that the instruction does not take at this place; {@code expected} says what it does.
     */
    record WrongOperand(int line, int from, int to, String text, String expected)
            implements IsaRefusal {
        @Override
        public Code code() {
            return Code.PB3004;
        }
    }

    /** A label that another has, or a register. */
    record TakenLabel(int line, int from, int to, String name, boolean isRegister)
            implements IsaRefusal {
        @Override
        public Code code() {
            return Code.PB2024;
        }
    }

    /** A name in assembler text that nothing declares. */
    record UnknownSymbol(int line, int from, int to, String name) implements IsaRefusal {
        @Override
        public Code code() {
            return Code.PB2001;
        }
    }

    /** A veneer that does not get to its target. */
    record VeneerOutOfReach(String form, long address, long target, String reach)
            implements IsaRefusal {
        @Override
        public Code code() {
            return Code.PB3001;
        }
    }
}
