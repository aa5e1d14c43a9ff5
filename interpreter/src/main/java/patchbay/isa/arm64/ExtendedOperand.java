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
        draft.word(register.put(draft.word(), read & RegisterOperand.NUMBER));
        int own = wideRegister ? 3 : 2;
        if (draft.accept(',')) {
            return extension(draft, own);
        }
        draft.word(amount.put(option.put(draft.word(), own), 0));
        return usesStack(draft.word()) || draft.expected("',' and an extension");
    }

    /** {@code own} is what {@code lsl} means where the stack pointer takes part. */
    private boolean extension(Draft draft, int own) {
        int kind = usesStack(draft.word()) && draft.acceptWord("lsl") ? own : -1;
        for (int i = 0; i < 8 && kind < 0; i++) {
            kind = draft.acceptWord(EXTENDS[i]) ? i : -1;
        }
        if (kind < 0) {
            return draft.expected("uxtb, uxth, uxtw, uxtx, sxtb, sxth, sxtw, sxtx or lsl");
        }
        long shift = 0;
        if (draft.peek() != 0) {
            draft.accept('#');
            draft.peek();
            int from = draft.position();
            OptionalLong read = draft.number();
            if (read.isEmpty()) {
                return false;
            }
            shift = read.getAsLong();
            if (shift < 0 || shift > 4) {
                return draft.doesNotFit(from, "shift", shift, "0 .. 4");
            }
        }
        draft.word(amount.put(option.put(draft.word(), kind), shift));
        return true;
    }

    @Override
    public long mask() {
        return all.mask();
    }
}
