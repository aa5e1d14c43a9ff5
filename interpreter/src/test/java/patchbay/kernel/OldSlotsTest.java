package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.assembler;
import static patchbay.kernel.Scene.returns;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/** Modules in words have the tables that their kernel's loader would give them. */
class OldSlotsTest {

    /** Until 4.10 a jump and a call of one symbol share its slot, and nothing is to spare. */
    @ParameterizedTest
    @CsvSource({"4.10, 1, 16, 0", "4.11, 2, 48, 0", "4.15, 2, 48, 1", "5.0, 2, 36, 1"})
    void aJumpAndACallShareASlotOrNot(String version, int slots, int bytes, int tracer) {
        Scene scene = Scene.arm64(version);
        scene.kernel(returns("bar", 7));
        scene.module(
                "foo",
                scene.era.kernelBase() + 200 * M,
                0,
                assembler("jumps", "b bar"),
                returns("calls", 1, "bar", "bar"));
        SlotTable plt = scene.machine.table("foo", "plt").orElseThrow();
        assertEquals(slots, plt.used());
        assertEquals(slots, plt.max());
        assertEquals(bytes, plt.range().size());
        assertEquals(3, plt.slots().stream().map(Slot::users).mapToInt(List::size).sum());
        assertEquals(tracer, scene.machine.table("foo", "ftrace").map(SlotTable::max).orElse(0));
        assertEquals("7: foo.jumps -> foo.plt[0] -> bar", scene.call("foo.jumps"));
        String last = "foo.plt[" + (slots - 1) + "] -> bar";
        assertEquals("1: foo.calls -> " + last + " -> " + last, scene.call("foo.calls"));
    }
}
