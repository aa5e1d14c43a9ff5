package patchbay.repl;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that are wider than the terminal: they go on in the next one, further in, and are cut
 * between the columns of a table, where a terminal would cut in the middle of an address.
 */
final class Folding {
    /** On a narrower terminal nothing is to be won. */
    private static final int NARROWEST = 40;

    private static final String INDENT = " ".repeat(8);

    private Folding() {}

    /**
     * @param width of the terminal, in columns; 0 where it has none
     */
    static List<String> lines(String line, int width) {
        if (width < NARROWEST || line.length() <= width) {
            return List.of(line);
        }
        int begins = 0;
        while (begins < line.length() && line.charAt(begins) == ' ') {
            begins++;
        }
        List<String> lines = new ArrayList<>();
        String rest = line;
        int from = begins;
        while (rest.length() > width) {
            int cut = cut(rest, from, width);
            if (cut < 0) {
                break;
            }
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = INDENT + rest.substring(cut).stripLeading();
            from = INDENT.length();
        }
        lines.add(rest);
        return lines;
    }

    /** Behind which letter to cut: between columns, else between words; -1 if there is no place. */
    private static int cut(String line, int from, int width) {
        int columns = line.lastIndexOf("  ", width - 1);
        int words = line.lastIndexOf(' ', width);
        return columns > from ? columns : words > from ? words : -1;
    }
}
