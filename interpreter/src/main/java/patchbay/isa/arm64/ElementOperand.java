package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * One element of a vector, {@code v1.s[2]}, or the general register that holds as much. imm5 (bits
 * 20:16) says how wide it is by its lowest one, and which it is by the bits above that.
 */
final class ElementOperand implements Operand {
    private static final String LETTERS = "bhsd";
    private static final int IMM5 = 16;
    private static final long IMM5_MASK = 31L << IMM5;

    private final Field field;
    private final boolean vector;

    ElementOperand(Field field, boolean vector) {
        this.field = field;
        this.vector = vector;
    }

    private static int size(long word) {
        return Long.numberOfTrailingZeros(word >>> IMM5 & 31 | 8);
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        int size = size(word);
        if (vector) {
            out.put('v').decimal(field.get(word)).put('.').put(LETTERS.charAt(size));
            out.put('[').decimal((word >>> IMM5 & 31) >>> size + 1).put(']');
        } else {
            RegisterOperand.print((int) field.get(word), size == 3, false, out);
        }
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String read = draft.takeWord();
        if (!vector) {
            int register = RegisterOperand.read(read);
            boolean wide = size(draft.word()) == 3;
            if (register < 0
                    || (register & RegisterOperand.STACK) != 0
                    || wide != ((register & RegisterOperand.WIDE) != 0)) {
                draft.position(start);
                return draft.expected(wide ? "x0 … x30 or xzr" : "w0 … w30 or wzr");
            }
            draft.word(field.put(draft.word(), register & RegisterOperand.NUMBER));
            return true;
        }
        int dot = read.indexOf('.');
        int number = dot < 0 ? -1 : ScalarOperand.number(read.substring(0, dot), 'v');
        int size = dot == read.length() - 2 ? LETTERS.indexOf(read.charAt(dot + 1)) : -1;
        if (number < 0 || size < 0 || !draft.accept('[')) {
            draft.position(start);
            return draft.expected("an element, such as v0.s[1]");
        }
        int from = draft.position();
        OptionalLong index = draft.number();
        if (index.isEmpty()) {
            return false;
        }
        long highest = (16 >> size) - 1;
        if (index.getAsLong() < 0 || index.getAsLong() > highest) {
            return draft.doesNotFit(from, "index", index.getAsLong(), "0 .. " + highest);
        }
        long word =
                draft.word() & ~IMM5_MASK | (index.getAsLong() << size + 1 | 1L << size) << IMM5;
        if (((word ^ draft.word()) & draft.settled()) != 0) {
            draft.position(start);
            return draft.expected("an element of another width");
        }
        draft.word(field.put(word, number));
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
        return field.mask();
    }

    @Override
    public String meaning(long word, long address) {
        Text text = new Text();
        print(word, address, Isa.Names.NONE, text);
        return text.toString();
    }
}
