package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.assembler;
import static patchbay.kernel.Scene.at;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.PatchRefusal;
import patchbay.patch.Plan;
import patchbay.source.Code;

/** Redirects that are not done, with the place of each obstacle. */
class RedirectRefusalTest {
    private static final int BRK = 0xd420_0000;
    private static final int NOP = 0xd503_201f;

    private static Scene scene() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 2), returns("caller", 0, "bar"));
        return scene;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftrace", "callers", "jump"})
    void whatIsRedirectedIsNotRedirectedAgain(String via) {
        Scene scene = scene();
        scene.act(scene.redirect("bar", "baz", "ftrace"));
        assertEquals(
                scene.address("baz"),
                reason(StepRefusal.RedirectedAlready.class, scene.redirect("bar", "caller", via))
                        .replacement());
    }

    @Test
    void onlyBranchesThatAlwaysLeadThereAreItsCallers() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1),
                returns("baz", 2),
                assembler("maybe", "cbz x0, bar", "b.eq bar", "ret"));
        reason(StepRefusal.NoCallers.class, scene.redirect("bar", "baz", "callers"));
    }

    @Test
    void aSlotServesNobodyWhoReachesTheNewFunctionByHimself() {
        Scene scene = scene();
        long base = scene.era.kernelBase() + 200 * M;
        scene.module("far", base, 0, returns("user", 4, "baz"), returns("near", 5));
        SlotTable before = scene.machine.table("far", "plt").orElseThrow();
        assertEquals(1, before.slots().getFirst().users().size());
        scene.act(scene.redirect("baz", "far.near", "callers"));
        assertEquals("4: far.user -> far.near", scene.call("far.user"));
        SlotTable left = scene.machine.table("far", "plt").orElseThrow();
        assertEquals(List.of(), left.slots().getFirst().users());
        scene.act(scene.restore("baz"));
        assertEquals(before, scene.machine.table("far", "plt").orElseThrow());
    }

    // ------------------------------------------------------------------------------- the tracer

    @Test
    void aFunctionOfTheKernelFarFromItsEntryCodeHasNoSlot() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), at(130 * M, returns("last", 2)));
        StepRefusal.NoSlot refusal =
                reason(StepRefusal.NoSlot.class, scene.redirect("bar", "last", "ftrace"));
        long ip = scene.address("bar") + 4;
        assertEquals(scene.symbol("ftrace_regs_caller"), refusal.target());
        assertEquals(
                List.of(
                        new StepRefusal.FarSite(
                                ip,
                                scene.symbol("bar"),
                                "kernel",
                                false,
                                scene.address("ftrace_regs_caller") - ip)),
                refusal.sites());
        assertEquals(List.of(StepRefusal.Remedy.NEARER), refusal.remedies());
    }

    /** The word is that of the redirect, whether it is done or not. */
    @Test
    void whatARedirectWouldWriteAtASiteIsKnownBefore() {
        Scene scene = scene();
        scene.module("far", scene.era.kernelBase() + 200 * M, 0, returns("user", 1));
        for (String name : List.of("bar", "far.user")) {
            Module module = scene.machine.module(scene.symbol(name).object()).orElseThrow();
            long ip = scene.address(name) + 4;
            byte[] word = Redirect.siteCall(scene.machine, scene.era, module, ip).orElseThrow();
            assertEquals(NOP, scene.word(ip));
            scene.act(scene.redirect(name, "baz", "ftrace"));
            assertArrayEquals(word, scene.machine.memory().bytes(ip, 4));
        }
        Scene alone = Scene.arm64("6.1");
        alone.module("foo", alone.era.moduleBase(), 0, returns("bar", 1));
        Module foo = alone.machine.module("foo").orElseThrow();
        assertEquals(
                Optional.empty(),
                Redirect.siteCall(alone.machine, alone.era, foo, alone.address("foo.bar") + 4));
    }

    @Test
    void aModuleWhoseSlotForTheTracerIsGoneSaysThatItHasATable() {
        Scene scene = scene();
        scene.module("far", scene.era.kernelBase() + 200 * M, 1, returns("user", 1));
        SlotTable tracer = scene.machine.table("far", "ftrace").orElseThrow();
        scene.machine.apply(new Plan("", List.of(new Effect.Become(tracer.key(), tracer, null))));
        StepRefusal.NoSlot refusal =
                reason(StepRefusal.NoSlot.class, scene.redirect("far.user", "bar", "ftrace"));
        assertEquals(true, refusal.sites().getFirst().hasTable());
    }

    @Test
    void withoutAKernelThereIsNoEntryCode() {
        Scene scene = Scene.arm64("6.1");
        scene.module("foo", scene.era.moduleBase(), 0, returns("bar", 1), returns("baz", 2));
        assertEquals(
                "ftrace_regs_caller",
                reason(
                                StepRefusal.NoEntryCode.class,
                                scene.redirect("foo.bar", "foo.baz", "ftrace"))
                        .symbol());
    }

    /** Unless the check is lifted, a site has to hold the no-op. */
    @Test
    void aSiteThatHoldsAnotherWordIsFoundWhenThePlanIsChecked() {
        Scene scene = scene();
        long ip = scene.address("bar") + 4;
        scene.machine.memory().putLittle(ip, 4, BRK);
        Plan plan = Scene.value(scene.redirect("bar", "baz", "ftrace"));
        PatchRefusal.OldBytes refusal =
                (PatchRefusal.OldBytes) scene.machine.check(plan).getFirst();
        assertEquals(ip, refusal.at());
        scene.act(scene.redirect("bar", "baz", "ftrace", Code.PB4001));
        assertEquals("2: bar -> ftrace_regs_caller -> baz", scene.call("bar"));
    }
}
