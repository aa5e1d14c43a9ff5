package patchbay.lang.parse;

import org.jspecify.annotations.Nullable;

/** A block, or the whole text, while {@link Statements} goes through it. */
final class Level {
    final @Nullable Level outer;
    final boolean layout;

    /** Inside a statement that is taken out: nothing more is said about it. */
    final boolean silent;

    final int depth;

    /** The index in {@link Statements#tokens} of the running statement, or -1 between two. */
    int start = -1;

    /** The first and the last token of the running statement, those taken out included. */
    @Nullable Piece first;

    @Nullable Piece last;

    boolean taken;

    /** Behind the head of a layout that never closes: its items go with it. */
    boolean orphans;

    int arms;

    /** Of the running statement, without its blocks. */
    int words;

    Level(@Nullable Level outer, boolean layout, boolean silent, int depth) {
        this.outer = outer;
        this.layout = layout;
        this.silent = silent;
        this.depth = depth;
    }
}
