package patchbay.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Function;
import patchbay.bytes.Slice;

/**
 * Reads parts of files, one file after the other, into one buffer, which grows to the largest part.
 * Belongs to one thread.
 */
public final class PartReader {
    private byte[] bytes = new byte[1 << 16];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /** What {@code look} finds in a file, which is open for as long. */
    public <T> T look(Path file, Function<Parts, T> look) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return look.apply(new Open(channel, channel.size()));
        }
    }

    private final class Open implements Parts {
        private final FileChannel channel;
        private final long size;

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
            if (count > bytes.length) {
                bytes = new byte[Math.max(count, bytes.length + bytes.length / 2)];
                buffer = ByteBuffer.wrap(bytes);
            }
            buffer.clear().limit(count);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, at + buffer.position()) < 0) {
                    throw new EOFException("it has become shorter");
                }
            }
            return new Slice(bytes, 0, count);
        }
    }
}
