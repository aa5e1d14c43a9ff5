package patchbay.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import patchbay.bytes.Bits;

/** Packs files, and damages packed ones. */
final class PackedMutator {
    private static final int ZSTD_BLOCK = 1 << 17;

    private PackedMutator() {}

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream into = new GZIPOutputStream(packed)) {
            into.write(bytes);
        }
        return packed.toByteArray();
    }

    static byte[] xz(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream into = new XZOutputStream(packed, new LZMA2Options(0))) {
            into.write(bytes);
        }
        return packed.toByteArray();
    }

    /** A frame that says how large it is, of blocks as they are and of blocks of one byte. */
    static byte[] zstd(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(little(0xfd2f_b528L, 4));
        packed.write(0xa0);
        packed.writeBytes(little(bytes.length, 4));
        for (int at = 0; at < bytes.length || at == 0; at += ZSTD_BLOCK) {
            int size = Math.min(ZSTD_BLOCK, bytes.length - at);
            boolean isLast = at + size == bytes.length;
            boolean isSame = size > 0 && isOneByte(bytes, at, size);
            packed.writeBytes(little((isLast ? 1 : 0) | (isSame ? 2 : 0) | (long) size << 3, 3));
            packed.write(bytes, at, isSame ? 1 : size);
        }
        return packed.toByteArray();
    }

    private static boolean isOneByte(byte[] bytes, int at, int size) {
        return Arrays.equals(bytes, at, at + size - 1, bytes, at + 1, at + size);
    }

    private static byte[] little(long value, int size) {
        byte[] bytes = new byte[size];
        Bits.putLittle(bytes, 0, size, value);
        return bytes;
    }

    /** In one to four places, half of the time near its beginning. */
    static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = Arrays.copyOf(whole, Math.max(8, whole.length));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(Math.min(bytes.length, random.nextBoolean() ? 40 : 1 << 20));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : -1);
                case 3 ->
                        Bits.putLittle(
                                bytes,
                                Math.min(at, bytes.length - 4),
                                4,
                                1L << random.nextInt(32) | random.nextInt(2));
                case 4 -> bytes = Arrays.copyOf(bytes, Math.max(8, bytes.length - at / 2));
                default -> {
                    int to = random.nextInt(bytes.length);
                    int size = Math.min(random.nextInt(60), bytes.length - Math.max(at, to));
                    System.arraycopy(bytes, at, bytes, to, size);
                }
            }
        }
        return bytes;
    }
}
