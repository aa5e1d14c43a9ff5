package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.calling;
import static patchbay.kernel.Scene.returns;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.kernel.Execution.Change;
import patchbay.kernel.Execution.Register;

/** What a task keeps on its second stack while live patches run. */
class SecondStackTest {

    /** Two new functions, one of which calls what the other took the place of. */
    private static Scene nested(String version) {
        Scene scene = Scene.ppc64(version);
        scene.kernel(returns("bar", 1), returns("baz", 2), calling("caller", 10, "bar"));
        scene.module("fix", 0, calling("bar", 5, "baz"));
        scene.module("more", 0, returns("baz", 7));
        scene.act(scene.redirect("bar", "fix.bar", "ftrace"));
        scene.act(scene.redirect("baz", "more.baz", "ftrace"));
        return scene;
    }

    /** baz itself needs no r2, so it is entered with that of fix. */
    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1"})
    void eachCallUnderWayHasARecordOfR2AndTheReturnAddress(String version) {
        Scene scene = nested(version);
        Execution.Outcome outcome = Scene.value(scene.run("caller"));
        assertEquals(22, outcome.value());
        long kernel = Slots.toc(scene.machine, "kernel").orElseThrow();
        long fix = Slots.toc(scene.machine, "fix").orElseThrow();
        assertEquals(
                List.of(
                        List.of(
                                new Register("r2", kernel),
                                new Register("lr", scene.address("caller") + 32)),
                        List.of(
                                new Register("r2", fix),
                                new Register("lr", scene.address("fix.bar") + 32))),
                outcome.linkage().kept());
        assertEquals(
                List.of("r1", "r2", "r12", "lr", "ctr"),
                outcome.linkage().left().stream().map(Register::name).toList());
        assertEquals(new Register("r2", kernel), outcome.linkage().entered().get(1));
        assertEquals(new Register("r2", kernel), outcome.linkage().left().get(1));
    }

    @Test
    void aTraceTellsWhatIsPutThereAndTakenAway() {
        Scene scene = nested("6.1");
        List<String> told = new ArrayList<>();
        Scene.value(
                Execution.trace(
                        scene.machine,
                        scene.era,
                        scene.address("caller"),
                        List.of(),
                        Scene.BOUND,
                        () -> false,
                        line ->
                                line.changes().stream()
                                        .filter(c -> c.register().startsWith("livepatch"))
                                        .map(c -> line.text().split(" ")[0] + " " + c.register())
                                        .forEach(told::add)));
        assertEquals(
                List.of(
                        "bctrl livepatch_sp",
                        "bctrl livepatch[0].r2",
                        "bctrl livepatch[0].lr",
                        "bctrl livepatch_sp",
                        "bctrl livepatch[1].r2",
                        "bctrl livepatch[1].lr",
                        "blr livepatch_sp",
                        "blr livepatch_sp"),
                told);
    }

    @Test
    void aRecordIsWhatStandsBelowTheNewPointer() {
        Memory memory = new Memory();
        memory.map(Range.of(0x1000, 4096), Protection.READ_WRITE);
        memory.putLittle(0x1000, 8, 0x1100);
        SecondStackWatch watch =
                new SecondStackWatch(
                        new Era.SecondStack("two", 0x1000, 0x1100, 24, List.of("a", "b")), memory);
        assertEquals(List.of(), watch.changes());
        memory.putLittle(0x1100, 8, 5);
        memory.putLittle(0x1108, 8, 6);
        memory.putLittle(0x1000, 8, 0x1118);
        assertEquals(
                List.of(
                        new Change("two_sp", 0x1100, 0x1118),
                        new Change("two[0].a", 0, 5),
                        new Change("two[0].b", 0, 6)),
                watch.changes());
        assertEquals(List.of(), watch.changes());
        memory.putLittle(0x1000, 8, 0x1100);
        assertEquals(List.of(new Change("two_sp", 0x1118, 0x1100)), watch.changes());
        // a pointer that leads nowhere is told, and nothing is read there
        memory.putLittle(0x1000, 8, 0x2008);
        assertEquals(List.of(new Change("two_sp", 0x1100, 0x2008)), watch.changes());
        memory.putLittle(0x1000, 8, -1);
        assertEquals(List.of(new Change("two_sp", 0x2008, -1)), watch.changes());
        assertEquals(List.of(List.of(new Register("a", 5), new Register("b", 6))), watch.kept());
    }
}
