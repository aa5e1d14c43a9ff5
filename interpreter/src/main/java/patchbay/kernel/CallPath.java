package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;

/**
 * The path of an execution, from addresses alone.
 *
 * <p>Where the next address is not the next instruction's, control was transferred. If the link now
 * holds the address behind the transfer, it was a call, and that address is outstanding. A transfer
 * to an outstanding address is a return, whichever instruction made it, and everything outstanding
 * above it is dropped: an entry that was left through the tracer's changed pc never comes back. Any
 * other transfer to another symbol or slot, or to the start of the same one by a call, is a step;
 * so is coming to the first instruction of the symbol that follows, by a branch or by falling into
 * it.
 *
 * <p>Loops transfer all the time, so what an address belongs to is looked up once and remembered.
 */
final class CallPath {
    private static final int LONGEST = 1 << 16;
    private static final int REMEMBERED = 1 << 10;

    /** Many more calls than a stack has room for. */
    private static final int DEEPEST = 1 << 12;

    private final Machine machine;
    private final Isa isa;
    private final Set<Long> hidden;
    private final List<Execution.Step> steps = new ArrayList<>();

    private long[] outstanding = new long[64];
    private int depth;

    /** How many outstanding addresses fall on each index: mostly none, then none is looked for. */
    private final int[] outstandingAt = new int[REMEMBERED];

    /** The symbol or slot that was entered last; empty outside of all. */
    private long start;

    private long end;

    /** Where branches of its own object enter it. */
    private long localEntry;

    /** By address: what it belongs to, and how long the instruction there is. */
    private final long[] known = new long[REMEMBERED];

    private final long[] starts = new long[REMEMBERED];
    private final long[] ends = new long[REMEMBERED];
    private final long[] localEntries = new long[REMEMBERED];
    private final long[] measured = new long[REMEMBERED];
    private final int[] lengths = new int[REMEMBERED];

    /**
     * @param hidden addresses that are no step even when control is handed to them
     */
    CallPath(Machine machine, Isa isa, Set<Long> hidden) {
        this.machine = machine;
        this.isa = isa;
        this.hidden = hidden;
    }

    List<Execution.Step> steps() {
        return steps;
    }

    /** The first instruction. */
    void begin(long pc) {
        step(pc);
    }

    /**
     * The instruction at {@code before} was executed, and left {@code link} as it is; next is
     * {@code pc}.
     */
    void move(long before, long pc, long link) {
        if (isNext(before, pc)) {
            goOn(pc);
            return;
        }
        boolean calls = isNext(before, link);
        if (!calls && returns(pc)) {
            return;
        }
        if (calls) {
            push(link);
        }
        if (!isHere(before)) {
            locate(before);
        }
        if (!isHere(pc) || calls && (pc == start || pc == localEntry)) {
            locate(pc);
            step(pc);
        }
    }

    private void goOn(long pc) {
        if (!isHere(pc)) {
            locate(pc);
            if (isHere(pc) && pc == start) {
                step(pc);
            }
        }
    }

    /** Whether {@code address} is that of the instruction behind the one at {@code before}. */
    private boolean isNext(long before, long address) {
        return address - before == length(before);
    }

    private int length(long address) {
        int index = index(address);
        if (measured[index] != address) {
            byte[] executed = machine.memory().bytes(address, isa.unit());
            lengths[index] = isa.length(executed, 0);
            measured[index] = address;
        }
        return lengths[index];
    }

    private void push(long address) {
        if (depth == DEEPEST) {
            forgetOldest();
        } else if (depth == outstanding.length) {
            outstanding = Arrays.copyOf(outstanding, 2 * depth);
        }
        outstanding[depth++] = address;
        outstandingAt[index(address)]++;
    }

    private boolean returns(long pc) {
        if (outstandingAt[index(pc)] == 0) {
            return false;
        }
        for (int i = depth - 1; i >= 0; i--) {
            if (outstanding[i] == pc) {
                while (depth > i) {
                    outstandingAt[index(outstanding[--depth])]--;
                }
                return true;
            }
        }
        return false;
    }

    /** Calls that never return are no calls: of too many the older half is dropped. */
    private void forgetOldest() {
        int half = depth / 2;
        for (int i = 0; i < half; i++) {
            outstandingAt[index(outstanding[i])]--;
        }
        System.arraycopy(outstanding, half, outstanding, 0, depth - half);
        depth -= half;
    }

    /** Whether {@code address} belongs to what was entered last. */
    boolean isHere(long address) {
        return Long.compareUnsigned(address - start, end - start) < 0;
    }

    /** Finds what {@code address} belongs to: a slot, a symbol, or nothing. */
    private void locate(long address) {
        int index = index(address);
        if (known[index] != address) {
            lookUp(address, index);
        }
        start = starts[index];
        end = ends[index];
        localEntry = localEntries[index];
    }

    private void lookUp(long address, int index) {
        known[index] = address;
        Optional<SlotTable> table = machine.tableAt(address);
        if (table.isPresent()) {
            int size = table.get().slotSize();
            long number = (address - table.get().range().start()) / size;
            remember(index, Range.of(table.get().addressOf((int) number), size), 0);
            return;
        }
        Optional<Symbol> symbol = Names.at(machine, address);
        remember(
                index,
                symbol.map(Symbol::range).orElse(new Range(address, address)),
                symbol.map(Symbol::local).orElse(0));
    }

    private void remember(int index, Range range, int local) {
        starts[index] = range.start();
        ends[index] = range.end();
        localEntries[index] = range.start() + local;
    }

    private static int index(long address) {
        return (int) (address >>> 2) & REMEMBERED - 1;
    }

    private void step(long pc) {
        if (steps.size() < LONGEST && !hidden.contains(pc)) {
            steps.add(new Execution.Step(pc, Names.entered(machine, pc)));
        }
    }
}
