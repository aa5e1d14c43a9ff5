package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** The constant of {@code mov}: sixteen bits at one of four places, or the inverse of that. */
final class WideOperand extends FieldOperand {
    static final String ALLOWED =
            "16 bits at one of the places 0, 16, 32, 48, or the inverse of that, or a bit mask";

    private final boolean inverted;

    /** {@code field} is hw:imm16. */
    WideOperand(Field field, boolean inverted) {
        super(field);
        this.inverted = inverted;
    }

    /** Whether movz or movn can make {@code value}; one of 32 bits has zeros above them. */
    static boolean isWideMove(long value, boolean wide) {
        return place(value) >= 0 || place(wide ? ~value : ~value & 0xffffffffL) >= 0;
    }

    /** Which sixteen bits hold all of {@code value}, or -1. */
    private static int place(long value) {
        for (int i = 0; i < 4; i++) {
            if ((value & ~(0xffffL << 16 * i)) == 0) {
                return i;
            }
        }
        return -1;
    }

    /** What objdump adds: the number again, in decimal. */
    static void comment(long value, boolean wide, Text out) {
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
        for (int i = digits; i < 20; i++) {
            out.put(' ');
        }
        out.put("\t// #").decimal(wide ? value : (int) value);
    }

    private long value(long word) {
        long raw = field.get(word);
        long value = (raw & 0xffff) << 16 * (raw >>> 16);
        value = inverted ? ~value : value;
        return isWide(word) ? value : value & 0xffffffffL;
    }

    private static boolean isWide(long word) {
        return (word >>> 31 & 1) != 0;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put("0x").hex(value(word));
    }

    @Override
    public void comment(long word, long address, Isa.Names names, Text out) {
        comment(value(word), isWide(word), out);
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long value = read.getAsLong();
        boolean wide = isWide(draft.word());
        boolean fits = wide || value >>> 32 == 0 || value >> 31 == -1;
        long wanted = inverted ? ~value : value;
        wanted = wide ? wanted : wanted & 0xffffffffL;
        int place = place(wanted);
        if (!fits || place < 0) {
            return draft.doesNotFit(start, "constant", value, ALLOWED);
        }
        draft.word(field.put(draft.word(), (long) place << 16 | wanted >>> 16 * place));
        return true;
    }
}
