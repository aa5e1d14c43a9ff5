package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;

/** Direct branches, found by decoding the functions of a machine as they stand in memory. */
public final class Branches {
    private Branches() {}

    /**
     * A direct branch.
     *
     * @param links whether it leaves a return address
     * @param conditional whether it may fall through
     * @param target where its own bits lead: a function or a slot
     */
    public record Branch(
            Module module,
            Symbol function,
            long place,
            boolean links,
            boolean conditional,
            long target) {}

    /**
     * Every unconditional branch or call that arrives at {@code function}, by itself or through a
     * slot.
     */
    public static List<Branch> to(Machine machine, Isa isa, long function) {
        Set<Long> targets = new HashSet<>(Set.of(function));
        Names.at(machine, function)
                .filter(symbol -> symbol.address() == function && symbol.local() != 0)
                .ifPresent(symbol -> targets.add(symbol.localEntry()));
        for (SlotTable table : machine.states(SlotTable.class)) {
            for (Slot slot : table.slots()) {
                if (slot.target() == function) {
                    targets.add(slot.address());
                }
            }
        }
        List<Branch> branches = find(machine, isa, targets::contains);
        branches.removeIf(b -> b.conditional);
        return branches;
    }

    /** Every direct branch of {@code function}. */
    static List<Branch> of(Machine machine, Isa isa, Symbol function) {
        List<Branch> branches = new ArrayList<>();
        Optional<Module> module = machine.module(function.object());
        if (module.isPresent() && machine.memory().isMapped(function.range())) {
            scan(machine, isa, module.get(), function, target -> true, branches);
        }
        return branches;
    }

    /**
     * Every direct branch whose target is {@code wanted}, in the order of modules and addresses.
     */
    static List<Branch> find(Machine machine, Isa isa, LongPredicate wanted) {
        List<Branch> branches = new ArrayList<>();
        for (Module module : machine.modules()) {
            for (Symbol symbol : module.symbols()) {
                if (symbol.kind() == Symbol.Kind.FUNCTION
                        && machine.memory().isMapped(symbol.range())) {
                    scan(machine, isa, module, symbol, wanted, branches);
                }
            }
        }
        return branches;
    }

    private static void scan(
            Machine machine,
            Isa isa,
            Module module,
            Symbol function,
            LongPredicate wanted,
            List<Branch> found) {
        byte[] code = machine.memory().bytes(function.address(), (int) function.size());
        int offset = isa.nextBranch(code, 0);
        while (offset < code.length) {
            long place = function.address() + offset;
            switch (isa.flow(code, offset, place)) {
                case Insn.Flow.Call(long target) when wanted.test(target) ->
                        found.add(new Branch(module, function, place, true, false, target));
                case Insn.Flow.Jump(long target) when wanted.test(target) ->
                        found.add(new Branch(module, function, place, false, false, target));
                case Insn.Flow.Conditional(long target) when wanted.test(target) ->
                        found.add(new Branch(module, function, place, false, true, target));
                case Insn.Flow.Call c -> {}
                case Insn.Flow.Jump j -> {}
                case Insn.Flow.Conditional c -> {}
                case Insn.Flow.Next n -> {}
                case Insn.Flow.Indirect i -> {}
                case Insn.Flow.Return r -> {}
                case Insn.Flow.Trap t -> {}
            }
            offset = isa.nextBranch(code, offset + isa.length(code, offset));
        }
    }
}
