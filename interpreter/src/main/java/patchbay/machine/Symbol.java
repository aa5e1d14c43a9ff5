package patchbay.machine;

import patchbay.bytes.Range;

/**
 * A name in the running system.
 *
 * @param object the module it belongs to, {@code kernel} for the kernel proper
 * @param address where it begins; of a function the entry for callers of any object
 * @param size in bytes; 0 where nobody knows it
 * @param local bytes from there to the entry for callers of its own object; 0 where both are one
 */
public record Symbol(String object, String name, long address, long size, Kind kind, int local) {
    /** One entry for everybody. */
    public Symbol(String object, String name, long address, long size, Kind kind) {
        this(object, name, address, size, kind, 0);
    }

    public enum Kind {
        FUNCTION,
        DATA,
        /** The kernel's own entry code: {@code ftrace_caller} and what belongs to it. */
        ENTRY,
        /** A name with an address and nothing behind it: {@code extern}, a line of kallsyms. */
        EXTERNAL
    }

    /** Where a branch in its own object enters, which knows that the object's register is set. */
    public long localEntry() {
        return address + local;
    }

    public Range range() {
        return Range.of(address, size);
    }

    /** The order of addresses. */
    public static int byAddress(Symbol a, Symbol b) {
        return Long.compareUnsigned(a.address, b.address);
    }

    /** As a script writes it: {@code bar}, {@code foo.bar}. */
    public String qualified() {
        return object.equals(Module.KERNEL) ? name : object + "." + name;
    }

    /** Whether {@link #qualified} begins with {@code begun}. */
    public boolean begins(String begun) {
        return object.equals(Module.KERNEL) ? name.startsWith(begun) : begins(object, name, begun);
    }

    /** Whether {@code object.name} begins with {@code begun}; asked of many, so nothing is made. */
    static boolean begins(String object, String name, String begun) {
        int dot = object.length();
        return begun.length() <= dot
                ? object.startsWith(begun)
                : begun.startsWith(object)
                        && begun.charAt(dot) == '.'
                        && name.regionMatches(0, begun, dot + 1, begun.length() - dot - 1);
    }
}
