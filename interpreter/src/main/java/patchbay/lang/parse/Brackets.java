package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Which bracket closes which. A bracket that never closes must not swallow the rest of the file, so
 * it is settled here, over the whole list of tokens and before any of them is parsed: {@code }}
 * ends every round or square bracket opened inside its block, and so does a line that begins with a
 * statement.
 */
final class Brackets {
    enum Kind {
        ROUND,
        SQUARE,
        /** {@code at { … }}: newlines inside mean nothing. */
        AT,
        ASM,
        LAYOUT,
        BLOCK
    }

    /**
     * @param rounds how many round brackets are open since the last brace, this one included
     * @param squares how many square ones
     */
    private record Open(int index, Kind kind, int rounds, int squares) {
        boolean isBrace() {
            return kind != Kind.ROUND && kind != Kind.SQUARE;
        }
    }

    private final List<Piece> tokens;

    /** The partner of a bracket, or -1. */
    final int[] partner;

    /** The kind of an opening bracket, by its index. */
    final Kind[] kind;

    private final Deque<Open> open = new ArrayDeque<>();
    private int braces;

    Brackets(List<Piece> tokens) {
        this.tokens = tokens;
        partner = new int[tokens.size()];
        Arrays.fill(partner, -1);
        kind = new Kind[tokens.size()];
        match();
    }

    private void match() {
        int start = 0;
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i).getType()) {
                case LPAREN -> push(i, Kind.ROUND);
                case LSQUARE -> push(i, Kind.SQUARE);
                case LBRACE -> {
                    push(i, braceKind(i, start));
                    start = i + 1;
                }
                case RPAREN -> close(i, Kind.ROUND);
                case RSQUARE -> close(i, Kind.SQUARE);
                case RBRACE -> closeBrace(i);
                case END -> {
                    if (!inExpression()) {
                        start = i + 1;
                    }
                }
                case NEWLINE -> {
                    // of empty lines only the last counts
                    if (i + 1 == tokens.size() || tokens.get(i + 1).getType() != NEWLINE) {
                        start = newline(i, start);
                    }
                }
                default -> {}
            }
        }
    }

    /** Where the statement begins that runs behind the newline at {@code index}. */
    private int newline(int index, int start) {
        boolean statement = Words.beginsStatement(tokens, index + 1);
        while (statement && inExpression()) {
            open.pop();
        }
        boolean ends =
                !inExpression() && !(index > 0 && Words.OPEN_END.get(tokens.get(index - 1).word()));
        return statement || ends ? index + 1 : start;
    }

    /**
     * The brackets that are open where the text ends, so that more text could close them, the
     * innermost first.
     */
    List<Integer> openAtEnd() {
        List<Integer> indices = new ArrayList<>();
        for (Open each : open) {
            indices.add(each.index);
        }
        return indices;
    }

    private void push(int index, Kind of) {
        kind[index] = of;
        Open above = open.peek();
        boolean first = above == null || above.isBrace() || of != Kind.ROUND && of != Kind.SQUARE;
        Open pushed =
                new Open(
                        index,
                        of,
                        (first ? 0 : above.rounds) + (of == Kind.ROUND ? 1 : 0),
                        (first ? 0 : above.squares) + (of == Kind.SQUARE ? 1 : 0));
        open.push(pushed);
        braces += pushed.isBrace() ? 1 : 0;
    }

    private boolean inExpression() {
        Open top = open.peek();
        return top != null && !top.isBrace();
    }

    /** Closes the innermost bracket of that kind since the last brace, and what is open in it. */
    private void close(int index, Kind of) {
        Open top = open.peek();
        if (top == null || (of == Kind.ROUND ? top.rounds : top.squares) == 0) {
            return;
        }
        Open closed = open.pop();
        while (closed.kind != of) {
            closed = open.pop();
        }
        pair(closed.index, index);
    }

    /** Closes the innermost brace, and what is open in it. */
    private void closeBrace(int index) {
        if (braces == 0) {
            return;
        }
        Open closed = open.pop();
        while (!closed.isBrace()) {
            closed = open.pop();
        }
        braces--;
        pair(closed.index, index);
    }

    private void pair(int first, int second) {
        partner[first] = second;
        partner[second] = first;
    }

    private Kind braceKind(int index, int start) {
        int before = index > 0 ? tokens.get(index - 1).word() : NEWLINE;
        if (before == AT) {
            return Kind.AT;
        }
        if (before == ASM) {
            return Kind.ASM;
        }
        int first = Words.nextInLine(tokens, start);
        if (first < index && Words.beginsStatement(tokens, first)) {
            int word = tokens.get(first).word();
            if (word == KERNEL || word == MODULE || word == SECTION) {
                return Kind.LAYOUT;
            }
        }
        return Kind.BLOCK;
    }
}
