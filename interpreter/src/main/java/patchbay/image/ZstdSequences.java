package patchbay.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of a Zstandard block (RFC 8878, 3.1.1.3.2): how many literals, how many bytes to
 * repeat, and from how far back. Each of the three is a code with a base and some bits more; the
 * codes come from tables of finite state entropy, and all bits from one stretch.
 */
final class ZstdSequences {
    private static final int[] LITERAL_PLACES = {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
        1, -1, -1, -1, -1
    };
    private static final int[] OFFSET_PLACES = {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    };
    private static final int[] MATCH_PLACES = {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    };

    /** Bits behind a code; the bases follow from them. */
    private static final int[] LITERAL_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10,
        11, 12, 13, 14, 15, 16
    };

    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };

    private static final int FARTHEST = 31;

    private final Code literalCode = new Code(LITERAL_PLACES, 6, 9, LITERAL_BITS.length);
    private final Code offsetCode = new Code(OFFSET_PLACES, 5, 8, FARTHEST + 1);
    private final Code matchCode = new Code(MATCH_PLACES, 6, 9, MATCH_BITS.length);
    private final int[] literalBases = bases(LITERAL_BITS, 0);
    private final int[] matchBases = bases(MATCH_BITS, 3);
    private final List<ZstdBits> stretch = new ArrayList<>();
    private final int[] offsets = new int[3];
    private int todo;
    private int literals;
    private int match;
    private int offset;

    private static int[] bases(int[] bits, int first) {
        int[] bases = new int[bits.length];
        int base = first;
        for (int i = 0; i < bits.length; i++) {
            bases[i] = base;
            base += 1 << bits[i];
        }
        return bases;
    }

    /** One of the three: its usual places, its table, which a block may take over, its state. */
    private static final class Code {
        private final int[] places;
        private final int log;
        private final int mostLog;
        private final int symbols;
        private @Nullable ZstdCodes table;
        private int state;

        Code(int[] places, int log, int mostLog, int symbols) {
            this.places = places;
            this.log = log;
            this.mostLog = mostLog;
            this.symbols = symbols;
        }

        private ZstdCodes table() {
            return Objects.requireNonNull(table);
        }

        void read(ZstdInput block, int mode) throws IOException {
            switch (mode) {
                case 0 -> table = ZstdCodes.spread(places, log);
                case 1 -> {
                    int symbol = block.u8();
                    if (symbol >= symbols) {
                        throw new IOException("a code stands for nothing");
                    }
                    table = ZstdCodes.single(symbol);
                }
                case 2 -> table = ZstdCodes.read(block, symbols, mostLog);
                default -> {
                    if (table == null) {
                        throw new IOException("a block has no codes for its sequences");
                    }
                }
            }
        }

        void begin(ZstdBits bits) {
            state = bits.read(table().log());
        }

        void advance(ZstdBits bits) {
            state = table().next(state, bits);
        }

        int symbol() {
            return table().symbol(state);
        }
    }

    /** Before a frame. */
    void begin() {
        literalCode.table = null;
        offsetCode.table = null;
        matchCode.table = null;
        offsets[0] = 1;
        offsets[1] = 4;
        offsets[2] = 8;
    }

    int literals() {
        return literals;
    }

    int match() {
        return match;
    }

    int offset() {
        return offset;
    }

    /** Reads a block's tables; how many sequences it has. */
    int read(ZstdInput block) throws IOException {
        int first = block.u8();
        todo = first;
        if (first == 255) {
            todo = (int) block.little(2) + 0x7f00;
        } else if (first >= 128) {
            todo = (first - 128 << 8) + block.u8();
        }
        stretch.clear();
        if (todo == 0) {
            return 0;
        }
        int modes = block.u8();
        if ((modes & 3) != 0) {
            throw new IOException("a reserved bit of a block is set");
        }
        literalCode.read(block, modes >> 6);
        offsetCode.read(block, modes >> 4 & 3);
        matchCode.read(block, modes >> 2 & 3);
        int size = block.left();
        ZstdBits bits = new ZstdBits(block.bytes(), block.take(size), size);
        literalCode.begin(bits);
        offsetCode.begin(bits);
        matchCode.begin(bits);
        stretch.add(bits);
        return todo;
    }

    /** Goes to the next sequence. */
    void next() throws IOException {
        ZstdBits bits = stretch.getFirst();
        int far = offsetCode.symbol();
        if (far >= FARTHEST) {
            throw new IOException("a sequence reaches too far");
        }
        int longer = matchCode.symbol();
        int copied = literalCode.symbol();
        int value = (1 << far) + bits.read(far);
        match = matchBases[longer] + bits.read(MATCH_BITS[longer]);
        literals = literalBases[copied] + bits.read(LITERAL_BITS[copied]);
        offset = offset(value);
        todo--;
        if (todo > 0) {
            literalCode.advance(bits);
            matchCode.advance(bits);
            offsetCode.advance(bits);
        }
        if (bits.left() < 0) {
            throw new IOException("a block has too few bits for its sequences");
        }
    }

    /** The first three values mean one of the last three offsets, or, without literals, others. */
    private int offset(int value) {
        if (value > 3) {
            push(value - 3, 2);
            return offsets[0];
        }
        int which = value - 1 + (literals == 0 ? 1 : 0);
        if (which > 0) {
            push(which < 3 ? offsets[which] : offsets[0] - 1, Math.min(which, 2));
        }
        return offsets[0];
    }

    /** Puts an offset first, and those before {@code last} one further back. */
    private void push(int first, int last) {
        for (int i = last; i > 0; i--) {
            offsets[i] = offsets[i - 1];
        }
        offsets[0] = first;
    }

    /** When a block's sequences were all read. */
    void end() throws IOException {
        if (!stretch.isEmpty() && stretch.getFirst().left() != 0) {
            throw new IOException("a block has too many bits for its sequences");
        }
    }
}
