package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.Expression;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/** Objects in words, in memory. */
class WordsLayoutTest {

    @Test
    void functionsStandInOrderSixteenBytesApart() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("a", 1), returns("b", 2), at(0x100, returns("c", 3)), returns("d", 4));
        long base = scene.era.kernelBase();
        assertEquals(base, scene.address("a"));
        assertEquals(base + 16, scene.address("b"));
        assertEquals(base + 0x100, scene.address("c"));
        assertEquals(base + 0x110, scene.address("d"));
        assertTrue(scene.address("ftrace_regs_caller") >= base + 0x120);
    }

    @Test
    void aFunctionHasThePatchableEntryOfItsKernel() {
        int moveLink = 0xaa1e03e9;
        int nop = 0xd503201f;
        Scene patchable = Scene.arm64("6.1");
        patchable.kernel(returns("a", 1));
        long a = patchable.address("a");
        assertEquals(moveLink, patchable.word(a));
        assertEquals(nop, patchable.word(a + 4));

        Scene ops = Scene.arm64("6.12");
        ops.kernel(returns("a", 1));
        long withOps = ops.address("a");
        assertEquals(ops.era.kernelBase() + 16, withOps);
        assertEquals(ops.address("ftrace_nop_ops"), ops.machine.memory().u64(withOps - 8));
        assertEquals(moveLink, ops.word(withOps));

        Scene mcount = Scene.arm64("4.19");
        mcount.kernel(returns("a", 1));
        long old = mcount.address("a");
        assertEquals(0xaa1e03e0, mcount.word(old + 8));
        assertEquals(nop, mcount.word(old + 12));
        assertEquals(
                old + 12, mcount.machine.module("kernel").orElseThrow().sites().getFirst().ip());
        assertEquals("1: a", mcount.call("a"));
    }

    @Test
    void aSizeIsFilledWithNoOps() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(sized(64, returns("a", 1)), returns("b", 2));
        assertEquals(scene.era.kernelBase() + 64, scene.address("b"));
        assertEquals(0xd503201f, scene.word(scene.address("b") - 4));
        assertEquals(64, scene.symbol("a").size());
    }

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

    private static List<String> segments(Plan plan) {
        for (Effect effect : plan.effects()) {
            if (effect instanceof Effect.Become become && become.after() instanceof Module module) {
                return module.segments().stream().map(Segment::name).toList();
            }
        }
        throw new AssertionError("no module: " + plan);
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
        Expression unknown = parameter("z");
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
    void aSectionOfDataStandsAmongTheData() {
        Scene scene = Scene.arm64("6.1");
        LayoutSpec.Data one = new LayoutSpec.Data("one", List.of(new LayoutSpec.Quantity(1, 1)));
        LayoutSpec.Data two = new LayoutSpec.Data("two", List.of(new LayoutSpec.Quantity(1, 2)));
        scene.kernel(returns("a", 1), new LayoutSpec.Section(".ref", List.of(two)), one);
        assertEquals(0, scene.address("two") % 16);
        assertEquals(2, scene.machine.memory().little(scene.address("two"), 1));
        assertEquals(
                List.of(Protection.EXECUTE, Protection.READ_WRITE, Protection.READ_WRITE),
                scene.machine.module("kernel").orElseThrow().segments().stream()
                        .filter(s -> List.of(".text", ".data", ".ref").contains(s.name()))
                        .map(Segment::protection)
                        .toList());
    }

    /** With the workaround for erratum 843419 no slot begins in the last two words of a page. */
    @Test
    void slotsKeepOffTheEndOfAPage() {
        String[] callees = {"a", "b", "c", "d", "e", "f", "g"};
        for (int size = 4096 - 192; size <= 4096; size += 64) {
            Scene scene = Scene.arm64("6.1", "erratum_843419");
            scene.kernel(
                    returns("a", 1),
                    returns("b", 2),
                    returns("c", 3),
                    returns("d", 4),
                    returns("e", 5),
                    returns("f", 6),
                    returns("g", 7));
            long base = scene.era.kernelBase() + 200 * M;
            scene.module("foo", base, 2, sized(size, returns("user", 4, callees)));
            SlotTable plt = scene.machine.table("foo", "plt").orElseThrow();
            for (Slot slot : plt.slots()) {
                assertTrue(scene.era.mayHoldSlot(slot.address()), "size " + size);
                assertEquals(plt.addressOf(slot.index()), slot.address());
            }
            assertEquals(size == 4096 - 64 ? 8 : 7, plt.used());
            assertEquals(
                    7,
                    Scene.value(scene.run("foo.user")).path().stream()
                            .filter(step -> step.name().contains("plt"))
                            .count());
        }
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
    void aBranchToANumberGoesThere() {
        Scene scene = Scene.arm64("6.1");
        scene.act(
                kernel(
                        scene,
                        Scene.assembler("g", "mov x0, #3", "ret"),
                        Scene.assembler(
                                "f",
                                "mov x3, x30",
                                "bl 0x" + Long.toHexString(scene.era.kernelBase()),
                                "br x3")));
        assertEquals("3: f -> g", scene.call("f"));
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

    @Test
    void equalFarCallsShareASlotAndSpareOnesComeOnTop() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("a", 1), returns("b", 2));
        scene.module(
                "foo",
                scene.era.kernelBase() + 300 * M,
                2,
                returns("one", 0, "b", "a", "b"),
                returns("two", 0, "two", "a"),
                Scene.assembler("three", "mov x9, x30", "nop", "b a"));
        SlotTable plt = scene.machine.table("foo", "plt").orElseThrow();
        // the jump's relocation number is below a call's; then the order in which the callees are
        // first named
        assertEquals(
                List.of("a", "b", "a"),
                plt.slots().stream()
                        .map(s -> Names.at(scene.machine, s.target()).orElseThrow().name())
                        .toList());
        assertEquals(
                List.of(1, 2, 2), plt.slots().stream().map(Slot::users).map(List::size).toList());
        assertEquals("3 of 5", plt.used() + " of " + plt.max());
        assertEquals(6 * 12, plt.range().size());
        assertEquals("1: foo.three -> foo.plt[0] -> a", scene.call("foo.three"));
        SlotTable tracer = scene.machine.table("foo", "ftrace").orElseThrow();
        assertEquals(plt.range().end(), tracer.range().start());
        assertEquals(
                List.of(scene.address("ftrace_caller"), scene.address("ftrace_regs_caller")),
                tracer.slots().stream().map(Slot::target).toList());
    }

    @Test
    void namesAreTheObjectsOwnFirstThenTheKernelsThenQualified() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 2));
        long base = scene.era.kernelBase();
        scene.module(
                "foo",
                base + 16 * M,
                0,
                returns("bar", 10),
                returns("own", List.of(), called("bar")));
        scene.module(
                "qux",
                base + 32 * M,
                0,
                returns("kernels", List.of(), called("bar")),
                returns("others", List.of(), called("foo.bar")));
        assertEquals("10: foo.own -> foo.bar", scene.call("foo.own"));
        assertEquals("1: qux.kernels -> bar", scene.call("qux.kernels"));
        assertEquals("10: qux.others -> foo.bar", scene.call("qux.others"));
    }

    @Test
    void staticFunctionsMayShareAName() {
        Scene scene = Scene.arm64("6.1");
        LayoutSpec.Function first = local(returns("baz", 1));
        LayoutSpec.Function second = local(returns("baz", 2));
        scene.kernel(first, second, returns("caller", List.of(), called("baz#2")));
        assertEquals(2, Names.named(scene.machine, "kernel", "baz").size());
        reason(LayoutRefusal.AmbiguousName.class, Names.resolve(scene.machine, "kernel", "baz"));
        assertEquals("2: caller -> baz", scene.call("caller"));
    }

    private static LayoutSpec.Function local(LayoutSpec.Function function) {
        return new LayoutSpec.Function(
                function.name(),
                function.parameters(),
                function.offset(),
                function.size(),
                function.notrace(),
                true,
                function.calls(),
                function.body());
    }

    @Test
    void dataAreValuesAlignedToTheirSize() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1),
                new LayoutSpec.Data(
                        "table",
                        List.of(
                                new LayoutSpec.Quantity(1, 0x11),
                                new LayoutSpec.Quantity(4, 0x22334455),
                                new LayoutSpec.Address("bar"),
                                new LayoutSpec.Text("hi"))));
        long table = scene.address("table");
        assertEquals(0x22334455_000000_11L, scene.machine.memory().u64(table));
        assertEquals(scene.address("bar"), scene.machine.memory().u64(table + 8));
        assertArrayEquals(new byte[] {'h', 'i', 0}, scene.machine.memory().bytes(table + 16, 3));
        assertEquals(19, scene.symbol("table").size());
        assertEquals(Symbol.Kind.DATA, scene.symbol("table").kind());
    }

    @Test
    void aSectionStandsBehindTheText() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                new LayoutSpec.Section(".text.unlikely", List.of(returns("cold", 1))),
                returns("hot", List.of(), called("cold")));
        assertEquals(scene.era.kernelBase(), scene.address("hot"));
        Module kernel = scene.machine.module("kernel").orElseThrow();
        assertTrue(
                kernel.segments().stream()
                        .anyMatch(s ->
                                s.name().equals(".text.unlikely")
                                        && s.range().contains(scene.address("cold"))));
        assertEquals("1: hot -> cold", scene.call("hot"));
    }

    @Test
    void aFunctionThatLogsSaysItsText() {
        for (String version : List.of("4.19", "6.1", "6.12")) {
            Scene scene = Scene.arm64(version);
            scene.kernel(returns("bar", 1));
            scene.module(
                    "foo",
                    scene.era.kernelBase() + 300 * M,
                    0,
                    Scene.function("init", List.of(), new LayoutSpec.Logs("hello, κόσμε")));
            Execution.Outcome outcome = Scene.value(scene.run("foo.init"));
            assertEquals(List.of("hello, κόσμε"), outcome.logged());
            assertEquals(0, outcome.value());
            assertEquals("0: foo.init -> foo.plt[0] -> vprintk", scene.call("foo.init"));
        }
    }

    @Test
    void aStatedSizeIsMappedAndTooSmallAOneRefused() {
        Scene scene = Scene.arm64("6.1");
        LayoutSpec spec =
                new LayoutSpec(
                        "kernel",
                        scene.era.kernelBase(),
                        OptionalLong.of(32 * M),
                        0,
                        false,
                        List.of(returns("a", 1)));
        scene.act(WordsLayout.place(scene.machine, scene.era, spec));
        assertTrue(scene.machine.memory().isMapped(scene.era.kernelBase() + 32 * M - 1));
        reason(
                LayoutRefusal.Overlaps.class,
                scene.place("foo", scene.era.kernelBase() + 16 * M, 0, returns("b", 1)));
        Scene small = Scene.arm64("6.1");
        LayoutSpec tight =
                new LayoutSpec(
                        "kernel",
                        small.era.kernelBase(),
                        OptionalLong.of(4096),
                        0,
                        false,
                        List.of(returns("a", 1)));
        reason(LayoutRefusal.TooLarge.class, WordsLayout.place(small.machine, small.era, tight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1", "6.12"})
    void anOpenObjectTakesFurtherFunctions(String version) {
        Scene scene = Scene.arm64(version);
        long base = scene.era.kernelBase();
        scene.act(open(scene, "kernel", base, 0));
        scene.act(open(scene, "foo", base + 200 * M, 1));
        scene.act(
                WordsLayout.extend(
                        scene.machine, scene.era, "kernel", LayoutSpec.Function.empty("bar")));
        scene.act(
                WordsLayout.extend(
                        scene.machine, scene.era, "kernel", returns("caller", 3, "bar")));
        scene.act(WordsLayout.extend(scene.machine, scene.era, "foo", returns("bar", 2, "bar")));
        assertEquals("3: caller -> bar", scene.call("caller"));
        scene.act(WordsLayout.extend(scene.machine, scene.era, "foo", returns("baz", 4, "caller")));
        assertEquals("4: foo.baz -> foo.plt[0] -> caller -> bar", scene.call("foo.baz"));
        reason(
                StepRefusal.NoSlot.class,
                WordsLayout.extend(scene.machine, scene.era, "foo", returns("qux", 4, "vprintk")));
        reason(
                LayoutRefusal.DeclaredTwice.class,
                WordsLayout.extend(scene.machine, scene.era, "foo", returns("bar", 1)));
        if (version.equals("6.12")) {
            assertEquals(
                    scene.address("ftrace_nop_ops"),
                    scene.machine.memory().u64(scene.address("foo.baz") - 8));
        }
        LayoutSpec.Function large = sized(64 << 10, returns("large", 1));
        LayoutRefusal.TooLarge full =
                reason(
                        LayoutRefusal.TooLarge.class,
                        WordsLayout.extend(scene.machine, scene.era, "foo", large));
        long room = full.room();
        assertTrue(full.needed() >= 64 << 10 && full.needed() < (64 << 10) + 24);
        reason(
                LayoutRefusal.TooLarge.class,
                WordsLayout.extend(
                        scene.machine, scene.era, "foo", sized(room + 4, returns("large", 1))));
        scene.act(
                WordsLayout.extend(
                        scene.machine,
                        scene.era,
                        "foo",
                        sized((room & -64) - 64, returns("large", 1))));
        assertEquals(
                List.of("foo.bar", "foo.baz", "foo.large"),
                scene.machine.module("foo").orElseThrow().sites().stream()
                        .map(site -> Names.place(scene.machine, site.function()))
                        .toList());
        Scene closed = Scene.arm64(version);
        closed.kernel(returns("bar", 1));
        reason(
                LayoutRefusal.NotOpen.class,
                WordsLayout.extend(
                        closed.machine, closed.era, "kernel", LayoutSpec.Function.empty("x")));
    }

    @Test
    void eachFarCalleeOfALaterFunctionTakesASlotOfItsOwn() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("a", 1), returns("b", 2));
        scene.act(open(scene, "foo", scene.era.kernelBase() + 200 * M, 2));
        scene.act(WordsLayout.extend(scene.machine, scene.era, "foo", returns("f", 3, "a", "b")));
        assertEquals("3: foo.f -> foo.plt[0] -> a -> foo.plt[1] -> b", scene.call("foo.f"));
    }

    private static Result<Plan> open(Scene scene, String name, long base, int spare) {
        return WordsLayout.place(
                scene.machine,
                scene.era,
                new LayoutSpec(name, base, OptionalLong.empty(), spare, true, List.of()));
    }

    @Test
    void aPlanAndItsInverseLeaveNothingBehind() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1));
        Plan plan =
                scene.act(
                        scene.place(
                                "foo",
                                scene.era.kernelBase() + 300 * M,
                                1,
                                returns("x", 0, "bar")));
        scene.act(Result.ok(plan.inverse("take foo away")));
        assertTrue(scene.machine.module("foo").isEmpty());
        assertTrue(scene.machine.table("foo", "plt").isEmpty());
        assertTrue(!scene.machine.memory().isMapped(scene.era.kernelBase() + 300 * M));
    }

    // ---------------------------------------------------------------------------------- values

    /**
     * Whatever an expression means, the processor finds out by running its code: for every kernel
     * the same.
     */
    @Test
    void theCodeOfAnExpressionComputesIt() {
        for (String version : List.of("4.19", "6.1", "6.12")) {
            for (long seed = 0; seed < 60; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                Expression expression = random(random, 5);
                Scene scene = Scene.arm64(version);
                scene.kernel(
                        returns("twice", List.of("n"), plus(parameter("n"), parameter("n"))),
                        returns("f", List.of("x", "y"), expression));
                long x = random.nextLong();
                long y = random.nextInt(100);
                assertEquals(
                        value(expression, x, y),
                        Scene.value(scene.run("f", x, y)).value(),
                        () -> version + ": " + expression);
            }
        }
    }

    /** Its entry, the words that make the value, and the return. */
    private static int words(String version, LayoutSpec.Function function) {
        Scene scene = Scene.arm64(version);
        scene.kernel(function);
        return (int) scene.symbol(function.name()).size() / 4 - 3;
    }

    @ParameterizedTest
    @CsvSource({
        "0x0,                1",
        "0x1,                1",
        "0xffff,             1",
        "0x10000,            1",
        "0x1000000000000,    1",
        "-1,                 1",
        "-2,                 1",
        "-0x10000,           1",
        "-0x1000000000000,   1",
        "0x12345678,         2",
        "0x1234000000005678, 2",
        "-0x0000edcb0000,    2",
        "-0x12340000,        2",
        "-0x7ffff8000000,    3",
        "0x123456789abcdef0, 4",
    })
    void aConstantTakesAsFewInstructionsAsItCan(String text, int count) {
        long value = Long.decode(text);
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("f", value));
        assertEquals(value, Scene.value(scene.run("f")).value());
        assertEquals(count, words("6.1", returns("f", value)));
    }

    @Test
    void aSmallNumberIsAddedInOneInstruction() {
        for (long small : List.of(0L, 1L, 4095L)) {
            assertEquals(
                    1,
                    words("6.1", returns("f", List.of("x"), plus(parameter("x"), number(small)))));
        }
        for (long other : List.of(4096L, -1L)) {
            assertEquals(
                    4,
                    words("6.1", returns("f", List.of("x"), plus(parameter("x"), number(other)))));
        }
    }

    @Test
    void operandsWaitInRegistersAsLongAsThereAreSome() {
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        for (int count = 2; count <= 8; count++) {
            Expression value = parameter(names.get(count - 1));
            long expected = count;
            for (int i = count - 2; i >= 0; i--) {
                value = minus(parameter(names.get(i)), value);
                expected = i + 1 - expected;
            }
            Scene scene = Scene.arm64("6.1");
            scene.kernel(returns("f", names, value));
            assertEquals(
                    expected,
                    Scene.value(scene.run("f", 1, 2, 3, 4, 5, 6, 7, 8)).value(),
                    "" + count);
            // sub sp, sp, #…
            boolean frame = (scene.word(scene.address("f") + 8) & 0xffc003ff) == 0xd10003ff;
            assertEquals(count == 8, frame, count + " operands");
        }
    }

    @Test
    void everyArgumentArrivesWhereItIsExpected() {
        Expression x = parameter("x");
        Expression y = parameter("y");
        Expression two = new LayoutSpec.Binary(BinaryOperator.TIMES, x, y);
        Expression three = minus(x, y);
        Expression inner = called("digits", plus(y, number(1)), three, two);
        Expression value =
                plus(
                        new LayoutSpec.Binary(BinaryOperator.TIMES, x, number(10_000)),
                        called("digits", inner, plus(x, y), called("digits", x, y, number(5))));
        for (String version : List.of("4.19", "6.1", "6.12")) {
            Scene scene = Scene.arm64(version);
            scene.kernel(
                    returns(
                            "digits",
                            List.of("a", "b", "c"),
                            plus(
                                    new LayoutSpec.Binary(
                                            BinaryOperator.TIMES,
                                            plus(
                                                    new LayoutSpec.Binary(
                                                            BinaryOperator.TIMES,
                                                            parameter("a"),
                                                            number(10)),
                                                    parameter("b")),
                                            number(10)),
                                    parameter("c"))),
                    returns("f", List.of("x", "y"), value));
            long first = digits(3 + 1, 7 - 3, 7 * 3);
            assertEquals(
                    7 * 10_000 + digits(first, 7 + 3, digits(7, 3, 5)),
                    Scene.value(scene.run("f", 7, 3)).value());
        }
    }

    private static long digits(long a, long b, long c) {
        return (a * 10 + b) * 10 + c;
    }

    @Test
    void plainArgumentsGoStraightIntoTheirRegisters() {
        LayoutSpec.Function plain =
                returns("f", List.of("x"), called("f", number(1), parameter("x")));
        // one load or move for each, a branch, the frame's two words before and one behind
        assertEquals(7, words("6.1", plain));
    }

    @Test
    void anEmptyFunctionReturnsZeroWhateverItIsGiven() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(LayoutSpec.Function.empty("bar"));
        assertEquals("0: bar", scene.call("bar", 5));
    }

    /** Frames up to 512 bytes are made by one store, those from 4096 on in steps of 4096. */
    @ParameterizedTest
    @ValueSource(
            ints = {5, 6, 7, 29, 30, 31, 32, 59, 60, 61, 62, 100, 506, 507, 508, 509, 510, 511})
    void aDeepExpressionWaitsInTheFrame(int depth) {
        Expression calling = parameter("x");
        Expression plain = parameter("x");
        long expected = 7;
        for (int i = 0; i < depth; i++) {
            calling = minus(number(i + 5000), called("id", calling));
            plain = minus(number(i + 5000), plain);
            expected = i + 5000 - expected;
        }
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("id", List.of("n"), parameter("n")),
                returns("calling", List.of("x"), calling),
                returns("plain", List.of("x"), plain));
        assertEquals(expected, Scene.value(scene.run("calling", 7)).value());
        assertEquals(expected, Scene.value(scene.run("plain", 7)).value());
    }

    private static Expression minus(Expression left, Expression right) {
        return new LayoutSpec.Binary(BinaryOperator.MINUS, left, right);
    }

    @Test
    void parametersAreAtMostAsManyAsRegisters() {
        Scene scene = Scene.arm64("6.1");
        List<String> nine = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            nine.add("p" + i);
        }
        LayoutRefusal.TooManyParameters refusal =
                reason(
                        LayoutRefusal.TooManyParameters.class,
                        scene.place(
                                "kernel",
                                scene.era.kernelBase(),
                                0,
                                returns("f", nine, parameter("p8"))));
        assertEquals(8, refusal.possible());
        assertInstanceOf(
                LayoutRefusal.UnknownName.class,
                reasons(
                                scene.place(
                                        "kernel",
                                        scene.era.kernelBase(),
                                        0,
                                        returns("f", List.of("x"), parameter("z"))))
                        .getFirst());
    }

    private static Expression parameter(String name) {
        return new LayoutSpec.Parameter(name);
    }

    private static Expression random(SplittableRandom random, int depth) {
        int kind = depth == 0 ? random.nextInt(2) : random.nextInt(6);
        return switch (kind) {
            case 0 -> number(constant(random));
            case 1 -> parameter(random.nextBoolean() ? "x" : "y");
            case 2 -> called("twice", random(random, depth - 1));
            case 3 ->
                    new LayoutSpec.Unary(
                            random.nextBoolean()
                                    ? LayoutSpec.UnaryOperator.MINUS
                                    : LayoutSpec.UnaryOperator.NOT,
                            random(random, depth - 1));
            default ->
                    new LayoutSpec.Binary(
                            List.of(BinaryOperator.values())
                                    .get(random.nextInt(BinaryOperator.values().length)),
                            random(random, depth - 1),
                            random(random, depth - 1));
        };
    }

    private static long constant(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(5000);
            case 1 -> random.nextLong();
            case 2 -> -random.nextInt(5000);
            case 3 -> 0xffff_8000_0000_0000L | random.nextInt();
            default -> random.nextInt() & 0xffff_0000L;
        };
    }

    private static long value(Expression expression, long x, long y) {
        return switch (expression) {
            case LayoutSpec.Constant constant -> constant.value();
            case LayoutSpec.Parameter parameter -> parameter.name().equals("x") ? x : y;
            case LayoutSpec.Call call -> 2 * value(call.arguments().getFirst(), x, y);
            case LayoutSpec.Unary unary ->
                    unary.operator() == LayoutSpec.UnaryOperator.MINUS
                            ? -value(unary.operand(), x, y)
                            : ~value(unary.operand(), x, y);
            case LayoutSpec.Binary binary -> {
                long left = value(binary.left(), x, y);
                long right = value(binary.right(), x, y);
                yield switch (binary.operator()) {
                    case PLUS -> left + right;
                    case MINUS -> left - right;
                    case TIMES -> left * right;
                    case DIVIDED_BY -> right == 0 ? 0 : left / right;
                    case MODULO -> right == 0 ? left : left % right;
                    case AND -> left & right;
                    case OR -> left | right;
                    case XOR -> left ^ right;
                    case SHIFT_LEFT -> left << right;
                    case SHIFT_RIGHT -> left >> right;
                };
            }
        };
    }
}
