package patchbay.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;
import patchbay.bytes.Bits;
import patchbay.bytes.Slice;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * How a file is packed, as its first bytes tell, whatever it is called: distributions ship modules
 * as {@code .ko.xz}, {@code .ko.zst} and {@code .ko.gz}.
 *
 * <p>Nothing is believed that such a file says about its size: what comes out is cut off where it
 * passes {@link #limit}, which no module and no list of symbols comes near.
 */
public enum Packing {
    GZIP(0x8b1f, 2),
    XZ(0x005a_587a_37fdL, 6),
    ZSTD(0xfd2f_b528L, 4);

    /** So many bytes at the beginning tell. */
    private static final int TELLING = 6;

    /** Room for the dictionary of {@code xz -9}, in KiB. */
    private static final int XZ_MEMORY = 66 << 10;

    private static final long LARGEST = 256L << 20;
    private static final int CHUNK = 1 << 16;

    private final long magic;
    private final int length;

    /**
     * @param magic the first {@code length} bytes, as a little-endian number
     */
    Packing(long magic, int length) {
        this.magic = magic;
        this.length = length;
    }

    /** Why a packed file is not unpacked. */
    public sealed interface PackRefusal extends Refusal {
        String file();

        /** What is in it does not fit together; {@code reason} in the words of its reader. */
        record Damaged(String file, String form, String reason) implements PackRefusal {
            @Override
            public Code code() {
                return Code.PB6008;
            }
        }

        /** It would become larger than {@code limit} bytes. */
        record TooLarge(String file, String form, long packed, long limit) implements PackRefusal {
            @Override
            public Code code() {
                return Code.PB6009;
            }
        }
    }

    /** As it is called: {@code xz}. */
    public String form() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** How a file that begins like this is packed; empty if it is not. */
    public static Optional<Packing> of(byte[] bytes, int from, int size) {
        for (Packing packing : values()) {
            if (size >= packing.length
                    && Bits.little(bytes, from, packing.length) == packing.magic) {
                return Optional.of(packing);
            }
        }
        return Optional.empty();
    }

    /** What is in a file; of one that is not packed the very bytes. */
    public static Result<byte[]> unpack(String file, byte[] bytes) {
        Optional<Packing> packing = of(bytes, 0, bytes.length);
        return packing.isEmpty() ? Result.ok(bytes) : packing.get().unpacked(file, bytes);
    }

    /** The same for a file of which only parts are looked at; a packed one is read whole. */
    public static Result<Parts> unpack(String file, Parts parts) {
        try {
            Slice first = parts.read(0, (int) Math.min(TELLING, parts.size()));
            Optional<Packing> packing = of(first.array(), first.start(), first.size());
            if (packing.isEmpty()) {
                return Result.ok(parts);
            }
            if (parts.size() > LARGEST) {
                return Result.refused(
                        new PackRefusal.TooLarge(
                                file, packing.get().form(), parts.size(), LARGEST));
            }
            byte[] bytes = parts.read(0, (int) parts.size()).bytes();
            return packing.get().unpacked(file, bytes).map(Parts::of);
        } catch (IOException e) {
            return Result.ok(parts); // whoever reads it next will tell
        }
    }

    /** More than a file of that size is ever packed from. */
    static int limit(long packed) {
        return (int) Math.min(LARGEST, (16L << 20) + 16 * packed);
    }

    private Result<byte[]> unpacked(String file, byte[] bytes) {
        int limit = limit(bytes.length);
        try {
            byte[] found =
                    switch (this) {
                        case GZIP -> all(new GZIPInputStream(in(bytes), CHUNK), limit);
                        case XZ -> all(new XZInputStream(in(bytes), XZ_MEMORY), limit);
                        case ZSTD -> new Zstd(bytes, limit).unpack();
                    };
            return found.length > limit
                    ? Result.refused(new PackRefusal.TooLarge(file, form(), bytes.length, limit))
                    : Result.ok(found);
        } catch (IOException e) {
            String reason = e.getMessage();
            return Result.refused(
                    new PackRefusal.Damaged(
                            file, form(), reason == null ? "it ends too early" : reason));
        }
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] all(InputStream from, int limit) throws IOException {
        try (from) {
            return from.readNBytes(limit + 1);
        }
    }
}
