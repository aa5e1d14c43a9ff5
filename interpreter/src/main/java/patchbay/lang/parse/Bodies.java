package patchbay.lang.parse;

import java.util.BitSet;

/**
 * Where the raw lines of {@code asm} end: at the first {@code }} outside a comment that closes no
 * brace opened on its line. A body that never ends is cut before the first line that begins like a
 * statement.
 *
 * <p>In a text full of bodies that never end, each would be looked through to the end of the text.
 * So it is kept from which line ends on nothing closes, and where the last comment looked at ends.
 */
final class Bodies {
    private final String text;
    private final int end;

    /** Ends of lines, outside of comments, behind which no brace closes a body. */
    private final BitSet open = new BitSet();

    /** No comment that begins in these two ends before the second. */
    private int commentStart = -1;

    private int commentEnd = -1;

    Bodies(String text, int end) {
        this.text = text;
        this.end = end;
    }

    /** The end of the body that begins at {@code from}. */
    int end(int from) {
        int closed = closing(from);
        if (closed >= 0) {
            return closed;
        }
        int line = text.indexOf('\n', from);
        while (line >= 0 && line < end && !beginsStatement(line + 1)) {
            line = text.indexOf('\n', line + 1);
        }
        return line < 0 || line > end ? end : line;
    }

    /** The brace that closes the body, or -1. */
    private int closing(int from) {
        int braces = 0;
        int at = from;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '\n') {
                if (open.get(at)) {
                    return -1;
                }
                // should the body be closed: nobody asks about its lines again
                open.set(at);
                braces = 0;
            } else if (c == '/' && text.startsWith("//", at)) {
                int line = text.indexOf('\n', at);
                at = line < 0 || line > end ? end : line;
                continue;
            } else if (c == '/' && text.startsWith("/*", at)) {
                at = commentEnd(at + 2);
                continue;
            } else if (c == '{') {
                braces++;
            } else if (c == '}' && braces-- == 0) {
                return at;
            }
            at++;
        }
        return -1;
    }

    /** Behind the sign that ends the comment whose text begins at {@code from}. */
    private int commentEnd(int from) {
        if (from < commentStart || from > commentEnd - 2) {
            int close = text.indexOf("*/", from);
            commentStart = from;
            commentEnd = close < 0 || close + 2 > end ? end + 2 : close + 2;
        }
        return Math.min(commentEnd, end);
    }

    private boolean beginsStatement(int from) {
        int start = from;
        while (start < end && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        int stop = start;
        while (stop < end && Character.isLetter(text.charAt(stop))) {
            stop++;
        }
        int type = Words.type(text.substring(start, stop));
        return (Words.STATEMENTS.get(type) || Words.ITEMS.get(type))
                && (stop == end || Character.isWhitespace(text.charAt(stop)));
    }
}
