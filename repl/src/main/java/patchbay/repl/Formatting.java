package patchbay.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import patchbay.lang.format.Formatter;
import patchbay.repl.Command.Option;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;

/** {@code fmt}: scripts as they are usually set. */
final class Formatting {
    private final Console console;

    Formatting(Console console) {
        this.console = console;
    }

    /** Every file, in place. */
    int files(Invocation invocation) {
        int status = Console.HELD;
        for (String name : invocation.operands()) {
            Source source = console.read(name);
            status =
                    Math.max(
                            status,
                            source == null
                                    ? Console.WRONG
                                    : format(name, source, invocation.has(Option.CHECK)));
        }
        return status;
    }

    private int format(String name, Source source, boolean onlyCheck) {
        Formatter.Formatted set = Formatter.format(source);
        if (!set.diagnostics().isEmpty()) {
            set.diagnostics().forEach(console.printer::say);
            return Console.FAILED;
        }
        String formatted = set.text();
        if (onlyCheck) {
            if (!formatted.equals(source.text())) {
                console.out.line(source.name());
                return Console.FAILED;
            }
            return Console.HELD;
        }
        if (name.equals("-")) {
            console.out.put(formatted);
        } else if (!formatted.equals(source.text())) {
            Path file = console.streams.folder().resolve(name);
            try {
                Files.writeString(file, formatted);
            } catch (IOException unwritable) {
                console.printer.say(
                        Diagnostic.error(
                                Code.PB6023,
                                null,
                                name
                                        + " cannot be written: "
                                        + ScriptFile.reason(file, unwritable)));
                return Console.WRONG;
            }
        }
        return Console.HELD;
    }
}
