package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * Up to four registers in a row, as a table or a structure: {@code {v0.16b-v3.16b}}. After 31 comes
 * 0.
 */
record ListOperand(Field field, int count, String style) implements Operand {

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        long first = field.get(word);
        boolean range = count > 2 && first + count <= 32;
        out.put('{');
        for (int i = 0; i < count; i += range ? count - 1 : 1) {
            out.put(i == 0 ? "" : range ? "-" : ", ").put('v').decimal(first + i & 31);
            VectorOperand.arrangement(style, word, out);
        }
        out.put('}');
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        if (!draft.accept('{')) {
            return draft.expected("'{'");
        }
        int first = -1;
        int seen = 0;
        boolean range = false;
        do {
            int from = draft.position();
            String read = draft.takeWord();
            int dot = read.indexOf('.');
            int number = dot < 0 ? -1 : ScalarOperand.number(read.substring(0, dot), 'v');
            int ahead = range ? (number - first & 31) + 1 : seen + 1;
            first = first < 0 ? number : first;
            if (number < 0 || number != (first + ahead - 1 & 31)) {
                draft.position(from);
                return draft.expected("the next register");
            }
            if (!VectorOperand.parseArrangement(style, read.substring(dot), from, draft)) {
                return false;
            }
            seen = ahead;
            range = seen == 1 && draft.accept('-');
        } while (range || draft.accept(','));
        if (seen != count) {
            draft.position(start);
            return draft.expected(count == 1 ? "one register" : count + " registers");
        }
        draft.word(field.put(draft.word(), first));
        return draft.accept('}') || draft.expected("'}'");
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
        return field.mask();
    }

    @Override
    public String meaning(long word, long address) {
        Text text = new Text();
        print(word, address, Isa.Names.NONE, text);
        return text.toString();
    }
}
