package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * The element that a whole vector is multiplied by: {@code v1.h[2]}. Register and index share the
 * bits L, M and H.
 */
final class IndexedOperand implements Operand {
    private final Field register;
    private final Field index;
    private final char letter;

    /** {@code letter} is h, s or d. */
    IndexedOperand(Row row, char letter) {
        this.letter = letter;
        register = row.field(letter == 'h' ? "reg" : "M:reg");
        index = row.field(letter == 'h' ? "H:L:M" : letter == 's' ? "H:L" : "H");
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put('v')
                .decimal(register.get(word))
                .put('.')
                .put(letter)
                .put('[')
                .decimal(index.get(word))
                .put(']');
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String read = draft.takeWord();
        int number =
                read.endsWith("." + letter)
                        ? ScalarOperand.number(read.substring(0, read.length() - 2), 'v')
                        : -1;
        if (number < 0 || number > register.max() || !draft.accept('[')) {
            draft.position(start);
            return draft.expected("an element, such as v" + register.max() + "." + letter + "[1]");
        }
        int from = draft.position();
        OptionalLong at = draft.number();
        if (at.isEmpty()) {
            return false;
        }
        if (at.getAsLong() < 0 || at.getAsLong() > index.max()) {
            return draft.doesNotFit(from, "index", at.getAsLong(), "0 .. " + index.max());
        }
        draft.word(index.put(register.put(draft.word(), number), at.getAsLong()));
        return draft.accept(']') || draft.expected("']'");
    }

    @Override
    public boolean isDefault(long word) {
        return false;
    }

    @Override
    public long setDefault(long word) {
        return word;
    }

    @Override
    public long mask() {
        return register.mask() | index.mask();
    }

    @Override
    public String meaning(long word, long address) {
        Text text = new Text();
        print(word, address, Isa.Names.NONE, text);
        return text.toString();
    }
}
