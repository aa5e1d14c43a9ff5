package patchbay.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The tracer's entry code of an era: what stands between a patched site and the function that picks a replacement. All of it
 * is code and data in memory but for the tracer's decision itself: when the processor is about to fetch {@link #tracer}, the
 * model looks up the replacement and stores it as the saved pc.
 *
 * @param lines assembler text, one section; labels that {@link #functions} names are symbols
 * @param functions labels of functions and of words that are patched, by address
 * @param data words of data behind the code
 * @param target where the branch in a site goes: {@code ftrace_regs_caller}
 * @param callWord the label of the branch that itself is patched to the tracer; empty when the tracer is found otherwise
 * @param stub what that branch goes to while nobody traces
 * @param tracer the function that picks the replacement
 * @param printer the function that says a text in the log
 * @param hidden functions that a path does not list
 * @param saved where the saved pc stands; empty in eras whose code saves none
 */
public record EntryCode(
        List<String> lines,
        List<String> functions,
        List<Datum> data,
        String target,
        Optional<String> callWord,
        String stub,
        String tracer,
        String printer,
        List<String> hidden,
        Optional<SavedPc> saved) {
    public EntryCode {
        lines = List.copyOf(lines);
        functions = List.copyOf(functions);
        data = List.copyOf(data);
        hidden = List.copyOf(hidden);
    }

    /** Eight bytes with the address of {@code symbol} in them. */
    public record Datum(String name, String symbol) {}

    /**
     * How the tracer is called.
     *
     * @param ipRegister number of the register that holds the site's ip
     * @param areaRegister number of the register that points to the saved registers
     * @param offset of the saved pc in that area
     */
    public record SavedPc(int ipRegister, int areaRegister, int offset) {}
}
