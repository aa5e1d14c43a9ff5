package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.returns;
import static patchbay.kernel.Scene.sized;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Range;
import patchbay.machine.Machine;

/** What an object's bytes were and are. */
class UnchangedTest {
    private final Scene scene = scene();
    private final Machine before = scene.machine.snapshot();
    private final long at = scene.address("a");

    private static Scene scene() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(sized(8192, returns("a", 1)), returns("b", 2));
        scene.module("foo", scene.era.kernelBase() + 200 * M, 1, returns("f", 3, "b"));
        return scene;
    }

    /** {@code a+0x4: 1f20 -> 2021}. */
    private List<String> differences(int limit) {
        HexFormat hex = HexFormat.of();
        return Unchanged.since(before, scene.machine, "kernel", limit).stream()
                .map(d ->
                        d.place()
                                + ": "
                                + hex.formatHex(d.then())
                                + " -> "
                                + hex.formatHex(d.now()))
                .toList();
    }

    private void change(long offset, int count) {
        for (int i = 0; i < count; i++) {
            long old = scene.machine.memory().little(at + offset + i, 1);
            scene.machine.memory().putLittle(at + offset + i, 1, ~old);
        }
    }

    @Test
    void aRunOfOtherBytesIsOneDifference() {
        assertEquals(List.of(), differences(10));
        change(4, 2);
        change(0x105, 1);
        assertEquals(List.of("a+0x4: 1f20 -> e0df", "a+0x105: 20 -> df"), differences(10));
        assertEquals(List.of("a+0x4: 1f20 -> e0df"), differences(1));
        assertEquals(List.of(), differences(0));
    }

    @Test
    void aLongRunIsCutAndSoIsOneOverTheEndOfAPage() {
        change(0x100, 20);
        change(4096 - 2, 4);
        assertEquals(
                List.of(
                        "a+0x100: 1f2003d51f2003d51f2003d51f2003d5 -> e0dffc2ae0dffc2ae0dffc2ae0dffc2a",
                        "a+0x110: 1f2003d5 -> e0dffc2a",
                        "a+0xffe: 03d5 -> fc2a",
                        "a+0x1000: 1f20 -> e0df"),
                differences(10));
    }

    @Test
    void whatIsMappedOnOneSideOnlyIsADifference() {
        scene.machine.memory().unmap(Range.of(at + 4096, 4096));
        assertEquals("a+0x1000: 1f2003d51f2003d51f2003d51f2003d5 -> ", differences(1).getFirst());
        assertEquals(256, differences(1000).size());
        assertEquals(
                "a+0x1ff0",
                Unchanged.since(scene.machine, before, "kernel", 1000).getLast().place());
    }

    @Test
    void aTableThatWasUsedIsNamed() {
        assertEquals(List.of(), Unchanged.tablesSince(before, scene.machine, "foo"));
        scene.act(scene.redirect("b", "a", "callers"));
        assertEquals(List.of("plt"), Unchanged.tablesSince(before, scene.machine, "foo"));
        assertEquals(List.of(), Unchanged.tablesSince(before, scene.machine, "kernel"));
        assertEquals(List.of("plt", "ftrace"), Unchanged.tablesSince(before, new Machine(), "foo"));
    }

    @Test
    void aSeriesIsItsNewestRelease() {
        Version series = Version.of(6, 1);
        assertEquals("6.1", series.toString());
        assertEquals("6.1.0", new Version(6, 1, 0).toString());
        assertEquals("6.1.176", Version.parse("6.1.176").orElseThrow().toString());
        assertEquals(true, series.atLeast(new Version(6, 1, 999)));
        assertEquals(false, new Version(6, 1, 999).atLeast(series));
        assertEquals(true, series.atLeast(series));
        assertEquals(false, series.atLeast(new Version(6, 2, 0)));
    }
}
