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

    /**
     * What one-liners need, and no more: every class in the cache is loaded at every start. What a
     * script needs beyond comes from the jars when it is first used, in a tenth of a second.
     */
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--version"),
                    List.of("-e", "print 1"),
                    List.of("-e", "decode 0x94000002 at 0"),
                    List.of("-e", "encode \"ldr x0, [x1]\""),
                    List.of("-e", "explain 0xffff800008000000 -> 0xffff800012345678"));

    private Training() {}

    /** {@code args[0]}: where to note the JDK; written last. */
    public static void main(String[] args) throws IOException {
        System.setIn(InputStream.nullInputStream());
        Interruption.watched();
        COMMANDS.forEach(command -> Main.run(command.toArray(String[]::new)));
        // An AOT cache fits one JDK only: the launcher takes the one noted here.
        Files.writeString(Path.of(args[0]), System.getProperty("java.home") + "\n");
    }
}
