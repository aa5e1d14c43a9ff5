package patchbay.isa.arm64;

import patchbay.isa.Row;
import patchbay.isa.RowTable;
import patchbay.isa.Rows;

/**
 * The table of the A64 instruction set.
 *
 * <p>An instruction is a word of four bytes, aligned. Bits 28:25 say which class it is of; each
 * class is a file here, read when a word of it is met first:
 *
 * <pre>
 *   28 27 26 25
 *    0  0  0  0   udf                                     Branches
 *    1  0  0  x   data processing with an immediate       Immediates
 *    1  0  1  x   branches, exceptions, system            Branches, SystemRows
 *    x  1  0  0   loads and stores                        LoadsStores
 *    x  1  0  1   data processing with registers          Registers
 *    x  1  1  0   loads and stores of vectors             VectorLoadsStores
 *    0  1  1  1   vectors                                 Vector…, Cryptography
 *    1  1  1  1   one lane of them; where bit 30 is 0,    VectorScalars, Cryptography,
 *                 floating point                          FloatingPoint
 * </pre>
 *
 * <p>A row is named by the mnemonic of the instruction itself (never an alias's), with a dot and
 * its form where there are several: {@code add.immediate}, {@code add.shifted}, {@code
 * add.extended}; {@code ldr.unsigned}, {@code ldr.post}, {@code ldr.pre}, {@code ldr.register},
 * {@code ldr.literal}; {@code b.cond}; {@code ccmp.register}; {@code bti.c}. Fields have the names
 * of the Arm Architecture Reference Manual (DDI 0487), where bits and meanings come from; how
 * operands are printed was observed of objdump 2.40.
 */
public final class Instructions extends RowTable {
    // The assembler looks for a mnemonic in this order, and reads no further than it must. So what
    // is short and often wanted comes first; and mov takes a register as orr does, before it tries
    // add.
    private static final int RESERVED = 0;
    private static final int BRANCHES = 1;
    private static final int SYSTEM = 2;
    private static final int REGISTERS = 3;
    private static final int IMMEDIATES = 4;
    private static final int LOADS_STORES = 5;
    private static final int VECTOR_LOADS_STORES = 6;
    private static final int FLOATING_POINT = 7;
    private static final int VECTORS = 8;
    private static final int SCALARS = 9;
    private static final int CLASSES = 10;

    /** The highest bits tell a word's row best. */
    private static final int KEY_BITS = 11;

    /** The one table; its rows are made on demand. */
    public static final Instructions TABLE = new Instructions();

    Instructions() {
        super(1 << KEY_BITS, CLASSES);
    }

    @Override
    protected int key(long word) {
        return (int) (word >>> 32 - KEY_BITS);
    }

    @Override
    protected long keyMask(long word) {
        return -1L << 32 - KEY_BITS;
    }

    @Override
    protected int classOf(long word) {
        return switch ((int) (word >>> 25) & 15) {
            case 8, 9 -> IMMEDIATES;
            case 10, 11 -> word >>> 24 == 0xd5 ? SYSTEM : BRANCHES;
            case 4, 12 -> LOADS_STORES;
            // Copies of memory have bit 26 too, without being vectors.
            case 6, 14 -> (word >>> 24 & 63) == 0x1d ? LOADS_STORES : VECTOR_LOADS_STORES;
            case 5, 13 -> REGISTERS;
            case 7 -> VECTORS;
            case 15 -> (word >>> 30 & 1) == 0 ? FLOATING_POINT : SCALARS;
            default -> RESERVED;
        };
    }

    @Override
    protected Rows make(int number) {
        Rows rows = new Rows(number * CLASS, 32, new Operands());
        switch (number) {
            case RESERVED -> Branches.addReserved(rows);
            case IMMEDIATES -> Immediates.add(rows);
            case BRANCHES -> Branches.add(rows);
            case SYSTEM -> SystemRows.add(rows);
            case LOADS_STORES -> LoadsStores.add(rows);
            case REGISTERS -> Registers.add(rows);
            case VECTOR_LOADS_STORES -> VectorLoadsStores.add(rows);
            case FLOATING_POINT -> FloatingPoint.add(rows);
            case VECTORS -> vectors(rows);
            case SCALARS -> VectorScalars.add(rows);
            default -> throw new IllegalArgumentException("class " + number);
        }
        return rows;
    }

    @Override
    protected String family(int number) {
        return switch (number) {
            case RESERVED -> "reserved";
            case IMMEDIATES -> "with an immediate";
            case BRANCHES -> "branches and exceptions";
            case SYSTEM -> "system";
            case LOADS_STORES -> "loads and stores";
            case REGISTERS -> "with registers";
            case VECTOR_LOADS_STORES -> "loads and stores of vectors";
            case FLOATING_POINT -> "floating point";
            case VECTORS -> "vectors";
            case SCALARS -> "one lane of a vector";
            default -> throw new IllegalArgumentException("class " + number);
        };
    }

    @Override
    protected boolean isExecuted(Row row) {
        return Encoding.of(row) != Encoding.UNMODELLED;
    }

    private static void vectors(Rows rows) {
        VectorArithmetic.add(rows);
        VectorUnary.add(rows);
        VectorElements.add(rows);
        VectorShifts.add(rows);
        VectorMoves.add(rows);
        Cryptography.add(rows);
    }
}
