package patchbay.view;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import patchbay.isa.Explanation;
import patchbay.lang.run.Answer;
import patchbay.lang.run.Value;
import patchbay.source.Phrase;

/** Answers as lines of text: the very lines that {@code //=} writes down. */
public final class TextView {
    private TextView() {}

    public static List<String> lines(Answer answer) {
        return visible(answer instanceof Answer.OfOneLiner line ? lines(line) : others(answer));
    }

    /** Names come from files: what would tell a terminal to do something is not shown as it is. */
    private static List<String> visible(List<String> lines) {
        List<String> visible = lines;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (hasControls(line)) {
                visible = visible == lines ? new ArrayList<>(lines) : visible;
                StringBuilder shown = new StringBuilder(line);
                for (int at = 0; at < line.length(); at++) {
                    if (isControl(line.charAt(at))) {
                        shown.setCharAt(at, '\uFFFD');
                    }
                }
                visible.set(i, shown.toString());
            }
        }
        return visible;
    }

    private static boolean hasControls(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (isControl(line.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\t' || c >= 0x7f && c < 0xa0;
    }

    private static List<String> others(Answer answer) {
        return switch (answer) {
            case Answer.OfOneLiner line -> lines(line);
            case Answer.Called called -> List.of(called(called));
            case Answer.Traced traced -> trace(traced);
            case Answer.Dump dump -> dump(dump);
            case Answer.Table table -> table(table);
            case Answer.Slots(List<Answer.Slots.Table> tables) -> slots(tables);
            case Answer.Compared(Answer.Compared.Side left, Answer.Compared.Side right) ->
                    Columns.lines(left, right);
            case Answer.Swept swept -> swept(swept);
            case Answer.Lines(List<String> lines) -> lines;
        };
    }

    private static List<String> swept(Answer.Swept swept) {
        List<String> lines = new ArrayList<>();
        lines.add(
                Phrase.of(
                        "%s at %s%s: the answer %s",
                        swept.module(),
                        swept.count() == 1 ? "one place, " : swept.count() + " places from ",
                        hex(swept.first())
                                + (swept.count() == 1 ? "" : ", " + hex(swept.step()) + " apart"),
                        switch (swept.flips()) {
                            case 0 -> "never flips";
                            case 1 -> "flips once";
                            default -> "flips " + swept.flips() + " times";
                        }));
        for (Answer.Swept.Stretch stretch : swept.stretches()) {
            lines.add(
                    stretch.count() == 1
                            ? "at " + hex(stretch.from())
                            : Phrase.of(
                                    "from %s to %s, %d places",
                                    hex(stretch.from()), hex(stretch.to()), stretch.count()));
            for (Answer answer : stretch.answers()) {
                lines(answer).forEach(line -> lines.add("  " + line));
            }
            stretch.refusals()
                    .forEach(refusal ->
                            lines.add("  refused: " + refusal.code() + " " + refusal.message()));
        }
        if (swept.stretches().size() <= swept.flips()) {
            lines.add(Phrase.of("and %d more", swept.flips() + 1 - swept.stretches().size()));
        }
        return lines;
    }

    private static List<String> lines(Answer.OfOneLiner answer) {
        if (answer instanceof Answer.Shown(Value value)) {
            return List.of(value.text().split("\n", -1));
        } else if (answer instanceof Answer.Code(List<Answer.Code.Line> lines)) {
            return code(lines);
        } else if (answer instanceof Answer.Account(List<Answer.Account.Fact> facts)) {
            return account(facts);
        } else if (answer instanceof Answer.Decoded decoded) {
            return decoded(decoded);
        } else if (answer instanceof Answer.Encoded encoded) {
            return encoded(encoded);
        }
        throw new IllegalStateException(answer.toString());
    }

    private static String called(Answer.Called called) {
        return called.call()
                + " = "
                + called.value().text()
                + "   path: "
                + String.join(" -> ", called.path());
    }

    private static List<String> trace(Answer.Traced traced) {
        int place = traced.steps().stream().mapToInt(s -> s.place().length()).max().orElse(0);
        int text = traced.steps().stream().mapToInt(s -> s.text().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add("entered with " + String.join(" ", traced.entered()));
        for (Answer.Traced.Step step : traced.steps()) {
            lines.add(
                    (hex(step.address())
                                    + "  "
                                    + pad(step.place(), place)
                                    + "  "
                                    + pad(step.text(), text)
                                    + "  "
                                    + String.join(" ", step.changed()))
                            .stripTrailing());
        }
        lines.add(called(traced.result()));
        return lines;
    }

    private static List<String> code(List<Answer.Code.Line> listing) {
        int text =
                listing.stream()
                        .filter(line -> !line.remark().isEmpty())
                        .mapToInt(line -> line.text().length())
                        .max()
                        .orElse(0);
        int address =
                listing.stream().mapToInt(line -> hex(line.address()).length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (Answer.Code.Line line : listing) {
            if (!line.label().isEmpty()) {
                lines.add(line.label() + ":");
            }
            String shown =
                    "  "
                            + pad(hex(line.address()), address)
                            + "  "
                            + word(line.word(), line.length())
                            + "  ";
            shown +=
                    line.remark().isEmpty()
                            ? line.text()
                            : pad(line.text(), text) + "  ; " + line.remark();
            lines.add(shown.stripTrailing());
        }
        return lines;
    }

    private static List<String> dump(Answer.Dump dump) {
        HexFormat hex = HexFormat.ofDelimiter(" ");
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < dump.bytes().length; at += 16) {
            int end = Math.min(at + 16, dump.bytes().length);
            StringBuilder ascii = new StringBuilder();
            for (int i = at; i < end; i++) {
                byte b = dump.bytes()[i];
                ascii.append(b >= ' ' && b < 127 ? (char) b : '.');
            }
            lines.add(
                    hex(dump.address() + at)
                            + "  "
                            + pad(hex.formatHex(dump.bytes(), at, end), 47)
                            + "  |"
                            + ascii
                            + "|");
        }
        return lines;
    }

    /**
     * Columns as wide as their widest cell; numbers to the right, everything else to the left. A
     * list in a cell goes down the page.
     */
    private static List<String> table(Answer.Table table) {
        int columns = table.columns().size();
        int[] widths = new int[columns];
        boolean[] right = new boolean[columns];
        List<List<List<String>>> rows = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            widths[c] = table.columns().get(c).length();
            right[c] = !table.rows().isEmpty();
        }
        for (List<Value> row : table.rows()) {
            List<List<String>> cells = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                List<String> cell = cell(row.get(c));
                cells.add(cell);
                for (String line : cell) {
                    widths[c] = Math.max(widths[c], line.length());
                }
                right[c] &= row.get(c) instanceof Value.Num num ? !num.isAddress() : isEmpty(cell);
            }
            rows.add(cells);
        }
        List<String> lines = new ArrayList<>();
        if (!table.title().isEmpty()) {
            lines.addAll(List.of(table.title().split("\n")));
        }
        if (!rows.isEmpty()) {
            lines.add(line(table.columns(), widths, right));
            rows.forEach(cells -> lines.addAll(row(cells, widths, right)));
        }
        lines.addAll(table.footer());
        return lines;
    }

    private static List<String> slots(List<Answer.Slots.Table> tables) {
        List<String> lines = new ArrayList<>();
        for (Answer.Slots.Table each : tables) {
            lines.addAll(table(SlotLines.of(each)));
        }
        return lines;
    }

    private static boolean isEmpty(List<String> cell) {
        return cell.size() == 1 && cell.getFirst().isEmpty();
    }

    private static List<String> cell(Value value) {
        return value instanceof Value.Items(List<Value> items)
                ? items.stream().map(Value::text).toList()
                : List.of(value.text());
    }

    /** As many lines as the highest cell has. */
    private static List<String> row(List<List<String>> cells, int[] widths, boolean[] right) {
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(1, height); i++) {
            List<String> line = new ArrayList<>();
            for (List<String> cell : cells) {
                line.add(i < cell.size() ? cell.get(i) : "");
            }
            lines.add(line(line, widths, right));
        }
        return lines;
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            line.append("  ")
                    .append(
                            right[c]
                                    ? padLeft(cells.get(c), widths[c])
                                    : pad(cells.get(c), widths[c]));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> account(List<Answer.Account.Fact> facts) {
        int width = 0;
        for (Answer.Account.Fact fact : facts) {
            width = fact.text().isEmpty() ? width : Math.max(width, fact.label().length());
        }
        List<String> lines = new ArrayList<>();
        for (Answer.Account.Fact fact : facts) {
            lines.add(
                    fact.text().isEmpty()
                            ? fact.label()
                            : "  " + pad(fact.label(), width) + "  " + fact.text());
        }
        return lines;
    }

    private static List<String> decoded(Answer.Decoded decoded) {
        Explanation explanation = decoded.explanation();
        List<String> lines = new ArrayList<>();
        lines.add(
                hex(decoded.address())
                        + "  "
                        + word(decoded.word(), decoded.length())
                        + "  "
                        + explanation.text());
        if (!explanation.summary().isEmpty()) {
            lines.add("  " + explanation.summary());
        }
        int name = explanation.fields().stream().mapToInt(f -> f.name().length()).max().orElse(0);
        int bits =
                explanation.fields().stream().mapToInt(f -> f.high() - f.low() + 1).max().orElse(0);
        for (Explanation.FieldValue field : explanation.fields()) {
            String place =
                    field.high() == field.low()
                            ? "[" + field.low() + "]"
                            : "[" + field.high() + ":" + field.low() + "]";
            lines.add(
                    ("  "
                                    + pad(place, 7)
                                    + "  "
                                    + pad(field.name(), name)
                                    + "  "
                                    + pad(
                                            binary(field.bits(), field.high() - field.low() + 1),
                                            bits)
                                    + "  "
                                    + field.meaning())
                            .stripTrailing());
        }
        explanation.remarks().forEach(remark -> lines.add("  " + remark));
        return lines;
    }

    private static List<String> encoded(Answer.Encoded encoded) {
        List<String> lines = new ArrayList<>(code(encoded.lines()));
        lines.add("  bytes in memory: " + HexFormat.ofDelimiter(" ").formatHex(encoded.bytes()));
        return lines;
    }

    private static String word(long word, int length) {
        return padZero(Long.toHexString(word), length * 2);
    }

    private static String binary(long bits, int width) {
        String digits = Long.toBinaryString(bits);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    private static String padLeft(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    private static String padZero(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
