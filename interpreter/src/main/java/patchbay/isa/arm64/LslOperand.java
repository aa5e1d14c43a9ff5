package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** {@code lsl #12}: a shift of an immediate, in units. */
final class LslOperand extends FieldOperand {
    /** The unit of the wide moves: of a word register they reach only the lower half. */
    private static final int HALFWORD = 16;

    private final String name;
    private final int unit;

    LslOperand(Field field, String name, int unit) {
        super(field);
        this.name = name;
        this.unit = unit;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put("lsl #").decimal(field.get(word) * unit);
    }

    @Override
    public boolean parse(Draft draft) {
        if (!draft.acceptWord("lsl")) {
            return draft.expected("lsl");
        }
        draft.accept('#');
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long raw = read.getAsLong() / unit;
        long highest = unit == HALFWORD && !isWide(draft.word()) ? 1 : field.max();
        if (raw * unit != read.getAsLong() || raw < 0 || raw > highest) {
            return draft.doesNotFit(
                    start,
                    name,
                    read.getAsLong(),
                    "0 .. " + highest * unit + ", a multiple of " + unit);
        }
        draft.word(field.put(draft.word(), raw));
        return true;
    }

    private static boolean isWide(long word) {
        return (word >>> 31 & 1) != 0;
    }
}
