package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.source.Code;

/**
 * What one module needs of the loader; as text a line of comma-separated values (RFC 4180, but for
 * the line's end, which is the writer's).
 *
 * @param file as it was named
 * @param relocs the entries of all its relocation tables
 * @param slots what is reserved for it, in slots and in bytes
 * @param code bytes of its executable sections that are in memory
 * @param sites entries of functions that a tracer can patch
 * @param exports symbols that others may use
 * @param livepatch relocation tables that wait for the object that they name
 * @param refused why nothing else is known of it, and all numbers are 0
 */
public record SurveyRow(
        String file,
        long relocs,
        SlotCount.Slots slots,
        long code,
        long sites,
        long exports,
        int livepatch,
        Optional<Code> refused) {

    /** The names of the columns. */
    public static final List<String> COLUMNS =
            List.of(
                    "module",
                    "relocs",
                    "plt_core",
                    "plt_init",
                    "stubs",
                    "core_bytes",
                    "init_bytes",
                    "calls",
                    "code",
                    "sites",
                    "exports",
                    "klp",
                    "refused",
                    "file");

    private static final int NUMBERS = 11;
    private static final SlotCount.Slots NO_SLOTS = new SlotCount.Slots(0, 0, 0, 0, 0, 0);

    static SurveyRow refused(String file, Code code) {
        return new SurveyRow(file, 0, NO_SLOTS, 0, 0, 0, 0, Optional.of(code));
    }

    /** The module's name: the file's, without folder and without what {@code .ko} begins. */
    public String module() {
        return module(file);
    }

    static String module(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int end = name.lastIndexOf(".ko");
        return end > 0 ? name.substring(0, end) : name;
    }

    /** The columns between the module's name and the refusal. */
    public List<Long> numbers() {
        return List.of(
                relocs,
                (long) slots.core(),
                (long) slots.init(),
                (long) slots.stubs(),
                slots.coreBytes(),
                slots.initBytes(),
                slots.calls(),
                code,
                sites,
                exports,
                (long) livepatch);
    }

    /** The first line of a table. */
    public static String heading() {
        return String.join(",", COLUMNS);
    }

    /** This row as a line, without its end; what is not known of a refused file is empty. */
    public String line() {
        StringBuilder line = new StringBuilder(96);
        quote(module(), line);
        if (refused.isPresent()) {
            line.repeat(',', NUMBERS + 1).append(refused.get());
        } else {
            line.append(',').append(relocs);
            line.append(',').append(slots.core());
            line.append(',').append(slots.init());
            line.append(',').append(slots.stubs());
            line.append(',').append(slots.coreBytes());
            line.append(',').append(slots.initBytes());
            line.append(',').append(slots.calls());
            line.append(',').append(code);
            line.append(',').append(sites);
            line.append(',').append(exports);
            line.append(',').append(livepatch).append(',');
        }
        quote(file, line.append(','));
        return line.toString();
    }

    /** The row that {@link #line} wrote; empty if it did not. */
    public static Optional<SurveyRow> of(String line) {
        List<String> cells = cells(line);
        if (cells.size() != COLUMNS.size()) {
            return Optional.empty();
        }
        String file = cells.getLast();
        String refused = cells.get(NUMBERS + 1);
        if (!refused.isEmpty()) {
            for (Code code : Code.values()) {
                if (code.name().equals(refused)) {
                    return Optional.of(refused(file, code));
                }
            }
            return Optional.empty();
        }
        long[] n = new long[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            n[i] = number(cells.get(i + 1));
            if (n[i] < 0) {
                return Optional.empty();
            }
        }
        SlotCount.Slots slots =
                new SlotCount.Slots((int) n[1], (int) n[2], (int) n[3], n[4], n[5], n[6]);
        return Optional.of(
                new SurveyRow(file, n[0], slots, n[7], n[8], n[9], (int) n[10], Optional.empty()));
    }

    private static long number(String digits) {
        long value = digits.isEmpty() || digits.length() > 18 ? -1 : 0;
        for (int i = 0; i < digits.length() && value >= 0; i++) {
            int digit = digits.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? -1 : 10 * value + digit;
        }
        return value;
    }

    private static void quote(String cell, StringBuilder line) {
        boolean plain = true;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            plain &= c != ',' && c != '"' && c >= ' ';
        }
        line.append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // Two in a row are one of the cell's own.
                if (!quoted && i > 0 && line.charAt(i - 1) == '"') {
                    cell.append('"');
                }
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
