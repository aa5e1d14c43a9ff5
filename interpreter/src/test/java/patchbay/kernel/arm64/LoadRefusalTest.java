package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Era;
import patchbay.kernel.Exports;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Placement;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** What a kernel refuses, with its error number and the line that it logs. */
class LoadRefusalTest {
    private static final int RELA_TEXT = 0xba0;
    private static final int SECTION_HEADERS = 0x10f0;

    private final Golden golden = Golden.named("demo-6.1-far");
    private final byte[] bytes = Golden.resource("demo-6.1.ko");
    private Era era = Golden.era("6.1");
    private Exports exports = golden.exports();
    private Placement placement = golden.blocks();

    @Test
    void allUnknownSymbolsAreNamedAtOnce() {
        exports = name -> name.equals("printk") ? OptionalLong.of(0) : OptionalLong.empty();
        LoadRefusal.UnknownSymbols refusal = refused(LoadRefusal.UnknownSymbols.class);
        assertEquals(List.of("far_a", "ext_var", "far_b"), refusal.names());
        assertEquals(LoadRefusal.ENOENT, refusal.errno());
        assertEquals("demo: Unknown symbol far_a (err -2)", refusal.log().getFirst());
        assertEquals(Code.PB7002, refusal.code());
    }

    @Test
    void aWeakSymbolThatNobodyExportsIsZero() {
        bytes[0x6d0 + 33 * 24 + 4] = 0x20; // far_a: STB_WEAK, STT_NOTYPE
        Exports all = exports;
        exports = name -> name.equals("far_a") ? OptionalLong.empty() : all.address(name);
        LoadedModule module = loaded();
        assertTrue(module.notes().contains(new LoadNote.WeakUndefined("far_a")));
        // The entry aliases: the distance in pages is cut to 32 bits.
        LoadedModule.PlacedSection plt = module.section(".plt").orElseThrow();
        assertEquals(
                OptionalLong.of(0xffff_8000_0000_0000L),
                PltEntries.ADRP_ADD_BR.recognise(plt.relocated(), plt.range().start()));
        assertTrue(
                module.notes().contains(new LoadNote.SlotLost("plt", 0, plt.range().start(), 0)));
    }

    @Test
    void anAddressOutOfReachOfAnAdrpOverflows() {
        Exports all = exports;
        exports =
                name ->
                        name.equals("ext_var")
                                ? OptionalLong.of(0xffff_0000_0000_1000L)
                                : all.address(name);
        LoadRefusal.Overflow refusal = refused(LoadRefusal.Overflow.class);
        assertEquals("R_AARCH64_ADR_PREL_PG_HI21", refusal.fixup());
        assertEquals("ext_var", refusal.symbol());
        assertEquals(0xffff_7fff_9000_0080L, refusal.place());
        assertEquals(-(1L << 32), refusal.lowest());
        assertEquals(LoadRefusal.ENOEXEC, refusal.errno());
        assertEquals(
                List.of("module demo: overflow in relocation type 275 val ffff000000001000"),
                refusal.log());
    }

    @Test
    void aRelocationOfTheGotIsNotSupported() {
        Bits.putLittle(bytes, RELA_TEXT + 8, 4, 311);
        LoadRefusal.Unsupported refusal = refused(LoadRefusal.Unsupported.class);
        assertEquals(311, refusal.type());
        assertEquals(List.of("module demo: unsupported RELA relocation: 311"), refusal.log());
    }

    @Test
    void aFieldThatReachesOverTheSectionsEndIsRefused() {
        Bits.putLittle(bytes, RELA_TEXT, 8, 0xca);
        LoadRefusal.OutsideOfSection refusal = refused(LoadRefusal.OutsideOfSection.class);
        assertEquals(0xca, refusal.offset());
        assertEquals(Code.PB6004, refusal.code());
    }

    @Test
    void aModuleWithoutPltSectionsIsRefused() {
        bytes[0xff0 + 1 + indexOf(".init.plt")] = 'X';
        LoadRefusal.SectionMissing refusal = refused(LoadRefusal.SectionMissing.class);
        assertEquals(List.of(".init.plt"), refusal.names());
        assertEquals(List.of("demo: module PLT section(s) missing"), refusal.log());
    }

    @Test
    void aSectionThatIsWritableAndExecutableIsRefused() {
        Bits.putLittle(bytes, SECTION_HEADERS + 2 * 64 + 8, 8, 7);
        LoadRefusal.Rejected refusal = refused(LoadRefusal.Rejected.class);
        assertEquals(".text is code that can be written to", refusal.what());
        assertEquals(
                List.of("demo: section .text (index 2) has invalid WRITE|EXEC flags"),
                refusal.log());
    }

    @Test
    void aCommonSymbolIsRefused() {
        Bits.putLittle(bytes, 0x6d0 + 33 * 24 + 6, 2, 0xfff2);
        LoadRefusal.Rejected refusal = refused(LoadRefusal.Rejected.class);
        assertEquals(List.of("demo: please compile with -fno-common"), refusal.log());
    }

    @Test
    void anotherMachinesModuleIsNamed() {
        Bits.putLittle(bytes, 0x12, 2, 21);
        assertEquals(
                new LoadRefusal.ForeignMachine("demo.ko", "ppc64le", "arm64"),
                refused(LoadRefusal.ForeignMachine.class));
    }

    @Test
    void aLinkedFileIsNoModule() {
        Bits.putLittle(bytes, 0x10, 2, 2);
        assertEquals("EXECUTABLE", refused(LoadRefusal.NoModule.class).found());
    }

    @Test
    void moreZeroesThanAModuleAreaHoldsAreRefused() {
        Bits.putLittle(bytes, SECTION_HEADERS + 19 * 64 + 32, 8, 1L << 40);
        LoadRefusal.TooLarge refusal = refused(LoadRefusal.TooLarge.class);
        assertEquals(".bss", refusal.what());
        assertEquals(LoadRefusal.ENOMEM, refusal.errno());
    }

    /** Counted by name for one table, needed by address in the other. */
    @Test
    void exitCodeThatCountsAsInitRunsOutOfSlots() {
        Golden old = Golden.named("demo-4.19-far");
        exports = old.exports();
        placement = old.blocks();
        era = Golden.era("4.19", "no_module_unload");
        LoadRefusal.NoSlotLeft refusal = refused(LoadRefusal.NoSlotLeft.class);
        assertEquals("init.plt", refusal.table());
        assertEquals("init.plt", refusal.countedFor());
        assertEquals("demo_init+0x38 (.init.text+0x38)", refusal.where());
        assertEquals(
                List.of("demo_exit+0x24 (.exit.text+0x24)", "demo_exit+0x14 (.exit.text+0x14)"),
                refusal.strangers());
        assertEquals(4, refusal.max());
        assertEquals(List.of(), refusal.log());
    }

    @Test
    void aBlockWithoutAddressIsNamed() {
        placement =
                new Placement.Blocks(Map.of("core", 0xffff_8000_0120_0000L), OptionalLong.empty());
        assertEquals(List.of("init"), refused(LoadRefusal.NotPlaced.class).names());
    }

    @Test
    void aBlockStandsOnAPage() {
        placement = new Placement.First(0xffff_8000_0120_0010L, OptionalLong.empty());
        LoadRefusal.Misaligned refusal = refused(LoadRefusal.Misaligned.class);
        assertEquals("core", refusal.what());
        assertEquals(4096, refusal.alignment());
    }

    @Test
    void sectionsOnTopOfEachOtherAreRefused() {
        Map<String, List<Long>> addresses = new HashMap<>();
        golden.expected().forEach((name, s) -> addresses.put(name, List.of(s.address())));
        addresses.put(".data", addresses.getOrDefault(".text", List.of()));
        placement = new Placement.Sections(addresses, OptionalLong.empty());
        LoadRefusal.Overlap refusal = refused(LoadRefusal.Overlap.class);
        assertEquals(0xffff_7fff_9000_0000L, refusal.address());
    }

    @Test
    void aSectionThatIsNotListedLiesWhereItsNeighboursSay() {
        Map<String, List<Long>> addresses = new HashMap<>();
        golden.expected().forEach((name, s) -> addresses.put(name, List.of(s.address())));
        addresses.remove(".rodata");
        placement = new Placement.Sections(addresses, OptionalLong.empty());
        assertEquals(
                0xffff_7fff_9000_1058L, loaded().section(".rodata").orElseThrow().range().start());
    }

    private int indexOf(String section) {
        String names = new String(bytes, 0xff0, 0x100, java.nio.charset.StandardCharsets.US_ASCII);
        return names.indexOf(section);
    }

    private LoadedModule loaded() {
        return Golden.value(load());
    }

    private <T extends LoadRefusal> T refused(Class<T> type) {
        return switch (load()) {
            case Result.Ok<LoadedModule> ok -> fail("was loaded");
            case Result.Refused<LoadedModule>(List<Refusal> reasons) ->
                    assertInstanceOf(type, reasons.getFirst());
        };
    }

    private Result<LoadedModule> load() {
        return ElfReader.read("demo.ko", bytes)
                .then((Image image) -> ModuleLoader.load(image, "demo", placement, era, exports));
    }
}
