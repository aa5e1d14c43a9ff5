package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.returns;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.kernel.Reachability.Verdict;

/** Why a branch goes the way it goes. */
class ReachabilityTest {

    @Test
    void theLimitsAreThoseOfABranch() {
        Scene scene = Scene.arm64("6.1");
        long from = 0xffff_8000_0800_0000L;
        assertTrue(reach(scene, from, from - 128 * M).direct());
        assertFalse(reach(scene, from, from - 128 * M - 4).direct());
        assertTrue(reach(scene, from, from + 128 * M - 4).direct());
        Reachability beyond = reach(scene, from, from + 128 * M);
        assertFalse(beyond.direct());
        assertEquals(-4, beyond.margin());
        assertEquals(128 * M, beyond.distance());
        assertEquals(128 * M - 4, reach(scene, from, from).margin());
        assertEquals(28 * M, reach(scene, from, from - 100 * M).margin());
        assertEquals(0, reach(scene, from, from - 128 * M).margin());
    }

    @Test
    void aSlotHelpsWhereTheBranchReachesItAndItReachesTheTarget() {
        Scene scene = Scene.arm64("6.1");
        long from = 0xffff_8000_0800_0124L;
        long to = from + 1024 * M;
        assertTrue(via(scene, from, to, from + 64 * M).reaches());
        assertFalse(via(scene, from, to, from + 128 * M).reaches());
        Reachability lost = via(scene, from, from + (5L << 30), from + 64 * M);
        assertEquals(0, lost.slot().orElseThrow().bytes().length);
        assertFalse(lost.reaches());
        Reachability assumed = reach(scene, from, to);
        assertEquals(0xffff_8000_0800_1000L, assumed.slot().orElseThrow().address());
        assertTrue(assumed.reaches());
    }

    private static Reachability via(Scene scene, long from, long to, long slot) {
        return Reachability.of(scene.machine, scene.era, from, to, OptionalLong.of(slot));
    }

    private static Reachability reach(Scene scene, long from, long to) {
        return Reachability.of(scene.machine, scene.era, from, to, OptionalLong.empty());
    }

    /**
     * The slots' bytes are those of the table of examples in the notes on module PLTs, checked with
     * objdump 2.40.
     */
    @Test
    void aGivenSlotHasTheBytesOfTheErasForm() {
        long slot = 0xffff_7fff_9000_0100L;
        long target = 0xffff_8000_0812_3450L;
        Scene scene = Scene.arm64("6.1");
        Reachability way =
                Reachability.of(
                        scene.machine,
                        scene.era,
                        0xffff_7fff_9000_0000L,
                        target,
                        OptionalLong.of(slot));
        Reachability.ViaSlot via = way.slot().orElseThrow();
        assertArrayEquals(HexFormat.of().parseHex("10093cf01042119100021fd6"), via.bytes());
        assertEquals(Reachability.Origin.GIVEN, via.origin());
        assertEquals(
                List.of(Verdict.OTHER_KERNELS, Verdict.CHOSEN),
                way.forms().stream().map(Reachability.Form::verdict).toList());

        Scene seed = Scene.arm64("4.19");
        Reachability old =
                Reachability.of(
                        seed.machine,
                        seed.era,
                        0xffff_7fff_9000_0000L,
                        0xffff_0000_0809_1234L,
                        OptionalLong.of(slot));
        assertArrayEquals(
                HexFormat.of().parseHex("70b99d923001a1f21000c0f200021fd6"),
                old.slot().orElseThrow().bytes());
        assertEquals(
                List.of(Verdict.CHOSEN, Verdict.TOO_FAR),
                old.forms().stream().map(Reachability.Form::verdict).toList());
    }

    @Test
    void theKernelProperHasNoSlotAndAModuleItsOwn() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 1));
        long base = scene.era.kernelBase();
        scene.module("foo", base + 200 * M, 1, returns("user", 0, "bar"));
        Reachability kernel = reach(scene, scene.address("bar"), scene.address("foo.user"));
        assertEquals(Optional.of("kernel"), kernel.object());
        assertFalse(kernel.hasTable());
        assertTrue(kernel.slot().isEmpty());
        assertFalse(kernel.reaches());

        Reachability shared = reach(scene, scene.address("foo.user") + 8, scene.address("bar"));
        assertEquals(Reachability.Origin.SHARED, shared.slot().orElseThrow().origin());
        assertEquals(0, shared.slot().orElseThrow().index());
        assertEquals(1, shared.slot().orElseThrow().users().size());
        Reachability spare = reach(scene, scene.address("foo.user") + 8, scene.address("baz"));
        assertEquals(Reachability.Origin.SPARE, spare.slot().orElseThrow().origin());
        assertEquals("foo.plt", spare.slot().orElseThrow().table());
        assertTrue(spare.reaches());
        assertEquals(
                Optional.of(scene.address("bar")),
                Reachability.target(
                        scene.machine, scene.era, shared.slot().orElseThrow().address()));
    }

    @Test
    void withoutALayoutThePlaceIsAssumed() {
        Scene scene = Scene.arm64("6.1");
        Reachability way = reach(scene, 0xffff_8000_0800_0000L, 0xffff_8000_1234_5678L);
        assertEquals(Reachability.Origin.ASSUMED, way.slot().orElseThrow().origin());
        assertEquals(Optional.empty(), way.object());
    }

    /** Words of sites from the notes on ftrace, each checked with objdump 2.40. */
    @Test
    void aSitesWordIsTheBranchThere() {
        Scene scene = Scene.arm64("6.1");
        assertArrayEquals(
                HexFormat.of().parseHex("2b0ffc97"),
                Redirect.word(
                        scene.era, scene.era.call(0xffff_8000_0802_7100L), 0xffff_8000_0812_3454L));
        assertArrayEquals(
                HexFormat.of().parseHex("49000094"),
                Redirect.word(
                        scene.era, scene.era.call(0xffff_7fff_9000_0148L), 0xffff_7fff_9000_0024L));
    }

    /** Where a register belongs to each object; everything here would be in reach. */
    @Test
    void aBranchInsideItsObjectEntersBehindTheSetUpAndAnotherNeedsASlot() {
        Scene scene = Scene.ppc64("6.1");
        scene.kernel(returns("printk", 0), returns("bar", 1, "printk"));
        scene.module("foo", 1, returns("low", 3, "printk"), returns("user", 0, "low"));
        long from = scene.address("foo.user") + 0x1c;
        Reachability own = reach(scene, from, scene.address("foo.low"));
        assertTrue(own.direct());
        assertEquals(scene.address("foo.low") + 8, own.enters());
        assertEquals(scene.address("foo.low") + 8 - from, own.distance());
        Reachability middle = reach(scene, from, scene.address("foo.low") + 12);
        assertEquals(scene.address("foo.low") + 12, middle.enters());

        Reachability other = reach(scene, from, scene.address("bar"));
        assertFalse(other.direct());
        assertEquals(scene.address("bar"), other.enters());
        assertEquals(Reachability.Origin.SPARE, other.slot().orElseThrow().origin());
        Reachability shared = reach(scene, from, scene.address("printk"));
        assertEquals(Reachability.Origin.SHARED, shared.slot().orElseThrow().origin());
        // whoever belongs to no object is taken for one of the callee's
        Reachability nobody = reach(scene, scene.era.kernelBase() + M, scene.address("bar"));
        assertTrue(nobody.direct());
        assertEquals(scene.address("bar") + 8, nobody.enters());
        // what is only a name belongs to the kernel proper
        Reachability name = reach(scene, scene.address("bar"), scene.era.kernelBase() + 2 * M);
        assertTrue(name.direct());
        assertFalse(reach(scene, from, scene.era.kernelBase() + 2 * M).direct());
    }

    @Test
    void theFormOfASlotIsRecognisedInItsBytes() {
        Scene scene = Scene.ppc64("6.1");
        scene.kernel(returns("printk", 0));
        scene.module("foo", 1, returns("low", 3, "printk"));
        long stubs = scene.machine.table("foo", "stubs").orElseThrow().addressOf(0);
        assertEquals(
                List.of("ld r12/mtctr/bctr", "paca/addis/addi/bctr"),
                List.of(
                        Reachability.form(scene.machine, scene.era, stubs).orElseThrow().name(),
                        Reachability.form(scene.machine, scene.era, stubs + 40)
                                .orElseThrow()
                                .name()));
        assertEquals(Optional.empty(), Reachability.form(scene.machine, scene.era, stubs + 120));
        assertEquals(
                Optional.of(scene.address("ftrace_caller")),
                Reachability.target(scene.machine, scene.era, stubs + 40));
    }
}
