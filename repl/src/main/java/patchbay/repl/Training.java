package patchbay.repl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the build runs so that every later start is fast: the JVM notes which classes these command
 * lines load and link, and keeps them in an AOT cache (see {@code repl/pom.xml}).
 *
 * <p>Every class in a cache is loaded at every start with it. So there are two, and the launcher
 * takes the one that fits: what one-liners need, and no more; and what scripts need beyond.
 */
final class Training {
    private static final List<List<String>> ONE_LINERS =
            List.of(
                    List.of("--version"),
                    List.of("-e", "print 1 + 2"),
                    List.of("-e", "decode 0x94000002 at 0"),
                    List.of("-e", "encode \"ldr x0, [x1]\""),
                    List.of("-e", "arch arm64 linux 6.1; decode code \"aa1e03e9 (d503201f)\""),
                    List.of(
                            "-e",
                            "arch arm64 linux 6.1; explain 0xffff800008000000 -> 0xffff800012345678"),
                    List.of("-e", "print unknown"));

    private Training() {}

    /**
     * With arguments the scripts of these names. Without one the one-liners, and then the file
     * {@code built-for} tells for which JDK the caches are.
     */
    public static void main(String[] args) throws IOException {
        System.setIn(InputStream.nullInputStream());
        Interruption.watched();
        if (args.length > 0) {
            for (String script : args) {
                Main.run("run", script);
            }
            Main.run("test", args[0]);
            return;
        }
        ONE_LINERS.forEach(command -> Main.run(command.toArray(String[]::new)));
        Files.writeString(Path.of("built-for"), System.getProperty("java.home") + "\n");
    }
}
