package patchbay.isa.arm64;

import static patchbay.isa.arm64.Arithmetic.WORD;
import static patchbay.isa.arm64.Arithmetic.flags;

import java.nio.ByteBuffer;
import patchbay.bytes.Memory;
import patchbay.isa.Bus;
import patchbay.isa.Cpu;

/**
 * The loop that executes what programs mostly consist of, and leaves the rest to its caller.
 *
 * <p>Nothing in it is called, once HotSpot has inlined the observer and the small methods: a call
 * anywhere in a loop makes HotSpot keep every variable of it on the stack, at a third of the speed.
 * So the loop returns wherever something is slow: an instruction that is not predecoded yet or is
 * none of these, another page, an access that is not to a page that {@link Bus} knows, or that does
 * not fit into it. An instruction is executed in it completely or not at all.
 */
final class RunLoop {
    /** No page's address, and so none that a program counter fits. */
    static final long NOWHERE = 1;

    private static final long[] NOTHING = new long[0];

    private final Memory memory;
    private final RegisterFile registers;
    private final long[] x;
    private final Bus bus;

    /** The instruction that is executed next. */
    long pc;

    /** The page that is executed from: its address, and what is predecoded of it. */
    long codeStart = NOWHERE;

    long[] code = NOTHING;

    /** {@link Memory#generation} as these are of. */
    long generation = -1;

    RunLoop(Memory memory, RegisterFile registers, Bus bus) {
        this.memory = memory;
        this.registers = registers;
        this.x = registers.x;
        this.bus = bus;
    }

    /**
     * Does at most so many steps.
     *
     * @param seen the observer knows of the first already
     * @return how many are left to do: the next one, at {@link #pc}, has been observed, and is not
     *     for here; the same with a minus sign if it was the observer that stopped
     */
    int run(Cpu.Observer observer, int steps, boolean seen) {
        Memory memory = this.memory;
        RegisterFile registers = this.registers;
        long[] x = this.x;
        Bus bus = this.bus;
        long[] code = this.code;
        long codeStart = this.codeStart;
        long generation = this.generation;
        long pc = this.pc;
        boolean observed = seen;
        int left = steps;
        steps:
        while (left > 0) {
            if (!observed && !observer.at(pc)) {
                left = -left;
                break;
            }
            observed = false;
            long offset = pc - codeStart;
            if ((offset & ~0xffcL) != 0 || memory.generation() != generation) {
                break;
            }
            int slot = (int) offset >>> 1;
            long insn = code[slot];
            long imm = code[slot + 1];
            int d = Op.d(insn);
            int n = Op.n(insn);
            int m = Op.m(insn);
            int a = Op.a(insn);
            long next = pc + 4;
            switch (Op.operation(insn)) {
                case Op.NOP -> {}
                case Op.CONST -> x[d] = imm;
                case Op.MOVK -> x[d] = x[d] & imm | (insn >>> 48) << a;
                case Op.MOVE -> x[d] = x[n];
                case Op.MOVE32 -> x[d] = x[n] & WORD;
                case Op.ADDI -> x[d] = x[n] + imm;
                case Op.ADDI32 -> x[d] = x[n] + imm & WORD;
                case Op.ADDSI -> {
                    long result = x[n] + imm;
                    registers.nzcv = flags(x[n], imm, result);
                    x[d] = result;
                }
                case Op.ADDSI32 -> {
                    int result = (int) (x[n] + imm);
                    registers.nzcv = flags((int) x[n], (int) imm, result);
                    x[d] = result & WORD;
                }
                case Op.SUBSI -> {
                    long result = x[n] - imm;
                    registers.nzcv = flags(x[n], ~imm, result);
                    x[d] = result;
                }
                case Op.SUBSI32 -> {
                    int result = (int) (x[n] - imm);
                    registers.nzcv = flags((int) x[n], (int) ~imm, result);
                    x[d] = result & WORD;
                }
                case Op.ADD -> x[d] = x[n] + (x[m] << a);
                case Op.ADD32 -> x[d] = x[n] + (x[m] << a) & WORD;
                case Op.SUB -> x[d] = x[n] - (x[m] << a);
                case Op.SUB32 -> x[d] = x[n] - (x[m] << a) & WORD;
                case Op.ADDS -> {
                    long result = x[n] + x[m];
                    registers.nzcv = flags(x[n], x[m], result);
                    x[d] = result;
                }
                case Op.ADDS32 -> {
                    int result = (int) (x[n] + x[m]);
                    registers.nzcv = flags((int) x[n], (int) x[m], result);
                    x[d] = result & WORD;
                }
                case Op.SUBS -> {
                    long result = x[n] - x[m];
                    registers.nzcv = flags(x[n], ~x[m], result);
                    x[d] = result;
                }
                case Op.SUBS32 -> {
                    int result = (int) (x[n] - x[m]);
                    registers.nzcv = flags((int) x[n], (int) ~x[m], result);
                    x[d] = result & WORD;
                }
                case Op.ANDI -> x[d] = x[n] & imm;
                case Op.ANDSI -> {
                    long result = x[n] & imm;
                    registers.nzcv = flags(result);
                    x[d] = result;
                }
                case Op.ANDSI32 -> {
                    int result = (int) (x[n] & imm);
                    registers.nzcv = flags(result);
                    x[d] = result & WORD;
                }
                case Op.AND -> x[d] = x[n] & (x[m] << a) & imm;
                case Op.ORR -> x[d] = (x[n] | (x[m] << a)) & imm;
                case Op.EOR -> x[d] = (x[n] ^ (x[m] << a)) & imm;
                case Op.BIC -> x[d] = x[n] & ~(x[m] << a) & imm;
                case Op.UBFM -> x[d] = x[n] << m >>> a;
                case Op.SBFM -> x[d] = x[n] << m >> a & imm;
                case Op.BFM -> x[d] = x[d] & imm | x[n] << m >>> a;
                case Op.CSEL -> x[d] = (holds(insn) ? x[n] : x[m]) & imm;
                case Op.CSINC -> x[d] = (holds(insn) ? x[n] : x[m] + 1) & imm;
                case Op.CSINV -> x[d] = (holds(insn) ? x[n] : ~x[m]) & imm;
                case Op.CSNEG -> x[d] = (holds(insn) ? x[n] : -x[m]) & imm;
                case Op.MADD -> x[d] = x[a] + x[n] * x[m] & imm;
                case Op.B -> next = imm;
                case Op.BL -> {
                    x[Op.LINK] = next;
                    next = imm;
                }
                case Op.BCOND -> next = holds(insn) ? imm : next;
                case Op.CBZ -> next = x[d] == 0 ? imm : next;
                case Op.CBNZ -> next = x[d] != 0 ? imm : next;
                case Op.CBZ32 -> next = (int) x[d] == 0 ? imm : next;
                case Op.CBNZ32 -> next = (int) x[d] != 0 ? imm : next;
                case Op.TBZ -> next = (x[d] >>> a & 1) == 0 ? imm : next;
                case Op.TBNZ -> next = (x[d] >>> a & 1) != 0 ? imm : next;
                case Op.BR -> next = x[n];
                case Op.BLR -> {
                    long target = x[n];
                    x[Op.LINK] = next;
                    next = target;
                }
                case Op.EXTR -> x[d] = a == 0 ? x[m] : x[m] >>> a | x[n] << 64 - a;
                case Op.EXTR32 -> x[d] = ((x[m] & WORD) >>> a | x[n] << 32 - a) & WORD;
                case Op.LOAD8 -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForLoad(address, 8);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    long value = page.getLong((int) address & 0xfff);
                    x[a] = address + Op.c(insn);
                    x[d] = value;
                }
                case Op.LOAD4 -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForLoad(address, 4);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    long value = page.getInt((int) address & 0xfff) & WORD;
                    x[a] = address + Op.c(insn);
                    x[d] = value;
                }
                case Op.LOAD1 -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForLoad(address, 1);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    long value = page.get((int) address & 0xfff) & 0xffL;
                    x[a] = address + Op.c(insn);
                    x[d] = value;
                }
                case Op.STORE8 -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForStore(address, 8);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    page.putLong((int) address & 0xfff, x[d]);
                    x[a] = address + Op.c(insn);
                }
                case Op.STORE4 -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForStore(address, 4);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    page.putInt((int) address & 0xfff, (int) x[d]);
                    x[a] = address + Op.c(insn);
                }
                case Op.STORE1 -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForStore(address, 1);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    page.put((int) address & 0xfff, (byte) x[d]);
                    x[a] = address + Op.c(insn);
                }
                case Op.LOAD8_INDEX -> {
                    long address = x[n] + ((x[m] & imm) << a);
                    ByteBuffer page = bus.knownForLoad(address, 8);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    x[d] = page.getLong((int) address & 0xfff);
                }
                case Op.LOAD4_INDEX -> {
                    long address = x[n] + ((x[m] & imm) << a);
                    ByteBuffer page = bus.knownForLoad(address, 4);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    x[d] = page.getInt((int) address & 0xfff) & WORD;
                }
                case Op.LOAD1_INDEX -> {
                    long address = x[n] + ((x[m] & imm) << a);
                    ByteBuffer page = bus.knownForLoad(address, 1);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    x[d] = page.get((int) address & 0xfff) & 0xffL;
                }
                case Op.STORE8_INDEX -> {
                    long address = x[n] + ((x[m] & imm) << a);
                    ByteBuffer page = bus.knownForStore(address, 8);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    page.putLong((int) address & 0xfff, x[d]);
                }
                case Op.STORE4_INDEX -> {
                    long address = x[n] + ((x[m] & imm) << a);
                    ByteBuffer page = bus.knownForStore(address, 4);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    page.putInt((int) address & 0xfff, (int) x[d]);
                }
                case Op.STORE1_INDEX -> {
                    long address = x[n] + ((x[m] & imm) << a);
                    ByteBuffer page = bus.knownForStore(address, 1);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    page.put((int) address & 0xfff, (byte) x[d]);
                }
                case Op.LOAD_PAIR -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForLoad(address, 16);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    int in = (int) address & 0xfff;
                    long first = page.getLong(in);
                    long second = page.getLong(in + 8);
                    x[a] = address + Op.c(insn);
                    x[d] = first;
                    x[m] = second;
                }
                case Op.STORE_PAIR -> {
                    long address = x[n] + imm;
                    ByteBuffer page = bus.knownForStore(address, 16);
                    if (page == null || isMisaligned(n)) {
                        break steps;
                    }
                    int in = (int) address & 0xfff;
                    page.putLong(in, x[d]);
                    page.putLong(in + 8, x[m]);
                    x[a] = address + Op.c(insn);
                }
                default -> {
                    break steps;
                }
            }
            pc = next;
            left--;
        }
        this.pc = pc;
        return left;
    }

    /** Makes {@code code} what is executed, which is predecoded of the page at {@code start}. */
    void enter(long start, long[] code) {
        codeStart = start;
        this.code = code;
    }

    /** Whether the instruction at {@link #pc} is for the loop, always. */
    boolean isQuick() {
        int operation = Op.operation(code[(int) pc >>> 1 & 0x7fe]);
        return operation < Op.LOAD8;
    }

    private boolean isMisaligned(int base) {
        return base == Op.SP && (x[Op.SP] & 15) != 0;
    }

    private boolean holds(long insn) {
        return (insn >>> 48 + registers.nzcv & 1) != 0;
    }
}
