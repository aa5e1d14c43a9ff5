package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.machine.Machine;

/**
 * Turns an execution into lines: an instruction is listed once the next one shows what it changed.
 */
final class Listing {
    private final Machine machine;
    private final Isa isa;
    private final Consumer<Execution.Line> lines;
    private long[] before = {};
    private long pending;
    private byte[] word = {};
    private boolean isPending;
    private String instead = "";

    Listing(Machine machine, Isa isa, Consumer<Execution.Line> lines) {
        this.machine = machine;
        this.isa = isa;
        this.lines = lines;
    }

    /**
     * The processor is about to fetch from {@code pc}; {@code end} when nothing is there to be
     * fetched.
     *
     * @param kept what else has changed since the last time
     */
    void at(long pc, boolean end, Cpu cpu, List<Execution.Change> kept) {
        long[] now = registers(cpu);
        emit(cpu, now, kept);
        isPending = !end && machine.memory().isMapped(Range.of(pc, isa.unit()));
        if (isPending) {
            pending = pc;
            word = machine.memory().bytes(pc, isa.unit());
            before = now;
        }
    }

    /** What is pending is not executed: {@code text} stands for it. */
    void instead(String text) {
        instead = text;
    }

    /** The processor has stopped: lists what is pending, unless it was not executed. */
    void finish(Cpu cpu) {
        if (cpu.pc() != pending) {
            emit(cpu, registers(cpu), List.of());
        }
    }

    private void emit(Cpu cpu, long[] after, List<Execution.Change> kept) {
        if (!isPending) {
            return;
        }
        isPending = false;
        List<Execution.Change> changes = new ArrayList<>();
        for (int i = 0; i < after.length; i++) {
            if (after[i] != before[i]) {
                changes.add(new Execution.Change(cpu.registers().get(i), before[i], after[i]));
            }
        }
        changes.addAll(kept);
        Insn insn = isa.decode(word, 0, pending);
        String text = instead.isEmpty() ? printed() : instead;
        instead = "";
        lines.accept(
                new Execution.Line(
                        pending,
                        Names.place(machine, pending),
                        Bits.little(word, 0, Math.min(8, word.length)),
                        insn.length(),
                        text,
                        changes));
    }

    private String printed() {
        Text text = new Text();
        isa.print(word, 0, pending, this::name, text);
        return text.toString().replace('\t', ' ');
    }

    /** A symbol or a slot, in angle brackets. */
    private void name(long address, Text out) {
        String place = Names.place(machine, address);
        if (!place.startsWith("0x")) {
            out.put(" <").put(place).put('>');
        }
    }

    private static long[] registers(Cpu cpu) {
        long[] values = new long[cpu.registers().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cpu.register(i);
        }
        return values;
    }
}
