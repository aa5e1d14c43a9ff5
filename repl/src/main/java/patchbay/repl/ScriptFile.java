package patchbay.repl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

    /** What comes out of a pipe or a device. */
    private static final int STREAM = 64 << 20;

    /** Reads a script: of an endless file no more than it takes to see that it is too long. */
    static ScriptFile script(String name, Path folder) {
        return read(name, folder, LIMIT, LIMIT);
    }

    /** Any other file, of which half of the memory may be filled. */
    static ScriptFile whole(String name, Path folder) {
        long room = Math.min(Runtime.getRuntime().maxMemory() / 2, Integer.MAX_VALUE - 64);
        return read(name, folder, (int) room, Math.min(STREAM, (int) room));
    }

    /**
     * @param most of a file that has a size; one that has more is refused if that is no script
     */
    private static ScriptFile read(String name, Path folder, int most, int ofStream) {
        Path file = path(name, folder);
        if (file == null) {
            return new ScriptFile(null, error(name + " cannot be read: it is no file name here"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            int limit = Files.isRegularFile(file) ? most : ofStream;
            if (limit > LIMIT && Files.size(file) > limit) {
                return tooLarge(name, limit);
            }
            byte[] bytes = in.readNBytes(limit);
            return limit > LIMIT && bytes.length == limit
                    ? tooLarge(name, limit)
                    : new ScriptFile(bytes, null);
        } catch (IOException unreadable) {
            return refused(name, file, unreadable);
        }
    }

    private static ScriptFile tooLarge(String name, int limit) {
        return new ScriptFile(
                null,
                error(
                        name
                                + " cannot be read: it has more than the "
                                + limit
                                + " bytes there is room for"));
    }

    /** The file of that name, or null where the system has no such names. */
    static @Nullable Path path(String name, Path folder) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException impossible) {
            return null;
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
        Diagnostic refusal = error(name + " cannot be read: " + reason(file, unreadable));
        if (Files.isDirectory(file)) {
            return new ScriptFile(
                    null, refusal.withRemedy("patchbay test " + name + " runs the examples in it"));
        }
        String meant =
                unreadable instanceof NoSuchFileException ? neighbour(Path.of(name), file) : null;
        return new ScriptFile(
                null, meant == null ? refusal : refusal.withRemedy("did you mean " + meant + "?"));
    }

    /** Why the system did not let a file be read or written: its own messages are mere names. */
    static String reason(Path file, IOException refused) {
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        return switch (refused) {
            case NoSuchFileException none ->
                    Files.isDirectory(file.toAbsolutePath().resolveSibling(""))
                            ? "there is no such file"
                            : "there is no such folder";
            case AccessDeniedException denied -> "it is not permitted";
            case FileSystemException other when other.getReason() != null ->
                    String.valueOf(other.getReason());
            default -> String.valueOf(refused.getMessage());
        };
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
