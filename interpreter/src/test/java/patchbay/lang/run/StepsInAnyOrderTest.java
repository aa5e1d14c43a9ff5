package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.arch.Architectures;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.kernel.Architecture;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.patch.Plan;
import patchbay.patch.State;
import patchbay.source.Diagnostic;
import patchbay.source.Result;
import patchbay.source.Source;

/**
 * Random layouts, random steps, as a user writes them: what is refused changes nothing, {@code
 * unchanged} says what a comparison of all bytes says, {@code undo} leads to what was there so many
 * steps ago, and so do the inverses of the journal's plans.
 *
 * <p>{@code -Dpatchbay.layouts=1000} and {@code -Dpatchbay.seed=7} try more and others.
 */
class StepsInAnyOrderTest {
    private static final int LAYOUTS = Integer.getInteger("patchbay.layouts", 6);
    private static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);
    private static final int STEPS = 25;

    private Random random = new Random();
    private RandomLayout layout = new RandomLayout("", List.of(), List.of());
    private final List<Diagnostic> said = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();
    private Session session = session();

    /** Each architecture with versions that differ in how they redirect. */
    static List<String> systems() {
        List<String> systems = new ArrayList<>();
        for (Architecture architecture : Architectures.ALL) {
            for (String version : List.of("4.19", "5.10", "6.1", "6.12", "7.2")) {
                Version of = Version.parse(version).orElseThrow();
                if (architecture.era(of, Options.NONE) instanceof Result.Ok<?>) {
                    systems.add(architecture.name() + " linux " + version);
                }
            }
        }
        return systems;
    }

    private Session session() {
        return new Session(
                Session.Options.DEFAULT,
                event -> {
                    if (event instanceof Event.Said(Diagnostic diagnostic)
                            && diagnostic.severity() == Diagnostic.Severity.ERROR) {
                        said.add(diagnostic);
                    }
                });
    }

    /** Everything that a step may change, read byte by byte: no snapshot is trusted here. */
    private record Everything(Map<Long, ByteBuffer> pages, Set<State> states, List<String> log) {
        static Everything of(Machine machine) {
            Map<Long, ByteBuffer> pages = new LinkedHashMap<>();
            for (Module module : machine.modules()) {
                for (Segment segment : module.segments()) {
                    long end = segment.range().end();
                    long at = Bits.alignDown(segment.range().start(), Memory.PAGE_SIZE);
                    for (; Long.compareUnsigned(at, end) < 0; at += Memory.PAGE_SIZE) {
                        byte[] page = machine.memory().bytes(at, Memory.PAGE_SIZE);
                        pages.put(at, ByteBuffer.wrap(page));
                    }
                }
            }
            Set<State> states = new LinkedHashSet<>();
            for (State state : machine.states(State.class)) {
                states.add(state instanceof SlotTable table ? sorted(table) : state);
            }
            return new Everything(pages, states, machine.log());
        }

        /** Whom a slot serves is a set. */
        private static SlotTable sorted(SlotTable table) {
            SlotTable sorted = table;
            for (Slot slot : table.slots()) {
                List<Long> users = slot.users().stream().sorted().toList();
                sorted = sorted.with(new Slot(slot.index(), slot.address(), slot.target(), users));
            }
            return sorted;
        }

        boolean sameBytes(Everything other, Module object) {
            for (Segment segment : object.segments()) {
                Range rest = segment.range();
                while (!rest.isEmpty()) {
                    long page = Bits.alignDown(rest.start(), Memory.PAGE_SIZE);
                    int from = (int) (rest.start() - page);
                    int size = (int) Math.min(rest.size(), Memory.PAGE_SIZE - from);
                    if (!slice(page, from, size).equals(other.slice(page, from, size))) {
                        return false;
                    }
                    rest = new Range(rest.start() + size, rest.end());
                }
            }
            return true;
        }

        private ByteBuffer slice(long page, int from, int size) {
            return Objects.requireNonNull(pages.get(page)).slice(from, size);
        }
    }

    /** What {@code undo} should lead to, newest first; empty where nobody has looked. */
    private Deque<Optional<Everything>> history = new ArrayDeque<>();

    /**
     * Does to the history what a step that held does; {@code now} is known before it, and what is
     * returned is known behind it.
     */
    private Optional<Everything> remember(RandomStep step, Optional<Everything> now) {
        Optional<Everything> known = now;
        switch (step) {
            case RandomStep.Single single -> {
                history.push(known);
                known = Optional.empty();
            }
            case RandomStep.Undo(int count) -> {
                for (int i = 0; i < count; i++) {
                    known = history.pop();
                }
            }
            case RandomStep.Unsafe(List<RandomStep> steps) -> known = remember(steps, known);
            case RandomStep.Loop(int rounds, List<RandomStep> steps) -> {
                for (int i = 0; i < rounds; i++) {
                    known = remember(steps, known);
                }
            }
            case RandomStep.Transaction(List<RandomStep> steps) -> {
                Deque<Optional<Everything>> before = new ArrayDeque<>(history);
                known = remember(steps, known);
                if (history.size() > before.size()) {
                    history = before;
                    history.push(now);
                }
            }
            case RandomStep.Fails fails -> {}
        }
        return known;
    }

    private Optional<Everything> remember(List<RandomStep> steps, Optional<Everything> now) {
        Optional<Everything> known = now;
        for (RandomStep step : steps) {
            known = remember(step, known);
        }
        return known;
    }

    private boolean enter(String text) {
        said.clear();
        typed.add(text);
        boolean held = session.enter(new Source("it", text), folder());
        assertTrue(held || !said.isEmpty(), this::story);
        return held;
    }

    /** The same for what changes nothing, and so is no part of the story. */
    private boolean ask(String text) {
        boolean held = enter(text);
        typed.removeLast();
        return held;
    }

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("examples")) ? here : here.resolveSibling("");
        return root.resolve("interpreter/src/test/resources/golden/arm64");
    }

    private String story() {
        return String.join("\n", typed) + "\n" + said;
    }

    private Everything now() {
        return Everything.of(session.machine());
    }

    private void layout(String system, int round) {
        random = new Random(SEED + round);
        session = session();
        typed.clear();
        history.clear();
        layout = RandomLayout.of(random, system, round % 3 == 0);
        assertTrue(enter(layout.text()), this::story);
    }

    /** Whether {@code unchanged} says of each object what its bytes say. */
    private void unchangedIsTrue(Everything loaded) {
        Everything now = now();
        for (String object : layout.objects()) {
            Module module = session.machine().module(object).orElseThrow();
            boolean same = ask("expect unchanged " + object);
            assertEquals(now.sameBytes(loaded, module), same, () -> object + "\n" + story());
        }
    }

    /** A second way back, which uses no snapshot: what leads back on a file or a remote target. */
    private void inversesLeadTo(Everything loaded) {
        Machine machine = session.machine().snapshot();
        for (Plan plan : session.journal().plans().reversed()) {
            Plan inverse = plan.inverse("back");
            assertEquals(List.of(), machine.check(inverse), this::story);
            machine.apply(inverse);
        }
        Everything back = Everything.of(machine);
        assertEquals(loaded.pages, back.pages, this::story);
        assertEquals(loaded.states, back.states, this::story);
    }

    /** Unless it leads into the module from a file, which counts its calls. */
    private void callingChangesNothing() {
        Everything before = now();
        ask("call " + RandomLayout.one(random, layout.functions()) + "()");
        if (layout.objects().contains("demo")) {
            session.back();
        }
        assertEquals(before, now(), this::story);
    }

    @ParameterizedTest
    @MethodSource("systems")
    void everyStepCanBeTakenBack(String system) {
        int held = 0;
        int refused = 0;
        for (int round = 0; round < LAYOUTS; round++) {
            layout(system, round);
            Everything loaded = now();
            for (int i = 0; i < STEPS; i++) {
                RandomStep step = RandomStep.of(random, layout, 3);
                Everything before = now();
                boolean tooMany =
                        step instanceof RandomStep.Undo(int count) && count > history.size();
                if (enter(step.text())) {
                    held++;
                    Optional<Everything> known = remember(step, Optional.of(before));
                    known.ifPresent(expected -> assertEquals(expected, now(), this::story));
                    assertTrue(!tooMany, this::story);
                } else {
                    refused++;
                    assertEquals(before, now(), this::story);
                    boolean undoes = step instanceof RandomStep.Undo;
                    assertTrue(tooMany || !undoes, this::story);
                }
                thereAndBack(before);
                callingChangesNothing();
                unchangedIsTrue(loaded);
            }
            inversesLeadTo(loaded);
            while (enter("undo")) {
                assertEquals(history.pop().orElse(now()), now(), this::story);
            }
            assertEquals(0, history.size(), this::story);
            assertEquals(loaded, now(), this::story);
        }
        String counts = held + " held, " + refused + " refused";
        assertTrue(held > 4 * LAYOUTS && refused > 4 * LAYOUTS, counts);
    }

    /** {@code :back} and {@code :redo}. */
    private void thereAndBack(Everything before) {
        Everything after = now();
        assertTrue(session.back());
        assertEquals(before, now(), this::story);
        assertTrue(session.redo());
        assertEquals(after, now(), this::story);
    }

    @ParameterizedTest
    @MethodSource("systems")
    void everyRedirectCanBeRestoredInAnyOrder(String system) {
        for (int round = 0; round < LAYOUTS; round++) {
            layout(system, 1000 + round);
            Everything loaded = now();
            for (int i = 0; i < STEPS; i++) {
                enter(RandomStep.redirect(random, layout).text());
                unchangedIsTrue(loaded);
            }
            for (boolean again = true; again; ) {
                again = false;
                for (String function : layout.functions()) {
                    again |= enter("restore " + function);
                }
            }
            Everything back = now();
            assertEquals(loaded.pages, back.pages, this::story);
            assertEquals(loaded.states, back.states, this::story);
        }
    }
}
