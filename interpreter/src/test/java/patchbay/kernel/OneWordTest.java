package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;

/** Answers come from bytes: whichever word on the way is overwritten, the answer changes. */
class OneWordTest {
    private static final int NOP = 0xd503201f;

    private Scene scene = Scene.arm64("6.1");

    @BeforeEach
    void redirect() {
        scene = Scene.arm64("6.1");
        scene.kernel(
                returns("printk", 0),
                returns("bar", 1),
                returns("caller", java.util.List.of(), plus(called("bar"), number(10))));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 0, returns("bar", 2, "printk"));
        scene.act(scene.redirect("bar", "foo.bar", "ftrace"));
        assertEquals(
                "12: caller -> bar -> ftrace_regs_caller -> foo.bar -> foo.plt[0] -> printk",
                scene.call("caller"));
    }

    private void store(long address, int word) {
        scene.machine.memory().putLittle(address, 4, word);
    }

    private void copy(long from, long to) {
        store(to, scene.word(from));
    }

    @Test
    void theSite() {
        store(scene.address("bar") + 4, NOP);
        assertEquals("11: caller -> bar", scene.call("caller"));
    }

    @Test
    void theEntryCodesCallOfTheTracer() {
        store(scene.address("ftrace_call"), 0x9400000b);
        assertEquals(
                "11: caller -> bar -> ftrace_regs_caller -> ftrace_stub", scene.call("caller"));
        store(scene.address("ftrace_call"), NOP);
        assertEquals("11: caller -> bar -> ftrace_regs_caller", scene.call("caller"));
    }

    @Test
    void theReloadOfTheSavedPc() {
        // ldr x9, [sp, #0x100] becomes ldr x9, [sp, #0xf0]: the caller's return address instead of
        // the pc
        long reload = scene.address("ftrace_call") + 9 * 4;
        assertEquals(0xf94083e9, scene.word(reload - 4));
        store(reload - 4, 0xf9407be9);
        assertEquals("4: caller -> bar -> ftrace_regs_caller", sum(scene));
    }

    /** The function's own x0 is whatever the caller left in it, so only the path is told. */
    private static String sum(Scene scene) {
        String call = scene.call("caller");
        return "4" + call.substring(call.indexOf(':'));
    }

    @Test
    void theSlotOfTheModule() {
        long slot = scene.machine.table("foo", "plt").orElseThrow().addressOf(0);
        store(slot, 0);
        RunRefusal.Undefined undefined = reason(RunRefusal.Undefined.class, scene.run("caller"));
        assertEquals(slot, undefined.address());
        // br x16 becomes ret: straight back into foo.bar
        scene.machine.memory().putLittle(slot, 4, 0xd65f03c0);
        assertEquals(
                "12: caller -> bar -> ftrace_regs_caller -> foo.bar -> foo.plt[0]",
                scene.call("caller"));
    }

    @Test
    void theCallInTheCaller() {
        long call = scene.address("caller") + 16;
        assertEquals(
                Bits.signed(scene.address("bar") - call >> 2, 26),
                Bits.signed(scene.word(call) & 0x3ffffff, 26));
        int toPrintk = (int) (scene.address("printk") - call >> 2) & 0x3ffffff | 0x94000000;
        store(call, toPrintk);
        assertEquals("10: caller -> printk", scene.call("caller"));
    }

    @Test
    void theValueInTheReplacement() {
        Scene other = scene;
        long body = other.address("foo.bar");
        for (int offset = 0; ; offset += 4) {
            if (other.word(body + offset) == 0xd2800040) {
                store(body + offset, 0xd28000e0);
                break;
            }
        }
        assertEquals(
                "17: caller -> bar -> ftrace_regs_caller -> foo.bar -> foo.plt[0] -> printk",
                other.call("caller"));
    }

    @Test
    void aLostReturnAddressReturnsToNowhere() {
        long reload = scene.address("bar");
        // mov x9, x30 becomes mov x9, xzr: the tracer then hands on a caller that is nowhere
        store(reload, 0xaa1f03e9);
        assertEquals(0L, reason(RunRefusal.ReturnToNowhere.class, scene.run("caller")).address());
    }

    @Test
    void aWordCopiedElsewhereActsThere() {
        copy(scene.address("bar"), scene.address("printk"));
        assertEquals(
                "12: caller -> bar -> ftrace_regs_caller -> foo.bar -> foo.plt[0] -> printk",
                scene.call("caller"));
    }
}
