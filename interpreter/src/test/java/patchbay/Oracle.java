package patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A tool that was not written here and says what is right: GNU as, objdump, qemu, gdb.
 *
 * <p>Where a tool is missing the test is skipped, and says so; with {@code
 * PATCHBAY_ORACLES=required}, as in CI, it fails instead: a test that never runs is worse than
 * none.
 */
public final class Oracle {

    private static final long SECONDS = 120;

    private Oracle() {}

    /** Skips or fails the calling test unless every one of the tools is on the PATH. */
    public static void require(String... tools) {
        List<String> missing = Stream.of(tools).filter(tool -> !present(tool)).toList();
        if (missing.isEmpty()) {
            return;
        }
        String message = "missing on the PATH: " + String.join(", ", missing);
        if ("required".equals(System.getenv("PATCHBAY_ORACLES"))) {
            Assertions.fail(message + " (and PATCHBAY_ORACLES=required)");
        }
        System.err.println("SKIPPED, oracle " + message);
        Assumptions.abort(message);
    }

    /** True if the tool is on the PATH. */
    public static boolean present(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
    }

    /**
     * What the command prints on stdout, run in {@code dir}; fails the test if it does not exit
     * with 0.
     */
    public static String run(Path dir, String... command) {
        Result result = result(dir, command);
        if (result.exit() != 0) {
            Assertions.fail(
                    "%s: exit %d%n%s%s"
                            .formatted(
                                    String.join(" ", command),
                                    result.exit(),
                                    result.out(),
                                    result.err()));
        }
        return result.out();
    }

    /** What the command did, whatever its exit status. */
    public static Result result(Path dir, String... command) {
        try {
            Path out = Files.createTempFile("oracle", ".out");
            Path err = Files.createTempFile("oracle", ".err");
            try {
                // Files, not pipes: nobody has to drain two streams at once.
                Process process =
                        new ProcessBuilder(command)
                                .directory(dir.toFile())
                                .redirectInput(new File("/dev/null"))
                                .redirectOutput(out.toFile())
                                .redirectError(err.toFile())
                                .start();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    Assertions.fail(
                            String.join(" ", command) + ": still running after " + SECONDS + " s");
                }
                return new Result(process.exitValue(), text(out), text(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(String.join(" ", command) + ": interrupted", e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }

    /** Exit status and both outputs of one run. */
    public record Result(int exit, String out, String err) {}
}
