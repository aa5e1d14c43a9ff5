package patchbay.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Result;

/**
 * One execution, watched.
 *
 * <p>The path comes from addresses alone. Where the next address is not the next instruction's,
 * control was transferred. If the link now holds the address behind the transfer, it was a call,
 * and that address is outstanding. A transfer to an outstanding address is a return, whichever
 * instruction made it, and everything outstanding above it is dropped: an entry that was left
 * through the tracer's changed pc never comes back. Any other transfer to another symbol or slot is
 * a step of the path.
 */
final class Walk implements Cpu.Observer {
    private static final int LAST = 8;
    private static final int LONGEST_PATH = 1 << 16;
    private static final int LONGEST_TEXT = 1024;
    private static final long INTERRUPT_MASK = 0xfff;

    private final Machine machine;
    private final Era era;
    private final Isa isa;
    private final Execution.Tracer tracer;
    private final BooleanSupplier interrupted;
    private final OptionalLong tracerAddress;
    private final OptionalLong printerAddress;
    private final Set<Long> hidden = new HashSet<>();
    private final List<SlotTable> tables;

    private final List<Execution.Step> path = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final Deque<Long> outstanding = new ArrayDeque<>();
    private final long[] last = new long[LAST];
    private @Nullable Listing listing;
    private @Nullable Cpu cpu;
    private @Nullable RunRefusal refusal;
    private long landing;
    private long steps;
    private boolean arrived;

    Walk(Machine machine, Era era, Execution.Tracer tracer, BooleanSupplier interrupted) {
        this.machine = machine;
        this.era = era;
        this.isa = era.isa();
        this.tracer = tracer;
        this.interrupted = interrupted;
        this.tables = machine.states(SlotTable.class);
        EntryCode entry = era.entryCode();
        this.tracerAddress =
                entry.saved().isPresent() ? entrySymbol(entry.tracer()) : OptionalLong.empty();
        this.printerAddress = entrySymbol(entry.printer().name());
        for (String name : entry.hidden()) {
            entrySymbol(name).ifPresent(hidden::add);
        }
    }

    private OptionalLong entrySymbol(String name) {
        for (Symbol symbol : machine.module(Module.KERNEL).map(Module::symbols).orElse(List.of())) {
            if (symbol.kind() == Symbol.Kind.ENTRY && symbol.name().equals(name)) {
                return OptionalLong.of(symbol.address());
            }
        }
        return OptionalLong.empty();
    }

    void listing(Listing wanted) {
        listing = wanted;
    }

    Result<Execution.Outcome> run(Cpu processor, long returnsTo, long bound) {
        cpu = processor;
        landing = returnsTo;
        outstanding.push(returnsTo);
        Cpu.Stop stop = processor.run(this, bound);
        if (listing != null) {
            listing.finish(processor);
        }
        if (arrived) {
            return Result.ok(new Execution.Outcome(processor.result(), path, steps, logged));
        }
        return Result.refused(refusal != null ? refusal : refusal(stop, processor.pc(), bound));
    }

    @Override
    public boolean at(long pc) {
        Cpu processor = Objects.requireNonNull(cpu);
        if (listing != null) {
            listing.at(pc, pc == landing, processor);
        }
        if (steps == 0) {
            step(pc);
        } else {
            long before = last[(int) (steps - 1) & LAST - 1];
            if (pc != before + isa.unit()) {
                transfer(before, pc, processor);
            }
        }
        if (pc == landing) {
            arrived = true;
            return false;
        }
        last[(int) steps & LAST - 1] = pc;
        steps++;
        if (tracerAddress.isPresent() && pc == tracerAddress.getAsLong()) {
            trace(pc, processor);
        } else if (printerAddress.isPresent() && pc == printerAddress.getAsLong()) {
            logged.add(text(processor.register(era.entryCode().printer().register())));
        }
        if ((steps & INTERRUPT_MASK) == 0 && interrupted.getAsBoolean()) {
            refusal = new RunRefusal.Interrupted(pc, last());
        }
        return refusal == null;
    }

    private void transfer(long before, long pc, Cpu processor) {
        long next = before + length(before);
        if (pc == next) {
            return;
        }
        boolean calls = processor.link() == next;
        if (!calls && outstanding.contains(pc)) {
            while (outstanding.pop() != pc) {
                // what was called below it does not come back
            }
            return;
        }
        if (calls) {
            outstanding.push(next);
        }
        if (calls && isStart(pc) || !sameSymbol(before, pc)) {
            step(pc);
        }
    }

    private int length(long address) {
        Range range = Range.of(address, isa.unit());
        return machine.memory().isMapped(range)
                ? isa.decode(machine.memory().bytes(address, isa.unit()), 0, address).length()
                : isa.unit();
    }

    private boolean isStart(long pc) {
        return Names.at(machine, pc).filter(s -> s.address() == pc).isPresent();
    }

    private boolean sameSymbol(long before, long pc) {
        String a = container(before);
        return !a.isEmpty() && a.equals(container(pc));
    }

    private String container(long address) {
        for (SlotTable table : tables) {
            if (table.range().contains(address)) {
                return Names.slotName(table, (address - table.range().start()) / table.slotSize());
            }
        }
        return Names.at(machine, address).map(s -> s.qualified() + "@" + s.address()).orElse("");
    }

    private void step(long pc) {
        if (path.size() < LONGEST_PATH && !hidden.contains(pc)) {
            path.add(new Execution.Step(pc, Names.place(machine, pc)));
        }
    }

    /** The tracer: what it chooses becomes the pc that the entry code returns to. */
    private void trace(long pc, Cpu processor) {
        EntryCode.SavedPc saved = era.entryCode().saved().orElseThrow();
        OptionalLong replacement =
                tracer.replacement(machine, processor.register(saved.ipRegister()));
        if (replacement.isEmpty()) {
            return;
        }
        long at = processor.register(saved.areaRegister()) + saved.offset();
        if (machine.memory().isMapped(Range.of(at, 8))) {
            machine.memory().putLittle(at, 8, replacement.getAsLong());
        } else {
            refusal =
                    new RunRefusal.Access(
                            pc, at, 8, true, "the tracer is given no saved registers", last());
        }
    }

    private String text(long address) {
        byte[] bytes = new byte[LONGEST_TEXT];
        int length = 0;
        while (length < LONGEST_TEXT && machine.memory().isMapped(address + length)) {
            byte b = (byte) machine.memory().little(address + length, 1);
            if (b == 0) {
                break;
            }
            bytes[length++] = b;
        }
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    }

    private RunRefusal refusal(Cpu.Stop stop, long pc, long bound) {
        List<Long> last = last();
        return switch (stop) {
            case Cpu.Stop.Observed observed -> new RunRefusal.Interrupted(pc, last);
            case Cpu.Stop.Bound passed -> new RunRefusal.BoundPassed(bound, last);
            case Cpu.Stop.Fetch fetch when returned(pc) ->
                    new RunRefusal.ReturnToNowhere(fetch.address(), last);
            case Cpu.Stop.Fetch fetch ->
                    new RunRefusal.Fetch(fetch.address(), fetch.reason(), last);
            case Cpu.Stop.Undefined undefined ->
                    new RunRefusal.Undefined(pc, undefined.word(), last);
            case Cpu.Stop.Unmodelled unmodelled ->
                    new RunRefusal.Unmodelled(pc, unmodelled.mnemonic(), last);
            case Cpu.Stop.Access access ->
                    new RunRefusal.Access(
                            pc,
                            access.address(),
                            access.size(),
                            access.store(),
                            access.reason(),
                            last);
            case Cpu.Stop.Trap trap -> new RunRefusal.Trap(pc, trap.text(), last);
        };
    }

    /** Whether the last instruction that was executed before {@code pc} is a return. */
    private boolean returned(long pc) {
        List<Long> executed = last();
        int index = executed.size() - (!executed.isEmpty() && executed.getLast() == pc ? 2 : 1);
        if (index < 0 || !machine.memory().isMapped(Range.of(executed.get(index), isa.unit()))) {
            return false;
        }
        byte[] word = machine.memory().bytes(executed.get(index), isa.unit());
        return isa.decode(word, 0, executed.get(index)).flow() instanceof Insn.Flow.Return;
    }

    /** The last addresses, oldest first. */
    private List<Long> last() {
        List<Long> addresses = new ArrayList<>();
        for (long i = Math.max(0, steps - LAST); i < steps; i++) {
            addresses.add(last[(int) i & LAST - 1]);
        }
        return addresses;
    }
}
