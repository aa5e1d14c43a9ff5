package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * A general register. Number 31 is the zero register or the stack pointer, which one is the
 * instruction's choice.
 */
final class RegisterOperand extends FieldOperand {
    static final long ALWAYS_X = 0;
    static final long ALWAYS_W = -1;

    private final String name;
    private final long widthBit;
    private final boolean stack;
    private final int plus;
    private final int low;

    /**
     * {@code widthBit} as {@link Operands#widthBit} gives it, or always; {@code plus} 1 is the
     * register after the one said.
     */
    RegisterOperand(
            Field field, String name, long widthBit, boolean stack, int plus, int otherwise) {
        super(field, otherwise);
        this.name = name;
        this.widthBit = widthBit;
        this.stack = stack;
        this.plus = plus;
        this.low = field.low();
    }

    /** Prints register {@code number}. */
    static void print(int number, boolean wide, boolean stack, Text out) {
        if (number == 31) {
            out.put(stack ? wide ? "sp" : "wsp" : wide ? "xzr" : "wzr");
            return;
        }
        out.put(wide ? 'x' : 'w');
        if (number >= 10) {
            out.put((char) ('0' + number / 10));
        }
        out.put((char) ('0' + number % 10));
    }

    /** What a register's name says: its number, {@link #WIDE}, {@link #STACK}; -1 if it is none. */
    static int read(String name) {
        int special =
                switch (name) {
                    case "sp" -> 31 | WIDE | STACK;
                    case "wsp" -> 31 | STACK;
                    case "xzr" -> 31 | WIDE;
                    case "wzr" -> 31;
                    case "lr" -> 30 | WIDE;
                    case "fp" -> 29 | WIDE;
                    case "ip0" -> 16 | WIDE;
                    case "ip1" -> 17 | WIDE;
                    default -> -1;
                };
        int length = name.length();
        if (special >= 0
                || length < 2
                || length > 3
                || name.charAt(0) != 'x' && name.charAt(0) != 'w') {
            return special;
        }
        int number = 0;
        for (int i = 1; i < length; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i == 2 && number == 0) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number > 30 ? -1 : number | (name.charAt(0) == 'x' ? WIDE : 0);
    }

    static final int NUMBER = 31;
    static final int WIDE = 32;
    static final int STACK = 64;

    private boolean isWide(long word) {
        if (widthBit == ALWAYS_X || widthBit == ALWAYS_W) {
            return widthBit == ALWAYS_X;
        }
        return widthBit > 0 ? (word & widthBit) != 0 : (word & ~widthBit) == 0;
    }

    private int number(long word) {
        return (int) (word >>> low) + plus & 31;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        print(number(word), isWide(word), stack, out);
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        int read = read(draft.takeWord());
        String expected = "a register";
        if (read >= 0 && ((read & NUMBER) != 31 || stack == ((read & STACK) != 0))) {
            int number = read & NUMBER;
            boolean wide = (read & WIDE) != 0;
            long word = draft.word();
            if (plus == 1) {
                int wanted = number(word);
                if (number == wanted && wide == isWide(word)) {
                    return true;
                }
                expected = "register " + named(wanted, isWide(word));
            } else if (widthBit == ALWAYS_X || widthBit == ALWAYS_W) {
                if (wide == isWide(word)) {
                    draft.word(field.put(word, number));
                    return true;
                }
            } else if (!isWidthSettled(draft) || wide == isWide(word)) {
                draft.word(withWidth(field.put(word, number), wide));
                draft.settle(widthMask());
                return true;
            }
        }
        draft.position(start);
        return draft.expected(plus == 1 ? expected : kind(draft));
    }

    private boolean isWidthSettled(Draft draft) {
        return (draft.settled() & widthMask()) != 0;
    }

    private long widthMask() {
        return widthBit > 0 ? widthBit : ~widthBit;
    }

    private long withWidth(long word, boolean wide) {
        return wide == widthBit > 0 ? word | widthMask() : word & ~widthMask();
    }

    private String kind(Draft draft) {
        boolean either = widthBit != ALWAYS_X && widthBit != ALWAYS_W && !isWidthSettled(draft);
        boolean wide = isWide(draft.word());
        String sizes = either ? "x0 … x30 or w0 … w30" : wide ? "x0 … x30" : "w0 … w30";
        return sizes
                + (stack
                        ? wide || either ? " or sp" : " or wsp"
                        : wide || either ? " or xzr" : " or wzr");
    }

    private String named(int number, boolean wide) {
        Text text = new Text();
        print(number, wide, stack, text);
        return text.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
