package patchbay.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * A running system: its memory, and the records that are not bytes. Mutable; {@link #snapshot}
 * copies it in constant time, and the states' map is copied when the first of both sides changes
 * it.
 */
public final class Machine implements Target {
    private final Memory memory;
    private Map<State.Key, State> states;
    private boolean shared;
    private List<String> log;

    public Machine() {
        this(new Memory(), new LinkedHashMap<>(), List.of());
    }

    private Machine(Memory memory, Map<State.Key, State> states, List<String> log) {
        this.memory = memory;
        this.states = states;
        this.log = log;
    }

    public Memory memory() {
        return memory;
    }

    /** The kernel log, oldest line first. */
    public List<String> log() {
        return log;
    }

    public Machine snapshot() {
        shared = true;
        Machine copy = new Machine(memory.snapshot(), states, log);
        copy.shared = true;
        return copy;
    }

    public <T extends State> Optional<T> state(State.Key key, Class<T> type) {
        State state = states.get(key);
        return type.isInstance(state) ? Optional.of(type.cast(state)) : Optional.empty();
    }

    /** All states of a type, in the order in which they appeared. */
    public <T extends State> List<T> states(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (State state : states.values()) {
            if (type.isInstance(state)) {
                found.add(type.cast(state));
            }
        }
        return found;
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

    /**
     * Walks the effects over a snapshot, so that a later effect sees what an earlier one did. An
     * effect that cannot land is named and passed over; the walk goes on, to name all of them.
     */
    @Override
    public List<Refusal> check(Plan plan) {
        Machine trial = snapshot();
        List<Refusal> refusals = new ArrayList<>();
        for (Effect effect : plan.effects()) {
            Optional<Refusal> refusal = trial.obstacle(effect);
            if (refusal.isPresent()) {
                refusals.add(refusal.get());
            } else {
                trial.apply(effect);
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
            case Effect.Map map ->
                    occupied(map.range())
                            ? Optional.of(new PatchRefusal.Occupied(map.range(), map.why()))
                            : Optional.empty();
            case Effect.Unmap unmap ->
                    memory.isMapped(unmap.range())
                            ? Optional.empty()
                            : Optional.of(
                                    new PatchRefusal.NotMapped(
                                            memory.firstUnmapped(unmap.range()), unmap.why()));
            case Effect.Become become ->
                    Objects.equals(states.get(become.key()), become.before())
                            ? Optional.empty()
                            : Optional.of(new PatchRefusal.Stale(become.key()));
            case Effect.Say say -> Optional.empty();
        };
    }

    private Optional<Refusal> obstacle(Effect.Write write) {
        Range unmapped = memory.firstUnmapped(write.range());
        if (!unmapped.isEmpty()) {
            return Optional.of(new PatchRefusal.NotMapped(unmapped, write.why()));
        }
        byte[] found = memory.bytes(write.at(), write.before().length);
        return Arrays.equals(found, write.before())
                ? Optional.empty()
                : Optional.of(
                        new PatchRefusal.OldBytes(write.at(), write.before(), found, write.why()));
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
            case Effect.Map map -> memory.map(map.range(), map.protection());
            case Effect.Unmap unmap -> memory.unmap(unmap.range());
            case Effect.Become become -> put(become.key(), become.after());
            case Effect.Say say -> {
                List<String> more = new ArrayList<>(log);
                more.add(say.line());
                log = List.copyOf(more);
            }
        }
    }

    /** Puts this system back to what {@code earlier} was, log included; constant time. */
    public void become(Machine earlier) {
        Machine copy = earlier.snapshot();
        memory.become(copy.memory);
        states = copy.states;
        shared = true;
        log = copy.log;
    }

    /** Replaces a record; copies the map first while a snapshot shares it. */
    private void put(State.Key key, @Nullable State state) {
        if (shared) {
            states = new LinkedHashMap<>(states);
            shared = false;
        }
        if (state == null) {
            states.remove(key);
        } else {
            states.put(key, state);
        }
    }
}
