package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every example and every script of the manual, damaged in a few places: answered or refused with a
 * code, never with an exception, never without end.
 *
 * <p>{@code -Dpatchbay.mutants=100000} and {@code -Dpatchbay.seed=7} try more and others.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedScriptsTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```lp[^\\n]*\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    static final int MUTANTS = Integer.getInteger("patchbay.mutants", 1_000);
    static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);

    @Test
    void everyDamagedScriptIsAnsweredOrRefused() throws IOException {
        Mutator mutator = new Mutator(SEED, scripts());
        Tally tally = new Tally("damaged scripts");
        Path folder = root().resolve("examples");
        for (int round = 0; round < MUTANTS; round++) {
            String text = mutator.next();
            // what would write files only says so
            boolean dryRun = round % 4 == 0 || text.contains("save");
            tally.add(Trial.of(text, folder, dryRun, 1).codes);
        }
        System.out.println(tally);
        assertTrue(tally.distinct() >= 25, tally::toString);
        assertTrue(tally.largestShare() <= 40, tally::toString);
    }

    /** The texts that once threw, hung or were refused without a word; see the file for how. */
    @Test
    void whatOnceWentWrongDoesNotAgain() throws IOException {
        Path file = root().resolve("interpreter/src/test/resources/patchbay/hostile/scripts.txt");
        for (String text : Files.readString(file).split("(?m)^----.*\\R")) {
            Trial.of(text, root().resolve("examples"), false, 1);
            Trial.of(text, root().resolve("examples"), true, 1);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("interpreter")) ? here : here.resolveSibling("");
    }

    /** The examples, and the scripts in the pages of the manual. */
    private static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>();
        for (Path file : files(root().resolve("examples"), ".lp")) {
            scripts.add(Files.readString(file));
        }
        Path manual = root().resolve("interpreter/src/main/resources/patchbay/manual");
        for (Path page : files(manual, ".md")) {
            Matcher blocks = BLOCK.matcher(Files.readString(page));
            while (blocks.find()) {
                scripts.add(blocks.group(1));
            }
        }
        return scripts;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
