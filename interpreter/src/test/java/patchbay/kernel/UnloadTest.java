package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.calling;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.whys;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.kernel.StepRefusal.Use;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Segment;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Result;

/** Taking a module away, and who keeps it. */
class UnloadTest {

    private static Scene scene() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1), returns("baz", 2), calling("caller", 10, "bar"));
        return scene;
    }

    private static Result<Plan> unload(Scene scene, String name, String... importers) {
        Module module = scene.machine.module(name).orElseThrow();
        return Unload.of(scene.machine, scene.era, module, List.of(importers));
    }

    private static List<Use> uses(Scene scene, String name, String... importers) {
        StepRefusal.InUse refusal = reason(StepRefusal.InUse.class, unload(scene, name, importers));
        assertEquals(name, refusal.module());
        return refusal.uses();
    }

    @Test
    void nothingIsLeftOfAModuleThatNobodyUses() {
        Scene scene = scene();
        long base = scene.next();
        Machine before = scene.machine.snapshot();
        scene.module(
                "foo",
                2,
                returns("one", 1),
                calling("two", 5, "one"),
                new LayoutSpec.Data("word", List.of(new LayoutSpec.Quantity(8, 7))));
        scene.machine.memory().putLittle(base + 4, 4, 0xd503_201f);
        Machine loaded = scene.machine.snapshot();
        Plan plan = scene.act(unload(scene, "foo"));
        // its text, the tracer's slots, its data; the other slots hold nothing
        assertEquals(List.of("unload foo", "unload foo", "unload foo"), whys(plan));
        assertFalse(scene.machine.memory().isMapped(base));
        assertFalse(scene.machine.memory().isMapped(base + 4096));
        assertEquals(before.modules(), scene.machine.modules());
        assertTrue(scene.machine.table("foo", "plt").isEmpty());
        assertTrue(scene.machine.table("foo", "ftrace").isEmpty());
        assertEquals(List.of(), Unchanged.since(before, scene.machine, "kernel", 10));

        scene.act(Result.ok(plan.inverse("load it again")));
        assertEquals(List.of(), Unchanged.since(loaded, scene.machine, "foo", 10));
        assertEquals("6: foo.two -> foo.one", scene.call("foo.two"));
    }

    /** Two objects from files may share a page; the other one keeps it. */
    @Test
    void aPageThatAnotherObjectLiesInStays() {
        Scene scene = scene();
        long base = scene.next();
        Range pages = Range.of(base, 3 * 4096);
        Module leaves = object("leaves", base + 8, base + 0x1800);
        Module stays = object("stays", base + 0x1800, base + 0x2000);
        Module behind = object("behind", base + 0x2000, base + 0x3000);
        scene.machine.apply(
                new Plan(
                        "",
                        List.of(
                                new Effect.Map(pages, Protection.EXECUTE, ""),
                                Effect.Become.appear(leaves),
                                Effect.Become.appear(stays),
                                Effect.Become.appear(behind))));
        scene.machine.memory().putLittle(base, 8, -1);
        scene.machine.memory().putLittle(base + 0x17f8, 16, -1);
        scene.machine.memory().putLittle(base + 0x1800, 8, -1);
        Plan plan = Scene.value(unload(scene, "leaves"));
        Effect.Write zeros = plan.writes().getFirst();
        assertEquals(base + 8, zeros.at());
        assertEquals(0x17f8, zeros.before().length);
        assertArrayEquals(new byte[0x17f8], zeros.after());
        assertEquals(
                List.of(Range.of(base, 4096)),
                plan.effects().stream()
                        .filter(Effect.Unmap.class::isInstance)
                        .map(effect -> ((Effect.Unmap) effect).range())
                        .toList());
    }

    private static Module object(String name, long start, long end) {
        Segment text = new Segment(1, ".text", new Range(start, end), Protection.EXECUTE);
        Segment none = new Segment(2, ".none", new Range(end, end), Protection.EXECUTE);
        return new Module(name, List.of(text, none), List.of(), List.of(), List.of());
    }

    @Test
    void aRedirectToAModuleKeepsItAndOneOfItsOwnDoesNot() {
        Scene scene = scene();
        scene.module("foo", 0, returns("one", 3), returns("two", 4));
        scene.act(scene.redirect("foo.one", "foo.two", "ftrace"));
        scene.act(scene.redirect("foo.two", "bar", "ftrace"));
        Scene.value(unload(scene, "foo"));
        assertEquals(
                List.of(scene.address("foo.two"), scene.address("foo.one")),
                Unload.ownRedirects(scene.machine, scene.machine.module("foo").orElseThrow())
                        .stream()
                        .map(Redirection::function)
                        .toList());
        scene.act(scene.redirect("bar", "foo.one", "ftrace"));
        assertEquals(
                List.of(new Use(Use.Kind.REDIRECT, scene.address("bar"), scene.address("foo.one"))),
                uses(scene, "foo"));
    }

    @Test
    void aBranchIntoAModuleKeepsItByItselfOrThroughASlot() {
        Scene scene = scene();
        scene.module("foo", 0, returns("one", 3), calling("own", 1, "one"));
        scene.module("near", 0, calling("user", 1, "foo.one"), calling("other", 2, "bar"));
        scene.module("far", scene.era.kernelBase() + 300 * M, 0, calling("user", 1, "foo.one"));
        long slot = scene.machine.table("far", "plt").orElseThrow().addressOf(0);
        assertEquals(
                List.of(
                        new Use(
                                Use.Kind.BRANCH,
                                scene.address("near.user") + 16,
                                scene.address("foo.one")),
                        new Use(Use.Kind.BRANCH, scene.address("far.user") + 16, slot)),
                uses(scene, "foo"));
        Scene.value(unload(scene, "near"));
    }

    @Test
    void whoImportsFromAModuleKeepsIt() {
        Scene scene = scene();
        scene.module("foo", 0, returns("one", 3));
        scene.module("user", 0, returns("two", 3));
        Module foo = scene.machine.module("foo").orElseThrow();
        Module user = scene.machine.module("user").orElseThrow();
        assertEquals(
                List.of(
                        new Use(
                                Use.Kind.IMPORT,
                                user.segments().getFirst().range().start(),
                                foo.segments().getFirst().range().start())),
                uses(scene, "foo", "gone", "user"));
        scene.module("near", 0, calling("caller", 1, "foo.one"));
        assertEquals(
                List.of(Use.Kind.IMPORT, Use.Kind.BRANCH),
                uses(scene, "foo", "user").stream().map(Use::kind).toList());
        Scene.value(unload(scene, "user", "gone"));
    }

    @Test
    void aKernelBuiltWithoutItUnloadsNothing() {
        Scene scene = Scene.arm64("6.1", "no_module_unload");
        scene.kernel(returns("bar", 1));
        scene.module("foo", 0, returns("one", 3));
        assertEquals("foo", reason(StepRefusal.NeverUnloads.class, unload(scene, "foo")).module());
    }

    @Test
    void pagesEndWithTheLastOneOfAll() {
        Segment segment = new Segment(1, ".note", new Range(-0x1010, 0), Protection.READ_ONLY);
        assertEquals(List.of(-0x2000L, -0x1000L), List.copyOf(Unload.pages(List.of(segment))));
    }
}
