package patchbay.doc;

import java.util.ArrayList;
import java.util.List;

/** Lines of output as somebody wrote them down; a line {@code …} stands for any number of lines. */
record Expected(List<String> lines) {
    static final String ELISION = "…";

    /** A diff shows so many lines of each side. */
    private static final int SHOWN = 16;

    Expected {
        lines = lines.stream().map(String::stripTrailing).toList();
    }

    /**
     * Matched from the left; where a line does not fit, the elision before it takes one line more
     * and all behind it is tried again.
     */
    boolean matches(List<String> actual) {
        int here = 0;
        int there = 0;
        int elision = -1;
        int resume = 0;
        while (there < actual.size()) {
            if (here < lines.size() && lines.get(here).equals(ELISION)) {
                elision = here++;
                resume = there;
            } else if (here < lines.size() && fits(here, actual.get(there))) {
                here++;
                there++;
            } else if (elision >= 0) {
                here = elision + 1;
                there = ++resume;
            } else {
                return false;
            }
        }
        while (here < lines.size() && lines.get(here).equals(ELISION)) {
            here++;
        }
        return here == lines.size();
    }

    private boolean fits(int index, String line) {
        return lines.get(index).equals(line.stripTrailing());
    }

    /**
     * What is expected ({@code -}) and what came ({@code +}), without what both begin and end with.
     */
    List<String> diff(List<String> actual) {
        int common = Math.min(lines.size(), actual.size());
        int start = 0;
        while (start < common && fits(start, actual.get(start))) {
            start++;
        }
        int tail = 0;
        while (tail < common - start
                && fits(lines.size() - 1 - tail, actual.get(actual.size() - 1 - tail))) {
            tail++;
        }
        List<String> diff = new ArrayList<>();
        if (start > 0) {
            diff.add("  " + lines.get(start - 1));
        }
        some("- ", lines.subList(start, lines.size() - tail), diff);
        some("+ ", actual.subList(start, actual.size() - tail), diff);
        if (tail > 0) {
            diff.add("  " + lines.get(lines.size() - tail));
        }
        return diff;
    }

    private static void some(String sign, List<String> lines, List<String> diff) {
        int shown = lines.size() > SHOWN + 1 ? SHOWN : lines.size();
        for (String line : lines.subList(0, shown)) {
            diff.add(sign + line.stripTrailing());
        }
        if (shown < lines.size()) {
            diff.add(sign + ELISION + " " + (lines.size() - shown) + " lines more");
        }
    }
}
