package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
    static final int MUTANTS = Integer.getInteger("patchbay.mutants", 1_000);
    static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);

    @Test
    void everyDamagedScriptIsAnsweredOrRefused() throws IOException {
        Mutator mutator = new Mutator(SEED, Texts.scripts(), Mutator.WORDS);
        Tally tally = new Tally("damaged scripts");
        Path folder = Texts.root().resolve("examples");
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
        Path file =
                Texts.root().resolve("interpreter/src/test/resources/patchbay/hostile/scripts.txt");
        for (String text : Files.readString(file).split("(?m)^----.*\\R")) {
            Trial.of(text, Texts.root().resolve("examples"), false, 1);
            Trial.of(text, Texts.root().resolve("examples"), true, 1);
        }
    }
}
