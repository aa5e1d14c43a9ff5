package patchbay.isa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One spelling of a row, written as {@code ldr Rt, [Xn|SP{, #imm12*size}]}.
 *
 * <p>A name is an operand (the instruction set knows which); other characters stand for themselves,
 * and so does a {@code 'word'} in quotes. What is in braces is left out when its operands have
 * their defaults. In the mnemonic it is the other way round: letters stand for themselves and
 * {@code <cond>} is an operand.
 */
public final class Form {
    private final Row row;
    private final String syntax;
    private final String fixed;
    private final String when;
    private final boolean printed;
    private @Nullable Compiled compiled;

    /** The syntax and its conditions, ready for use; made when the form is used first. */
    private record Compiled(
            Syntax syntax,
            Operand[] operands,
            @Nullable Condition fixed,
            @Nullable Condition when) {

        /** The fixed fields of {@code word} made so. */
        long make(long word) {
            return fixed == null ? word : fixed.make(word);
        }

        boolean isPreferred(long word) {
            if (fixed != null && !fixed.holds(word) || when != null && !when.holds(word)) {
                return false;
            }
            for (Operand operand : operands) {
                if (!operand.shows(word)) {
                    return false;
                }
            }
            return true;
        }
    }

    Form(Row row, String syntax, String fixed, String when, boolean printed) {
        this.row = row;
        this.syntax = syntax;
        this.fixed = fixed;
        this.when = when;
        this.printed = printed;
    }

    public Row row() {
        return row;
    }

    public String syntax() {
        return syntax;
    }

    /** The syntax for people: without how the operands are to be printed. */
    public String readable() {
        return Syntax.readable(syntax);
    }

    /** The same as plain data. */
    Instruction.Spelling spelling() {
        Instruction.Kind kind =
                !printed
                        ? Instruction.Kind.READ
                        : isOwn() ? Instruction.Kind.OWN : Instruction.Kind.ALIAS;
        return new Instruction.Spelling(readable(), kind, conditions(), mnemonics());
    }

    /** Whether this is the instruction itself, not an alias. */
    public boolean isOwn() {
        return printed
                && fixed.isEmpty()
                && when.isEmpty()
                && row.forms().indexOf(this) == lastPrinted();
    }

    private int lastPrinted() {
        int last = -1;
        for (Form form : row.forms()) {
            last += form.printed ? 1 : 0;
        }
        return last;
    }

    /**
     * The conditions under which an alias is printed, for explanations; empty if there are none.
     */
    public String conditions() {
        return fixed.isEmpty() || when.isEmpty() ? fixed + when : fixed + ", " + when;
    }

    public boolean isPrinted() {
        return printed;
    }

    boolean isPreferred(long word) {
        return printed && compiled().isPreferred(word);
    }

    /** Mnemonic, tab, operands, and what objdump adds behind them. */
    public void print(long word, long address, Isa.Names names, Text out) {
        printPlain(word, address, names, out);
        for (Operand operand : compiled().operands) {
            operand.comment(word, address, names, out);
        }
    }

    /** Mnemonic, tab, operands. */
    public void printPlain(long word, long address, Isa.Names names, Text out) {
        compiled().syntax.print(word, address, names, out);
    }

    /** Whether the same word reads differently at another address. */
    boolean dependsOnAddress() {
        return compiled().syntax.dependsOnAddress;
    }

    /** Whether {@code mnemonic}, in small letters, may be this form's. */
    boolean mayBe(String mnemonic) {
        int slot = syntax.indexOf('<');
        int end = Syntax.mnemonicEnd(syntax);
        return slot < 0 || slot > end
                ? mnemonic.length() == end && syntax.startsWith(mnemonic)
                : mnemonic.regionMatches(0, syntax, 0, slot);
    }

    /**
     * Reads the draft's statement as this form and leaves the word there; false with the draft's
     * complaint set if it is not.
     */
    boolean parse(Draft draft) {
        Compiled c = compiled();
        draft.begin(draft.position(), row.pattern().base, row.pattern().mask);
        if (!c.syntax.parse(draft)) {
            return false;
        }
        draft.word(row.settle(c.make(draft.word())));
        return row.isAssembled(draft.word()) || draft.expected(row.form().readable());
    }

    /** In the order of the text. */
    public List<Operand> operands() {
        return List.of(compiled().operands);
    }

    /** Every mnemonic this form can have. */
    List<String> mnemonics() {
        int slot = syntax.indexOf('<');
        int end = Syntax.mnemonicEnd(syntax);
        return slot < 0 || slot > end
                ? List.of(syntax.substring(0, end))
                : compiled().syntax.mnemonics();
    }

    private Compiled compiled() {
        Compiled known = compiled;
        if (known == null) {
            Syntax parts = new Syntax(row, syntax);
            Operand[] operands = parts.operands.toArray(new Operand[0]);
            known = new Compiled(parts, operands, condition(fixed), condition(when));
            compiled = known;
        }
        return known;
    }

    private @Nullable Condition condition(String text) {
        return text.isEmpty() ? null : new Condition(text, row.pattern());
    }

    @Override
    public String toString() {
        return syntax;
    }
}
