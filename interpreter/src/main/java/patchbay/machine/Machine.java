package patchbay.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.patch.State;
import patchbay.patch.Plan;
import patchbay.patch.Target;
import patchbay.source.Refusal;

/**
 * A running system: its memory, and the records that are not bytes. Mutable; {@link #snapshot} copies it in constant time, and
 * the states' map is copied when the first of both sides changes it.
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

    @Override
    public List<Refusal> check(Plan plan) {
        throw new UnsupportedOperationException("engine helper writes this");
    }

    @Override
    public void apply(Plan plan) {
        throw new UnsupportedOperationException("engine helper writes this");
    }

    /** Records a state directly; only {@link #apply} calls it. */
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
