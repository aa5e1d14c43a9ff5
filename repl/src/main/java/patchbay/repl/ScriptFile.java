package patchbay.repl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Suggest;

/**
 * A file that the command line names, read; or why it cannot be.
 *
 * @param bytes at most {@link #LIMIT} of a script, and all of any other file
 */
record ScriptFile(byte @Nullable [] bytes, @Nullable Diagnostic refusal) {
    /** More than a script may have: what is longer the parser refuses by its size alone. */
    private static final int LIMIT = (8 << 20) + 4;

    /** Reads a script: of an endless file no more than it takes to see that it is too long. */
    static ScriptFile script(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new ScriptFile(in.readNBytes(LIMIT), null);
        } catch (IOException unreadable) {
            return refused(name, file, unreadable);
        }
    }

    static ScriptFile whole(String name, Path file) {
        try {
            return new ScriptFile(Files.readAllBytes(file), null);
        } catch (IOException unreadable) {
            return refused(name, file, unreadable);
        }
    }

    static ScriptFile standardInput(InputStream in) {
        try {
            return new ScriptFile(in.readNBytes(LIMIT), null);
        } catch (IOException unreadable) {
            return new ScriptFile(
                    null, error("the standard input cannot be read: " + unreadable.getMessage()));
        }
    }

    /** The text as a source of this name, or null and a refusal if it is not UTF-8. */
    static @Nullable Source source(String name, byte[] bytes) {
        if (bytes.length == LIMIT) {
            return new Source(name, new String(bytes, StandardCharsets.ISO_8859_1));
        }
        try {
            return new Source(
                    name,
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException other) {
            return null;
        }
    }

    static Diagnostic notText(String name) {
        return error(name + " cannot be read: it is not text in UTF-8");
    }

    private static ScriptFile refused(String name, Path file, IOException unreadable) {
        String why;
        if (Files.isDirectory(file)) {
            why = "it is a folder";
        } else {
            why =
                    switch (unreadable) {
                        case NoSuchFileException none -> "there is no such file";
                        case AccessDeniedException denied -> "it may not be read";
                        default -> String.valueOf(unreadable.getMessage());
                    };
        }
        Diagnostic refusal = error(name + " cannot be read: " + why);
        if (Files.isDirectory(file)) {
            return new ScriptFile(
                    null, refusal.withRemedy("patchbay test " + name + " runs the examples in it"));
        }
        String meant =
                unreadable instanceof NoSuchFileException ? neighbour(Path.of(name), file) : null;
        return new ScriptFile(
                null, meant == null ? refusal : refusal.withRemedy("did you mean " + meant + "?"));
    }

    private static Diagnostic error(String message) {
        return Diagnostic.error(Code.PB6001, null, message);
    }

    /** A file in the same folder that is called nearly so, as the user would write it. */
    private static @Nullable String neighbour(Path named, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.limit(10_000).forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException unlistable) {
            return null;
        }
        String close = Suggest.closest(String.valueOf(file.getFileName()), names);
        return close == null ? null : named.resolveSibling(close).toString();
    }
}
