package patchbay.view;

import java.util.ArrayList;
import java.util.List;
import patchbay.lang.run.Answer;
import patchbay.source.Diagnostic;

/**
 * Two sides of a comparison as text: beside each other where that is not too wide, else one below
 * the other, statement by statement. Lines that both sides have in the same order carry a {@code
 * =}.
 */
final class Columns {
    private static final int WIDTH = 132;

    /** Refusals are sentences: they go on in the next line. */
    private static final int SENTENCE = 60;

    /** More than so many pairs of lines are compared only where they begin and end alike. */
    private static final long PAIRS = 1 << 20;

    private Columns() {}

    /** A row: a side that has no line here is empty. */
    private record Row(String left, String right, boolean equal, boolean isLeft, boolean isRight) {
        static Row left(String line) {
            return new Row(line, "", false, true, false);
        }

        static Row right(String line) {
            return new Row("", line, false, false, true);
        }

        static Row both(String left, String right, boolean equal) {
            return new Row(left, right, equal, true, true);
        }
    }

    static List<String> lines(Answer.Compared.Side left, Answer.Compared.Side right) {
        List<List<Row>> parts = new ArrayList<>();
        int leftWidth = left.title().length();
        int rightWidth = right.title().length();
        for (int i = 0; i < Math.max(left.parts().size(), right.parts().size()); i++) {
            List<Row> rows = align(part(left, i), part(right, i));
            for (Row row : rows) {
                leftWidth = Math.max(leftWidth, row.left.length());
                rightWidth = Math.max(rightWidth, row.right.length());
            }
            parts.add(rows);
        }
        List<String> lines = new ArrayList<>();
        if (leftWidth + 3 + rightWidth <= WIDTH) {
            lines.add(TextView.pad(left.title(), leftWidth) + " | " + right.title());
            for (List<Row> rows : parts) {
                for (Row row : rows) {
                    String line = TextView.pad(row.left, leftWidth);
                    lines.add((line + (row.equal ? " = " : " | ") + row.right).stripTrailing());
                }
            }
            return lines;
        }
        for (List<Row> rows : parts) {
            if (!rows.isEmpty()) {
                below(rows, left.title(), right.title(), lines);
            }
        }
        return lines;
    }

    private static void below(List<Row> rows, String left, String right, List<String> lines) {
        if (rows.stream().allMatch(Row::equal)) {
            lines.add("both");
            rows.forEach(row -> lines.add(below(row.left, row)));
            return;
        }
        if (rows.stream().anyMatch(Row::isLeft)) {
            lines.add(left);
            rows.stream().filter(Row::isLeft).forEach(row -> lines.add(below(row.left, row)));
        }
        if (rows.stream().anyMatch(Row::isRight)) {
            lines.add(right);
            rows.stream().filter(Row::isRight).forEach(row -> lines.add(below(row.right, row)));
        }
    }

    private static String below(String line, Row row) {
        return ((row.equal ? "= " : "  ") + line).stripTrailing();
    }

    private static List<String> part(Answer.Compared.Side side, int index) {
        if (index >= side.parts().size()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (Answer answer : side.parts().get(index).answers()) {
            lines.addAll(TextView.lines(answer));
        }
        for (Diagnostic refusal : side.parts().get(index).refusals()) {
            sentence("! " + refusal.code() + " " + refusal.message(), lines);
        }
        return lines;
    }

    private static void sentence(String text, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > SENTENCE) {
                lines.add(line.toString());
                line = new StringBuilder(" ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }

    /** Rows for the longest common subsequence of both sides, and what lies between its lines. */
    private static List<Row> align(List<String> left, List<String> right) {
        List<Row> rows = new ArrayList<>();
        int start = 0;
        int common = Math.min(left.size(), right.size());
        while (start < common && left.get(start).equals(right.get(start))) {
            rows.add(Row.both(left.get(start), right.get(start++), true));
        }
        int tail = 0;
        while (tail < common - start
                && left.get(left.size() - 1 - tail).equals(right.get(right.size() - 1 - tail))) {
            tail++;
        }
        between(
                left.subList(start, left.size() - tail),
                right.subList(start, right.size() - tail),
                rows);
        for (String line : left.subList(left.size() - tail, left.size())) {
            rows.add(Row.both(line, line, true));
        }
        return rows;
    }

    private static void between(List<String> left, List<String> right, List<Row> rows) {
        int l = 0;
        int r = 0;
        if ((long) left.size() * right.size() <= PAIRS) {
            int[][] longest = longest(left, right);
            int fromLeft = 0;
            int fromRight = 0;
            while (l < left.size() && r < right.size()) {
                if (left.get(l).equals(right.get(r))) {
                    different(left.subList(fromLeft, l), right.subList(fromRight, r), rows);
                    rows.add(Row.both(left.get(l++), right.get(r++), true));
                    fromLeft = l;
                    fromRight = r;
                } else if (longest[l + 1][r] >= longest[l][r + 1]) {
                    l++;
                } else {
                    r++;
                }
            }
            l = fromLeft;
            r = fromRight;
        }
        different(left.subList(l, left.size()), right.subList(r, right.size()), rows);
    }

    private static void different(List<String> left, List<String> right, List<Row> rows) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            rows.add(
                    i >= left.size()
                            ? Row.right(right.get(i))
                            : i >= right.size()
                                    ? Row.left(left.get(i))
                                    : Row.both(left.get(i), right.get(i), false));
        }
    }

    private static int[][] longest(List<String> left, List<String> right) {
        int[][] longest = new int[left.size() + 1][right.size() + 1];
        for (int l = left.size() - 1; l >= 0; l--) {
            for (int r = right.size() - 1; r >= 0; r--) {
                longest[l][r] =
                        left.get(l).equals(right.get(r))
                                ? longest[l + 1][r + 1] + 1
                                : Math.max(longest[l + 1][r], longest[l][r + 1]);
            }
        }
        return longest;
    }
}
