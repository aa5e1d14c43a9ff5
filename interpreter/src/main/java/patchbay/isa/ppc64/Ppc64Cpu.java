package patchbay.isa.ppc64;

import static patchbay.isa.ppc64.Bitwise.WORD;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.bytes.Page;
import patchbay.bytes.Protection;
import patchbay.isa.Bus;
import patchbay.isa.Cpu;
import patchbay.isa.Isa;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * A 64-bit Power processor in little-endian mode, as the kernel sees it.
 *
 * <p>What an instruction means stands in three places that lead to each other: its row in the
 * table; the row's line in {@link Predecoder}, which turns the word's fields into an {@link Op};
 * and that operation here, in {@link FixedPoint}, in {@link Transfers} or in {@link VectorUnit}.
 *
 * <p>A word is predecoded when it is first executed, and kept with its page: two longs a word, see
 * {@link Op}. Caches are coherent: a store is seen by the next fetch, as on hardware after the
 * barriers that a kernel puts there; {@link Memory#generation} tells. A load or store may have any
 * alignment, but for those that reserve and quadwords. Of memory attributes only {@link Protection}
 * is known. The machine state is kept and read, and changes nothing.
 *
 * <p>An instruction that cannot be finished has no effect. What only big-endian mode has, such as
 * {@code lmw}, is not modelled.
 */
final class Ppc64Cpu implements Cpu {
    private static final long[] NOTHING = new long[0];
    private static final int BATCH = 4096;
    private static final int STACK = 1;
    private static final int RESULT = 3;

    /** No page's address, and so none that a program counter fits. */
    private static final long NOWHERE = 1;

    /** What mtmsrd with L changes: whether interrupts are taken and can be recovered from. */
    private static final long ENABLES = 1 << 15 | 1 << 1;

    private final Memory memory;
    private final RegisterFile state = new RegisterFile();
    private final long[] r = state.r;
    private final Bus bus;
    private final FixedPoint data;
    private final Transfers transfers;
    private final Predecoder predecoder = new Predecoder();
    private @Nullable VectorUnit vectors;
    private long pc;

    /** The page that is executed from: its address, and what is predecoded of it. */
    private long codeStart = NOWHERE;

    private long[] code = NOTHING;
    private long generation = -1;

    /** What a page holds for this CPU: two longs a word, see {@link Op}. */
    private record Predecoded(long[] code) {}

    Ppc64Cpu(Memory memory) {
        this.memory = memory;
        this.bus = new Bus(memory);
        this.data = new FixedPoint(state);
        this.transfers = new Transfers(state, bus);
    }

    @Override
    public List<String> registers() {
        return RegisterFile.names();
    }

    @Override
    public long register(int number) {
        return state.get(number);
    }

    @Override
    public void register(int number, long value) {
        state.set(number, value);
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
        return state.lr;
    }

    @Override
    public void link(long address) {
        state.lr = address;
    }

    @Override
    public void stack(long address) {
        r[STACK] = address;
    }

    @Override
    public long stack() {
        return r[STACK];
    }

    @Override
    public int argumentRegisters() {
        return 8;
    }

    @Override
    public void argument(int index, long value) {
        r[RESULT + index] = value;
    }

    @Override
    public long result() {
        return r[RESULT];
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
        RegisterFile state = this.state;
        long[] r = this.r;
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
                predecode(pc, code, slot);
                insn = code[slot];
            }
            long imm = code[slot + 1];
            int d = Op.d(insn);
            int n = Op.n(insn);
            int m = Op.m(insn);
            int operation = Op.operation(insn);
            pc += 4 + (insn >>> 60 & 4);
            switch (operation) {
                case Op.NOP -> {}
                case Op.CONST -> r[d] = imm;
                case Op.ADDI -> r[d] = r[n] + imm;
                case Op.ADD -> r[d] = r[n] + r[m];
                case Op.SUBF -> r[d] = r[m] - r[n];
                case Op.NEG -> r[d] = -r[n];
                case Op.MULLI -> r[d] = r[n] * imm;
                case Op.MULLW -> r[d] = (long) (int) r[n] * (int) r[m];
                case Op.MULLD -> r[d] = r[n] * r[m];
                case Op.ANDI -> r[d] = r[n] & imm;
                case Op.ORI -> r[d] = r[n] | imm;
                case Op.XORI -> r[d] = r[n] ^ imm;
                case Op.AND -> r[d] = r[n] & r[m];
                case Op.ANDC -> r[d] = r[n] & ~r[m];
                case Op.OR -> r[d] = r[n] | r[m];
                case Op.ORC -> r[d] = r[n] | ~r[m];
                case Op.XOR -> r[d] = r[n] ^ r[m];
                case Op.NOR -> r[d] = ~(r[n] | r[m]);
                case Op.NAND -> r[d] = ~(r[n] & r[m]);
                case Op.EQV -> r[d] = ~(r[n] ^ r[m]);
                case Op.EXTSB -> r[d] = (byte) r[n];
                case Op.EXTSH -> r[d] = (short) r[n];
                case Op.EXTSW -> r[d] = (int) r[n];
                case Op.ROTATE32 -> r[d] = Bitwise.rotate32(r[n], Op.c(insn)) & imm;
                case Op.INSERT32 -> r[d] = Bitwise.rotate32(r[n], Op.c(insn)) & imm | r[d] & ~imm;
                case Op.ROTATE -> r[d] = Long.rotateLeft(r[n], Op.c(insn)) & imm;
                case Op.INSERT -> r[d] = Long.rotateLeft(r[n], Op.c(insn)) & imm | r[d] & ~imm;
                case Op.CMPW -> state.field(d, order((long) (int) r[n], (long) (int) (r[m] + imm)));
                case Op.CMPD -> state.field(d, order(r[n], r[m] + imm));
                case Op.CMPLW -> state.field(d, order(r[n] & WORD, r[m] + imm & WORD));
                case Op.CMPLD ->
                        state.field(d, order(r[n] + Long.MIN_VALUE, r[m] + imm + Long.MIN_VALUE));
                case Op.ISEL -> r[d] = (state.cr << Op.c(insn)) < 0 ? r[n] : r[m];
                case Op.B -> pc = imm;
                case Op.BL -> {
                    state.lr = pc;
                    pc = imm;
                }
                case Op.IF_ONE -> pc = (state.cr << Op.c(insn)) < 0 ? imm : pc;
                case Op.IF_ZERO -> pc = (state.cr << Op.c(insn)) >= 0 ? imm : pc;
                case Op.COUNT -> pc = (--state.ctr == 0) == (Op.c(insn) == 1) ? imm : pc;
                case Op.RETURN -> pc = state.lr & ~3L;
                case Op.BRANCH -> {
                    long target = target(n, imm);
                    boolean goes = holds(d, Op.c(insn));
                    state.lr = m == 0 ? state.lr : pc;
                    pc = goes ? target : pc;
                }
                case Op.FROM_LR -> r[d] = state.lr;
                case Op.TO_LR -> state.lr = r[n];
                case Op.TO_CTR -> state.ctr = r[n];
                case Op.LOAD8, Op.LOAD4, Op.LOAD1, Op.LOAD2, Op.LOAD4S, Op.LOAD2S -> {
                    long address = r[n] + r[m] + imm;
                    long value =
                            switch (operation) {
                                case Op.LOAD8 -> bus.load8(address);
                                case Op.LOAD4 -> bus.load4(address);
                                case Op.LOAD1 -> bus.load1(address);
                                case Op.LOAD2 -> bus.load2(address);
                                case Op.LOAD4S -> (int) bus.load4(address);
                                default -> (short) bus.load2(address);
                            };
                    if (bus.faulted()) {
                        return bus.fault();
                    }
                    r[Op.a(insn)] = address;
                    r[d] = value;
                }
                case Op.STORE8, Op.STORE4, Op.STORE1, Op.STORE2 -> {
                    long address = r[n] + r[m] + imm;
                    switch (operation) {
                        case Op.STORE8 -> bus.store8(address, r[d]);
                        case Op.STORE4 -> bus.store4(address, r[d]);
                        case Op.STORE1 -> bus.store1(address, r[d]);
                        default -> bus.store2(address, r[d]);
                    }
                    if (bus.faulted()) {
                        return bus.fault();
                    }
                    r[Op.a(insn)] = address;
                }
                default -> {
                    Stop stop = rare(operation, insn, imm);
                    if (stop != null) {
                        return stop;
                    }
                }
            }
            if (insn < 0) {
                state.field(0, order(r[d], 0));
            }
        }
        this.pc = pc;
        return null;
    }

    private @Nullable Stop rare(int operation, long insn, long imm) {
        if (operation < Op.TRANSFERS) {
            data.execute(operation, insn, imm);
            return null;
        }
        if (operation < Op.SYSTEM) {
            return transfers.execute(operation, insn, imm) ? null : bus.fault();
        }
        if (operation < Op.VECTORS) {
            return system(operation, insn, imm);
        }
        if (operation >= Op.FLOATS
                && operation < Op.FLOAT_STATUS
                && FloatStatus.traps(state.fpscr)) {
            return new Stop.Unmodelled(text() + ", which may trap");
        }
        return vectors().execute(operation, insn, imm) ? null : bus.fault();
    }

    private VectorUnit vectors() {
        VectorUnit known = vectors;
        if (known == null) {
            known = new VectorUnit(state, bus);
            vectors = known;
        }
        return known;
    }

    /** What a comparison leaves in a field: less, greater or equal, and the summary overflow. */
    private int order(long a, long b) {
        return (a < b ? 8 : a > b ? 4 : 2) | state.so;
    }

    /** Whether a branch with that BO and BI goes; takes one off the count if BO says so. */
    private boolean holds(int bo, int bi) {
        boolean counted = (bo & 4) != 0 || (--state.ctr != 0) != ((bo & 2) != 0);
        return counted && ((bo & 16) != 0 || (state.cr << bi < 0) == ((bo & 8) != 0));
    }

    private long target(int where, long imm) {
        return switch (where) {
            case 0 -> imm;
            case 1 -> state.lr & ~3L;
            case 2 -> state.ctr & ~3L;
            default -> state.tar() & ~3L;
        };
    }

    private void predecode(long pc, long[] code, int slot) {
        int next = (pc & 63) == 60 ? 0 : memory.u32(pc + 4);
        predecoder.predecode(memory.u32(pc), next, pc, code, slot);
    }

    /** Makes the page of {@code pc} the one that is executed from, or says why not. */
    private @Nullable Stop enter(long pc) {
        if (memory.generation() != generation) {
            bus.forget();
            generation = memory.generation();
        }
        codeStart = NOWHERE;
        Page page = memory.page(pc);
        if ((pc & 3) != 0 || page == null || page.protection() != Protection.EXECUTE) {
            return Stop.Fetch.of(pc, page);
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

    private @Nullable Stop system(int operation, long insn, long imm) {
        long a = r[Op.n(insn)];
        switch (operation) {
            case Op.FROM_SPECIAL -> r[Op.d(insn)] = state.read((int) imm);
            case Op.TO_SPECIAL -> state.write((int) imm, a);
            case Op.FROM_STATE -> r[Op.d(insn)] = state.msr;
            case Op.TO_STATE -> {
                long changes = Op.c(insn) == 1 ? ENABLES : imm;
                state.msr = state.msr & ~changes | a & changes;
            }
            case Op.TRAP_IF -> {
                if (FixedPoint.traps(Op.d(insn), a, r[Op.m(insn)] + imm, Op.c(insn) != 0)) {
                    return new Stop.Trap(text());
                }
            }
            case Op.TRAP -> {
                return new Stop.Trap(text());
            }
            case Op.ACROSS -> {
                return new Stop.Fetch(
                        pc, "an instruction of two words lies across a block of 64 bytes");
            }
            case Op.UNDEFINED -> {
                return new Stop.Undefined(imm);
            }
            default -> {
                Row row = Predecoder.row(imm);
                return row == null ? new Stop.Undefined(imm) : new Stop.Unmodelled(row.name());
            }
        }
        return null;
    }

    /** The instruction at the program counter, as it is written. */
    private String text() {
        Text text = new Text();
        Ppc64.ISA.print(memory.bytes(pc, 4), 0, pc, Isa.Names.NONE, text);
        return text.toString().replaceAll(" +", " ");
    }
}
