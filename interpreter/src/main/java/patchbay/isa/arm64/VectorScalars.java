package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * What vector instructions do, done to the lowest lane only: bits 31:30 are 01 and bits 28:25 are
 * 1111. Most are for doublewords alone; those that stop at what a lane holds are for all widths.
 */
final class VectorScalars {
    // spotless:off
    private VectorScalars() {}

    private static final Row.Clause[] ANY = {};
    private static final Row.Clause[] D = {except("size!=11")};
    private static final Row.Clause[] H_OR_S = {VectorArithmetic.H_OR_S};
    private static final Row.Clause[] NO_D = {VectorArithmetic.NO_D};

    static void add(Rows t) {
        three(t);
        products(t);
        floats(t);
        two(t);
        conversions(t);
        pairs(t);
        t.row("dup.scalar", "01 op=0 11110000 imm5 0 imm4=0000 1 Rn Rd",
              "dup Ed, Vn.E[imm5.lane]", "Copies a lane of a vector.",
              except("imm5=x0000"),
              alias("mov Ed, Vn.E[imm5.lane]", ""));
        VectorShifts.addScalars(t);
        VectorElements.addScalars(t);
        Cryptography.addScalars(t);
    }

    private static void three(Rows t) {
        both(t, "qadd", "00001", "Adds, as far as the lane holds", ANY);
        both(t, "qsub", "00101", "Subtracts, as far as the lane holds", ANY);
        both(t, "shl", "01000", "Shifts left by Rm, right if it is negative", D);
        both(t, "qshl", "01001", "Shifts left by Rm, as far as the lane holds", ANY);
        both(t, "rshl", "01010", "Shifts left by Rm, rounding", D);
        both(t, "qrshl", "01011", "Shifts left by Rm, rounding, as far as the lane holds", ANY);
        same(t, "cmgt", "U=0", "00110", "All ones if Rn is greater, signed, else zero.", D);
        same(t, "cmge", "U=0", "00111", "All ones if Rn is not less, signed, else zero.", D);
        same(t, "cmhi", "U=1", "00110", "All ones if Rn is greater, unsigned, else zero.", D);
        same(t, "cmhs", "U=1", "00111", "All ones if Rn is not less, unsigned, else zero.", D);
        same(t, "cmtst", "U=0", "10001", "All ones if both have a bit in common, else zero.", D);
        same(t, "cmeq", "U=1", "10001", "All ones if equal, else zero.", D);
        same(t, "add", "U=0", "10000", "Adds.", D);
        same(t, "sub", "U=1", "10000", "Subtracts Rm from Rn.", D);
        same(t, "sqdmulh", "U=0", "10110", "Takes the high half of twice the product.", H_OR_S);
        same(t, "sqrdmulh", "U=1", "10110", "Takes the high half of twice the product, rounded.", H_OR_S);
    }

    private static void products(Rows t) {
        wide(t, "sqdmlal", "1001", "Adds twice the product to a wide lane, as far as it holds.");
        wide(t, "sqdmlsl", "1011", "Subtracts twice the product from a wide lane, as far as it holds.");
        wide(t, "sqdmull", "1101", "Takes twice the product, as far as a wide lane holds.");
        String bits = "01 U=1 11110 size:2 0 Rm 1 opcode=";
        t.row("sqrdmlah.scalar", bits + "0000 1 Rn Rd",
              "sqrdmlah Ed, En, Em", "Adds the high half of twice the product to Rd, rounded.",
              H_OR_S);
        t.row("sqrdmlsh.scalar", bits + "0001 1 Rn Rd",
              "sqrdmlsh Ed, En, Em", "Subtracts the high half of twice the product from Rd, rounded.",
              H_OR_S);
    }

    private static void floats(Rows t) {
        real(t, "fmulx", "U=0", "a=0", "011", "Multiplies; zero times infinity is two.");
        real(t, "fcmeq", "U=0", "a=0", "100", "All ones if equal, else zero.");
        real(t, "frecps", "U=0", "a=0", "111", "Makes a step towards a reciprocal.");
        real(t, "frsqrts", "U=0", "a=1", "111", "Makes a step towards a reciprocal of a square root.");
        real(t, "fcmge", "U=1", "a=0", "100", "All ones if Rn is not less, else zero.");
        real(t, "facge", "U=1", "a=0", "101", "All ones if Rn's magnitude is not less, else zero.");
        real(t, "fabd", "U=1", "a=1", "010", "Takes the distance.");
        real(t, "fcmgt", "U=1", "a=1", "100", "All ones if Rn is greater, else zero.");
        real(t, "facgt", "U=1", "a=1", "101", "All ones if Rn's magnitude is greater, else zero.");
    }

    private static void two(Rows t) {
        one(t, "suqadd", "U=0", "00011", " Ed, En", "Adds an unsigned lane to a signed one, as far as it holds.", ANY);
        one(t, "usqadd", "U=1", "00011", " Ed, En", "Adds a signed lane to an unsigned one, as far as it holds.", ANY);
        one(t, "sqabs", "U=0", "00111", " Ed, En", "Takes the magnitude, as far as the lane holds.", ANY);
        one(t, "sqneg", "U=1", "00111", " Ed, En", "Changes the sign, as far as the lane holds.", ANY);
        one(t, "abs", "U=0", "01011", " Ed, En", "Takes the magnitude.", D);
        one(t, "neg", "U=1", "01011", " Ed, En", "Changes the sign.", D);
        one(t, "sqxtn", "U=0", "10100", " Ed, Ln", "Takes a signed lane, as far as a narrow one holds.", NO_D);
        one(t, "sqxtun", "U=1", "10010", " Ed, Ln", "Takes a signed lane, as far as a narrow unsigned one holds.", NO_D);
        one(t, "uqxtn", "U=1", "10100", " Ed, Ln", "Takes an unsigned lane, as far as a narrow one holds.", NO_D);
        one(t, "cmgt.zero", "U=0", "01000", " Ed, En, #0", "All ones if greater than zero, else zero.", D);
        one(t, "cmeq.zero", "U=0", "01001", " Ed, En, #0", "All ones if zero, else zero.", D);
        one(t, "cmlt.zero", "U=0", "01010", " Ed, En, #0", "All ones if less than zero, else zero.", D);
        one(t, "cmge.zero", "U=1", "01000", " Ed, En, #0", "All ones if not less than zero, else zero.", D);
        one(t, "cmle.zero", "U=1", "01001", " Ed, En, #0", "All ones if not greater than zero, else zero.", D);
        realZero(t, "fcmgt", "U=0", "01100", "All ones if greater than zero, else zero.");
        realZero(t, "fcmeq", "U=0", "01101", "All ones if zero, else zero.");
        realZero(t, "fcmlt", "U=0", "01110", "All ones if less than zero, else zero.");
        realZero(t, "fcmge", "U=1", "01100", "All ones if not less than zero, else zero.");
        realZero(t, "fcmle", "U=1", "01101", "All ones if not greater than zero, else zero.");
    }

    private static void conversions(Rows t) {
        convert(t, "fcvtns", "U=0", "a=0", "11010", "Rounds to the nearest integer, signed.");
        convert(t, "fcvtnu", "U=1", "a=0", "11010", "Rounds to the nearest integer, unsigned.");
        convert(t, "fcvtms", "U=0", "a=0", "11011", "Rounds down to an integer, signed.");
        convert(t, "fcvtmu", "U=1", "a=0", "11011", "Rounds down to an integer, unsigned.");
        convert(t, "fcvtas", "U=0", "a=0", "11100", "Rounds to the nearest integer, ties away from zero, signed.");
        convert(t, "fcvtau", "U=1", "a=0", "11100", "Rounds to the nearest integer, ties away from zero, unsigned.");
        convert(t, "fcvtps", "U=0", "a=1", "11010", "Rounds up to an integer, signed.");
        convert(t, "fcvtpu", "U=1", "a=1", "11010", "Rounds up to an integer, unsigned.");
        convert(t, "fcvtzs", "U=0", "a=1", "11011", "Rounds towards zero, signed.");
        convert(t, "fcvtzu", "U=1", "a=1", "11011", "Rounds towards zero, unsigned.");
        convert(t, "scvtf", "U=0", "a=0", "11101", "Converts a signed integer.");
        convert(t, "ucvtf", "U=1", "a=0", "11101", "Converts an unsigned integer.");
        convert(t, "frecpe", "U=0", "a=1", "11101", "Estimates the reciprocal.");
        convert(t, "frsqrte", "U=1", "a=1", "11101", "Estimates the reciprocal of the square root.");
        convert(t, "frecpx", "U=0", "a=1", "11111", "Takes the exponent of the reciprocal.");
        t.row("fcvtxn.scalar", "01 U=1 11110 a=0 1 10000 opcode=10110 10 Rn Rd",
              "fcvtxn Sd, Dn", "Converts a double to a single, an inexact one to odd.");
    }

    private static void pairs(Rows t) {
        t.row("addp.scalar", "01 U=0 11110 size=11 11000 opcode=11011 10 Rn Rd",
              "addp Dd, Vn.2d", "Adds both doublewords.");
        pair(t, "fmaxnmp", "0", "01100", "Takes the greater of both lanes, or the one that is a number.");
        pair(t, "faddp", "0", "01101", "Adds both lanes.");
        pair(t, "fmaxp", "0", "01111", "Takes the greater of both lanes.");
        pair(t, "fminnmp", "1", "01100", "Takes the lesser of both lanes, or the one that is a number.");
        pair(t, "fminp", "1", "01111", "Takes the lesser of both lanes.");
    }

    /** The signed and the unsigned one. */
    private static void both(Rows t, String name, String opcode, String meaning, Row.Clause[] not) {
        same(t, "s" + name, "U=0", opcode, meaning + ", signed.", not);
        same(t, "u" + name, "U=1", opcode, meaning + ", unsigned.", not);
    }

    private static void same(
            Rows t, String name, String u, String opcode, String meaning, Row.Clause[] not) {
        t.row(name + ".scalar", "01 " + u + " 11110 size:2 1 Rm opcode=" + opcode + " 1 Rn Rd",
              name + " Ed, En, Em", meaning,
              not);
    }

    private static void wide(Rows t, String name, String opcode, String meaning) {
        t.row(name + ".scalar", "01 U=0 11110 size:2 1 Rm opcode=" + opcode + " 00 Rn Rd",
              name + " Ld, En, Em", meaning,
              H_OR_S);
    }

    private static void real(Rows t, String name, String u, String a, String opcode, String meaning) {
        t.row(name + ".scalar", "01 " + u + " 11110 " + a + " sz 1 Rm 11 opcode=" + opcode + " 1 Rn Rd",
              name + " Ed, En, Em", meaning);
        t.row(name + ".scalar.half", "01 " + u + " 11110 " + a + " 10 Rm 00 opcode=" + opcode + " 1 Rn Rd",
              name + " Hd, Hn, Hm", meaning);
    }

    private static void one(
            Rows t, String name, String u, String opcode, String operands, String meaning, Row.Clause[] not) {
        int dot = name.indexOf('.');
        String mnemonic = dot < 0 ? name : name.substring(0, dot);
        t.row(name + ".scalar", "01 " + u + " 11110 size:2 10000 opcode=" + opcode + " 10 Rn Rd",
              mnemonic + operands, meaning,
              not);
    }

    private static void realZero(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".zero.scalar", "01 " + u + " 11110 a=1 sz 10000 opcode=" + opcode + " 10 Rn Rd",
              name + " Ed, En, #0.0", meaning);
        t.row(name + ".zero.scalar.half", "01 " + u + " 11110 a=1 111100 opcode=" + opcode + " 10 Rn Rd",
              name + " Hd, Hn, #0.0", meaning);
    }

    private static void convert(
            Rows t, String name, String u, String a, String opcode, String meaning) {
        t.row(name + ".scalar", "01 " + u + " 11110 " + a + " sz 10000 opcode=" + opcode + " 10 Rn Rd",
              name + " Ed, En", meaning);
        t.row(name + ".scalar.half", "01 " + u + " 11110 " + a + " 111100 opcode=" + opcode + " 10 Rn Rd",
              name + " Hd, Hn", meaning);
    }

    private static void pair(Rows t, String name, String a, String opcode, String meaning) {
        t.row(name + ".scalar", "01 U=1 11110 a=" + a + " sz 11000 opcode=" + opcode + " 10 Rn Rd",
              name + " Ed, Vn.2E", meaning);
        t.row(name + ".scalar.half", "01 U=0 11110 a=" + a + " 0 11000 opcode=" + opcode + " 10 Rn Rd",
              name + " Hd, Vn.2h", meaning);
    }
    // spotless:on
}
