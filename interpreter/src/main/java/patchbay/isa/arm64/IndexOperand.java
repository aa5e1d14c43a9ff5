package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * {@code x2, lsl #3} in an address: an index register, extended if it is a word, shifted by the
 * size of the access or not.
 */
final class IndexOperand implements Operand {
    private static final int LSL = 3;

    private final Field all;
    private final Field register;
    private final Field option;
    private final Field scaled;

    IndexOperand(Row row, Field all) {
        this.all = all;
        this.register = row.field("Rm");
        this.option = row.field("option");
        this.scaled = row.field("S");
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        int kind = (int) option.get(word);
        RegisterOperand.print((int) register.get(word), (kind & 1) != 0, false, out);
        boolean shifted = scaled.get(word) != 0;
        if (kind != LSL || shifted) {
            out.put(", ").put(kind == LSL ? "lsl" : ExtendedOperand.extension(kind));
        }
        if (shifted) {
            out.put(" #").decimal(shift(word));
        }
    }

    private static long shift(long word) {
        return Operands.accessShift(word);
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        int read = RegisterOperand.read(draft.takeWord());
        if (read < 0 || (read & RegisterOperand.STACK) != 0) {
            draft.position(start);
            return draft.expected("x0 … x30, xzr, w0 … w30 or wzr");
        }
        boolean wide = (read & RegisterOperand.WIDE) != 0;
        int kind = wide ? LSL : -1;
        boolean isScaled = false;
        if (draft.accept(',')) {
            String[] kinds = wide ? new String[] {"lsl", "sxtx"} : new String[] {"uxtw", "sxtw"};
            int found = draft.acceptWord(kinds[0]) ? 0 : draft.acceptWord(kinds[1]) ? 1 : -1;
            if (found < 0) {
                return draft.expected(kinds[0] + " or " + kinds[1]);
            }
            kind = (wide ? LSL : 2) + 4 * found;
            if (draft.peek() != ']') {
                draft.accept('#');
                int from = draft.position();
                OptionalLong amount = draft.number();
                if (amount.isEmpty()) {
                    return false;
                }
                long shift = shift(draft.word());
                if (amount.getAsLong() != 0 && amount.getAsLong() != shift) {
                    return draft.doesNotFit(
                            from, "shift", amount.getAsLong(), shift == 0 ? "0" : "0 or " + shift);
                }
                // A byte's shift by 0 is told apart from none: the bit is set where one is written.
                isScaled = shift == 0 || amount.getAsLong() != 0;
            } else if (kind == LSL) {
                return draft.expected("a shift");
            }
        }
        if (kind < 0) {
            return draft.expected("uxtw or sxtw");
        }
        long word = register.put(draft.word(), read & RegisterOperand.NUMBER);
        draft.word(scaled.put(option.put(word, kind), isScaled ? 1 : 0));
        return true;
    }

    @Override
    public long mask() {
        return all.mask();
    }
}
