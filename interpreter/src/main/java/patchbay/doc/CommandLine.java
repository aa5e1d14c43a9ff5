package patchbay.doc;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs the program as a shell would, in this process: what the command line lends to the runner.
 */
@FunctionalInterface
public interface CommandLine {

    /**
     * @param arguments the words behind {@code patchbay}
     * @param input what stands on the standard input
     * @param folder the working folder
     */
    Outcome run(List<String> arguments, String input, Path folder);

    /** Exit status, and both outputs as a terminal would show them. */
    record Outcome(int status, String text) {}
}
