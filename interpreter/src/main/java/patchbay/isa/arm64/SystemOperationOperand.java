package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/** What a cache, translation or address operation does: {@code ivau}, {@code vmalle1is}. */
record SystemOperationOperand(Field field, String style) implements Operand {
    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put(SystemOperations.name(style, (int) field.get(word)));
    }

    @Override
    public boolean shows(long word) {
        return !SystemOperations.name(style, (int) field.get(word)).isEmpty();
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        int number = SystemOperations.number(style, draft.takeWord());
        if (number < 0) {
            draft.position(start);
            return draft.expected("an operation such as " + SystemOperations.example(style));
        }
        draft.word(field.put(draft.word(), number));
        return true;
    }

    @Override
    public long mask() {
        return field.mask();
    }
}
