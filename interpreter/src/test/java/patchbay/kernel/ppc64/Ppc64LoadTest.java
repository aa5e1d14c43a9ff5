package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.Reloc;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.elf.ElfReader;
import patchbay.isa.ppc64.Ppc64;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.Era;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Options;
import patchbay.kernel.Placement;
import patchbay.kernel.Version;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * The module of the examples, whose source and recipe stand with it, loaded by hand-checked rules.
 */
class Ppc64LoadTest {
    private static final long BASE = 0xc008_0000_0033_0000L;
    private static final long KERNEL_TOC = 0xc000_0000_0114_8100L;

    private final Map<String, Long> exports =
            new HashMap<>(
                    Map.of(
                            "printk", 0xc000_0000_001e_0d60L,
                            "far_a", 0xc000_0000_0020_0000L,
                            "far_b", 0xc000_0000_0020_0040L,
                            "ext_var", 0xc000_0000_0150_0000L,
                            "_mcount", 0xc000_0000_0006_ca9cL,
                            "ftrace_caller", 0xc000_0000_0006_e270L,
                            "ftrace_regs_caller", 0xc000_0000_0006_e0e8L,
                            ".TOC.", KERNEL_TOC));
    private Image image = image();
    private Version version = Version.of(6, 1);

    @Test
    void slotsAreCountedByListAndFilledByTheGreatestSymbol() {
        SlotTable stubs = loaded().tables().getFirst();
        // .text has 7 distinct calls, .exit.text 3, .init.text 5: calls inside the module count
        // too.
        assertEquals((7 + 3 + 5 + 1 + 2) * 40, stubs.range().size());
        assertEquals(
                List.of(
                        "_mcount",
                        "far_b",
                        "printk",
                        "far_a",
                        "ftrace_caller",
                        "ftrace_regs_caller"),
                stubs.slots().stream().map(slot -> name(slot.target())).toList());
    }

    @Test
    void theStubsAreTheWordsOfTheirForms() {
        LoadedModule module = loaded();
        SlotTable table = module.tables().getFirst();
        long toc = module.module().toc().orElseThrow();
        for (Slot slot : table.slots()) {
            boolean tracer = Ppc64Loader.isTracer(name(slot.target()));
            byte[] expected =
                    (tracer ? Stubs.TRACER.from(KERNEL_TOC) : Stubs.CALL.from(toc))
                            .fill(slot.address(), slot.target());
            byte[] found = section(module, ".stubs").live();
            for (int i = 0; i < 40; i++) {
                assertEquals(expected[i], found[40 * slot.index() + i], slot + " byte " + i);
            }
        }
    }

    @Test
    void theTocRegisterPoints32KiBBehindTheToc() {
        LoadedModule module = loaded();
        long toc = section(module, ".toc").range().start();
        assertEquals(BASE + 0x2_0000, toc);
        assertEquals(OptionalLong.of(toc + 0x8000), module.module().toc());
        // .quad .TOC. - function, before the function, and the two immediates made of it
        assertEquals(toc + 0x8000 - (BASE + 0x78), Bits.signed(word(module, 0x70, 8), 64));
        assertEquals(0x3c4c_0002L, word(module, 0x78, 4));
        assertEquals(0x3842_7f88L, word(module, 0x7c, 4));
    }

    @Test
    void aFunctionHasALocalEntryIfItUsesR2() {
        LoadedModule module = loaded();
        Map<String, Integer> entries = new HashMap<>();
        module.module().symbols().forEach(symbol -> entries.put(symbol.name(), symbol.local()));
        assertEquals(8, entries.get("bar"));
        assertEquals(0, entries.get("leaf"));
        assertEquals(0, entries.get("table"));
    }

    @Test
    void aCallOfTheKernelRestoresR2AndALocalOneEntersBehindItsSetUp() {
        LoadedModule module = loaded();
        long stub = section(module, ".stubs").range().start() + 3 * 40;
        assertEquals(bl(BASE + 0xb0, stub), word(module, 0xb0, 4)); // far_a
        assertEquals(0xe841_0018L, word(module, 0xb4, 4));
        assertEquals(bl(BASE + 0xbc, BASE + 0x10), word(module, 0xbc, 4)); // helper + 8
        assertEquals(bl(BASE + 0xe0, BASE + 0x50), word(module, 0xe0, 4)); // leaf
    }

    @Test
    void sitesBecomeNoOpsAndNothingElseDoes() {
        LoadedModule module = loaded();
        LoadedModule.PlacedSection text = section(module, ".text");
        List<Integer> changed = new ArrayList<>();
        for (int at = 0; at < text.live().length; at += 4) {
            if (Bits.little(text.live(), at, 4) != Bits.little(text.relocated(), at, 4)) {
                assertEquals(Stubs.NOP, Bits.little(text.live(), at, 4));
                changed.add(at);
            }
        }
        assertEquals(List.of(0x14, 0x54, 0x84, 0x144, 0x1c4), changed);
        assertEquals(7, module.module().sites().size());
        assertEquals(BASE + 0x78, module.module().sites().get(2).function());
        assertTrue(module.notes().isEmpty(), module.notes().toString());
    }

    @Test
    void whatIsNoNoOpBehindACallIsRefusedWithTheKernelsLine() {
        byte[] bytes = bytes();
        int text = 0x40;
        Bits.putLittle(bytes, text + 0xb4, 4, 0x6042_0000L);
        image = image(bytes);
        LoadRefusal.Rejected refusal =
                assertInstanceOf(LoadRefusal.Rejected.class, refusals().getFirst());
        assertEquals(
                List.of(
                        "module_64: demo: Expected nop after call, got 60420000 at bar+0x3c/0xc0 [demo]"),
                refusal.log());
        assertEquals(LoadRefusal.ENOEXEC, refusal.errno());
    }

    @Test
    void aRelocationThatTheKernelDoesNotKnowIsRefused() {
        image = with(Ppc64Fixups.REL14.elfType());
        LoadRefusal.Unsupported refusal =
                assertInstanceOf(LoadRefusal.Unsupported.class, refusals().getFirst());
        assertEquals(List.of("module_64: demo: Unknown ADD relocation: 11"), refusal.log());
    }

    @Test
    void withoutStubsThereIsNoModule() {
        byte[] bytes = bytes();
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        bytes[text.indexOf(".stubs\0") + 1] = 'S';
        image = image(bytes);
        assertEquals(
                List.of("module_64: demo: doesn't contain .stubs."),
                assertInstanceOf(LoadRefusal.SectionMissing.class, refusals().getFirst()).log());
    }

    @Test
    void stubsThatAreNotKeptInMemoryAreNone() {
        byte[] bytes = bytes();
        int index = image(bytes).section(".stubs").orElseThrow().index();
        int flags = (int) Bits.little(bytes, 0x28, 8) + 64 * index + 8;
        Bits.putLittle(bytes, flags, 8, Section.EXECUTE);
        image = image(bytes);
        LoadRefusal.SectionMissing refusal =
                assertInstanceOf(LoadRefusal.SectionMissing.class, refusals().getFirst());
        assertEquals(List.of(".stubs in memory"), refusal.names());
    }

    @Test
    void theKernelsTocMustBeKnownForCallsOfTheTracer() {
        exports.remove(".TOC.");
        assertEquals(
                List.of(".TOC."),
                assertInstanceOf(LoadRefusal.UnknownSymbols.class, refusals().getFirst()).names());
    }

    @Test
    void linux419TakesTheOldFormAndFreshSlotsForTheTracer() {
        version = Version.of(4, 19);
        LoadedModule module = loaded();
        byte[] stubs = section(module, ".stubs").live();
        for (int slot : new int[] {0, 4, 5}) {
            assertEquals(Stubs.NOP, Bits.little(stubs, 40 * slot + 8, 4));
        }
        assertEquals(Stubs.STD_R2 & 0xffff_ffffL, Bits.little(stubs, 40 + 8, 4));
    }

    @Test
    void whatIsNotKnownWellEnoughIsNoEra() {
        for (String not : List.of("4.17", "4.20", "5.10", "6.0", "6.13")) {
            Version refused = Version.parse(not).orElseThrow();
            assertInstanceOf(
                    Result.Refused.class,
                    new Ppc64Kernels(Ppc64.ISA).era(refused, new Ppc64Kernels(Ppc64.ISA).usual()),
                    not);
        }
    }

    private String name(long address) {
        return exports.entrySet().stream()
                .filter(export -> export.getValue() == address)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Long.toHexString(address));
    }

    private static long bl(long place, long target) {
        return 0x4800_0001L | target - place & 0x03ff_fffcL;
    }

    private static long word(LoadedModule module, int offset, int size) {
        return Bits.little(section(module, ".text").live(), offset, size);
    }

    private static LoadedModule.PlacedSection section(LoadedModule module, String name) {
        return module.section(name).orElseThrow();
    }

    private LoadedModule loaded() {
        Result<LoadedModule> result = load();
        return assertInstanceOf(Result.Ok.class, result, result.toString()).value()
                        instanceof LoadedModule module
                ? module
                : assertInstanceOf(LoadedModule.class, null);
    }

    private List<Refusal> refusals() {
        return load() instanceof Result.Refused<LoadedModule>(List<Refusal> reasons)
                ? reasons
                : List.of();
    }

    private Result<LoadedModule> load() {
        Options options = new Ppc64Kernels(Ppc64.ISA).usual();
        Era era = new Ppc64Era(Ppc64.ISA, version, options);
        return ModuleLoader.load(
                image,
                "demo",
                new Placement.First(BASE, OptionalLong.empty()),
                era,
                name ->
                        exports.containsKey(name)
                                ? OptionalLong.of(exports.get(name))
                                : OptionalLong.empty());
    }

    private static byte[] bytes() {
        try {
            return Files.readAllBytes(Path.of("..", "examples", "demo-ppc64le-6.1.ko"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Image image() {
        return image(bytes());
    }

    private static Image image(byte[] bytes) {
        return switch (ElfReader.read("demo-ppc64le-6.1.ko", bytes)) {
            case Result.Ok<Image>(Image read) -> read;
            case Result.Refused<Image>(List<Refusal> reasons) ->
                    throw new AssertionError(reasons.toString());
        };
    }

    /** The module with one more relocation, of this type, against its text. */
    private Image with(int type) {
        List<Section> sections = new ArrayList<>();
        for (Section section : image.sections()) {
            List<Section.Relocs> lists = new ArrayList<>();
            for (Section.Relocs list : section.relocs()) {
                List<Reloc> entries = new ArrayList<>(list.entries().asList());
                if (section.name().equals(".text")) {
                    entries.add(new Reloc(0xb0, type, 1, 0));
                }
                RelocTable all = RelocTable.of(entries);
                lists.add(new Section.Relocs(list.index(), list.name(), list.flags(), all));
            }
            sections.add(
                    new Section(
                            section.index(),
                            section.name(),
                            section.type(),
                            section.flags(),
                            section.address(),
                            section.align(),
                            section.size(),
                            section.link(),
                            section.info(),
                            section.content(),
                            lists));
        }
        return new Image(
                image.name(),
                image.machine(),
                image.kind(),
                image.entry(),
                sections,
                image.symbols());
    }
}
