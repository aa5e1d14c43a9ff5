package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** A bit of the condition register: {@code eq}, {@code 4*cr1+eq}, or its number. */
final class ConditionBitOperand extends FieldOperand {
    private static final String[] BITS = {"lt", "gt", "eq", "so"};

    private final String name;

    ConditionBitOperand(Field field, String name) {
        super(field);
        this.name = name;
    }

    /** Appends the bit with that number as it is written. */
    static void print(int number, Text out) {
        if (number >= 4) {
            out.put("4*cr").put((char) ('0' + number / 4)).put('+');
        }
        out.put(BITS[number % 4]);
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        print((int) field.get(word), out);
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        long sum = 0;
        do {
            OptionalLong product = factor(draft);
            while (product.isPresent() && draft.accept('*')) {
                OptionalLong factor = factor(draft);
                product =
                        factor.isEmpty()
                                ? factor
                                : OptionalLong.of(product.getAsLong() * factor.getAsLong());
            }
            if (product.isEmpty()) {
                return false;
            }
            sum += product.getAsLong();
        } while (draft.accept('+'));
        if (sum < 0 || sum > 31) {
            return draft.doesNotFit(start, name, sum, "0 .. 31");
        }
        draft.word(field.put(draft.word(), sum));
        return true;
    }

    /** A number, a field of the register for its number, or a bit's name for its place there. */
    private static OptionalLong factor(Draft draft) {
        char first = draft.peek();
        int start = draft.position();
        if (first >= '0' && first <= '9') {
            int value = 0;
            for (char c : draft.takeWord().toCharArray()) {
                value = c < '0' || c > '9' || value > 99 ? 100 : value * 10 + c - '0';
            }
            return OptionalLong.of(value);
        }
        String word = draft.takeWord();
        for (int i = 0; i < BITS.length; i++) {
            if (word.equals(BITS[i])) {
                return OptionalLong.of(i);
            }
        }
        if (word.equals("un")) {
            return OptionalLong.of(3);
        }
        if (word.length() == 3
                && word.startsWith("cr")
                && word.charAt(2) >= '0'
                && word.charAt(2) <= '7') {
            return OptionalLong.of(word.charAt(2) - '0');
        }
        draft.position(start);
        draft.expected("a bit of the condition register, such as 4*cr1+eq");
        return OptionalLong.empty();
    }

    @Override
    public String meaning(long word, long address) {
        Text text = new Text();
        print((int) field.get(word), text);
        return text.toString();
    }
}
