package patchbay.doc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import patchbay.source.Source;

/**
 * Whole lines of a file that {@code --bless} replaces.
 *
 * @param first the first line replaced, from 1
 * @param end behind the last line replaced; {@code first} where lines are only put in before it
 */
record Edit(int first, int end, List<String> lines) {
    Edit {
        lines = List.copyOf(lines);
    }

    /** The text with all edits done, which do not overlap; its line ends stay as they are. */
    static String apply(Source source, List<Edit> edits) {
        String lineEnd = source.text().contains("\r\n") ? "\r\n" : "\n";
        List<Edit> ordered = ordered(edits);
        StringBuilder text = new StringBuilder();
        int line = 1;
        for (Edit edit : ordered) {
            copy(source, line, edit.first, lineEnd, text);
            for (String each : edit.lines) {
                text.append(each).append(lineEnd);
            }
            line = edit.end;
        }
        copy(source, line, source.lines() + 1, lineEnd, text);
        // The last line has no line end, unless it is empty.
        boolean ended = source.text().isEmpty() || source.text().endsWith("\n");
        boolean atEnd = !ordered.isEmpty() && ordered.getLast().first > source.lines();
        if (!atEnd || ended) {
            text.setLength(text.length() - lineEnd.length());
        }
        return text.toString();
    }

    /** What changes, as a diff shows it. */
    static List<String> shown(Source source, List<Edit> edits) {
        List<String> shown = new ArrayList<>();
        for (Edit edit : ordered(edits)) {
            shown.add("@@ line " + edit.first);
            for (int line = edit.first; line < edit.end; line++) {
                shown.add("- " + source.lineText(line));
            }
            edit.lines.forEach(line -> shown.add("+ " + line));
        }
        return shown;
    }

    private static List<Edit> ordered(List<Edit> edits) {
        List<Edit> ordered = new ArrayList<>(edits);
        ordered.sort(Comparator.comparingInt(Edit::first).thenComparingInt(Edit::end));
        return ordered;
    }

    private static void copy(Source source, int from, int to, String lineEnd, StringBuilder text) {
        for (int line = from; line < to; line++) {
            text.append(source.lineText(line)).append(lineEnd);
        }
    }
}
