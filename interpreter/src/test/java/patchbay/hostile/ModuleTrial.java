package patchbay.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import patchbay.arch.Architectures;
import patchbay.image.Image;
import patchbay.image.Symbol;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Architecture;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.source.Result;

/**
 * A module, damaged, and what a user may do with it: it is loaded, shown, asked about, patched,
 * saved, compared with what was saved and then damaged, too, swept, and unloaded; each a statement
 * by itself, so that the next ones are tried whatever becomes of one.
 *
 * @param file an intact module
 * @param systems architectures and versions with their options, as {@code arch} takes them
 */
record ModuleTrial(Path file, List<String> systems) {
    private static final String KERNEL =
            """
            kernel at default {
                fn printk(format) returns 0
                fn far_a returns 0
                fn far_b(x) returns 0
                fn far_fn returns 1
                fn far_fn2 returns 2
                data ext_var = u64 40
                data far_sym = u64 1
                data near_sym = u64 2
                fn other(x) returns x + 100
            }\
            """;

    /** Each block by itself: up to 6.3, and from 6.4 on. */
    private static final String BLOCKS = "at { core kernel - 1G, init kernel - 1000M }";

    private static final String MORE_BLOCKS =
            "at { text kernel + 1G, data kernel + 1100M, rodata kernel + 1200M,"
                    + " ro_after_init kernel + 1300M, init_text kernel + 1400M,"
                    + " init_data kernel + 1500M, init_rodata kernel + 1600M }";

    private static final int LARGE = 300_000;

    private static final List<String> USE =
            List.of(
                    "show map",
                    "show sections m",
                    "show relocs m",
                    "show sites m",
                    "show plt m",
                    "list slots in m where it.users > 1",
                    "list symbols",
                    "explain slot m.plt[0]",
                    "explain slot m.stubs[1]",
                    "show code m",
                    "call m.baz(1)",
                    "redirect m.bar -> other",
                    "explain m.bar -> other",
                    "restore m.bar",
                    "expect unchanged m",
                    "save module m stage relocated to \"saved\"",
                    "compare module m with \"saved\"",
                    "save module m stage live to \"saved\"",
                    "compare module m with \"saved\"",
                    "compare module m with \"m.ko\" at kernel - 1G",
                    "sweep module m over kernel - 192M .. kernel + 192M step 64M { show plt m }",
                    "survey \"m.ko\"",
                    "unload m",
                    "load m");

    /** Why a module is not one of the systems' own: it has names of its own for what it imports. */
    static ModuleTrial of(Path file) throws IOException {
        return new ModuleTrial(file, systems(image(file).map(Image::machine)));
    }

    /** All files in a folder that are named and read as modules of at most {@code limit} bytes. */
    static List<ModuleTrial> all(Path folder, long limit) throws IOException {
        List<ModuleTrial> trials = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".ko")).sorted().toList()) {
                ModuleTrial trial = of(file);
                if (!trial.systems.isEmpty() && Files.size(file) <= limit) {
                    trials.add(trial);
                }
            }
        }
        return trials;
    }

    private static Result<Image> image(Path file) throws IOException {
        return ElfReader.read(file.toString(), Files.readAllBytes(file));
    }

    private static List<String> systems(Result<String> machine) {
        List<String> systems = new ArrayList<>();
        String name = machine instanceof Result.Ok<String>(String found) ? found : "";
        Architectures.named(name)
                .ifPresent(architecture -> {
                    for (String version : List.of("4.19", "5.10", "6.1", "6.12", "7.2")) {
                        systems(architecture, version, systems);
                    }
                });
        return systems;
    }

    /** The usual ones twice, and once each option. */
    private static void systems(Architecture architecture, String version, List<String> systems) {
        Version of = Version.parse(version).orElseThrow();
        if (architecture.era(of, Options.NONE) instanceof Result.Ok<?>) {
            systems.add(architecture.name() + " linux " + version);
            systems.add(architecture.name() + " linux " + version);
            for (String option : architecture.options()) {
                systems.add(architecture.name() + " linux " + version + " with " + option);
            }
        }
    }

    /** Damages and tries it; {@code folder} is for files. */
    Conversation run(Path folder, Random random, double seconds) throws IOException {
        byte[] bytes = ModuleMutator.damaged(Files.readAllBytes(file), random);
        Files.write(folder.resolve("m.ko"), packed(bytes, random));
        String system = systems.get(random.nextInt(systems.size()));
        Conversation conversation = new Conversation(folder, seconds, bytes.length < LARGE);
        conversation.enter("arch " + system);
        boolean isListed = !file.startsWith(Texts.root()) || random.nextInt(4) == 0;
        if (isListed) {
            Files.write(folder.resolve("m.map"), map(random));
            conversation.enter("kernel symbols \"m.map\"");
        } else {
            conversation.enter(KERNEL);
        }
        if (conversation.enter("module m from \"m.ko\" " + place(random, system, folder))) {
            for (String statement : USE) {
                conversation.enter(statement);
                if (statement.startsWith("save") && random.nextBoolean()) {
                    damageOne(folder.resolve("saved"), random);
                }
            }
        }
        return conversation;
    }

    /** As it is, or packed; then and now damaged once more. */
    private static byte[] packed(byte[] bytes, Random random) throws IOException {
        byte[] packed =
                switch (random.nextInt(32)) {
                    case 0, 1 -> PackedMutator.gzip(bytes);
                    case 2 -> PackedMutator.xz(bytes);
                    case 3, 4 -> PackedMutator.zstd(bytes);
                    default -> bytes;
                };
        return packed != bytes && random.nextInt(3) == 0
                ? PackedMutator.damaged(packed, random)
                : packed;
    }

    /** What the intact module imports, somewhere in the kernel; now and then damaged. */
    private byte[] map(Random random) throws IOException {
        StringBuilder map = new StringBuilder("ffff800008000000 T _text\n");
        if (image(file) instanceof Result.Ok<Image>(Image image)) {
            int number = 0;
            for (Symbol symbol : image.symbols()) {
                if (symbol.section() == Symbol.UNDEFINED && !symbol.name().isEmpty()) {
                    long address = 0xffff_8000_0800_0000L + 64L * ++number;
                    map.append(Long.toHexString(address)).append(" T ");
                    map.append(symbol.name()).append('\n');
                }
            }
        }
        byte[] bytes = map.append("ffff80000a000000 D _end\n").toString().getBytes(UTF_8);
        return random.nextInt(8) == 0 ? PackedMutator.damaged(bytes, random) : bytes;
    }

    private static String place(Random random, String system, Path folder) throws IOException {
        boolean moreBlocks = system.contains("6.12") || system.contains("7.2");
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> "at kernel - 1G";
            case 4, 5 -> "at kernel + 64M";
            case 6, 7 -> "in modules seed " + random.nextInt(1000);
            case 8 -> "at default";
            case 9 -> random.nextInt(8) == 0 ^ moreBlocks ? MORE_BLOCKS : BLOCKS;
            default -> {
                byte[] list = Files.readAllBytes(Texts.root().resolve("examples/demo.sections"));
                Files.write(
                        folder.resolve("sections"),
                        random.nextBoolean() ? PackedMutator.damaged(list, random) : list);
                yield "sections \"sections\"";
            }
        };
    }

    /** One of the files that a statement has saved: some other byte, or shorter. */
    private static void damageOne(Path saved, Random random) throws IOException {
        if (!Files.isDirectory(saved)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(saved)) {
            files = all.sorted().toList();
        }
        Path file =
                random.nextInt(3) == 0
                        ? saved.resolve("index.json")
                        : files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            Files.write(file, PackedMutator.damaged(bytes, random));
        }
    }
}
