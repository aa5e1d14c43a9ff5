package patchbay.isa.ppc64;

import java.util.Optional;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.isa.Assembler;
import patchbay.isa.Cpu;
import patchbay.isa.Fixup;
import patchbay.isa.Isa;
import patchbay.isa.TableIsa;

/**
 * 64-bit Power, little endian: everything derives from {@link Instructions}.
 *
 * <p>A register can be written as its number alone. {@code #} begins a comment where it does not
 * touch what stands before it, as {@code bar#2} is a symbol.
 */
public final class Ppc64 extends TableIsa {
    /** It has no state but tables and what was printed last. */
    public static final Isa ISA = new Ppc64(Instructions.TABLE);

    private static final long NOP = 0x60000000L;
    private static final int PREFIX = 1;

    Ppc64(Instructions table) {
        super(table, 8, new Unknown(".long", " ", 0, ""), new Assembler.Dialect(NOP, '#', 2, 64));
    }

    @Override
    public String name() {
        return "ppc64le";
    }

    /** A prefix without a suffix that it goes with stands alone. */
    @Override
    protected long word(byte[] code, int offset) {
        long word = Bits.little(code, offset, 4);
        if (word >>> 26 == PREFIX && offset + 8 <= code.length) {
            long both = word << 32 | Bits.little(code, offset + 4, 4);
            return Instructions.TABLE.find(both) == null ? word : both;
        }
        return word;
    }

    @Override
    public Listing listing() {
        return new Listing("elf64-powerpcle", true, false);
    }

    @Override
    public Optional<Fixup> fixup(int elfType) {
        return Ppc64Fixups.numbered(elfType);
    }

    @Override
    public Fixup callFixup() {
        return Ppc64Fixups.REL24;
    }

    @Override
    public Fixup jumpFixup() {
        return Ppc64Fixups.REL24;
    }

    @Override
    public Cpu cpu(Memory memory) {
        return new Ppc64Cpu(memory);
    }

    @Override
    public boolean isRegister(String name) {
        return RegisterOperand.isRegister(name);
    }
}
