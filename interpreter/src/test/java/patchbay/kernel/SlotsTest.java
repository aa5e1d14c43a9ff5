package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.Scene.M;
import static patchbay.kernel.Scene.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

/** Which slots a branch may take, and which it finds. */
class SlotsTest {
    private static final long TEXT = 0xffff_8000_0100_0000L;
    private static final long INIT = 0xffff_8000_0110_0000L;

    private static SlotTable table(String name, long start) {
        return new SlotTable("foo", name, Range.of(start, 48), 12, 3, 0, List.of());
    }

    /** A module from a file, with text that stays and text of init. */
    private static Machine machine(String... tables) {
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            effects.add(Effect.Become.appear(table(tables[i], TEXT + 0x8000 + 64 * i)));
        }
        Module module =
                new Module(
                        "foo",
                        List.of(
                                new Segment(1, ".text", Range.of(TEXT, 4096), Protection.EXECUTE),
                                new Segment(
                                        2,
                                        ".gnu.linkonce.this_module",
                                        Range.of(TEXT + 0x4000, 64),
                                        Protection.READ_WRITE),
                                new Segment(
                                        3, ".init.text", Range.of(INIT, 4096), Protection.EXECUTE)),
                        List.of(),
                        List.of(),
                        List.of(tables));
        effects.add(Effect.Become.appear(module));
        Machine machine = new Machine();
        machine.apply(new Plan("", effects));
        return machine;
    }

    private static List<String> taken(Machine machine, long place) {
        Era era = Scene.arm64("6.17").era;
        Module module = machine.module("foo").orElseThrow();
        return List.of(
                Slots.table(machine, era, module, place).map(SlotTable::name).orElse(""),
                Slots.tracerTable(machine, era, module, place).map(SlotTable::name).orElse(""));
    }

    @Test
    void textOfInitHasTablesOfItsOwn() {
        Machine machine = machine("plt", "init.plt", "ftrace", "init.ftrace");
        assertEquals(List.of("plt", "ftrace"), taken(machine, TEXT));
        assertEquals(List.of("init.plt", "init.ftrace"), taken(machine, INIT + 4092));
        assertEquals(List.of("plt", "ftrace"), taken(machine, INIT + 4096));
    }

    @Test
    void beforeThatItsSitesUseTheSlotsOfTheRest() {
        Machine machine = machine("plt", "init.plt", "ftrace");
        assertEquals(List.of("init.plt", "ftrace"), taken(machine, INIT));
        assertEquals(List.of("", ""), taken(machine("other"), INIT));
    }

    @Test
    void onlyAModuleInWordsMayGetMoreSlots() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1));
        scene.module("words", scene.era.kernelBase() + 64 * M, 0, returns("f", 1));
        assertTrue(Slots.mayGrow(scene.machine, "words"));
        assertFalse(Slots.mayGrow(scene.machine, "kernel"));
        assertFalse(Slots.mayGrow(scene.machine, "nobody"));
        assertFalse(Slots.mayGrow(machine("plt"), "foo"));
    }

    @Test
    void aUsedSlotIsFoundByItsFirstAddress() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("bar", 1));
        scene.module("far", scene.era.kernelBase() + 200 * M, 1, returns("user", 1, "bar"));
        SlotTable plt = scene.machine.table("far", "plt").orElseThrow();
        Slot first = plt.slots().getFirst();
        assertEquals(Optional.of(first), Slots.at(scene.machine, first.address()));
        assertEquals(Optional.empty(), Slots.at(scene.machine, first.address() + 4));
        assertEquals(Optional.empty(), Slots.at(scene.machine, plt.addressOf(1)));
        assertEquals(Optional.empty(), Slots.at(scene.machine, scene.address("far.user")));
    }
}
