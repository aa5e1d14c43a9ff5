package patchbay.image;

import java.io.IOException;
import patchbay.bytes.Bits;
import patchbay.bytes.Slice;

/** A file of which only some parts are looked at. */
public interface Parts {
    /** The file's length in bytes. */
    long size();

    /**
     * The {@code size} bytes from {@code at} on, which lie inside; good until the next part is
     * read.
     */
    Slice read(long at, int size) throws IOException;

    /**
     * The {@code count} little-endian words of eight bytes from {@code at} on, which lie inside;
     * others may come behind them. Good until the next part is read.
     */
    default long[] words(long at, int count) throws IOException {
        Slice part = read(at, count * Long.BYTES);
        return Bits.words(part.array(), part.start(), count);
    }

    /** A file whose bytes are here already. */
    static Parts of(byte[] bytes) {
        return new Parts() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public Slice read(long at, int size) {
                return new Slice(bytes, (int) at, size);
            }
        };
    }
}
