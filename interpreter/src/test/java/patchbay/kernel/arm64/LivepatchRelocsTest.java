package patchbay.kernel.arm64;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Era;
import patchbay.kernel.Exports;
import patchbay.kernel.LateRelocation;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.machine.Awaited;
import patchbay.machine.Machine;
import patchbay.machine.SlotTable;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * demobti-6.12.ko turned into a live patch: of its {@code .rela.exit.text} only the call of {@code
 * far_b} is left, and that waits for an object.
 */
class LivepatchRelocsTest {
    private static final int SECTION_HEADERS = 0x11a8;
    private static final int RELA_EXIT = SECTION_HEADERS + 5 * 64;
    private static final int STRTAB = SECTION_HEADERS + 24 * 64;
    private static final int SHSTRTAB = SECTION_HEADERS + 25 * 64;
    private static final int FAR_B = 0x718 + 45 * 24;
    private static final long TEXT = 0xffff_8000_0f00_0000L;
    private static final long CALL = TEXT + 0xf8 + 0x24;
    private static final long HELPER = 0xffff_8000_0100_0100L;

    private final Golden golden = Golden.named("demobti-6.12-far");
    private final Era era = Golden.era("6.17");

    /** Knows what {@code lptarget} does not export. */
    private final Exports withTarget =
            new Exports() {
                @Override
                public OptionalLong address(String name) {
                    return golden.exports().address(name);
                }

                @Override
                public List<Long> all(String object, String name) {
                    return object.equals("lptarget") && name.equals("helper")
                            ? List.of(HELPER - 64, HELPER)
                            : List.of();
                }
            };

    @Test
    void whatNamesTheKernelIsAppliedWhenThePatchIsLoaded() {
        LoadedModule patch =
                load(patch(".klp.rela.vmlinux..exit.text", ".klp.sym.vmlinux.printk,1"));
        LoadedModule.PlacedSection exit = patch.section(".exit.text").orElseThrow();
        // printk is out of reach: through the only slot that its own branch took
        assertEquals(0x9400_0000L, Bits.little(exit.relocated(), 0x24, 4) & 0xfc00_0000L);
        assertTrue(table(patch).slots().stream().anyMatch(s -> s.users().contains(CALL)));
    }

    @Test
    void whatNamesAnotherObjectWaitsForIt() {
        LoadedModule patch =
                load(patch(".klp.rela.lptarget..exit.text", ".klp.sym.lptarget.helper,2"));
        Awaited awaited = new Awaited("demo", "lptarget", List.of(CALL), Awaited.Stage.WAITING);
        assertEquals(List.of(awaited), patch.awaited());
        LoadedModule.PlacedSection exit = patch.section(".exit.text").orElseThrow();
        assertEquals(0x9400_0000L, Bits.little(exit.live(), 0x24, 4));
        int used = table(patch).used();

        Machine machine = new Machine();
        machine.apply(patch.plan());
        assertFalse(LateRelocation.isLate(machine, CALL));
        Plan plan = Golden.value(late(patch, machine).result());
        assertEquals(List.of(), machine.check(plan));
        machine.apply(plan);

        SlotTable after = machine.table("demo", "plt").orElseThrow();
        assertEquals(used + 1, after.used());
        long slot = after.slots().getLast().address();
        assertEquals(HELPER, after.slots().getLast().target());
        assertEquals(List.of(CALL), after.slots().getLast().users());
        assertEquals(
                OptionalLong.of(HELPER),
                PltEntries.ADRP_ADD_BR.recognise(machine.memory().bytes(slot, 12), slot));
        assertEquals(
                HexFormat.of().toHexDigits(0x9400_0000 | (int) (slot - CALL >> 2)),
                HexFormat.of().toHexDigits(machine.memory().u32(CALL)));
        assertEquals(CALL, plan.writes().getLast().at(), "the slot before the branch");
        assertTrue(LateRelocation.isLate(machine, CALL));
        assertEquals(
                List.of(awaited.at(Awaited.Stage.APPLIED)), LateRelocation.of(machine, "demo"));
    }

    @Test
    void theListThatIsKeptInMemoryIsTheSortedOne() {
        LoadedModule patch =
                load(patch(".klp.rela.lptarget..exit.text", ".klp.sym.lptarget.helper,2"));
        LoadedModule.PlacedSection kept =
                patch.section(".klp.rela.lptarget..exit.text").orElseThrow();
        assertEquals("rodata", kept.block());
        assertEquals(24, kept.range().size());
        assertEquals(0x24, Bits.little(kept.relocated(), 0, 8));
        assertEquals(283, Bits.little(kept.relocated(), 8, 4));
        assertEquals(45, Bits.little(kept.relocated(), 12, 4));
        assertEquals(0, Bits.little(kept.relocated(), 16, 8));
    }

    @Test
    void anOccurrenceThatDoesNotExistIsRefused() {
        LoadedModule patch =
                load(patch(".klp.rela.lptarget..exit.text", ".klp.sym.lptarget.helper,3"));
        Machine machine = new Machine();
        machine.apply(patch.plan());
        LoadRefusal.BadLivepatch refusal = refused(late(patch, machine).result());
        assertEquals(LoadRefusal.EINVAL, refusal.errno());
        assertEquals(
                List.of(
                        "livepatch: symbol position 3 for symbol 'helper' in object 'lptarget' not"
                                + " found"),
                refusal.log());
    }

    @Test
    void anObjectsSectionMayNotNameTheKernel() {
        LoadedModule patch =
                load(patch(".klp.rela.lptarget..exit.text", ".klp.sym.vmlinux.printk,0"));
        Machine machine = new Machine();
        machine.apply(patch.plan());
        assertTrue(
                refused(late(patch, machine).result())
                        .line()
                        .contains("invalid access to vmlinux symbol 'printk'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".klp.sym.vmlinux.x",
                ".klp.sym.vmlinux.,1",
                ".klp.sym..x,1",
                ".klp.sym.vmlinux,1",
                ".klp.sym.vmlinux.x,",
                ".klp.sym.vmlinux.x,1x",
                ".klp.sym.vmlinux.x,/",
                ".klp.sym.vmlinux.x,:",
                ".klp.sym.vmlinux.x,99999999999",
                "vmlinux.x,1"
            })
    void namesThatAreNotWellFormedAreRefused(String symbol) {
        assertEquals(
                "livepatch: symbol " + symbol + " has an incorrectly formatted name",
                refused(tryLoad(patch(".klp.rela.vmlinux..exit.text", symbol))).line());
    }

    @ParameterizedTest
    @ValueSource(strings = {".klp.rela.", ".klp.rela..text", ".klp.rela.vmlinux", ".rela.text"})
    void sectionsThatNameNoObjectAreRefused(String section) {
        assertEquals(
                "livepatch: section " + section + " has an incorrectly formatted name",
                refused(tryLoad(patch(section, ".klp.sym.vmlinux.printk,0"))).line());
    }

    @ParameterizedTest
    @ValueSource(strings = {".klp.sym.v.p,0", ".klp.sym.vmlinux.p,00100000009"})
    void namesMayBeShortAndPositionsLarge(String symbol) {
        assertTrue(
                refused(tryLoad(patch(".klp.rela.vmlinux..exit.text", symbol)))
                        .line()
                        .contains("not found"));
    }

    @Test
    void aSymbolOfAnotherKindIsRefused() {
        byte[] bytes = patch(".klp.rela.vmlinux..exit.text", ".klp.sym.vmlinux.printk,0");
        Bits.putLittle(bytes, FAR_B + 6, 2, 0xfff1);
        assertEquals(
                "livepatch: symbol .klp.sym.vmlinux.printk,0 is not marked as a livepatch symbol",
                refused(tryLoad(bytes)).line());
    }

    @Test
    void aKernelWithoutLivePatchingRefusesAModuleThatSaysItIsOne() {
        byte[] bytes = Golden.resource("demobti-6.12.ko");
        byte[] info = "livepatch=Y".getBytes(US_ASCII);
        System.arraycopy(info, 0, bytes, 0x6c4, info.length);
        Result<LoadedModule> result =
                ElfReader.read("demo.ko", bytes)
                        .then(image ->
                                ModuleLoader.load(
                                        image,
                                        "demo",
                                        golden.blocks(),
                                        Golden.era("6.12"),
                                        golden.exports()));
        LoadRefusal.NoLivepatching refusal =
                switch (result) {
                    case Result.Ok<LoadedModule> ok -> fail("was loaded");
                    case Result.Refused<LoadedModule>(List<Refusal> reasons) ->
                            assertInstanceOf(LoadRefusal.NoLivepatching.class, reasons.getFirst());
                };
        assertEquals(
                "demo: module is marked as livepatch module, but livepatch support is disabled",
                refusal.line());
    }

    private LateRelocation.Outcome late(LoadedModule patch, Machine machine) {
        Awaited awaited = LateRelocation.of(machine, "demo").getFirst();
        return LateRelocation.apply(
                patch.image(), patch.places(), awaited, machine, era, withTarget);
    }

    /** Both string tables move to the end of the file, each with a name more. */
    private static byte[] patch(String section, String symbol) {
        byte[] bytes = Golden.resource("demobti-6.12.ko");
        int sections = bytes.length;
        bytes = move(bytes, SHSTRTAB, section);
        int symbols = bytes.length;
        bytes = move(bytes, STRTAB, symbol);
        Bits.putLittle(bytes, RELA_EXIT, 4, end(bytes, SHSTRTAB, sections, section));
        Bits.putLittle(bytes, RELA_EXIT + 8, 8, 0x10_0000 | 0x42);
        Bits.putLittle(bytes, RELA_EXIT + 32, 8, 24);
        Bits.putLittle(bytes, FAR_B, 4, end(bytes, STRTAB, symbols, symbol));
        Bits.putLittle(bytes, FAR_B + 6, 2, 0xff20);
        Bits.putLittle(bytes, FAR_B + 8, 8, 0xffff_8000_8099_9ffcL);
        return bytes;
    }

    private static byte[] move(byte[] bytes, int header, String more) {
        int at = (int) Bits.little(bytes, header + 24, 8);
        int size = (int) Bits.little(bytes, header + 32, 8);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + size + more.length() + 1);
        System.arraycopy(bytes, at, longer, bytes.length, size);
        System.arraycopy(more.getBytes(US_ASCII), 0, longer, bytes.length + size, more.length());
        Bits.putLittle(longer, header + 24, 8, bytes.length);
        Bits.putLittle(longer, header + 32, 8, size + more.length() + 1L);
        return longer;
    }

    /** Where the name that was added stands in its table. */
    private static long end(byte[] bytes, int header, int start, String more) {
        assertEquals(start, Bits.little(bytes, header + 24, 8));
        return Bits.little(bytes, header + 32, 8) - more.length() - 1;
    }

    private static SlotTable table(LoadedModule module) {
        return module.tables().getFirst();
    }

    private LoadedModule load(byte[] bytes) {
        return Golden.value(tryLoad(bytes));
    }

    private Result<LoadedModule> tryLoad(byte[] bytes) {
        return ElfReader.read("demo.ko", bytes)
                .then(image ->
                        ModuleLoader.load(image, "demo", golden.blocks(), era, golden.exports()));
    }

    private static <T> LoadRefusal.BadLivepatch refused(Result<T> result) {
        return switch (result) {
            case Result.Ok<T> ok -> fail("was not refused");
            case Result.Refused<T>(List<Refusal> reasons) ->
                    assertInstanceOf(LoadRefusal.BadLivepatch.class, reasons.getFirst());
        };
    }
}
