package patchbay.image;

import java.io.IOException;

/**
 * Zstandard's two kinds of codes (RFC 8878, 4.1 and 4.2), each a table that a state is looked up
 * in: the symbol that it stands for, and how many bits to read for the next state.
 *
 * <p>Finite state entropy spreads the symbols over the table, each in as many places as it is
 * frequent; a state's next one is a base and some bits. In a Huffman table the state is simply the
 * next bits of the stream, as many as the longest code has.
 */
record ZstdCodes(int log, byte[] symbols, byte[] bits, short[] bases) {
    private static final int MOST_WEIGHTS = 255;
    private static final int LONGEST_CODE = 11;
    private static final int WEIGHTS_LOG = 6;

    /** A table that has only one symbol. */
    static ZstdCodes single(int symbol) {
        return new ZstdCodes(0, new byte[] {(byte) symbol}, new byte[1], new short[1]);
    }

    /** A table of finite state entropy; -1 stands for less than one place. */
    static ZstdCodes spread(int[] places, int log) throws IOException {
        int size = 1 << log;
        byte[] symbols = new byte[size];
        int[] next = new int[places.length];
        int rare = size;
        for (int s = 0; s < places.length; s++) {
            next[s] = Math.abs(places[s]);
            if (places[s] == -1) {
                symbols[--rare] = (byte) s;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int s = 0; s < places.length; s++) {
            for (int i = 0; i < places[s]; i++) {
                symbols[at] = (byte) s;
                do {
                    at = at + step & size - 1;
                } while (at >= rare);
            }
        }
        if (at != 0) {
            throw new IOException("a table of codes is not full");
        }
        byte[] bits = new byte[size];
        short[] bases = new short[size];
        for (int i = 0; i < size; i++) {
            int count = next[symbols[i]]++;
            bits[i] = (byte) (log - (31 - Integer.numberOfLeadingZeros(count)));
            bases[i] = (short) ((count << bits[i]) - size);
        }
        return new ZstdCodes(log, symbols, bits, bases);
    }

    int symbol(int state) {
        return symbols[state] & 0xff;
    }

    int next(int state, ZstdBits from) {
        return bases[state] + from.read(bits[state]);
    }

    /** Reads how often each of at most {@code most} symbols occurs, and makes their table. */
    static ZstdCodes read(ZstdInput in, int most, int mostLog) throws IOException {
        long position = in.at() * 8L;
        int log = in.bits(position, 4) + 5;
        position += 4;
        if (log > mostLog) {
            throw new IOException("a table of codes is too large");
        }
        int[] places = new int[most];
        int remaining = 1 << log;
        int symbol = 0;
        while (remaining > 0) {
            if (symbol >= most) {
                throw new IOException("a table of codes has too many symbols");
            }
            int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
            int value = in.bits(position, width);
            int low = (1 << width - 1) - 1;
            int threshold = (1 << width) - 1 - (remaining + 1);
            position += width;
            if ((value & low) < threshold) {
                position--;
                value &= low;
            } else if (value > low) {
                value -= threshold;
            }
            int count = value - 1;
            remaining -= Math.abs(count);
            places[symbol++] = count;
            int zeros = count == 0 ? 3 : 0;
            while (zeros == 3) {
                zeros = in.bits(position, 2);
                position += 2;
                symbol += zeros;
            }
        }
        if (remaining < 0 || symbol > most) {
            throw new IOException("a table of codes does not add up");
        }
        in.move((int) (position + 7 >> 3));
        return spread(places, log);
    }

    /** Reads the lengths of the codes of bytes, and makes their table. */
    static ZstdCodes readHuffman(ZstdInput in) throws IOException {
        int head = in.u8();
        int[] weights = new int[MOST_WEIGHTS + 1];
        int count;
        if (head < 128) {
            int end = in.at() + head;
            ZstdCodes codes = read(in, LONGEST_CODE + 2, WEIGHTS_LOG);
            int size = end - in.at();
            if (size <= 0) {
                throw new IOException("the lengths of codes are missing");
            }
            count = weights(codes, new ZstdBits(in.bytes(), in.take(size), size), weights);
        } else {
            count = head - 127;
            for (int i = 0; i < count; i += 2) {
                int two = in.u8();
                weights[i] = two >> 4;
                weights[i + 1] = two & 15;
            }
        }
        return huffman(weights, count);
    }

    /** Two states take turns until there are no more bits. */
    private static int weights(ZstdCodes codes, ZstdBits from, int[] weights) throws IOException {
        int one = from.read(codes.log);
        int other = from.read(codes.log);
        int count = 0;
        while (count < MOST_WEIGHTS) {
            weights[count++] = codes.symbol(one);
            one = codes.next(one, from);
            int kept = one;
            one = other;
            other = kept;
            if (from.left() < 0) {
                weights[count++] = codes.symbol(one);
                return count;
            }
        }
        throw new IOException("there are too many lengths of codes");
    }

    /** The last symbol's weight is what is missing to a power of two. */
    private static ZstdCodes huffman(int[] weights, int count) throws IOException {
        if (count >= weights.length) {
            throw new IOException("there are too many lengths of codes");
        }
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > LONGEST_CODE) {
                throw new IOException("a code is too long");
            }
            sum += 1 << weights[i] >> 1;
        }
        int log = 32 - Integer.numberOfLeadingZeros(sum);
        int missing = (1 << log) - sum;
        if (sum == 0 || log > LONGEST_CODE || Integer.bitCount(missing) != 1) {
            throw new IOException("the lengths of codes do not add up");
        }
        weights[count] = 32 - Integer.numberOfLeadingZeros(missing);
        byte[] symbols = new byte[1 << log];
        byte[] bits = new byte[1 << log];
        int at = 0;
        for (int weight = 1; weight <= log; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] == weight) {
                    for (int i = 0; i < 1 << weight - 1; i++) {
                        symbols[at] = (byte) symbol;
                        bits[at++] = (byte) (log + 1 - weight);
                    }
                }
            }
        }
        return new ZstdCodes(log, symbols, bits, new short[0]);
    }

    /** Bytes in a stretch of bits that has no others. */
    void decode(ZstdBits from, byte[] to, int at, int count) throws IOException {
        for (int i = at; i < at + count; i++) {
            int state = from.peek(log);
            to[i] = symbols[state];
            from.skip(bits[state]);
        }
        if (from.left() != 0) {
            throw new IOException("a stretch of codes has another length");
        }
    }
}
