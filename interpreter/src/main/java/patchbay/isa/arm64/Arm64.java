package patchbay.isa.arm64;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.isa.Assembler;
import patchbay.isa.Cpu;
import patchbay.isa.Explanation;
import patchbay.isa.Fixup;
import patchbay.isa.Insn;
import patchbay.isa.Instruction;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Printer;
import patchbay.isa.Row;
import patchbay.isa.Text;
import patchbay.isa.Untested;
import patchbay.source.Result;

/** A64, the instruction set of 64-bit Arm: everything derives from {@link Instructions}. */
public final class Arm64 implements Isa {
    /** It has no state but tables and what was printed last. */
    public static final Isa ISA = new Arm64();

    /** Every instruction is a word. */
    private static final int WORD = 4;

    private static final long NOP = 0xd503201fL;

    private final Printer printer = new Printer(Instructions.TABLE);

    private Arm64() {}

    @Override
    public String name() {
        return "arm64";
    }

    @Override
    public int unit() {
        return WORD;
    }

    @Override
    public Insn decode(byte[] code, int offset, long address) {
        long word = Bits.little(code, offset, WORD);
        Row row = Instructions.TABLE.find(word);
        if (row == null) {
            String number = "0x" + Text.hexadecimal(word, 8);
            return new Insn(address, word, WORD, ".inst", number, new Insn.Flow.Trap());
        }
        Text text = new Text();
        row.form(word).printPlain(word, address, Names.NONE, text);
        String all = text.toString();
        int tab = all.indexOf('\t');
        String mnemonic = tab < 0 ? all : all.substring(0, tab);
        String operands = tab < 0 ? "" : all.substring(tab + 1);
        return new Insn(address, word, WORD, mnemonic, operands, flow(row, word, address));
    }

    private static Insn.Flow flow(Row row, long word, long address) {
        return switch (row.flow()) {
            case NEXT -> new Insn.Flow.Next();
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
        LabelOperand label = label(row);
        if (label == null) {
            throw new IllegalStateException(row.name() + " has no target");
        }
        return label.target(word, address);
    }

    /** The operand of a row that is an address near the instruction, if it has one. */
    static @Nullable LabelOperand label(Row row) {
        for (Operand operand : row.form().operands()) {
            if (operand instanceof LabelOperand label) {
                return label;
            }
        }
        return null;
    }

    @Override
    public int print(byte[] code, int offset, long address, Names names, Text out) {
        long word = Bits.little(code, offset, WORD);
        if (!printer.print(word, address, names, out)) {
            out.put(".inst\t0x").hex(word, 8).put(" ; undefined");
        }
        return WORD;
    }

    @Override
    public Result<Assembly> assemble(List<AsmLine> lines, long address, Symbols symbols) {
        return new Assembler(this, Instructions.TABLE, NOP).assemble(lines, address, symbols);
    }

    @Override
    public Explanation explain(byte[] code, int offset, long address) {
        return Explainer.explain(Bits.little(code, offset, WORD), address);
    }

    @Override
    public Optional<Fixup> fixup(int elfType) {
        return Arm64Fixups.numbered(elfType);
    }

    @Override
    public Fixup callFixup() {
        return Arm64Fixups.CALL26;
    }

    @Override
    public Fixup jumpFixup() {
        return Arm64Fixups.JUMP26;
    }

    @Override
    public Cpu cpu(Memory memory) {
        return new Arm64Cpu(memory);
    }

    @Override
    public List<String> mnemonics() {
        return Instructions.TABLE.mnemonics();
    }

    @Override
    public List<Instruction> rows() {
        return Instructions.TABLE.instructions(Untested.of(Instructions.class));
    }

    @Override
    public int row(byte[] code, int offset) {
        int index = Instructions.TABLE.index(Bits.little(code, offset, WORD));
        return index < 0 ? index : Instructions.TABLE.ordinal(index);
    }

    @Override
    public boolean isRegister(String name) {
        return RegisterOperand.read(name) >= 0;
    }
}
