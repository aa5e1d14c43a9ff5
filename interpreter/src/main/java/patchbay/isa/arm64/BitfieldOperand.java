package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * The numbers of the bit field moves as their aliases show them. The instructions themselves rotate
 * right by {@code immr} and keep what was at bit {@code imms} and below.
 *
 * <pre>
 *   left      a shift left:   immr = -n, imms = width - 1 - n
 *   right     a shift right:  immr = n, imms = width - 1
 *   negated   where a field is put:        immr = -n
 *   width     how wide it is there:        imms = n - 1
 *   extent    how wide it is from immr up: imms = immr + n - 1
 * </pre>
 */
final class BitfieldOperand extends FieldOperand {
    private final Field rotation;
    private final Field last;
    private final String style;

    BitfieldOperand(Row row, Field field, String style) {
        super(field);
        this.rotation = row.field("immr");
        this.last = row.field("imms");
        this.style = style;
    }

    private static int width(long word) {
        return (word >>> 31 & 1) == 0 ? 32 : 64;
    }

    private long value(long word) {
        long immr = rotation.get(word);
        long imms = last.get(word);
        return switch (style) {
            case "left" -> width(word) - 1 - imms;
            case "right" -> immr;
            case "negated" -> -immr & width(word) - 1;
            case "width" -> imms + 1;
            default -> imms - immr + 1;
        };
    }

    @Override
    public boolean shows(long word) {
        long immr = rotation.get(word);
        long imms = last.get(word);
        return switch (style) {
            case "left" -> imms + 1 == immr && imms != width(word) - 1;
            case "right" -> imms == width(word) - 1;
            default -> true;
        };
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(value(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long n = read.getAsLong();
        long word = draft.word();
        int width = width(word);
        long lowest = 0;
        long highest = width - 1;
        if (style.equals("width")) {
            lowest = 1;
            highest = width - (-rotation.get(word) & width - 1);
        } else if (style.equals("extent")) {
            lowest = 1;
            highest = width - rotation.get(word);
        }
        if (n < lowest || n > highest) {
            return draft.doesNotFit(
                    start,
                    highest < width - 1 || lowest == 1 ? "width" : "shift",
                    n,
                    lowest + " .. " + highest);
        }
        draft.word(
                switch (style) {
                    case "left" -> last.put(rotation.put(word, -n & width - 1), width - 1 - n);
                    case "right" -> last.put(rotation.put(word, n), width - 1);
                    case "negated" -> rotation.put(word, -n & width - 1);
                    case "width" -> last.put(word, n - 1);
                    default -> last.put(word, rotation.get(word) + n - 1);
                });
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        return style + " " + value(word);
    }
}
