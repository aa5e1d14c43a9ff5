package patchbay.isa.arm64;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Pattern;
import patchbay.isa.Row;

/**
 * What a vector register is taken for: {@code 16b}, sixteen bytes, or {@code s}, one single; and
 * which bits of the instruction say so.
 *
 * <p>A row says it with a letter, which stands for the fields that the row has:
 *
 * <pre>
 *   T   the lanes of the row:   size:Q, sz:Q, or the one bit that is marked in immh or imm5
 *   W   lanes twice as wide:    size, sz, immh        (all of a register)
 *   N   lanes half as wide:     sz:Q
 *   P   half as many, as wide:  size:Q
 *   B H S                       bytes, halves or words; as many as Q says
 *   R                           half as many halves
 *   E   one lane:               size, sz, ftype, immh, imm5, q:size or opc
 *   G   one word:               imm5
 *   L   one lane twice as wide: size, immh
 *   2E  two lanes:              sz
 *   O   one lane:               opc, as ftype has it
 * </pre>
 *
 * Anything else is a shape itself: {@code 2d}.
 */
final class Shape {
    private static final String NONE = "-";

    private final @Nullable Field field;

    /** For each value of the field. */
    private final String[] names;

    private Shape(@Nullable Field field, String names) {
        this.field = field;
        this.names = names.split(" ", -1);
    }

    static Shape of(Row row, String letter) {
        return switch (letter) {
            case "T" -> lanes(row);
            case "W" ->
                    has(row, "immh")
                            ? new Shape(row.field("immh"), "- 8h 4s 4s 2d 2d 2d 2d - - - - - - - -")
                            : has(row, "sz")
                                    ? new Shape(row.field("sz"), "4s 2d")
                                    : new Shape(row.field("size"), "8h 4s 2d 1q");
            case "N" -> new Shape(row.field("sz:Q"), "4h 8h 2s 4s");
            case "P" -> new Shape(row.field("size:Q"), "4h 8h 2s 4s 1d 2d - -");
            case "B" -> new Shape(row.field("Q"), "8b 16b");
            case "H" -> new Shape(row.field("Q"), "4h 8h");
            case "S" -> new Shape(row.field("Q"), "2s 4s");
            case "R" -> new Shape(row.field("Q"), "2h 4h");
            case "E" -> lane(row);
            case "G" -> new Shape(row.field("imm5"), marked(5, false, "- - s -"));
            case "L" ->
                    has(row, "immh")
                            ? new Shape(row.field("immh"), "- h s s d d d d - - - - - - - -")
                            : new Shape(row.field("size"), "h s d -");
            case "2E" -> new Shape(row.field("sz"), "2s 2d");
            case "O" -> new Shape(row.field("opc"), "s d - h");
            default -> new Shape(null, letter);
        };
    }

    private static Shape lanes(Row row) {
        if (has(row, "sz")) {
            return new Shape(row.field("sz:Q"), "2s 4s - 2d");
        }
        String all = "8b 16b 4h 8h 2s 4s 1d 2d";
        if (has(row, "size")) {
            return new Shape(row.field("size:Q"), all);
        }
        return has(row, "immh")
                ? new Shape(row.field("immh:Q"), marked(4, true, all))
                : new Shape(row.field("imm5:Q"), marked(5, false, all));
    }

    private static Shape lane(Row row) {
        if (has(row, "q")) {
            return new Shape(row.field("q:size"), "b h s d q - - -");
        }
        if (has(row, "ftype")) {
            return new Shape(row.field("ftype"), "s d - h");
        }
        if (has(row, "sz")) {
            return new Shape(row.field("sz"), "s d");
        }
        if (has(row, "size")) {
            return new Shape(row.field("size"), "b h s d");
        }
        if (has(row, "immh")) {
            return new Shape(row.field("immh"), "- b h h s s s s d d d d d d d d");
        }
        return has(row, "imm5")
                ? new Shape(row.field("imm5"), marked(5, false, "b h s d"))
                : new Shape(row.field("opc"), "s d q -");
    }

    /**
     * One name for each value of a field where the highest or the lowest one-bit of {@code width}
     * bits counts; with as many names again as the lowest bit of the whole (Q) says.
     */
    private static String marked(int width, boolean highest, String all) {
        List<String> names = Arrays.asList(all.split(" ", -1));
        boolean both = names.size() == 8;
        StringBuilder each = new StringBuilder(NONE + (both ? " " + NONE : ""));
        for (int value = 1; value < 1 << width; value++) {
            int place =
                    highest
                            ? 31 - Integer.numberOfLeadingZeros(value)
                            : Integer.numberOfTrailingZeros(value);
            for (int q = 0; q < (both ? 2 : 1); q++) {
                int at = both ? 2 * place + q : place;
                each.append(' ').append(at < names.size() ? names.get(at) : NONE);
            }
        }
        return each.toString();
    }

    private static boolean has(Row row, String name) {
        for (Pattern.Piece piece : row.pattern().pieces()) {
            if (piece.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The shape in {@code word}, such as {@code 16b}. */
    String name(long word) {
        return field == null ? names[0] : names[(int) field.get(word)];
    }

    /** Whether {@code word} has a shape at all. */
    boolean isThere(long word) {
        return !name(word).equals(NONE);
    }

    /**
     * Puts the shape called {@code name} into the draft's word; false if it has another already.
     */
    boolean take(String name, Draft draft) {
        long word = draft.word();
        for (int i = 0; i < names.length; i++) {
            long with = field == null ? word : field.put(word, i);
            if (names[i].equals(name) && ((with ^ word) & draft.settled()) == 0) {
                draft.word(with);
                draft.settle(field == null ? 0 : field.mask());
                return true;
            }
        }
        return false;
    }

    /** One lane of the shape called {@code name}: {@code b} of {@code 16b}; or the name itself. */
    static String lane(String name) {
        return switch (name) {
            case "8b", "16b" -> "b";
            case "4h", "8h" -> "h";
            case "2s", "4s" -> "s";
            case "1d", "2d" -> "d";
            default -> name;
        };
    }

    /** The shapes that {@code draft} may still have, such as {@code 8b or 16b}. */
    String possible(Draft draft, String prefix, String suffix) {
        StringBuilder all = new StringBuilder();
        String last = "";
        for (int i = 0; i < names.length; i++) {
            long with = field == null ? draft.word() : field.put(draft.word(), i);
            boolean free = ((with ^ draft.word()) & draft.settled()) == 0;
            if (free && !names[i].equals(NONE) && !names[i].equals(last)) {
                last = names[i];
                all.append(all.isEmpty() ? "" : " or ").append(prefix).append(last).append(suffix);
            }
        }
        return all.toString();
    }
}
