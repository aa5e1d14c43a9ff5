package patchbay.repl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the build runs once, so that every later start is fast: the JVM notes which classes these
 * command lines load and link, and keeps them in an AOT cache (see {@code repl/pom.xml}).
 */
final class Training {

    /** One line for each thing that a user may do first. */
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--version"),
                    List.of("--help"),
                    List.of("-e", "1 + 1"),
                    List.of("-e", "let"),
                    List.of("-e", "show code nothing"),
                    List.of("-e", "explain 0xffff800008000000 -> 0xffff800012345678"),
                    List.of(
                            "-e",
                            "module foo at 0xffff800014800000; redirect bar -> foo.bar; show code bar"),
                    List.of("-e", "arch arm64 linux 6.1; decode 0x94000002 at 0"),
                    List.of("explain", "PB4004"));

    private Training() {}

    /** {@code args[0]}: the examples. {@code args[1]}: where to note the JDK; written last. */
    public static void main(String[] args) throws IOException {
        System.setIn(InputStream.nullInputStream());
        Interruption.watched();
        COMMANDS.forEach(command -> Main.run(command.toArray(String[]::new)));
        // Every class in the cache is loaded at every start, so the long commands are left out:
        // they can wait for theirs.
        Path example = Path.of(args[0], "01-far-module.lp");
        if (Files.exists(example)) {
            Main.run("run", example.toString());
        }
        // An AOT cache fits one JDK only: the launcher takes the one noted here.
        Files.writeString(Path.of(args[1]), System.getProperty("java.home") + "\n");
    }
}
