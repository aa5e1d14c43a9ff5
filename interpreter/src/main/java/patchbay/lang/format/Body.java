package patchbay.lang.format;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of an {@code asm} body: their common indent goes, what they are indented among each
 * other stays.
 */
final class Body {
    private static final int TAB = 8;

    private Body() {}

    /**
     * The lines without the empty ones at both ends; one that stands behind the opening brace
     * counts as not indented.
     */
    static List<String> of(String text) {
        String[] lines = text.split("\n", -1);
        int common = Integer.MAX_VALUE;
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank() && i > 0) {
                common = Math.min(common, indent(lines[i]));
            }
        }
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            boolean empty = line.isEmpty();
            if (!empty) {
                result.add(" ".repeat(i == 0 ? 0 : indent(lines[i]) - common) + line);
            } else if (!result.isEmpty() && !result.getLast().isEmpty()) {
                result.add("");
            }
        }
        while (!result.isEmpty() && result.getLast().isEmpty()) {
            result.removeLast();
        }
        return result;
    }

    private static int indent(String line) {
        int column = 0;
        for (int i = 0; i < line.length() && Character.isWhitespace(line.charAt(i)); i++) {
            column += line.charAt(i) == '\t' ? TAB - column % TAB : 1;
        }
        return column;
    }
}
