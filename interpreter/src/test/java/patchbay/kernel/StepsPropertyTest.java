package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.sized;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.isa.Isa;
import patchbay.machine.FunctionStack;
import patchbay.machine.Machine;
import patchbay.machine.Redirection;
import patchbay.machine.SlotTable;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/** Whatever is done in whatever order, the way back leads to the same bytes. */
class StepsPropertyTest {
    private static final List<String> FUNCTIONS =
            List.of(
                    "printk",
                    "bar",
                    "baz",
                    "caller",
                    "foo.bar",
                    "foo.user",
                    "fix.bar",
                    "fix.baz",
                    "near.user");
    private static final List<String> WAYS = List.of("ftrace", "callers", "jump");

    private static Scene scene(String architecture, String version) {
        Scene scene = Scene.of(architecture, version);
        scene.kernel(
                sized(96, returns("printk", 0)),
                sized(96, returns("bar", 1)),
                sized(96, returns("baz", 5)),
                returns("caller", List.of(), plus(called("bar"), plus(called("baz"), number(10)))));
        long base = scene.era.kernelBase();
        scene.module(
                "near",
                base + 64 * M,
                2,
                sized(96, returns("user", List.of(), plus(called("bar"), called("baz")))));
        scene.module(
                "foo",
                base + 200 * M,
                1,
                sized(96, returns("bar", 2, "printk")),
                sized(96, returns("user", 3, "bar", "baz")));
        scene.module(
                "fix",
                base - 100 * M,
                0,
                sized(96, returns("bar", 7)),
                sized(96, returns("baz", 8)));
        return scene;
    }

    private static void assertSame(Machine expected, Machine actual, String what) {
        for (String object : List.of("kernel", "near", "foo", "fix")) {
            assertEquals(List.of(), Unchanged.since(expected, actual, object, 4), what);
        }
        assertEquals(Set.copyOf(tables(expected)), Set.copyOf(tables(actual)), what);
        assertEquals(
                Set.copyOf(expected.states(FunctionStack.class)),
                Set.copyOf(actual.states(FunctionStack.class)),
                what);
        assertEquals(
                Set.copyOf(expected.states(Redirection.class)),
                Set.copyOf(actual.states(Redirection.class)),
                what);
    }

    /** Users in no particular order. */
    private static List<SlotTable> tables(Machine machine) {
        List<SlotTable> tables = new ArrayList<>();
        for (SlotTable table : machine.states(SlotTable.class)) {
            SlotTable sorted = table;
            for (var slot : table.slots()) {
                sorted =
                        sorted.with(
                                new patchbay.machine.Slot(
                                        slot.index(),
                                        slot.address(),
                                        slot.target(),
                                        slot.users().stream().sorted().toList()));
            }
            tables.add(sorted);
        }
        return tables;
    }

    private static byte[] noOp(Scene scene) {
        return Scene.value(
                        scene.era
                                .isa()
                                .assemble(
                                        List.of(new Isa.AsmLine(scene.era.noOp(), 0)),
                                        0,
                                        name -> OptionalLong.empty()))
                .bytes();
    }

    private static Result<Plan> step(Scene scene, Random random) {
        String function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        String other = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        return switch (random.nextInt(5)) {
            case 0 -> scene.restore(function);
            case 1 -> {
                long at = scene.address(function) + 4L * random.nextInt(4);
                byte[] before = scene.machine.memory().bytes(at, 4);
                yield Poke.of(
                        scene.machine, scene.era, at, before, noOp(scene), Set.of(Code.PB4007));
            }
            default ->
                    scene.redirect(
                            function,
                            other,
                            WAYS.get(random.nextInt(WAYS.size())),
                            random.nextInt(4) == 0 ? new Code[] {Code.PB4005} : new Code[0]);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "arm64, 4.19",
        "arm64, 5.10",
        "arm64, 6.1",
        "arm64, 6.2",
        "arm64, 6.12",
        "arm64, 7.2",
        "ppc64le, 4.19",
        "ppc64le, 6.1",
        "ppc64le, 6.12"
    })
    void inversesTakeEveryPlanBack(String architecture, String version) {
        int applied = 0;
        Scene scene = scene(architecture, version);
        Machine start = scene.machine.snapshot();
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Plan> done = new ArrayList<>();
            List<Machine> stages = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                if (step(scene, random) instanceof Result.Ok<Plan>(Plan plan)
                        && scene.machine.check(plan).isEmpty()) {
                    stages.add(scene.machine.snapshot());
                    scene.machine.apply(plan);
                    done.add(plan);
                    applied++;
                }
            }
            for (int i = done.size() - 1; i >= 0; i--) {
                Plan inverse = done.get(i).inverse("undo");
                String what =
                        scene.era.isa().name() + version + " seed " + seed + ": " + done.get(i);
                assertEquals(List.of(), scene.machine.check(inverse), what);
                scene.machine.apply(inverse);
                assertSame(stages.get(i), scene.machine, what);
            }
            assertSame(start, scene.machine, version + " seed " + seed);
        }
        assertEquals(true, applied > 200, "only " + applied + " steps could be done");
    }

    /**
     * Without writes in between, every redirect can be restored, in any order, and nothing is left.
     */
    @ParameterizedTest
    @CsvSource({
        "arm64, 4.19",
        "arm64, 5.10",
        "arm64, 6.1",
        "arm64, 6.2",
        "arm64, 6.12",
        "arm64, 7.2",
        "ppc64le, 4.19",
        "ppc64le, 6.1",
        "ppc64le, 6.12"
    })
    void restoringInAnyOrderLeavesNothing(String architecture, String version) {
        Scene scene = scene(architecture, version);
        Machine start = scene.machine.snapshot();
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<String> functions =
                    new ArrayList<>(List.of("printk", "bar", "baz", "foo.bar", "foo.user"));
            Collections.shuffle(functions, random);
            List<String> redirected = new ArrayList<>();
            for (String function : functions) {
                String to = random.nextBoolean() ? "fix.bar" : "fix.baz";
                String way = WAYS.get(random.nextInt(2));
                if (scene.redirect(function, to, way) instanceof Result.Ok<Plan>(Plan plan)) {
                    assertEquals(List.of(), scene.machine.check(plan));
                    scene.machine.apply(plan);
                    redirected.add(function);
                }
            }
            Collections.shuffle(redirected, random);
            for (String function : redirected) {
                scene.act(scene.restore(function));
            }
            assertSame(start, scene.machine, version + " seed " + seed + " " + redirected);
        }
    }

    /** A refused step changes nothing; an answer never depends on a snapshot having been taken. */
    @ParameterizedTest
    @CsvSource({"arm64, 6.1", "ppc64le, 6.1"})
    void goingBackToASnapshotIsTheSameAsTheInverse(String architecture, String version) {
        Scene scene = scene(architecture, version);
        for (int seed = 0; seed < 100; seed++) {
            Machine before = scene.machine.snapshot();
            if (step(scene, new Random(seed)) instanceof Result.Ok<Plan>(Plan plan)
                    && scene.machine.check(plan).isEmpty()) {
                scene.machine.apply(plan);
                scene.machine.apply(plan.inverse("undo"));
                assertSame(before, scene.machine, "seed " + seed);
            }
            scene.machine.become(before);
        }
        assertArrayEquals(noOp(scene), scene.machine.memory().bytes(scene.address("bar") + 4, 4));
    }
}
