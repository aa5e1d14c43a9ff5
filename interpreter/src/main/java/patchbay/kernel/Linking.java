package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.isa.Fixup;
import patchbay.kernel.SlotTables.Order;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * Which branches of an object's functions reach their targets, and which need a slot.
 *
 * <p>They are served as the era's loader serves the relocations of one section ({@link
 * SlotTables.Order}): by type, a jump's number being below a call's, or not; and by the symbol's
 * index, which for undefined symbols is the order in which they are first named, forwards or
 * backwards.
 */
final class Linking {
    private final Machine machine;
    private final Era era;
    private final String object;
    private final Map<String, Symbol> resolved = new HashMap<>();
    private final Map<Key, List<Long>> far = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();

    private record Key(Symbol target, boolean links) {}

    /** One slot, and the branches that want it. */
    record Need(Symbol target, boolean links, List<Long> places) {}

    /**
     * @param machine in which every symbol of {@code object} stands already
     */
    Linking(Machine machine, Era era, String object) {
        this.machine = machine;
        this.era = era;
        this.object = object;
    }

    void add(FunctionAssembly assembly) {
        for (FunctionAssembly.Branch branch : assembly.branches()) {
            Optional<Symbol> target = resolve(branch.callee());
            if (target.isPresent() && !direct(target.get(), branch.place(), branch.links())) {
                far.computeIfAbsent(key(target.get(), branch.links()), key -> new ArrayList<>())
                        .add(branch.place());
            }
        }
    }

    /** The symbol called {@code name}; an unknown one is refused once. */
    Optional<Symbol> resolve(String name) {
        if (!resolved.containsKey(name)) {
            switch (Names.resolve(machine, object, name)) {
                case Result.Ok<Symbol>(Symbol symbol) -> resolved.put(name, symbol);
                case Result.Refused<Symbol>(List<Refusal> reasons) -> {
                    for (Refusal reason : reasons) {
                        if (!refusals.contains(reason)) {
                            refusals.add(reason);
                        }
                    }
                }
            }
        }
        return Optional.ofNullable(resolved.get(name));
    }

    private boolean direct(Symbol target, long place, boolean links) {
        return Calls.direct(era, object, target, place, links);
    }

    /** What shares a slot. */
    private Key key(Symbol target, boolean links) {
        return new Key(target, links || isForBoth());
    }

    /** Whether a jump and a call of the same symbol share their slot. */
    private boolean isForBoth() {
        return era.slotTables().sharing() != SlotTables.Sharing.WITH_THE_ONE_IN_FRONT;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /** What needs a slot, in the order of the slots. */
    List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        for (boolean links : new boolean[] {false, true}) {
            far.forEach((key, places) -> {
                if (key.links == links) {
                    needs.add(new Need(key.target, links, List.copyOf(places)));
                }
            });
        }
        return era.slotTables().order() == Order.LAST_NAMED_FIRST ? needs.reversed() : needs;
    }

    /** That there is no slot for {@code need} in this object. */
    StepRefusal.NoSlot noSlot(Need need) {
        Optional<SlotTable> table = machine.table(object, era.slotTables().far());
        List<StepRefusal.FarSite> sites = new ArrayList<>();
        for (long place : need.places()) {
            sites.add(
                    new StepRefusal.FarSite(
                            place,
                            Names.at(machine, place).orElseThrow(),
                            object,
                            table.isPresent(),
                            need.target().address() - place));
        }
        Fixup fixup = era.isa().callFixup();
        return new StepRefusal.NoSlot(
                need.target(),
                sites,
                fixup.lowest(),
                fixup.highest(),
                object.equals(Module.KERNEL)
                        ? List.of(StepRefusal.Remedy.NEARER)
                        : List.of(StepRefusal.Remedy.SPARE_SLOTS, StepRefusal.Remedy.NEARER));
    }

    /** The names of this object's functions for their second assembly. */
    FunctionAssembly.Names names(Map<Need, Long> slots, Map<String, Long> texts) {
        Map<Key, Long> veneers = new HashMap<>();
        slots.forEach((need, address) -> veneers.put(new Key(need.target, need.links), address));
        return new FunctionAssembly.Names() {
            @Override
            public OptionalLong address(String name) {
                Optional<Symbol> symbol = quietly(name);
                return symbol.isPresent()
                        ? OptionalLong.of(symbol.get().address())
                        : OptionalLong.empty();
            }

            @Override
            public long branch(String callee, long place, boolean links) {
                Symbol target = quietly(callee).orElseThrow();
                Long veneer = direct(target, place, links) ? null : veneers.get(key(target, links));
                return veneer == null ? Calls.entry(object, target) : veneer;
            }

            @Override
            public boolean isThroughSlot(String callee, long place, boolean links) {
                Symbol target = quietly(callee).orElseThrow();
                return !direct(target, place, links) && veneers.containsKey(key(target, links));
            }

            @Override
            public long toc() {
                return Slots.toc(machine, object).orElse(0);
            }

            @Override
            public long text(String text) {
                return texts.getOrDefault(text, 0L);
            }
        };
    }

    /** Without a refusal: the assembler names what it does not know by itself. */
    private Optional<Symbol> quietly(String name) {
        Symbol known = resolved.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        return Names.resolve(machine, object, name) instanceof Result.Ok<Symbol>(Symbol symbol)
                ? Optional.of(symbol)
                : Optional.empty();
    }
}
