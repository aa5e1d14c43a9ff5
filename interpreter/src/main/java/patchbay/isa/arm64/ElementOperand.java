package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * {@code v2.s[1]}: one lane of the last vector, which every lane of the other is paired with.
 *
 * <p>The index is in H, L and M; the wider the lane, the fewer of them it needs. What is left of M
 * is the highest bit of the register's number, so halves are in the first sixteen registers only.
 */
final class ElementOperand implements Operand {
    private static final int HALF = 3;
    private static final int WORD = 2;
    private static final int DOUBLE = 1;

    private final Field all;
    private final Field four;
    private final Field five;
    private final Field[] indices;
    private final Field size;
    private final String lane;
    private final int bits;

    /**
     * {@code style} is {@code size} or {@code sz}, which say how wide a lane is, or the lane and
     * the bits of its index: {@code 4b2}.
     */
    ElementOperand(Row row, String style) {
        this.four = row.field("Rm");
        this.five = row.field("M:Rm");
        this.all = row.field("H:L:M:Rm");
        this.indices =
                new Field[] {row.field("H"), row.field("H"), row.field("H:L"), row.field("H:L:M")};
        boolean sized = style.startsWith("s") && style.length() > 1 && style.charAt(1) > '9';
        this.size = sized ? row.field(style) : row.field("H");
        this.lane = sized ? "" : style.substring(0, style.length() - 1);
        this.bits = sized ? 0 : style.charAt(style.length() - 1) - '0';
    }

    private String lane(long word) {
        if (bits != 0) {
            return lane;
        }
        long value = size.get(word);
        return size.width() == 2 ? value == 1 ? "h" : "s" : value == 0 ? "s" : "d";
    }

    private int bits(long word) {
        if (bits != 0) {
            return bits;
        }
        return switch (lane(word)) {
            case "h" -> HALF;
            case "s" -> WORD;
            default -> DOUBLE;
        };
    }

    private Field register(long word) {
        return bits(word) == HALF ? four : five;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put('v').decimal(register(word).get(word)).put('.').put(lane(word));
        out.put('[').decimal(indices[bits(word)].get(word)).put(']');
    }

    @Override
    public boolean parse(Draft draft) {
        draft.peek();
        int start = draft.position();
        String text = draft.takeWord();
        long word = draft.word();
        int dot = text.indexOf('.');
        String lane = lane(word);
        String shape = text.substring(dot + 1);
        boolean same = shape.equals(lane) || Shape.lane(shape).equals(lane);
        String number = dot > 0 && same ? text.substring(0, dot) : "";
        Field register = register(word);
        int found = -1;
        for (int i = 0; i <= register.max(); i++) {
            found = number.equals("v" + i) ? i : found;
        }
        if (found < 0 || !draft.accept('[')) {
            draft.position(start);
            return draft.expected("v0." + lane + "[0] … v" + register.max() + "." + lane + "[…]");
        }
        draft.peek();
        int from = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        Field index = indices[bits(word)];
        if (read.getAsLong() < 0 || read.getAsLong() > index.max()) {
            return draft.doesNotFit(from, "lane", read.getAsLong(), "0 .. " + index.max());
        }
        draft.word(index.put(register.put(word, found), read.getAsLong()));
        return draft.accept(']') || draft.expected("']'");
    }

    @Override
    public long mask() {
        return all.mask();
    }
}
