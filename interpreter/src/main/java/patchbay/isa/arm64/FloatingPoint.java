package patchbay.isa.arm64;

import static patchbay.isa.Row.except;
import static patchbay.isa.Row.only;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Floating point with one number in a register: bits 28:25 are 1111 and bit 30 is 0.
 *
 * <p>A number is a half, a single or a double ({@code ftype} 11, 00, 01), in the lowest bits of a
 * vector register. Conversions to an integer say how to round in the mnemonic's last letters but
 * one: to nearest, ties to even (n) or away from zero (a), up (p), down (m), to zero (z); the last
 * is s or u, signed or unsigned.
 */
final class FloatingPoint {
    // spotless:off
    private FloatingPoint() {}

    private static final Row.Clause A_TYPE = except("ftype=10");
    private static final Row.Clause SINGLE_OR_DOUBLE = except("ftype=1x");

    static void add(Rows t) {
        moves(t);
        arithmetic(t);
        comparisons(t);
        conversions(t);
        roundings(t);
    }

    private static void moves(Rows t) {
        one(t, "fmov", "000000", "Copies a number.", A_TYPE);
        t.row("fmov.immediate", "00011110 ftype:2 1 imm8 100 imm5=00000 Rd",
              "fmov Ed, #imm8.float", "Sets Rd to a constant.",
              A_TYPE);
        t.row("fmov.to.general", "sf 0 0 11110 ftype:2 1 rmode=00 opcode=110 000000 Rn Rd",
              "fmov Rd, En", "Copies the bits of a number into a general register.",
              only("sf=0 ftype=00 | sf=1 ftype=01 | ftype=11"));
        t.row("fmov.from.general", "sf 0 0 11110 ftype:2 1 rmode=00 opcode=111 000000 Rn Rd",
              "fmov Ed, Rn", "Takes the bits of a number from a general register.",
              only("sf=0 ftype=00 | sf=1 ftype=01 | ftype=11"));
        t.row("fmov.top.to.general", "sf=1 0 0 11110 ftype=10 1 rmode=01 opcode=110 000000 Rn Rd",
              "fmov Xd, Vn.d[1]", "Copies the high half of a vector into a general register.");
        t.row("fmov.top.from.general", "sf=1 0 0 11110 ftype=10 1 rmode=01 opcode=111 000000 Rn Rd",
              "fmov Vd.d[1], Xn", "Takes the high half of a vector from a general register.");
        t.row("fcsel", "00011110 ftype:2 1 Rm cond:4 11 Rn Rd",
              "fcsel Ed, En, Em, cond.cond", "Takes Rn if the condition holds, else Rm.",
              A_TYPE);
    }

    private static void arithmetic(Rows t) {
        one(t, "fabs", "000001", "Takes the magnitude.", A_TYPE);
        one(t, "fneg", "000010", "Changes the sign.", A_TYPE);
        one(t, "fsqrt", "000011", "Takes the square root.", A_TYPE);
        two(t, "fmul", "0000", "Multiplies.");
        two(t, "fdiv", "0001", "Divides Rn by Rm.");
        two(t, "fadd", "0010", "Adds.");
        two(t, "fsub", "0011", "Subtracts Rm from Rn.");
        two(t, "fmax", "0100", "Takes the greater; not a number if one is none.");
        two(t, "fmin", "0101", "Takes the lesser; not a number if one is none.");
        two(t, "fmaxnm", "0110", "Takes the greater, or the one that is a number.");
        two(t, "fminnm", "0111", "Takes the lesser, or the one that is a number.");
        two(t, "fnmul", "1000", "Multiplies and changes the sign.");
        three(t, "fmadd", "0", "0", "Adds the product of Rn and Rm to Ra, rounding once.");
        three(t, "fmsub", "0", "1", "Subtracts the product of Rn and Rm from Ra, rounding once.");
        three(t, "fnmadd", "1", "0", "Adds the product to Ra and changes the sign, rounding once.");
        three(t, "fnmsub", "1", "1", "Subtracts Ra from the product of Rn and Rm, rounding once.");
    }

    private static void comparisons(Rows t) {
        String quiet = "Compares two numbers and sets the flags";
        String loud = ", with an exception if one is none.";
        compare(t, "fcmp", "0", quiet + ".", "Compares a number with zero and sets the flags.");
        compare(t, "fcmpe", "1", quiet + loud, "Compares a number with zero and sets the flags" + loud);
        conditional(t, "fccmp", "0", ".");
        conditional(t, "fccmpe", "1", loud);
    }

    private static void compare(Rows t, String name, String op, String meaning, String zero) {
        t.row(name, "00011110 ftype:2 1 Rm 00 1000 Rn op=" + op + " 0 000",
              name + " En, Em", meaning,
              A_TYPE);
        t.row(name + ".zero", "00011110 ftype:2 1 Rm~00000 00 1000 Rn op=" + op + " 1 000",
              name + " En, #0.0", zero,
              A_TYPE);
    }

    private static void conditional(Rows t, String name, String op, String end) {
        t.row(name, "00011110 ftype:2 1 Rm cond:4 01 Rn op=" + op + " nzcv:4",
              name + " En, Em, #nzcv, cond.cond",
              "Compares two numbers if the condition holds, else sets the flags to nzcv" + end,
              A_TYPE);
    }

    private static void conversions(Rows t) {
        t.row("fcvt", "00011110 ftype:2 1 0001 opc:2 10000 Rn Rd",
              "fcvt Od, En", "Converts between halves, singles and doubles.",
              A_TYPE,
              except("opc=10 | ftype=opc"));
        t.row("bfcvt", "00011110 ftype=01 1 opcode=000110 10000 Rn Rd",
              "bfcvt Hd, Sn", "Converts a single to a half with eight bits of exponent.");
        t.row("fjcvtzs", "sf=0 0 0 11110 ftype=01 1 rmode=11 opcode=110 000000 Rn Rd",
              "fjcvtzs Wd, Dn", "Converts to a word as JavaScript does.");
        String[] ways = {"n", "p", "m", "z"};
        String[] names = {"to the nearest integer", "up to an integer", "down to an integer", "towards zero"};
        for (int i = 0; i < 4; i++) {
            String rmode = "rmode=" + i / 2 + i % 2;
            toInteger(t, "fcvt" + ways[i] + "s", rmode + " opcode=000", "Rounds " + names[i] + ", signed.");
            toInteger(t, "fcvt" + ways[i] + "u", rmode + " opcode=001", "Rounds " + names[i] + ", unsigned.");
        }
        toInteger(t, "fcvtas", "rmode=00 opcode=100", "Rounds to the nearest integer, ties away from zero, signed.");
        toInteger(t, "fcvtau", "rmode=00 opcode=101", "Rounds to the nearest integer, ties away from zero, unsigned.");
        fromInteger(t, "scvtf", "opcode=010", "Converts a signed integer to a number.");
        fromInteger(t, "ucvtf", "opcode=011", "Converts an unsigned integer to a number.");
        Row.Clause point = except("sf=0 scale=0xxxxx");
        String fixed = "sf 0 0 11110 ftype:2 0 ";
        String end = " scale:6 Rn Rd";
        t.row("scvtf.fixed", fixed + "rmode=00 opcode=010" + end,
              "scvtf Ed, Rn, #scale.fraction", "Converts a signed fixed-point number.",
              A_TYPE, point);
        t.row("ucvtf.fixed", fixed + "rmode=00 opcode=011" + end,
              "ucvtf Ed, Rn, #scale.fraction", "Converts an unsigned fixed-point number.",
              A_TYPE, point);
        t.row("fcvtzs.fixed", fixed + "rmode=11 opcode=000" + end,
              "fcvtzs Rd, En, #scale.fraction", "Rounds towards zero to a signed fixed-point number.",
              A_TYPE, point);
        t.row("fcvtzu.fixed", fixed + "rmode=11 opcode=001" + end,
              "fcvtzu Rd, En, #scale.fraction", "Rounds towards zero to an unsigned fixed-point number.",
              A_TYPE, point);
    }

    private static void toInteger(Rows t, String name, String how, String meaning) {
        t.row(name + ".general", "sf 0 0 11110 ftype:2 1 " + how + " 000000 Rn Rd",
              name + " Rd, En", meaning,
              A_TYPE);
    }

    private static void fromInteger(Rows t, String name, String how, String meaning) {
        t.row(name + ".general", "sf 0 0 11110 ftype:2 1 rmode=00 " + how + " 000000 Rn Rd",
              name + " Ed, Rn", meaning,
              A_TYPE);
    }

    private static void roundings(Rows t) {
        one(t, "frintn", "001000", "Rounds to the nearest integer, ties to even.", A_TYPE);
        one(t, "frintp", "001001", "Rounds up to an integer.", A_TYPE);
        one(t, "frintm", "001010", "Rounds down to an integer.", A_TYPE);
        one(t, "frintz", "001011", "Rounds to an integer towards zero.", A_TYPE);
        one(t, "frinta", "001100", "Rounds to the nearest integer, ties away from zero.", A_TYPE);
        one(t, "frintx", "001110", "Rounds to an integer as the mode says, with an exception if inexact.", A_TYPE);
        one(t, "frinti", "001111", "Rounds to an integer as the mode says.", A_TYPE);
        one(t, "frint32z", "010000", "Rounds towards zero to what a word holds.", SINGLE_OR_DOUBLE);
        one(t, "frint32x", "010001", "Rounds as the mode says to what a word holds.", SINGLE_OR_DOUBLE);
        one(t, "frint64z", "010010", "Rounds towards zero to what a doubleword holds.", SINGLE_OR_DOUBLE);
        one(t, "frint64x", "010011", "Rounds as the mode says to what a doubleword holds.", SINGLE_OR_DOUBLE);
    }

    private static void one(Rows t, String name, String opcode, String meaning, Row.Clause types) {
        t.row(name + ".scalar", "00011110 ftype:2 1 opcode=" + opcode + " 10000 Rn Rd",
              name + " Ed, En", meaning,
              types);
    }

    private static void two(Rows t, String name, String opcode, String meaning) {
        t.row(name + ".scalar", "00011110 ftype:2 1 Rm opcode=" + opcode + " 10 Rn Rd",
              name + " Ed, En, Em", meaning,
              A_TYPE);
    }

    private static void three(Rows t, String name, String o1, String o0, String meaning) {
        t.row(name, "00011111 ftype:2 o1=" + o1 + " Rm o0=" + o0 + " Ra Rn Rd",
              name + " Ed, En, Em, Ea", meaning,
              A_TYPE);
    }
    // spotless:on
}
