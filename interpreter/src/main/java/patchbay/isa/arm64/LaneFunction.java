package patchbay.isa.arm64;

/**
 * What vector instructions compute of integers, lane by lane: see {@link LaneArithmetic}. Numbers,
 * as in {@link Op}.
 */
final class LaneFunction {
    static final int ADD = 0;
    static final int SUB = 1;
    static final int MUL = 2;
    static final int MLA = 3;
    static final int MLS = 4;
    static final int HADD = 5;
    static final int RHADD = 6;
    static final int HSUB = 7;
    static final int QADD = 8;
    static final int QSUB = 9;
    static final int CMGT = 10;
    static final int CMGE = 11;
    static final int CMEQ = 12;
    static final int CMLE = 13;
    static final int CMLT = 14;
    static final int CMTST = 15;
    static final int SHL = 16;
    static final int QSHL = 17;
    static final int RSHL = 18;
    static final int QRSHL = 19;
    static final int MAX = 20;
    static final int MIN = 21;
    static final int ABD = 22;
    static final int ABA = 23;
    static final int PMUL = 24;
    static final int SQDMULH = 25;
    static final int SQRDMULH = 26;
    static final int SQRDMLAH = 27;
    static final int SQRDMLSH = 28;
    static final int SQDMULL = 29;
    static final int SQDMLAL = 30;
    static final int SQDMLSL = 31;

    // Of one operand; the other is Rd.

    static final int CLS = 32;
    static final int CLZ = 33;
    static final int CNT = 34;
    static final int RBIT = 35;
    static final int ABS = 36;
    static final int NEG = 37;
    static final int QABS = 38;
    static final int QNEG = 39;
    static final int SUQADD = 40;
    static final int USQADD = 41;

    // Shifts by a constant, which takes Rm's place.

    static final int SRA = 42;
    static final int RSRA = 43;
    static final int SRI = 44;
    static final int SLI = 45;
    static final int SQSHLU = 46;

    private LaneFunction() {}
}
