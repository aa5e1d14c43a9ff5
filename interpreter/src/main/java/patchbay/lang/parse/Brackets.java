package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;

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

    private record Open(int index, Kind kind) {}

    private final List<CommonToken> tokens;

    /** The partner of a bracket, or -1. */
    final int[] partner;

    /** The kind of an opening bracket, by its index. */
    final Kind[] kind;

    private final Deque<Open> open = new ArrayDeque<>();

    Brackets(List<CommonToken> tokens) {
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
                    boolean statement =
                            Words.beginsStatement(tokens, Words.nextInLine(tokens, i + 1));
                    if (statement) {
                        while (inExpression()) {
                            open.pop();
                        }
                    }
                    if (statement
                            || !inExpression()
                                    && !(i > 0
                                            && Words.OPEN_END.get(
                                                    Words.wordType(tokens.get(i - 1))))) {
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
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
        open.push(new Open(index, of));
    }

    private boolean inExpression() {
        Open top = open.peek();
        return top != null && (top.kind == Kind.ROUND || top.kind == Kind.SQUARE);
    }

    private void close(int index, Kind of) {
        int above = 0;
        for (Open each : open) {
            if (each.kind == of) {
                for (; above > 0; above--) {
                    open.pop();
                }
                pair(open.pop().index, index);
                return;
            }
            if (each.kind != Kind.ROUND && each.kind != Kind.SQUARE) {
                return;
            }
            above++;
        }
    }

    private void closeBrace(int index) {
        int above = 0;
        for (Open each : open) {
            if (each.kind != Kind.ROUND && each.kind != Kind.SQUARE) {
                for (; above > 0; above--) {
                    open.pop();
                }
                pair(open.pop().index, index);
                return;
            }
            above++;
        }
    }

    private void pair(int first, int second) {
        partner[first] = second;
        partner[second] = first;
    }

    private Kind braceKind(int index, int start) {
        int before = index > 0 ? Words.wordType(tokens.get(index - 1)) : NEWLINE;
        if (before == AT) {
            return Kind.AT;
        }
        if (before == ASM) {
            return Kind.ASM;
        }
        int first = Words.nextInLine(tokens, start);
        if (first < index && Words.beginsStatement(tokens, first)) {
            int word = Words.wordType(tokens.get(first));
            if (word == KERNEL || word == MODULE || word == SECTION) {
                return Kind.LAYOUT;
            }
        }
        return Kind.BLOCK;
    }
}
