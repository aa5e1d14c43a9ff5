package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Distribution;
import patchbay.Json;
import patchbay.Oracle;
import patchbay.arch.Architectures;
import patchbay.bytes.Protection;
import patchbay.image.SymbolMap;
import patchbay.image.elf.ElfReader;
import patchbay.machine.Machine;
import patchbay.machine.SymbolList;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * What real kernels changed in the code of seven modules between relocation and their init. It is
 * held against what is predicted of each: what loading itself sets up, and what rules explain.
 */
class DumpTruthTest {
    private static final List<String> MODULES =
            List.of("bridge", "dm_mod", "jbd2", "loop", "raid6_pq", "tun", "vxlan");

    @TempDir private Path folder;

    /** Words by what made them so: set up by loading, and explained. */
    private static final Map<String, String> EXPECTED =
            Map.of(
                    "arm64-6.1",
                    """
                    bridge: 639 ftrace
                    dm_mod: 353 ftrace
                    jbd2: 185 ftrace
                    loop: 48 ftrace
                    raid6_pq: 40 ftrace + 2 alternative
                    tun: 72 ftrace
                    vxlan: 114 ftrace
                    """,
                    "arm64-6.12",
                    """
                    bridge: 657 ftrace + 1302 ops pointer
                    dm_mod: 368 ftrace + 724 ops pointer
                    jbd2: 203 ftrace + 394 ops pointer
                    loop: 52 ftrace + 92 ops pointer
                    raid6_pq: 40 ftrace + 68 ops pointer, 2 alternative
                    tun: 73 ftrace + 134 ops pointer
                    vxlan: 147 ftrace + 282 ops pointer
                    """,
                    "ppc64le-6.1",
                    """
                    bridge: 648 ftrace + 26 jump label, 9 alternative
                    dm_mod: 360 ftrace + 28 jump label
                    jbd2: 191 ftrace + 73 jump label, 21 alternative
                    loop: 52 ftrace + 6 jump label
                    raid6_pq: 46 ftrace
                    tun: 80 ftrace + 25 jump label
                    vxlan: 122 ftrace + 13 jump label, 3 alternative
                    """);

    @ParameterizedTest
    @CsvSource({
        "arm64-6.1, far far-erratum near",
        "arm64-6.12, far edge-erratum",
        "ppc64le-6.1, ''"
    })
    void everyWordOfCodeThatAKernelChangedIsExplained(String kernel, String variants)
            throws IOException {
        Distribution.unpack(
                kernel, folder, MODULES.stream().map(name -> name + ".ko").toArray(String[]::new));
        for (String variant : variants.split(" ")) {
            Running running = new Running(kernel, variant.isEmpty() ? "" : "-" + variant);
            List<String> found = new ArrayList<>();
            for (String module : MODULES) {
                found.add(running.compare(module));
            }
            assertEquals(EXPECTED.get(kernel), String.join("", found), variant);
        }
    }

    private static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Refused<T>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    /** One of the kernels that ran. */
    private final class Running {
        private final Era era;
        private final SymbolMap symbols;
        private final Object modules;
        private final Path bytes;

        Running(String kernel, String variant) throws IOException {
            Architecture arch =
                    Architectures.named(kernel.substring(0, kernel.indexOf('-'))).orElseThrow();
            String[] version = kernel.substring(kernel.indexOf('-') + 1).split("\\.");
            Options options =
                    new Options(
                            variant.contains("erratum") ? Set.of("erratum_843419") : Set.of(),
                            arch.usual().pageSize());
            era =
                    value(
                            arch.era(
                                    Version.of(
                                            Integer.parseInt(version[0]),
                                            Integer.parseInt(version[1])),
                                    options));
            String name = kernel + variant + "/";
            symbols =
                    value(
                            SymbolMap.read(
                                    "kallsyms",
                                    unzipped(Distribution.file(name + "kallsyms.gz")),
                                    0));
            String expected =
                    new String(unzipped(Distribution.file(name + "expected.json.gz")), UTF_8);
            modules = Json.member(Json.read(expected), "modules");
            bytes = Files.createDirectory(folder.resolve(kernel + variant));
            Oracle.run(bytes, "tar", "xJf", Distribution.file(name + "bytes.tar.xz").toString());
        }

        private OptionalLong address(String name) {
            List<Integer> named = symbols.named(name);
            return named.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(symbols.address(named.getFirst()));
        }

        /** {@code bridge: 639 ftrace + 2 alternative}, if these are all words that were changed. */
        String compare(String name) throws IOException {
            Object expected = Json.member(modules, name);
            LoadedModule loaded =
                    value(
                            ModuleLoader.load(
                                    value(
                                            ElfReader.read(
                                                    name,
                                                    Files.readAllBytes(
                                                            folder.resolve(name + ".ko")))),
                                    name,
                                    placement(expected),
                                    era,
                                    this::address));
            Machine machine = new Machine();
            Effect known = Effect.Become.appear(new SymbolList(symbols));
            machine.apply(new Plan("symbols", List.of(known)));
            machine.apply(loaded.plan());
            Map<String, Object> live =
                    Json.members(Json.read(Files.readString(bytes.resolve(name + "/live.json"))));
            List<Dumped.Piece> relocated = new ArrayList<>();
            List<Dumped.Piece> found = new ArrayList<>();
            Set<Long> changed = new TreeSet<>();
            for (LoadedModule.PlacedSection section : loaded.sections()) {
                relocated.add(new Dumped.Piece(section.range().start(), section.relocated()));
                if (section.protection() == Protection.EXECUTE) {
                    byte[] theirs = section.relocated().clone();
                    Object runs = live.getOrDefault(section.name(), List.of());
                    for (Object run : (List<?>) runs) {
                        List<?> change = (List<?>) run;
                        byte[] now = HexFormat.of().parseHex((String) change.getLast());
                        int at = ((Long) change.getFirst()).intValue();
                        System.arraycopy(now, 0, theirs, at, now.length);
                    }
                    for (int i = 0; i + 4 <= theirs.length; i += 4) {
                        if (!Arrays.equals(theirs, i, i + 4, section.relocated(), i, i + 4)) {
                            changed.add(section.range().start() + i);
                        }
                    }
                    found.add(new Dumped.Piece(section.range().start(), theirs));
                }
            }
            DumpComparison comparison =
                    DumpComparison.of(
                            machine, era, loaded.module(), relocated, List.of(), new Dumped(found));
            assertEquals(List.of(), unexplained(comparison), name);
            assertEquals(
                    changed.size(),
                    comparison.setUp().values().stream().mapToLong(n -> n).sum()
                            + comparison.words()
                            - comparison.equal(),
                    name + ": words that the kernel changed, and words that are accounted for");
            String setUp = counts(kind -> comparison.setUp().getOrDefault(kind, 0L));
            String explained = counts(comparison::explained);
            return "%s: %s%s\n"
                    .formatted(name, setUp, explained.isEmpty() ? "" : " + " + explained);
        }

        private static String counts(java.util.function.ToLongFunction<Rewrite.Kind> count) {
            return Arrays.stream(Rewrite.Kind.values())
                    .filter(kind -> count.applyAsLong(kind) > 0)
                    .map(kind -> count.applyAsLong(kind) + " " + kind.title())
                    .collect(Collectors.joining(", "));
        }

        private static List<String> unexplained(DumpComparison comparison) {
            return comparison.differences().stream()
                    .filter(each -> each.cause().isEmpty())
                    .map(each ->
                            "%x: %s -> %s"
                                    .formatted(
                                            each.address(),
                                            HexFormat.of().formatHex(each.wrote()),
                                            HexFormat.of().formatHex(each.found())))
                    .toList();
        }

        /** Where that kernel had each section. */
        private static Placement placement(Object module) {
            Map<String, List<Long>> sections = new LinkedHashMap<>();
            for (Object section : (List<?>) Json.member(module, "sections")) {
                sections.computeIfAbsent(
                                (String) Json.member(section, "name"), n -> new ArrayList<>())
                        .add(hex(Json.member(section, "addr")));
            }
            Object percpu = Json.members(module).get("percpu");
            return new Placement.Sections(
                    sections, percpu == null ? OptionalLong.empty() : OptionalLong.of(hex(percpu)));
        }

        private static long hex(Object text) {
            return Long.parseUnsignedLong(((String) text).substring(2), 16);
        }
    }
}
