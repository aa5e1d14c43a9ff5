package patchbay.isa.arm64;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Fixup;
import patchbay.isa.Isa;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * Part of an address, as GNU as has operators for it: {@code :lo12:bar} for an offset, {@code
 * :abs_g1_nc:bar} for a move of sixteen bits. Addresses are known here, so the number goes in at
 * once, by the formula and within the limits of the relocation that it would have become.
 *
 * <p>The signed operators choose the instruction: whether {@code movz} or {@code movn} is written,
 * the value's sign says which it is.
 */
final class AddressPartOperand extends FieldOperand {
    private static final String MOVES =
            "abs_g0, abs_g0_nc, abs_g0_s, …, abs_g3, prel_g0, prel_g0_nc, …, prel_g3";
    private static final int MOVN = 0;
    private static final int MOVK = 3;

    private final String name;
    private final int opcode;
    private final Use use;

    /** What is read. */
    enum Use {
        /** The low twelve bits, in units of the access or of one byte. */
        LOW,
        /** Any part, under the instruction's own name. */
        MOVE,
        /** A signed part, under the name of the opposite move. */
        OPPOSITE
    }

    AddressPartOperand(Row row, Field field, String name, Use use) {
        super(field);
        this.name = name;
        this.opcode = (int) (row.pattern().base >>> 29) & 3;
        this.use = use;
    }

    private static @Nullable Fixup fixup(String operator) {
        return switch (operator) {
            case "abs_g0" -> Arm64Fixups.UABS_G0;
            case "abs_g0_nc" -> Arm64Fixups.UABS_G0_NC;
            case "abs_g0_s" -> Arm64Fixups.SABS_G0;
            case "abs_g1" -> Arm64Fixups.UABS_G1;
            case "abs_g1_nc" -> Arm64Fixups.UABS_G1_NC;
            case "abs_g1_s" -> Arm64Fixups.SABS_G1;
            case "abs_g2" -> Arm64Fixups.UABS_G2;
            case "abs_g2_nc" -> Arm64Fixups.UABS_G2_NC;
            case "abs_g2_s" -> Arm64Fixups.SABS_G2;
            case "abs_g3" -> Arm64Fixups.UABS_G3;
            case "prel_g0" -> Arm64Fixups.PREL_G0;
            case "prel_g0_nc" -> Arm64Fixups.PREL_G0_NC;
            case "prel_g1" -> Arm64Fixups.PREL_G1;
            case "prel_g1_nc" -> Arm64Fixups.PREL_G1_NC;
            case "prel_g2" -> Arm64Fixups.PREL_G2;
            case "prel_g2_nc" -> Arm64Fixups.PREL_G2_NC;
            case "prel_g3" -> Arm64Fixups.PREL_G3;
            default -> null;
        };
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        long bits = field.get(word);
        if (use == Use.LOW) {
            out.put(":lo12:0x").hex(bits << scale(word));
            return;
        }
        int group = (int) (bits >>> 16);
        long value = (bits & 0xffff) << 16 * group;
        boolean signed = use == Use.OPPOSITE;
        out.put(":abs_g").decimal(group).put(signed ? "_s:" : ":");
        out.decimal(signed && opcode == MOVN ? ~value : value);
    }

    /** There is no signed operator for the highest part. */
    @Override
    public boolean shows(long word) {
        return use != Use.OPPOSITE || field.get(word) >>> 16 < 3;
    }

    /** Loads and stores count in units of what they move. */
    private static int scale(long word) {
        boolean adds = (word >>> 27 & 1) == 0;
        return adds ? 0 : Operands.accessShift(word);
    }

    @Override
    public boolean parse(Draft draft) {
        draft.peek();
        int start = draft.position();
        String operator = draft.accept(':') ? draft.takeWord() : "";
        boolean known = use == Use.LOW ? operator.equals("lo12") : fixup(operator) != null;
        if (!known || !draft.accept(':')) {
            draft.position(start);
            return draft.expected(
                    "an operator between colons: " + (use == Use.LOW ? "lo12" : MOVES));
        }
        OptionalLong read = draft.number();
        Fixup fixup = fixup(operator);
        if (read.isEmpty()) {
            return false;
        }
        return fixup == null
                ? low(draft, start, read.getAsLong() & 0xfff)
                : move(draft, start, fixup, fixup.value(read.getAsLong(), 0, draft.place()));
    }

    private boolean low(Draft draft, int start, long value) {
        int scale = scale(draft.word());
        if ((value & (1L << scale) - 1) != 0) {
            return draft.doesNotFit(start, name, value, "a multiple of " + (1 << scale));
        }
        draft.word(field.put(draft.word(), value >>> scale));
        return true;
    }

    private boolean move(Draft draft, int start, Fixup fixup, long value) {
        long group = fixup.field().shift() / 16;
        boolean signed = fixup.field().sign() == Fixup.Field.Sign.CHOOSES_MOVE;
        boolean keeps = opcode == MOVK;
        if (keeps && signed && group < 3) {
            return draft.refused(start, draft.position(), "an unsigned operator: movk has no sign");
        }
        if ((draft.word() >>> 31 & 1) == 0 && group > 1) {
            return draft.refused(start, draft.position(), "g0 or g1 for a w register");
        }
        if (!fixup.inRange(value)) {
            long width = fixup.field().shift() + 16;
            String sign = fixup.overflow() == Fixup.Overflow.SIGNED ? " bits and a sign" : " bits";
            return draft.doesNotFit(start, fixup.name(), value, width + sign);
        }
        boolean chosen = !signed || keeps || value < 0 == (opcode == MOVN);
        if (!chosen || use == Use.OPPOSITE && !signed) {
            return draft.expected("the opposite move");
        }
        long bits = (signed && opcode == MOVN ? ~value : value) >>> 16 * group;
        draft.word(field.put(draft.word(), group << 16 | bits & 0xffff));
        return true;
    }
}
