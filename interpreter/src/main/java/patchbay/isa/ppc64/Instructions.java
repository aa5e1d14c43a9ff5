package patchbay.isa.ppc64;

import patchbay.isa.Row;
import patchbay.isa.RowTable;
import patchbay.isa.Rows;

/**
 * The table of the Power instruction set, as far as objdump 2.40 knows it for Power10.
 *
 * <p>An instruction is a word of four bytes, aligned. Its highest six bits, the primary opcode, say
 * of which class it is; where there are many, ten bits near the other end (the extended opcode) say
 * which. Primary opcode 1 is a prefix: another word follows, and the two are one instruction, which
 * must not lie across a border of 64 bytes.
 *
 * <pre>
 *   1                              with a prefix                  Prefixed
 *   2, 3, 7, 8, 10-15, 20-30       numbers, rotations             Immediates
 *   16-19                          branches                       Branches
 *   32-47, 56, 58, 62              loads and stores               LoadsStores
 *   31                             all else on general registers  Arithmetic, IndexedStorage,
 *                                                                 SystemRows
 *   48-55, 59, 63                  floating point                 FloatingPoint, DecimalFloatingPoint,
 *                                                                 QuadFloatingPoint, Matrices
 *   4                              vectors                        Vectors
 *   6, 57, 60, 61                  vector-scalar registers        VectorScalars
 * </pre>
 *
 * <p>A row is named by the mnemonic of the instruction itself (never an alias's), with a dot and
 * its form where there are several. Fields have the names of the Power ISA 3.1, where bits and
 * meanings come from; how operands are printed, and which words are none, was observed of objdump
 * 2.40. Bits are counted from the lowest, not as the manual does.
 */
public final class Instructions extends RowTable {
    // The assembler looks for a mnemonic in this order.
    private static final int BRANCHES = 0;
    private static final int IMMEDIATES = 1;
    private static final int LOADS_STORES = 2;
    private static final int EXTENDED = 3;
    private static final int FLOATING_POINT = 4;
    private static final int VECTORS = 5;
    private static final int VECTOR_SCALARS = 6;
    private static final int PREFIXED = 7;
    private static final int CLASSES = 8;

    /** Keys of words: the primary opcode, and of the extended one what counts. */
    private static final int EXTENDED_BITS = 10;

    /** Keys of words with a prefix: its type and the suffix's primary opcode. */
    private static final int PREFIXED_KEYS = 64 << EXTENDED_BITS;

    private static final long PREFIXED_MASK = 0xff000000fc000000L;

    /** The one table; its rows are made on demand. */
    public static final Instructions TABLE = new Instructions();

    Instructions() {
        super(PREFIXED_KEYS + 256, CLASSES);
    }

    @Override
    protected int key(long word) {
        if (word >>> 32 != 0) {
            return PREFIXED_KEYS + (int) (word >>> 56 & 3) * 64 + (int) (word >>> 26 & 63);
        }
        int opcode = (int) (word >>> 26);
        return opcode << EXTENDED_BITS | (int) word >>> 1 & extended(opcode);
    }

    @Override
    protected long keyMask(long word) {
        return word >>> 32 != 0
                ? PREFIXED_MASK
                : 0xfc000000L | (long) extended((int) (word >>> 26)) << 1;
    }

    /** Which bits, but for the lowest, are worth looking at behind a primary opcode. */
    private static int extended(int opcode) {
        return switch (opcode) {
            case 4, 19, 31, 59, 60, 63 -> 0x3ff;
            case 30 -> 0xf;
            case 58, 61, 62 -> 3;
            default -> 0;
        };
    }

    @Override
    protected int classOf(long word) {
        if (word >>> 32 != 0) {
            return PREFIXED;
        }
        return switch ((int) (word >>> 26)) {
            case 2, 3, 7, 8, 10, 11, 12, 13, 14, 15, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30 ->
                    IMMEDIATES;
            case 31 -> EXTENDED;
            case 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 56, 58, 62 ->
                    LOADS_STORES;
            case 48, 49, 50, 51, 52, 53, 54, 55, 59, 63 -> FLOATING_POINT;
            case 4 -> VECTORS;
            case 6, 57, 60, 61 -> VECTOR_SCALARS;
            default -> BRANCHES;
        };
    }

    @Override
    protected Rows make(int number) {
        int width = number == PREFIXED ? 64 : 32;
        Rows rows = new Rows(number * CLASS, width, new Operands());
        switch (number) {
            case BRANCHES -> Branches.add(rows);
            case IMMEDIATES -> Immediates.add(rows);
            case LOADS_STORES -> LoadsStores.add(rows);
            case EXTENDED -> extended(rows);
            case FLOATING_POINT -> floatingPoint(rows);
            case VECTORS -> Vectors.add(rows);
            case VECTOR_SCALARS -> VectorScalars.add(rows);
            case PREFIXED -> Prefixed.add(rows);
            default -> throw new IllegalArgumentException("class " + number);
        }
        return rows;
    }

    private static void extended(Rows rows) {
        Arithmetic.add(rows);
        IndexedStorage.add(rows);
        SystemRows.add(rows);
        Matrices.addMoves(rows);
    }

    private static void floatingPoint(Rows rows) {
        FloatingPoint.add(rows);
        QuadFloatingPoint.add(rows);
        DecimalFloatingPoint.add(rows);
        Matrices.add(rows);
    }

    @Override
    protected String family(int number) {
        return switch (number) {
            case BRANCHES -> "branches";
            case IMMEDIATES -> "immediates";
            case LOADS_STORES -> "loads and stores";
            case EXTENDED -> "arithmetic, storage and system";
            case FLOATING_POINT -> "floating point";
            case VECTORS -> "vectors";
            case VECTOR_SCALARS -> "vector-scalar";
            case PREFIXED -> "prefixed";
            default -> throw new IllegalArgumentException("class " + number);
        };
    }

    @Override
    protected boolean isExecuted(Row row) {
        return Predecoder.executes(row);
    }
}
