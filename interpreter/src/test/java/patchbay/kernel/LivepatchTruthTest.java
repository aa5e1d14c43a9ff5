package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import patchbay.Json;
import patchbay.arch.Architectures;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.elf.ElfReader;
import patchbay.isa.Isa;
import patchbay.machine.Awaited;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Site;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * A live patch with relocations that wait for its target, on two booted kernels: every write into
 * kernel text was recorded, with its address, and every one is made again here. The modules are
 * those of the examples: {@code lptarget} is patched, {@code lpone} patches it and the kernel.
 */
class LivepatchTruthTest {
    /** Imports that the recording does not name; what they are does not show in the words. */
    private static final long ANYWHERE = 0x10_0000;

    /** What happened, in order, and what was called what. */
    private record Recording(
            List<Map<String, Object>> events, Map<String, Long> names, Object snaps) {

        static Recording read(String name) throws IOException {
            try (InputStream in =
                    LivepatchTruthTest.class.getResourceAsStream("livepatch/" + name + ".json")) {
                Object json =
                        Json.read(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
                Map<String, Long> names = new HashMap<>();
                Json.members(Json.member(json, "names"))
                        .forEach((symbol, at) -> names.put(symbol, address(at)));
                List<Map<String, Object>> events = new ArrayList<>();
                for (Object event : (List<?>) Json.member(json, "timeline")) {
                    events.add(Json.members(event));
                }
                return new Recording(events, names, Json.member(json, "snaps"));
            }
        }

        /** What stood at the start of a function while it was live patched. */
        byte[] patched(String function) {
            Object snap = Json.member(Json.member(snaps, "patched"), function);
            return HexFormat.of().parseHex((String) Json.member(snap, "bytes"));
        }

        /** The number of the first event of that kind from {@code start} on. */
        int find(String kind, int start) {
            for (int i = start; i < events.size(); i++) {
                if (kind.equals(events.get(i).get("ev"))) {
                    return i;
                }
            }
            return fail("there is no " + kind);
        }

        /** What the words written between two events hold at last. */
        Map<Long, Integer> words(int start, int end) {
            Map<Long, Integer> words = new TreeMap<>(Long::compareUnsigned);
            for (Map<String, Object> event : events.subList(start, end)) {
                switch ((String) event.getOrDefault("ev", "")) {
                    case "patch_instruction", "aarch64_insn_patch_text_nosync" ->
                            words.put(
                                    address(event.getOrDefault("addr", "")),
                                    HexFormat.fromHexDigits(
                                            (String) event.getOrDefault("insn", "")));
                    case "aarch64_insn_copy" ->
                            words.put(
                                    address(event.getOrDefault("addr", "")),
                                    Integer.reverseBytes(
                                            HexFormat.fromHexDigits(
                                                    (String) event.getOrDefault("bytes", ""))));
                    default -> {}
                }
            }
            return words;
        }
    }

    private static long address(Object text) {
        return Long.parseUnsignedLong(((String) text).substring(2), 16);
    }

    private static Era era(String arch, int major, int minor) {
        Architecture architecture = Architectures.named(arch).orElseThrow();
        return value(architecture.era(Version.of(major, minor), architecture.usual()));
    }

    private static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Refused<T>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    private static Image image(String name) throws IOException {
        Path file = Path.of("../examples/" + name + ".ko");
        return value(ElfReader.read(name, Files.readAllBytes(file)));
    }

    private static LoadedModule load(
            Image image, String name, Placement placement, Era era, Exports exports) {
        return value(ModuleLoader.load(image, name, placement, era, exports));
    }

    private static Placement first(long base) {
        return new Placement.First(base, OptionalLong.empty());
    }

    /** Knows the kernel by the recording, and {@code target} by its own symbols. */
    private static Exports exports(Map<String, Long> names, LoadedModule... target) {
        return new Exports() {
            @Override
            public OptionalLong address(String name) {
                Long found = names.get(name);
                return found == null ? OptionalLong.empty() : OptionalLong.of(found);
            }

            @Override
            public List<Long> all(String object, String name) {
                return object.equals("vmlinux")
                        ? address(name).stream().boxed().toList()
                        : target[0].module().named(name).stream().map(Symbol::address).toList();
            }
        };
    }

    /** The words recorded in a module must be those that stand in our memory. */
    private static void holds(Map<Long, Integer> words, Machine machine, LoadedModule module) {
        int compared = 0;
        for (Map.Entry<Long, Integer> word : words.entrySet()) {
            if (machine.moduleAt(word.getKey())
                    .map(Module::name)
                    .filter(module.module().name()::equals)
                    .isPresent()) {
                assertEquals(
                        Integer.toHexString(word.getValue()),
                        Integer.toHexString(machine.memory().u32(word.getKey())),
                        Names.place(machine, word.getKey()));
                compared++;
            }
        }
        assertTrue(compared > 2, compared + " words");
    }

    /** What a plan writes, by words; those that stay as they are left out. */
    private static Map<Long, Integer> words(Plan plan) {
        Map<Long, Integer> words = new TreeMap<>(Long::compareUnsigned);
        for (Effect.Write write : plan.writes()) {
            for (int i = 0; i < write.after().length; i += 4) {
                long after = Bits.little(write.after(), i, 4);
                if (after != Bits.little(write.before(), i, 4)) {
                    words.put(write.at() + i, (int) after);
                }
            }
        }
        return words;
    }

    private static List<String> shown(Map<Long, Integer> words) {
        return words.entrySet().stream()
                .map(word -> "%x %08x".formatted(word.getKey(), word.getValue()))
                .toList();
    }

    @Test
    void ppc64leWroteTheseStubsAndCalls() throws IOException {
        Recording recording = Recording.read("ppc64le-6.1");
        Era era = era("ppc64le", 6, 1);
        Map<String, Long> names = new HashMap<>(recording.names());
        long base = 0xc008_0000_000e_0000L;
        names.put("msleep_interruptible", 0xc000_0000_0014_61e0L);
        names.put("proc_create_single_data", 0xc000_0000_002b_64b0L);
        names.put("remove_proc_entry", 0xc000_0000_002b_6a50L);
        names.put("param_ops_int", names.getOrDefault("ftrace_list_end", 0L) + ANYWHERE);
        names.put(".TOC.", names.getOrDefault("ftrace_list_end", 0L) + ANYWHERE);
        Machine machine = new Machine();

        LoadedModule target =
                load(image("lptarget-ppc64le-6.1"), "lptarget", first(base), era, exports(names));
        machine.apply(target.plan());
        int loaded = recording.find("do_init_module", 0);
        holds(recording.words(0, loaded), machine, target);
        assertEquals(
                recording.events().subList(0, loaded).stream()
                        .filter(event -> "ftrace_make_nop".equals(event.get("ev")))
                        .map(event -> address(event.getOrDefault("rec_ip", "")))
                        .toList(),
                target.module().sites().stream().map(Site::ip).toList());

        LoadedModule patch =
                load(
                        image("lpone-ppc64le-6.1"),
                        "lpone",
                        first(0xc008_0000_0013_0000L),
                        era,
                        exports(names));
        machine.apply(patch.plan());
        int enabled = recording.find("klp_enable_patch", loaded);
        holds(recording.words(loaded, enabled), machine, patch);

        int late = recording.find("klp_apply_section_relocs", enabled);
        Plan plan = value(late(patch, machine, era, exports(names, target)).result());
        assertEquals(
                shown(recording.words(late, recording.find("klp_init_transition", late))),
                shown(words(plan)));
        assertEquals(List.of(), machine.check(plan));
        machine.apply(plan);

        // Enabled: the site calls the slot that was made for the tracer when the module was loaded.
        int hooked = recording.find("ftrace_make_call", late);
        hooked = recording.find("ftrace_make_call", hooked + 1);
        Map<Long, Integer> call = recording.words(hooked, hooked + 2);
        long site = address(recording.events().get(hooked).getOrDefault("rec_ip", ""));
        SlotTable stubs = machine.table("lptarget", "stubs").orElseThrow();
        assertEquals(
                names.getOrDefault("ftrace_caller", 0L),
                stubs.slots().stream()
                        .filter(slot ->
                                (0x4800_0001 | (int) (slot.address() - site) & 0x03ff_fffc)
                                        == call.getOrDefault(site, 0))
                        .findFirst()
                        .orElseThrow()
                        .target());

        // Loaded again: the word behind the call is no no-op any more, and this kernel minds.
        LoadedModule again =
                load(
                        image("lptarget-ppc64le-6.1"),
                        "lptarget",
                        first(0xc008_0000_0018_0000L),
                        era,
                        exports(names));
        LateRelocation.Outcome refused = late(patch, machine, era, exports(names, again));
        LoadRefusal.Rejected refusal =
                assertInstanceOf(LoadRefusal.Rejected.class, refused.refusals().getFirst());
        assertEquals(
                List.of(
                        "module_64: lpone: Expected nop after call, got e8410018 at lp_lptarget_show+0x2c/0x70 [lpone]"),
                refusal.log());

        // It has used up a slot for that.
        int third =
                recording.find(
                        "klp_apply_section_relocs", recording.find("klp_module_going", late));
        third = recording.find("klp_apply_section_relocs", third + 1);
        assertEquals(
                shown(recording.words(third, recording.find("ftrace_release_mod", third))),
                shown(words(refused.plan())));
    }

    private static LateRelocation.Outcome late(
            LoadedModule patch, Machine machine, Era era, Exports exports) {
        Awaited awaited = LateRelocation.of(machine, "lpone").getFirst();
        return LateRelocation.apply(patch.image(), patch.places(), awaited, machine, era, exports);
    }

    /** All but distances, and where a processor keeps whether tracing is on. */
    private static int masked(int word) {
        return switch (word >>> 26) {
            case 16 -> word & 0xffff_0003;
            case 18 -> word & 0xfc00_0003;
            case 34 -> word & 0xffff_0000;
            default -> word;
        };
    }

    @Test
    void ppc64lesEntryCodeWasThis() throws IOException {
        Recording recording = Recording.read("ppc64le-6.1");
        Era era = era("ppc64le", 6, 1);
        List<Isa.AsmLine> lines =
                era.entryCode().lines().stream().map(line -> new Isa.AsmLine(line, 0)).toList();
        Isa.Assembly ours = value(era.isa().assemble(lines, 0, name -> OptionalLong.empty()));
        for (String function : List.of("ftrace_caller", "ftrace_regs_caller", "ftrace_call")) {
            byte[] theirs = recording.patched(function);
            long start = ours.labels().getOrDefault(function, 0L);
            for (int i = 0; i < theirs.length; i += 4) {
                assertEquals(
                        Integer.toHexString(masked((int) Bits.little(theirs, i, 4))),
                        Integer.toHexString(
                                masked((int) Bits.little(ours.bytes(), (int) start + i, 4))),
                        function + "+" + i);
            }
        }
    }

    @Test
    void arm64WroteThisBranch() throws IOException {
        Recording recording = Recording.read("arm64-7.2-far");
        Era era = era("arm64", 7, 2);
        Map<String, Long> names = new HashMap<>(recording.names());
        long near = names.getOrDefault("ftrace_caller", 0L);
        names.put("ftrace_nop_ops", 0xffff_9fc7_fdb7_0df0L);
        for (String other :
                List.of(
                        "msleep_interruptible",
                        "param_ops_int",
                        "proc_create_single_data",
                        "remove_proc_entry",
                        "seq_printf",
                        "klp_enable_patch")) {
            names.putIfAbsent(other, near + ANYWHERE);
        }
        Machine machine = new Machine();
        LoadedModule target =
                load(
                        image("lptarget-7.2"),
                        "lptarget",
                        blocks(0x330000, 0x332000, 0x336000),
                        era,
                        exports(names));
        machine.apply(target.plan());
        int loaded = recording.find("do_init_module", 0);
        holds(recording.words(0, loaded), machine, target);

        LoadedModule patch =
                load(
                        image("lpone-7.2"),
                        "lpone",
                        blocks(0x336000, 0x338000, 0x33d000),
                        era,
                        exports(names));
        assertEquals(3, patch.tables().getFirst().max());
        Machine running = new Machine(); // where the target's init text was lies the patch now
        running.apply(patch.plan());
        int enabled = recording.find("klp_enable_patch", loaded);
        holds(recording.words(loaded, enabled), running, patch);

        int late = recording.find("klp_write_section_relocs", enabled);
        Plan plan = value(late(patch, running, era, exports(names, target)).result());
        assertEquals(
                shown(recording.words(late, recording.find("klp_init_transition", late))),
                shown(words(plan)));
        assertEquals(List.of(), running.check(plan));
    }

    private static Placement blocks(long text, long data, long init) {
        long modules = 0xffff_9fc7_fa00_0000L;
        return new Placement.Blocks(
                Map.of(
                        "text", modules + text,
                        "data", modules + data,
                        "rodata", modules + data + 0x10_0000,
                        "ro_after_init", modules + data + 0x20_0000,
                        "init_text", modules + init,
                        "init_data", modules + init + 0x10_0000,
                        "init_rodata", modules + init + 0x20_0000),
                OptionalLong.empty());
    }
}
