package patchbay.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import patchbay.lang.run.Session;
import patchbay.machine.SlotTable;
import patchbay.source.Code;
import patchbay.source.Result;
import patchbay.source.Source;

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
     * As an engine with several machines would do it: each looks at some of the files and says
     * lines; put together they are the statement's table, and so are the sums.
     */
    @Test
    void machinesThatShareTheFilesSayWhatOneSays(@TempDir Path folder) throws Exception {
        byte[] module = example("demo-6.1.ko");
        for (int i = 0; i < 40; i++) {
            Files.write(folder.resolve("m%02d.ko".formatted(i)), damaged(module, i));
        }
        Files.copy(examples().resolve("demo-6.1.ko.xz"), folder.resolve("packed.ko.xz"));
        Files.createDirectory(folder.resolve("x.ko"));
        String script = "arch arm64 linux 6.1\nsurvey \"*\" to \"table.csv\"";
        assertTrue(
                new Session(Session.Options.DEFAULT, event -> {})
                        .run(new Source("s", script), folder));
        List<String> table = Files.readAllLines(folder.resolve("table.csv"));

        List<Callable<List<String>>> machines = new ArrayList<>();
        String[] names = folder.toFile().list((at, name) -> !name.equals("table.csv"));
        for (int machine = 0; machine < 3; machine++) {
            int first = machine;
            machines.add(() -> lines(folder, names, first, 3));
        }
        List<String> lines = new ArrayList<>();
        SurveyTotals totals = SurveyTotals.NONE;
        try (ExecutorService engine = Executors.newFixedThreadPool(3)) {
            for (Future<List<String>> share : engine.invokeAll(machines)) {
                lines.addAll(share.get());
            }
        }
        for (String line : lines) {
            totals = totals.plus(SurveyTotals.of(SurveyRow.of(line).orElseThrow()));
        }
        lines.sort(Comparator.comparing(line -> SurveyRow.of(line).orElseThrow().file()));
        lines.addFirst(SurveyRow.heading());
        assertEquals(table, lines);
        assertEquals(42, totals.files());
        assertTrue(totals.refused() > 1 && totals.refused() < 30, totals::toString);
    }

    private static List<String> lines(Path folder, String[] names, int first, int step) {
        Survey survey = new Survey(era("arm64", "6.1"));
        List<String> lines = new ArrayList<>();
        for (int i = first; i < names.length; i += step) {
            File file = folder.resolve(names[i]).toFile();
            lines.add(survey.look(names[i], file).row().line());
        }
        return lines;
    }

    /** Every third file is cut off; no number of them is the same. */
    private static byte[] damaged(byte[] module, int number) {
        return number % 3 == 0 ? Arrays.copyOf(module, 100 * number) : module;
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
        return Files.readAllBytes(examples().resolve(name));
    }

    private static Path examples() {
        return Sources.root().resolve("examples");
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
