package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.sized;
import static patchbay.kernel.Scene.whys;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.machine.Machine;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/** Making calls of one function arrive at another. */
class RedirectTest {

    /** The example that the language's description begins with. */
    private static Scene example(String version, long distance) {
        Scene scene = Scene.arm64(version);
        scene.kernel(
                returns("printk", 0),
                returns("bar", 1),
                returns("caller", List.of(), plus(called("bar"), number(10))));
        scene.module("foo", scene.era.kernelBase() + distance, 0, returns("bar", 2, "printk"));
        return scene;
    }

    private static Scene example(String version) {
        return example(version, 200 * M);
    }

    @Test
    void theExampleOfTheLanguageAnswersAsItSays() {
        Scene scene = example("6.1");
        Machine before = scene.machine.snapshot();
        assertEquals("11: caller -> bar", scene.call("caller"));

        StepRefusal.NoSlot refusal =
                reason(StepRefusal.NoSlot.class, scene.redirect("bar", "foo.bar", "callers"));
        assertEquals(Code.PB4004, refusal.code());
        StepRefusal.FarSite site = refusal.sites().getFirst();
        assertEquals("caller", site.function().name());
        assertEquals("kernel", site.object());
        assertEquals(scene.address("foo.bar") - site.address(), site.distance());
        assertEquals(-128 * M, refusal.lowest());
        assertEquals(128 * M - 4, refusal.highest());
        assertEquals(
                List.of(StepRefusal.Remedy.AT_THE_CALLED_FUNCTION, StepRefusal.Remedy.NEARER),
                refusal.remedies());

        scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        assertEquals(
                "12: caller -> bar -> ftrace_regs_caller -> foo.bar -> foo.plt[0] -> printk",
                scene.call("caller"));
        SlotTable plt = scene.machine.table("foo", "plt").orElseThrow();
        assertEquals("1 of 1", plt.used() + " of " + plt.max());

        scene.act(scene.restore("bar"));
        assertEquals("11: caller -> bar", scene.call("caller"));
        for (String object : List.of("kernel", "foo")) {
            assertEquals(List.of(), Unchanged.since(before, scene.machine, object, 10));
            assertEquals(List.of(), Unchanged.tablesSince(before, scene.machine, object));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5.5", "5.10", "6.1", "6.2", "6.3", "6.4", "6.6", "6.12", "6.17", "7.2"})
    void everyKernelFrom55OnRedirectsAtTheEntry(String version) {
        Scene scene = example(version);
        Machine before = scene.machine.snapshot();
        scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        String entry = scene.era.entryCode().target();
        assertEquals(
                "12: caller -> bar -> " + entry + " -> foo.bar -> foo.plt[0] -> printk",
                scene.call("caller"));
        scene.act(scene.restore("bar"));
        assertEquals("11: caller -> bar", scene.call("caller"));
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "kernel", 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.6", "4.19", "5.0", "5.4"})
    void aKernelBefore55SavesNoPcAndSaysWhichDoes(String version) {
        Scene scene = example(version);
        StepRefusal.PcNotSaved refusal =
                reason(StepRefusal.PcNotSaved.class, scene.redirect("bar", "foo.bar", "ftrace"));
        assertEquals(new Version(5, 5, 0), refusal.first());
        assertEquals(Code.PB4009, refusal.code());
    }

    @Test
    void aFarModulesSiteGoesThroughItsOwnSlot() {
        Scene scene = example("6.1");
        scene.act(scene.redirect("foo.bar", "printk", "ftrace"));
        assertEquals(
                "0: foo.bar -> foo.ftrace[1] -> ftrace_regs_caller -> printk",
                scene.call("foo.bar"));
        Scene later = example("6.12", -200 * M);
        later.act(later.redirect("foo.bar", "printk", "ftrace"));
        assertEquals(
                "0: foo.bar -> foo.ftrace[0] -> ftrace_caller -> printk", later.call("foo.bar"));
    }

    @Test
    void writesComeInTheKernelsOrder() {
        Scene scene = example("6.1");
        Plan redirect = scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        long callWord = scene.address("ftrace_call");
        long site = scene.address("bar") + 4;
        assertEquals(
                List.of(callWord, site), redirect.writes().stream().map(Effect.Write::at).toList());
        Plan restore = scene.act(scene.restore("bar"));
        assertEquals(
                List.of(site, callWord), restore.writes().stream().map(Effect.Write::at).toList());

        Scene ops = example("6.12");
        Plan withOps = ops.act(ops.redirect("bar", "foo.bar", "ftrace"));
        long function = ops.address("bar");
        assertEquals(
                List.of(ops.era.heapBase(), function - 8, function + 4),
                withOps.writes().stream().map(Effect.Write::at).toList());
    }

    @Test
    void theEntryCodesBranchGoesBackWithTheLastUser() {
        Scene scene = example("6.1");
        Machine before = scene.machine.snapshot();
        scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        scene.act(scene.redirect("printk", "caller", "ftrace"));
        int tracing = scene.word(scene.address("ftrace_call"));
        scene.act(scene.restore("bar"));
        assertEquals(tracing, scene.word(scene.address("ftrace_call")));
        scene.act(scene.restore("printk"));
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "kernel", 10));
    }

    @Test
    void aSecondRedirectIsRefusedUnlessLiftedAndThenWritesNoCode() {
        Scene scene = example("6.1");
        scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        StepRefusal.RedirectedAlready refusal =
                reason(
                        StepRefusal.RedirectedAlready.class,
                        scene.redirect("bar", "printk", "ftrace"));
        assertEquals(scene.address("foo.bar"), refusal.replacement());
        Plan stacked = scene.act(scene.redirect("bar", "printk", "ftrace", Code.PB4005));
        assertEquals(List.of(), stacked.writes());
        assertEquals("10: caller -> bar -> ftrace_regs_caller -> printk", scene.call("caller"));
        scene.act(scene.restore("bar"));
        assertEquals(
                "12: caller -> bar -> ftrace_regs_caller -> foo.bar -> foo.plt[0] -> printk",
                scene.call("caller"));
        scene.act(scene.restore("bar"));
        assertEquals("11: caller -> bar", scene.call("caller"));
        reason(StepRefusal.NothingToRestore.class, scene.restore("bar"));
    }

    @Test
    void aFunctionWithoutAnEntryIsRefused() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(Scene.notrace(returns("bar", 1)), returns("baz", 2));
        reason(StepRefusal.NoSite.class, scene.redirect("bar", "baz", "ftrace"));
        scene.act(scene.redirect("bar", "baz", "jump"));
        assertEquals("2: bar -> baz", scene.call("bar"));
    }

    @Test
    void callersInReachChangeTheirOwnWord() {
        Scene scene = example("6.1", 64 * M);
        Machine before = scene.machine.snapshot();
        Plan plan = scene.act(scene.redirect("bar", "foo.bar", "callers"));
        assertEquals(1, plan.writes().size());
        assertEquals("12: caller -> foo.bar -> printk", scene.call("caller"));
        scene.act(scene.restore("bar"));
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "kernel", 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1", "6.12"})
    void aFarCallerTakesASlotOfItsOwnModuleAndGivesItBack(String version) {
        Scene scene = Scene.arm64(version);
        scene.kernel(returns("printk", 0), returns("bar", 1), returns("baz", 3));
        long base = scene.era.kernelBase();
        scene.module(
                "user",
                base + 64 * M,
                1,
                returns("one", List.of(), plus(called("bar"), number(10))),
                returns("two", List.of(), plus(called("bar"), number(20))));
        scene.module("fix", base - 128 * M, 0, returns("bar", 2));
        Machine before = scene.machine.snapshot();

        scene.act(scene.redirect("bar", "fix.bar", "callers"));
        assertEquals("12: user.one -> user.plt[0] -> fix.bar", scene.call("user.one"));
        assertEquals("22: user.two -> user.plt[0] -> fix.bar", scene.call("user.two"));
        SlotTable plt = scene.machine.table("user", "plt").orElseThrow();
        assertEquals(2, plt.slots().getFirst().users().size());
        assertEquals(version.equals("4.19") ? 16 : 12, plt.slotSize());

        scene.module("third", base - 64 * M, 0, returns("caller", 5, "baz"));
        scene.act(scene.restore("bar"));
        assertEquals("11: user.one -> bar", scene.call("user.one"));
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "user", 10));
        assertEquals(List.of(), Unchanged.tablesSince(before, scene.machine, "user"));
    }

    @Test
    void everyFarCallIsNamedAndNoneIsChanged() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("one", 0, "bar"), returns("two", 0, "bar", "bar"));
        long base = scene.era.kernelBase();
        scene.module("near", base + 32 * M, 0, returns("user", 0, "bar"));
        scene.module("fix", base + 200 * M, 0, returns("bar", 2));
        StepRefusal.NoSlot refusal =
                reason(StepRefusal.NoSlot.class, scene.redirect("bar", "fix.bar", "callers"));
        assertEquals(
                List.of("one", "two", "two", "near.user"),
                refusal.sites().stream().map(s -> s.function().qualified()).toList());
        assertTrue(refusal.remedies().contains(StepRefusal.Remedy.SPARE_SLOTS));
        reason(StepRefusal.NoCallers.class, scene.redirect("one", "bar", "callers"));
    }

    @Test
    void aCallThroughASlotIsACallToo() {
        Scene scene = example("6.1");
        scene.act(scene.redirect("printk", "foo.bar", "callers"));
        assertEquals(
                List.of("foo"),
                Branches.to(scene.machine, scene.era.isa(), scene.address("foo.bar")).stream()
                        .map(b -> b.module().name())
                        .toList());
    }

    @Test
    void aJumpIsABranchOrTheErasVeneer() {
        Scene near = example("6.1", 64 * M);
        near.act(near.redirect("bar", "foo.bar", "jump"));
        assertEquals("12: caller -> bar -> foo.bar -> printk", near.call("caller"));

        Scene far = example("6.1");
        assertEquals(
                12L,
                reason(StepRefusal.TooShort.class, tooShort().redirect("bar", "foo.bar", "jump"))
                        .needed());
        Machine before = far.machine.snapshot();
        far.act(far.redirect("bar", "foo.bar", "jump"));
        assertEquals("12: caller -> bar -> foo.bar -> foo.plt[0] -> printk", far.call("caller"));
        far.act(far.restore("bar"));
        assertEquals(List.of(), Unchanged.since(before, far.machine, "kernel", 10));

        Scene seed = Scene.arm64("4.19");
        seed.kernel(sized(32, returns("bar", 1)), returns("caller", 0, "bar"));
        seed.module("foo", seed.era.kernelBase() + 200 * M, 0, returns("bar", 2));
        Plan plan = seed.act(seed.redirect("bar", "foo.bar", "jump"));
        assertEquals(16, plan.writes().getFirst().after().length);
    }

    private static Scene tooShort() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(Scene.assembler("bar", "mov x0, #1", "ret"), returns("caller", 0, "bar"));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 0, returns("bar", 2));
        return scene;
    }

    @Test
    void aJumpIsRefusedWhereABranchLandsInside() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                Scene.assembler(
                        "loop", "mov x1, #3", "again:", "sub x1, x1, #1", "cbnz x1, again", "ret"));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 0, returns("bar", 2));
        Result<Plan> far = scene.redirect("loop", "foo.bar", "jump");
        assertEquals(scene.address("loop") + 4, reason(StepRefusal.BranchInto.class, far).target());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11})
    void aForeignByteKeepsASpareSlotFromBeingTaken(int offset) {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 3));
        long base = scene.era.kernelBase();
        scene.module("user", base + 64 * M, 2, returns("one", 10, "bar"));
        scene.module("fix", base - 128 * M, 0, returns("bar", 2));
        SlotTable plt = scene.machine.table("user", "plt").orElseThrow();
        scene.machine.memory().putLittle(plt.addressOf(0) + offset, 1, 1);
        scene.act(scene.redirect("bar", "fix.bar", "callers"));
        assertEquals("10: user.one -> user.plt[1] -> fix.bar", scene.call("user.one"));
    }

    @Test
    void aSlotThatWasOverwrittenIsNotShared() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 3));
        long base = scene.era.kernelBase();
        scene.module(
                "user", base + 64 * M, 3, returns("one", 10, "bar"), returns("two", 20, "baz"));
        scene.module("fix", base - 128 * M, 0, returns("bar", 2));
        scene.act(scene.redirect("bar", "fix.bar", "callers"));
        scene.machine
                .memory()
                .putLittle(
                        scene.machine.table("user", "plt").orElseThrow().addressOf(0),
                        4,
                        0xd503201f);
        scene.act(scene.redirect("baz", "fix.bar", "callers"));
        assertEquals("20: user.two -> user.plt[1] -> fix.bar", scene.call("user.two"));
    }

    @Test
    void aTailCallStaysAJump() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 3), Scene.assembler("tail", "nop", "b bar"));
        scene.act(scene.redirect("bar", "baz", "callers"));
        assertEquals("3: tail -> baz", scene.call("tail"));
        assertEquals(0x14000000, scene.word(scene.address("tail") + 4) & 0xfc000000);
    }

    @Test
    void aSlotServesABranchNoMoreOnceItGoesElsewhere() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 3));
        long base = scene.era.kernelBase();
        scene.module("far", base + 200 * M, 2, returns("user", 4, "bar"));
        assertEquals(List.of(1), users(scene));
        scene.act(scene.redirect("bar", "baz", "callers"));
        assertEquals("4: far.user -> far.plt[1] -> baz", scene.call("far.user"));
        assertEquals(List.of(0, 1), users(scene));
    }

    private static List<Integer> users(Scene scene) {
        return scene.machine.table("far", "plt").orElseThrow().slots().stream()
                .map(slot -> slot.users().size())
                .toList();
    }

    @Test
    void aModuleOutOfReachOfTheTracerAndWithoutASlotForItIsRefused() {
        Scene scene = Scene.arm64("4.19");
        scene.kernel(returns("bar", 1));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 0, returns("bar", 2));
        Result<Plan> result = scene.redirect("foo.bar", "bar", "ftrace");
        assertEquals(Code.PB4009, Scene.reasons(result).getFirst().code());
    }

    @Test
    void eachRedirectHasItsOwnOps() {
        Scene scene = example("6.12");
        scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        scene.act(scene.redirect("printk", "caller", "ftrace"));
        long first = scene.machine.memory().u64(scene.address("bar") - 8);
        long second = scene.machine.memory().u64(scene.address("printk") - 8);
        assertEquals(scene.era.heapBase(), first);
        assertEquals(scene.era.heapBase() + 4096, second);
    }

    @Test
    void eachWriteSaysWhatItIsFor() {
        Scene scene = example("6.1");
        Plan near = scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        assertEquals(
                List.of(
                        "ftrace_call: call ftrace_ops_list_func",
                        "site of bar: call ftrace_regs_caller"),
                whys(near));
        Plan far = scene.act(scene.redirect("foo.bar", "printk", "ftrace"));
        assertEquals("site of foo.bar: call foo.ftrace[1]", far.writes().getLast().why());
        scene.act(scene.restore("bar"));
        Plan back = scene.act(scene.restore("foo.bar"));
        assertEquals("ftrace_call: call ftrace_stub", back.writes().getLast().why());
    }
}
