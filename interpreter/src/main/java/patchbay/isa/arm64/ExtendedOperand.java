package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * {@code w2, uxtb #2}: the low part of a register, extended and shifted.
 *
 * <p>Where the stack pointer takes part, extending a register to its own width is written {@code
 * lsl}, and not at all without a shift: {@code add sp, x0, x1}.
 */
final class ExtendedOperand implements Operand {
    private static final String[] EXTENDS = {
        "uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw", "sxtx"
    };

    /** The mnemonic of an extension, {@code uxtb} (0) to {@code sxtx} (7). */
    static String extension(int kind) {
        return EXTENDS[kind];
    }

    private final Field all;
    private final Field register;
    private final Field option;
    private final Field amount;
    private final boolean setsFlags;

    ExtendedOperand(Row row, Field all) {
        this.all = all;
        this.register = row.field("Rm");
        this.option = row.field("option");
        this.amount = row.field("imm3");
        this.setsFlags = row.field("S").get(row.pattern().base) == 1;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        int kind = (int) option.get(word);
        boolean wide = isWide(word);
        RegisterOperand.print((int) register.get(word), wide && (kind & 3) == 3, false, out);
        long shift = amount.get(word);
        if (kind == (wide ? 3 : 2) && usesStack(word)) {
            if (shift != 0) {
                out.put(", lsl #").decimal(shift);
            }
            return;
        }
        out.put(", ").put(EXTENDS[kind]);
        if (shift != 0) {
            out.put(" #").decimal(shift);
        }
    }

    private boolean usesStack(long word) {
        return (word >>> 5 & 31) == 31 || !setsFlags && (word & 31) == 31;
    }

    private static boolean isWide(long word) {
        return (word >>> 31 & 1) != 0;
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        int read = RegisterOperand.read(draft.takeWord());
        boolean wide = isWide(draft.word());
        boolean wideRegister = (read & RegisterOperand.WIDE) != 0;
        if (read < 0 || (read & RegisterOperand.STACK) != 0 || wideRegister && !wide) {
            draft.position(start);
            return draft.expected(wide ? "w0 … w30, x0 … x30, wzr or xzr" : "w0 … w30 or wzr");
        }
        int kind = wide ? 3 : 2;
        long shift = 0;
        if (draft.accept(',')) {
            int found = draft.acceptWord("lsl") ? kind : -1;
            for (int i = 0; i < 8 && found < 0; i++) {
                found = draft.acceptWord(EXTENDS[i]) ? i : -1;
            }
            if (found < 0) {
                return draft.expected("uxtb, uxth, uxtw, uxtx, sxtb, sxth, sxtw, sxtx or lsl");
            }
            kind = found;
            if (draft.peek() != 0) {
                draft.accept('#');
                int from = draft.position();
                OptionalLong amount = draft.number();
                if (amount.isEmpty()) {
                    return false;
                }
                shift = amount.getAsLong();
                if (shift < 0 || shift > 4) {
                    return draft.doesNotFit(from, "shift", shift, "0 .. 4");
                }
            }
        }
        if (wideRegister && (kind & 3) != 3 || !wideRegister && wide && (kind & 3) == 3) {
            draft.position(start);
            return draft.expected(
                    wideRegister ? "a w register for " + EXTENDS[kind] : "an x register");
        }
        long word = register.put(draft.word(), read & RegisterOperand.NUMBER);
        draft.word(amount.put(option.put(word, kind), shift));
        return true;
    }

    @Override
    public long mask() {
        return all.mask();
    }

    @Override
    public String meaning(long word, long address) {
        Text text = new Text();
        print(word, address, Isa.Names.NONE, text);
        return text.toString();
    }
}
