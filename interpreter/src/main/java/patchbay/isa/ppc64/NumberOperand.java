package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * A number in a field, in decimal, perhaps counted in units. Where it has sixteen bits it can be
 * given as part of another: {@code sym@ha}.
 */
final class NumberOperand extends FieldOperand {
    private final String name;
    private final Style style;
    private final long unit;

    enum Style {
        UNSIGNED,
        SIGNED,
        /** 0 stands for one more than the field holds. */
        COUNT,
        /** Negative, without the bit that says so. */
        BELOW
    }

    /**
     * @param unit -1 where the number's negative is in the field
     * @param otherwise what the field is when the number is left out
     */
    NumberOperand(Field field, String name, Style style, long unit, int otherwise) {
        super(field, otherwise);
        this.name = name;
        this.style = style;
        this.unit = unit;
    }

    private long value(long word) {
        long raw = field.get(word);
        return unit
                * switch (style) {
                    case UNSIGNED -> raw;
                    case SIGNED -> Bits.signed(raw, field.width());
                    case COUNT -> raw == 0 ? field.max() + 1 : raw;
                    case BELOW -> raw - field.max() - 1;
                };
    }

    private long lowest() {
        return switch (style) {
            case UNSIGNED -> 0;
            case SIGNED -> -(field.max() >> 1) - 1;
            case COUNT -> 1;
            case BELOW -> -field.max() - 1;
        };
    }

    private long highest() {
        return switch (style) {
            case UNSIGNED -> field.max();
            // What goes into the upper half of a register may be said without its sign.
            case SIGNED -> name.equals("SIS") ? field.max() : field.max() >> 1;
            case COUNT -> field.max() + 1;
            case BELOW -> -1;
        };
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(value(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long value = read.getAsLong();
        boolean part = draft.peek() == '@';
        if (part) {
            OptionalLong cut = Parts.read(draft, value);
            if (cut.isEmpty()) {
                return false;
            }
            long low = cut.getAsLong();
            value = style == Style.SIGNED ? (short) low : low & 0xffff;
        }
        long raw = value / unit;
        if (raw < lowest() || raw > highest() || raw * unit != value) {
            return draft.doesNotFit(start, name, value, allowed());
        }
        draft.word(field.put(draft.word(), raw));
        return true;
    }

    private String allowed() {
        if (unit < 0) {
            return -highest() + " .. " + -lowest();
        }
        String range = lowest() * unit + " .. " + highest() * unit;
        return unit == 1 ? range : range + ", a multiple of " + unit;
    }

    @Override
    public String meaning(long word, long address) {
        long value = value(word);
        return value > 9 ? value + " = 0x" + Long.toHexString(value) : Long.toString(value);
    }
}
