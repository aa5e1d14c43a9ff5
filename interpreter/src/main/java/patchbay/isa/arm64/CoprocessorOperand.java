package patchbay.isa.arm64;

import java.util.Locale;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * {@code C7}: a number of a system instruction, in the clothes of the coprocessor registers it once
 * was.
 */
record CoprocessorOperand(Field field, String name) implements Operand {
    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put('C').decimal(field.get(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String read = draft.takeWord().toUpperCase(Locale.ROOT);
        for (int i = 0; i < 16; i++) {
            if (read.equals("C" + i)) {
                draft.word(field.put(draft.word(), i));
                return true;
            }
        }
        draft.position(start);
        return draft.expected("c0 … c15");
    }

    @Override
    public long mask() {
        return field.mask();
    }
}
