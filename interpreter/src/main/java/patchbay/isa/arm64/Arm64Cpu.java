package patchbay.isa.arm64;

import static patchbay.isa.arm64.Arithmetic.WORD;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.bytes.Page;
import patchbay.bytes.Protection;
import patchbay.isa.Bus;
import patchbay.isa.Cpu;

/**
 * An A64 processor at EL1, as the kernel sees it.
 *
 * <p>What an instruction means stands in three places that lead to each other: its row in the
 * table; the row's line in {@link Predecoder}, which turns the word's fields into an {@link Op};
 * and that operation in {@link RunLoop}, in {@link DataProcessing}, in {@link Transfers} or in
 * {@link Vectors}.
 *
 * <p>A word is predecoded when it is first executed, and kept with its page: two longs a word, see
 * {@link Op}. Caches are coherent: a store is seen by the next fetch, as on hardware after the
 * barriers that a kernel puts there; {@link Memory#generation} tells. Of memory attributes only
 * {@link Protection} is known. No page is guarded, or all are ({@link #guard}): then an indirect
 * branch may land on a landing pad only. {@code bti} itself is a nop; pointer authentication is
 * absent, so that what lies in hint space ({@code paciasp}, {@code autiasp}, {@code xpaclri}) is a
 * nop too. Stack accesses check sp's alignment, as under SCTLR_EL1.SA. A load or store may have any
 * alignment except where the architecture asks for it always: exclusive, atomic, acquire and
 * release.
 *
 * <p>An instruction that cannot be finished has no effect. What the manual calls CONSTRAINED
 * UNPREDICTABLE (a base register written back over what was loaded into it, and the like) is
 * undefined here.
 */
final class Arm64Cpu implements Cpu {
    private static final int BATCH = 4096;

    private final Memory memory;
    private final RegisterFile registers = new RegisterFile();
    private final long[] x = registers.x;
    private final Bus bus;
    private final DataProcessing data;
    private final Transfers transfers;
    private final Predecoder predecoder = new Predecoder();
    private @Nullable Vectors vectors;
    private final RunLoop loop;
    private boolean guarded;

    /** What a page holds for this CPU: two longs a word, see {@link Op}. */
    private record Predecoded(long[] code, boolean guarded) {}

    Arm64Cpu(Memory memory) {
        this.memory = memory;
        this.bus = new Bus(memory);
        this.data = new DataProcessing(registers);
        this.transfers = new Transfers(registers, bus);
        this.loop = new RunLoop(memory, registers, bus);
    }

    @Override
    public List<String> registers() {
        return RegisterFile.names();
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
        return loop.pc;
    }

    @Override
    public void pc(long address) {
        loop.pc = address;
    }

    @Override
    public long link() {
        return x[Op.LINK];
    }

    @Override
    public void link(long address) {
        x[Op.LINK] = address;
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
    public void guard() {
        guarded = true;
        predecoder.guard();
        loop.codeStart = RunLoop.NOWHERE;
    }

    /**
     * Some steps at a time, so that what HotSpot compiles is entered again and again, and not only
     * through a loop that never ends.
     */
    @Override
    public Stop run(Observer observer, long steps) {
        boolean seen = false;
        for (long left = steps; left > 0; ) {
            int some = (int) Math.min(left, BATCH);
            int rest = loop.run(observer, some, seen);
            if (rest < 0) {
                return new Stop.Observed();
            }
            left -= some - rest;
            seen = rest > 0;
            if (seen) {
                Stop stop = fetch(loop.pc);
                if (stop == null && !loop.isQuick()) {
                    stop = execute();
                    left--;
                    seen = false;
                }
                if (stop != null) {
                    return stop;
                }
            }
        }
        return new Stop.Bound(steps);
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

    /** Makes the page of {@code pc} the one that is executed from, or says why not. */
    private @Nullable Stop fetch(long pc) {
        if (memory.generation() != loop.generation) {
            bus.forget();
            loop.generation = memory.generation();
            loop.codeStart = RunLoop.NOWHERE;
        }
        if ((pc - loop.codeStart & ~0xffcL) != 0) {
            Page page = memory.page(pc);
            if ((pc & 3) != 0 || page == null || page.protection() != Protection.EXECUTE) {
                return Stop.Fetch.of(pc, page);
            }
            loop.enter(pc & -Memory.PAGE_SIZE, predecoded(page));
        }
        int slot = (int) pc >>> 1 & 0x7fe;
        if (loop.code[slot] == Op.NEW) {
            predecoder.predecode(memory.u32(pc), pc, loop.code, slot);
        }
        return null;
    }

    private long[] predecoded(Page page) {
        if (page.decoded() instanceof Predecoded predecoded && predecoded.guarded == guarded) {
            return predecoded.code;
        }
        long[] code = new long[2 * Memory.PAGE_SIZE / 4];
        page.decoded(new Predecoded(code, guarded));
        return code;
    }

    /** One instruction that is not for the loop, or not now. */
    private @Nullable Stop execute() {
        int slot = (int) loop.pc >>> 1 & 0x7fe;
        long insn = loop.code[slot];
        long imm = loop.code[slot + 1];
        int operation = Op.operation(insn);
        if (operation >= Op.VECTORS) {
            if (!vectors().execute(operation, insn, imm)) {
                return bus.fault();
            }
        } else if (operation == Op.GUARDED_BRANCH) {
            return branch(x[Op.n(insn)], (int) imm);
        } else if (operation >= Op.SYSTEM) {
            Stop stop = system(operation, insn, imm);
            if (stop != null) {
                return stop;
            }
        } else if (operation >= Op.TRANSFERS || operation < Op.DATA) {
            if (!transfers.execute(operation, insn, imm)) {
                return bus.fault();
            }
        } else {
            data.execute(operation, insn, imm);
        }
        loop.pc += 4;
        return null;
    }

    /** What is not mapped or not executable is for the next fetch to find out. */
    private @Nullable Stop branch(long target, int word) {
        long from = loop.pc;
        LandingPads pads = LandingPads.of(word);
        if (pads == LandingPads.CALL) {
            x[Op.LINK] = from + 4;
        }
        loop.pc = target;
        Page page = (target & 3) == 0 ? memory.page(target) : null;
        if (page == null || page.protection() != Protection.EXECUTE) {
            return null;
        }
        int found = memory.u32(target);
        return pads.accept(found)
                ? null
                : new Stop.NoLandingPad(from, found & WORD, pads.accepted());
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
