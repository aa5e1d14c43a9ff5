package patchbay.repl;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.arch.Architectures;
import patchbay.image.Image;
import patchbay.image.Packing;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Architecture;
import patchbay.lang.run.Session;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Refusal;
import patchbay.source.Result;
import patchbay.source.Source;
import patchbay.source.Suggest;

/**
 * What every command has to do with: where it speaks, the files that the command line names, and
 * words for a command line that is wrong. What ends a command is an exit status.
 */
final class Console {
    static final int HELD = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;

    final Streams streams;
    final Output out;
    final Printer printer;

    Console(Streams streams, Output out, Output err, boolean json) {
        this.streams = streams;
        this.out = out;
        this.printer = new Printer(out, err, streams.colours(), streams.conversation(), json);
    }

    /** Whether the user wants no more: by Ctrl-C, or because nobody reads any longer. */
    boolean stopped() {
        return streams.interrupted().getAsBoolean() || out.gone();
    }

    // ---- files

    /** The script of that name, or null after saying why it cannot be read. */
    @Nullable Source read(String name) {
        boolean standardInput = name.equals("-");
        ScriptFile file =
                standardInput
                        ? ScriptFile.standardInput(streams.in())
                        : ScriptFile.script(name, streams.folder());
        byte[] bytes = bytes(file);
        if (bytes == null) {
            return null;
        }
        String shown = standardInput ? "stdin" : name;
        Source source = ScriptFile.source(shown, bytes);
        if (source == null) {
            printer.say(ScriptFile.notText(shown));
        }
        return source;
    }

    /** What a file holds, or null after saying why it cannot be read. */
    byte @Nullable [] bytes(ScriptFile file) {
        if (file.refusal() != null) {
            printer.say(file.refusal());
        }
        return file.bytes();
    }

    /** Where the file names in a script start. */
    Path folder(String name) {
        Path parent = name.equals("-") ? null : streams.folder().resolve(name).getParent();
        return parent == null ? streams.folder() : parent;
    }

    /** The ELF file of that name, or null after saying why it is none. */
    @Nullable Image image(String name) {
        byte[] bytes = bytes(ScriptFile.whole(name, streams.folder()));
        if (bytes == null) {
            return null;
        }
        Result<Image> read =
                Packing.unpack(name, bytes).then(unpacked -> ElfReader.read(name, unpacked));
        if (read instanceof Result.Refused<Image>(List<Refusal> reasons)) {
            reasons.forEach(reason -> printer.say(Session.describe(reason)));
        }
        return read instanceof Result.Ok<Image>(Image image) ? image : null;
    }

    /** For code of an architecture that a command is not for. */
    int foreign(Image image, String known) {
        printer.say(
                Diagnostic.error(
                        Code.PB6002,
                        null,
                        image.name() + " holds code for " + image.machine(),
                        "what is known: " + known));
        return WRONG;
    }

    // ---- the command line

    /** The architecture of that name, or null after saying that there is none. */
    @Nullable Architecture architecture(String name) {
        for (Architecture architecture : Architectures.ALL) {
            if (architecture.name().equals(name)) {
                return architecture;
            }
        }
        unknown(
                "there is no architecture '" + name + "'",
                name,
                Architectures.ALL.stream().map(Architecture::name).toList());
        return null;
    }

    static String architectures() {
        return String.join(", ", Architectures.ALL.stream().map(Architecture::name).toList());
    }

    int unknown(String message, String word, List<String> known) {
        return unknown(message, word, known, "there are: " + String.join(", ", known));
    }

    /** The same where there are more than anybody reads. */
    int unknown(String message, String word, List<String> known, String otherwise) {
        String meant = Suggest.closest(word, known);
        return wrong(message, meant == null ? otherwise : "did you mean " + meant + "?");
    }

    int wrong(String message, String... remedies) {
        printer.say(Diagnostic.error(Code.PB9002, null, message, remedies));
        return WRONG;
    }
}
