package patchbay.lang.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import patchbay.image.Packing;
import patchbay.image.elf.ElfRefusal;
import patchbay.lang.ast.Text;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Result;

/**
 * The files that a script names, from its own folder on: whole in memory, at most 256 MiB; what
 * cannot be read or written is refused (PB6001, PB6023).
 */
final class NamedFiles {
    /** More than any module, and less than a device gives that never ends. */
    private static final int LARGEST = 256 << 20;

    private NamedFiles() {}

    static Result<byte[]> unpacked(Text file, Path folder) throws Halt {
        return Packing.unpack(file.value(), read(file, folder));
    }

    static byte[] read(Text file, Path folder) throws Halt {
        try (InputStream in = Files.newInputStream(ready(path(file, folder)))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Halt(
                        Code.PB6001,
                        file.span(),
                        Phrase.of(
                                "%s is too large: more than %s bytes",
                                file.value(), Words.scaled(LARGEST)),
                        "only `kernel from` takes larger ones, as it reads them in parts");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static void write(Text file, Path folder, byte[] bytes) throws Halt {
        try {
            Files.write(ready(path(file, folder)), bytes);
        } catch (NoSuchFileException e) {
            throw new Halt(
                    Code.PB6023,
                    file.span(),
                    Phrase.of("cannot write %s: there is no such folder", file.value()),
                    "make the folder first");
        } catch (IOException e) {
            throw new Halt(
                    Code.PB6023,
                    file.span(),
                    Phrase.of("cannot write %s: %s", file.value(), ElfRefusal.reason(e)));
        }
    }

    /**
     * Opening a pipe by its name would wait for its other end, and for ever if there is none. What
     * stands below {@code /dev} is open already, as the pipe of {@code <(zcat kallsyms.gz)} is.
     */
    static Path ready(Path path) throws IOException {
        if (Files.exists(path)
                && !path.startsWith("/dev")
                && !path.startsWith("/proc")
                && Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            throw new FileSystemException(
                    path.toString(), null, "it is a pipe, a socket or a device");
        }
        return path;
    }

    static Path path(Text file, Path folder) throws Halt {
        if (file.value().isEmpty()) {
            throw new Halt(Code.PB6001, file.span(), "a file name is not empty");
        }
        try {
            return folder.resolve(file.value());
        } catch (InvalidPathException e) {
            throw new Halt(
                    Code.PB6001,
                    file.span(),
                    Phrase.of("'%s' is no file name: %s", file.value(), e.getReason()));
        }
    }

    static Halt unreadable(Text file, IOException e) {
        return new Halt(
                Code.PB6001,
                file.span(),
                Phrase.of("cannot read %s: %s", file.value(), ElfRefusal.reason(e)),
                "a name is relative to the folder of its script");
    }
}
