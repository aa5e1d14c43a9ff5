package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import patchbay.arch.Architectures;
import patchbay.image.Parts;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.Options;
import patchbay.kernel.Survey;
import patchbay.kernel.Version;
import patchbay.lang.run.Session;
import patchbay.source.Result;

/**
 * Our own modules, damaged: each is loaded and then shown, called, patched and taken back, or
 * refused with a code; nothing is thrown, nothing runs away.
 *
 * <p>{@code -Dpatchbay.modules=100000} and {@code -Dpatchbay.seed=7} try more and others.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedModulesTest {
    private static final int MUTANTS = Integer.getInteger("patchbay.modules", 4_000);
    private static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);

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
            }
            """;

    /** Each block by itself: up to 6.3, and from 6.4 on. */
    private static final String BLOCKS = "at { core kernel - 1G, init kernel - 1000M }";

    private static final String MORE_BLOCKS =
            "at { text kernel + 1G, data kernel + 1100M, rodata kernel + 1200M,"
                    + " ro_after_init kernel + 1300M, init_text kernel + 1400M,"
                    + " init_data kernel + 1500M, init_rodata kernel + 1600M }";

    private static final String USE =
            """
            show map
            show sections m
            show relocs m
            show sites m
            show plt m
            list symbols
            show code m
            call m.baz(1)
            redirect m.bar -> other
            explain m.bar -> other
            restore m.bar
            expect unchanged m
            """;

    @TempDir Path folder;

    /** A module with the kernels that it may be for. */
    private record Module(byte[] bytes, List<String> systems) {}

    @Test
    void everyDamagedModuleIsLoadedOrRefused() throws IOException {
        List<Module> modules = modules();
        Files.copy(Texts.root().resolve("examples/demo.sections"), folder.resolve("sections"));
        Tally tally = new Tally("damaged modules");
        int loaded = 0;
        for (int round = 0; round < MUTANTS; round++) {
            Random random = new Random(SEED + round);
            Module module = modules.get(round % modules.size());
            Files.write(folder.resolve("m.ko"), ModuleMutator.damaged(module.bytes, random));
            String system = module.systems.get(random.nextInt(module.systems.size()));
            String text =
                    "arch "
                            + system
                            + "\n"
                            + KERNEL
                            + "module m from \"m.ko\" "
                            + place(random, system)
                            + "\n"
                            + USE;
            Trial trial = Trial.of(text, folder, false, 1);
            tally.add(trial.codes);
            loaded += trial.answers > 0 ? 1 : 0;
        }
        System.out.println(loaded + " of " + tally);
        assertTrue(loaded >= MUTANTS / 10, loaded + " loaded");
        assertTrue(tally.distinct() >= 15, tally::toString);
        assertTrue(tally.largestShare() <= 40, tally::toString);
    }

    /** The survey reads only parts of a file, and believes none of them either. */
    @Test
    void everyDamagedModuleIsSurveyedOrRefused() throws IOException {
        List<Module> modules = modules();
        int refused = 0;
        for (int round = 0; round < MUTANTS; round++) {
            Random random = new Random(SEED + round);
            byte[] bytes = ModuleMutator.damaged(modules.get(round % modules.size()).bytes, random);
            for (Architecture architecture : Architectures.ALL) {
                Options options = architecture.usual();
                if (architecture.era(Version.of(6, 1), options) instanceof Result.Ok<Era> era) {
                    Survey.Found found =
                            Trial.within(
                                    1,
                                    "round " + round,
                                    () -> new Survey(era.value()).look("m.ko", Parts.of(bytes)));
                    found.refusals().forEach(Session::describe);
                    assertTrue(found.row().refused().isPresent() != found.refusals().isEmpty());
                    refused += found.refusals().isEmpty() ? 0 : 1;
                }
            }
        }
        assertTrue(refused > MUTANTS, refused + " refused");
        assertTrue(refused < 2 * MUTANTS, refused + " refused");
    }

    private static String place(Random random, String system) {
        boolean moreBlocks = system.contains("6.12") || system.contains("7.2");
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> "at kernel - 1G";
            case 4, 5, 6 -> "at kernel + 64M";
            case 7 -> "at default";
            case 8 -> random.nextInt(8) == 0 ^ moreBlocks ? MORE_BLOCKS : BLOCKS;
            default -> "sections \"sections\"";
        };
    }

    /** What lies in the tests' resources, with versions that differ in what they do with it. */
    private static List<Module> modules() throws IOException {
        List<Module> modules = new ArrayList<>();
        for (Path file : Texts.files("interpreter/src/test/resources/golden", ".ko")) {
            byte[] bytes = Files.readAllBytes(file);
            String machine =
                    ElfReader.read("", bytes) instanceof Result.Ok<patchbay.image.Image> ok
                            ? ok.value().machine()
                            : "";
            Architectures.named(machine)
                    .ifPresent(known -> modules.add(new Module(bytes, systems(known))));
        }
        return modules;
    }

    private static List<String> systems(Architecture architecture) {
        List<String> systems = new ArrayList<>();
        for (String version : List.of("4.19", "5.10", "6.1", "6.1", "6.12", "7.2")) {
            Version of = Version.parse(version).orElseThrow();
            if (architecture.era(of, Options.NONE) instanceof Result.Ok<?>) {
                systems.add(architecture.name() + " linux " + version);
                for (String option : architecture.options()) {
                    systems.add(architecture.name() + " linux " + version + " with " + option);
                }
            }
        }
        return systems;
    }
}
