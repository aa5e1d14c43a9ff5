package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Range;
import patchbay.isa.arm64.Arm64;
import patchbay.kernel.Era;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Options;
import patchbay.kernel.Placement;
import patchbay.kernel.Version;
import patchbay.machine.SlotTable;

/** What the size of a page and the fate of exit code change in where a module's parts lie. */
class PagesTest {
    private static final long BASE = 0xffff_7fff_9000_0000L;
    private static final Golden GOLDEN = Golden.named("demo-6.1-far");

    private static Era era(String version, long pageSize, String... flags) {
        return new Arm64Era(
                Arm64.ISA,
                Version.parse(version).orElseThrow(),
                new Options(Set.of(flags), pageSize));
    }

    private static LoadedModule load(Era era) {
        return GOLDEN.load("demo-6.1.ko", era, new Placement.First(BASE, OptionalLong.empty()));
    }

    private static long start(LoadedModule module, String section) {
        return module.section(section).orElseThrow().range().start() - BASE;
    }

    /** Text, what is never written, and data; then the block of init behind a free page. */
    @ParameterizedTest
    @ValueSource(longs = {4 << 10, 16 << 10, 64 << 10})
    void until63ABlockIsCutIntoPagesWhereTheProtectionChanges(long page) {
        LoadedModule module = load(era("6.1", page));
        assertEquals(0, start(module, ".text"));
        assertEquals(0x100, start(module, ".plt"));
        assertEquals(page, start(module, ".note.gnu.build-id"));
        assertEquals(2 * page, start(module, "__patchable_function_entries"));
        long core = 4 * page; // the last for the symbols that stay
        assertEquals(Range.of(BASE, core), module.areas().getFirst());
        assertEquals(core + page, start(module, ".init.text"));
    }

    /** Each block in pages of its own, a free one behind it. */
    @ParameterizedTest
    @ValueSource(longs = {4 << 10, 16 << 10, 64 << 10})
    void from64OnEveryBlockHasPagesOfItsOwn(long page) {
        LoadedModule module = load(era("6.11", page));
        long next = BASE;
        for (Range area : module.areas()) {
            assertEquals(next, area.start());
            assertEquals(0, area.size() % page);
            next = area.end() + page;
        }
        assertTrue(module.areas().size() >= 5);
    }

    /** An adrp counts in pages of 4 KiB whatever the kernel's are: the words are the same. */
    @Test
    void whatIsRelativeToAPageCountsIn4K() {
        LoadedModule small = GOLDEN.load("demo-6.1.ko", era("6.1", 4 << 10), GOLDEN.sections());
        LoadedModule large = GOLDEN.load("demo-6.1.ko", era("6.1", 64 << 10), GOLDEN.sections());
        for (String section : List.of(".text", ".plt", ".init.text", ".init.plt")) {
            assertEquals(List.of(toList(small, section)), List.of(toList(large, section)), section);
        }
    }

    private static List<Byte> toList(LoadedModule module, String section) {
        byte[] bytes = module.section(section).orElseThrow().live();
        List<Byte> list = new java.util.ArrayList<>();
        for (byte each : bytes) {
            list.add(each);
        }
        return list;
    }

    /** Seed and windows move in pages of that size, and so does what is found in them. */
    @ParameterizedTest
    @ValueSource(longs = {4 << 10, 16 << 10, 64 << 10})
    void aFreePlaceIsAPage(long page) {
        Range window = Range.of(BASE + 0x1000, 1L << 30);
        Range taken = Range.of(BASE, 0x1800);
        LoadedModule module =
                GOLDEN.load(
                        "demo-6.1.ko",
                        era("6.1", page),
                        new Placement.Free(List.of(window), List.of(taken), OptionalLong.empty()));
        // the page that the other ends in, a free one, then ours
        long behind = (0x1800 + page - 1 & -page) + page;
        assertEquals(BASE + behind, module.areas().getFirst().start());
    }

    /** Its code lies with init, and is counted there since the fix; before, by its name. */
    @ParameterizedTest
    @ValueSource(strings = {"6.1.51", "6.5.1", "6.6.0", "6.11"})
    void exitCodeLiesWithInitWhereModulesAreNeverUnloaded(String version) {
        LoadedModule module = load(era(version, 4096, "no_module_unload"));
        assertEquals(
                module.section(".init.text").orElseThrow().block(),
                module.section(".exit.text").orElseThrow().block());
        assertEquals(4 + 2, table(module, "init.plt").max());
        assertEquals(5 - 2, table(module, "plt").max());
        assertEquals(
                module.section(".text").orElseThrow().block(),
                load(era(version, 4096)).section(".exit.text").orElseThrow().block());
    }

    /** Counted for one table, needed in the other: refused, but for a module that is near. */
    @ParameterizedTest
    @ValueSource(strings = {"5.4", "6.1.0", "6.1.50", "6.5.0"})
    void exitCodeThatIsCountedByItsNameRunsOutOfSlots(String version) {
        Era era = era(version, 4096, "no_module_unload");
        LoadRefusal.NoSlotLeft refusal =
                (LoadRefusal.NoSlotLeft)
                        ModuleLoader.load(
                                        Golden.image("demo-6.1.ko"),
                                        "demo",
                                        new Placement.First(BASE, OptionalLong.empty()),
                                        era,
                                        GOLDEN.exports())
                                .reasons()
                                .getFirst();
        assertEquals("init.plt", refusal.table());
        assertEquals(4, refusal.max());
    }

    private static SlotTable table(LoadedModule module, String name) {
        return module.tables().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
