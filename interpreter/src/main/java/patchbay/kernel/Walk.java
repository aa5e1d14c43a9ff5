package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Result;

/**
 * One execution, watched: the path, the last addresses, and the two functions that are this
 * program's own.
 */
final class Walk implements Cpu.Observer {
    private static final int LAST = 8;

    /** An address that is never fetched: no instruction stands at an odd one. */
    private static final long NOWHERE = 1;

    private static final long INTERRUPT_MASK = 0xfff;

    private final Machine machine;
    private final Isa isa;
    private final Execution.Tracer tracer;
    private final BooleanSupplier interrupted;
    private final EntryCode entry;
    private final long tracerAddress;
    private final long printerAddress;
    private final long wrapperAddress;
    private final int unit;

    private final Era era;
    private final CallPath path;
    private final List<String> logged = new ArrayList<>();
    private final long[] last = new long[LAST];
    private @Nullable Listing listing;
    private @Nullable Cpu cpu;
    private @Nullable RunRefusal refusal;
    private Range stack = new Range(0, 0);
    private long landing;
    private @Nullable SecondStackWatch second;
    private long steps;
    private boolean arrived;

    /** Whether the model did what is called here, which only has to come back. */
    private boolean decided;

    Walk(Machine machine, Era era, Execution.Tracer tracer, BooleanSupplier interrupted) {
        this.machine = machine;
        this.era = era;
        this.isa = era.isa();
        this.tracer = tracer;
        this.interrupted = interrupted;
        this.entry = era.entryCode();
        this.unit = isa.unit();
        Optional<Module> kernel = machine.module(Module.KERNEL);
        this.tracerAddress =
                entry.saved().isPresent() ? entrySymbol(kernel, entry.tracer()) : NOWHERE;
        String printer = entry.printer().name();
        long own = entrySymbol(kernel, printer);
        this.printerAddress = own == NOWHERE ? codeSymbol(kernel, printer) : own;
        this.wrapperAddress = own == NOWHERE ? wrapper(kernel) : NOWHERE;
        Set<Long> hidden = new HashSet<>();
        for (String name : entry.hidden()) {
            hidden.add(entrySymbol(kernel, name));
        }
        this.path = new CallPath(machine, isa, hidden);
    }

    private static long entrySymbol(Optional<Module> kernel, String name) {
        Optional<Symbol> symbol =
                kernel.isEmpty() ? Optional.empty() : EntrySymbols.of(kernel.get(), name);
        return symbol.isEmpty() ? NOWHERE : symbol.get().address();
    }

    /** What callers of a linked kernel's printer go through; {@code printk} until 5.14. */
    private static long wrapper(Optional<Module> kernel) {
        long named = codeSymbol(kernel, "_printk");
        return named == NOWHERE ? codeSymbol(kernel, "printk") : named;
    }

    private static long codeSymbol(Optional<Module> kernel, String name) {
        if (kernel.isPresent()) {
            for (Symbol symbol : kernel.get().named(name)) {
                if (symbol.kind() == Symbol.Kind.FUNCTION) {
                    return symbol.address();
                }
            }
        }
        return NOWHERE;
    }

    void listing(Listing wanted) {
        listing = wanted;
    }

    /** Right behind {@code room} nothing is mapped: what returns there has come to its end. */
    Result<Execution.Outcome> run(Cpu processor, Range room, long bound) {
        cpu = processor;
        stack = room;
        landing = room.end();
        List<Execution.Register> before = linkage(processor);
        Optional<Era.SecondStack> place = era.secondStack(machine, room);
        second = place.isEmpty() ? null : new SecondStackWatch(place.get(), machine.memory());
        Cpu.Stop stop = processor.run(this, bound);
        while (decided) {
            decided = false;
            processor.pc(processor.link());
            stop = processor.run(this, bound - steps);
        }
        if (listing != null) {
            listing.finish(processor);
        }
        if (arrived) {
            return Result.ok(
                    new Execution.Outcome(
                            processor.result(),
                            path.steps(),
                            steps,
                            logged,
                            new Execution.Linkage(before, linkage(processor), kept())));
        }
        return Result.refused(refusal != null ? refusal : refusal(stop, processor.pc(), bound));
    }

    @Override
    public boolean at(long pc) {
        Cpu processor = Objects.requireNonNull(cpu);
        long before = last[(int) (steps - 1) & LAST - 1];
        boolean moved = pc != before + unit;
        List<Execution.Change> kept = moved && second != null ? second.changes() : List.of();
        if (listing != null) {
            listing.at(pc, pc == landing, processor, kept);
        }
        if (pc == landing) {
            arrived = true;
            return false;
        }
        if (steps == 0) {
            path.begin(pc);
        } else if (moved || !path.isHere(pc)) {
            path.move(before, pc, processor.link());
        }
        last[(int) steps & LAST - 1] = pc;
        steps++;
        if (pc == tracerAddress) {
            trace(pc, processor);
            leave(pc);
        } else if (pc == printerAddress || pc == wrapperAddress) {
            print(pc, processor);
            leave(pc);
        }
        if ((steps & INTERRUPT_MASK) == 0 && interrupted.getAsBoolean()) {
            refusal = new RunRefusal.Interrupted(pc, last());
        }
        return refusal == null && !decided;
    }

    /** Comes back at once from what was decided here. */
    private void leave(long pc) {
        decided = refusal == null && !isReturn(pc);
        if (decided && listing != null) {
            listing.instead("…");
        }
    }

    /**
     * What a printer logs. {@code vprintk} is given a list of arguments, no registers; a function
     * in words may call {@code printk} with nothing at all.
     */
    private void print(long pc, Cpu processor) {
        int register = entry.printer().register();
        long format = processor.register(register);
        boolean isWrapper = pc == wrapperAddress;
        int arguments = isWrapper ? processor.argumentRegisters() - 1 : 0;
        if (!isWrapper || machine.memory().isMapped(format)) {
            logged.add(
                    new LogText(
                                    machine.memory(),
                                    number -> processor.register(register + 1 + number),
                                    arguments)
                            .line(format));
        }
    }

    /**
     * Whether that is all that the tracer does, as in a kernel in words. Another's own code asks
     * tables that a kernel fills while it runs: it is left out, and comes back at once.
     */
    private boolean isReturn(long pc) {
        byte[] word = machine.memory().bytes(pc, unit);
        return isa.flow(word, 0, pc) instanceof Insn.Flow.Return;
    }

    private List<List<Execution.Register>> kept() {
        return second == null ? List.of() : second.kept();
    }

    private List<Execution.Register> linkage(Cpu processor) {
        List<String> names = processor.registers();
        List<Execution.Register> registers = new ArrayList<>();
        for (String name : era.linkage()) {
            registers.add(new Execution.Register(name, processor.register(names.indexOf(name))));
        }
        return registers;
    }

    /** The tracer: what it chooses becomes the pc that the entry code returns to. */
    private void trace(long pc, Cpu processor) {
        EntryCode.SavedPc saved = entry.saved().orElseThrow();
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

    private RunRefusal refusal(Cpu.Stop stop, long pc, long bound) {
        List<Long> last = last();
        return switch (stop) {
            case Cpu.Stop.Observed observed -> new RunRefusal.Interrupted(pc, last);
            case Cpu.Stop.Bound passed -> new RunRefusal.BoundPassed(bound, last);
            case Cpu.Stop.Fetch fetch when returned(pc) ->
                    new RunRefusal.ReturnToNowhere(fetch.address(), last);
            case Cpu.Stop.Fetch fetch ->
                    new RunRefusal.Fetch(fetch.address(), fetch.reason(), last);
            case Cpu.Stop.NoLandingPad(long from, long word, String accepted) ->
                    new RunRefusal.NoLandingPad(from, pc, word, accepted, last);
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
                            stackUsedUp(access.address())
                                    ? "the stack of this call is used up"
                                    : access.reason(),
                            last);
            case Cpu.Stop.Trap trap -> new RunRefusal.Trap(pc, trap.text(), last);
        };
    }

    /** Whether {@code address} lies in the page right below the stack. */
    private boolean stackUsedUp(long address) {
        return address - (stack.start() - Memory.PAGE_SIZE) >= 0 && address - stack.start() < 0;
    }

    /** Whether the last instruction that was executed before {@code pc} is a return. */
    private boolean returned(long pc) {
        List<Long> executed = last();
        int index = executed.size() - (!executed.isEmpty() && executed.getLast() == pc ? 2 : 1);
        if (index < 0 || !machine.memory().isMapped(Range.of(executed.get(index), isa.unit()))) {
            return false;
        }
        byte[] word = machine.memory().bytes(executed.get(index), isa.unit());
        return isa.flow(word, 0, executed.get(index)) instanceof Insn.Flow.Return;
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
