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
    private static final int REMEMBERED_AT_FIRST = 1 << 5;
    private static final int REMEMBERED = 1 << 10;

    /** Many more calls than a stack has room for. */
    private static final int DEEPEST = 1 << 12;

    private final Machine machine;
    private final Isa isa;
    private final Set<Long> hidden;
    private final List<Execution.Step> steps = new ArrayList<>();

    private long[] outstanding = new long[64];
    private int depth;

    /** The symbol or slot that was entered last; empty outside of all. */
    private long start;

    private long end;

    /** Where branches of its own object enter it. */
    private long localEntry;

    private Remembered remembered = new Remembered(REMEMBERED_AT_FIRST);

    /** By address: what it belongs to, and how long the instruction there is. */
    private static final class Remembered {
        private final int mask;
        final long[] known;
        final long[] starts;
        final long[] ends;
        final long[] localEntries;
        final long[] measured;
        final int[] lengths;

        /** How many outstanding addresses fall on each index: mostly none, then none is sought. */
        final int[] outstandingAt;

        /** How many addresses were not remembered. */
        int missed;

        Remembered(int size) {
            mask = size - 1;
            known = new long[size];
            starts = new long[size];
            ends = new long[size];
            localEntries = new long[size];
            measured = new long[size];
            lengths = new int[size];
            outstandingAt = new int[size];
        }

        int index(long address) {
            return (int) (address >>> 2) & mask;
        }
    }

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
        if (remembered.measured[remembered.index(address)] != address) {
            missed();
            byte[] executed = machine.memory().bytes(address, isa.unit());
            int index = remembered.index(address);
            remembered.lengths[index] = isa.length(executed, 0);
            remembered.measured[index] = address;
        }
        return remembered.lengths[remembered.index(address)];
    }

    /** A short execution needs little room, and there are many. */
    private void missed() {
        int size = remembered.mask + 1;
        if (++remembered.missed > size && size < REMEMBERED) {
            remembered = new Remembered(REMEMBERED);
            for (int i = 0; i < depth; i++) {
                remembered.outstandingAt[remembered.index(outstanding[i])]++;
            }
        }
    }

    private void push(long address) {
        if (depth == DEEPEST) {
            forgetOldest();
        } else if (depth == outstanding.length) {
            outstanding = Arrays.copyOf(outstanding, 2 * depth);
        }
        outstanding[depth++] = address;
        remembered.outstandingAt[remembered.index(address)]++;
    }

    private boolean returns(long pc) {
        if (remembered.outstandingAt[remembered.index(pc)] == 0) {
            return false;
        }
        for (int i = depth - 1; i >= 0; i--) {
            if (outstanding[i] == pc) {
                while (depth > i) {
                    remembered.outstandingAt[remembered.index(outstanding[--depth])]--;
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
            remembered.outstandingAt[remembered.index(outstanding[i])]--;
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
        if (remembered.known[remembered.index(address)] != address) {
            missed();
            lookUp(address, remembered.index(address));
        }
        int index = remembered.index(address);
        start = remembered.starts[index];
        end = remembered.ends[index];
        localEntry = remembered.localEntries[index];
    }

    private void lookUp(long address, int index) {
        remembered.known[index] = address;
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
        remembered.starts[index] = range.start();
        remembered.ends[index] = range.end();
        remembered.localEntries[index] = range.start() + local;
    }

    private void step(long pc) {
        if (steps.size() < LONGEST && !hidden.contains(pc)) {
            steps.add(new Execution.Step(pc, Names.entered(machine, pc)));
        }
    }
}
