package patchbay.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import patchbay.arch.Architectures;
import patchbay.image.Image;
import patchbay.image.Parts;
import patchbay.image.SectionAddresses;
import patchbay.image.SymbolMap;
import patchbay.image.elf.ElfOutline;
import patchbay.image.elf.ElfReader;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LinkedKernel;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Options;
import patchbay.kernel.Placement;
import patchbay.kernel.Version;
import patchbay.lang.run.Session;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Symbol;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * Targets for Jazzer, which finds inputs by the branches that they take. On demand; {@code TARGET}
 * is one of the classes below:
 *
 * <pre>
 *     mvn -Pfuzz -Dquick -pl interpreter -am process-test-classes -Dfuzz.target=TARGET -Dfuzz.seconds=300
 * </pre>
 *
 * The corpus grows in {@code interpreter/target/fuzz/TARGET}. An input that fails is left in {@code
 * interpreter}; once mended, it belongs into the folder {@code patchbay/hostile/fuzz/TARGET} of the
 * tests' resources, from which {@link FuzzTest} tries it for ever.
 */
public final class Fuzz {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    private Fuzz() {}

    /** The target's name, and how many seconds. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        String target = arguments[0];
        Path corpus = Texts.root().resolve("interpreter/target/fuzz/" + target);
        Files.createDirectories(corpus);
        int number = 0;
        for (byte[] seed : seeds(target)) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        String[] options = {
            "--target_class=patchbay.hostile.Fuzz$" + target,
            "--instrumentation_includes=patchbay.**",
            "--keep_going=1",
            "-max_total_time=" + arguments[1],
            "-max_len=32000",
            "-timeout=60",
            "-rss_limit_mb=2500",
            corpus.toString()
        };
        Class.forName(JAZZER).getMethod("main", String[].class).invoke(null, (Object) options);
    }

    static List<byte[]> seeds(String target) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        List<String> texts =
                switch (target) {
                    case "Scripts" -> Texts.scripts();
                    case "SymbolLists" -> Texts.all("examples", ".map");
                    case "SectionLists" -> Texts.all("examples", ".sections");
                    case "Assembler" ->
                            List.of(
                                    "\0 bl bar\n1: nop\n b 1b\n.word 1, 2\n",
                                    "\0ldr x0, [x1, #:lo12:bar]");
                    default -> List.of();
                };
        texts.forEach(text -> seeds.add(text.getBytes(UTF_8)));
        if (target.equals("Modules")) {
            for (Path file : Texts.files("interpreter/src/test/resources/golden", ".ko")) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        if (target.equals("Kernels")) {
            seeds.add(Files.readAllBytes(Texts.root().resolve("examples/vmlinux-6.1")));
        }
        return seeds;
    }

    /** Parsed, checked, run, set, and shown. */
    public static final class Scripts {
        private Scripts() {}

        public static void fuzzerTestOneInput(byte[] data) {
            Trial.of(new String(data, UTF_8), Path.of("nowhere"), true, 5);
        }
    }

    /** The first byte chooses the instruction set. */
    public static final class Assembler {
        private Assembler() {}

        public static void fuzzerTestOneInput(byte[] data) {
            if (data.length == 0) {
                return;
            }
            Isa isa = Architectures.ALL.get((data[0] & 0xff) % Architectures.ALL.size()).isa();
            List<Isa.AsmLine> lines = new ArrayList<>();
            for (String line : new String(data, 1, data.length - 1, UTF_8).split("\n")) {
                lines.add(new Isa.AsmLine(line, lines.size()));
            }
            Isa.Symbols symbols =
                    name -> name.startsWith("b") ? OptionalLong.of(0x2000) : OptionalLong.empty();
            said(
                    isa.assemble(lines, 0x1000, symbols),
                    assembly -> Words.decoded(isa, assembly.bytes()));
        }
    }

    /** Decoded, printed, explained; by every instruction set. */
    public static final class Words {
        private Words() {}

        public static void fuzzerTestOneInput(byte[] data) {
            for (Architecture architecture : Architectures.ALL) {
                decoded(architecture.isa(), data);
            }
        }

        static void decoded(Isa isa, byte[] code) {
            for (int at = 0; at + isa.unit() <= code.length; ) {
                Text text = new Text();
                int length = isa.print(code, at, 0x1000L + at, Isa.Names.NONE, text);
                check(length >= isa.unit() && length % isa.unit() == 0, "length " + length);
                check(!text.toString().isEmpty(), "no text");
                isa.decode(code, at, at).flow();
                isa.explain(code, at, at);
                at += length;
            }
        }
    }

    /** Read, and loaded by some kernels. */
    public static final class Modules {
        private Modules() {}

        public static void fuzzerTestOneInput(byte[] data) {
            said(ElfReader.read("m.ko", data), Modules::load);
        }

        private static void load(Image image) {
            for (Architecture architecture : Architectures.ALL) {
                for (String version : List.of("4.19", "6.1", "6.12")) {
                    Version of = Version.parse(version).orElseThrow();
                    if (architecture.era(of, Options.NONE) instanceof Result.Ok<Era>(Era era)) {
                        Placement place =
                                new Placement.First(era.moduleBase(), OptionalLong.empty());
                        OptionalLong export = OptionalLong.of(era.kernelBase());
                        said(
                                ModuleLoader.load(image, "m", place, era, name -> export),
                                LoadedModule::plan);
                    }
                }
            }
        }
    }

    /** Mapped where they were linked and elsewhere, and every page looked at. */
    public static final class Kernels {
        private static final long MOVED = 0xffff_8000_1234_5000L;

        private Kernels() {}

        public static void fuzzerTestOneInput(byte[] data) {
            Version of = Version.parse(data.length % 2 == 0 ? "6.1" : "6.12").orElseThrow();
            if (Architectures.ALL.getFirst().era(of, Options.NONE) instanceof Result.Ok<Era> era) {
                for (OptionalLong at : List.of(OptionalLong.empty(), OptionalLong.of(MOVED))) {
                    Parts parts = Parts.of(data);
                    said(
                            ElfOutline.read("vmlinux", parts)
                                    .then(file -> LinkedKernel.place(file, parts, era.value(), at)),
                            Kernels::look);
                }
            }
        }

        private static void look(LinkedKernel.Placed placed) {
            Machine machine = new Machine();
            check(machine.land(placed.plan()).isEmpty(), "nothing is in the way");
            Module kernel = machine.module(Module.KERNEL).orElseThrow();
            for (Segment segment : kernel.segments()) {
                check(machine.memory().isMapped(segment.range()), segment.name());
                machine.memory().little(segment.range().start(), 8);
            }
            for (Symbol symbol : kernel.symbols()) {
                check(kernel.named(symbol.name()).contains(symbol), symbol.name());
                kernel.symbolAt(symbol.address());
            }
            kernel.sites().forEach(site -> kernel.site(site.function()));
        }
    }

    /** As System.map and kallsyms. */
    public static final class SymbolLists {
        private SymbolLists() {}

        public static void fuzzerTestOneInput(byte[] data) {
            said(
                    SymbolMap.read("map", data, data.length),
                    map -> {
                        for (int i = 0; i < map.size(); i++) {
                            check(map.named(map.name(i)).contains(i), map.name(i));
                        }
                    });
        }
    }

    /** As sysfs shows them. */
    public static final class SectionLists {
        private SectionLists() {}

        public static void fuzzerTestOneInput(byte[] data) {
            said(SectionAddresses.read("sections", new String(data, UTF_8)), sections -> {});
        }
    }

    /** Uses what came out; or sees to it that at least one reason is told. */
    private static <T> void said(Result<T> result, Consumer<T> use) {
        switch (result) {
            case Result.Ok<T>(T value) -> use.accept(value);
            case Result.Refused<T>(List<Refusal> reasons) -> {
                check(!reasons.isEmpty(), "refused without a reason");
                reasons.forEach(Session::describe);
            }
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
