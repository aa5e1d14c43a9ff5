package patchbay.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Function;
import patchbay.bytes.Slice;

/**
 * Reads parts of files, one file after the other, into buffers that grow to the largest part.
 * Belongs to one thread.
 */
public final class PartReader {
    private ByteBuffer buffer = buffer(1 << 16);
    private LongBuffer bufferOfWords = buffer.asLongBuffer();
    private byte[] bytes = new byte[1 << 10];
    private long[] words = new long[1 << 13];

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What {@code look} finds in a file, which is open for as long. */
    public <T> T look(Path file, Function<Parts, T> look) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return look.apply(new Open(channel, channel.size()));
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

        private final FileChannel channel;
        private final long size;

        /** The part of the file that the buffer holds. */
        private long from;

        private long to;

        Open(FileChannel channel, long size) {
            this.channel = channel;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Slice read(long at, int count) throws IOException {
            int begin = fill(at, count, 1);
            if (count > bytes.length) {
                bytes = new byte[larger(count)];
            }
            buffer.get(begin, bytes, 0, count);
            return new Slice(bytes, 0, count);
        }

        @Override
        public long[] words(long at, int count) throws IOException {
            int begin = fill(at, count * Long.BYTES, Long.BYTES);
            if (count > words.length) {
                words = new long[larger(count)];
            }
            bufferOfWords.get(begin / Long.BYTES, words, 0, count);
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
            if (count > buffer.capacity()) {
                buffer = buffer(larger(count));
                bufferOfWords = buffer.asLongBuffer();
            }
            buffer.clear().limit(count);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, begin + buffer.position()) < 0) {
                    throw new EOFException("it has become shorter");
                }
            }
            buffer.clear();
        }

        /** So that buffers do not grow a little at a time. */
        private static int larger(int count) {
            return count + count / 2;
        }
    }
}
