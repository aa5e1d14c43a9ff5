package patchbay.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Slice;

/**
 * A file that parts are read of for as long as anybody holds it, each into an array of its own, by
 * any thread. It is read, not mapped into the address space: a mapped file that becomes shorter
 * takes the whole program down.
 *
 * <p>Whoever reads expects one and the same file all along. That somebody has written to it is
 * noticed at the next part, by its length and by its time; a new file that has taken its name does
 * no harm. What was noticed is kept until somebody asks: a page of memory that is looked at has no
 * way to refuse.
 */
public final class OpenFile implements Parts {
    private final Path path;
    private final RandomAccessFile file;
    private final long size;
    private final BasicFileAttributes then;
    private @Nullable String fault;

    private OpenFile(Path path, RandomAccessFile file, BasicFileAttributes then)
            throws IOException {
        this.path = path;
        this.file = file;
        this.then = then;
        this.size = file.length();
    }

    /** Closed when nobody holds it any more. */
    public static OpenFile of(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        return new OpenFile(path, new RandomAccessFile(path.toFile(), "r"), attributes);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized Slice read(long at, int count) throws IOException {
        try {
            checkSame();
            byte[] part = new byte[count];
            file.seek(at);
            file.readFully(part);
            return Slice.of(part);
        } catch (EOFException e) {
            throw failed("it has become shorter");
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()));
        }
    }

    private void checkSame() throws IOException {
        long length = file.length();
        if (length != size) {
            throw new IOException("it had %d bytes and has %d now".formatted(size, length));
        }
        if (hasNewTime()) {
            throw new IOException("it was written to");
        }
    }

    private boolean hasNewTime() throws IOException {
        BasicFileAttributes now;
        try {
            now = attributes(path);
        } catch (NoSuchFileException e) {
            return false; // its name is gone, the file is as it was
        }
        return Objects.equals(now.fileKey(), then.fileKey())
                && !now.lastModifiedTime().equals(then.lastModifiedTime());
    }

    private IOException failed(String why) {
        fault = why;
        return new IOException(why);
    }

    /** Why a part could not be read since this was asked last; null where all could. */
    public synchronized @Nullable String fault() {
        String found = fault;
        fault = null;
        return found;
    }
}
