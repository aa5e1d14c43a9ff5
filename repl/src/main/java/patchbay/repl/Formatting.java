package patchbay.repl;

import org.jspecify.annotations.Nullable;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;

final class Formatting {
    static @Nullable String of(Source source, Printer printer) {
        printer.say(Diagnostic.error(Code.PB1004, null, "fmt is not available yet"));
        return null;
    }
}
