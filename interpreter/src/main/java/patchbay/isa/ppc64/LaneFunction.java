package patchbay.isa.ppc64;

/**
 * What vector instructions compute of integers, element by element: see {@link LaneArithmetic}.
 * Numbers, as in {@link Op}.
 */
final class LaneFunction {
    static final int ADD = 0;
    static final int SUB = 1;
    static final int AVERAGE = 2;
    static final int DISTANCE = 3;
    static final int MAX = 4;
    static final int MIN = 5;
    static final int EQUAL = 6;
    static final int GREATER = 7;
    static final int UNEQUAL = 8;
    static final int UNEQUAL_OR_ZERO = 9;
    static final int SHL = 10;
    static final int SHR = 11;
    static final int ROTATE = 12;
    static final int ADD_CARRY = 13;
    static final int SUB_CARRY = 14;
    static final int MUL = 15;
    static final int MUL_HIGH = 16;
    static final int DIV = 17;
    static final int DIV_EXTENDED = 18;
    static final int MOD = 19;
    static final int ROTATE_INSERT = 20;
    static final int ROTATE_MASK = 21;

    /** One of {@link Bitwise#two}, from here on. */
    static final int BITWISE = 32;

    // Of one operand.

    static final int LEADING = 64;
    static final int TRAILING = 65;
    static final int ONES = 66;
    static final int NEG = 67;
    static final int PARITY = 68;
    static final int EXPAND = 69;
    static final int EXTEND_BYTE = 70;
    static final int EXTEND_HALFWORD = 71;
    static final int EXTEND_WORD = 72;
    static final int REVERSE = 73;

    private LaneFunction() {}
}
