package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * A write that a script spells out.
 *
 * <p>Into code go whole, aligned instructions, since that is what a kernel's text patching stores
 * at once. Where another processor may run (a function, the entry code, a slot that is used) only
 * words of the set that may be exchanged meanwhile are let through; a spare slot is reached by
 * nobody.
 */
public final class Poke {
    private Poke() {}

    /**
     * {@code before} must stand at {@code at}; a relaxed PB4001 takes what stands there instead.
     */
    public static Result<Plan> of(
            Machine machine, Era era, long at, byte[] before, byte[] after, Set<Code> relaxed) {
        Isa isa = era.isa();
        if (before.length != after.length || after.length == 0 || !Range.fits(at, after.length)) {
            return Result.refused(
                    new StepRefusal.Misshapen(at, before.length, after.length, isa.unit()));
        }
        List<Refusal> refusals = new ArrayList<>();
        Range range = Range.of(at, after.length);
        if (!relaxed.contains(Code.PB4008)) {
            undeclared(machine, range, refusals);
        }
        boolean readable = machine.memory().isMapped(range);
        byte[] found = readable ? machine.memory().bytes(at, after.length) : before;
        // Where other bytes stand the plan is refused when it is checked: what may be
        // exchanged for them is no question then.
        boolean asExpected = relaxed.contains(Code.PB4001) || Arrays.equals(found, before);
        if (code(machine, range)) {
            if (at % isa.unit() != 0 || after.length % isa.unit() != 0) {
                refusals.add(
                        new StepRefusal.Misshapen(at, before.length, after.length, isa.unit()));
            } else if (asExpected && !relaxed.contains(Code.PB4007)) {
                exchanges(machine, era, at, found, after, refusals);
            }
        }
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        String title = "write " + Names.place(machine, at);
        byte[] old = relaxed.contains(Code.PB4001) ? found : before;
        return Result.ok(new Plan(title, List.of(new Effect.Write(at, old, after, title))));
    }

    private static void undeclared(Machine machine, Range range, List<Refusal> refusals) {
        boolean declared =
                machine.moduleAt(range.start()).filter(module -> module.holds(range)).isPresent();
        if (!declared) {
            refusals.add(new StepRefusal.Undeclared(range));
        }
    }

    /** Neither an ops pointer before a function nor data among the code. */
    private static boolean code(Machine machine, Range range) {
        return running(machine, range.start())
                || running(machine, range.end() - 1)
                || machine.states(SlotTable.class).stream()
                        .anyMatch(table -> table.range().overlaps(range));
    }

    private static void exchanges(
            Machine machine,
            Era era,
            long at,
            byte[] before,
            byte[] after,
            List<Refusal> refusals) {
        int unit = era.isa().unit();
        for (int offset = 0; offset < after.length; offset += unit) {
            long old = Bits.little(before, offset, unit);
            long now = Bits.little(after, offset, unit);
            if (old != now && running(machine, at + offset) && !era.safeExchange(old, now)) {
                refusals.add(
                        new StepRefusal.UnsafeExchange(
                                at + offset,
                                old,
                                text(era, before, offset, at),
                                now,
                                text(era, after, offset, at)));
            }
        }
    }

    private static String text(Era era, byte[] code, int offset, long at) {
        byte[] word = Arrays.copyOfRange(code, offset, offset + era.isa().unit());
        return era.isa().decode(word, 0, at + offset).text();
    }

    /** Whether a processor may come by: a function, the entry code, or a slot in use. */
    private static boolean running(Machine machine, long address) {
        Optional<SlotTable> table = machine.tableAt(address);
        if (table.isPresent()) {
            long index = (address - table.get().range().start()) / table.get().slotSize();
            return table.get().slotAt(table.get().addressOf((int) index)).isPresent();
        }
        return Names.at(machine, address)
                .map(symbol ->
                        symbol.kind() == Symbol.Kind.FUNCTION || symbol.kind() == Symbol.Kind.ENTRY)
                .orElse(false);
    }
}
