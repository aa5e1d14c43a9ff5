package patchbay.machine;

import patchbay.bytes.Range;

/**
 * A name in the running system.
 *
 * @param object the module it belongs to, {@code kernel} for the kernel proper
 * @param size in bytes; 0 where nobody knows it
 */
public record Symbol(String object, String name, long address, long size, Kind kind) {
    public enum Kind {
        FUNCTION,
        DATA,
        /** The kernel's own entry code: {@code ftrace_caller} and what belongs to it. */
        ENTRY,
        /** A name with an address and nothing behind it: {@code extern}, a line of kallsyms. */
        EXTERNAL
    }

    public Range range() {
        return Range.of(address, size);
    }

    /** As a script writes it: {@code bar}, {@code foo.bar}. */
    public String qualified() {
        return object.equals(Module.KERNEL) ? name : object + "." + name;
    }
}
