package patchbay.kernel;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.machine.FunctionStack;
import patchbay.machine.Machine;
import patchbay.source.Result;

/**
 * Runs a function of a machine, and reads its path off the fetched addresses.
 *
 * <p>The processor fetches every word from memory. Two functions are this program's own, and act
 * when the processor is about to fetch their first word, which is an ordinary return: the tracer,
 * which stores the replacement it has chosen as the saved pc, and the printer, which says a text in
 * the log. So a path exists only as long as every word on it does.
 */
public final class Execution {
    /** As much as a task has with pages of 4 KiB (THREAD_SIZE). */
    private static final long STACK_SIZE = 16 << 10;

    /** Where stacks lie: far above what the heap's pages take. */
    private static final long STACKS = 1L << 30;

    private Execution() {}

    /**
     * What a call gave.
     *
     * @param path the symbols and slots that control was handed to, in order; returns are not
     *     listed
     * @param steps instructions executed
     * @param logged what was said to the kernel log; the machine's log is left alone
     * @param linkage what became of the registers that calls are made by
     */
    public record Outcome(
            long value, List<Step> path, long steps, List<String> logged, Linkage linkage) {
        public Outcome {
            path = List.copyOf(path);
            logged = List.copyOf(logged);
        }
    }

    /**
     * @param entered what {@link Era#linkage} held when the function was entered
     * @param left and when it returned
     * @param kept what was put onto the task's second stack meanwhile, in order
     */
    public record Linkage(List<Register> entered, List<Register> left, List<List<Register>> kept) {
        public Linkage {
            entered = List.copyOf(entered);
            left = List.copyOf(left);
            kept = List.copyOf(kept);
        }
    }

    public record Register(String name, long value) {}

    /** A place on the path: {@code bar}, {@code foo.bar}, {@code foo.plt[0]}. */
    public record Step(long address, String name) {}

    /**
     * One executed instruction.
     *
     * @param place {@code bar+0x4}
     * @param word the instruction as a number
     * @param changes registers that it changed; where control is handed over also what was kept of
     *     them elsewhere
     */
    public record Line(
            long address, String place, long word, int length, String text, List<Change> changes) {
        public Line {
            changes = List.copyOf(changes);
        }
    }

    public record Change(String register, long before, long after) {}

    /**
     * What a tracer decides: where the function at {@code ip} goes instead; empty for on as it was.
     */
    @FunctionalInterface
    public interface Tracer {
        OptionalLong replacement(Machine machine, long ip);

        /** The newest replacement, whoever asks. */
        static OptionalLong newest(Machine machine, long ip) {
            return machine.state(FunctionStack.key(ip), FunctionStack.class)
                    .map(stack -> OptionalLong.of(stack.replacements().getFirst()))
                    .orElse(OptionalLong.empty());
        }
    }

    /**
     * Calls {@code entry}. What the code stores stays stored; the stack it used is gone afterwards.
     */
    public static Result<Outcome> call(
            Machine machine,
            Era era,
            long entry,
            List<Long> arguments,
            long bound,
            BooleanSupplier interrupted) {
        return run(
                machine,
                era,
                entry,
                arguments,
                bound,
                new Walk(machine, era, Tracer::newest, interrupted));
    }

    /** The same, and hands every executed instruction to {@code lines}. */
    public static Result<Outcome> trace(
            Machine machine,
            Era era,
            long entry,
            List<Long> arguments,
            long bound,
            BooleanSupplier interrupted,
            Consumer<Line> lines) {
        Walk walk = new Walk(machine, era, Tracer::newest, interrupted);
        walk.listing(new Listing(machine, era.isa(), lines));
        return run(machine, era, entry, arguments, bound, walk);
    }

    private static Result<Outcome> run(
            Machine machine, Era era, long entry, List<Long> arguments, long bound, Walk walk) {
        Cpu cpu = era.isa().cpu(machine.memory());
        if (arguments.size() > cpu.argumentRegisters()) {
            return Result.refused(
                    new RunRefusal.TooManyArguments(
                            arguments.size(), cpu.argumentRegisters(), List.of()));
        }
        Range stack = freeStack(machine.memory(), era.heapBase() + STACKS);
        machine.memory().map(stack, Protection.READ_WRITE);
        try {
            era.begin(cpu, machine, stack, entry);
            for (int i = 0; i < arguments.size(); i++) {
                cpu.argument(i, arguments.get(i));
            }
            return walk.run(cpu, stack, bound);
        } finally {
            machine.memory().unmap(stack);
        }
    }

    /** Room for a stack between two unmapped pages. */
    private static Range freeStack(Memory memory, long first) {
        long start = first;
        while (true) {
            Range stack = Range.of(start, STACK_SIZE);
            boolean free = !memory.isMapped(start - Memory.PAGE_SIZE);
            for (long page = start; page <= stack.end(); page += Memory.PAGE_SIZE) {
                free &= !memory.isMapped(page);
            }
            if (free) {
                return stack;
            }
            start += STACK_SIZE;
        }
    }
}
