package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.assembler;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Machine;

/** Running what stands in memory. */
class ExecutionTest {

    @Test
    void aTraceTellsEveryInstructionAndWhatItChanged() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1), returns("caller", List.of(), plus(called("bar"), number(10))));
        List<Execution.Line> lines = new ArrayList<>();
        Execution.Outcome outcome =
                Scene.value(
                        Execution.trace(
                                scene.machine,
                                scene.era,
                                scene.address("caller"),
                                List.of(),
                                1000,
                                () -> false,
                                lines::add));
        assertEquals(11, outcome.value());
        assertEquals(outcome.steps(), lines.size());
        assertEquals(
                List.of(
                        "caller: mov x9, x30",
                        "caller+0x4: nop",
                        "caller+0x8: stp x29, x30, [sp, #-16]!",
                        "caller+0xc: mov x29, sp",
                        "caller+0x10: bl ffff800008000000 <bar>",
                        "bar: mov x9, x30",
                        "bar+0x4: nop",
                        "bar+0x8: mov x0, #0x1",
                        "bar+0xc: ret",
                        "caller+0x14: add x0, x0, #0xa",
                        "caller+0x18: ldp x29, x30, [sp], #16",
                        "caller+0x1c: ret"),
                lines.stream().map(l -> l.place() + ": " + text(l)).toList());
        assertEquals(List.of(new Execution.Change("x0", 1, 11)), lines.get(9).changes());
        assertEquals(0x94000000 | (-8 & 0x3ffffff), (int) lines.get(4).word());
    }

    /** Without what is printed behind an immediate as a remark. */
    private static String text(Execution.Line line) {
        int remark = line.text().indexOf("//");
        return (remark < 0 ? line.text() : line.text().substring(0, remark)).strip();
    }

    @Test
    void aCallLeavesNothingBehind() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1), returns("caller", List.of(), plus(called("bar"), number(10))));
        Machine before = scene.machine.snapshot();
        scene.call("caller");
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "kernel", 10));
        assertFalse(scene.machine.memory().isMapped(scene.era.heapBase() + (1L << 30)));
    }

    @Test
    void anEndlessLoopPassesTheBound() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(assembler("spin", "again:", "nop", "b again"));
        RunRefusal.BoundPassed refusal = reason(RunRefusal.BoundPassed.class, scene.run("spin"));
        assertEquals(Scene.BOUND, refusal.bound());
        assertEquals(8, refusal.last().size());
    }

    @Test
    void anInterruptEndsIt() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(assembler("spin", "b spin"));
        reason(
                RunRefusal.Interrupted.class,
                Execution.call(
                        scene.machine,
                        scene.era,
                        scene.address("spin"),
                        List.of(),
                        Long.MAX_VALUE,
                        () -> true));
    }

    @Test
    void endlessRecursionRunsOutOfStack() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("deep", List.of(), plus(called("deep"), number(1))));
        RunRefusal.Access refusal = reason(RunRefusal.Access.class, scene.run("deep"));
        assertTrue(refusal.store());
        assertEquals("the stack of this call is used up", refusal.reason());
    }

    @Test
    void whatLeavesKnownCodeIsNamed() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler("zero", ".inst 0x00000000"),
                assembler("nowhere", "mov x30, #16", "ret"),
                assembler("wild", "mov x1, #4096", "br x1"),
                assembler("poke", "mov x1, #4096", "str x0, [x1]", "ret"),
                assembler("bug", "brk #0x800"));
        assertEquals(
                scene.address("zero"),
                reason(RunRefusal.Undefined.class, scene.run("zero")).address());
        assertEquals(16, reason(RunRefusal.ReturnToNowhere.class, scene.run("nowhere")).address());
        assertEquals(4096, reason(RunRefusal.Fetch.class, scene.run("wild")).address());
        RunRefusal.Access access = reason(RunRefusal.Access.class, scene.run("poke"));
        assertEquals(4096, access.address());
        assertEquals(scene.address("poke") + 4, access.at());
        assertEquals(scene.address("poke"), access.last().getFirst());
        reason(RunRefusal.Trap.class, scene.run("bug"));
        reason(RunRefusal.TooManyArguments.class, scene.run("bug", 1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    @Test
    void tailCallsAndRecursionArePartOfThePath() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1),
                assembler("tail", "b bar"),
                assembler(
                        "twice",
                        "cbz x0, out",
                        "sub x0, x0, #1",
                        "stp x29, x30, [sp, #-16]!",
                        "bl twice",
                        "ldp x29, x30, [sp], #16",
                        "out:",
                        "ret"));
        assertEquals("1: tail -> bar", scene.call("tail"));
        assertEquals("0: twice -> twice -> twice", scene.call("twice", 2));
    }

    @Test
    void whatFollowsDirectlyIsPartOfThePathTooByABranchOrByFallingIntoIt() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler("branches", "nop", "nop", "nop", "b falls"),
                assembler("falls", "nop", "nop", "nop", "mov x0, #1"),
                assembler("last", "add x0, x0, #1", "ret"));
        assertEquals("2: branches -> falls -> last", scene.call("branches"));
        assertEquals("2: falls -> last", scene.call("falls"));
    }

    @Test
    void theTracerItselfLooksAtTheSiteThatItIsTold() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 2), returns("qux", 3));
        scene.module("foo", scene.era.kernelBase() + 64 * M, 0, returns("x", 7), returns("y", 8));
        scene.act(scene.redirect("bar", "foo.x", "ftrace"));
        scene.act(scene.redirect("baz", "foo.y", "ftrace"));
        assertEquals("7: bar -> ftrace_regs_caller -> foo.x", scene.call("bar"));
        assertEquals("8: baz -> ftrace_regs_caller -> foo.y", scene.call("baz"));
        assertEquals("3: qux", scene.call("qux"));
    }

    /** A loop that calls and never returns leaves an address behind each time. */
    @Test
    void callsThatNeverReturnAreForgotten() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler(
                        "f",
                        "mov x2, x30",
                        "mov x1, #10000",
                        "again:",
                        "sub x1, x1, #1",
                        "cbz x1, out",
                        "bl again",
                        "out:",
                        "mov x0, #7",
                        "br x2"));
        assertEquals("7: f", scene.call("f"));
    }

    @Test
    void aTextEndsAtItsZeroOrWhereItIsTooLong() {
        Scene scene = Scene.arm64("6.1");
        String line = "0123456789".repeat(200);
        scene.kernel(
                new LayoutSpec.Data("long", List.of(new LayoutSpec.Text(line))),
                new LayoutSpec.Data("short", List.of(new LayoutSpec.Text("0123456789"))),
                assembler("say", "mov x3, x30", "bl vprintk", "br x3"));
        for (String name : List.of("long", "short")) {
            String said = Scene.value(scene.run("say", scene.address(name))).logged().getFirst();
            assertEquals(name.equals("long") ? line.substring(0, 1024) : "0123456789", said);
        }
        long unmapped = scene.era.kernelBase() - 4096;
        assertEquals(List.of(""), Scene.value(scene.run("say", unmapped)).logged());
    }

    @Test
    void aStackIsUsedUpOnePageBelowIt() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(assembler("store", "add x1, sp, x0", "str x0, [x1]", "ret"));
        String usedUp = "the stack of this call is used up";
        for (long below : List.of(16392L, 16384L + 4096)) {
            assertEquals(usedUp, stored(scene, -below));
        }
        for (long other : List.of(-16384L - 4104, 8L, 4096L)) {
            assertFalse(stored(scene, other).equals(usedUp), "" + other);
        }
        assertEquals("-16384: store", scene.call("store", -16384).replace("+", ""));
    }

    private static String stored(Scene scene, long offset) {
        return reason(RunRefusal.Access.class, scene.run("store", offset)).reason();
    }

    @Test
    void theLastAddressesAreToldInTheirOrder() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler("long", "nop", "nop", "nop", "nop", "nop", "nop", "nop", "nop", "brk #1"),
                assembler("short", "nop", "brk #1"));
        long at = scene.address("long");
        assertEquals(
                List.of(at + 4, at + 8, at + 12, at + 16, at + 20, at + 24, at + 28, at + 32),
                reason(RunRefusal.Trap.class, scene.run("long")).last());
        at = scene.address("short");
        assertEquals(List.of(at, at + 4), reason(RunRefusal.Trap.class, scene.run("short")).last());
    }

    @Test
    void aStackLiesBetweenPagesThatNobodyMapped() {
        for (long offset = -8192; offset <= 16384 + 4096; offset += 4096) {
            Scene scene = Scene.arm64("6.1");
            scene.kernel(assembler("where", "mov x0, sp", "ret"));
            long first = scene.era.heapBase() + (1L << 30);
            Range page = Range.of(first + offset, 4096);
            scene.machine.memory().map(page, Protection.READ_WRITE);
            long end = Scene.value(scene.run("where")).value();
            int passedOver = offset < -4096 || offset > 16384 ? 0 : offset < 12288 ? 1 : 2;
            assertEquals(first + 16384 * (1 + passedOver), end);
            assertTrue(scene.machine.memory().isMapped(page));
        }
    }

    @Test
    void whatWasNotExecutedIsNotListed() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(assembler("f", "mov x0, #1", "mov x0, #2", "brk #1"));
        assertEquals(List.of("f: 1", "f+0x4: 2"), changes(scene, 100));
        assertEquals(List.of("f: 1"), changes(scene, 1));
    }

    private static List<String> changes(Scene scene, long bound) {
        List<String> lines = new ArrayList<>();
        Execution.trace(
                scene.machine,
                scene.era,
                scene.address("f"),
                List.of(),
                bound,
                () -> false,
                line -> lines.add(line.place() + ": " + line.changes().getFirst().after()));
        return lines;
    }

    /** An interrupt is asked for every 4096 instructions. */
    @Test
    void anInterruptIsAskedForNowAndThen() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(assembler("loop", "b loop"));
        for (int bound : new int[] {4095, 4096, 3 * 4096}) {
            int[] asked = {0};
            Execution.call(
                    scene.machine,
                    scene.era,
                    scene.address("loop"),
                    List.of(),
                    bound,
                    () -> ++asked[0] < 0);
            assertEquals(bound / 4096, asked[0], "" + bound);
        }
    }

    @Test
    void aTextMayEndWhereItsPageDoes() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(assembler("say", "mov x3, x30", "bl vprintk", "br x3"));
        Range page = Range.of(scene.era.heapBase(), 4096);
        scene.machine.memory().map(page, Protection.READ_WRITE);
        scene.machine.memory().putLittle(page.end() - 2, 2, 0x6968);
        assertEquals(List.of("hi"), Scene.value(scene.run("say", page.end() - 2)).logged());
    }

    @Test
    void anAddressThatHoldsNothingIsNoReturn() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), assembler("away", "br x0"));
        RunRefusal.Fetch fetch =
                (RunRefusal.Fetch)
                        Execution.call(
                                        scene.machine,
                                        scene.era,
                                        8,
                                        List.of(),
                                        Scene.BOUND,
                                        () -> false)
                                .reasons()
                                .getFirst();
        assertEquals(8, fetch.address());
        assertEquals(List.of(8L), fetch.last());
        assertEquals(16, reason(RunRefusal.Fetch.class, scene.run("away", 16)).address());
    }
}
