package patchbay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import patchbay.Oracle;

/** Commands, timed by a shell: what starting them costs this process is not counted. */
final class Shell {
    /** The clock's ticks before and behind, and the processor time that bash counts. */
    private static final String TIMED =
            """
            TIMEFORMAT='%3U %3S'
            begin=$EPOCHREALTIME
            { time "$@" >/dev/null 2>&1 </dev/null; } 2>&1
            status=$?
            echo $begin $EPOCHREALTIME $status
            """;

    private Shell() {}

    /** What a run cost, in seconds. */
    record Cost(double wall, double processor) {}

    /** Runs {@code command}, whose output nobody reads; it has to succeed. */
    static Cost time(Path folder, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
        words.addAll(command);
        String[] numbers = output(folder, words).trim().split("\\s+");
        if (numbers.length != 5 || !numbers[4].equals("0")) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return new Cost(
                Double.parseDouble(numbers[3]) - Double.parseDouble(numbers[2]),
                Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[1]));
    }

    /** What {@code command} prints; it has to succeed. */
    static String output(Path folder, List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (exit(process) != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return out;
    }

    static int exit(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            process.destroy();
            return 1;
        }
    }

    /** The tools that are not on the PATH, in words; empty if all of them are. */
    static String missing(String... tools) {
        List<String> missing = Stream.of(tools).filter(tool -> !Oracle.present(tool)).toList();
        return missing.isEmpty() ? "" : "NOT INSTALLED: " + String.join(", ", missing);
    }

    /** Compiles a C program beside this benchmark, as a distribution would. */
    static Path compile(Path folder, String source, String... libraries) throws IOException {
        Path program = folder.resolve(source.replaceFirst("\\.c$", ""));
        Path file = Path.of("interpreter/src/test/c", source).toAbsolutePath();
        List<String> words = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Werror", "-o"));
        words.addAll(List.of(program.toString(), file.toString()));
        words.addAll(List.of(libraries));
        output(folder, words);
        return program;
    }
}
