package patchbay.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text with a name: a file, a {@code -e} argument, one input of the REPL. Offsets count UTF-16
 * units; lines and columns begin at 1.
 */
public final class Source {
    private final String name;
    private final String text;
    private int @Nullable [] lineStarts;

    public Source(String name, String text) {
        this.name = name;
        this.text = text;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The line that holds {@code offset}, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(starts(), offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of {@code offset} in its line, from 1. */
    public int column(int offset) {
        return offset - starts()[line(offset) - 1] + 1;
    }

    public int lines() {
        return starts().length;
    }

    /** Where {@code line} (from 1) begins. */
    public int lineStart(int line) {
        return starts()[line - 1];
    }

    /** The text of {@code line} (from 1) without its line end. */
    public String lineText(int line) {
        int[] starts = starts();
        int end = line < starts.length ? starts[line] : text.length();
        int start = starts[line - 1];
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    private int[] starts() {
        int[] known = lineStarts;
        if (known == null) {
            int[] found = new int[16];
            int count = 1;
            for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = at + 1;
            }
            known = Arrays.copyOf(found, count);
            lineStarts = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return name;
    }
}
