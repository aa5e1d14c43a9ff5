package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.at;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.reasons;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.sized;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.kernel.LayoutSpec.Expression;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/** What is said against objects in words, and what is just allowed. */
class LayoutRefusalTest {
    @Test
    void placementsThatCannotBeAreRefusedWithBothNames() {
        Scene scene = Scene.arm64("6.1");
        long base = scene.era.kernelBase();
        LayoutRefusal.Overlaps overlaps =
                reason(
                        LayoutRefusal.Overlaps.class,
                        scene.place("kernel", base, 0, returns("a", 1), at(8, returns("b", 2))));
        assertEquals("b", overlaps.name());
        assertEquals("a", overlaps.other());
        LayoutRefusal.Misaligned misaligned =
                reason(
                        LayoutRefusal.Misaligned.class,
                        scene.place("kernel", base, 0, at(6, returns("a", 1))));
        assertEquals(4, misaligned.alignment());
        LayoutRefusal.TooLarge large =
                reason(
                        LayoutRefusal.TooLarge.class,
                        scene.place("kernel", base, 0, sized(8, returns("a", 1))));
        assertEquals(16, large.needed());
        assertEquals(8, large.room());
        reason(LayoutRefusal.Misaligned.class, scene.place("kernel", base + 8, 0));
        reason(
                LayoutRefusal.DeclaredTwice.class,
                scene.place("kernel", base, 0, returns("a", 1), returns("a", 2)));
        scene.kernel(returns("a", 1));
        LayoutRefusal.Overlaps objects =
                reason(LayoutRefusal.Overlaps.class, scene.place("foo", base, 0, returns("b", 1)));
        assertEquals("kernel .text", objects.other());
    }

    @Test
    void sizesHaveLimits() {
        Scene scene = Scene.arm64("6.1");
        Scene.value(sizedObject(scene, 1L << 31, 1 << 16));
        assertEquals(
                1L << 31,
                reason(LayoutRefusal.TooLarge.class, sizedObject(scene, (1L << 31) + 1, 0)).room());
        assertEquals(
                1 << 16,
                reason(LayoutRefusal.TooLarge.class, sizedObject(scene, 64 * M, (1 << 16) + 1))
                        .room());
        Scene.value(kernel(scene, at(512 * M, sized(16 * M, returns("a", 1)))));
        assertEquals(
                512 * M,
                reason(
                                LayoutRefusal.TooLarge.class,
                                kernel(scene, at(512 * M + 4, returns("a", 1))))
                        .room());
        assertEquals(
                16 * M,
                reason(
                                LayoutRefusal.TooLarge.class,
                                kernel(scene, sized(16 * M + 4, returns("a", 1))))
                        .room());
        assertEquals(
                "a size",
                reason(LayoutRefusal.Misaligned.class, kernel(scene, sized(18, returns("a", 1))))
                        .name());
        assertEquals(
                scene.era.kernelBase() + 6,
                reason(LayoutRefusal.Misaligned.class, kernel(scene, at(6, returns("a", 1))))
                        .address());
    }

    @Test
    void anObjectMayHaveExactlyTheSizeItNeeds() {
        Scene scene = Scene.arm64("6.1");
        LayoutRefusal.TooLarge refusal =
                reason(LayoutRefusal.TooLarge.class, sizedObject(scene, 16, 0));
        long needed = refusal.needed();
        reason(LayoutRefusal.TooLarge.class, sizedObject(scene, needed - 1, 0));
        assertEquals(
                List.of(".text", ".plt", ".text.ftrace_trampoline"),
                segments(Scene.value(sizedObject(scene, needed, 0))));
        Plan larger = Scene.value(sizedObject(scene, 2 * M, 0));
        assertEquals(List.of(".text", ".plt", ".text.ftrace_trampoline", ".bss"), segments(larger));
        scene.act(Result.ok(larger));
        assertEquals(
                scene.era.kernelBase() + 2 * M,
                scene.machine.module("foo").orElseThrow().segments().getLast().range().end());
    }

    @Test
    void whatOverlapsIsFoundInWhateverOrderItIsDeclared() {
        Scene scene = Scene.arm64("6.1");
        LayoutRefusal.Overlaps overlaps =
                reason(
                        LayoutRefusal.Overlaps.class,
                        kernel(
                                scene,
                                at(0x100, returns("a", 1)),
                                at(0x200, returns("b", 1)),
                                at(0x108, returns("c", 1))));
        assertEquals("c", overlaps.name());
        assertEquals("a", overlaps.other());
        scene.act(kernel(scene, at(0x100, returns("a", 1)), at(0, returns("b", 1))));
        assertTrue(scene.address("ftrace_regs_caller") >= scene.era.kernelBase() + 0x110);
    }

    /** From 6.3 on eight bytes before a function are its own. */
    @Test
    void aFunctionKeepsThePointerBeforeItToItself() {
        Scene scene = Scene.arm64("6.12");
        long base = scene.era.kernelBase();
        LayoutRefusal.Overlaps start =
                reason(LayoutRefusal.Overlaps.class, kernel(scene, at(0, returns("a", 1))));
        assertEquals(new Range(base - 8, base), start.range());
        assertEquals(new Range(base, base), start.otherRange());
        assertEquals(
                8,
                reason(LayoutRefusal.Misaligned.class, kernel(scene, at(12, returns("a", 1))))
                        .alignment());
        LayoutRefusal.Overlaps pointer =
                reason(
                        LayoutRefusal.Overlaps.class,
                        kernel(scene, at(8, sized(16, returns("a", 1))), at(24, returns("b", 1))));
        assertEquals(base + 16, pointer.range().start());
        scene.act(kernel(scene, at(8, sized(16, returns("a", 1))), at(32, returns("b", 1))));
    }

    @Test
    void everyPartOfAnExpressionIsLookedAt() {
        Scene scene = Scene.arm64("6.1");
        Expression unknown = new LayoutSpec.Parameter("z");
        for (Expression expression :
                List.of(
                        new LayoutSpec.Unary(LayoutSpec.UnaryOperator.NOT, unknown),
                        plus(unknown, number(1)),
                        plus(number(1), unknown),
                        called("f", number(1), unknown))) {
            assertEquals(
                    "z",
                    reason(
                                    LayoutRefusal.UnknownName.class,
                                    kernel(scene, returns("f", List.of("x"), expression)))
                            .name());
        }
        Expression[] arguments = new Expression[9];
        java.util.Arrays.fill(arguments, number(1));
        reasons(kernel(scene, returns("f", List.of(), called("f", arguments)))).getFirst();
        Expression[] eight = java.util.Arrays.copyOf(arguments, 8);
        Scene.value(kernel(scene, returns("f", List.of(), called("f", eight))));
    }

    @Test
    void dataAndSectionsDeclareTheirNamesToo() {
        Scene scene = Scene.arm64("6.1");
        LayoutSpec.Data table = new LayoutSpec.Data("a", List.of(new LayoutSpec.Quantity(1, 1)));
        reason(LayoutRefusal.DeclaredTwice.class, kernel(scene, returns("a", 1), table));
        reason(
                LayoutRefusal.DeclaredTwice.class,
                kernel(
                        scene,
                        returns("a", 1),
                        new LayoutSpec.Section(".text.unlikely", List.of(returns("a", 1)))));
        scene.act(WordsLayout.extern(scene.machine, "x", 1));
        reason(LayoutRefusal.DeclaredTwice.class, WordsLayout.extern(scene.machine, "x", 2));
    }

    @Test
    void aBranchOfTheUsersOwnIsToldWithItsPlace() {
        Scene scene = Scene.arm64("6.1");
        scene.act(WordsLayout.extern(scene.machine, "_far", scene.era.kernelBase() + 300 * M));
        for (String name : List.of("_far", "`_far`")) {
            StepRefusal.NoSlot refusal =
                    reason(
                            StepRefusal.NoSlot.class,
                            kernel(
                                    scene,
                                    Scene.assembler(
                                            "f", "mov x3, x30", "// far", "nop", "bl " + name)));
            assertEquals(scene.era.kernelBase() + 8, refusal.sites().getFirst().address());
        }
        scene.kernel(returns("bar", 5));
        scene.module(
                "foo",
                scene.era.kernelBase() + 200 * M,
                0,
                Scene.assembler("quoted", "mov x3, x30", "bl `bar` // not bar", "br x3"),
                Scene.assembler("plain", "mov x3, x30", "bl\tbar// not bar", "br x3"));
        assertEquals("5: foo.quoted -> foo.plt[0] -> bar", scene.call("foo.quoted"));
        assertEquals("5: foo.plain -> foo.plt[0] -> bar", scene.call("foo.plain"));
    }

    @Test
    void anUnknownCalleeIsNamedWithThoseThatLookLikeIt() {
        Scene scene = Scene.arm64("6.1");
        Result<Plan> result =
                scene.place(
                        "kernel",
                        scene.era.kernelBase(),
                        0,
                        returns("printk", 1),
                        returns("bar", 0, "prntk", "nobody_at_all"));
        assertEquals(2, reasons(result).size());
        LayoutRefusal.UnknownName unknown = reason(LayoutRefusal.UnknownName.class, result);
        assertEquals("prntk", unknown.name());
        assertTrue(unknown.candidates().contains("printk"), () -> unknown.candidates().toString());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Scene scene = Scene.arm64("6.1");
        Result<Plan> result =
                scene.place(
                        "kernel",
                        scene.era.kernelBase(),
                        0,
                        returns("a", 0, "nobody"),
                        at(4, returns("b", List.of(), called("nowhere"))),
                        Scene.assembler("c", "no such instruction"));
        assertEquals(
                List.of("UnknownName", "UnknownName", "UnknownInstruction", "Overlaps"),
                reasons(result).stream().map(r -> r.getClass().getSimpleName()).toList());
    }

    @Test
    void anUnknownNameIsToldBesideWhateverElseIsWrong() {
        Expression unknown = called("nowhere");
        for (Expression expression :
                List.of(
                        unknown,
                        new LayoutSpec.Unary(LayoutSpec.UnaryOperator.NOT, unknown),
                        plus(unknown, number(1)),
                        plus(number(1), unknown),
                        called("f", unknown))) {
            Scene scene = Scene.arm64("6.1");
            assertEquals(
                    List.of("Misaligned", "UnknownName"),
                    reasons(kernel(scene, at(6, returns("f", List.of(), expression)))).stream()
                            .map(r -> r.getClass().getSimpleName())
                            .toList());
        }
    }

    @Test
    void aKernelMayNameItsOwnDataAndItsEntryCode() {
        for (String version : List.of("4.19", "6.1", "6.12")) {
            Scene scene = Scene.arm64(version);
            scene.kernel(
                    returns("f", 0),
                    new LayoutSpec.Data(
                            "pointers",
                            List.of(
                                    new LayoutSpec.Address("pointers"),
                                    new LayoutSpec.Address(scene.era.entryCode().stub()))));
            long pointers = scene.address("pointers");
            assertEquals(pointers, scene.machine.memory().u64(pointers));
            assertEquals(
                    scene.address(scene.era.entryCode().stub()),
                    scene.machine.memory().u64(pointers + 8));
            for (EntryCode.Datum datum : scene.era.entryCode().data()) {
                Scene naming = Scene.arm64(version);
                naming.kernel(
                        new LayoutSpec.Data("own", List.of(new LayoutSpec.Address(datum.name()))));
                assertEquals(
                        naming.address(datum.name()),
                        naming.machine.memory().u64(naming.address("own")));
                assertEquals(
                        scene.address(datum.symbol()),
                        scene.machine.memory().u64(scene.address(datum.name())));
            }
            assertTrue(
                    scene.machine.module("kernel").orElseThrow().segments().stream()
                            .anyMatch(s ->
                                    s.name().equals(".entry.text")
                                            && s.protection() == Protection.EXECUTE
                                            && s.range()
                                                    .contains(
                                                            scene.address(
                                                                    scene.era
                                                                            .entryCode()
                                                                            .target()))));
        }
    }

    @Test
    void aFarCallFromTheKernelProperIsRefused() {
        Scene scene = Scene.arm64("6.1");
        scene.act(WordsLayout.extern(scene.machine, "far_away", scene.era.kernelBase() + 300 * M));
        StepRefusal.NoSlot refusal =
                reason(
                        StepRefusal.NoSlot.class,
                        scene.place(
                                "kernel",
                                scene.era.kernelBase(),
                                0,
                                returns("bar", 0, "far_away")));
        assertEquals(Code.PB4004, refusal.code());
        StepRefusal.FarSite site = refusal.sites().getFirst();
        assertEquals("bar", site.function().name());
        assertEquals(scene.era.kernelBase() + 300 * M - site.address(), site.distance());
        assertEquals(List.of(StepRefusal.Remedy.NEARER), refusal.remedies());
    }

    private static Result<Plan> kernel(Scene scene, LayoutSpec.Item... items) {
        return scene.place("kernel", scene.era.kernelBase(), 0, items);
    }

    private static Result<Plan> sizedObject(Scene scene, long size, int spare) {
        return WordsLayout.place(
                scene.machine,
                scene.era,
                new LayoutSpec(
                        "foo",
                        scene.era.kernelBase(),
                        OptionalLong.of(size),
                        spare,
                        false,
                        List.of(returns("a", 1))));
    }

    private static List<String> segments(Plan plan) {
        for (Effect effect : plan.effects()) {
            if (effect instanceof Effect.Become become && become.after() instanceof Module module) {
                return module.segments().stream().map(Segment::name).toList();
            }
        }
        throw new AssertionError("no module: " + plan);
    }
}
