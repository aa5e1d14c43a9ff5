package patchbay.isa;

import java.util.List;
import patchbay.bytes.Bits;
import patchbay.source.Result;

/**
 * An instruction set whose instructions are words of a {@link RowTable}, some perhaps with a prefix
 * word before them: that is the word's high half, and stands at the lower address.
 */
public abstract class TableIsa implements Isa {
    private static final int WORD = 4;

    /** What nearly every instruction does. */
    private static final Insn.Flow NEXT = new Insn.Flow.Next();

    private final RowTable table;
    private final Unknown unknown;
    private final Assembler.Dialect dialect;
    private final int column;

    /**
     * How a word is printed that no row matches.
     *
     * @param directive such as {@code .inst}
     * @param gap between it and the number
     * @param digits of the number, or 0 for as many as it needs
     * @param remark behind the number
     */
    public record Unknown(String directive, String gap, int digits, String remark) {
        private String number(long word) {
            Text text = new Text().put("0x");
            return (digits == 0 ? text.hex(word) : text.hex(word, digits)).toString();
        }
    }

    /**
     * @param column where objdump prints operands, or 0 if it prints a tab before them
     */
    protected TableIsa(RowTable table, int column, Unknown unknown, Assembler.Dialect dialect) {
        this.table = table;
        this.unknown = unknown;
        this.dialect = dialect;
        this.column = column;
    }

    @Override
    public final int unit() {
        return WORD;
    }

    /** The instruction at {@code offset}, with its prefix if it has one. */
    protected long word(byte[] code, int offset) {
        return Bits.word(code, offset);
    }

    static int length(long word) {
        return word >>> 32 == 0 ? WORD : 2 * WORD;
    }

    @Override
    public final Insn decode(byte[] code, int offset, long address) {
        long word = word(code, offset);
        Row row = table.find(word);
        if (row == null) {
            return new Insn(
                    address,
                    word,
                    WORD,
                    unknown.directive,
                    unknown.number(word),
                    new Insn.Flow.Trap());
        }
        Text text = new Text();
        row.form(word).printPlain(word, address, Names.NONE, text);
        String all = text.toString();
        int tab = all.indexOf('\t');
        String mnemonic = tab < 0 ? all : all.substring(0, tab);
        String operands = tab < 0 ? "" : all.substring(tab + 1);
        return new Insn(address, word, length(word), mnemonic, operands, flow(row, word, address));
    }

    @Override
    public final Insn.Flow flow(byte[] code, int offset, long address) {
        long word = word(code, offset);
        Row row = table.find(word);
        return row == null ? new Insn.Flow.Trap() : flow(row, word, address);
    }

    @Override
    public final int nextBranch(byte[] code, int offset) {
        int at = offset;
        while (at + WORD <= code.length) {
            long word = word(code, at);
            if (table.mayBranch(word)) {
                return at;
            }
            at += length(word) == WORD ? WORD : length(code, at);
        }
        return code.length;
    }

    @Override
    public final int length(byte[] code, int offset) {
        long word = word(code, offset);
        return table.find(word) == null ? WORD : length(word);
    }

    private static Insn.Flow flow(Row row, long word, long address) {
        return switch (row.flow()) {
            case NEXT -> NEXT;
            case JUMP -> new Insn.Flow.Jump(target(row, word, address));
            case CALL -> new Insn.Flow.Call(target(row, word, address));
            case CONDITIONAL -> new Insn.Flow.Conditional(target(row, word, address));
            case INDIRECT_JUMP -> new Insn.Flow.Indirect(false);
            case INDIRECT_CALL -> new Insn.Flow.Indirect(true);
            case RETURN -> new Insn.Flow.Return();
            case TRAP -> new Insn.Flow.Trap();
        };
    }

    private static long target(Row row, long word, long address) {
        Label label = row.label();
        if (label == null) {
            throw new IllegalStateException(row.name() + " has no target");
        }
        return label.target(word, address);
    }

    @Override
    public final int print(byte[] code, int offset, long address, Names names, Text out) {
        long word = word(code, offset);
        print(word, address, names, out);
        return length(word);
    }

    @Override
    public final Printer printer() {
        return new RememberingPrinter(this);
    }

    /** Whether {@code word} reads the same at every address. */
    final boolean print(long word, long address, Names names, Text out) {
        Row row = table.find(word);
        if (row == null) {
            out.put(unknown.directive)
                    .put(unknown.gap)
                    .put(unknown.number(word))
                    .put(unknown.remark);
            return true;
        }
        Form form = row.form(word);
        int start = out.length();
        form.print(word, address, names, out);
        if (column > 0) {
            align(out, start);
        }
        return !form.dependsOnAddress();
    }

    private void align(Text out, int start) {
        int tab = start;
        while (tab < out.length() && out.array()[tab] != '\t') {
            tab++;
        }
        if (tab < out.length()) {
            out.widen(tab, Math.max(1, start + column - tab));
        }
    }

    @Override
    public final Result<Assembly> assemble(List<AsmLine> lines, long address, Symbols symbols) {
        return new Assembler(this, table, dialect).assemble(lines, address, symbols);
    }

    @Override
    public final Explanation explain(byte[] code, int offset, long address) {
        long word = word(code, offset);
        Row row = table.find(word);
        return row == null
                ? Explainer.unknown(word, unknown.directive, unknown.number(word))
                : Explainer.explain(row, word, address);
    }

    @Override
    public final List<String> mnemonics() {
        return table.mnemonics();
    }

    @Override
    public final List<Instruction> rows() {
        return table.instructions(Untested.of(table.getClass()));
    }

    @Override
    public final int row(byte[] code, int offset) {
        int index = table.index(word(code, offset));
        return index < 0 ? index : table.ordinal(index);
    }
}
