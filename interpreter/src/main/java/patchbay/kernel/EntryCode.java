package patchbay.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The tracer's entry code of an era: what stands between a patched site and the function that picks
 * a replacement. All of it is code and data in memory but for the tracer's decision itself: when
 * the processor is about to fetch {@link #tracer}, the model looks up the replacement and stores it
 * as the saved pc. In the same way it says a text when {@link #printer} is fetched.
 *
 * @param lines assembler text, one section; labels that {@link #symbols} names are symbols
 * @param symbols labels of functions and of words that are patched, by address
 * @param data words of data behind the code
 * @param target where the branch in a site goes: {@code ftrace_regs_caller}
 * @param callWord the label of the branch that itself is patched to the tracer; empty when the
 *     tracer is found otherwise
 * @param stub what that branch goes to while nobody traces
 * @param tracer the function that picks the replacement
 * @param printer the function that says a text in the log
 * @param hidden symbols that a path does not list
 * @param saved where the saved pc stands; empty in eras whose code saves none
 */
public record EntryCode(
        List<String> lines,
        List<String> symbols,
        List<Datum> data,
        String target,
        Optional<String> callWord,
        String stub,
        String tracer,
        Printer printer,
        List<String> hidden,
        Optional<SavedPc> saved) {
    public EntryCode {
        lines = List.copyOf(lines);
        symbols = List.copyOf(symbols);
        data = List.copyOf(data);
        hidden = List.copyOf(hidden);
    }

    /**
     * @param register number of the register that holds the text's address
     */
    public record Printer(String name, int register) {}

    /** {@code size} bytes that begin with the address of {@code symbol}; the rest is zero. */
    public record Datum(String name, int size, String symbol) {}

    /**
     * How the tracer is called.
     *
     * @param ipRegister number of the register that holds the site's ip
     * @param areaRegister number of the register that points to the saved registers
     * @param offset of the saved pc in that area
     * @param ops where a site's own ops stand, in eras that have them
     * @param handler what takes a changed pc to another object, where that needs code of its own
     */
    public record SavedPc(
            int ipRegister,
            int areaRegister,
            int offset,
            Optional<Ops> ops,
            Optional<String> handler) {
        /** Where a changed pc is all that it takes. */
        public SavedPc(int ipRegister, int areaRegister, int offset, Optional<Ops> ops) {
            this(ipRegister, areaRegister, offset, ops, Optional.empty());
        }
    }

    /**
     * The pointer to a site's ops, eight bytes before its function.
     *
     * @param distance how far before the ip, before rounding down to eight bytes
     * @param idle what it points to while nobody traces
     * @param size of an ops record; its first eight bytes are the tracer's address
     */
    public record Ops(int distance, String idle, int size) {
        public long literal(long ip) {
            return ip - distance & ~7L;
        }
    }
}
