package patchbay.isa.arm64;

import patchbay.isa.PackedOperation;

/**
 * The operations of A64.
 *
 * <p>{@code c} is a signed or unsigned constant. Register 31 has become what it means: {@link #SP},
 * {@link #ZERO} when read, {@link #SINK} when written; so no operation asks. A {@code 32} at the
 * end of a name: the result is 32 bits wide and zero-extended. Others take such a width as a mask
 * in {@code imm}.
 *
 * <p>Constants, not an enum: the run loop switches over them, and each group is a method of its
 * own, small enough for HotSpot to compile (it leaves methods of more than 8,000 bytecodes to its
 * interpreter, at a fifteenth of the speed).
 */
final class Op extends PackedOperation {
    static final int LINK = 30;
    static final int SP = 31;
    static final int ZERO = 32;
    static final int SINK = 33;

    private Op() {}

    /** c, sign-extended. */
    static long c(long insn) {
        return insn >> 48;
    }

    // Those of RunLoop; loads and stores that it leaves, Transfers does.

    /** Not predecoded yet. */
    static final int NEW = 0;

    static final int NOP = 1;
    static final int CONST = 2;
    static final int MOVK = 3;
    static final int MOVE = 4;
    static final int MOVE32 = 5;
    static final int ADDI = 6;
    static final int ADDI32 = 7;
    static final int ADDSI = 8;
    static final int ADDSI32 = 9;
    static final int SUBSI = 10;
    static final int SUBSI32 = 11;
    static final int ADD = 12;
    static final int ADD32 = 13;
    static final int SUB = 14;
    static final int SUB32 = 15;
    static final int ADDS = 16;
    static final int ADDS32 = 17;
    static final int SUBS = 18;
    static final int SUBS32 = 19;
    static final int ANDI = 20;
    static final int ANDSI = 21;
    static final int ANDSI32 = 22;
    static final int AND = 23;
    static final int ORR = 24;
    static final int EOR = 25;
    static final int BIC = 26;
    static final int UBFM = 27;
    static final int SBFM = 28;
    static final int BFM = 29;
    static final int CSEL = 30;
    static final int CSINC = 31;
    static final int CSINV = 32;
    static final int CSNEG = 33;
    static final int MADD = 34;
    static final int B = 35;
    static final int BL = 36;
    static final int BCOND = 37;
    static final int CBZ = 38;
    static final int CBZ32 = 39;
    static final int CBNZ = 40;
    static final int CBNZ32 = 41;
    static final int TBZ = 42;
    static final int TBNZ = 43;
    static final int BR = 44;
    static final int BLR = 45;
    static final int EXTR = 46;
    static final int EXTR32 = 47;
    static final int LOAD8 = 48;
    static final int LOAD4 = 49;
    static final int LOAD1 = 50;
    static final int STORE8 = 51;
    static final int STORE4 = 52;
    static final int STORE1 = 53;
    static final int LOAD8_INDEX = 54;
    static final int LOAD4_INDEX = 55;
    static final int LOAD1_INDEX = 56;
    static final int STORE8_INDEX = 57;
    static final int STORE4_INDEX = 58;
    static final int STORE1_INDEX = 59;
    static final int LOAD_PAIR = 60;
    static final int STORE_PAIR = 61;

    // DataProcessing

    static final int DATA = 0x100;
    static final int ALU_SHIFTED = 0x100;
    static final int ALU_SHIFTED32 = 0x101;
    static final int ALU_EXTENDED = 0x102;
    static final int ALU_EXTENDED32 = 0x103;
    static final int ALU_IMMEDIATE = 0x104;
    static final int ALU_IMMEDIATE32 = 0x105;
    static final int CCMP = 0x108;
    static final int CCMP32 = 0x109;
    static final int CCMN = 0x10a;
    static final int CCMN32 = 0x10b;
    static final int MSUB = 0x10c;
    static final int SMADDL = 0x10d;
    static final int SMSUBL = 0x10e;
    static final int UMADDL = 0x10f;
    static final int UMSUBL = 0x110;
    static final int SMULH = 0x111;
    static final int UMULH = 0x112;
    static final int UDIV = 0x113;
    static final int UDIV32 = 0x114;
    static final int SDIV = 0x115;
    static final int SDIV32 = 0x116;
    static final int SHIFT = 0x117;
    static final int SHIFT32 = 0x118;
    static final int CRC = 0x119;
    static final int RBIT = 0x11a;
    static final int RBIT32 = 0x11b;
    static final int REV = 0x11c;
    static final int REV64 = 0x11d;
    static final int CLZ = 0x11e;
    static final int CLZ32 = 0x11f;
    static final int CLS = 0x120;
    static final int CLS32 = 0x121;
    static final int CFINV = 0x122;
    static final int RMIF = 0x123;
    static final int SETF = 0x124;
    static final int AXFLAG = 0x125;
    static final int XAFLAG = 0x126;

    // Transfers

    static final int TRANSFERS = 0x200;
    static final int TRANSFER = 0x200;
    static final int INDEXED = 0x201;
    static final int LOAD_PAIR4 = 0x202;
    static final int LOAD_PAIR_SIGNED = 0x203;
    static final int STORE_PAIR4 = 0x204;
    static final int ORDERED = 0x205;
    static final int LOAD_EXCLUSIVE = 0x206;
    static final int STORE_EXCLUSIVE = 0x207;
    static final int LOAD_EXCLUSIVE_PAIR = 0x208;
    static final int STORE_EXCLUSIVE_PAIR = 0x209;
    static final int CLEAR_EXCLUSIVE = 0x20a;
    static final int ATOMIC = 0x20b;
    static final int COMPARE_AND_SWAP = 0x20c;
    static final int COMPARE_AND_SWAP_PAIR = 0x20d;
    static final int ZERO_BLOCK = 0x20e;

    // Arm64Cpu, off the hot path

    static final int SYSTEM = 0x300;
    static final int READ_SYSTEM = 0x300;
    static final int WRITE_SYSTEM = 0x301;
    static final int SET_DAIF = 0x302;
    static final int CLEAR_DAIF = 0x303;
    static final int UNDEFINED = 0x304;
    static final int UNMODELLED = 0x305;
    static final int TRAP = 0x306;

    /** An indirect branch that needs a landing pad; imm is its word. */
    static final int GUARDED_BRANCH = 0x307;

    // VectorTransfers; stores first

    static final int VECTORS = 0x400;
    static final int STORE_VECTORS = 0x400;
    static final int STORE_STRUCTURES = 0x401;
    static final int STORE_LANES = 0x402;
    static final int LOAD_VECTORS = 0x403;
    static final int LOAD_STRUCTURES = 0x404;
    static final int LOAD_LANES = 0x405;
    static final int LOAD_REPEATED = 0x406;

    // VectorOperations

    static final int LANES = 0x500;
    static final int LANES_BY_CONSTANT = 0x501;
    static final int NEIGHBOURS = 0x502;
    static final int WIDE = 0x503;
    static final int WIDE_FIRST = 0x504;
    static final int WIDE_SHIFT = 0x505;
    static final int NARROW = 0x506;
    static final int NARROW_SUM = 0x507;
    static final int NEIGHBOURS_WIDE = 0x508;
    static final int ACROSS = 0x509;
    static final int ACROSS_WIDE = 0x50a;
    static final int PRODUCT_128 = 0x50b;
    static final int DOT = 0x50c;
    static final int MATRIX = 0x50d;

    // VectorMoving

    static final int MOVING = 0x540;
    static final int LOGIC = 0x540;
    static final int CONSTANT = 0x541;
    static final int REVERSE = 0x542;
    static final int DUPLICATE = 0x543;
    static final int DUPLICATE_GENERAL = 0x544;
    static final int INSERT = 0x545;
    static final int INSERT_GENERAL = 0x546;
    static final int EXTRACT = 0x547;
    static final int ZIP = 0x548;
    static final int UNZIP = 0x549;
    static final int TRANSPOSE = 0x54a;
    static final int CONCATENATE = 0x54b;
    static final int TABLE = 0x54c;

    // CipherSteps

    static final int CIPHERS = 0x580;
    static final int AES_ENCRYPT = 0x580;
    static final int AES_DECRYPT = 0x581;
    static final int AES_MIX = 0x582;
    static final int AES_UNMIX = 0x583;
    static final int SHA1_STEPS = 0x584;
    static final int SHA1_ROTATE = 0x585;
    static final int SHA1_FIRST = 0x586;
    static final int SHA1_SECOND = 0x587;
    static final int SHA256_STEPS = 0x588;
    static final int SHA256_FIRST = 0x589;
    static final int SHA256_SECOND = 0x58a;
    static final int SHA512_STEP = 0x58b;
    static final int SHA512_STEP2 = 0x58c;
    static final int SHA512_FIRST = 0x58d;
    static final int SHA512_SECOND = 0x58e;
    static final int EOR3 = 0x58f;
    static final int BCAX = 0x590;
    static final int RAX1 = 0x591;
    static final int XAR = 0x592;
    static final int SM3_SUM = 0x593;
    static final int SM3_TURN1 = 0x594;
    static final int SM3_TURN2 = 0x595;
    static final int SM3_FIRST = 0x596;
    static final int SM3_SECOND = 0x597;
    static final int SM4_ROUNDS = 0x598;
    static final int SM4_KEYS = 0x599;

    // FloatOperations

    static final int FLOATS = 0x600;
    static final int FLOAT_LANES = 0x600;
    static final int FLOAT_NEIGHBOURS = 0x601;
    static final int FLOAT_ACROSS = 0x602;
    static final int FLOAT_UNARY = 0x603;
    static final int FLOAT_FUSED = 0x604;
    static final int FLOAT_SELECT = 0x605;
    static final int FLOAT_CONVERT = 0x606;
    static final int FLOAT_WIDEN = 0x607;
    static final int FLOAT_NARROW = 0x608;
    static final int FLOAT_FROM_GENERAL = 0x609;
    static final int COMPLEX_ADD = 0x60a;
    static final int COMPLEX_MULTIPLY = 0x60b;
    static final int HALF_PRODUCTS = 0x60c;
    static final int BRAIN_DOT = 0x60d;
    static final int BRAIN_MATRIX = 0x60e;
    static final int BRAIN_PRODUCTS = 0x60f;
    static final int FLOAT_TO_GENERAL = 0x610;
    static final int FLOAT_COMPARE = 0x611;
    static final int FLOAT_COMPARE_IF = 0x612;
    static final int FLOAT_TO_JAVASCRIPT = 0x613;

    /**
     * What {@link #ALU_SHIFTED} and its kin compute, in c: the manual's opc and N of logical
     * instructions, then add and subtract.
     */
    static final int ALU_AND = 0;

    static final int ALU_BIC = 1;
    static final int ALU_ORR = 2;
    static final int ALU_ORN = 3;
    static final int ALU_EOR = 4;
    static final int ALU_EON = 5;
    static final int ALU_ANDS = 6;
    static final int ALU_BICS = 7;
    static final int ALU_ADD = 8;
    static final int ALU_ADDS = 9;
    static final int ALU_SUB = 10;
    static final int ALU_SUBS = 11;
    static final int ALU_ADC = 12;
    static final int ALU_ADCS = 13;
    static final int ALU_SBC = 14;
    static final int ALU_SBCS = 15;
}
