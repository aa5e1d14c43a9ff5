package patchbay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;

/**
 * The table of benchmarks: {@code .ci/bench} prints it, {@code .ci/bench --rows start,parse} some
 * of its rows.
 *
 * <p>Each row is measured in a JVM of its own, so that none profits or suffers from what another
 * made the compiler believe. Whatever is measured is first checked to be right.
 */
public final class Benchmarks {
    private static final String ROW = "| %-13s | %-66s | %-32s | %-36s | %-7s | %-7s | %-7s |";
    private static final String GROWTH = "| %-13s | %-33s | %-33s | %-33s | %-11s |";
    private static final double SECONDS = 6;

    private Benchmarks() {}

    /** The rows: those of every architecture that has the inputs, and those of none. */
    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(ProcessRows.startUp());
        for (Architecture architecture : Architectures.ALL) {
            String name = architecture.name();
            if (Benchmarks.class.getResource("mix-" + name + ".txt") != null) {
                rows.add(ProcessRows.disassembly(architecture.isa()));
                rows.add(EngineRows.printing(architecture.isa()));
            }
            if (Benchmarks.class.getResource("program-" + name + ".s") != null) {
                rows.add(EngineRows.emulation(architecture.isa()));
            }
            if (Benchmarks.class.getResource("hundred-" + name + ".s") != null) {
                rows.add(SessionRows.firstCall(architecture));
            }
        }
        rows.add(ProcessRows.survey());
        rows.add(LoadRows.modules());
        rows.add(LoadRows.sweep());
        rows.add(EngineRows.parsing());
        rows.add(SessionRows.kernelSymbols());
        rows.add(SessionRows.manyFunctions());
        rows.add(SessionRows.farCalls());
        return rows;
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 2 && args[0].equals("--row")) {
            for (Row row : rows()) {
                if (row.name().equals(args[1])) {
                    measure(row);
                }
            }
        } else {
            print(
                    args.length == 2 && args[0].equals("--rows")
                            ? args[1].split(",")
                            : new String[0]);
        }
    }

    private static void print(String[] wanted) throws IOException {
        System.out.println(machine() + "\n");
        System.out.println(
                ROW.formatted("row", "what", "beside", "measured", "gate", "goal", "verdict"));
        System.out.println(ROW.formatted("---", "---", "---", "---", "---", "---", "---"));
        StringBuilder growth = new StringBuilder();
        for (Row row : rows()) {
            if (wanted.length == 0 || List.of(wanted).contains(row.name())) {
                List<String> lines = isolated(row);
                System.out.println(lines.getFirst());
                lines.stream().skip(1).forEach(line -> growth.append(line).append('\n'));
            }
        }
        System.out.println(
                "\n" + GROWTH.formatted("growth", "a hundredth", "a tenth", "all", "memory"));
        System.out.println(GROWTH.formatted("---", "---", "---", "---", "---"));
        System.out.print(growth);
    }

    /** What it is measured on. */
    private static String machine() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        String model = "";
        if (Files.exists(processors)) {
            for (String line : Files.readAllLines(processors)) {
                model =
                        line.startsWith("model name")
                                ? line.substring(line.indexOf(':') + 2)
                                : model;
            }
        }
        return "%d × %s, %s %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model.isEmpty() ? System.getProperty("os.arch") : model,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /** Measures a row in a JVM of its own: its line, and how it grows. */
    private static List<String> isolated(Row row) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xss16m", "-XX:+UseSerialGC"));
        command.addAll(row.jvm());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Benchmarks.class.getName(), "--row", row.name()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines;
        try (BufferedReader said = process.inputReader()) {
            lines = said.readAllLines();
        }
        return Shell.exit(process) == 0 && !lines.isEmpty()
                ? lines
                : List.of(line(row, "nothing: see above", "FAILED"));
    }

    private static void measure(Row row) throws IOException {
        Path folder = Path.of("interpreter", "target", "bench", row.name()).toAbsolutePath();
        List<String> growth = new ArrayList<>();
        for (int part : row.parts()) {
            Path place = Files.createDirectories(folder.resolve(Integer.toString(part)));
            clear(place);
            Race race = row.subject().race(place, part);
            Figures figures = Figures.of(race, row.warmUp(), part == 1 ? SECONDS : SECONDS / 4);
            growth.add(
                    "%s, %s each%s"
                            .formatted(
                                    Figures.time(figures.ours()),
                                    Figures.time(figures.ours() / race.items()),
                                    row.isInProcess()
                                            ? ", GC %d %%"
                                                    .formatted(
                                                            Math.round(figures.collecting() * 100))
                                            : ""));
            if (part == 1) {
                System.out.println(line(row, race, figures));
            }
            clear(place);
        }
        if (growth.size() == 3) {
            System.out.println(
                    GROWTH.formatted(
                            row.name(),
                            growth.get(0),
                            growth.get(1),
                            growth.get(2),
                            row.isInProcess() ? memory() : ""));
        }
    }

    /** The most that this process ever had in memory, by the kernel's account. */
    private static String memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB";
                }
            }
        }
        return "";
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String line(Row row, Race race, Figures figures) {
        Row.Limit limit = row.limit();
        String ours = Figures.time(figures.ours());
        if (race.peer().isEmpty() && limit.kind() != Row.Kind.SECONDS) {
            return line(row, ours, race.absent());
        }
        double judged = figures.judged(limit.kind());
        String beside =
                limit.kind() == Row.Kind.SECONDS
                        ? ""
                        : " (%s : %s)".formatted(ours, Figures.time(figures.peer()));
        String spread = " ± %d %%".formatted(Math.round(figures.spread() * 100));
        return line(row, limit.show(judged) + beside + spread, limit.verdict(judged));
    }

    private static String line(Row row, String measured, String verdict) {
        Row.Limit limit = row.limit();
        return ROW.formatted(
                row.name(),
                row.what(),
                row.beside(),
                measured,
                limit.show(limit.gate()),
                limit.show(limit.goal()),
                verdict);
    }
}
