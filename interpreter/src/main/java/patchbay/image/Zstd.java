package patchbay.image;

import java.io.IOException;
import java.util.Arrays;

/**
 * Unpacks Zstandard (RFC 8878), without dictionaries.
 *
 * <p>A file is frames; a frame is blocks; a block is literals, packed with Huffman codes, and
 * sequences, packed with finite state entropy: each copies some literals, and then some bytes from
 * an earlier place of the frame.
 *
 * <pre>
 *   frame     magic | header | block … | checksum
 *   block     last, type, size | literals | number of sequences | tables | bits, read from the end
 * </pre>
 *
 * <p>The libraries for this are native code, or read memory past the checks of the virtual machine,
 * which will not let them for much longer: a damaged file could end the process. Here every index
 * is checked, and what does not fit together is an {@link IOException}.
 */
final class Zstd {
    private static final int MAGIC = 0xfd2f_b528;
    private static final int SKIPPABLE = 0x184d_2a50;
    private static final int LARGEST_BLOCK = 1 << 17;
    private static final int LARGEST_WINDOW = 1 << 27;

    private final ZstdInput in;
    private final int limit;
    private byte[] out;
    private int length;

    // What a block may take over from the one before.
    private int frame;
    private final byte[] literals = new byte[LARGEST_BLOCK];
    private final ZstdSequences sequences = new ZstdSequences();
    private final java.util.ArrayList<ZstdCodes> huffman = new java.util.ArrayList<>();

    /**
     * @param limit what comes out is cut off behind one byte more
     */
    Zstd(byte[] bytes, int limit) {
        this.in = new ZstdInput(bytes, 0, bytes.length);
        this.limit = limit;
        this.out = new byte[(int) Math.min(limit, 4L * bytes.length + LARGEST_BLOCK)];
    }

    byte[] unpack() throws IOException {
        while (in.left() > 0 && length <= limit) {
            int magic = (int) in.little(4);
            if (magic == MAGIC) {
                frame();
            } else if ((magic & ~15) == SKIPPABLE) {
                in.take((int) in.little(4));
            } else {
                throw new IOException("something else stands behind a frame");
            }
        }
        return length > limit ? out : Arrays.copyOf(out, length);
    }

    private void frame() throws IOException {
        int head = in.u8();
        boolean single = (head & 0x20) != 0;
        if ((head & 8) != 0) {
            throw new IOException("a reserved bit of a frame is set");
        }
        long window = 0;
        if (!single) {
            int size = in.u8();
            window = (1L << 10 + (size >> 3)) / 8 * (8 + (size & 7));
        }
        int dictionary = head & 3;
        if (dictionary != 0 && in.little(dictionary == 3 ? 4 : dictionary) != 0) {
            throw new IOException("it needs a dictionary");
        }
        int sizeBytes = head >> 6 == 0 ? (single ? 1 : 0) : 1 << (head >> 6);
        long size = sizeBytes == 0 ? -1 : in.little(sizeBytes) + (sizeBytes == 2 ? 256 : 0);
        if (window > LARGEST_WINDOW) {
            throw new IOException("its window is larger than 128M");
        }
        frame = length;
        huffman.clear();
        sequences.begin();
        while (!block() && length <= limit) {
            // the next one
        }
        if (length > limit) {
            return;
        }
        if (size >= 0 && size != length - frame) {
            throw new IOException("a frame has another size than it says");
        }
        if ((head & 4) != 0
                && in.little(4) != (XxHash64.of(out, frame, length - frame) & 0xffff_ffffL)) {
            throw new IOException("a checksum is wrong");
        }
    }

    /** Unpacks a block; whether it was the last. */
    private boolean block() throws IOException {
        int head = (int) in.little(3);
        int size = head >> 3;
        if (size > LARGEST_BLOCK) {
            throw new IOException("a block is too large");
        }
        switch (head >> 1 & 3) {
            case 0 -> {
                int from = in.take(size);
                room(size);
                int count = Math.min(size, out.length - length);
                System.arraycopy(in.bytes(), from, out, length, count);
                length += count;
            }
            case 1 -> {
                byte same = (byte) in.u8();
                room(size);
                int end = Math.min(length + size, out.length);
                Arrays.fill(out, length, end, same);
                length = end;
            }
            case 2 -> {
                int from = in.take(size);
                packed(new ZstdInput(in.bytes(), from, from + size));
            }
            default -> throw new IOException("a block is of no known type");
        }
        return (head & 1) != 0;
    }

    /** Makes room for as many bytes more, as far as the limit allows, and one above. */
    private void room(int more) {
        if (more > out.length - length) {
            long wanted = Math.max((long) length + more, out.length + (out.length >> 1));
            out = Arrays.copyOf(out, (int) Math.min(wanted, limit + 1L));
        }
    }

    private void packed(ZstdInput block) throws IOException {
        int count = literals(block);
        int done = sequences.read(block);
        int literal = 0;
        for (int i = 0; i < done; i++) {
            sequences.next();
            int copied = sequences.literals();
            if (copied > count - literal) {
                throw new IOException("a sequence has more literals than there are");
            }
            put(literals, literal, copied);
            literal += copied;
            repeat(sequences.offset(), sequences.match());
        }
        sequences.end();
        put(literals, literal, count - literal);
    }

    private void put(byte[] from, int at, int count) {
        room(count);
        int fits = Math.min(count, out.length - length);
        System.arraycopy(from, at, out, length, fits);
        length += fits;
    }

    /** Copies what came before, byte by byte: it may run into what it has just written. */
    private void repeat(int offset, int count) throws IOException {
        if (offset <= 0 || offset > length - frame) {
            throw new IOException("a sequence reaches behind its frame");
        }
        room(count);
        int end = Math.min(length + count, out.length);
        if (offset >= end - length) {
            System.arraycopy(out, length - offset, out, length, end - length);
        } else {
            for (int i = length; i < end; i++) {
                out[i] = out[i - offset];
            }
        }
        length = end;
    }

    // ---- literals

    /** Unpacks a block's literals; how many there are. */
    private int literals(ZstdInput block) throws IOException {
        int head = block.u8();
        int type = head & 3;
        int format = head >> 2 & 3;
        if (type < 2) {
            int extra = format == 1 ? 1 : format == 3 ? 2 : 0;
            int size = (format & 1) == 0 ? head >> 3 : head >> 4 | (int) block.little(extra) << 4;
            check(size);
            if (type == 0) {
                System.arraycopy(block.bytes(), block.take(size), literals, 0, size);
            } else {
                Arrays.fill(literals, 0, size, (byte) block.u8());
            }
            return size;
        }
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        long sizes = head >> 4 | block.little(format < 2 ? 2 : format + 1) << 4;
        int size = (int) (sizes & (1 << width) - 1);
        int packed = (int) (sizes >> width);
        check(size);
        int from = block.take(packed);
        ZstdInput streams = new ZstdInput(block.bytes(), from, from + packed);
        if (type == 2) {
            huffman.clear();
            huffman.add(ZstdCodes.readHuffman(streams));
        } else if (huffman.isEmpty()) {
            throw new IOException("a block has no codes for its literals");
        }
        if (format == 0) {
            stream(streams, streams.left(), 0, size);
        } else {
            four(streams, size);
        }
        return size;
    }

    private static void check(int size) throws IOException {
        if (size > LARGEST_BLOCK) {
            throw new IOException("a block has too many literals");
        }
    }

    /** Four stretches, each with a quarter of the literals. */
    private void four(ZstdInput streams, int size) throws IOException {
        int[] sizes = new int[4];
        for (int i = 0; i < 3; i++) {
            sizes[i] = (int) streams.little(2);
        }
        sizes[3] = streams.left() - sizes[0] - sizes[1] - sizes[2];
        int quarter = (size + 3) / 4;
        if (3 * quarter > size) {
            throw new IOException("a block has too few literals");
        }
        for (int i = 0; i < 4; i++) {
            stream(streams, sizes[i], i * quarter, i < 3 ? quarter : size - 3 * quarter);
        }
    }

    private void stream(ZstdInput streams, int packed, int at, int count) throws IOException {
        ZstdBits bits = new ZstdBits(streams.bytes(), streams.take(packed), packed);
        huffman.getFirst().decode(bits, literals, at, count);
    }
}
