package patchbay.lang.parse;

import java.util.Arrays;

/**
 * How deep the tree gets, counted over the tokens before there is a tree: brackets, and operators
 * that hang on each other.
 */
final class Depth {
    /**
     * By bracket depth: how many operators hang on each other there, those around the bracket
     * included.
     */
    private int[] chains = new int[8];

    private int brackets;
    private int signs;
    private boolean exceeded;

    int brackets() {
        return brackets;
    }

    boolean exceeded() {
        return exceeded;
    }

    /** A bracket in an expression: also one more suffix in a chain of them. */
    void open() {
        if (brackets == Limits.NESTING) {
            exceeded = true;
            return;
        }
        operator();
        brackets++;
        if (brackets == chains.length) {
            chains = Arrays.copyOf(chains, 2 * brackets);
        }
        chains[brackets] = chains[brackets - 1];
    }

    void close() {
        brackets--;
    }

    /** What comes hangs on nothing before: a new statement. */
    void begin() {
        chains[brackets] = 0;
    }

    /** What comes hangs on the bracket only, which is none at the depth of the block. */
    void comma(int block) {
        chains[brackets] = brackets == block ? 0 : chains[brackets - 1];
    }

    void operator() {
        chains[brackets]++;
        exceeded |= chains[brackets] > Limits.CHAIN;
    }

    /** What comes is a sign before an operand, or may be one; or it is none. */
    void sign(boolean isSign) {
        signs = isSign ? signs + 1 : 0;
        exceeded |= signs > Limits.NESTING;
    }
}
