package patchbay.isa.arm64;

/**
 * What instructions compute of numbers with a point, lane by lane: see {@link FloatOperations}.
 * Numbers, as in {@link Op}.
 */
final class FloatFunction {
    static final int ADD = 0;
    static final int SUB = 1;
    static final int MUL = 2;
    static final int DIV = 3;
    static final int MULX = 4;
    static final int NMUL = 5;
    static final int MAX = 6;
    static final int MIN = 7;
    static final int MAXNM = 8;
    static final int MINNM = 9;
    static final int MLA = 10;
    static final int MLS = 11;
    static final int ABD = 12;
    static final int RECPS = 13;
    static final int RSQRTS = 14;
    static final int CMEQ = 15;
    static final int CMGE = 16;
    static final int CMGT = 17;
    static final int ACGE = 18;
    static final int ACGT = 19;

    // Of one operand.

    static final int EQ_ZERO = 20;
    static final int GE_ZERO = 21;
    static final int GT_ZERO = 22;
    static final int LE_ZERO = 23;
    static final int LT_ZERO = 24;
    static final int ABS = 25;
    static final int NEG = 26;
    static final int SQRT = 27;
    static final int RECPE = 28;
    static final int RSQRTE = 29;
    static final int RECPX = 30;
    static final int URECPE = 31;
    static final int URSQRTE = 32;
    static final int RINT = 33;
    static final int RINT_EXACT = 34;
    static final int RINT_32 = 35;
    static final int RINT_64 = 36;
    static final int TO_SIGNED = 37;
    static final int TO_UNSIGNED = 38;
    static final int FROM_SIGNED = 39;
    static final int FROM_UNSIGNED = 40;

    private FloatFunction() {}
}
