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
import org.junit.jupiter.api.Test;
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
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * Memory of booted kernels before, during and after live patches, a function tracer and kprobes:
 * each word of modules and of the kernel's text that changed, explained.
 */
class DumpSessionsTest {
    private static final int BEFORE = 16;

    private static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Refused<T>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    private static long address(Object text) {
        return Long.parseUnsignedLong(String.valueOf(text).substring(2), 16);
    }

    private static byte[] hex(Object digits) {
        return HexFormat.of().parseHex((String) digits);
    }

    /** A recorded session, on a machine that has what it had at first. */
    private static final class Session {
        private final Map<String, Long> names = new HashMap<>();
        private final Map<String, Object> snaps;
        private final Era era;
        private final Machine live = new Machine();
        private final List<Rewrite> late = new ArrayList<>();
        private Machine now = live;
        private final String folder;

        Session(String file, String folder, int major, int minor, Map<String, Long> more)
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
                            new Symbol(
                                    Module.KERNEL,
                                    name,
                                    at,
                                    64,
                                    Symbol.Kind.FUNCTION,
                                    local(name)));
                }
            });
            add(new Module(Module.KERNEL, segments, symbols, sites, List.of()));
        }

        /** Functions of ppc64le that set r2 are entered behind that by their own kind. */
        private int local(String name) {
            return era.isa().name().equals("ppc64le") && name.endsWith("list_func") ? 8 : 0;
        }

        private void map(Range range) {
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

        private void add(Module module) {
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

        /**
         * Predicts what a patch gets when its target is there, {@code moved} from where it is here.
         */
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

        /**
         * Each word that a snapshot has otherwise, in the kernel and in the modules loaded here.
         */
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
    }

    @Test
    void aFunctionTracerAndKprobesOnArm64() throws IOException {
        Session session =
                new Session(
                        "ftrace-arm64-6.1-far",
                        "",
                        6,
                        1,
                        Map.of("function_trace_call", 0xffff_a567_91be_bf80L));
        // The module's file was not kept: its text is that of the snapshot, its slots are known.
        long text = session.names.getOrDefault("lptarget:.text", 0L);
        long slots = session.names.getOrDefault("lptarget:.text.ftrace_trampoline", 0L);
        List<Segment> segments =
                List.of(
                        new Segment(1, ".text", Range.of(text, 0xa0), Protection.EXECUTE),
                        new Segment(2, ".slots", Range.of(slots, 24), Protection.EXECUTE));
        session.map(Range.of(text, 0x1000));
        session.live.memory().write(text + 0x54, hex("e9031eaa1f2003d5"));
        List<Slot> tracers = new ArrayList<>();
        for (String name : List.of("ftrace_caller", "ftrace_regs_caller")) {
            int i = tracers.size();
            tracers.add(
                    new Slot(i, slots + 12L * i, session.names.getOrDefault(name, 0L), List.of()));
        }
        SlotTable table =
                new SlotTable("lptarget", "ftrace", segments.get(1).range(), 12, 2, 2, tracers);
        session.live.apply(new Plan("slots", List.of(Effect.Become.appear(table))));
        session.add(
                new Module(
                        "lptarget",
                        segments,
                        List.of(new Symbol("lptarget", "text", text, 0xa0, Symbol.Kind.FUNCTION)),
                        List.of(new Site(text + 0x54, text + 0x58)),
                        List.of("ftrace")));

        session.explains(
                "function-tracer",
                """
                kernel ftrace_call acfb0694: ftrace: ftrace_call goes to function_trace_call
                kernel cmdline_proc_show+0x4 ba25ef97: ftrace: on, traced or redirected by ftrace_caller
                lptarget text+0x58 33000094: ftrace: on, traced or redirected by ftrace_caller
                """);
        session.explains("kprobe-ftrace-site", "lptarget text 800020d4: kprobe: a breakpoint\n");
        session.explains(
                "kprobe-mid",
                """
                lptarget text 800020d4: kprobe: a breakpoint
                lptarget text+0x18 800020d4: kprobe: a breakpoint
                """);
        session.explains("nop-tracer", "");
        session.explains("after", "");
    }

    @Test
    void aLivePatchOnArm64() throws IOException {
        Session session =
                new Session(
                        "arm64-7.2-far",
                        "arm64-72",
                        7,
                        2,
                        Map.of("ftrace_nop_ops", 0xffff_9fc7_fdb7_0df0L));
        session.load("lptarget", "lptarget", blocks(0xffff_9fc7_fa33_0000L, 0xd000));
        LoadedModule patch =
                session.load("lpone-klp", "lpone", blocks(0xffff_9fc7_fa33_6000L, 0x60_0000));
        session.relocate(patch, 0);
        String kernel =
                """
                kernel 0xffff9fc7fda3cbb8 20aee4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e4ae20
                kernel cmdline_proc_show+0x4 b795f797: ftrace: on, traced or redirected by ftrace_caller
                """;
        String late =
                "lpone lp_lptarget_show+0x20 26e8ff97: late: relocate lpone against lptarget\n";
        session.explains(
                "patched",
                kernel
                        + """
                        lptarget 0xffff9fc7fa330118 20ade4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e4ad20
                        lptarget lptarget_show+0x4 5fc8d394: ftrace: on, traced or redirected by ftrace_caller
                        """
                        + late);
        session.explains("target-reloaded", kernel + late);
        session.explains("unpatched", late); // nobody takes it back
    }

    @Test
    void stackedLivePatchesOnArm64() throws IOException {
        Session session =
                new Session(
                        "arm64-7.2-sleeper",
                        "arm64-72",
                        7,
                        2,
                        Map.of("ftrace_nop_ops", 0xffff_9fc7_fdb7_0df0L));
        session.load("lptarget", "lptarget", blocks(0xffff_9fc7_ac1c_8000L, 0x6000));
        long slow = session.names.getOrDefault("lpslow:.text", 0L);
        session.relocate(session.load("lpslow-klp", "lpslow", blocks(slow, 0x60_0000)), 0);
        String patched =
                """
                lptarget 0xffff9fc7ac1c8000 207de4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47d20
                lptarget lpslow_inner+0x4 79000094: ftrace: on, traced or redirected by ftrace_caller
                lptarget 0xffff9fc7ac1c8048 207ee4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47e20
                lptarget lpslow_show+0x4 67000094: ftrace: on, traced or redirected by ftrace_caller
                """;
        String kernel =
                """
                kernel 0xffff9fc7fda3cbb8 207ce4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47c20
                kernel cmdline_proc_show+0x4 b795f797: ftrace: on, traced or redirected by ftrace_caller
                """;
        String late =
                "lpslow lp_lpslow_show+0x20 e4e7ff97: late: relocate lpslow against lptarget\n";
        session.explains("in-transition", patched + late);
        session.explains("patched", patched + late);
        long one = session.names.getOrDefault("lpone:.text", 0L);
        session.relocate(session.load("lpone-klp", "lpone", blocks(one, 0x60_0000)), 0);
        late += "lpone lp_lptarget_show+0x20 26ccff97: late: relocate lpone against lptarget\n";
        session.explains(
                "stacked",
                kernel
                        + patched
                        + """
                        lptarget 0xffff9fc7ac1c8118 207be4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47b20
                        lptarget lptarget_show+0x4 33000094: ftrace: on, traced or redirected by ftrace_caller
                        """
                        + late);
        session.explains("replaced", kernel + late);
    }

    private static Placement blocks(long text, long init) {
        return new Placement.Blocks(
                Map.of(
                        "text", text,
                        "data", text + 0x10_0000,
                        "rodata", text + 0x20_0000,
                        "ro_after_init", text + 0x30_0000,
                        "init_text", text + init,
                        "init_data", text + 0x40_0000,
                        "init_rodata", text + 0x50_0000),
                OptionalLong.empty());
    }

    @Test
    void aLivePatchOnPpc64le() throws IOException {
        Session session = new Session("ppc64le-6.1", "ppc64le", 6, 1, Map.of());
        session.load(
                "lptarget",
                "lptarget",
                new Placement.First(0xc008_0000_000e_0000L, OptionalLong.empty()));
        LoadedModule patch =
                session.load(
                        "lpone-klp",
                        "lpone",
                        new Placement.First(0xc008_0000_0013_0000L, OptionalLong.empty()));
        session.relocate(patch, 0);
        String kernel =
                """
                kernel ftrace_regs_call 41501148: ftrace: ftrace_regs_call goes to ftrace_ops_list_func
                kernel ftrace_call 194f1148: ftrace: ftrace_call goes to ftrace_ops_list_func
                kernel cmdline_proc_show+0xc 612bda4b: ftrace: on, traced or redirected by ftrace_caller
                """;
        String call =
                """
                lpone lp_lptarget_show+0x28 e9010048: late: relocate lpone against lptarget
                lpone lp_lptarget_show+0x2c 180041e8: late: relocate lpone against lptarget
                """;
        String stub = stub(6, "feff623d 18826b39", "08010e00");
        session.explains(
                "patched",
                kernel
                        + """
                        lptarget lptarget_show+0xc ed010048: ftrace: on, traced or redirected by ftrace_caller
                        """
                        + call
                        + stub);
        // Refused when the target came again; the stub for its new place had been filled by then.
        session.relocate(patch, 0xa_0000);
        String stubs = stub + stub(7, "feff623d 40826b39", "08011800");
        session.explains("target-reloaded", kernel + call + stubs);
        session.explains("unpatched", call + stubs);
    }

    /** A stub's words but the one that stays 0. */
    private static String stub(int index, String own, String target) {
        String[] words =
                (own + " 180041f8 20008be9 a603897d 2004804e 0 62757473 " + target + " 000008c0")
                        .split(" ");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals("0")) {
                lines.append("lpone stubs[%d]".formatted(index))
                        .append(i == 0 ? "" : "+0x%x".formatted(4 * i))
                        .append(" %s: late: relocate lpone against lptarget\n".formatted(words[i]));
            }
        }
        return lines.toString();
    }
}
