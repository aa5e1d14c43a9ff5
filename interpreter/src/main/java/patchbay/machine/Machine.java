package patchbay.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.patch.Effect;
import patchbay.patch.PatchRefusal;
import patchbay.patch.Plan;
import patchbay.patch.State;
import patchbay.patch.Target;
import patchbay.source.Refusal;

/**
 * A running system: its memory, and the records that are not bytes. Mutable, made of immutable maps
 * and of a {@link Memory}, so that {@link #snapshot} copies it in constant time.
 */
public final class Machine implements Target {
    private final Memory memory;

    /** By the class of the record; few. */
    private Map<Class<?>, OrderedMap<State.Key, State>> states;

    private AddressMap places;
    private OrderedMap<Integer, String> log;

    public Machine() {
        this(new Memory(), Map.of(), new AddressMap(), new OrderedMap<>());
    }

    private Machine(
            Memory memory,
            Map<Class<?>, OrderedMap<State.Key, State>> states,
            AddressMap places,
            OrderedMap<Integer, String> log) {
        this.memory = memory;
        this.states = states;
        this.places = places;
        this.log = log;
    }

    public Memory memory() {
        return memory;
    }

    /** The kernel log, oldest line first. */
    public List<String> log() {
        return log.values();
    }

    public Machine snapshot() {
        return new Machine(memory.snapshot(), states, places, log);
    }

    public <T extends State> Optional<T> state(State.Key key, Class<T> type) {
        return Optional.ofNullable(type.cast(all(type).get(key)));
    }

    /** All states of a class, in the order in which they appeared. */
    @SuppressWarnings("unchecked") // a map holds records of its class only
    public <T extends State> List<T> states(Class<T> type) {
        return (List<T>) all(type).values();
    }

    /** How many there are of a class. */
    public int count(Class<? extends State> type) {
        return all(type).size();
    }

    private OrderedMap<State.Key, State> all(Class<?> type) {
        OrderedMap<State.Key, State> all = states.get(type);
        return all == null ? new OrderedMap<>() : all;
    }

    public List<Module> modules() {
        return states(Module.class);
    }

    public Optional<Module> module(String name) {
        return state(Module.key(name), Module.class);
    }

    public Optional<SlotTable> table(String module, String name) {
        return state(SlotTable.key(module, name), SlotTable.class);
    }

    /** The list of the kernel's symbols, if one was read. */
    public Optional<SymbolList> listed() {
        return state(SymbolList.KEY, SymbolList.class);
    }

    /**
     * The modules that may have a symbol at {@code address}: the one whose segment holds it, and
     * the one whose segment ends there.
     */
    public List<Module> around(long address) {
        Optional<Module> first = before(address);
        Optional<Module> second =
                address == 0 || first.isPresent() && places.segments().get(address) == null
                        ? Optional.empty()
                        : before(address - 1);
        if (first.isEmpty() || second.isEmpty() || second.equals(first)) {
            return first.isPresent() ? List.of(first.get()) : List.of();
        }
        return List.of(first.get(), second.get());
    }

    private Optional<Module> before(long address) {
        Tree.Node<Long, String> segment = places.segments().floor(address);
        return segment == null ? Optional.empty() : module(segment.value());
    }

    /** The segment that holds {@code address}, and its module. */
    public Optional<Module> moduleAt(long address) {
        return before(address).filter(module -> module.segmentAt(address).isPresent());
    }

    /** The names of the modules that have something in {@code range}. */
    public Set<String> within(Range range) {
        Set<String> found = new HashSet<>();
        Tree.Node<Long, String> last = places.segments().floor(range.end() - 1);
        while (last != null && Long.compareUnsigned(last.key(), range.start()) > 0) {
            found.add(last.value());
            last = places.segments().floor(last.key() - 1);
        }
        moduleAt(range.start()).ifPresent(module -> found.add(module.name()));
        return found;
    }

    /** The slot table that holds {@code address}. */
    public Optional<SlotTable> tableAt(long address) {
        Tree.Node<Long, State.Key> place = places.tables().floor(address);
        return place == null
                ? Optional.empty()
                : state(place.value(), SlotTable.class)
                        .filter(table -> table.range().contains(address));
    }

    /** The extern with that very address; of several the one that was named first. */
    public Optional<Extern> externAt(long address) {
        return Optional.ofNullable(places.externs().get(address));
    }

    /**
     * Walks the effects over a snapshot, so that a later effect sees what an earlier one did. An
     * effect that cannot land is named and passed over; the walk goes on, to name all of them.
     */
    @Override
    public List<Refusal> check(Plan plan) {
        return snapshot().tried(plan);
    }

    /** Lets the plan land, or says why it cannot; then nothing has changed. */
    public List<Refusal> land(Plan plan) {
        Machine trial = snapshot();
        List<Refusal> refusals = trial.tried(plan);
        if (refusals.isEmpty()) {
            become(trial);
        }
        return refusals;
    }

    private List<Refusal> tried(Plan plan) {
        List<Refusal> refusals = new ArrayList<>();
        for (Effect effect : plan.effects()) {
            Optional<Refusal> refusal = obstacle(effect);
            if (refusal.isPresent()) {
                refusals.add(refusal.get());
            } else {
                apply(effect);
            }
        }
        return refusals;
    }

    @Override
    public void apply(Plan plan) {
        plan.effects().forEach(this::apply);
    }

    private Optional<Refusal> obstacle(Effect effect) {
        return switch (effect) {
            case Effect.Write write -> obstacle(write);
            case Effect.Fill fill -> obstacle(fill);
            case Effect.Map map ->
                    occupied(map.range())
                            ? Optional.of(new PatchRefusal.Occupied(map.range(), map.why()))
                            : Optional.empty();
            case Effect.Unmap unmap -> unmapped(unmap.range(), unmap.why());
            case Effect.Protect protect -> unmapped(protect.range(), protect.why());
            case Effect.Become become ->
                    Objects.equals(all(type(become)).get(become.key()), become.before())
                            ? Optional.empty()
                            : Optional.of(new PatchRefusal.Stale(become.key()));
            case Effect.Say say -> Optional.empty();
        };
    }

    private Optional<Refusal> unmapped(Range range, String why) {
        Range unmapped = memory.firstUnmapped(range);
        return unmapped.isEmpty()
                ? Optional.empty()
                : Optional.of(new PatchRefusal.NotMapped(unmapped, why));
    }

    private Optional<Refusal> obstacle(Effect.Write write) {
        Optional<Refusal> unmapped = unmapped(write.range(), write.why());
        if (unmapped.isPresent()) {
            return unmapped;
        }
        if (memory.holds(write.at(), write.before())) {
            return Optional.empty();
        }
        byte[] found = memory.bytes(write.at(), write.before().length);
        return Optional.of(
                new PatchRefusal.OldBytes(write.at(), write.before(), found, write.why()));
    }

    private Optional<Refusal> obstacle(Effect.Fill fill) {
        boolean free = memory.isMapped(fill.range()) && memory.isZero(fill.range());
        return free ? Optional.empty() : obstacle(fill.inverse().inverse());
    }

    private boolean occupied(Range range) {
        long first = Bits.alignDown(range.start(), Memory.PAGE_SIZE);
        long pages = (Bits.alignUp(range.end(), Memory.PAGE_SIZE) - first) >>> 12;
        for (long page = 0; page < pages; page++) {
            if (memory.isMapped(first + page * Memory.PAGE_SIZE)) {
                return true;
            }
        }
        return false;
    }

    private void apply(Effect effect) {
        switch (effect) {
            case Effect.Write write -> memory.write(write.at(), write.after());
            case Effect.Fill fill -> memory.write(fill.at(), fill.bytes());
            case Effect.Map map -> memory.map(map.range(), map.protection(), map.backing());
            case Effect.Unmap unmap -> memory.unmap(unmap.range());
            case Effect.Protect protect -> memory.map(protect.range(), protect.after());
            case Effect.Become become -> put(type(become), become.key(), become.after());
            case Effect.Say say -> log = log.with(log.size(), say.line());
        }
    }

    private static Class<?> type(Effect.Become become) {
        State before = become.before();
        State after = become.after();
        return before != null ? before.getClass() : after != null ? after.getClass() : State.class;
    }

    /** Puts this system back to what {@code earlier} was, log included; constant time. */
    public void become(Machine earlier) {
        Machine copy = earlier.snapshot();
        memory.become(copy.memory);
        states = copy.states;
        places = copy.places;
        log = copy.log;
    }

    private void put(Class<?> type, State.Key key, @Nullable State state) {
        OrderedMap<State.Key, State> all = all(type);
        State before = all.get(key);
        Map<Class<?>, OrderedMap<State.Key, State>> changed = new HashMap<>(states);
        changed.put(type, state == null ? all.without(key) : all.with(key, state));
        states = changed;
        places = places.changed(before, state);
        if (before instanceof Extern && state == null) {
            // another name may have the same address
            for (Extern extern : states(Extern.class)) {
                places = places.changed(null, extern);
            }
        }
    }
}
