package patchbay.doc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import patchbay.source.Source;

/**
 * Examples are tests: scripts ({@code .lp}), and what Markdown pages show (see {@link Markdown}),
 * are run and compared with what they say about themselves. Files run side by side; their reports
 * come in the order of the files.
 */
public final class Examples {

    /**
     * How strict, and whether to mend.
     *
     * @param strict output that nobody wrote down fails as well
     * @param bless rewrites what is written down, instead of failing; with {@code strict} it also
     *     writes down what nobody had
     */
    public record Mode(boolean strict, boolean bless) {}

    private final Mode mode;
    private final Path folder;
    private final CommandLine commandLine;

    /**
     * @param folder the working folder: files in it are named from there
     */
    public Examples(Mode mode, Path folder, CommandLine commandLine) {
        this.mode = mode;
        this.folder = folder;
        this.commandLine = commandLine;
    }

    /**
     * The files to run: {@code path} itself, or all scripts and pages in a folder and its
     * subfolders, without those whose name begins with a dot and without links to folders, in order
     * of their names.
     */
    public static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> entries;
        try (Stream<Path> listed = Files.list(path)) {
            entries = listed.sorted().toList();
        }
        List<Path> files = new ArrayList<>();
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (name.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                files.addAll(files(entry));
            } else if ((name.endsWith(".lp") || isPage(name)) && Files.isRegularFile(entry)) {
                files.add(entry);
            }
        }
        return files;
    }

    private static boolean isPage(String name) {
        return name.endsWith(".md");
    }

    /** Runs the files and hands on a report of each. */
    public void run(List<Path> files, Consumer<FileReport> reports) {
        int threads = Math.min(files.size(), Runtime.getRuntime().availableProcessors());
        if (threads < 2) {
            files.forEach(file -> reports.accept(run(file)));
            return;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<FileReport>> running = new ArrayList<>();
            for (Path file : files) {
                Callable<FileReport> task = () -> run(file);
                running.add(pool.submit(task));
            }
            for (Future<FileReport> report : running) {
                reports.accept(report.get());
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs one file. */
    public FileReport run(Path file) {
        Path shown =
                file.isAbsolute() && folder.isAbsolute() && file.startsWith(folder)
                        ? folder.relativize(file)
                        : file;
        try {
            Source source = new Source(shown.toString(), Files.readString(file));
            Trial trial = new Trial(mode);
            Path parent = file.getParent();
            Path home = parent == null ? Path.of("") : parent;
            for (Block block : blocks(source)) {
                switch (block) {
                    case Block.Script(Source script) -> ScriptExample.run(script, home, trial);
                    case Block.Console console ->
                            new ConsoleExample(commandLine, home, trial).run(console);
                }
            }
            List<String> blessed = Edit.shown(source, trial.edits());
            if (!trial.edits().isEmpty()) {
                Files.writeString(file, Edit.apply(source, trial.edits()));
            }
            return new FileReport(
                    shown, trial.statements(), trial.failures(), trial.findings(), blessed);
        } catch (IOException unreadable) {
            Finding finding =
                    new Finding(
                            shown.toString(),
                            "cannot be read or written: " + unreadable.getMessage(),
                            List.of());
            return new FileReport(shown, 0, 1, List.of(finding), List.of());
        }
    }

    private static List<Block> blocks(Source source) {
        return isPage(source.name()) ? Markdown.blocks(source) : List.of(new Block.Script(source));
    }
}
