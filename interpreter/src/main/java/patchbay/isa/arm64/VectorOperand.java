package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * A vector register, its lanes or the lowest of them: {@code v1.16b}, {@code v1.s} before an index,
 * {@code s1}; or a list of registers that follow each other: {@code {v1.16b, v2.16b}}.
 */
final class VectorOperand extends FieldOperand {
    private final String name;
    private final Shape shape;
    private final Look look;

    /** Of a list. */
    private final int count;

    /** How it is written. */
    enum Look {
        VECTOR,
        SCALAR,
        LIST
    }

    VectorOperand(Field field, String name, Shape shape, Look look, int count) {
        super(field);
        this.name = name;
        this.shape = shape;
        this.look = look;
        this.count = count;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        int first = (int) field.get(word);
        String lanes = shape.name(word);
        switch (look) {
            case VECTOR -> print(first, lanes, out);
            case SCALAR -> out.put(lanes).decimal(first);
            case LIST -> {
                out.put('{');
                int last = first + count - 1 & 31;
                print(first, lanes, out);
                if (count > 2 && last > first) {
                    print(last, lanes, out.put('-'));
                } else {
                    for (int i = 1; i < count; i++) {
                        print(first + i & 31, lanes, out.put(", "));
                    }
                }
                out.put('}');
            }
        }
    }

    private static void print(int number, String lanes, Text out) {
        out.put('v').decimal(number).put('.').put(lanes);
    }

    @Override
    public boolean shows(long word) {
        return shape.isThere(word);
    }

    @Override
    public boolean parse(Draft draft) {
        if (look == Look.LIST) {
            return list(draft);
        }
        int number = register(draft, look == Look.SCALAR);
        draft.word(number < 0 ? draft.word() : field.put(draft.word(), number));
        return number >= 0;
    }

    private boolean list(Draft draft) {
        if (!draft.accept('{')) {
            return draft.expected("'{'");
        }
        int first = register(draft, false);
        if (first < 0) {
            return false;
        }
        draft.word(field.put(draft.word(), first));
        boolean range = count > 1 && draft.accept('-');
        for (int i = range ? count - 1 : 1; i < count; i++) {
            if (!range && !draft.accept(',')) {
                return draft.expected("','");
            }
            draft.peek();
            int start = draft.position();
            int next = register(draft, false);
            if (next < 0) {
                return false;
            }
            if (next != (first + i & 31)) {
                draft.position(start);
                return draft.expected("v" + (first + i & 31));
            }
        }
        return draft.accept('}') || draft.expected("'}'");
    }

    /** Takes one register and its shape; its number, or -1 with a complaint. */
    private int register(Draft draft, boolean scalar) {
        draft.peek();
        int start = draft.position();
        String text = draft.takeWord();
        int dot = text.indexOf('.');
        int number = scalar ? number(text, text.length()) : number(text, dot);
        if (number >= 0 && (scalar || text.charAt(0) == 'v')) {
            String lanes = scalar ? text.substring(0, 1) : text.substring(dot + 1);
            boolean lane = !scalar && look != Look.LIST && draft.peek() == '[';
            if (shape.take(lanes, draft) || lane && shape.take(Shape.lane(lanes), draft)) {
                return number;
            }
        }
        draft.position(start);
        draft.expected(scalar ? shape.possible(draft, "", "0") : shape.possible(draft, "v0.", ""));
        return -1;
    }

    /** The number behind the first letter of {@code text}, up to {@code end}; -1 if it is none. */
    private static int number(String text, int end) {
        if (end < 2 || end > 3) {
            return -1;
        }
        int number = 0;
        for (int i = 1; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i == 2 && number == 0) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number > 31 ? -1 : number;
    }

    @Override
    public String toString() {
        return name;
    }
}
