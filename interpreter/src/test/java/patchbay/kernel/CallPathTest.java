package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.assembler;
import static patchbay.kernel.Scene.at;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.withSetUp;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import patchbay.machine.SlotTable;

/** What is a call, what is a return, and what is a step of the path, from addresses alone. */
class CallPathTest {

    private static List<String> path(Scene scene, String function, long bound, long... arguments) {
        return Scene.value(
                        Execution.call(
                                scene.machine,
                                scene.era,
                                scene.address(function),
                                Arrays.stream(arguments).boxed().toList(),
                                bound,
                                () -> false))
                .path()
                .stream()
                .map(Execution.Step::name)
                .toList();
    }

    /** Where a call is the last instruction, its return address is that of the next function. */
    @Test
    void anAddressIsReturnedToOnceAndThenBranchedTo() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler("one", "mov x9, x30", "mov x1, #2", "nop", "bl leaf"),
                assembler("next", "sub x1, x1, #1", "cbz x1, out", "b again", "out:", "br x9"),
                assembler("again", "b next"),
                assembler("leaf", "ret"));
        assertEquals(List.of("one", "leaf", "again", "next"), path(scene, "one", Scene.BOUND));
    }

    @Test
    void aJumpRightBehindACallIsAStepEvenToWhereTheCallWent() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler("main", "mov x9, x30", "bl leaf", "b leaf"),
                assembler("leaf", "subs x0, x0, #1", "b.eq out", "ret", "out:", "br x9"));
        assertEquals(List.of("main", "leaf", "leaf"), path(scene, "main", Scene.BOUND, 2));
    }

    /** Addresses are remembered by their low bits; those 4 KiB apart share a place. */
    @Test
    void whatOnlyLooksLikeAReturnAddressIsNone() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler("main", "mov x9, x30", "bl hop", "nop"),
                assembler("hop", "b far"),
                at(4096 + 8, assembler("far", "br x9")));
        assertEquals(List.of("main", "hop", "far"), path(scene, "main", Scene.BOUND));
    }

    /**
     * Of 4096 addresses that nobody returned to the older half is forgotten: what goes to one of
     * these is a branch, what goes to the newest is a return.
     */
    @Test
    void ofTooManyCallsTheOldestAreForgotten() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                assembler("main", "mov x11, x30", "bl first", "br x11"),
                assembler("first", "mov x9, x30", "loop:", "bl hop"),
                assembler("hop", "subs x0, x0, #1", "b.ne 0xffff800008000014", "bl last", "br x9"),
                assembler("last", "mov x10, x30", "bl deepest"),
                assembler("deepest", "br x10"));
        // main's call, hop's n - 1 and the first, last's, deepest's: the n + 2nd has no room
        for (long calls : new long[] {4093, 4094}) {
            List<String> path = path(scene, "main", Scene.BOUND, calls);
            assertEquals(
                    calls == 4093
                            ? List.of("hop", "last", "deepest")
                            : List.of("last", "deepest", "main+0x8"),
                    path.subList(path.size() - 3, path.size()));
        }
    }

    @Test
    void aPathHasAtMost65536Steps() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(assembler("main", "bl leaf", "ret"), assembler("leaf", "ret"));
        long main = scene.address("main");
        long leaf = scene.address("leaf");
        CallPath path = new CallPath(scene.machine, scene.era.isa(), Set.of());
        path.begin(main);
        for (int calls = 1; calls <= 65536; calls++) {
            path.move(main, leaf, main + 4);
            path.move(leaf, main + 4, main + 4);
            assertEquals(Math.min(65536, calls + 1), path.steps().size());
        }
    }

    @Test
    void aSlotWithoutABranchFallsIntoTheNext() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 2));
        scene.module(
                "foo",
                scene.era.kernelBase() + 200 * M,
                0,
                returns("one", 0, "baz"),
                returns("two", 5, "bar"));
        SlotTable plt = scene.machine.table("foo", "plt").orElseThrow();
        int size = plt.slotSize();
        for (int i = 0; i < size; i += 4) {
            scene.machine.memory().putLittle(plt.addressOf(0) + i, 4, 0xd503_201f);
        }
        assertEquals(
                List.of("foo.one", "foo.plt[0]", "foo.plt[1]", "bar"),
                path(scene, "foo.one", Scene.BOUND));
        assertEquals(List.of("foo.two", "foo.plt[1]", "bar"), path(scene, "foo.two", Scene.BOUND));
        // within a slot nothing is a step
        for (int i = 0; i < size; i += 4) {
            scene.machine.memory().putLittle(plt.addressOf(1) + i, 4, 0xd503_201f);
        }
        scene.machine.memory().putLittle(plt.addressOf(1), 4, 0x1400_0001);
        scene.machine.memory().putLittle(plt.addressOf(1) + 8, 4, 0xd65f_03c0);
        assertEquals(List.of("foo.two", "foo.plt[1]"), path(scene, "foo.two", Scene.BOUND));
    }

    /** Recursion enters behind the set-up of the register, each time anew. */
    @Test
    void aCallOfItselfIsAStepAtEitherEntry() {
        Scene scene = Scene.ppc64("6.1");
        scene.kernel(
                withSetUp(
                        "down",
                        "mr r9,r11",
                        "mflr r11",
                        "addi r3,r3,-1",
                        "cmpdi r3,0",
                        "beq out",
                        "bl down",
                        "out:",
                        "mtlr r10",
                        "blr"),
                withSetUp("main", "mflr r10", "bl down", "nop", "blr"));
        assertEquals(List.of("main", "down", "down", "down"), path(scene, "main", Scene.BOUND, 3));
    }
}
