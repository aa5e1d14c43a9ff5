package patchbay.kernel;

import java.util.List;
import java.util.OptionalInt;

/**
 * How an architecture's kernel has its functions: their entries, frames, calls and values, as
 * assembler text.
 */
public interface FunctionCode {
    /** Every function's address is a multiple of this. */
    int alignment();

    /** Bytes right before a traceable function that are its tracer's; 0 where there are none. */
    int prefix();

    /**
     * Bytes from the beginning of {@code code} to where branches of its own object enter; 0 where
     * both entries are one.
     */
    int localEntry(byte[] code);

    /** Bytes at the beginning of {@code code} that must stay for branches to land on it. */
    default int padSize(byte[] code) {
        return 0;
    }

    /** How many arguments go into registers; functions in words take no more. */
    int argumentRegisters();

    /**
     * The code of {@code function}; not for one with an assembler body. Its size depends on {@code
     * function} alone, not on where the names lead.
     */
    Assembly lines(LayoutSpec.Function function, Linker links);

    /**
     * @param site index of the line whose address is the tracer's ip; empty in a function that
     *     cannot be traced
     */
    record Assembly(List<String> lines, OptionalInt site) {
        public Assembly {
            lines = List.copyOf(lines);
        }
    }

    /** Where the names in a function lead. */
    interface Linker {
        /** Where a branch to {@code callee} goes: there, or to a slot. */
        long branch(String callee);

        /** Where the function itself begins. */
        long here();

        /** What the register that belongs to its object holds; 0 where there is none. */
        long toc();

        /** The address of the text that a function logs. */
        long text(String text);
    }
}
