package patchbay.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command lines of words that belong on one, in any order, with files that cannot be what is asked
 * for: each ends with 0, 1 or 2, says why if it is not 0, and never shows a stack.
 *
 * <p>{@code -Dpatchbay.lines=100000} and {@code -Dpatchbay.seed=7} try more and others.
 */
class MutatedCommandLinesTest {
    private static final int LINES = Integer.getInteger("patchbay.lines", 3_000);
    private static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);

    private static final List<String> WORDS =
            List.of(
                    "run",
                    "test",
                    "fmt",
                    "check",
                    "disasm",
                    "isa",
                    "explain",
                    "repl",
                    "help",
                    "-e",
                    "-e",
                    "--arch",
                    "--json",
                    "--dry-run",
                    "--strict",
                    "--bless",
                    "--check",
                    "--help",
                    "--coverage",
                    "--version",
                    "--",
                    "-",
                    "arm64",
                    "ppc64le",
                    "arm65",
                    "mov",
                    "PB3001",
                    "PB9999",
                    "language",
                    "good.lp",
                    "good.lp",
                    "wrong.lp",
                    "page.md",
                    "binary.lp",
                    "empty.lp",
                    "none.lp",
                    "folder",
                    "loop",
                    "deep/none.lp",
                    "demo.ko",
                    "cut.ko",
                    "words with blanks.lp",
                    "name\nof lines.lp",
                    "ümläut.lp",
                    "nul\0.lp",
                    "\ud800.lp",
                    "",
                    " ",
                    "x".repeat(5_000),
                    "--arch=",
                    "--arch=arm64",
                    "--json=yes",
                    "--nosuch",
                    "-x",
                    "->",
                    "print 1",
                    "0xffff800008000000",
                    "expect 1 == 2",
                    "print 1 {",
                    "explain slot foo.plt[3]",
                    "redirect a -> b",
                    "save module m stage live to \"out\"",
                    "include \"wrong.lp\"");

    private static final List<String> COMMANDS =
            List.of(
                    "-e", "run", "test", "fmt", "check", "disasm", "isa", "explain", "help",
                    "good.lp");

    @TempDir Path folder;

    private void files() throws IOException {
        Files.writeString(folder.resolve("good.lp"), "arch arm64 linux 6.1\nprint   1\n//= 1\n");
        Files.writeString(folder.resolve("wrong.lp"), "print 1\nexpect 1 == 2\n(\n");
        Files.writeString(
                folder.resolve("page.md"), "```lp\nprint 1\n```\n```console\n$ patchbay x\n```\n");
        byte[] noise = new byte[3_000];
        new Random(SEED).nextBytes(noise);
        Files.write(folder.resolve("binary.lp"), noise);
        Files.write(folder.resolve("empty.lp"), new byte[0]);
        Files.writeString(folder.resolve("words with blanks.lp"), "print 2\n");
        byte[] demo = Files.readAllBytes(Path.of("../examples/demo-6.1.ko"));
        Files.write(folder.resolve("demo.ko"), demo);
        Files.write(folder.resolve("cut.ko"), Arrays.copyOf(demo, 700));
        Files.createDirectories(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("folder/again"), folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    }

    @Test
    void everyCommandLineEndsWithAStatusAndAWord() throws IOException {
        files();
        int[] statuses = new int[3];
        for (int line = 0; line < LINES; line++) {
            Random random = new Random(SEED + line);
            List<String> words = new ArrayList<>();
            words.add(
                    random.nextInt(8) == 0
                            ? word(random)
                            : COMMANDS.get(random.nextInt(COMMANDS.size())));
            for (int i = random.nextInt(4); i > 0; i--) {
                words.add(word(random));
            }
            statuses[run(words, random.nextBoolean())]++;
        }
        for (int status = 0; status < 3; status++) {
            assertTrue(
                    statuses[status] > LINES / 50,
                    "ended with " + status + ": " + statuses[status]);
        }
    }

    /** Mostly as it is; now and then with a letter changed, twice, or cut. */
    private static String word(Random random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        if (word.isEmpty() || random.nextInt(10) != 0) {
            return word;
        }
        int at = random.nextInt(word.length());
        String other = random.nextInt(8) == 0 ? "\0" : Character.toString(random.nextInt(0x180));
        return switch (random.nextInt(3)) {
            // no slash: other folders are none of our business
            case 0 -> word.substring(0, at) + other.replace('/', '_') + word.substring(at + 1);
            case 1 -> word.substring(0, at);
            default -> word + word;
        };
    }

    private int run(List<String> words, boolean colours) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream("print 3\n".getBytes(UTF_8)),
                        out,
                        err,
                        folder,
                        false,
                        colours,
                        false,
                        () -> false);
        int status = Main.run(streams, words.toArray(String[]::new));
        String said = err.toString(UTF_8);
        String all = out.toString(UTF_8) + said;
        String told = String.join("|", words) + "\n" + all;
        assertTrue(status >= 0 && status <= 2, told);
        assertFalse(all.contains("PB9001") || all.contains("Exception"), told);
        // what tests find and which files are not formatted is the output of these commands
        boolean reports =
                words.contains("test") || words.contains("fmt") || words.contains("--json");
        assertTrue(status == 0 || !(reports ? all : said).isBlank(), told);
        return status;
    }
}
