package patchbay.doc;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of one file.
 *
 * @param statements top-level statements and command lines that were run, each once for every
 *     architecture that it was run on
 * @param failed how many of them are not as they are written down
 * @param blessed the lines that were rewritten, as a diff; empty where none was
 */
public record FileReport(
        Path file, int statements, int failed, List<Finding> findings, List<String> blessed) {
    public FileReport {
        findings = List.copyOf(findings);
        blessed = List.copyOf(blessed);
    }
}
