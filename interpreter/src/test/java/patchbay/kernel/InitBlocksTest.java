package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Protection;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.machine.Freed;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

class InitBlocksTest {
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void whatIsReadOnlyAfterInitBecomesSoAndInitIsFreed(String version) {
        MadeModule made = MadeModule.arm64().in(version);
        int data = made.section(".data", Section.PROGBITS, MadeModule.DATA, 8, new byte[] {1});
        made.section("__jump_table", Section.PROGBITS, MadeModule.DATA, 8, new byte[] {2});
        int initData =
                made.section(".init.data", Section.PROGBITS, MadeModule.DATA, 8, new byte[] {3});
        for (int at : new int[] {0, 1}) {
            made.symbol("kept" + at, data, at, Symbol.LOCAL, Symbol.OBJECT);
            made.symbol("gone" + at, initData, at, Symbol.LOCAL, Symbol.OBJECT);
        }
        LoadedModule loaded = made.loaded();
        Machine machine = new Machine();
        machine.apply(loaded.plan());
        Module module = machine.module("made").orElseThrow();
        Era era = Scene.of("arm64", version).era;

        assertEquals(Protection.READ_WRITE, protection(machine, module, "__jump_table"));
        long init = start(module, ".init.data");
        Plan plan = InitBlocks.release(machine, era, module);
        assertEquals(List.of(), machine.check(plan));
        Machine before = machine.snapshot();
        machine.apply(plan);
        assertEquals(Protection.READ_ONLY, protection(machine, module, "__jump_table"));
        assertEquals(Protection.READ_WRITE, protection(machine, module, ".data"));
        assertFalse(machine.memory().isMapped(init));
        assertEquals(
                List.of("kept0", "kept1"),
                machine.module("made").orElseThrow().symbols().stream()
                        .map(patchbay.machine.Symbol::name)
                        .toList());
        Freed freed = machine.state(Freed.key("made"), Freed.class).orElseThrow();
        assertEquals(init, freed.named("gone0").orElseThrow().address());
        assertEquals("gone1", freed.at(init + 1).orElseThrow().name());
        assertEquals(Optional.empty(), freed.at(init + 2));
        assertEquals(Optional.empty(), freed.named("kept0"));

        // and back: the inverse of its writes is what was there
        machine.apply(plan.inverse("back"));
        assertEquals(Protection.READ_WRITE, protection(machine, module, "__jump_table"));
        for (Segment segment : module.segments()) {
            assertEquals(
                    segment.range().end(),
                    machine.memory().firstDifference(before.memory(), segment.range()));
        }
        assertEquals(before.module("made"), machine.module("made"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1"})
    void aModuleWithoutAnyKeepsAll(String version) {
        LoadedModule loaded = MadeModule.ppc64().in(version).loaded();
        Machine machine = new Machine();
        machine.apply(loaded.plan());
        Module module = machine.module("made").orElseThrow();
        Plan plan = InitBlocks.release(machine, Scene.of("ppc64le", version).era, module);
        assertEquals(List.<Effect>of(), plan.effects());
    }

    private static long start(Module module, String section) {
        return module.segments().stream()
                .filter(segment -> segment.name().equals(section))
                .findFirst()
                .orElseThrow()
                .range()
                .start();
    }

    private static Protection protection(Machine machine, Module module, String section) {
        var page = machine.memory().page(start(module, section));
        assertNotNull(page);
        return page.protection();
    }
}
