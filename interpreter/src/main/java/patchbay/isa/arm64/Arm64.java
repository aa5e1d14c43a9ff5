package patchbay.isa.arm64;

import java.util.Optional;
import patchbay.bytes.Memory;
import patchbay.isa.Assembler;
import patchbay.isa.Cpu;
import patchbay.isa.Fixup;
import patchbay.isa.Isa;
import patchbay.isa.TableIsa;

/** A64, the instruction set of 64-bit Arm: everything derives from {@link Instructions}. */
public final class Arm64 extends TableIsa {
    /** It has no state but tables and what was printed last. */
    public static final Isa ISA = new Arm64(Instructions.TABLE);

    private static final long NOP = 0xd503201fL;

    Arm64(Instructions table) {
        super(
                table,
                0,
                new Unknown(".inst", "\t", 8, " ; undefined"),
                new Assembler.Dialect(NOP, (char) 0, 4, 0));
    }

    @Override
    public String name() {
        return "arm64";
    }

    @Override
    public Listing listing() {
        return new Listing("elf64-arm64", false, true);
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
    public boolean isRegister(String name) {
        return RegisterOperand.read(name) >= 0;
    }
}
