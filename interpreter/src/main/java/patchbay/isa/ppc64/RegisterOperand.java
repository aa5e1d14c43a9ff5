package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * A register of any file, printed as its file's letters and its number; both that and the number
 * alone are read.
 */
final class RegisterOperand extends FieldOperand {
    private final String name;
    private final File file;
    private final boolean orZero;
    private final int step;

    /** The files of registers. */
    enum File {
        GENERAL("r", 32),
        FLOATING("f", 32),
        VECTOR("v", 32),
        VECTOR_SCALAR("vs", 64),
        CONDITION("cr", 8),
        ACCUMULATOR("a", 8);

        private final String letters;
        private final int size;

        File(String letters, int size) {
            this.letters = letters;
            this.size = size;
        }

        /** The number that {@code name} says, or -1. */
        private int number(String name) {
            int length = name.length();
            int start = letters.length();
            if (!name.startsWith(letters) || length == start || length > start + 2) {
                return -1;
            }
            int number = 0;
            for (int i = start; i < length; i++) {
                int digit = name.charAt(i) - '0';
                if (digit < 0 || digit > 9 || i > start && number == 0) {
                    return -1;
                }
                number = number * 10 + digit;
            }
            return number < size ? number : -1;
        }

        private String range() {
            return letters + "0 … " + letters + (size - 1);
        }
    }

    /**
     * @param orZero whether number 0 stands for the number 0, and is printed so
     * @param step 2 where the field counts pairs
     */
    RegisterOperand(Field field, String name, File file, boolean orZero, int step) {
        super(field);
        this.name = name;
        this.file = file;
        this.orZero = orZero;
        this.step = step;
    }

    /** Whether a label may not have that name. */
    static boolean isRegister(String name) {
        return File.GENERAL.number(name) >= 0
                || File.FLOATING.number(name) >= 0
                || File.VECTOR.number(name) >= 0
                || File.VECTOR_SCALAR.number(name) >= 0
                || File.CONDITION.number(name) >= 0;
    }

    private int number(long word) {
        return (int) field.get(word) * step;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        int number = number(word);
        if (!orZero || number != 0) {
            out.put(file.letters);
        }
        out.decimal(number);
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        boolean marked = draft.accept('%');
        char first = draft.peek();
        long number;
        if (!marked && first >= '0' && first <= '9') {
            OptionalLong read = draft.number();
            if (read.isEmpty()) {
                return false;
            }
            number = read.getAsLong();
        } else {
            number = file.number(draft.takeWord());
            if (number < 0) {
                draft.position(start);
                return draft.expected(file.range());
            }
        }
        if (number < 0 || number / step > field.max() || number % step != 0) {
            return draft.doesNotFit(
                    start, name, number, step == 1 ? file.range() : "an even number of those");
        }
        draft.word(field.put(draft.word(), number / step));
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        int number = number(word);
        return orZero && number == 0 ? "nothing" : file.letters + number;
    }
}
