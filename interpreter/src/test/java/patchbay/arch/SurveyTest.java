package patchbay.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Distribution;
import patchbay.Sources;
import patchbay.bytes.Bits;
import patchbay.image.Parts;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.Exports;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Options;
import patchbay.kernel.Placement;
import patchbay.kernel.SlotCount;
import patchbay.kernel.Survey;
import patchbay.kernel.SurveyRow;
import patchbay.kernel.SurveyTotals;
import patchbay.kernel.Version;
import patchbay.machine.SlotTable;
import patchbay.source.Code;
import patchbay.source.Result;

class SurveyTest {

    @ParameterizedTest
    @CsvSource({
        "demo-6.1.ko,         arm64,   'demo-6.1,46,5,4,0,72,60,14,356,5,0,0,,demo-6.1.ko'",
        "demo-ppc64le-6.1.ko, ppc64le, 'demo-ppc64le-6.1,76,0,0,18,720,0,25,804,7,0,0,,demo-ppc64le-6.1.ko'",
    })
    void aRowTellsWhatAModuleNeeds(String name, String arch, String expected) throws IOException {
        SurveyRow row = look(example(name), name, era(arch, "6.1")).row();
        assertEquals(expected, row.line());
        assertEquals(Optional.of(row), SurveyRow.of(row.line()));
    }

    @Test
    void aRefusedFileHasARowWithItsCode() throws IOException {
        byte[] damaged = example("demo-6.1.ko");
        Bits.putLittle(damaged, 0x28, 8, 1L << 40);
        Survey.Found found = look(damaged, "a/dir, with/x.ko.xz", era("arm64", "6.1"));
        assertEquals(Optional.of(Code.PB6003), found.row().refused());
        assertEquals("x,,,,,,,,,,,,PB6003,\"a/dir, with/x.ko.xz\"", found.row().line());
        assertEquals(Optional.of(found.row()), SurveyRow.of(found.row().line()));
        assertEquals(
                Optional.of(Code.PB6005),
                look(example("demo-6.1.ko"), "x.ko", era("ppc64le", "6.1")).row().refused());
    }

    @Test
    void aLineThatNoRowWroteIsNone() {
        assertEquals(Optional.empty(), SurveyRow.of(SurveyRow.heading()));
        assertEquals(Optional.empty(), SurveyRow.of(""));
        assertEquals(Optional.empty(), SurveyRow.of("m,1,-2,3,4,5,6,7,8,9,10,11,,m.ko"));
        assertEquals(Optional.empty(), SurveyRow.of("m,,,,,,,,,,,,PB0000,m.ko"));
    }

    @Test
    void totalsAreTheSameInWhicheverOrder() throws IOException {
        SurveyTotals one =
                SurveyTotals.of(look(example("demo-6.1.ko"), "b.ko", era("arm64", "6.1")).row());
        SurveyTotals two =
                SurveyTotals.of(look(example("demo-6.1.ko"), "a.ko", era("arm64", "6.1")).row());
        SurveyTotals bad = SurveyTotals.of(look(new byte[9], "c.ko", era("arm64", "6.1")).row());
        SurveyTotals sum = SurveyTotals.NONE.plus(one).plus(two).plus(bad);
        assertEquals(sum, bad.plus(two.plus(one)).plus(SurveyTotals.NONE));
        assertEquals(3, sum.files());
        assertEquals(1, sum.refused());
        assertEquals(10, sum.core());
        assertEquals(92, sum.relocs());
        assertEquals("a", sum.mostSlotsIn());
    }

    /**
     * What is counted from tables alone is what the loader itself reserves; of stubs it may use all
     * but the one that ends the search.
     */
    @ParameterizedTest
    @CsvSource({
        "arm64-6.1,   arm64,   6.1,",
        "arm64-6.1,   arm64,   6.1,  erratum_843419",
        "arm64-6.12,  arm64,   6.12,",
        "arm64-6.12,  arm64,   6.12, erratum_843419",
        "ppc64le-6.1, ppc64le, 6.1,",
    })
    void everyModuleOfADistributionGetsWhatTheLoaderReserves(
            String archive, String arch, String version, String option, @TempDir Path folder)
            throws IOException {
        Distribution.unpack(archive, folder);
        Era era = option == null ? era(arch, version) : era(arch, version, option);
        Map<String, String> different = new TreeMap<>();
        int modules = 0;
        for (Path file : modules(folder)) {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            SurveyRow row = look(bytes, name, era).row();
            List<String> reserved = reserved(name, bytes, era);
            SlotCount.Slots slots = row.slots();
            List<String> counted =
                    arch.equals("arm64")
                            ? List.of(
                                    slots.core() + " in " + slots.coreBytes(),
                                    slots.init() + " in " + slots.initBytes())
                            : List.of(slots.stubs() - 1 + " in " + slots.coreBytes());
            if (!reserved.equals(counted)) {
                different.put(name, "loader " + reserved + ", survey " + row.line());
            }
            modules++;
        }
        assertEquals(Map.of(), different);
        assertTrue(modules > 250, "modules: " + modules);
    }

    private static List<Path> modules(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".ko")).sorted().toList();
        }
    }

    /** The tables that the loader sizes; whoever is missing in them is at the kernel's start. */
    private static List<String> reserved(String name, byte[] bytes, Era era) {
        Exports everything =
                new Exports() {
                    @Override
                    public OptionalLong address(String symbol) {
                        return OptionalLong.of(era.kernelBase());
                    }
                };
        Result<LoadedModule> loaded =
                ElfReader.read(name, bytes)
                        .then(image ->
                                ModuleLoader.load(
                                        image,
                                        name,
                                        new Placement.First(era.moduleBase(), OptionalLong.empty()),
                                        era,
                                        everything));
        if (!(loaded instanceof Result.Ok<LoadedModule>(LoadedModule module))) {
            return List.of(loaded.reasons().toString());
        }
        List<String> reserved = new ArrayList<>();
        for (SlotTable table : module.tables()) {
            if (!table.name().contains("ftrace")) {
                reserved.add(table.max() + " in " + table.range().size());
            }
        }
        return reserved;
    }

    private static Survey.Found look(byte[] bytes, String name, Era era) {
        return new Survey(era).look(name, Parts.of(bytes));
    }

    private static byte[] example(String name) throws IOException {
        return Files.readAllBytes(Sources.root().resolve("examples").resolve(name));
    }

    private static Era era(String arch, String version, String... flags) {
        String[] parts = version.split("\\.");
        Version wanted = Version.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        Architecture architecture = Architectures.named(arch).orElseThrow();
        Options options = new Options(Set.of(flags), architecture.usual().pageSize());
        if (architecture.era(wanted, options) instanceof Result.Ok<Era>(Era era)) {
            return era;
        }
        throw new IllegalStateException(arch + " " + version);
    }
}
