package patchbay.lang.parse;

import java.util.List;
import patchbay.lang.ast.Script;
import patchbay.source.Diagnostic;

/**
 * What came of a text. Statements with a mistake are left out of the script, each for itself.
 *
 * @param diagnostics what is wrong, in the order of the text
 * @param held what is wrong and was said to be: a mistake in a statement that a line {@code //!
 *     PB1001} follows
 */
public record Parsed(Script script, List<Diagnostic> diagnostics, List<Diagnostic> held) {
    public Parsed {
        diagnostics = List.copyOf(diagnostics);
        held = List.copyOf(held);
    }

    public boolean ok() {
        return diagnostics.isEmpty();
    }
}
