package patchbay.kernel;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import patchbay.machine.Machine;
import patchbay.source.Result;

/** Runs a function of a machine, and reads its path off the fetched addresses. */
public final class Execution {
    private Execution() {}

    /**
     * What a call gave.
     *
     * @param path the symbols and slots that control was handed to, in order; returns are not listed
     * @param steps instructions executed
     * @param logged what was said to the kernel log; the machine's log is left alone
     */
    public record Outcome(long value, List<Step> path, long steps, List<String> logged) {
        public Outcome {
            path = List.copyOf(path);
            logged = List.copyOf(logged);
        }
    }

    /** A place on the path: {@code bar}, {@code foo.bar}, {@code foo.plt[0]}. */
    public record Step(long address, String name) {}

    /**
     * One executed instruction.
     *
     * @param place {@code bar+0x4}
     * @param word the instruction as a number
     * @param changes registers that it changed
     */
    public record Line(long address, String place, long word, int length, String text, List<Change> changes) {
        public Line {
            changes = List.copyOf(changes);
        }
    }

    public record Change(String register, long before, long after) {}

    /** Calls {@code entry}. What the code stores stays stored; the stack it used is gone afterwards. */
    public static Result<Outcome> call(
            Machine machine, Era era, long entry, List<Long> arguments, long bound, BooleanSupplier interrupted) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
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
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }
}
