package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.machine.Extern;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Room;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * Puts an object in words into memory.
 *
 * <pre>
 *   the kernel proper                       a module
 *   base  functions and code sections       base  functions and code sections
 *         the era's entry code                    slots for far calls, spare ones, one more
 *   page  texts that functions log                slots for its sites
 *   page  data, the entry code's first      page  texts that functions log
 *   page  the rest of a stated size         page  data
 * </pre>
 *
 * Functions stand in order of declaration; an offset moves the place where the next one goes. An
 * open object keeps room behind its functions for those that are named later. As in a linker, sizes
 * come first, then addresses, then code: see {@link FunctionAssembly}.
 */
public final class WordsLayout {
    /** What an open object keeps for functions. */
    static final long ROOM = 64 << 10;

    /** Limits that keep a slip of the pen from filling this program's memory. */
    static final long LARGEST_FUNCTION = 16 << 20;

    static final long LARGEST_OFFSET = 512 << 20;
    static final long LARGEST_OBJECT = 1L << 31;
    static final long MOST_SLOTS = 1 << 16;

    private WordsLayout() {}

    /** The plan that places {@code spec}: pages, bytes, and the module with its slot tables. */
    public static Result<Plan> place(Machine machine, Era era, LayoutSpec spec) {
        return new ObjectPlacement(machine, era, spec).plan();
    }

    /** The plan that gives a name to an address with nothing behind it. */
    public static Result<Plan> extern(Machine machine, String name, long address) {
        Extern extern = new Extern(name, address);
        Optional<Extern> other = machine.state(extern.key(), Extern.class);
        if (other.isPresent()) {
            return Result.refused(new LayoutRefusal.DeclaredTwice(Module.KERNEL, name));
        }
        return Result.ok(new Plan("extern " + name, List.of(Effect.Become.appear(extern))));
    }

    /** The plan that adds {@code function} to an object that is open. */
    public static Result<Plan> extend(
            Machine machine, Era era, String object, LayoutSpec.Function function) {
        Optional<Module> found = machine.module(object);
        Optional<Room> room = machine.state(Room.key(object), Room.class);
        if (found.isEmpty() || room.isEmpty()) {
            return Result.refused(new LayoutRefusal.NotOpen(object));
        }
        Module module = found.get();
        if (!module.named(function.name()).isEmpty()) {
            return Result.refused(new LayoutRefusal.DeclaredTwice(object, function.name()));
        }
        FunctionCode code = era.functionCode();
        int prefix = SpecCheck.prefix(era, function);
        long address = Bits.alignUp(room.get().next() + prefix, code.alignment());
        return FunctionAssembly.trial(era, function, address)
                .then(assembly -> extend(machine, era, module, room.get(), assembly));
    }

    private static Result<Plan> extend(
            Machine machine, Era era, Module module, Room room, FunctionAssembly assembly) {
        long end = assembly.address() + assembly.size();
        if (Long.compareUnsigned(end, room.end()) > 0) {
            return Result.refused(
                    new LayoutRefusal.TooLarge(
                            assembly.function().name(),
                            end - room.next(),
                            room.end() - room.next()));
        }
        Module extended = module.with(symbol(era, module.name(), assembly), site(assembly));
        List<Effect> effects = new ArrayList<>();
        effects.add(Effect.Become.change(module, extended));
        effects.add(Effect.Become.change(room, new Room(room.object(), end, room.end())));
        Machine trial = machine.snapshot();
        trial.apply(new Plan("", effects));

        Linking linking = new Linking(trial, era, module.name());
        linking.add(assembly);
        List<Refusal> refusals = new ArrayList<>(linking.refusals());
        Map<Linking.Need, Long> slots = new HashMap<>();
        for (Linking.Need need : linking.needs()) {
            Optional<Result<Slots.Taken>> taken =
                    Slots.table(trial, era, extended, assembly.address())
                            .flatMap(table ->
                                    Slots.take(
                                            trial,
                                            era,
                                            table,
                                            need.target().address(),
                                            need.places().getFirst()));
            if (taken.isEmpty()) {
                refusals.add(linking.noSlot(need));
            } else {
                switch (taken.get()) {
                    case Result.Ok<Slots.Taken>(Slots.Taken slot) -> {
                        slots.put(need, slot.address());
                        effects.addAll(slot.effects());
                        trial.apply(new Plan("", slot.effects()));
                    }
                    case Result.Refused<Slots.Taken>(List<Refusal> reasons) ->
                            refusals.addAll(reasons);
                }
            }
        }
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        return assembly.place(era, linking.names(slots, Map.of()))
                .map(bytes -> {
                    byte[] zeros = new byte[bytes.length];
                    effects.add(
                            new Effect.Write(
                                    assembly.address(),
                                    zeros,
                                    bytes,
                                    "function " + assembly.function().name()));
                    literal(trial, ops(era), assembly).ifPresent(effects::add);
                    return new Plan("fn " + assembly.function().name(), effects);
                });
    }

    /** What the pointer before a function is, in eras that have one. */
    static Optional<EntryCode.Ops> ops(Era era) {
        return era.entryCode().saved().flatMap(EntryCode.SavedPc::ops);
    }

    /** The ops pointer before a function. */
    static Optional<Effect> literal(
            Machine machine, Optional<EntryCode.Ops> ops, FunctionAssembly assembly) {
        OptionalLong site = assembly.siteOffset();
        if (ops.isEmpty() || site.isEmpty()) {
            return Optional.empty();
        }
        List<Symbol> idle = Names.named(machine, Module.KERNEL, ops.get().idle());
        if (idle.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[8];
        Bits.putLittle(bytes, 0, 8, idle.getFirst().address());
        long at = ops.get().literal(assembly.address() + site.getAsLong());
        return Optional.of(
                new Effect.Write(at, new byte[8], bytes, "ops of " + assembly.function().name()));
    }

    static Symbol symbol(Era era, String object, FunctionAssembly assembly) {
        return new Symbol(
                object,
                assembly.function().name(),
                assembly.address(),
                assembly.size(),
                Symbol.Kind.FUNCTION,
                assembly.localEntry(era));
    }

    static Optional<Site> site(FunctionAssembly assembly) {
        OptionalLong offset = assembly.siteOffset();
        return offset.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Site(assembly.address(), assembly.address() + offset.getAsLong()));
    }

    /** The first module that has something in the pages of {@code range}, as a refusal. */
    static Optional<Refusal> occupied(Machine machine, String name, Range range) {
        for (Module module : machine.modules()) {
            for (Segment segment : module.segments()) {
                if (pages(segment.range()).overlaps(range)) {
                    return Optional.of(
                            new LayoutRefusal.Overlaps(
                                    name,
                                    range,
                                    module.name() + " " + segment.name(),
                                    segment.range()));
                }
            }
        }
        return Optional.empty();
    }

    static Range pages(Range range) {
        return new Range(Bits.alignDown(range.start(), 4096), Bits.alignUp(range.end(), 4096));
    }
}
