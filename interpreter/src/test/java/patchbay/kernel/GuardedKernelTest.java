package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.assembler;
import static patchbay.kernel.Scene.calling;
import static patchbay.kernel.Scene.local;
import static patchbay.kernel.Scene.notrace;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.machine.Symbol;

/** Kernels built with ARM64_BTI_KERNEL: what their functions begin with, and who may go there. */
class GuardedKernelTest {
    private static final int NOP = 0xd503201f;

    private static Scene scene(String version) {
        Scene scene = Scene.arm64(version, "bti");
        scene.kernel(
                returns("bar", 1),
                calling("near", 10, "bar"),
                local(returns("hidden", 2)),
                local(calling("caller", 20, "bar")),
                notrace(returns("quiet", 3)),
                notrace(calling("through", 30, "other")),
                local(notrace(returns("inner", 4))),
                returns("other", 5));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 2, calling("far", 40, "bar"));
        return scene;
    }

    private static List<String> words(Scene scene, String name, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(scene.text(scene.address(name) + 4 * i));
        }
        return words;
    }

    /** As the compiler does it; what it says of the site holds behind the pad, too. */
    @ParameterizedTest
    @ValueSource(strings = {"5.10", "6.1", "6.2", "6.12", "6.17"})
    void whatMayBeReachedThroughARegisterBeginsWithALandingPad(String version) {
        Scene scene = scene(version);
        String mov = "mov x9, x30";
        assertEquals(List.of("bti c", mov, "nop", "mov x0, #0x1"), words(scene, "bar", 4));
        assertEquals(List.of("bti c", mov, "nop", "paciasp"), words(scene, "near", 4));
        assertEquals(List.of(mov, "nop", "mov x0, #0x2", "ret"), words(scene, "hidden", 4));
        assertEquals(List.of(mov, "nop", "paciasp"), words(scene, "caller", 3));
        assertEquals(List.of("bti c", "mov x0, #0x3"), words(scene, "quiet", 2));
        assertEquals("paciasp", words(scene, "through", 1).getFirst());
        assertEquals("mov x0, #0x4", words(scene, "inner", 1).getFirst());
        for (String name : List.of("bar", "hidden")) {
            Symbol symbol = scene.symbol(name);
            long ip =
                    scene.machine
                            .module("kernel")
                            .flatMap(kernel -> kernel.site(symbol.address()))
                            .orElseThrow()
                            .ip();
            assertEquals(symbol.address() + (name.equals("bar") ? 8 : 4), ip);
            assertEquals(NOP, scene.word(ip));
        }
        Symbol last = scene.symbol("near");
        assertEquals("autiasp", scene.text(last.range().end() - 8));
    }

    @Test
    void withoutTheOptionNothingIsGuarded() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), local(returns("hidden", 2)));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 1, calling("far", 40, "bar"));
        assertEquals("mov x9, x30", scene.text(scene.address("bar")));
        scene.act(scene.redirect("bar", "hidden", "callers"));
        assertEquals("42: foo.far -> foo.plt[1] -> hidden", scene.call("foo.far"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.10", "6.1", "6.2", "6.3", "6.12", "6.17"})
    void aFarCallMayGoWhereALandingPadIs(String version) {
        Scene scene = scene(version);
        assertEquals("41: foo.far -> foo.plt[0] -> bar", scene.call("foo.far"));
        scene.act(scene.redirect("bar", "through", "callers"));
        assertEquals("75: foo.far -> foo.plt[1] -> through -> other", scene.call("foo.far"));
        scene.act(scene.restore("bar"));
        scene.act(scene.redirect("bar", "hidden", "callers"));
        RunRefusal.NoLandingPad refusal =
                reason(RunRefusal.NoLandingPad.class, scene.run("foo.far"));
        assertEquals(scene.address("hidden"), refusal.address());
        assertEquals("br x16", scene.text(refusal.from()));
        assertEquals("mov x9, x30", scene.text(refusal.address()));
        assertEquals(scene.word(refusal.address()) & 0xffff_ffffL, refusal.word());
        assertEquals("12: near -> hidden", scene.call("near"));
    }

    /** The tracer's entry code leaves by ret, and comes to everything that it calls by pads. */
    @ParameterizedTest
    @ValueSource(strings = {"5.10", "6.1", "6.2", "6.3", "6.12", "6.17"})
    void theTracerMaySendAnywhere(String version) {
        Scene scene = scene(version);
        scene.act(scene.redirect("bar", "hidden", "ftrace"));
        String caller = scene.era.entryCode().target();
        assertEquals(
                "42: foo.far -> foo.plt[0] -> bar -> " + caller + " -> hidden",
                scene.call("foo.far"));
        assertEquals("12: near -> bar -> " + caller + " -> hidden", scene.call("near"));
    }

    /** A jump over the entry leaves the landing pad, or far calls would not get there. */
    @Test
    void aJumpStandsBehindTheLandingPad() {
        Scene scene = scene("6.1");
        long bar = scene.address("bar");
        scene.act(scene.redirect("bar", "hidden", "jump"));
        assertEquals("bti c", scene.text(bar));
        assertEquals("42: foo.far -> foo.plt[0] -> bar -> hidden", scene.call("foo.far"));
        scene.act(scene.restore("bar"));
        assertEquals("mov x9, x30", scene.text(bar + 4));
        scene.act(scene.redirect("hidden", "bar", "jump"));
        assertEquals(
                bar, scene.address("hidden") + 4 * (scene.word(scene.address("hidden")) << 6 >> 6));
    }

    @Test
    void aFarJumpLandsOnAPadOrNot() {
        Scene scene = scene("6.1");
        scene.module(
                "baz",
                scene.era.kernelBase() + 400 * M,
                0,
                local(returns("hidden", 6)),
                returns("open", 7));
        scene.act(scene.redirect("near", "baz.open", "jump"));
        assertEquals("7: near -> baz.open", scene.call("near"));
        scene.act(scene.restore("near"));
        scene.act(scene.redirect("near", "baz.hidden", "jump"));
        RunRefusal.NoLandingPad refusal = reason(RunRefusal.NoLandingPad.class, scene.run("near"));
        assertEquals(scene.address("near") + 12, refusal.from());
    }

    /** The compiler does not see who calls through a pointer. */
    @Test
    void aLocalFunctionWhoseAddressIsTakenHasAPad() {
        Scene scene = Scene.arm64("6.1", "bti");
        LayoutSpec.Value address = new LayoutSpec.Address("taken");
        scene.kernel(
                local(returns("taken", 1)),
                local(returns("hidden", 1)),
                new LayoutSpec.Section(
                        ".data", List.of(new LayoutSpec.Data("pointer", List.of(address)))));
        assertEquals("bti c", scene.text(scene.address("taken")));
        assertEquals("mov x9, x30", scene.text(scene.address("hidden")));
    }

    /** A pad of the wrong kind is none. */
    @Test
    void assemblerIsTakenAsItIs() {
        Scene scene = Scene.arm64("6.12", "bti");
        scene.kernel(
                assembler("callee", "bti j", "mov x0, #9", "ret"),
                assembler("jumps", "bti c", "adr x3, callee", "br x3"),
                assembler("calls", "bti c", "mov x9, x30", "adr x3, callee", "blr x3", "ret x9"));
        assertEquals("9: jumps -> callee", scene.call("jumps"));
        RunRefusal.NoLandingPad refusal = reason(RunRefusal.NoLandingPad.class, scene.run("calls"));
        assertEquals("bti c, bti jc or paciasp", refusal.accepted());
        assertEquals(scene.address("calls") + 12, refusal.from());
    }

    @Test
    void aSlotToldBeforehandWhatItsBranchWouldMeet() {
        Era era = scene("6.1").era;
        assertEquals(true, era.missingLandingPad(NOP).isPresent());
        assertEquals(false, era.missingLandingPad(0xd503245fL).isPresent());
        assertEquals(false, Scene.arm64("6.1").era.missingLandingPad(NOP).isPresent());
        assertEquals(false, Scene.ppc64("6.1").era.missingLandingPad(NOP).isPresent());
    }
}
