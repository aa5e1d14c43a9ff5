package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * A vector register taken for one number: {@code b0}, {@code h0}, {@code s0}, {@code d0}, {@code
 * q0}.
 */
final class ScalarOperand implements Operand {
    private static final String BY_TYPE = "sd-h";
    private static final int TYPE = 22;

    private final Field field;
    private final char letter;

    /** {@code letter} is F where ftype (bits 23:22) says how wide the number is: 0 s, 1 d, 3 h. */
    ScalarOperand(Field field, char letter) {
        this.field = field;
        this.letter = letter;
    }

    private char letter(long word) {
        return letter == 'F'
                ? BY_TYPE.charAt((int) (word >>> TYPE & 3))
                : Character.toLowerCase(letter);
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put(letter(word)).decimal(field.get(word));
    }

    /** The number of a register that begins with {@code letter}, or -1. */
    static int number(String read, char letter) {
        int length = read.length();
        if (length < 2
                || length > 3
                || read.charAt(0) != letter
                || length == 3 && read.charAt(1) == '0') {
            return -1;
        }
        int number = 0;
        for (int i = 1; i < length; i++) {
            int digit = read.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number < 32 ? number : -1;
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String read = draft.takeWord();
        char wanted = letter(draft.word());
        if (letter == 'F' && (draft.settled() & 3L << TYPE) == 0 && !read.isEmpty()) {
            int type = BY_TYPE.indexOf(read.charAt(0));
            wanted = type < 0 ? wanted : read.charAt(0);
            draft.word(
                    type < 0 ? draft.word() : draft.word() & ~(3L << TYPE) | (long) type << TYPE);
            draft.settle(3L << TYPE);
        }
        int number = number(read, wanted);
        if (number < 0) {
            draft.position(start);
            return draft.expected(wanted + "0 … " + wanted + "31");
        }
        draft.word(field.put(draft.word(), number));
        return true;
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
