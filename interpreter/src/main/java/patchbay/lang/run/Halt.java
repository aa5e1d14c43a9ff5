package patchbay.lang.run;

import java.util.List;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Span;

/**
 * A statement ends here, refused. Checked, and without a stack: inside {@code lang.run} it carries
 * diagnostics from the depth of an expression to the statement; it never leaves {@link Session}.
 */
final class Halt extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    Halt(List<Diagnostic> diagnostics) {
        super(diagnostics.getFirst().message(), null, false, false);
        this.diagnostics = List.copyOf(diagnostics);
    }

    Halt(Code code, Span span, String message, String... remedies) {
        this(List.of(Diagnostic.error(code, span, message, remedies)));
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
