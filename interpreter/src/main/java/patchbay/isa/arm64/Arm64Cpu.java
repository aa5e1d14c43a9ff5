package patchbay.isa.arm64;

import static patchbay.isa.arm64.Arithmetic.WORD;
import static patchbay.isa.arm64.Arithmetic.flags;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.isa.Bus;
import patchbay.isa.Cpu;

/**
 * An A64 processor at EL1, as the kernel sees it.
 *
 * <p>What an instruction means stands in three places that lead to each other: its row in the
 * table; the row's line in {@link Predecoder}, which turns the word's fields into an {@link Op};
 * and that operation here, in {@link DataProcessing}, in {@link Transfers} or in {@link Vectors}.
 *
 * <p>A word is predecoded when it is first executed, and kept with its page: two longs a word, see
 * {@link Op}. Caches are coherent: a store is seen by the next fetch, as on hardware after the
 * barriers that a kernel puts there; {@link Memory#generation} tells. Of memory attributes only
 * {@link Protection} is known. In particular no page is guarded, so that {@code bti} is a nop and
 * every branch may land anywhere; pointer authentication is absent, so that what lies in hint space
 * ({@code paciasp}, {@code autiasp}, {@code xpaclri}) is a nop too. Stack accesses check sp's
 * alignment, as under SCTLR_EL1.SA. A load or store may have any alignment except where the
 * architecture asks for it always: exclusive, atomic, acquire and release.
 *
 * <p>An instruction that cannot be finished has no effect. What the manual calls CONSTRAINED
 * UNPREDICTABLE (a base register written back over what was loaded into it, and the like) is
 * undefined here.
 */
final class Arm64Cpu implements Cpu {
    private static final int LINK = 30;
    private static final long[] NOTHING = new long[0];
    private static final int BATCH = 4096;

    /** No page's address, and so none that a program counter fits. */
    private static final long NOWHERE = 1;

    private final Memory memory;
    private final RegisterFile registers = new RegisterFile();
    private final long[] x = registers.x;
    private final Bus bus;
    private final DataProcessing data;
    private final Transfers transfers;
    private final Predecoder predecoder = new Predecoder();
    private @Nullable List<String> names;
    private @Nullable Vectors vectors;
    private long pc;

    /** The page that is executed from: its address, and what is predecoded of it. */
    private long codeStart = NOWHERE;

    private long[] code = NOTHING;
    private long generation = -1;

    /** What a page holds for this CPU: two longs a word, see {@link Op}. */
    private record Predecoded(long[] code) {}

    Arm64Cpu(Memory memory) {
        this.memory = memory;
        this.bus = new Bus(memory);
        this.data = new DataProcessing(registers);
        this.transfers = new Transfers(registers, bus);
    }

    @Override
    public List<String> registers() {
        List<String> known = names;
        if (known == null) {
            known = RegisterFile.names();
            names = known;
        }
        return known;
    }

    @Override
    public long register(int number) {
        return registers.get(number);
    }

    @Override
    public void register(int number, long value) {
        registers.set(number, value);
    }

    @Override
    public long pc() {
        return pc;
    }

    @Override
    public void pc(long address) {
        pc = address;
    }

    @Override
    public long link() {
        return x[LINK];
    }

    @Override
    public void link(long address) {
        x[LINK] = address;
    }

    @Override
    public void stack(long address) {
        x[Op.SP] = address;
    }

    @Override
    public long stack() {
        return x[Op.SP];
    }

    @Override
    public int argumentRegisters() {
        return 8;
    }

    @Override
    public void argument(int index, long value) {
        x[index] = value;
    }

    @Override
    public long result() {
        return x[0];
    }

    @Override
    public Stop run(Observer observer, long steps) {
        for (long left = steps; left > 0; left -= BATCH) {
            Stop stop = batch(observer, (int) Math.min(left, BATCH));
            if (stop != null) {
                return stop;
            }
        }
        return new Stop.Bound(steps);
    }

    /**
     * Some steps at a time, so that what HotSpot compiles is entered again and again, and not only
     * through a loop that never ends.
     */
    private @Nullable Stop batch(Observer observer, int steps) {
        Memory memory = this.memory;
        RegisterFile registers = this.registers;
        long[] x = this.x;
        Bus bus = this.bus;
        long[] code = this.code;
        long codeStart = this.codeStart;
        long generation = this.generation;
        long pc = this.pc;
        for (int left = steps; left > 0; left--) {
            this.pc = pc;
            if (!observer.at(pc)) {
                return new Stop.Observed();
            }
            if (memory.generation() != generation || (pc - codeStart & ~0xffcL) != 0) {
                Stop stop = enter(pc);
                if (stop != null) {
                    return stop;
                }
                code = this.code;
                codeStart = this.codeStart;
                generation = this.generation;
            }
            int slot = (int) pc >>> 1 & 0x7fe;
            long insn = code[slot];
            if (insn == Op.NEW) {
                predecoder.predecode(memory.u32(pc), pc, code, slot);
                insn = code[slot];
            }
            long imm = code[slot + 1];
            int d = Op.d(insn);
            int n = Op.n(insn);
            int m = Op.m(insn);
            int a = Op.a(insn);
            int operation = Op.operation(insn);
            pc += 4;
            switch (operation) {
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
                case Op.B -> pc = imm;
                case Op.BL -> {
                    x[LINK] = pc;
                    pc = imm;
                }
                case Op.BCOND -> pc = holds(insn) ? imm : pc;
                case Op.CBZ -> pc = x[d] == 0 ? imm : pc;
                case Op.CBNZ -> pc = x[d] != 0 ? imm : pc;
                case Op.CBZ32 -> pc = (int) x[d] == 0 ? imm : pc;
                case Op.CBNZ32 -> pc = (int) x[d] != 0 ? imm : pc;
                case Op.TBZ -> pc = (x[d] >>> a & 1) == 0 ? imm : pc;
                case Op.TBNZ -> pc = (x[d] >>> a & 1) != 0 ? imm : pc;
                case Op.BR -> pc = x[n];
                case Op.BLR -> {
                    long target = x[n];
                    x[LINK] = pc;
                    pc = target;
                }
                case Op.LOAD8, Op.LOAD4, Op.LOAD1 -> {
                    long base = x[n];
                    long address = base + imm;
                    if (n == Op.SP && (base & 15) != 0) {
                        return misaligned(base, false);
                    }
                    long value =
                            operation == Op.LOAD8
                                    ? bus.load8(address)
                                    : operation == Op.LOAD4
                                            ? bus.load4(address)
                                            : bus.load1(address);
                    if (bus.faulted()) {
                        return bus.fault();
                    }
                    x[a] = address + Op.c(insn);
                    x[d] = value;
                }
                case Op.STORE8, Op.STORE4, Op.STORE1 -> {
                    long base = x[n];
                    long address = base + imm;
                    if (n == Op.SP && (base & 15) != 0) {
                        return misaligned(base, true);
                    }
                    if (operation == Op.STORE8) {
                        bus.store8(address, x[d]);
                    } else if (operation == Op.STORE4) {
                        bus.store4(address, x[d]);
                    } else {
                        bus.store1(address, x[d]);
                    }
                    if (bus.faulted()) {
                        return bus.fault();
                    }
                    x[a] = address + Op.c(insn);
                }
                case Op.LOAD_PAIR -> {
                    long base = x[n];
                    long address = base + imm;
                    if (n == Op.SP && (base & 15) != 0) {
                        return misaligned(base, false);
                    }
                    long first = bus.loadPair(address);
                    if (bus.faulted()) {
                        return bus.fault();
                    }
                    x[a] = address + Op.c(insn);
                    x[d] = first;
                    x[m] = bus.second();
                }
                case Op.STORE_PAIR -> {
                    long base = x[n];
                    long address = base + imm;
                    if (n == Op.SP && (base & 15) != 0) {
                        return misaligned(base, true);
                    }
                    bus.storePair(address, x[d], x[m]);
                    if (bus.faulted()) {
                        return bus.fault();
                    }
                    x[a] = address + Op.c(insn);
                }
                default -> {
                    if (operation < Op.TRANSFERS) {
                        data.execute(operation, insn, imm);
                    } else if (operation < Op.SYSTEM) {
                        if (!transfers.execute(operation, insn, imm)) {
                            return bus.fault();
                        }
                    } else if (operation >= Op.VECTORS) {
                        if (!vectors().execute(operation, insn, imm)) {
                            return bus.fault();
                        }
                    } else {
                        Stop stop = system(operation, insn, imm);
                        if (stop != null) {
                            return stop;
                        }
                    }
                }
            }
        }
        this.pc = pc;
        return null;
    }

    /** Most programs have none, and classes to load take time. */
    private Vectors vectors() {
        Vectors known = vectors;
        if (known == null) {
            known = new Vectors(registers, bus);
            vectors = known;
        }
        return known;
    }

    private boolean holds(long insn) {
        return (insn >>> 48 + registers.nzcv & 1) != 0;
    }

    /** Makes the page of {@code pc} the one that is executed from, or says why not. */
    private @Nullable Stop enter(long pc) {
        if (memory.generation() != generation) {
            bus.forget();
            generation = memory.generation();
        }
        codeStart = NOWHERE;
        if ((pc & 3) != 0) {
            return new Stop.Fetch(pc, "the address is not a multiple of 4");
        }
        Memory.Page page = memory.page(pc);
        if (page == null) {
            return new Stop.Fetch(pc, "nothing is mapped there");
        }
        if (page.protection() != Protection.EXECUTE) {
            return new Stop.Fetch(pc, "the page is not executable");
        }
        if (page.decoded() instanceof Predecoded predecoded) {
            code = predecoded.code;
        } else {
            code = new long[2 * Memory.PAGE_SIZE / 4];
            page.decoded(new Predecoded(code));
        }
        codeStart = pc & -Memory.PAGE_SIZE;
        return null;
    }

    private static Stop misaligned(long stack, boolean store) {
        return new Stop.Access(stack, 8, store, Transfers.STACK);
    }

    private @Nullable Stop system(int operation, long insn, long imm) {
        int d = Op.d(insn);
        switch (operation) {
            case Op.READ_SYSTEM -> x[d] = registers.read((int) imm);
            case Op.WRITE_SYSTEM -> registers.write((int) imm, x[d]);
            case Op.SET_DAIF -> registers.daif |= imm;
            case Op.CLEAR_DAIF -> registers.daif &= ~imm;
            case Op.UNDEFINED -> {
                return new Stop.Undefined(imm & WORD);
            }
            case Op.UNMODELLED -> {
                return new Stop.Unmodelled(Predecoder.mnemonic((int) imm));
            }
            default -> {
                int number = (int) imm >>> 5 & 0xffff;
                return new Stop.Trap(
                        Predecoder.mnemonic((int) imm) + " #0x" + Integer.toHexString(number));
            }
        }
        return null;
    }
}
