package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.calling;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.whys;
import static patchbay.kernel.Scene.withSetUp;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.machine.Machine;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;

/**
 * Redirects where a register belongs to each object, r2 of 64-bit Power: what goes to another
 * object saves it, sets it and restores it, or is refused.
 */
class ObjectRegisterRedirectTest {
    private static final String RESTORE = "ld r2,24(r1)";

    private static Scene scene() {
        return Scene.ppc64("6.1")
                .kernel(
                        returns("printk", 0),
                        returns("bar", 1),
                        returns("set", 5, "printk"),
                        calling("caller", 10, "set"));
    }

    private static String hex(long address) {
        return Long.toHexString(address);
    }

    private static SlotTable stubs(Scene scene, String module) {
        return scene.machine.table(module, "stubs").orElseThrow();
    }

    private static List<Integer> users(Scene scene, String module) {
        return stubs(scene, module).slots().stream().map(slot -> slot.users().size()).toList();
    }

    // ---------------------------------------------------------------------------- via callers

    @Test
    void aCallerComesToGoThroughASlotAndRestoresTheRegisterFromThenOn() {
        Scene scene = scene();
        scene.module("foo", 1, returns("low", 3), calling("user", 1, "low"));
        scene.module("fix", 0, returns("low", 7, "printk"));
        Machine before = scene.machine.snapshot();
        Plan plan = scene.act(scene.redirect("foo.low", "fix.low", "callers"));
        long call = scene.address("foo.user") + 28;
        long slot = stubs(scene, "foo").addressOf(2);
        assertEquals(
                List.of(
                        "foo.stubs[2]: complete before a branch leads to it",
                        "behind the call in foo.user: restore the register, all other processors"
                                + " held (stop_machine)",
                        "call in foo.user: foo.stubs[2]"),
                whys(plan));
        assertEquals("bl " + hex(slot), scene.text(call));
        assertEquals(RESTORE, scene.text(call + 4));
        assertEquals(
                "8: foo.user -> foo.stubs[2] -> fix.low -> fix.stubs[0] -> printk",
                scene.call("foo.user"));
        scene.act(scene.restore("foo.low"));
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "foo", 10));
        assertEquals(List.of(), Unchanged.tablesSince(before, scene.machine, "foo"));
    }

    @Test
    void aCallThatRestoresTheRegisterStaysInASlotEvenToItsOwnObject() {
        Scene scene = scene();
        scene.module("foo", 1, returns("own", 3, "printk"), calling("user", 1, "bar"));
        Plan plan = scene.act(scene.redirect("bar", "foo.own", "callers"));
        assertEquals(2, plan.writes().size());
        assertEquals(
                "4: foo.user -> foo.stubs[4] -> foo.own -> foo.stubs[1] -> printk",
                scene.call("foo.user"));
        assertEquals(List.of(0, 1, 0, 0, 1), users(scene, "foo"));
    }

    @Test
    void aCallWhoseSlotIsLeftRestoresAsBefore() {
        Scene scene = scene();
        scene.module("foo", 1, calling("user", 1, "bar"));
        scene.module("fix", 0, returns("bar", 2));
        Plan plan = scene.act(scene.redirect("bar", "fix.bar", "callers"));
        assertEquals(
                List.of(
                        "foo.stubs[3]: complete before a branch leads to it",
                        "call in foo.user: foo.stubs[3]"),
                whys(plan));
        assertEquals(List.of(0, 0, 0, 1), users(scene, "foo"));
        assertEquals("3: foo.user -> foo.stubs[3] -> fix.bar", scene.call("foo.user"));
    }

    @Test
    void insideTheirObjectCallersEnterBehindTheSetUp() {
        Scene scene = scene();
        scene.module(
                "foo",
                0,
                returns("low", 3, "printk"),
                returns("other", 6, "printk"),
                calling("user", 1, "low"));
        Plan plan = scene.act(scene.redirect("foo.low", "foo.other", "callers"));
        assertEquals(List.of("call in foo.user: foo.other"), whys(plan));
        assertEquals(
                "bl " + hex(scene.address("foo.other") + 8),
                scene.text(plan.writes().getFirst().at()));
        assertEquals("7: foo.user -> foo.other -> foo.stubs[0] -> printk", scene.call("foo.user"));
    }

    @Test
    void aCallWithoutANoOpBehindItCannotComeToRestore() {
        Scene scene = scene();
        scene.module("foo", 1, returns("low", 3), withSetUp("user", "bl low", "blr"));
        scene.module("fix", 0, returns("low", 7));
        StepRefusal.NothingToRestoreWith refusal =
                reason(
                        StepRefusal.NothingToRestoreWith.class,
                        scene.redirect("foo.low", "fix.low", "callers"));
        assertEquals(scene.address("foo.user") + 8, refusal.call());
        assertEquals("foo.user", refusal.function().qualified());
    }

    @Test
    void aJumpCannotRestoreAndIsChangedOnlyWhenThatIsLifted() {
        Scene scene = scene();
        scene.module("foo", 1, returns("low", 3), withSetUp("tail", "b low", "nop"));
        scene.module("fix", 0, returns("low", 7));
        long jump = scene.address("foo.tail") + 8;
        assertEquals(
                List.of(
                        new StepRefusal.RegisterLost(
                                scene.symbol("foo.tail"), jump, scene.symbol("fix.low"))),
                scene.redirect("foo.low", "fix.low", "callers").reasons());

        Plan plan = scene.act(scene.redirect("foo.low", "fix.low", "callers", Code.PB4014));
        assertEquals(
                List.of(stubs(scene, "foo").addressOf(2), jump),
                plan.writes().stream().map(Effect.Write::at).toList());
        assertEquals("b " + hex(stubs(scene, "foo").addressOf(2)), scene.text(jump));
        assertEquals("nop", scene.text(jump + 4));
    }

    @Test
    void aJumpThroughASlotGoesThroughAnotherWithoutMoreAdo() {
        Scene scene = scene();
        scene.module("foo", 1, withSetUp("tail", "b bar", "nop"));
        scene.module("fix", 0, returns("bar", 7));
        Plan plan = scene.act(scene.redirect("bar", "fix.bar", "callers"));
        assertEquals(2, plan.writes().size());
        assertEquals("7: foo.tail -> foo.stubs[3] -> fix.bar", scene.call("foo.tail"));
    }

    @Test
    void withoutASpareSlotEveryCallerIsNamedWithItsDistance() {
        Scene scene = scene();
        scene.module("foo", 0, calling("user", 1, "bar"));
        scene.module("fix", 0, returns("bar", 7));
        StepRefusal.NoSlot refusal =
                reason(StepRefusal.NoSlot.class, scene.redirect("bar", "fix.bar", "callers"));
        long call = scene.address("foo.user") + 28;
        assertEquals(
                List.of(
                        new StepRefusal.FarSite(
                                call,
                                scene.symbol("foo.user"),
                                "foo",
                                true,
                                scene.address("fix.bar") - call)),
                refusal.sites());
        assertEquals(
                List.of(
                        StepRefusal.Remedy.AT_THE_CALLED_FUNCTION,
                        StepRefusal.Remedy.SPARE_SLOTS,
                        StepRefusal.Remedy.NEARER),
                refusal.remedies());
    }

    // -------------------------------------------------------------------------------- via jump

    @Test
    void aJumpStandsAtTheEntryOfItsOwnObjectAndEntersThereToo() {
        Scene scene = scene();
        scene.module("foo", 0, returns("low", 3, "printk"), returns("other", 6, "printk"));
        scene.act(scene.redirect("foo.low", "foo.other", "jump"));
        long local = scene.address("foo.low") + 8;
        assertEquals("b " + hex(scene.address("foo.other") + 8), scene.text(local));
        assertEquals("6: foo.low -> foo.other -> foo.stubs[0] -> printk", scene.call("foo.low"));
    }

    @Test
    void aJumpToAnotherObjectLosesTheRegisterAndThatMayBeLifted() {
        Scene scene = scene();
        scene.module("foo", 1, returns("low", 3, "printk"));
        scene.module("fix", 0, returns("low", 7));
        Machine before = scene.machine.snapshot();
        assertEquals(
                List.of(
                        new StepRefusal.RegisterLost(
                                scene.symbol("foo.low"),
                                scene.address("foo.low") + 8,
                                scene.symbol("fix.low"))),
                scene.redirect("foo.low", "fix.low", "jump").reasons());

        Plan plan = scene.act(scene.redirect("foo.low", "fix.low", "jump", Code.PB4014));
        assertEquals(
                List.of(
                        "foo.stubs[3]: complete before a branch leads to it",
                        "entry of foo.low: branch to fix.low, all other processors held"
                                + " (stop_machine)"),
                whys(plan));
        assertEquals("7: foo.low -> foo.stubs[3] -> fix.low", scene.call("foo.low"));
        scene.act(scene.restore("foo.low"));
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "foo", 10));
        assertEquals(List.of(), Unchanged.tablesSince(before, scene.machine, "foo"));
    }

    /** Inside an object, too: whoever has one entry has whatever register its caller had. */
    @Test
    void aFunctionWithoutASetUpCannotJumpToOneThatNeedsIt() {
        Scene scene = scene();
        scene.module("foo", 0, returns("leaf", 3), returns("low", 6, "printk"));
        assertEquals(
                List.of(
                        new StepRefusal.RegisterUnset(
                                scene.symbol("foo.leaf"), scene.symbol("foo.low"))),
                scene.redirect("foo.leaf", "foo.low", "jump").reasons());
        Plan lifted = scene.act(scene.redirect("foo.leaf", "foo.low", "jump", Code.PB4017));
        assertEquals(scene.address("foo.leaf"), lifted.writes().getFirst().at());
        assertEquals(
                "b " + hex(scene.address("foo.low") + 8), scene.text(scene.address("foo.leaf")));
        scene.act(scene.redirect("foo.low", "foo.leaf", "jump"));
    }

    @Test
    void aJumpWithoutASlotIsRefusedWithWhatWouldHelp() {
        Scene scene = scene();
        scene.module("foo", 0, returns("low", 3, "printk"), Scene.notrace(returns("quiet", 4)));
        scene.module("fix", 0, returns("low", 7));
        for (String from : List.of("foo.low", "set", "foo.quiet")) {
            StepRefusal.NoSlot refusal =
                    reason(StepRefusal.NoSlot.class, scene.redirect(from, "fix.low", "jump"));
            long place = scene.symbol(from).localEntry();
            boolean module = from.startsWith("foo.");
            assertEquals(
                    List.of(
                            new StepRefusal.FarSite(
                                    place,
                                    scene.symbol(from),
                                    module ? "foo" : "kernel",
                                    module,
                                    scene.address("fix.low") - place)),
                    refusal.sites());
            assertEquals(
                    List.of(
                            from.equals("foo.quiet")
                                    ? StepRefusal.Remedy.NEARER
                                    : StepRefusal.Remedy.AT_THE_CALLED_FUNCTION),
                    refusal.remedies());
            assertEquals(-32 * M, refusal.lowest());
            assertEquals(32 * M - 4, refusal.highest());
        }
    }

    @Test
    void whatStandsBeforeTheEntryOfItsObjectIsNoRoomForAJump() {
        Scene scene = scene();
        scene.module("foo", 0, withSetUp("low"), withSetUp("one", "blr"), returns("bar", 2));
        StepRefusal.TooShort refusal =
                reason(StepRefusal.TooShort.class, scene.redirect("foo.low", "foo.bar", "jump"));
        assertEquals(List.of(8L, 4L), List.of(refusal.size(), refusal.needed()));
        scene.act(scene.redirect("foo.one", "foo.bar", "jump"));
        assertEquals("2: foo.one -> foo.bar", scene.call("foo.one"));
    }

    // ------------------------------------------------------------------------------ via ftrace

    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1", "6.12"})
    void theEntryCodeKeepsTheRegisterOfEveryCaller(String version) {
        Scene scene = Scene.ppc64(version);
        scene.kernel(
                returns("printk", 0), returns("bar", 1, "printk"), calling("caller", 10, "bar"));
        scene.module("foo", scene.era.moduleBase(), 0, calling("user", 20, "bar"));
        scene.module("fix", scene.era.moduleBase() + 64 * M, 0, returns("bar", 2, "printk"));
        Machine before = scene.machine.snapshot();
        scene.act(scene.redirect("bar", "fix.bar", "ftrace"));
        String way =
                "bar -> "
                        + (version.equals("4.19") ? "ftrace_regs_caller" : "ftrace_caller")
                        + " -> livepatch_handler -> fix.bar -> fix.stubs[0] -> printk";
        assertEquals("12: caller -> " + way, scene.call("caller"));
        assertEquals("22: foo.user -> foo.stubs[0] -> " + way, scene.call("foo.user"));
        scene.act(scene.restore("bar"));
        assertEquals("11: caller -> bar -> printk", scene.call("caller"));
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "kernel", 10));
    }

    @Test
    void aModulesSiteGoesThroughItsSlotForTheTracer() {
        Scene scene = scene();
        scene.module("foo", 0, returns("low", 3));
        scene.module("fix", 0, returns("low", 7));
        Plan plan = scene.act(scene.redirect("foo.low", "fix.low", "ftrace"));
        assertEquals("site of foo.low: call ftrace_caller", plan.writes().getLast().why());
        Scene far = scene();
        far.module("foo", far.era.moduleBase(), 0, returns("low", 3));
        far.module("fix", 0, returns("low", 7));
        Plan distant = far.act(far.redirect("foo.low", "fix.low", "ftrace"));
        assertEquals("site of foo.low: call foo.stubs[0]", distant.writes().getLast().why());
        assertEquals(List.of(1, 0), users(far, "foo"));
        assertEquals(
                "7: foo.low -> foo.stubs[0] -> ftrace_caller -> livepatch_handler -> fix.low",
                far.call("foo.low"));
    }

    @Test
    void aNewFunctionThatJumpsThroughASlotLosesTheRegister() {
        Scene scene = scene();
        scene.module(
                "fix",
                0,
                withSetUp("jumps", "bl set", "nop", "b printk", "b set"),
                withSetUp("calls", "bl printk", "nop", "blr"),
                withSetUp("loops", "b loops"));
        List<StepRefusal> refusals =
                scene.redirect("bar", "fix.jumps", "ftrace").reasons().stream()
                        .map(StepRefusal.class::cast)
                        .toList();
        long jumps = scene.address("fix.jumps");
        assertEquals(
                List.of(
                        new StepRefusal.RegisterLost(
                                scene.symbol("fix.jumps"), jumps + 16, scene.symbol("printk")),
                        new StepRefusal.RegisterLost(
                                scene.symbol("fix.jumps"), jumps + 20, scene.symbol("set"))),
                refusals);
        Machine untouched = scene.machine.snapshot();
        scene.act(scene.redirect("bar", "fix.calls", "ftrace"));
        scene.machine = untouched.snapshot();
        scene.act(scene.redirect("bar", "fix.loops", "ftrace"));
        scene.machine = untouched;
        Plan lifted = scene.act(scene.redirect("bar", "fix.jumps", "ftrace", Code.PB4014));
        assertEquals(scene.address("bar") + 4, lifted.writes().getLast().at());
    }
}
