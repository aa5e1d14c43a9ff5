package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** A number in a field, perhaps counted in units. */
final class NumberOperand extends FieldOperand {
    /** The unit is the size of the access: that of one register, or of one of a pair. */
    static final long BY_SIZE = 0;

    static final long BY_PAIR = Long.MIN_VALUE;

    /** Signed numbers are printed in decimal. */
    enum Style {
        HEX,
        DECIMAL,
        SIGNED,
        /** A bit's number: a word register has 32. */
        BIT,
        /** Eight bits: a negative number is meant as they are. */
        BYTE,
        /** What a field of the processor's state takes: most are one bit. */
        STATE
    }

    private final String name;
    private final Style style;
    private final long unit;

    /** {@code unit} -1 is for the magnitude of a negative number. */
    NumberOperand(Field field, String name, Style style, long unit, int otherwise) {
        super(field, otherwise);
        this.name = name;
        this.style = style;
        this.unit = unit;
    }

    private long unit(long word) {
        if (unit == BY_SIZE) {
            return 1L << Operands.accessShift(word);
        }
        return unit == BY_PAIR ? 1L << Operands.pairShift(word) : unit;
    }

    private long value(long word) {
        long raw = field.get(word);
        return (style == Style.SIGNED ? Bits.signed(raw, field.width()) : raw) * unit(word);
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        if (style == Style.HEX || style == Style.BYTE || style == Style.STATE) {
            out.put("0x").hex(value(word));
        } else {
            out.decimal(value(word));
        }
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long value = read.getAsLong();
        long unit = unit(draft.word());
        long raw = value / unit;
        boolean fits = raw >= lowest() && raw <= highest(draft.word());
        if (!fits || raw * unit != value || unit < 0 && raw == 0) {
            return draft.doesNotFit(start, name, value, allowed(draft.word()));
        }
        draft.word(field.put(draft.word(), raw));
        return true;
    }

    private long highest(long word) {
        return switch (style) {
            case HEX, DECIMAL, BYTE -> field.max();
            case SIGNED -> field.max() >> 1;
            case BIT -> (word >>> 31 & 1) == 0 ? 31 : 63;
            case STATE -> (word >>> 16 & 7) == 3 && (word >>> 6 & 3) == 3 ? field.max() : 1;
        };
    }

    private long lowest() {
        return switch (style) {
            case SIGNED -> -1 - (field.max() >> 1);
            case BYTE -> Byte.MIN_VALUE;
            case HEX, DECIMAL, BIT, STATE -> 0;
        };
    }

    private String allowed(long word) {
        long unit = unit(word);
        long highest = highest(word);
        long lowest = lowest();
        if (unit < 0) {
            return highest * unit + " .. " + unit;
        }
        String range = lowest * unit + " .. " + highest * unit;
        return unit == 1 ? range : range + ", a multiple of " + unit;
    }

    @Override
    public String meaning(long word, long address) {
        long value = value(word);
        return style == Style.HEX && value > 9
                ? value + " = 0x" + Long.toHexString(value)
                : Long.toString(value);
    }
}
