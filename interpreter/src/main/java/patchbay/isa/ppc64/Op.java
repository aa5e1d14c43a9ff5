package patchbay.isa.ppc64;

import patchbay.isa.PackedOperation;

/**
 * The operations of 64-bit Power.
 *
 * <pre>
 *   63   62  61      48
 *   |Rc|long|    c     |  …
 * </pre>
 *
 * {@code c} is an unsigned constant. Rc compares register {@code d} with 0 afterwards, long is set
 * where a prefix makes the instruction eight bytes. Registers are those of the file that the
 * operation is of. A base register 0 has become {@link #ZERO}; an address that is not kept goes to
 * {@link #SINK}.
 */
final class Op extends PackedOperation {
    static final int ZERO = 32;
    static final int SINK = 33;

    static final long RECORD = 1L << 63;
    static final long PREFIXED = 1L << 62;

    private Op() {}

    static int c(long insn) {
        return (int) (insn >>> 48) & 0x3fff;
    }

    // The run loop's own: see Ppc64Cpu.

    /** Not predecoded yet. */
    static final int NEW = 0;

    static final int NOP = 1;
    static final int CONST = 2;
    static final int ADDI = 3;
    static final int ADD = 4;
    static final int SUBF = 5;
    static final int NEG = 6;
    static final int MULLI = 7;
    static final int MULLW = 8;
    static final int MULLD = 9;
    static final int ANDI = 10;
    static final int ORI = 11;
    static final int XORI = 12;
    static final int AND = 13;
    static final int ANDC = 14;
    static final int OR = 15;
    static final int ORC = 16;
    static final int XOR = 17;
    static final int NOR = 18;
    static final int NAND = 19;
    static final int EQV = 20;
    static final int EXTSB = 21;
    static final int EXTSH = 22;
    static final int EXTSW = 23;
    static final int ROTATE32 = 24;
    static final int INSERT32 = 25;
    static final int ROTATE = 26;
    static final int INSERT = 27;
    static final int CMPW = 28;
    static final int CMPD = 29;
    static final int CMPLW = 30;
    static final int CMPLD = 31;
    static final int ISEL = 32;
    static final int B = 33;
    static final int BL = 34;
    static final int IF_ONE = 35;
    static final int IF_ZERO = 36;
    static final int COUNT = 37;
    static final int BRANCH = 38;
    static final int RETURN = 39;
    static final int LOAD8 = 40;
    static final int LOAD4 = 41;
    static final int LOAD2 = 42;
    static final int LOAD1 = 43;
    static final int LOAD4S = 44;
    static final int LOAD2S = 45;
    static final int STORE8 = 46;
    static final int STORE4 = 47;
    static final int STORE2 = 48;
    static final int STORE1 = 49;
    static final int FROM_LR = 50;
    static final int TO_LR = 51;
    static final int TO_CTR = 52;

    // FixedPoint

    static final int DATA = 0x100;
    static final int ADD_CARRYING = 0x100;
    static final int ADD_OVER = 0x101;
    static final int ADDEX = 0x102;
    static final int MUL_OVER = 0x103;
    static final int MULHW = 0x104;
    static final int MULHWU = 0x105;
    static final int MULHD = 0x106;
    static final int MULHDU = 0x107;
    static final int DIV = 0x108;
    static final int MOD = 0x109;
    static final int MADD = 0x10a;
    static final int SLW = 0x10b;
    static final int SLD = 0x10c;
    static final int SRW = 0x10d;
    static final int SRD = 0x10e;
    static final int SRAW = 0x10f;
    static final int SRAD = 0x110;
    static final int SRAWI = 0x111;
    static final int SRADI = 0x112;
    static final int EXTSWSLI = 0x113;
    static final int ROTATE_BY = 0x114;
    static final int ROTATE32_BY = 0x115;
    static final int ONE = 0x116;
    static final int TWO = 0x117;
    static final int ADDG6S = 0x118;
    static final int SET_BIT = 0x119;
    static final int SETB = 0x11a;
    static final int CMPRB = 0x11b;
    static final int CMPEQB = 0x11c;
    static final int CR_LOGIC = 0x11d;
    static final int MCRF = 0x11e;
    static final int MCRXRX = 0x11f;
    static final int FROM_CR = 0x120;
    static final int TO_CR = 0x121;

    // Transfers

    static final int TRANSFERS = 0x200;
    static final int LOAD_REVERSED = 0x200;
    static final int STORE_REVERSED = 0x201;
    static final int LOAD_RESERVING = 0x202;
    static final int STORE_CONDITIONAL = 0x203;
    static final int LOAD_QUAD = 0x204;
    static final int STORE_QUAD = 0x205;
    static final int LOAD_QUAD_RESERVING = 0x206;
    static final int STORE_QUAD_CONDITIONAL = 0x207;
    static final int ZERO_LINE = 0x208;

    // Ppc64Cpu, off the hot path

    static final int SYSTEM = 0x300;
    static final int FROM_SPECIAL = 0x300;
    static final int TO_SPECIAL = 0x301;
    static final int FROM_STATE = 0x302;
    static final int TO_STATE = 0x303;
    static final int TRAP_IF = 0x304;
    static final int TRAP = 0x305;
    static final int UNDEFINED = 0x306;
    static final int UNMODELLED = 0x307;
    static final int ACROSS = 0x308;

    // VectorTransfers

    static final int VECTORS = 0x400;
    static final int LOAD_SCALAR = 0x400;
    static final int STORE_SCALAR = 0x401;
    static final int LOAD_VECTOR = 0x402;
    static final int STORE_VECTOR = 0x403;
    static final int LOAD_VECTORS = 0x404;
    static final int STORE_VECTORS = 0x405;
    static final int LOAD_ELEMENTS = 0x406;
    static final int STORE_ELEMENTS = 0x407;
    static final int LOAD_SPREAD = 0x408;
    static final int LOAD_RIGHT = 0x409;
    static final int STORE_RIGHT = 0x40a;
    static final int LOAD_ELEMENT = 0x40b;
    static final int STORE_ELEMENT = 0x40c;
    static final int LOAD_LENGTH = 0x40d;
    static final int STORE_LENGTH = 0x40e;
    static final int SHIFT_LEFT_PATTERN = 0x40f;
    static final int SHIFT_RIGHT_PATTERN = 0x410;

    // VectorOperations

    static final int LANE_OPERATIONS = 0x440;
    static final int LANES = 0x440;
    static final int LANES_UNARY = 0x441;
    static final int PRODUCTS_WIDE = 0x442;
    static final int MULTIPLY_ADD = 0x443;
    static final int HIGH_PRODUCTS = 0x444;
    static final int PRODUCTS_SUMMED = 0x445;
    static final int SUMS = 0x446;
    static final int PACK = 0x447;
    static final int UNPACK = 0x448;
    static final int PACK_PIXELS = 0x449;
    static final int UNPACK_PIXELS = 0x44a;
    static final int POLYNOMIALS = 0x44b;
    static final int SHIFT_ALL = 0x44c;
    static final int SHIFT_EACH = 0x44d;

    // VectorMoving

    static final int MOVING = 0x480;
    static final int LOGIC = 0x480;
    static final int SELECT = 0x481;
    static final int SPLAT_CONSTANT = 0x482;
    static final int DOUBLEWORDS = 0x483;
    static final int REVERSE_BYTES = 0x484;
    static final int SPLAT_WORD_PAIR = 0x485;
    static final int EXTRACT_ELEMENT = 0x486;
    static final int INSERT_ELEMENT = 0x487;
    static final int INSERT_GENERAL = 0x488;
    static final int INSERT_INDEXED = 0x489;
    static final int EXTRACT_INDEXED = 0x48a;
    static final int TO_VECTOR = 0x48b;
    static final int TO_VECTOR_PAIR = 0x48c;
    static final int TO_VECTOR_WORDS = 0x48d;
    static final int TO_VSCR = 0x48e;
    static final int FROM_VSCR = 0x48f;
    static final int EVALUATE = 0x490;
    static final int BLEND = 0x491;
    static final int PERMUTE = 0x492;
    static final int PERMUTE_XOR = 0x493;
    static final int PERMUTE_PART = 0x494;
    static final int SHIFT_DOUBLE = 0x495;
    static final int SHIFT_DOUBLE_BITS = 0x496;
    static final int MERGE = 0x497;
    static final int MERGE_ALTERNATE = 0x498;
    static final int SPLAT = 0x499;
    static final int MASK_FROM_GENERAL = 0x49a;
    static final int TRANSPOSE_BITS = 0x49b;
    static final int INDEXED_BITS = 0x49c;
    static final int CLEAR_BYTES = 0x49d;
    static final int STRING = 0x49e;
    static final int GENERATE_PERMUTATION = 0x49f;
    static final int FROM_LEFT = 0x4a0;
    static final int FROM_RIGHT = 0x4a1;
    static final int EXTRACT_TO_GENERAL = 0x4a2;
    static final int MASK_TO_GENERAL = 0x4a3;
    static final int COUNT_MASK = 0x4a4;
    static final int COUNT_BYTES = 0x4a5;
    static final int GATHER_NTH = 0x4a6;
    static final int TEST_LOWEST = 0x4a7;

    // QuadArithmetic

    static final int QUAD_OPERATIONS = 0x4c0;
    static final int QUADS = 0x4c0;
    static final int COMPARE_QUADS = 0x4c1;
    static final int MULTIPLY_DOUBLEWORDS = 0x4c2;
    static final int MULTIPLY_SUM = 0x4c3;

    // CipherSteps

    static final int CIPHERS = 0x4e0;
    static final int AES_ROUND = 0x4e0;
    static final int AES_LAST = 0x4e1;
    static final int AES_INVERSE = 0x4e2;
    static final int AES_INVERSE_LAST = 0x4e3;
    static final int AES_SUBSTITUTE = 0x4e4;
    static final int SHA256_SIGMA = 0x4e5;
    static final int SHA512_SIGMA = 0x4e6;

    // FloatOperations

    static final int FLOATS = 0x500;
    static final int FLOAT_LANES = 0x500;
    static final int FLOAT_SELECT = 0x501;
    static final int FLOAT_MERGE = 0x502;
    static final int FLOAT_TO_INTEGER = 0x503;
    static final int FLOAT_FROM_INTEGER = 0x504;
    static final int FLOAT_FORMAT = 0x505;
    static final int FLOAT_UNSIGNALLED = 0x506;
    static final int FLOAT_COMPARE = 0x507;
    static final int FLOAT_COMPARE_EXPONENTS = 0x508;
    static final int FLOAT_MASK = 0x509;
    static final int FLOAT_TEST_DIVISION = 0x50a;
    static final int FLOAT_TEST_ROOT = 0x50b;
    static final int FLOAT_TEST_CLASS = 0x50c;
    static final int FLOAT_CLASS_MASK = 0x50d;
    static final int FLOAT_INSERT_EXPONENT = 0x50f;
    static final int FLOAT_EXPONENT_TO_GENERAL = 0x510;
    static final int FLOAT_SIGNIFICAND_TO_GENERAL = 0x511;
    static final int FIXED_TO_SINGLES = 0x512;
    static final int SINGLES_TO_FIXED = 0x513;

    // The status of floating point, which traps nothing: FloatOperations, too

    static final int FLOAT_STATUS = 0x540;
    static final int READ_STATUS = 0x540;
    static final int WRITE_STATUS = 0x541;
    static final int SET_STATUS_BIT = 0x542;
    static final int CLEAR_STATUS_BIT = 0x543;
    static final int TAKE_STATUS = 0x544;

    // What ONE and TWO do, in c.

    static final int CNTLZW = 0;
    static final int CNTLZD = 1;
    static final int CNTTZW = 2;
    static final int CNTTZD = 3;
    static final int POPCNTB = 4;
    static final int POPCNTW = 5;
    static final int POPCNTD = 6;
    static final int PRTYW = 7;
    static final int PRTYD = 8;
    static final int BRH = 9;
    static final int BRW = 10;
    static final int BRD = 11;
    static final int CBCDTD = 12;
    static final int CDTBCD = 13;

    static final int CMPB = 0;
    static final int BPERMD = 1;
    static final int CFUGED = 2;
    static final int PDEPD = 3;
    static final int PEXTD = 4;
    static final int CNTLZDM = 5;
    static final int CNTTZDM = 6;

    // What a division is of, in c: words or not, signed or not, with zeros behind or not.

    static final int WORDS = 1;
    static final int UNSIGNED = 2;
    static final int EXTENDED = 4;
    static final int OVER = 8;
}
