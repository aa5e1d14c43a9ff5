package patchbay.isa.arm64;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import patchbay.isa.Replay;
import patchbay.isa.Row;

/**
 * Random cases for a row of the table: its free bits, registers and memory are random, except that
 * addresses fall into the buffer and branches into the case's own code.
 */
final class ArmCases implements Replay.Cases {
    /** On our CPU and on qemu's; registers are x0 … x30, sp, nzcv, fpcr, fpsr, v0 … v31. */
    static final Replay REPLAY =
            new Replay(
                    Arm64.ISA,
                    ArmCases.class,
                    "aarch64-linux-gnu",
                    List.of("qemu-aarch64", "-cpu", "max,pauth=off"),
                    numbers(),
                    0xd4200000);

    private static final int SP = 31;
    private static final int NZCV = 32;
    private static final int VECTORS = 35;
    private static final int REGISTERS = VECTORS + 64;
    private static final int NOP = 0xd503201f;
    private static final long[] INTERESTING = {
        0,
        1,
        2,
        -1,
        -2,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0xffff_ffff_8000_0000L,
        0x8000_0000_8000_0000L
    };

    /** Bits of a number's fraction, by the logarithm of its bytes; a byte is none. */
    private static final int[] DIGITS = {3, 10, 23, 52};

    /** AHP, DN, FZ, RMode, FZ16. */
    private static final int FPCR_BITS = 0x07c8_0000;

    /** QC, IDC, IXC, UFC, OFC, DZC, IOC. */
    private static final int FPSR_BITS = 0x0800_009f;

    private final RandomGenerator random;

    /** The CPU has more registers between nzcv and fpcr. */
    private static int[] numbers() {
        return IntStream.range(0, REGISTERS).map(i -> i <= NZCV ? i : i + 5).toArray();
    }

    ArmCases(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A word of that row. Where the manual says "should be", qemu may insist on it; and qemu 7.2
     * leaves signs above a single half that was converted to an integer.
     */
    int word(Row row) {
        int word = any(row);
        while (row.name().equals("fcvtzs.scalar.immediate") && field(word, 20, 3) == 1) {
            word = any(row);
        }
        return row.name().matches("fml[as]l2?\\.vector") ? word & ~(1 << 22) : word;
    }

    private int any(Row row) {
        if (row.name().endsWith("flag") || row.name().equals("cfinv") || row.name().equals("sb")) {
            return (int) row.pattern().base;
        }
        while (true) {
            int free = ~(int) row.pattern().mask;
            int word = (int) row.pattern().base | random.nextInt() & free;
            if (Instructions.TABLE.find(word & 0xffff_ffffL) == row) {
                return word;
            }
        }
    }

    /**
     * Several instructions without loads, stores and branches, that work on each other's results.
     */
    @Override
    public Replay.Case sequence(List<Row> rows) {
        int[] words = new int[Replay.WORDS];
        StringBuilder name = new StringBuilder("sequence");
        for (int i = 0; i < words.length; i++) {
            Row row = rows.get(random.nextInt(rows.size()));
            words[i] = word(row);
            name.append(' ').append(row.name());
        }
        return new Replay.Case(name.toString(), words, registers(), bytes());
    }

    /**
     * A case for {@code row}; none if this is a row that user space cannot try, or these random
     * numbers will not do.
     */
    @Override
    public Optional<Replay.Case> of(Row row) {
        int[] words = new int[Replay.WORDS];
        Arrays.fill(words, NOP);
        long[] registers = registers();
        byte[] memory = bytes();
        int word = word(row);
        words[0] = word;
        boolean good =
                switch (Encoding.of(row)) {
                    case UNDEFINED, UNMODELLED, TRAP, PSTATE -> false;
                    case BRANCH -> branch(words, 0, 26);
                    case CONDITIONAL_BRANCH -> branch(words, 5, 19);
                    case COMPARE_AND_BRANCH -> {
                        zeroSometimes(registers, word & 31);
                        yield branch(words, 5, 19);
                    }
                    case TEST_AND_BRANCH -> branch(words, 5, 14);
                    case BRANCH_REGISTER -> branchRegister(words, registers);
                    case LITERAL -> literal(words);
                    case UNSIGNED_OFFSET ->
                            place(word, registers, (long) field(word, 10, 12) << scale(word), 1);
                    case UNSCALED, PRE_INDEX, ORDERED_UNSCALED ->
                            place(word, registers, word << 11 >> 23, alignment(row, word));
                    case POST_INDEX -> place(word, registers, 0, 1);
                    case REGISTER_OFFSET -> registerOffset(word, registers);
                    case PAIR -> pair(word, registers);
                    case ORDERED, LOAD_ACQUIRE_PC, ATOMIC ->
                            place(word, registers, 0, 1 << field(word, 30, 2));
                    case EXCLUSIVE -> exclusive(words, registers);
                    case COMPARE_AND_SWAP -> compareAndSwap(word, registers, memory);
                    case COMPARE_AND_SWAP_PAIR -> compareAndSwapPair(word, registers, memory);
                    case SYSTEM_OPERATION -> systemOperation(words, registers);
                    case SYSTEM_REGISTER -> flagsRegister(words, registers);
                    case STRUCTURES, LANE_STRUCTURE -> place(word, registers, 0, 1);
                    default -> true;
                };
        return good
                ? Optional.of(new Replay.Case(row.name(), words, registers, memory))
                : Optional.empty();
    }

    /** The logarithm of how many bytes a load or store with an offset has. */
    private static int scale(int word) {
        return field(word, 30, 2) | field(word, 26, 1) * field(word, 23, 1) << 2;
    }

    private static int alignment(Row row, int word) {
        return Encoding.of(row) == Encoding.ORDERED_UNSCALED ? 1 << field(word, 30, 2) : 1;
    }

    private long[] registers() {
        long[] registers = new long[REGISTERS];
        for (int i = 0; i < 31; i++) {
            registers[i] = value();
        }
        registers[SP] = Replay.BUFFER + 16 * random.nextInt(Replay.MEMORY / 16);
        registers[NZCV] = random.nextInt(16);
        registers[NZCV + 1] = random.nextBoolean() ? 0 : random.nextInt() & FPCR_BITS;
        registers[NZCV + 2] = random.nextBoolean() ? 0 : random.nextInt() & FPSR_BITS;
        for (int i = VECTORS; i < registers.length; i += 2) {
            int size = random.nextInt(4);
            registers[i] = lanes(size);
            registers[i + 1] = lanes(size);
        }
        return registers;
    }

    /** A doubleword full of lanes; often of numbers at the borders of what lanes hold. */
    private long lanes(int size) {
        int bits = 8 << size;
        long lanes = 0;
        for (int i = 0; i < 64; i += bits) {
            lanes |= (lane(size) & -1L >>> 64 - bits) << i;
        }
        return lanes;
    }

    private long lane(int size) {
        boolean floating = random.nextInt(3) == 0;
        if (!floating) {
            return value();
        }
        int digits = DIGITS[size];
        long ones = (1L << (8 << size) - 1 - digits) - 1; // of the exponent
        long exponent =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> ones;
                    case 2 -> random.nextInt(3);
                    case 3 -> ones - random.nextInt(3);
                    default -> ones / 2 + random.nextInt(2 * digits) - digits / 2;
                };
        long fraction =
                switch (random.nextInt(5)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    case 2 -> -1;
                    case 3 -> random.nextLong() << random.nextInt(digits);
                    default -> random.nextLong();
                };
        long number = exponent << digits | fraction & (1L << digits) - 1;
        return random.nextBoolean() ? number : ~number;
    }

    private long value() {
        return switch (random.nextInt(4)) {
            case 0 -> INTERESTING[random.nextInt(INTERESTING.length)];
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextLong() >>> random.nextInt(64);
            default -> random.nextLong();
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[Replay.MEMORY];
        for (int i = 0; i < bytes.length; i += 8) {
            patchbay.bytes.Bits.putLittle(bytes, i, 8, value());
        }
        return bytes;
    }

    /**
     * Gives the base register a value that puts {@code base + offset} into the buffer, aligned so.
     */
    private boolean place(int word, long[] registers, long offset, int alignment) {
        int n = field(word, 5, 5);
        long address = Replay.BUFFER + (random.nextInt(Replay.MEMORY - 64) & -alignment);
        long base = address - offset;
        if (n == SP) {
            base &= -16;
            address = base + offset;
            if (address < Replay.BUFFER
                    || address > Replay.BUFFER + Replay.MEMORY - 64
                    || address % alignment != 0) {
                return false;
            }
        }
        registers[n] = base;
        return true;
    }

    /**
     * Of all system operations, user space may use dc cvac, dc cvau, dc civac, ic ivau; and dc zva,
     * whose block has another size.
     */
    private boolean systemOperation(int[] words, long[] registers) {
        int[] operations = {0x1bd1, 0x1bd9, 0x1bf1, 0x1ba9};
        int register = random.nextInt(31);
        int operation = operations[random.nextInt(operations.length)];
        words[0] = words[0] & ~(0x3fff << 5 | 31) | operation << 5 | register;
        registers[register] = Replay.BUFFER + random.nextInt(Replay.MEMORY);
        return true;
    }

    private boolean registerOffset(int word, long[] registers) {
        int m = field(word, 16, 5);
        if (m == field(word, 5, 5)) {
            return false;
        }
        long index = m == 31 ? 0 : registers[m];
        int amount = field(word, 12, 1) * scale(word);
        return place(word, registers, Arithmetic.extend(index, field(word, 13, 3)) << amount, 1);
    }

    private boolean pair(int word, long[] registers) {
        boolean post = field(word, 23, 2) == 1;
        boolean vector = field(word, 26, 1) == 1;
        int scale = 2 + (vector ? field(word, 30, 2) : field(word, 31, 1));
        long offset = (long) (word << 10 >> 25) << scale;
        return place(word, registers, post ? 0 : offset, 1);
    }

    /** A store mostly follows the load that it needs. */
    private boolean exclusive(int[] words, long[] registers) {
        int word = words[0];
        boolean load = field(word, 22, 1) == 1;
        boolean pair = field(word, 21, 1) == 1;
        if (!load && random.nextInt(4) != 0) {
            int t = random.nextInt(31);
            int t2 = pair ? (t + 1) % 31 : 31;
            int n = field(word, 5, 5);
            if (t == n || t2 == n) {
                return false;
            }
            words[0] = word & ~(31 << 16 | 31 << 10 | 31) | 1 << 22 | 31 << 16 | t2 << 10 | t;
            words[1] = word;
        }
        return place(word, registers, 0, (pair ? 2 : 1) << field(word, 30, 2));
    }

    private boolean compareAndSwap(int word, long[] registers, byte[] memory) {
        int size = 1 << field(word, 30, 2);
        if (!place(word, registers, 0, size)) {
            return false;
        }
        equalSometimes(field(word, 16, 5), word, registers, memory, 0, size);
        return true;
    }

    private boolean compareAndSwapPair(int word, long[] registers, byte[] memory) {
        int size = 4 << field(word, 30, 1);
        if (!place(word, registers, 0, 2 * size)) {
            return false;
        }
        int s = field(word, 16, 5);
        equalSometimes(s, word, registers, memory, 0, size);
        equalSometimes(s + 1, word, registers, memory, size, size);
        return true;
    }

    /** Mostly gives register {@code s} what memory holds, with garbage above it. */
    private void equalSometimes(
            int s, int word, long[] registers, byte[] memory, int offset, int size) {
        int n = field(word, 5, 5);
        if (s != n && s < 31 && random.nextInt(4) != 0) {
            int at = (int) (registers[n] - Replay.BUFFER) + offset;
            long held = patchbay.bytes.Bits.little(memory, at, size);
            registers[s] = size == 8 ? held : held | registers[s] << 8 * size;
        }
    }

    private void zeroSometimes(long[] registers, int register) {
        if (register < 31 && random.nextBoolean()) {
            registers[register] = random.nextBoolean() ? 0 : registers[register] << 32;
        }
    }

    /** Words behind the branch that show which of them were executed. */
    private static void marks(int[] words) {
        for (int i = 1; i < words.length; i++) {
            words[i] = 0x91000000 | 1 << i << 10 | 28 << 5 | 28; // add x28, x28, #1 << i
        }
    }

    private boolean branch(int[] words, int low, int width) {
        marks(words);
        int offset = 1 + random.nextInt(Replay.WORDS);
        words[0] = words[0] & ~((1 << width) - 1 << low) | offset << low;
        return true;
    }

    private boolean branchRegister(int[] words, long[] registers) {
        marks(words);
        int n = field(words[0], 5, 5);
        if (n == 31) {
            return false;
        }
        registers[n] = Replay.SLOT + 4 * (1 + random.nextInt(Replay.WORDS));
        return true;
    }

    private boolean literal(int[] words) {
        words[0] = words[0] & ~(0x7ffff << 5) | 2 + random.nextInt(Replay.WORDS - 5) << 5;
        words[1] = 0x14000000 | Replay.WORDS - 1; // b over the rest
        for (int i = 2; i < words.length; i++) {
            words[i] = random.nextInt();
        }
        return true;
    }

    /**
     * Of the system registers these are user space's and not the machine's own: nzcv, fpcr, fpsr.
     */
    private boolean flagsRegister(int[] words, long[] registers) {
        int[] keys = {0x5a10, 0x5a20, 0x5a21};
        int key = keys[random.nextInt(keys.length)];
        words[0] = words[0] & ~(0x7fff << 5) | key << 5;
        registers[field(words[0], 0, 5)] &=
                key == 0x5a20 ? FPCR_BITS : key == 0x5a21 ? FPSR_BITS : -1;
        return true;
    }

    private static int field(int word, int low, int width) {
        return word >>> low & (1 << width) - 1;
    }
}
