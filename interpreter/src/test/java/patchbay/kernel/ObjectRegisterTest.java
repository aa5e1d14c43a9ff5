package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.calling;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.withSetUp;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Code;

/**
 * Layouts where a register belongs to each object, r2 of 64-bit Power: how a branch gets from one
 * function to another depends on whether they share it.
 */
class ObjectRegisterTest {
    private static Scene scene() {
        return Scene.ppc64("6.1")
                .kernel(
                        returns("printk", 0),
                        returns("bar", 1),
                        returns("set", 5, "printk"),
                        calling("caller", 10, "bar"));
    }

    private static long offset(Scene scene, String function, String text) {
        Symbol symbol = scene.symbol(function);
        for (long at = symbol.address(); at < symbol.address() + symbol.size(); at += 4) {
            if (scene.text(at).equals(text)) {
                return at - symbol.address();
            }
        }
        return -1;
    }

    private static String hex(long address) {
        return Long.toHexString(address);
    }

    private static SlotTable stubs(Scene scene, String module) {
        return scene.machine.table(module, "stubs").orElseThrow();
    }

    private static List<String> targets(Scene scene, String module) {
        return stubs(scene, module).slots().stream()
                .map(slot -> Names.place(scene.machine, slot.target()))
                .toList();
    }

    @Test
    void aCallInsideAnObjectEntersBehindTheSetUpOfTheRegister() {
        Scene scene = scene();
        scene.module("foo", 0, returns("low", 3, "printk"), calling("user", 1, "low"));
        Symbol low = scene.symbol("foo.low");
        assertEquals(8, low.local());
        long call =
                scene.address("foo.user")
                        + offset(scene, "foo.user", "bl " + hex(low.localEntry()));
        assertEquals("nop", scene.text(call + 4));
        assertEquals("4: foo.user -> foo.low -> foo.stubs[0] -> printk", scene.call("foo.user"));
    }

    @Test
    void aFunctionThatCallsNobodyHasOneEntry() {
        Scene scene = scene();
        assertEquals(0, scene.symbol("bar").local());
        long call =
                scene.address("caller")
                        + offset(scene, "caller", "bl " + hex(scene.address("bar")));
        assertEquals("nop", scene.text(call + 4));
        assertEquals("11: caller -> bar", scene.call("caller"));
    }

    @Test
    void aCallOfAnotherObjectGoesThroughASlotEvenWhereItWouldReach() {
        Scene scene = scene();
        scene.module("foo", 0, calling("user", 1, "bar"));
        Slot slot = stubs(scene, "foo").slots().getFirst();
        long call =
                scene.address("foo.user") + offset(scene, "foo.user", "bl " + hex(slot.address()));
        assertEquals(List.of(call), slot.users());
        assertEquals(scene.address("bar"), slot.target());
        assertEquals("ld r2,24(r1)", scene.text(call + 4));
        assertEquals("2: foo.user -> foo.stubs[0] -> bar", scene.call("foo.user"));
    }

    @Test
    void theSlotOfTheNameThatCameLastIsTheFirstAndJumpsShareItWithCalls() {
        Scene scene = scene();
        scene.module(
                "foo",
                2,
                withSetUp("one", "bl printk", "nop", "bl bar", "nop", "blr"),
                withSetUp("two", "b printk"));
        SlotTable stubs = stubs(scene, "foo");
        assertEquals(
                List.of("bar", "printk", "ftrace_caller", "ftrace_regs_caller"),
                targets(scene, "foo"));
        assertEquals(
                List.of(scene.address("foo.one") + 8, scene.address("foo.two") + 8),
                stubs.slots().get(1).users());
        // what is used, what is spare, and one that ends the search
        assertEquals(List.of(4, 6), List.of(stubs.used(), stubs.max()));
        assertEquals((4 + 2 + 1) * 40, stubs.range().size());
    }

    @Test
    void theSlotsOfTheTracerStandBehindTheOthersAndNextToEachOther() {
        Scene scene = scene();
        scene.module("foo", 0, calling("user", 1, "bar"));
        SlotTable stubs = stubs(scene, "foo");
        assertEquals(
                List.of(0L, 40L, 80L),
                stubs.slots().stream().map(s -> s.address() - stubs.range().start()).toList());
        assertEquals(List.of(0, 1, 2), stubs.slots().stream().map(Slot::index).toList());
        assertEquals("ld r12,16(r13)", scene.text(stubs.addressOf(1)));
        assertEquals("addis r11,r2,-1", scene.text(stubs.addressOf(0)));
    }

    @Test
    void eachObjectsRegisterPoints32KiBBehindItsData() {
        Scene scene = scene();
        scene.module("foo", 0, returns("bar", 2), new LayoutSpec.Data("word", List.of()));
        long kernel = scene.address("function_trace_op");
        assertEquals(kernel + 0x8000, Slots.toc(scene.machine, "kernel").orElseThrow());
        assertEquals(kernel + 0x8000, scene.address(".TOC."));
        assertEquals(
                scene.address("foo.word") + 0x8000, Slots.toc(scene.machine, "foo").orElseThrow());
        assertEquals(OptionalLong.empty(), Slots.toc(scene.machine, "nobody"));
        Scene arm64 = Scene.arm64("6.1");
        arm64.kernel(returns("bar", 1));
        assertEquals(OptionalLong.empty(), Slots.toc(arm64.machine, "kernel"));
        assertEquals(List.of(), Names.named(arm64.machine, "kernel", ".TOC."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blr", "ori r1,r1,0", ".inst 0x60420000"})
    void whatIsNoNoOpBehindACallOfAnotherObjectIsRefused(String behind) {
        Scene scene = scene();
        long base = scene.next();
        StepRefusal.NothingToRestoreWith refusal =
                reason(
                        StepRefusal.NothingToRestoreWith.class,
                        scene.place("foo", base, 0, withSetUp("user", "bl bar", behind, "nop")));
        assertEquals(base + 8, refusal.call());
        assertEquals("user", refusal.function().name());
        assertEquals(Code.PB4013, refusal.code());
    }

    @Test
    void theNoOpMayBeTheLastInstructionButACallMayNot() {
        Scene scene = scene();
        long base = scene.next();
        assertEquals(
                base + 8,
                reason(
                                StepRefusal.NothingToRestoreWith.class,
                                scene.place("foo", base, 0, withSetUp("user", "bl bar")))
                        .call());
        scene.module("foo", 0, withSetUp("user", "bl bar", "nop"));
        assertEquals("ld r2,24(r1)", scene.text(base + 12));
    }

    @Test
    void aJumpToAnotherObjectAndACallInsideOneRestoreNothing() {
        Scene scene = scene();
        scene.module(
                "foo", 0, withSetUp("tail", "b bar", "nop"), withSetUp("inside", "bl tail", "nop"));
        long slot = stubs(scene, "foo").addressOf(0);
        assertEquals("b " + hex(slot), scene.text(scene.address("foo.tail") + 8));
        assertEquals("nop", scene.text(scene.address("foo.tail") + 12));
        assertEquals(
                "bl " + hex(scene.address("foo.tail") + 8),
                scene.text(scene.address("foo.inside") + 8));
        assertEquals("nop", scene.text(scene.address("foo.inside") + 12));
    }

    @Test
    void everyCallerOfASceneIsFoundAtEitherEntry() {
        Scene scene = scene();
        scene.module(
                "foo", 0, withSetUp("low", "blr"), calling("near", 1, "low"), returns("pass", 0));
        scene.module("bar", 0, calling("far", 1, "foo.low"));
        assertEquals(
                List.of("foo.near", "bar.far"),
                Branches.to(scene.machine, scene.era.isa(), scene.address("foo.low")).stream()
                        .map(b -> b.function().qualified())
                        .toList());
        // the second entry is no function of its own
        assertEquals(
                List.of("foo.near"),
                Branches.to(scene.machine, scene.era.isa(), scene.symbol("foo.low").localEntry())
                        .stream()
                        .map(b -> b.function().qualified())
                        .toList());
    }
}
