package patchbay.kernel;

import java.util.List;
import java.util.OptionalInt;

/** How an architecture's kernel has its functions: their entries, frames, calls and values, as assembler text. */
public interface FunctionCode {
    /** Every function's address is a multiple of this. */
    int alignment();

    /** Bytes right before a function that belong to its tracer; 0 where there are none. */
    int prefix();

    /** What {@code prefix} bytes hold while nobody traces: the address of this entry symbol; empty with no prefix. */
    String prefixSymbol();

    /** The function's code at {@code at}. Its size depends on {@code function} alone, not on the addresses. */
    Assembly lines(LayoutSpec.Function function, long at, Linker links);

    /**
     * @param site index of the line whose address is the tracer's ip; empty in a function that cannot be traced
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

        /** The address of the text that a function logs. */
        long text(String text);
    }
}
