package patchbay.image;

import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.Function;
import patchbay.bytes.Slice;

/**
 * Reads parts of files, one file after the other, into buffers that grow to the largest part.
 * Belongs to one thread.
 *
 * <p>Files are opened the old way: a channel of today is opened through some eighty methods, which
 * a process of a tenth of a second has to interpret.
 */
public final class PartReader {
    private byte[] bytes = new byte[1 << 16];
    private LongBuffer bytesAsWords = asWords(bytes);
    private long[] words = new long[1 << 13];

    private static LongBuffer asWords(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    /**
     * What {@code look} finds in a file, which is open for as long.
     *
     * @throws FileSystemException if it is no regular file; a pipe is not even opened, as that
     *     would wait for its other end
     */
    public <T> T look(File file, Function<Parts, T> look) throws IOException {
        String path = file.getPath();
        if (!file.isFile()) {
            throw !file.exists()
                    ? new NoSuchFileException(path)
                    : new FileSystemException(
                            path, null, file.isDirectory() ? "it is a folder" : "it is no file");
        }
        try (RandomAccessFile open = new RandomAccessFile(file, "r")) {
            return look.apply(new Open(open, open.length()));
        } catch (FileNotFoundException e) {
            throw file.canRead() ? e : new AccessDeniedException(path);
        }
    }

    /**
     * Parts often stand side by side, small ones at least: so a little more is read than was asked
     * for, before and behind it, and of a small file everything.
     */
    private final class Open implements Parts {
        private static final int SMALL = 16 << 10;
        private static final int BEFORE = 1 << 10;
        private static final int BEHIND = 4 << 10;

        private final RandomAccessFile file;
        private final long size;

        /** The part of the file that the buffer holds. */
        private long from;

        private long to;

        Open(RandomAccessFile file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Slice read(long at, int count) throws IOException {
            int begin = fill(at, count, 1);
            return new Slice(bytes, begin, count);
        }

        @Override
        public long[] words(long at, int count) throws IOException {
            int begin = fill(at, count * Long.BYTES, Long.BYTES);
            if (count > words.length) {
                words = new long[larger(count)];
            }
            bytesAsWords.get(begin / Long.BYTES, words, 0, count);
            return words;
        }

        /** Where in the buffer the part begins: at a multiple of {@code unit}. */
        private int fill(long at, int count, int unit) throws IOException {
            if (at < from || at + count > to || (at - from) % unit != 0) {
                boolean all = size <= SMALL && at % unit == 0;
                long begin = all ? 0 : Math.max(at % unit, at - BEFORE);
                long end = all ? size : Math.min(size, at + count + BEHIND);
                to = from;
                fill(begin, (int) (end - begin));
                from = begin;
                to = end;
            }
            return (int) (at - from);
        }

        private void fill(long begin, int count) throws IOException {
            if (count > bytes.length) {
                bytes = new byte[larger(count)];
                bytesAsWords = asWords(bytes);
            }
            file.seek(begin);
            for (int done = 0; done < count; ) {
                int more = file.read(bytes, done, count - done);
                if (more < 0) {
                    throw new EOFException("it has become shorter");
                }
                done += more;
            }
        }

        /** So that buffers do not grow a little at a time. */
        private static int larger(int count) {
            return count + count / 2;
        }
    }
}
