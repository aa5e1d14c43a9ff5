package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.assembler;
import static patchbay.kernel.Scene.at;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.reasons;
import static patchbay.kernel.Scene.returns;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

/** What an object in words consists of once it has its place. */
class PlacedObjectTest {

    private static LayoutSpec.Data datum(String name) {
        return new LayoutSpec.Data(name, List.of(new LayoutSpec.Quantity(8, 1)));
    }

    private static LayoutSpec.Function says(String name, String text) {
        return Scene.function(name, List.of(), new LayoutSpec.Logs(text));
    }

    @Test
    void segmentsAreNumberedFromOneInTheOrderOfTheirMaking() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(says("hello", "hello"), datum("word"));
        assertEquals(
                List.of("1 .text", "2 .entry.text", "3 .rodata.str", "4 .data"),
                scene.machine.module("kernel").orElseThrow().segments().stream()
                        .map(s -> s.index() + " " + s.name())
                        .toList());
    }

    @Test
    void textsAndDataLieOnPagesOfTheirOwn() {
        Scene scene = Scene.arm64("6.1");
        Plan plan =
                scene.act(
                        scene.place(
                                "kernel",
                                scene.era.kernelBase(),
                                0,
                                says("hello", "hello"),
                                datum("word")));
        Module kernel = scene.machine.module("kernel").orElseThrow();
        long texts = segment(kernel, ".rodata.str").range().start();
        assertEquals(0, texts & 0xfff);
        assertEquals(texts + 4096, segment(kernel, ".data").range().start());
        assertEquals(
                List.of("kernel code", "kernel texts", "kernel data"),
                plan.effects().stream()
                        .filter(Effect.Map.class::isInstance)
                        .map(effect -> ((Effect.Map) effect).why())
                        .toList());
    }

    private static Segment segment(Module module, String name) {
        return module.segments().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * kallsyms counts by address in the kernel proper, and in the order of the file in a module.
     */
    @ParameterizedTest
    @ValueSource(strings = {"kernel", "foo"})
    void theSecondOfANameIsTheOneBehindOrTheOneDeclaredLater(String object) {
        Scene scene = Scene.arm64("6.1");
        if (!object.equals("kernel")) {
            scene.kernel(returns("other", 1));
        }
        long base = scene.era.kernelBase() + (object.equals("kernel") ? 0 : 64 * M);
        scene.module(
                object,
                base,
                0,
                Scene.local(at(0x100, returns("twin", 1))),
                Scene.local(at(0, returns("twin", 2))));
        List<Symbol> twins = scene.machine.module(object).orElseThrow().named("twin");
        assertEquals(
                object.equals("kernel") ? List.of(base, base + 0x100) : List.of(base + 0x100, base),
                twins.stream().map(Symbol::address).toList());
        assertEquals(
                List.of(new Site(base, base + 4), new Site(base + 0x100, base + 0x104)),
                scene.machine.module(object).orElseThrow().sites());
    }

    @Test
    void whatHoldsNothingIsNotWritten() {
        Scene scene = Scene.arm64("6.1");
        Plan plan =
                scene.act(
                        scene.place(
                                "kernel",
                                scene.era.kernelBase(),
                                0,
                                assembler("none"),
                                returns("one", 1)));
        assertEquals(
                List.of(
                        "function one",
                        "entry code",
                        "data function_trace_op",
                        "data ftrace_list_end"),
                plan.effects().stream()
                        .filter(Effect.Fill.class::isInstance)
                        .map(effect -> ((Effect.Fill) effect).why())
                        .toList());
    }

    /** What it states, not only what it needs. */
    @Test
    void theStatedSizeOfAnObjectMayNotBeInAnotherOnesPlace() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1));
        long base = scene.era.kernelBase() + 64 * M;
        scene.module("foo", base + M, 0, returns("bar", 1));
        for (long size : new long[] {M, M + 1}) {
            LayoutSpec spec =
                    new LayoutSpec(
                            "large",
                            base,
                            OptionalLong.of(size),
                            0,
                            false,
                            List.of(returns("f", 1)));
            if (size == M) {
                Scene.value(WordsLayout.place(scene.machine, scene.era, spec));
            } else {
                LayoutRefusal.Overlaps refusal =
                        reason(
                                LayoutRefusal.Overlaps.class,
                                WordsLayout.place(scene.machine, scene.era, spec));
                assertEquals(base, refusal.range().start());
                assertEquals(base + size, refusal.range().end());
                assertEquals("foo .text", refusal.other());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "foo"})
    void aBranchOfTheUsersOwnToNobodyIsRefusedOnce(String object) {
        Scene scene = Scene.arm64("6.1");
        if (!object.equals("kernel")) {
            scene.kernel(returns("other", 1));
        }
        long base = scene.era.kernelBase() + (object.equals("kernel") ? 0 : 64 * M);
        assertEquals(
                List.of(new LayoutRefusal.UnknownName("nobody", object, List.of())),
                reasons(
                        scene.place(
                                object, base, 0, assembler("f", "bl nobody", "b nobody", "ret"))));
    }

    @Test
    void bytesBehindTheCodeAreNoBranches() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), assembler("f", "b bar", ".byte 1", ".byte 2 // bar"));
        assertEquals("1: f -> bar", scene.call("f"));
        assertEquals(6, scene.symbol("f").size());
    }

    @Test
    void aSlotThatCannotReachIsRefused() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1));
        long base = scene.era.kernelBase() + (5L << 30);
        assertTrue(reasons(scene.place("foo", base, 0, returns("user", 1, "bar"))).size() > 0);
    }

    /** Two functions of the same lines are not the same bytes. */
    @Test
    void linesThatNameAnAddressAreAssembledForTheirOwnPlace() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1),
                assembler("one", "adr x0, bar", "ret", ".quad bar"),
                assembler("two", "adr x0, bar", "ret", ".quad bar"));
        long bar = scene.address("bar");
        for (String name : List.of("one", "two")) {
            assertEquals(bar, Scene.value(scene.run(name)).value());
            assertEquals(bar, scene.machine.memory().u64(scene.address(name) + 8));
        }
    }
}
