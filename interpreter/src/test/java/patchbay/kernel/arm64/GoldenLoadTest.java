package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Page;
import patchbay.bytes.Protection;
import patchbay.kernel.Era;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.Placement;
import patchbay.machine.Machine;
import patchbay.machine.Site;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.patch.Plan;

/** Loads modules with known answers; see the README beside them. */
class GoldenLoadTest {

    @ParameterizedTest
    @CsvSource({
        "demo-6.1-near, demo-6.1.ko, 6.1,",
        "demo-6.1-far, demo-6.1.ko, 6.1,",
        "demo-6.1-far-erratum, demo-6.1.ko, 6.1, erratum_843419",
        "demo-4.19-far, demo-6.1.ko, 4.19,",
        "demobti-6.12-far, demobti-6.12.ko, 6.12,",
    })
    void everySectionHasTheKernelsBytes(String name, String file, String version, String option) {
        Golden golden = Golden.named(name);
        Era era = option == null ? Golden.era(version) : Golden.era(version, option);
        LoadedModule module = golden.load(file, era, golden.blocks());

        assertSections(golden, module);
        for (String table : List.of("core", "init")) {
            SlotTable plt = table(module, table.equals("core") ? "plt" : "init.plt");
            assertEquals(golden.plt(table, "used"), plt.used(), table);
            assertEquals(golden.plt(table, "max"), plt.max(), table);
        }
    }

    @Test
    void aLastDuplicateLeavesItsCopyInTheSpareSlot() {
        Golden golden = Golden.named("err-6.1-off");
        LoadedModule module = golden.load("err-6.1.ko", Golden.era("6.1"), golden.sections());

        assertSections(golden, module);
        assertEquals(2, table(module, "plt").used());
        assertEquals(2, table(module, "plt").slots().size());
    }

    /** Instructions checked with objdump. */
    @Test
    void anAdrpAtTheEndOfAPageBecomesAnAdrOrABranchToAVeneer() {
        Golden golden = Golden.named("err-6.1-off");
        LoadedModule module =
                golden.load("err-6.1.ko", Golden.era("6.1", "erratum_843419"), golden.blocks());

        LoadedModule.PlacedSection text = module.section(".text").orElseThrow();
        LoadedModule.PlacedSection plt = module.section(".plt").orElseThrow();
        assertEquals(4096, text.align());
        assertEquals(72, plt.range().size());
        assertEquals(5, table(module, "plt").max());
        assertEquals("103f8043", word(text, 0xff8));
        assertEquals("14000207", word(text, 0x1ffc));
        assertEquals("f03d0566", word(text, 0x27f8));
        assertEquals("f03d0565", word(plt, 0x18));
        assertEquals("910000a5", word(plt, 0x1c));
        assertEquals("17fffdf8", word(plt, 0x20));
    }

    /**
     * The same module before slots were relative: no slack, and a veneer of moves. By hand: page
     * ffff80000a0b1000, far_fn ...08123450, far_fn2 ...08124450; ~0x1000 is 0xefff, and so on.
     */
    @Test
    void until420AVeneerIsMadeOfMoves() {
        Golden golden = Golden.named("err-6.1-off");
        LoadedModule module =
                golden.load("err-6.1.ko", Golden.era("4.19", "erratum_843419"), golden.blocks());

        LoadedModule.PlacedSection text = module.section(".text").orElseThrow();
        assertEquals(4096, text.align());
        assertEquals("103f8043", word(text, 0xff8)); // an adr
        assertEquals("14000201", word(text, 0x1ffc));
        assertEquals("f03d0566", word(text, 0x27f8));
        assertEquals("94000207 94000202 94000205", words(module, ".text", 0x2004, 3));
        String farFn = "929975f0 f2a10250 f2d00010 d61f0200";
        assertEquals("929dffe5 f2a14165 f2d00005 17fffdfd", words(module, ".plt", 0, 4)); // to 2000
        assertEquals("929775f0 f2a10250 f2d00010 d61f0200", words(module, ".plt", 16, 4));
        assertEquals(farFn, words(module, ".plt", 32, 4));
        assertEquals(farFn, words(module, ".plt", 48, 4)); // the copy
        assertEquals("00000000 00000000 00000000 00000000", words(module, ".plt", 64, 4));
        assertEquals(80, module.section(".plt").orElseThrow().range().size());
        assertEquals(4, table(module, "plt").max());
        assertEquals(3, table(module, "plt").used());
        assertEquals(3, table(module, "init.plt").max());
        assertEquals(2, table(module, "init.plt").used());
    }

    /** One PLT for both, a slot a symbol, nothing to spare; two of the four counted stay free. */
    @Test
    void until410InitSharesTheSlotsOfTheRest() {
        Golden golden = Golden.named("err-6.1-off");
        LoadedModule module = golden.load("err-6.1.ko", Golden.era("4.9"), golden.blocks());

        assertEquals("929775f0 f2a10250 f2d00010 d61f0200", words(module, ".plt", 0, 4));
        assertEquals("929975f0 f2a10250 f2d00010 d61f0200", words(module, ".plt", 16, 4));
        assertEquals("00000000 00000000 00000000 00000000", words(module, ".plt", 32, 4));
        assertEquals(64, module.section(".plt").orElseThrow().range().size());
        assertEquals(1, module.section(".init.plt").orElseThrow().range().size());
        assertEquals(4, table(module, "plt").max());
        assertEquals(2, table(module, "plt").used());
        assertEquals("94000203 940001fe 94000201", words(module, ".text", 0x2004, 3));
        assertEquals("97ffea04 97ffe9ff 97ffea02", words(module, ".init.text", 0, 3));
    }

    private static String words(LoadedModule module, String section, int from, int count) {
        LoadedModule.PlacedSection placed = module.section(section).orElseThrow();
        return IntStream.range(0, count)
                .mapToObj(i -> word(placed, from + 4 * i))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "demo-6.1-far, demo-6.1.ko, 6.1",
        "demobti-6.12-far, demobti-6.12.ko, 6.12",
    })
    void everyEntryBecomesAMoveAndASite(String name, String file, String version) {
        Golden golden = Golden.named(name);
        LoadedModule module = golden.load(file, Golden.era(version), golden.blocks());

        List<Long> ips = module.module().sites().stream().map(Site::ip).toList();
        assertEquals(golden.sites(), ips);
        for (Site site : module.module().sites()) {
            LoadedModule.PlacedSection section = holding(module, site.ip());
            long at = site.ip() - section.range().start();
            assertEquals(0xaa1e_03e9L, Bits.little(section.live(), (int) at - 4, 4));
            assertEquals(0xd503_201fL, Bits.little(section.live(), (int) at, 4));
            assertEquals(0xd503_201fL, Bits.little(section.relocated(), (int) at - 4, 4));
        }
        assertTrue(
                module.module().symbols().stream()
                        .anyMatch(s ->
                                s.name().equals("bar")
                                        && module.module().site(s.address()).isPresent()));
    }

    @Test
    void aSlotKnowsItsTargetAndTheBranchesThatItServes() {
        Golden golden = Golden.named("demo-6.1-far");
        LoadedModule module = golden.load("demo-6.1.ko", Golden.era("6.1"), golden.blocks());

        long text = 0xffff_7fff_9000_0000L;
        assertEquals(
                List.of(
                        new Slot(
                                0,
                                text + 0x100,
                                0xffff_8000_0812_3450L,
                                List.of(text + 0x48, text + 0x74)),
                        new Slot(1, text + 0x10c, 0xffff_8000_080f_1230L, List.of(text + 0x6c)),
                        new Slot(
                                2,
                                text + 0x118,
                                0xffff_8000_0899_9ffcL,
                                List.of(text + 0x50, text + 0xb8)),
                        new Slot(3, text + 0x124, 0xffff_8000_080f_1230L, List.of(text + 0xf4)),
                        new Slot(4, text + 0x130, 0xffff_8000_0899_9ffcL, List.of(text + 0xe4))),
                table(module, "plt").slots());
        assertEquals(
                List.of(0xffff_8000_0802_7100L, 0xffff_8000_0802_7000L),
                table(module, "ftrace").slots().stream().map(Slot::target).toList());
    }

    @Test
    void theBranchesOfASectionAreAppliedInSortedOrder() {
        Golden golden = Golden.named("demo-6.1-far");
        LoadedModule module = golden.load("demo-6.1.ko", Golden.era("6.1"), golden.blocks());

        var list = module.relocations().getFirst();
        assertEquals(".rela.text", list.name());
        assertEquals(5, list.sorted());
        assertEquals(
                List.of(33, 33, 40, 42, 42),
                IntStream.range(0, 5)
                        .map(i -> list.entries().symbol(list.order()[i]))
                        .boxed()
                        .toList());
        assertEquals(17, list.entries().size());
    }

    @Test
    void aPlanPutsTheModuleIntoMemoryAndTakesItOutAgain() {
        Golden golden = Golden.named("demo-6.1-far");
        LoadedModule module = golden.load("demo-6.1.ko", Golden.era("6.1"), golden.blocks());
        Machine machine = new Machine();
        Plan plan = module.plan();

        assertEquals(List.of(), machine.check(plan));
        machine.apply(plan);
        for (LoadedModule.PlacedSection section : module.sections()) {
            byte[] found = machine.memory().bytes(section.range().start(), section.live().length);
            assertEquals(hex(section.live()), hex(found), section.name());
        }
        Memory memory = machine.memory();
        assertEquals(Protection.EXECUTE, protection(memory, 0xffff_7fff_9000_0000L));
        assertEquals(Protection.READ_ONLY, protection(memory, 0xffff_7fff_9000_1000L));
        assertEquals(Protection.READ_WRITE, protection(memory, 0xffff_7fff_9000_2000L));
        assertEquals(5, machine.table("demo", "plt").orElseThrow().used());

        Plan back = plan.inverse("unload demo");
        assertEquals(List.of(), machine.check(back));
        machine.apply(back);
        assertTrue(machine.modules().isEmpty());
        assertTrue(!machine.memory().isMapped(0xffff_7fff_9000_0000L));
    }

    @Test
    void withoutEntryCodeTheTracersSlotsStayEmptyAndANoteSaysSo() {
        Golden golden = Golden.named("demo-4.19-far");
        LoadedModule module = golden.load("demo-6.1.ko", Golden.era("6.1"), golden.blocks());

        assertTrue(
                module.notes().contains(new LoadNote.NoEntryCode("ftrace", "ftrace_regs_caller")));
        assertEquals(0, table(module, "ftrace").used());
    }

    @Test
    void theOtherBlocksFollowTheFirstWithAPageBetween() {
        Golden golden = Golden.named("demo-6.1-near");
        LoadedModule module =
                golden.load(
                        "demo-6.1.ko",
                        Golden.era("6.1"),
                        new Placement.First(0xffff_8000_0120_0000L, OptionalLong.empty()));

        // text, rodata, data, the symbols that stay, one page each; then one that is never mapped
        assertEquals(
                Map.of("core", 0xffff_8000_0120_0000L, "init", 0xffff_8000_0120_5000L),
                module.blocks());
    }

    private static void assertSections(Golden golden, LoadedModule module) {
        golden.expected()
                .forEach((name, expected) -> {
                    LoadedModule.PlacedSection found =
                            module.section(name).orElseThrow(() -> new AssertionError(name));
                    assertEquals(
                            Long.toHexString(expected.address()),
                            Long.toHexString(found.range().start()),
                            name);
                    assertEquals(expected.size(), found.range().size(), name);
                    assertEquals(expected.align(), found.align(), name);
                    if (!expected.hex().isEmpty()) {
                        boolean live = name.endsWith(".ftrace_trampoline");
                        assertEquals(
                                expected.hex(), hex(live ? found.live() : found.relocated()), name);
                    }
                });
    }

    private static LoadedModule.PlacedSection holding(LoadedModule module, long address) {
        return module.sections().stream()
                .filter(s -> s.range().contains(address))
                .findFirst()
                .orElseThrow();
    }

    private static SlotTable table(LoadedModule module, String name) {
        return module.tables().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Protection protection(Memory memory, long address) {
        Page page = memory.page(address);
        if (page == null) {
            throw new AssertionError("not mapped");
        }
        return page.protection();
    }

    private static String word(LoadedModule.PlacedSection section, int at) {
        return HexFormat.of().toHexDigits((int) Bits.little(section.relocated(), at, 4));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
