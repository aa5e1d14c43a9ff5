package patchbay.isa.arm64;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;

/**
 * A few words of code with everything they start from; the format and the addresses are those of
 * replay.s.
 *
 * @param name what it tries
 * @param words {@link #WORDS} of them; the end is reached by falling or jumping out of them
 * @param registers x0 … x30, sp, nzcv (as four bits), fpcr, fpsr, both halves of v0 … v31
 * @param memory {@link #MEMORY} bytes at {@link #BUFFER}
 */
record ArmCase(String name, int[] words, long[] registers, byte[] memory) {
    static final int WORDS = 8;
    static final int REGISTERS = 35 + 64;
    static final int SP = 31;
    static final int NZCV = 32;
    static final int FPCR = 33;
    static final int FPSR = 34;
    static final int VECTORS = 35;
    static final int MEMORY = 256;
    static final long SLOT = 0x500000;
    static final long BUFFER = 0x600f80;
    static final long END = SLOT + 4 * WORDS;
    static final int RESULT_BYTES = 8 * REGISTERS + MEMORY;

    private static final int BRK = 0xd4200000;

    /** What it came to. */
    record Outcome(Cpu.Stop stop, long pc, long[] registers, byte[] memory) {
        boolean reachedTheEnd() {
            return stop instanceof Cpu.Stop.Trap && pc == END;
        }
    }

    void put(ByteBuffer out) {
        for (int word : words) {
            out.putInt(word);
        }
        for (int i = 0; i < REGISTERS; i++) {
            out.putLong(i == NZCV ? registers[i] << 28 : registers[i]);
        }
        out.put(memory);
    }

    static ArmCase.Outcome outcome(ByteBuffer in) {
        long[] registers = new long[REGISTERS];
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = in.getLong();
        }
        registers[NZCV] >>>= 28;
        byte[] memory = new byte[MEMORY];
        in.get(memory);
        return new Outcome(new Cpu.Stop.Trap(""), END, registers, memory);
    }

    static Memory freshMemory() {
        Memory memory = new Memory();
        memory.map(Range.of(SLOT, 4096), Protection.EXECUTE);
        memory.map(Range.of(BUFFER, MEMORY), Protection.READ_WRITE);
        memory.putLittle(END, 4, BRK);
        return memory;
    }

    /**
     * On our CPU, in {@code memory} as {@link #freshMemory} gives it; it can be used again and
     * again.
     */
    Outcome run(Memory memory) {
        for (int i = 0; i < WORDS; i++) {
            memory.putLittle(SLOT + 4 * i, 4, words[i]);
        }
        memory.write(BUFFER, this.memory);
        Cpu cpu = new Arm64Cpu(memory);
        for (int i = 0; i < REGISTERS; i++) {
            cpu.register(number(i), registers[i]);
        }
        cpu.pc(SLOT);
        Cpu.Stop stop = cpu.run(pc -> true, 1000);
        long[] after = new long[REGISTERS];
        for (int i = 0; i < REGISTERS; i++) {
            after[i] = cpu.register(number(i));
        }
        return new Outcome(stop, cpu.pc(), after, memory.bytes(BUFFER, MEMORY));
    }

    /** The CPU has more registers between nzcv and fpcr. */
    private static int number(int register) {
        return register <= NZCV ? register : register + 5;
    }

    /** What differs, for people; empty if nothing does. */
    List<String> differences(Outcome ours, Outcome theirs) {
        List<String> lines = new ArrayList<>();
        if (!ours.reachedTheEnd()) {
            lines.add("ours stopped at 0x%x: %s".formatted(ours.pc, ours.stop));
        }
        for (int i = 0; i < REGISTERS; i++) {
            if (ours.registers[i] != theirs.registers[i]) {
                lines.add(
                        "%s: was 0x%x, is 0x%x, expected 0x%x"
                                .formatted(
                                        RegisterFile.names().get(number(i)),
                                        registers[i],
                                        ours.registers[i],
                                        theirs.registers[i]));
            }
        }
        for (int i = 0; i < MEMORY; i++) {
            if (ours.memory[i] != theirs.memory[i]) {
                lines.add(
                        "byte at 0x%x: was %02x, is %02x, expected %02x"
                                .formatted(
                                        BUFFER + i, memory[i], ours.memory[i], theirs.memory[i]));
            }
        }
        if (!lines.isEmpty()) {
            StringBuilder head = new StringBuilder(name).append(':');
            for (int word : words) {
                head.append("\n    ").append(Asm.text(word & 0xffff_ffffL, 0).replace('\t', ' '));
            }
            lines.addFirst(head.toString());
        }
        return lines;
    }
}
