package patchbay.repl;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command line is connected to.
 *
 * @param folder file names start from here
 * @param conversation whether a user sits at both ends: then there may be a REPL
 * @param colours whether {@code err} shows colours
 * @param nested whether a page that is tested runs this command line
 * @param interrupted asked while code runs: whether to stop
 */
record Streams(
        InputStream in,
        OutputStream out,
        OutputStream err,
        Path folder,
        boolean conversation,
        boolean colours,
        boolean nested,
        BooleanSupplier interrupted) {

    /**
     * As the process was started. The launcher tells which of 0, 1, 2 are terminals; without it
     * none is.
     */
    static Streams ofProcess(BooleanSupplier interrupted) {
        String terminals = System.getProperty("patchbay.terminals", "");
        boolean colours =
                terminals.contains("2")
                        && isUnset(System.getenv("NO_COLOR"))
                        && !"dumb".equals(System.getenv("TERM"));
        return new Streams(
                System.in,
                System.out,
                System.err,
                Path.of(""),
                terminals.contains("0") && terminals.contains("1"),
                colours,
                false,
                interrupted);
    }

    private static boolean isUnset(@Nullable String value) {
        return value == null || value.isEmpty();
    }
}
