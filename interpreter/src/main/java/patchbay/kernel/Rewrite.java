package patchbay.kernel;

import java.util.Arrays;

/**
 * A change that a kernel may make to a module after it was loaded.
 *
 * @param address where
 * @param becomes the bytes that then stand there
 */
public record Rewrite(long address, byte[] becomes, Cause cause) {

    /** Who rewrites code. */
    public enum Kind {
        /** A patchable entry or a slot for it: on, off, or being set up. */
        FTRACE("ftrace"),
        /** The pointer before a function that says who traces it. */
        OPS("ops pointer"),
        /** A breakpoint. */
        KPROBE("kprobe"),
        /** A branch that is there or not, by a key. */
        JUMP_LABEL("jump label"),
        /** Other instructions for a processor with other features. */
        ALTERNATIVE("alternative"),
        /** What the script itself has done since the module was loaded. */
        SCRIPT("step of the script"),
        /** A relocation of a live patch that waited for its object. */
        LATE("late relocation"),
        /** Memory as it was earlier, before loading was done with it. */
        EARLIER("not set up");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** As a table of explanations has it. */
        public String title() {
            return title;
        }
    }

    /**
     * Why bytes are as they are.
     *
     * @param what in words, which begin with who it was
     * @param assumed whether part of it was read off the very memory that it explains
     */
    public record Cause(Kind kind, String what, boolean assumed) {
        public Cause(Kind kind, String what) {
            this(kind, what, false);
        }
    }

    public Rewrite(long address, byte[] becomes, Kind kind, String what) {
        this(address, becomes, new Cause(kind, what));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rewrite r
                && r.address == address
                && Arrays.equals(r.becomes, becomes)
                && r.cause.equals(cause);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address) ^ Arrays.hashCode(becomes);
    }
}
