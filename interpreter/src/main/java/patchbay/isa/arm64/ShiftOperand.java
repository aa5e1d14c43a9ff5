package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * {@code lsr #3} behind a register: how the last operand of a logical or arithmetic instruction is
 * shifted.
 */
final class ShiftOperand implements Operand {
    private static final String[] SHIFTS = {"lsl", "lsr", "asr", "ror"};

    private final Field both;
    private final Field kind;
    private final Field amount;

    /** Only the logical instructions can rotate. */
    private final boolean rotates;

    ShiftOperand(Row row, Field both) {
        this.both = both;
        this.kind = row.field("shift");
        this.amount = row.field("imm6");
        this.rotates = row.matches(both.put(row.pattern().base, 3 << 6));
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put(SHIFTS[(int) kind.get(word)]).put(" #").decimal(amount.get(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int found = -1;
        for (int i = 0; i < (rotates ? 4 : 3) && found < 0; i++) {
            found = draft.acceptWord(SHIFTS[i]) ? i : -1;
        }
        if (found < 0) {
            return draft.expected(rotates ? "lsl, lsr, asr or ror" : "lsl, lsr or asr");
        }
        draft.accept('#');
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long highest = (draft.word() >>> 31 & 1) == 0 ? 31 : 63;
        long value = read.getAsLong();
        if (value < 0 || value > highest) {
            return draft.doesNotFit(start, "shift", value, "0 .. " + highest);
        }
        draft.word(amount.put(kind.put(draft.word(), found), value));
        return true;
    }

    @Override
    public boolean isDefault(long word) {
        return both.get(word) == 0;
    }

    @Override
    public long setDefault(long word) {
        return both.put(word, 0);
    }

    @Override
    public long mask() {
        return both.mask();
    }
}
