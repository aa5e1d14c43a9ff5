package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.at;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.sized;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Protection;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Plan;
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
    void aBranchToANumberGoesThere() {
        Scene scene = Scene.arm64("6.1");
        scene.act(
                scene.place(
                        "kernel",
                        scene.era.kernelBase(),
                        0,
                        Scene.assembler("g", "mov x0, #3", "ret"),
                        Scene.assembler(
                                "f",
                                "mov x3, x30",
                                "bl 0x" + Long.toHexString(scene.era.kernelBase()),
                                "br x3")));
        assertEquals("3: f -> g", scene.call("f"));
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
        LayoutSpec.Function first = Scene.local(returns("baz", 1));
        LayoutSpec.Function second = Scene.local(returns("baz", 2));
        scene.kernel(first, second, returns("caller", List.of(), called("baz#2")));
        assertEquals(2, Names.named(scene.machine, "kernel", "baz").size());
        reason(LayoutRefusal.AmbiguousName.class, Names.resolve(scene.machine, "kernel", "baz"));
        assertEquals("2: caller -> baz", scene.call("caller"));
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

    private static Result<Plan> open(Scene scene, String name, long base, int spare) {
        return WordsLayout.place(
                scene.machine,
                scene.era,
                new LayoutSpec(name, base, OptionalLong.empty(), spare, true, List.of()));
    }
}
