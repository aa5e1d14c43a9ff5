package patchbay.isa.arm64;

import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Cpu.Stop;

/** A CPU with pages of code, of data, and of constants. */
abstract class OneCpu {
    static final long CODE = 0xffff_8000_0800_0000L;
    static final long DATA = 0xffff_8000_0900_0000L;
    static final long CONSTANTS = 0xffff_8000_0a00_0000L;
    static final long NOWHERE = 0xffff_8000_0b00_0000L;
    static final int SP = 31;
    static final int NZCV = 32;
    static final int FPCR = 38;
    static final int VECTORS = 40;
    static final int NOP = 0xd503201f;
    static final int RET = 0xd65f03c0;

    final Memory memory = new Memory();
    final Cpu cpu = new Arm64Cpu(memory);

    OneCpu() {
        memory.map(Range.of(CODE, 0x2000), Protection.EXECUTE);
        memory.map(Range.of(DATA, 0x2000), Protection.READ_WRITE);
        memory.map(Range.of(CONSTANTS, 0x1000), Protection.READ_ONLY);
        cpu.pc(CODE);
        cpu.stack(DATA + 0x1000);
    }

    void code(int... words) {
        for (int i = 0; i < words.length; i++) {
            memory.putLittle(CODE + 4 * i, 4, words[i]);
        }
    }

    Stop step() {
        return cpu.run(pc -> true, 1);
    }

    Stop step(int word) {
        cpu.pc(CODE);
        code(word);
        return step();
    }
}
