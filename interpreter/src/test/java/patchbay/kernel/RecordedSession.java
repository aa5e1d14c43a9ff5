package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import patchbay.Distribution;
import patchbay.Json;
import patchbay.arch.Architectures;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.image.elf.ElfReader;
import patchbay.machine.Awaited;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** A recorded session, on a machine that has what it had at first. */
final class RecordedSession {
    private static final int BEFORE = 16;

    final Map<String, Long> names = new HashMap<>();
    private final Map<String, Object> snaps;
    private final Era era;
    final Machine live = new Machine();
    private final List<Rewrite> late = new ArrayList<>();
    private Machine now = live;
    private final String folder;

    RecordedSession(String file, String folder, int major, int minor, Map<String, Long> more)
            throws IOException {
        String arch = file.contains("ppc64le") ? "ppc64le" : "arm64";
        Architecture architecture = Architectures.named(arch).orElseThrow();
        this.folder = folder;
        this.era = value(architecture.era(Version.of(major, minor), architecture.usual()));
        Path path = Distribution.file("livepatch/" + file + ".json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            Object json = Json.read(new String(in.readAllBytes(), UTF_8));
            Json.members(Json.member(json, "names"))
                    .forEach((name, at) -> names.put(name, address(at)));
            names.putAll(more);
            snaps = Json.members(Json.member(json, "snaps"));
            List<Long> ips = new ArrayList<>();
            for (Object event : (List<?>) Json.member(json, "timeline")) {
                Object ip = Json.members(event).get("rec_ip");
                if (ip != null && !ips.contains(address(ip))) {
                    ips.add(address(ip));
                }
            }
            kernel(ips);
        }
    }

    /** The functions of the first snapshot that are the kernel's. */
    private void kernel(List<Long> ips) {
        TreeMap<Long, byte[]> bytes = new TreeMap<>(Long::compareUnsigned);
        functions(Json.members(snaps.values().iterator().next()))
                .forEach((name, piece) -> bytes.put(piece.address(), piece.bytes()));
        List<Segment> segments = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        long end = 0;
        for (Map.Entry<Long, byte[]> each : bytes.entrySet()) {
            long start = end == 0 ? each.getKey() : Math.max(each.getKey(), end);
            end = each.getKey() + each.getValue().length;
            Range range = new Range(start, end);
            segments.add(new Segment(0, ".text", range, Protection.EXECUTE));
            ips.stream().filter(range::contains).forEach(ip -> sites.add(new Site(ip - 4, ip)));
            map(range);
            live.memory().write(each.getKey(), each.getValue());
        }
        List<Symbol> symbols = new ArrayList<>();
        names.forEach((name, at) -> {
            if (at != 0 && !name.contains(":") && !name.startsWith("lp")) {
                symbols.add(
                        new Symbol(Module.KERNEL, name, at, 64, Symbol.Kind.FUNCTION, local(name)));
            }
        });
        add(new Module(Module.KERNEL, segments, symbols, sites, List.of()));
    }

    /** Functions of ppc64le that set r2 are entered behind that by their own kind. */
    private int local(String name) {
        return era.isa().name().equals("ppc64le") && name.endsWith("list_func") ? 8 : 0;
    }

    void map(Range range) {
        if (!live.memory().isMapped(range)) {
            live.apply(
                    new Plan(
                            "map",
                            List.of(
                                    new Effect.Map(
                                            new Range(
                                                    range.start() & ~0xfffL,
                                                    range.end() + 0xfff & ~0xfffL),
                                            Protection.EXECUTE,
                                            "map"))));
        }
    }

    void add(Module module) {
        live.apply(new Plan("appear", List.of(Effect.Become.appear(module))));
    }

    /** The functions that a snapshot has, with the bytes before them; of modules none. */
    private Map<String, Dumped.Piece> functions(Map<String, Object> snap) {
        Map<String, Dumped.Piece> functions = new LinkedHashMap<>();
        snap.forEach((name, function) -> {
            if (!name.contains(":") && !name.startsWith("lp")) {
                byte[] bytes =
                        HexFormat.of()
                                .parseHex(
                                        (String) Json.member(function, "before16")
                                                + Json.member(function, "bytes"));
                long start = address(Json.member(function, "addr")) - BEFORE;
                functions.put(name, new Dumped.Piece(start, bytes));
            }
        });
        return functions;
    }

    LoadedModule load(String file, String name, Placement placement) throws IOException {
        byte[] bytes =
                Files.readAllBytes(
                        Distribution.file("modules-livepatch/" + folder + "/" + file + ".ko"));
        LoadedModule loaded =
                value(
                        ModuleLoader.load(
                                value(ElfReader.read(file, bytes)),
                                name,
                                placement,
                                era,
                                this::export));
        live.apply(loaded.plan());
        if (now != live) {
            now.apply(loaded.plan());
        }
        return loaded;
    }

    /** Predicts what a patch gets when its target is there, {@code moved} from where it is here. */
    void relocate(LoadedModule patch, long moved) {
        String name = patch.module().name();
        Exports exports =
                new Exports() {
                    @Override
                    public OptionalLong address(String symbol) {
                        return export(symbol);
                    }

                    @Override
                    public List<Long> all(String object, String symbol) {
                        return live.module(object).orElseThrow().named(symbol).stream()
                                .map(found -> found.address() + moved)
                                .toList();
                    }
                };
        if (now == live) {
            now = live.snapshot();
        }
        Awaited awaited = LateRelocation.of(now, name).getFirst();
        Plan plan =
                LateRelocation.apply(patch.image(), patch.places(), awaited, now, era, exports)
                        .plan();
        now.apply(plan);
        for (Effect.Write write : plan.writes()) {
            Rewrite.Kind kind = Rewrite.Kind.LATE;
            late.add(new Rewrite(write.at(), write.after(), kind, "late: " + write.why()));
        }
    }

    /** Imports that the recording does not name lie where it does not show in the words. */
    private OptionalLong export(String name) {
        long nobody = names.getOrDefault("ftrace_caller", 0L) + 0x10_0000 + 64L * names.size();
        return OptionalLong.of(names.computeIfAbsent(name, n -> nobody));
    }

    /** Each word that a snapshot has otherwise, in the kernel and in the modules loaded here. */
    void explains(String snapshot, String expected) {
        Map<String, Object> snap = Json.members(Json.member(snaps, snapshot));
        List<String> found = new ArrayList<>();
        for (Module module : live.modules()) {
            List<Dumped.Piece> pieces = new ArrayList<>();
            if (module.isKernel()) {
                pieces.addAll(functions(snap).values());
            } else {
                Json.members(snap.getOrDefault("module:" + module.name(), Map.of()))
                        .forEach((section, runs) ->
                                pieces.add(piece(module, section, (List<?>) runs)));
            }
            DumpComparison comparison =
                    DumpComparison.of(live, era, module, List.of(), late, new Dumped(pieces));
            for (DumpComparison.Difference each : comparison.differences()) {
                found.add(line(module.name(), each));
            }
        }
        assertEquals(expected, String.join("", found), snapshot);
    }

    private Dumped.Piece piece(Module module, String section, List<?> runs) {
        Range range = Rewrites.section(module, section).orElseThrow();
        byte[] bytes = live.memory().bytes(range.start(), (int) range.size());
        for (Object run : runs) {
            List<?> change = (List<?>) run;
            byte[] now = hex(change.getLast());
            int at = ((Long) change.getFirst()).intValue();
            System.arraycopy(now, 0, bytes, at, now.length);
        }
        return new Dumped.Piece(range.start(), bytes);
    }

    private String line(String module, DumpComparison.Difference each) {
        return "%s %s %s: %s\n"
                .formatted(
                        module,
                        Names.place(live, each.address()).replaceFirst(".*\\.", ""),
                        HexFormat.of().formatHex(each.found()),
                        each.cause().map(Rewrite.Cause::what).orElse("UNEXPLAINED"));
    }

    private static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Refused<T>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    private static long address(Object text) {
        return Long.parseUnsignedLong(String.valueOf(text).substring(2), 16);
    }

    static byte[] hex(Object digits) {
        return HexFormat.of().parseHex((String) digits);
    }
}
