package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;

import java.util.Set;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.patch.PatchRefusal;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/** Writes that a script spells out. */
class PokeTest {
    private static final int NOP = 0xd503201f;
    private static final int BL = 0x94000002;

    private static Scene scene() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1),
                new LayoutSpec.Data("flag", java.util.List.of(new LayoutSpec.Quantity(8, 1))));
        scene.module("foo", scene.era.kernelBase() + 64 * M, 2, returns("bar", 2));
        return scene;
    }

    private static byte[] word(int word) {
        byte[] bytes = new byte[4];
        Bits.putLittle(bytes, 0, 4, word);
        return bytes;
    }

    private static Result<Plan> poke(Scene scene, long at, int before, int after, Code... relaxed) {
        return Poke.of(scene.machine, scene.era, at, word(before), word(after), Set.of(relaxed));
    }

    @Test
    void aSiteMayBecomeACall() {
        Scene scene = scene();
        long site = scene.address("bar") + 4;
        scene.act(poke(scene, site, NOP, BL));
        assertEquals(BL, scene.word(site));
    }

    @Test
    void otherOldBytesAreFoundWhenThePlanIsChecked() {
        Scene scene = scene();
        Plan plan = Scene.value(poke(scene, scene.address("bar") + 4, BL, NOP));
        PatchRefusal.OldBytes refusal =
                assertInstanceOf(PatchRefusal.OldBytes.class, scene.machine.check(plan).getFirst());
        assertEquals(NOP, (int) Bits.little(refusal.found(), 0, 4));
        scene.act(poke(scene, scene.address("bar") + 4, BL, NOP, Code.PB4001));
    }

    @Test
    void wordsThatMustNotBeExchangedUnderOthersAreRefused() {
        Scene scene = scene();
        long entry = scene.address("bar");
        StepRefusal.UnsafeExchange refusal =
                reason(StepRefusal.UnsafeExchange.class, poke(scene, entry, 0xaa1e03e9, NOP));
        assertEquals(Code.PB4007, refusal.code());
        assertEquals("mov x9, x30", refusal.beforeText());
        scene.act(poke(scene, entry, 0xaa1e03e9, NOP, Code.PB4007));
    }

    @Test
    void codeIsWrittenInWholeInstructions() {
        Scene scene = scene();
        reason(StepRefusal.Misshapen.class, poke(scene, scene.address("bar") + 6, NOP, NOP));
        reason(
                StepRefusal.Misshapen.class,
                Poke.of(
                        scene.machine,
                        scene.era,
                        scene.address("bar"),
                        new byte[4],
                        new byte[8],
                        Set.of()));
    }

    @Test
    void dataAndSpareSlotsTakeAnything() {
        Scene scene = scene();
        byte[] one = {1};
        byte[] two = {2};
        scene.act(Poke.of(scene.machine, scene.era, scene.address("flag"), one, two, Set.of()));
        long spare = scene.machine.table("foo", "plt").orElseThrow().addressOf(1);
        scene.act(poke(scene, spare, 0, 0xd61f0200));
    }

    @Test
    void nobodyDeclaresTheRest() {
        Scene scene = scene();
        long nowhere = scene.era.kernelBase() + 500 * M;
        reason(StepRefusal.Undeclared.class, poke(scene, nowhere, 0, NOP));
        reason(
                StepRefusal.Undeclared.class,
                Poke.of(
                        scene.machine,
                        scene.era,
                        scene.address("flag") + 4,
                        new byte[8],
                        new byte[8],
                        Set.of()));
        Plan plan = Scene.value(poke(scene, nowhere, 0, NOP, Code.PB4008));
        assertInstanceOf(PatchRefusal.NotMapped.class, scene.machine.check(plan).getFirst());
    }

    @Test
    void nothingIsWrittenOverTheEndOfTheAddressSpace() {
        reason(StepRefusal.Misshapen.class, poke(scene(), -2, NOP, NOP));
        reason(
                StepRefusal.Misshapen.class,
                Poke.of(scene().machine, scene().era, 0, new byte[0], new byte[0], Set.of()));
    }

    @Test
    void ofSeveralWordsTheOneThatMustNotBeExchangedIsNamed() {
        Scene scene = scene();
        long site = scene.address("bar") + 4;
        byte[] before = scene.machine.memory().bytes(site, 8);
        byte[] after = before.clone();
        Bits.putLittle(after, 0, 4, BL);
        scene.act(Poke.of(scene.machine, scene.era, site, before, after, Set.of()));
        Bits.putLittle(before, 0, 4, BL);
        Bits.putLittle(after, 4, 4, NOP);
        StepRefusal.UnsafeExchange refusal =
                reason(
                        StepRefusal.UnsafeExchange.class,
                        Poke.of(scene.machine, scene.era, site, before, after, Set.of()));
        assertEquals(site + 4, refusal.at());
        assertEquals("mov x0, #0x1", refusal.beforeText().replaceAll(" *//.*", ""));
        assertEquals("nop", refusal.afterText());
    }

    @Test
    void whatMayBeExchangedIsNoQuestionWhereOtherBytesStand() {
        Scene scene = scene();
        Plan plan = Scene.value(poke(scene, scene.address("bar"), NOP, BL));
        assertInstanceOf(PatchRefusal.OldBytes.class, scene.machine.check(plan).getFirst());
        reason(
                StepRefusal.UnsafeExchange.class,
                poke(scene, scene.address("bar"), NOP, BL, Code.PB4001));
    }

    @Test
    void aSlotThatIsUsedIsCodeAndASpareOneIsWrittenInWholeWords() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 2, returns("user", 0, "bar"));
        long used = scene.machine.table("foo", "plt").orElseThrow().addressOf(0);
        long spare = scene.machine.table("foo", "plt").orElseThrow().addressOf(1);
        reason(StepRefusal.UnsafeExchange.class, poke(scene, used + 8, scene.word(used + 8), NOP));
        reason(StepRefusal.Misshapen.class, poke(scene, spare + 2, 0, NOP));
        scene.act(poke(scene, spare + 8, 0, NOP));
    }

    @Test
    void thePointerBeforeAFunctionIsNoCode() {
        Scene scene = Scene.arm64("6.12");
        scene.kernel(returns("bar", 1), returns("baz", 1));
        long function = scene.address("baz");
        byte[] pointer = scene.machine.memory().bytes(function - 8, 8);
        scene.act(Poke.of(scene.machine, scene.era, function - 8, pointer, new byte[8], Set.of()));
        scene.act(
                Poke.of(
                        scene.machine,
                        scene.era,
                        function - 1,
                        new byte[1],
                        new byte[] {1},
                        Set.of()));
        byte[] across = scene.machine.memory().bytes(function - 2, 4);
        reason(
                StepRefusal.Misshapen.class,
                Poke.of(scene.machine, scene.era, function - 2, across, across, Set.of()));
    }

    @Test
    void dataBetweenFunctionsAreNoCodeAndTheEntryCodeIs() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                new LayoutSpec.Section(
                        ".text.own",
                        java.util.List.of(
                                returns("f", 1),
                                new LayoutSpec.Data(
                                        "flags",
                                        java.util.List.of(new LayoutSpec.Quantity(4, 1))))));
        long flags = scene.address("flags");
        byte[] zero = {0};
        byte[] one = {1};
        scene.act(Poke.of(scene.machine, scene.era, flags + 1, zero, one, Set.of()));
        long entry = scene.address("ftrace_regs_caller");
        assertEquals(
                entry,
                reason(StepRefusal.UnsafeExchange.class, poke(scene, entry, scene.word(entry), NOP))
                        .at());
    }

    /** What fills the room before a function is no code, the function's first word is. */
    @Test
    void aWriteThatRunsIntoAFunctionIsLookedAtWordByWord() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(
                returns("bar", 1),
                Scene.assembler("short", "nop", "ret"),
                Scene.assembler("baz", "b bar", "ret"));
        long function = scene.address("baz");
        byte[] before = scene.machine.memory().bytes(function - 4, 8);
        byte[] after = before.clone();
        Bits.putLittle(after, 0, 4, 42);
        Bits.putLittle(after, 4, 4, 0xd65f_03c0L);
        StepRefusal.UnsafeExchange refusal =
                reason(
                        StepRefusal.UnsafeExchange.class,
                        Poke.of(scene.machine, scene.era, function - 4, before, after, Set.of()));
        assertEquals(function, refusal.at());
        assertEquals("b " + Long.toHexString(scene.address("bar")), refusal.beforeText());
    }
}
