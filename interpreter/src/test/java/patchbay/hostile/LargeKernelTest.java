package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vmlinux of 300 MB costs what is looked at, in a fresh process that has 96 MB for everything.
 */
class LargeKernelTest {
    private static final Pattern LINE =
            Pattern.compile("(.*): (\\d+) ms, (\\d+) MB held: \\[(.*)]");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    /** A statement, the milliseconds and megabytes that it may take, and what it says. */
    private record Ask(String statement, int milliseconds, int megabytes, String says) {}

    private static final List<Ask> ASKS =
            List.of(
                    new Ask("arch arm64 linux 6.1", 1_000, 8, ""),
                    new Ask("kernel from \"vmlinux\" at 0xffff800012300000", 1_500, 32, ""),
                    new Ask(
                            "call do_something_99()",
                            500,
                            32,
                            "do_something_99() = 98   path: do_something_99 -> do_something_98"),
                    new Ask("print hex(u32(do_something_7))", 100, 32, "0xaa1e03e9"),
                    new Ask("print hex(u32(do_something_59999))", 100, 32, "0xd503201f"),
                    new Ask("expect unchanged kernel", 200, 32, ""),
                    new Ask("list sites where it.address == 0", 1_500, 48, "0 of 50000 sites"),
                    new Ask(
                            "list calls to do_something_98",
                            1_500,
                            64,
                            "1 call to do_something_98"),
                    new Ask(
                            "redirect do_something_98 -> do_something_3 via callers",
                            1_500,
                            64,
                            ""),
                    new Ask(
                            "call do_something_99()",
                            100,
                            64,
                            "do_something_99() = 3   path: do_something_99 -> do_something_3"));

    @Test
    void whatIsNotLookedAtCostsNothing() throws IOException, InterruptedException {
        LargeKernel.write(folder.resolve("vmlinux"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xss16m",
                                "-XX:+UseSerialGC",
                                "-Xmx96m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeKernel.class.getName(),
                                folder.toString()));
        ASKS.forEach(ask -> command.add(ask.statement));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        List<String> lines = said.lines().toList();
        assertEquals(ASKS.size(), lines.size(), said);
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i));
            Ask ask = ASKS.get(i);
            assertTrue(line.matches(), said);
            assertEquals(List.of(ask.statement, ask.says), List.of(line.group(1), line.group(4)));
            assertTrue(Integer.parseInt(line.group(2)) <= ask.milliseconds, said);
            assertTrue(Integer.parseInt(line.group(3)) <= ask.megabytes, said);
        }
    }
}
