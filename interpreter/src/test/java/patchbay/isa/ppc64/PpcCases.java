package patchbay.isa.ppc64;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import patchbay.bytes.Bits;
import patchbay.isa.Replay;
import patchbay.isa.Row;

/**
 * Random cases for a row of the table: its free bits, registers and memory are random, except that
 * addresses fall into the buffer and branches forward into the case's own code.
 */
final class PpcCases implements Replay.Cases {
    /** On our CPU and on qemu's. */
    static final Replay REPLAY =
            new Replay(
                    Ppc64.ISA,
                    PpcCases.class,
                    "powerpc64le-linux-gnu",
                    List.of("qemu-ppc64le", "-cpu", "power10"),
                    numbers(),
                    0x7fe00008,
                    OpenResults::open);

    static final int CR = 32;
    static final int XER = 33;
    static final int LR = 34;
    static final int CTR = 35;
    static final int TAR = 36;
    static final int FPSCR = 37;
    static final int VSCR = 38;

    /** Where the vectors begin, two doublewords each. */
    static final int VECTORS = 39;

    static final int REGISTERS = VECTORS + 2 * RegisterFile.VECTORS;

    private static final int NOP = 0x60000000;

    /** What makes floating point trap, in FPSCR. */
    private static final long TRAPS = 0xf8;

    private static final long XER_BITS = 0xe00c_007fL;
    private static final long[] INTERESTING = {
        0,
        1,
        2,
        -1,
        -2,
        0x7f,
        0x80,
        0x7fff,
        0x8000,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0xffff_ffff_8000_0000L,
        0x8000_0000_8000_0000L
    };

    private final RandomGenerator random;

    /** r0 … r31, cr, xer, lr, ctr, then others by name, and the vectors. */
    private static int[] numbers() {
        int vectors = RegisterFile.FIRST_VECTOR - VECTORS;
        int[] numbers =
                IntStream.range(0, REGISTERS).map(i -> i < VECTORS ? i : i + vectors).toArray();
        numbers[TAR] = RegisterFile.names().indexOf("tar");
        numbers[FPSCR] = RegisterFile.FPSCR;
        numbers[VSCR] = RegisterFile.VSCR;
        return numbers;
    }

    PpcCases(long seed) {
        this.random = new Random(seed);
    }

    /** An instruction of that row; what should be zero is. */
    private long word(Row row) {
        long ignored = 0;
        for (patchbay.isa.Pattern.Piece piece : row.pattern().pieces()) {
            if (piece.name().equals("unused")) {
                ignored |= Bits.mask(piece.high() - piece.low() + 1) << piece.low();
            }
        }
        while (true) {
            long free = ~row.pattern().mask & ~ignored & Bits.mask(row.width());
            long word = row.pattern().base | random.nextLong() & free;
            if (row.equals(Instructions.TABLE.find(word)) && isDefined(word)) {
                return word;
            }
        }
    }

    private static boolean isDefined(long word) {
        long[] code = new long[2];
        boolean prefixed = word >>> 32 != 0;
        int first = (int) (prefixed ? word >>> 32 : word);
        new Predecoder().predecode(first, (int) word, 0, code, 0);
        return Op.operation(code[0]) != Op.UNDEFINED;
    }

    /**
     * Several instructions without loads, stores and branches, that work on each other's results.
     */
    @Override
    public Replay.Case sequence(List<Row> rows) {
        int[] words = new int[Replay.WORDS];
        StringBuilder name = new StringBuilder("sequence");
        boolean negates = false;
        for (int i = 0; i < words.length; i++) {
            Row row = rows.get(random.nextInt(rows.size()));
            words[i] = (int) word(row);
            name.append(' ').append(row.name());
            negates |= OpenResults.negates(row);
        }
        long[] registers = registers();
        if (negates) {
            registers[FPSCR] &= ~2;
        }
        return new Replay.Case(name.toString(), words, registers, bytes());
    }

    /** A case for {@code row}; none if these random numbers will not do. */
    @Override
    public Optional<Replay.Case> of(Row row) {
        int[] words = new int[Replay.WORDS];
        Arrays.fill(words, NOP);
        long[] registers = registers();
        byte[] memory = bytes();
        long word = word(row);
        long[] code = new long[2];
        boolean prefixed = row.width() == 64;
        if (row.name().equals("mtspr") || row.name().equals("mfspr")) {
            int[] numbers = {1, 8, 9};
            int number = numbers[random.nextInt(numbers.length)];
            word = word & ~(0x3ffL << 11) | (number & 31L) << 16;
        }
        if (row.name().equals("dcbf") || row.name().equals("sync")) {
            word &= ~(6L << 21 | (row.name().equals("sync") ? 3L << 16 : 0)); // newer kinds
        }
        words[0] = (int) (prefixed ? word >>> 32 : word);
        words[1] = prefixed ? (int) word : NOP;
        if (row.name().startsWith("fctiw")) {
            // The upper word is left open; fmrgow makes it the lower one.
            int t = (int) word >>> 21 & 31;
            words[1] = 63 << 26 | t << 21 | t << 16 | t << 11 | 838 << 1;
        }
        if (OpenResults.negates(row)) {
            registers[FPSCR] &= ~2;
        }
        new Predecoder().predecode(words[0], words[1], Replay.SLOT, code, 0);
        int operation = Op.operation(code[0]);
        if (operation == Op.LOAD_SCALAR || operation == Op.TO_VECTOR) {
            registers[VECTORS + 2 * Op.d(code[0]) + 1] = 0; // and stays so in qemu 7.2
        }
        if (operation >= Op.FLOATS) {
            numbers(code, registers);
        }
        if (operation == Op.TO_VSCR) {
            // qemu keeps what has no meaning, too.
            registers[VECTORS + 2 * Op.n(code[0]) + 1] &= RegisterFile.SATURATED;
        }
        if (row.name().startsWith("vdive")) {
            makeQuotientsFit(code, registers);
        }
        boolean good =
                switch (operation) {
                    case Op.B, Op.BL, Op.IF_ONE, Op.IF_ZERO, Op.COUNT, Op.BRANCH, Op.RETURN ->
                            branch(words, registers, row);
                    case Op.LOAD8,
                            Op.LOAD4,
                            Op.LOAD2,
                            Op.LOAD1,
                            Op.LOAD4S,
                            Op.LOAD2S,
                            Op.STORE8,
                            Op.STORE4,
                            Op.STORE2,
                            Op.STORE1,
                            Op.LOAD_REVERSED,
                            Op.STORE_REVERSED,
                            Op.ZERO_LINE ->
                            place(code, registers, 1);
                    case Op.LOAD_LENGTH, Op.STORE_LENGTH -> length(code, registers);
                    case Op.LOAD_QUAD, Op.STORE_QUAD -> place(code, registers, 16);
                    case Op.LOAD_RESERVING, Op.LOAD_QUAD_RESERVING ->
                            place(code, registers, Op.c(code[0]));
                    case Op.STORE_CONDITIONAL, Op.STORE_QUAD_CONDITIONAL ->
                            conditional(words, code, registers);
                    case Op.NOP -> !row.name().contains("cb") || line(words[0], registers);
                    default ->
                            operation < Op.VECTORS || operation >= Op.LANE_OPERATIONS
                                    ? !OpenResults.isOpen(code, registers)
                                    : place(code, registers, 1);
                };
        return good
                ? Optional.of(new Replay.Case(row.name(), words, registers, memory))
                : Optional.empty();
    }

    /** Gives the base or index a value that puts the address into the buffer, aligned so. */
    private boolean place(long[] code, long[] registers, int alignment) {
        int n = Op.n(code[0]);
        int m = Op.m(code[0]);
        long address = Replay.BUFFER + (random.nextInt(Replay.MEMORY - 32) & -alignment);
        long rest = address - code[1];
        if (m < 32) {
            if (n == m) {
                return false;
            }
            registers[m] = n < 32 ? rest - registers[n] : rest;
        } else if (n < 32) {
            registers[n] = rest;
        } else {
            return false;
        }
        return true;
    }

    /** Operands that are interesting as numbers with a point; nothing shall trap. */
    private void numbers(long[] code, long[] registers) {
        for (int i = 0; i < 2; i++) {
            registers[VECTORS + 2 * Op.n(code[0]) + i] = number();
            registers[VECTORS + 2 * Op.m(code[0]) + i] = number();
            registers[VECTORS + 2 * Op.a(code[0]) + i] = number();
        }
        int function = Elements.function(code[1]);
        if (Op.operation(code[0]) == Op.FLOAT_LANES
                && function >= FloatFunction.MADD
                && function <= FloatFunction.NMSUB) {
            // Of zero times infinity and a signalling NaN qemu tells only one.
            for (int i = 0; i < 2; i++) {
                int m = VECTORS + 2 * Op.m(code[0]) + i;
                registers[m] = quiet(quiet(quiet(registers[m], 0, 11, 52), 0, 8, 23), 32, 8, 23);
            }
        }
        if (Op.operation(code[0]) == Op.FLOAT_TO_INTEGER) {
            // qemu takes a NaN for a number if an element before it was too large.
            int n = VECTORS + 2 * Op.n(code[0]);
            long half = registers[n] >>> 32;
            registers[n] = Elements.size(code[1]) % 16 == 2 ? half << 32 | half : registers[n];
            registers[n + 1] = registers[n];
        }
        if (Op.operation(code[0]) == Op.WRITE_STATUS) {
            registers[VECTORS + 2 * Op.n(code[0])] &= ~TRAPS;
        }
    }

    /** If the number from bit {@code at} on is a NaN, it is a quiet one. */
    private static long quiet(long bits, int at, int exponents, int digits) {
        long exponent = (1L << exponents) - 1;
        boolean largest = (bits >>> at + digits & exponent) == exponent;
        return largest ? bits | 1L << at + digits - 1 : bits;
    }

    /** A double, or two singles. */
    private long number() {
        return random.nextBoolean()
                ? number(11, 52)
                : number(8, 23) << 32 | number(8, 23) & 0xffff_ffffL;
    }

    private long number(int exponents, int digits) {
        int limit = (1 << exponents) - 1;
        long exponent =
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> limit;
                    case 2 -> random.nextInt(limit + 1);
                    case 3 -> exponents == 11 ? 873 + random.nextInt(50) : 1;
                    case 4 -> exponents == 11 ? 1140 + random.nextInt(20) : limit - 1;
                    default -> limit / 2 - 2 + random.nextInt(random.nextInt(70) + 1);
                };
        long fraction =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> (1L << digits) - 1;
                    case 2 -> 1L << random.nextInt(digits);
                    case 3 -> random.nextLong() << digits - random.nextInt(digits);
                    case 4 -> (random.nextInt(16) + 8L << digits - 5) + random.nextInt(3) - 1;
                    default -> random.nextLong();
                };
        long sign = random.nextInt(2);
        return sign << exponents + digits | exponent << digits | fraction & (1L << digits) - 1;
    }

    /** Gives the base an address in the buffer, and the index mostly a length up to a vector's. */
    private boolean length(long[] code, long[] registers) {
        int n = Op.n(code[0]);
        int m = Op.m(code[0]);
        if (n >= 32 || n == m) {
            return false;
        }
        registers[n] = Replay.BUFFER + random.nextInt(Replay.MEMORY - 32);
        registers[m] = (long) random.nextInt(random.nextInt(4) == 0 ? 256 : 18) << 56;
        return true;
    }

    /** With zeros behind them dividends must be less than half of divisors. */
    private static void makeQuotientsFit(long[] code, long[] registers) {
        int size = Math.min(Elements.size(code[1]), 3);
        long large = 1L << Elements.bits(size) - 2;
        for (int i = 0; i < 2; i++) {
            int n = VECTORS + 2 * Op.n(code[0]) + i;
            int m = VECTORS + 2 * Op.m(code[0]) + i;
            long all = size == 2 ? large | large << 32 : large;
            registers[n] = size == 2 ? registers[n] & 0x0fff_ffff_0fff_ffffL : registers[n] >>> 4;
            registers[m] = registers[m] & ~(all << 1) | all;
        }
    }

    /** What is done to a line of a cache faults where there is none. */
    private boolean line(int word, long[] registers) {
        int n = word >>> 16 & 31;
        long[] code = {Op.pack(Op.NOP, 0, n == 0 ? Op.ZERO : n, word >>> 11 & 31, 0, 0), 0};
        return place(code, registers, 1);
    }

    /** Mostly behind the load that it needs. */
    private boolean conditional(int[] words, long[] code, long[] registers) {
        if (random.nextInt(4) != 0) {
            int load =
                    switch (Op.c(code[0])) {
                        case 1 -> 52;
                        case 2 -> 116;
                        case 4 -> 20;
                        case 8 -> 84;
                        default -> 276;
                    };
            int n = Op.n(code[0]);
            int t = 2 * random.nextInt(16);
            int m = Op.m(code[0]);
            if (t == (n & ~1) || t == (m & ~1)) {
                return false;
            }
            words[1] = words[0];
            words[0] = words[0] & 0x1ff800 | 31 << 26 | t << 21 | load << 1;
        }
        return place(code, registers, Op.c(code[0]));
    }

    /** The words behind it show which of them were executed. */
    private boolean branch(int[] words, long[] registers, Row row) {
        for (int i = 1; i < words.length; i++) {
            words[i] = 0x38000000 | 28 << 21 | 28 << 16 | 1 << i; // addi r28,r28,1 << i
        }
        int forward = 4 * (1 + random.nextInt(Replay.WORDS));
        registers[LR] = Replay.SLOT + forward + random.nextInt(4);
        registers[CTR] = Replay.SLOT + forward;
        registers[TAR] = registers[LR];
        boolean near = row.label() != null;
        if (near) {
            int mask = row.name().length() <= 2 ? 0x3fffffc : 0xfffc;
            words[0] = words[0] & ~mask & ~2 | forward;
        }
        if (row.name().startsWith("bc.count")
                || row.name().startsWith("bclr")
                || row.name().startsWith("bctar")) {
            registers[CTR] = random.nextBoolean() ? 1 : value();
        }
        return true;
    }

    private long[] registers() {
        long[] registers = new long[REGISTERS];
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = value();
        }
        registers[CR] &= 0xffff_ffffL;
        registers[XER] &= XER_BITS;
        registers[FPSCR] = random.nextInt(4); // how is rounded
        registers[VSCR] = random.nextInt(4) == 0 ? RegisterFile.SATURATED : 0;
        return registers;
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
            Bits.putLittle(bytes, i, 8, value());
        }
        return bytes;
    }
}
