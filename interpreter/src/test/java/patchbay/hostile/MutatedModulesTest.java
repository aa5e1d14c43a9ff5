package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import patchbay.arch.Architectures;
import patchbay.image.Parts;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.Options;
import patchbay.kernel.Survey;
import patchbay.kernel.Version;
import patchbay.lang.run.Session;
import patchbay.source.Code;
import patchbay.source.Result;

/**
 * Our own modules, damaged: each is loaded and then shown, called, patched and taken back, or
 * refused with a code; nothing is thrown, nothing runs away.
 *
 * <p>{@code -Dpatchbay.modules=100000} and {@code -Dpatchbay.seed=7} try more and others, {@code
 * -Dpatchbay.corpus=DIR} also those of a distribution.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedModulesTest {
    private static final int MUTANTS = Integer.getInteger("patchbay.modules", 4_000);
    private static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);

    private static final long LARGEST = 4L << 20;
    private static final int MOST_FAILURES = 50;

    @TempDir Path folder;

    @Test
    void everyDamagedModuleIsLoadedOrRefused() throws IOException {
        List<ModuleTrial> modules = modules();
        Tally tally = new Tally("damaged modules");
        Set<Code> helpless = EnumSet.noneOf(Code.class);
        List<String> failures = new ArrayList<>();
        int loaded = 0;
        for (int round = 0; round < MUTANTS && failures.size() < MOST_FAILURES; round++) {
            ModuleTrial module = modules.get(round % modules.size());
            if (round % 10_000 == 9_999) {
                System.out.println(round + 1 + " tried, " + loaded + " loaded");
            }
            try {
                Conversation conversation = conversation(module, round);
                tally.add(conversation.codes);
                helpless.addAll(conversation.helpless);
                loaded += conversation.held > 2 ? 1 : 0;
            } catch (AssertionError failure) {
                failures.add("round " + round + ", " + module.file() + ": " + failure.getMessage());
                System.out.println(failures.getLast());
            }
        }
        System.out.println(loaded + " of " + tally + "\n  nothing but a place told: " + helpless);
        assertEquals(List.of(), failures);
        assertTrue(loaded >= MUTANTS / 10, loaded + " loaded");
        assertTrue(tally.distinct() >= 15, tally::toString);
    }

    /** A second time if a statement was slow. */
    private Conversation conversation(ModuleTrial module, int round) {
        return Trial.unthrown(
                "",
                () -> {
                    Conversation first = run(module, round);
                    Set<String> slow = first.slow.isEmpty() ? Set.of() : run(module, round).slow;
                    assertEquals(Set.of(), slow);
                    return first;
                });
    }

    private Conversation run(ModuleTrial module, int round) {
        try {
            return module.run(folder, new Random(SEED + round), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The survey reads only parts of a file, and believes none of them either. */
    @Test
    void everyDamagedModuleIsSurveyedOrRefused() throws IOException {
        List<ModuleTrial> modules = modules();
        int refused = 0;
        for (int round = 0; round < MUTANTS; round++) {
            Random random = new Random(SEED + round);
            byte[] whole = Files.readAllBytes(modules.get(round % modules.size()).file());
            byte[] bytes = ModuleMutator.damaged(whole, random);
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

    /** What lies in the tests' resources, and in the folder that is named. */
    private static List<ModuleTrial> modules() throws IOException {
        Path own = Texts.root().resolve("interpreter/src/test/resources/golden");
        List<ModuleTrial> modules = new ArrayList<>(ModuleTrial.all(own, LARGEST));
        modules.add(ModuleTrial.of(Texts.root().resolve("examples/demo-ppc64le-6.1.ko")));
        String folder = System.getProperty("patchbay.corpus");
        if (folder != null) {
            modules.addAll(ModuleTrial.all(Path.of(folder), LARGEST));
        }
        return modules;
    }
}
