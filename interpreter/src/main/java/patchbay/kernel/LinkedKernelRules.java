package patchbay.kernel;

import java.util.List;
import java.util.OptionalLong;

/** What a kernel does with its own linked file (vmlinux) before it runs modules. */
public interface LinkedKernelRules {
    /**
     * The relocation type whose field becomes the addend plus the distance that the kernel moved.
     */
    int relative();

    /** The address by which the function of a listed entry is found. */
    default long function(long entry) {
        return entry;
    }

    /** Where the word is that toggles between no-op and call. */
    long ip(long entry, Code code);

    /**
     * What ftrace writes when it starts; nothing where something else stands than the compiler
     * left.
     *
     * @param idle what the pointer before a function is set to, where there is such a thing
     */
    List<Word> initialised(long entry, Code code, OptionalLong idle);

    /** Code as the linker left it. */
    @FunctionalInterface
    interface Code {
        int NONE = -1;

        /** The instruction there, or {@link #NONE} where there is none. */
        int at(long address);
    }

    /** A value of {@code size} bytes at an address. */
    record Word(long address, int size, long value) {}
}
