package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** A bit mask: see {@link LogicalImmediate}. */
final class BitmaskOperand extends FieldOperand {
    /** How the mask is written. */
    enum Use {
        PLAIN,
        /** The inverse of the mask: {@code bic} with an immediate. */
        INVERTED,
        /** {@code mov}: where {@code movz} and {@code movn} cannot make it, or not in sp. */
        MOVE
    }

    private final long widthBit;
    private final Use use;

    BitmaskOperand(Field field, long widthBit, Use use) {
        super(field);
        this.widthBit = widthBit;
        this.use = use;
    }

    private long value(long word) {
        long value = LogicalImmediate.decode((int) field.get(word));
        return isWide(word) ? value : value & 0xffffffffL;
    }

    private boolean isWide(long word) {
        return (word & widthBit) != 0;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put("0x").hex(value(word));
    }

    @Override
    public void comment(long word, long address, Isa.Names names, Text out) {
        if (use == Use.MOVE) {
            WideOperand.comment(value(word), isWide(word), out);
        }
    }

    @Override
    public boolean shows(long word) {
        return use != Use.MOVE
                || (word & 31) == 31
                || !WideOperand.isWideMove(value(word), isWide(word));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long value = use == Use.INVERTED ? ~read.getAsLong() : read.getAsLong();
        int bits;
        if (isWide(draft.word())) {
            bits = LogicalImmediate.encode(value);
        } else {
            boolean fits =
                    value >>> 32 == 0
                            || value >> 31 == -1
                            || use == Use.INVERTED && value >> 32 == -1;
            long low = value & 0xffffffffL;
            bits = fits ? LogicalImmediate.encode(low | low << 32) : -1;
        }
        if (bits < 0) {
            String allowed =
                    use == Use.MOVE
                            ? WideOperand.ALLOWED
                            : "a run of ones, rotated, repeated, not all ones";
            return draft.doesNotFit(
                    start, use == Use.MOVE ? "constant" : "bit mask", read.getAsLong(), allowed);
        }
        draft.word(field.put(draft.word(), bits));
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        return "0x" + Long.toHexString(value(word));
    }
}
