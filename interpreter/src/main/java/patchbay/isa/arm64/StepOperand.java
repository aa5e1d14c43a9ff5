package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * How far a load or store of vectors moves its base register on afterwards: by another register, or
 * by the size of what was moved, which is said by number 31.
 */
final class StepOperand extends FieldOperand {
    private static final int SIZE = 31;

    private final Field doubling;
    private final boolean fixed;
    private final long bytes;

    /** {@code bytes} are doubled as often as {@code doubling} says, unless it is {@code fixed}. */
    StepOperand(Field field, Field doubling, boolean fixed, long bytes) {
        super(field);
        this.doubling = doubling;
        this.fixed = fixed;
        this.bytes = bytes;
    }

    private long bytes(long word) {
        return fixed ? bytes : bytes << doubling.get(word);
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        int number = (int) field.get(word);
        if (number == SIZE) {
            out.put('#').decimal(bytes(word));
        } else {
            RegisterOperand.print(number, true, false, out);
        }
    }

    @Override
    public boolean parse(Draft draft) {
        draft.peek();
        int start = draft.position();
        if (draft.isNumber()) {
            draft.accept('#');
            OptionalLong read = draft.number();
            if (read.isEmpty()) {
                return false;
            }
            if (read.getAsLong() != bytes(draft.word())) {
                return draft.doesNotFit(start, "step", read.getAsLong(), "" + bytes(draft.word()));
            }
            draft.word(field.put(draft.word(), SIZE));
            return true;
        }
        int number = RegisterOperand.read(draft.takeWord());
        if (number >= 0 && (number & RegisterOperand.WIDE) != 0 && (number & SIZE) != SIZE) {
            draft.word(field.put(draft.word(), number & SIZE));
            return true;
        }
        draft.position(start);
        return draft.expected("#" + bytes(draft.word()) + " or x0 … x30");
    }
}
