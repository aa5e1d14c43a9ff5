package patchbay.isa;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Page;

/**
 * A processor: registers and a program counter over a memory. It fetches every instruction from
 * memory; nothing about a program is known but its bytes.
 */
public interface Cpu {
    /**
     * Names in the order of their numbers, as the assembler spells them: {@code x0} … {@code x30},
     * {@code sp}, {@code nzcv}.
     */
    List<String> registers();

    long register(int number);

    void register(int number, long value);

    /** The instruction that is next; while it runs, only the observer is told. */
    long pc();

    void pc(long address);

    /** Where the return address of a call stands when the callee is entered. */
    long link();

    void link(long address);

    void stack(long address);

    long stack();

    /** How many arguments go into registers. */
    int argumentRegisters();

    void argument(int index, long value);

    /** The value a function returns. */
    long result();

    /**
     * From now on all code is guarded: indirect branches land only where the architecture has a
     * landing pad for them. Nothing changes where it has none.
     */
    default void guard() {}

    /**
     * Runs until the observer stops it, {@code steps} instructions are done, or something goes
     * wrong.
     */
    Stop run(Observer observer, long steps);

    /** Sees the address of each instruction before it is fetched. */
    @FunctionalInterface
    interface Observer {
        /** Whether to go on. */
        boolean at(long pc);
    }

    /** Why it stopped; {@link #pc()} is the instruction concerned, not yet executed. */
    sealed interface Stop {
        record Observed() implements Stop {}

        record Bound(long steps) implements Stop {}

        /** The fetch failed: nothing mapped, not executable, or misaligned. */
        record Fetch(long address, String reason) implements Stop {
            /** Why no word is fetched at {@code address}, which lies on that page or on none. */
            public static Fetch of(long address, @Nullable Page page) {
                return new Fetch(
                        address,
                        (address & 3) != 0
                                ? "the address is not a multiple of 4"
                                : page == null
                                        ? "nothing is mapped there"
                                        : "the page is not executable");
            }
        }

        /**
         * An indirect branch, which is done; {@link #pc()} is where it has landed, on {@code word}.
         *
         * @param from where the branch stands
         * @param accepted what it may land on, as text
         */
        record NoLandingPad(long from, long word, String accepted) implements Stop {}

        /** No row, or one that is architecturally undefined. */
        record Undefined(long word) implements Stop {}

        /** The table knows it, this model does not execute it. */
        record Unmodelled(String mnemonic) implements Stop {}

        /** A load or store of {@code size} bytes that memory refused. */
        record Access(long address, int size, boolean store, String reason) implements Stop {}

        /** A trap instruction: {@code brk #0x800} and the like. */
        record Trap(String text) implements Stop {}
    }
}
