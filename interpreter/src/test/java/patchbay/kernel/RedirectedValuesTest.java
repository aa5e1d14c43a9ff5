package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.sized;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.machine.Module;
import patchbay.patch.Plan;
import patchbay.source.Result;

/**
 * Whatever is redirected in whichever way, every function returns what it must: callers find the
 * new function, whatever register belongs to whichever object is right again, and a call by address
 * finds the new one unless only callers were changed.
 */
class RedirectedValuesTest {
    private static final int LAYOUTS = 25;
    private static final int STEPS = 12;
    private static final List<String> WAYS = List.of("ftrace", "callers", "jump");

    private final Map<String, Long> own = new HashMap<>();
    private final Map<String, List<String>> callees = new HashMap<>();
    private final Map<String, Redirected> redirected = new HashMap<>();
    private final List<String> leaves = new ArrayList<>();

    private record Redirected(String to, String way) {}

    /**
     * In 4.19 the tracer's stub starts from r2, which a function that calls nobody has from its
     * caller, whoever that is; so every function of such a module calls somebody here.
     */
    private boolean alwaysCalls;

    /** Functions that call nobody, one that calls some of those and of the kernel's, and more. */
    private LayoutSpec.Item[] functions(Random random, String object, List<String> outside) {
        List<LayoutSpec.Item> items = new ArrayList<>();
        List<String> near = new ArrayList<>();
        String prefix = object.equals(Module.KERNEL) ? "" : object + ".";
        for (String name : List.of("a", "b", "c")) {
            long value = 1 + random.nextInt(1000);
            items.add(
                    sized(
                            96,
                            random.nextBoolean() && !alwaysCalls
                                    ? returns(name, value)
                                    : returns(name, value, "quiet")));
            own.put(prefix + name, value);
            callees.put(prefix + name, List.of());
            near.add(name);
        }
        for (String name : List.of("user", "other")) {
            long value = 1 + random.nextInt(1000);
            LayoutSpec.Expression sum = number(value);
            List<String> called = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                boolean away = !outside.isEmpty() && random.nextBoolean();
                List<String> from = away ? outside : near;
                String callee = from.get(random.nextInt(from.size()));
                sum = plus(sum, called(callee));
                called.add(away ? callee : prefix + callee);
            }
            items.add(returns(name, List.of(), sum));
            own.put(prefix + name, value);
            callees.put(prefix + name, called);
        }
        near.forEach(name -> leaves.add(prefix + name));
        return items.toArray(LayoutSpec.Item[]::new);
    }

    private Scene scene(String architecture, String version, Random random) {
        Scene scene = Scene.of(architecture, version);
        alwaysCalls = version.equals("4.19");
        long base = scene.era.kernelBase();
        List<LayoutSpec.Item> kernel = new ArrayList<>(List.of(returns("quiet", 0)));
        kernel.addAll(List.of(functions(random, Module.KERNEL, List.of())));
        scene.kernel(kernel.toArray(LayoutSpec.Item[]::new));
        List<String> outside = List.of("near.a", "near.b");
        scene.module(
                "near",
                base + (4 + random.nextInt(20)) * M,
                6,
                functions(random, "near", List.of()));
        scene.module(
                "mid", base + (40 + random.nextInt(60)) * M, 6, functions(random, "mid", outside));
        scene.module(
                "far",
                random.nextBoolean()
                        ? base + (200 + random.nextInt(900)) * M
                        : scene.era.moduleBase(),
                6,
                functions(random, "far", outside));
        return scene;
    }

    /** What a function returns; {@code called} if by a branch and not by its address. */
    private long value(String function, boolean called) {
        Redirected other = redirected.get(function);
        if (other != null && (called || !other.way.equals("callers"))) {
            return value(other.to, true);
        }
        long sum = own.getOrDefault(function, 0L);
        for (String callee : callees.getOrDefault(function, List.of())) {
            sum += value(callee, true);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"arm64, 5.10", "arm64, 6.1", "arm64, 6.12", "ppc64le, 4.19", "ppc64le, 6.1"})
    void areThoseOfTheNewFunction(String architecture, String version) {
        int done = 0;
        Map<String, Integer> ways = new HashMap<>();
        for (int seed = 0; seed < LAYOUTS; seed++) {
            Random random = new Random(seed);
            own.clear();
            callees.clear();
            redirected.clear();
            leaves.clear();
            Scene scene = scene(architecture, version, random);
            for (int i = 0; i < STEPS; i++) {
                String function = leaves.get(random.nextInt(leaves.size()));
                String to = leaves.get(random.nextInt(leaves.size()));
                String way = WAYS.get(random.nextInt(WAYS.size()));
                if (redirected.containsKey(function)) {
                    scene.act(scene.restore(function));
                    redirected.remove(function);
                } else if (redirected.values().stream().noneMatch(r -> r.to.equals(function))
                        && !redirected.containsKey(to)
                        && !to.equals(function)
                        && scene.redirect(function, to, way)
                                instanceof Result.Ok<Plan>(Plan plan)) {
                    assertEquals(List.of(), scene.machine.check(plan));
                    scene.machine.apply(plan);
                    redirected.put(function, new Redirected(to, way));
                    ways.merge(way, 1, Integer::sum);
                    done++;
                }
                for (String each : own.keySet()) {
                    assertEquals(
                            value(each, false),
                            Scene.value(scene.run(each)).value(),
                            "%s %s seed %d: %s with %s"
                                    .formatted(architecture, version, seed, each, redirected));
                }
            }
        }
        assertTrue(done > 2 * LAYOUTS, ways::toString);
        assertEquals(WAYS.size(), ways.size(), ways::toString);
    }
}
