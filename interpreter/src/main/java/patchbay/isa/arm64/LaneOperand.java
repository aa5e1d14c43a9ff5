package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * The number of a lane, where {@code imm5} holds its width and number in one: the lowest one-bit
 * says how wide it is, the bits above it which. A second lane of the same width is in {@code imm4}.
 */
final class LaneOperand extends FieldOperand {
    private final Field width;
    private final String name;

    LaneOperand(Row row, Field field, String name) {
        super(field);
        this.width = row.field("imm5");
        this.name = name;
    }

    /** How far the lane's number is shifted in the field. */
    private int shift(long word) {
        int log = Long.numberOfTrailingZeros(width.get(word) | 16);
        return field.width() == 5 ? log + 1 : log;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(field.get(word) >>> shift(word));
    }

    @Override
    public boolean parse(Draft draft) {
        draft.peek();
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long word = draft.word();
        int shift = shift(word);
        long highest = field.max() >>> shift;
        long lane = read.getAsLong();
        if (lane < 0 || lane > highest) {
            return draft.doesNotFit(start, "lane", lane, "0 .. " + highest);
        }
        long below = field.get(word) & (1L << shift) - 1;
        draft.word(field.put(word, lane << shift | below));
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        return "lane " + (field.get(word) >>> shift(word));
    }

    @Override
    public String toString() {
        return name;
    }
}
