package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * One vector: bits 28:24 are 01110, bits 21:17 are 10000, or 11000 where all lanes become one.
 *
 * <p>Halves came later than singles and doubles and have bits 22:17 111100 instead, or 011000.
 */
final class VectorUnary {
    // spotless:off
    private VectorUnary() {}

    private static final Row.Clause BYTES = except("size!=00");
    private static final Row.Clause B_OR_H = except("size=1x");
    private static final Row.Clause SINGLE_PAIR = except("sz=1 Q=0");

    static void add(Rows t) {
        integers(t);
        narrowing(t);
        comparisons(t);
        floats(t);
        widths(t);
        across(t);
    }

    private static void integers(Rows t) {
        one(t, "rev64", "U=0", "00000", "T", "Reverses the lanes of each doubleword.", VectorArithmetic.NO_D);
        one(t, "rev32", "U=1", "00000", "T", "Reverses the lanes of each word.", B_OR_H);
        one(t, "rev16", "U=0", "00001", "T", "Reverses the bytes of each halfword.", BYTES);
        one(t, "cls", "U=0", "00100", "T", "Counts the bits below the highest that are like it.", VectorArithmetic.NO_D);
        one(t, "clz", "U=1", "00100", "T", "Counts the zeros above the highest one.", VectorArithmetic.NO_D);
        one(t, "cnt", "U=0", "00101", "T", "Counts the ones.", BYTES);
        one(t, "abs", "U=0", "01011", "T", "Takes the magnitude.", VectorArithmetic.NO_1D);
        one(t, "neg", "U=1", "01011", "T", "Changes the sign.", VectorArithmetic.NO_1D);
        one(t, "sqabs", "U=0", "00111", "T", "Takes the magnitude, as far as the lane holds.", VectorArithmetic.NO_1D);
        one(t, "sqneg", "U=1", "00111", "T", "Changes the sign, as far as the lane holds.", VectorArithmetic.NO_1D);
        one(t, "suqadd", "U=0", "00011", "T", "Adds unsigned lanes to signed ones, as far as they hold.", VectorArithmetic.NO_1D);
        one(t, "usqadd", "U=1", "00011", "T", "Adds signed lanes to unsigned ones, as far as they hold.", VectorArithmetic.NO_1D);
        one(t, "saddlp", "U=0", "00010", "P", "Adds neighbours into wide lanes, signed.", VectorArithmetic.NO_D);
        one(t, "uaddlp", "U=1", "00010", "P", "Adds neighbours into wide lanes, unsigned.", VectorArithmetic.NO_D);
        one(t, "sadalp", "U=0", "00110", "P", "Adds neighbours to wide lanes, signed.", VectorArithmetic.NO_D);
        one(t, "uadalp", "U=1", "00110", "P", "Adds neighbours to wide lanes, unsigned.", VectorArithmetic.NO_D);
        t.row("not.vector", "0 Q U=1 01110 size=00 10000 opcode=00101 10 Rn Rd",
              "not Vd.B, Vn.B", "Flips every bit.",
              alias("mvn Vd.B, Vn.B", ""));
        t.row("rbit.vector", "0 Q U=1 01110 size=01 10000 opcode=00101 10 Rn Rd",
              "rbit Vd.B, Vn.B", "Reverses the bits of each byte.");
    }

    private static void narrowing(Rows t) {
        narrow(t, "xtn", "U=0", "10010", "Takes the low half of each lane.");
        narrow(t, "sqxtn", "U=0", "10100", "Takes signed lanes, as far as narrow ones hold.");
        narrow(t, "sqxtun", "U=1", "10010", "Takes signed lanes, as far as narrow unsigned ones hold.");
        narrow(t, "uqxtn", "U=1", "10100", "Takes unsigned lanes, as far as narrow ones hold.");
        t.row("shll", "0 Q U=1 01110 size:2 10000 opcode=10011 10 Rn Rd",
              "shll<Q.upper> Vd.W, Vn.T, #size.whole", "Shifts left by a lane's width into wide lanes.",
              VectorArithmetic.NO_D);
    }

    private static void comparisons(Rows t) {
        zero(t, "cmgt", "U=0", "01000", "All ones where greater than zero, else zero.");
        zero(t, "cmeq", "U=0", "01001", "All ones where zero, else zero.");
        zero(t, "cmlt", "U=0", "01010", "All ones where less than zero, else zero.");
        zero(t, "cmge", "U=1", "01000", "All ones where not less than zero, else zero.");
        zero(t, "cmle", "U=1", "01001", "All ones where not greater than zero, else zero.");
        realZero(t, "fcmgt", "U=0", "01100", "All ones where greater than zero, else zero.");
        realZero(t, "fcmeq", "U=0", "01101", "All ones where zero, else zero.");
        realZero(t, "fcmlt", "U=0", "01110", "All ones where less than zero, else zero.");
        realZero(t, "fcmge", "U=1", "01100", "All ones where not less than zero, else zero.");
        realZero(t, "fcmle", "U=1", "01101", "All ones where not greater than zero, else zero.");
    }

    private static void floats(Rows t) {
        real(t, "fabs", "U=0", "a=1", "01111", "Takes the magnitude.");
        real(t, "fneg", "U=1", "a=1", "01111", "Changes the sign.");
        real(t, "fsqrt", "U=1", "a=1", "11111", "Takes the square root.");
        real(t, "frecpe", "U=0", "a=1", "11101", "Estimates the reciprocal.");
        real(t, "frsqrte", "U=1", "a=1", "11101", "Estimates the reciprocal of the square root.");
        real(t, "frintn", "U=0", "a=0", "11000", "Rounds to the nearest integer, ties to even.");
        real(t, "frintm", "U=0", "a=0", "11001", "Rounds down to an integer.");
        real(t, "frintp", "U=0", "a=1", "11000", "Rounds up to an integer.");
        real(t, "frintz", "U=0", "a=1", "11001", "Rounds to an integer towards zero.");
        real(t, "frinta", "U=1", "a=0", "11000", "Rounds to the nearest integer, ties away from zero.");
        real(t, "frintx", "U=1", "a=0", "11001", "Rounds to an integer as the mode says, with an exception if inexact.");
        real(t, "frinti", "U=1", "a=1", "11001", "Rounds to an integer as the mode says.");
        real(t, "fcvtns", "U=0", "a=0", "11010", "Rounds to the nearest integer, signed.");
        real(t, "fcvtnu", "U=1", "a=0", "11010", "Rounds to the nearest integer, unsigned.");
        real(t, "fcvtms", "U=0", "a=0", "11011", "Rounds down to an integer, signed.");
        real(t, "fcvtmu", "U=1", "a=0", "11011", "Rounds down to an integer, unsigned.");
        real(t, "fcvtas", "U=0", "a=0", "11100", "Rounds to the nearest integer, ties away from zero, signed.");
        real(t, "fcvtau", "U=1", "a=0", "11100", "Rounds to the nearest integer, ties away from zero, unsigned.");
        real(t, "fcvtps", "U=0", "a=1", "11010", "Rounds up to an integer, signed.");
        real(t, "fcvtpu", "U=1", "a=1", "11010", "Rounds up to an integer, unsigned.");
        real(t, "fcvtzs", "U=0", "a=1", "11011", "Rounds towards zero, signed.");
        real(t, "fcvtzu", "U=1", "a=1", "11011", "Rounds towards zero, unsigned.");
        real(t, "scvtf", "U=0", "a=0", "11101", "Converts signed integers.");
        real(t, "ucvtf", "U=1", "a=0", "11101", "Converts unsigned integers.");
        single(t, "frint32z", "U=0", "a=0", "11110", "Rounds towards zero to what a word holds.");
        single(t, "frint64z", "U=0", "a=0", "11111", "Rounds towards zero to what a doubleword holds.");
        single(t, "frint32x", "U=1", "a=0", "11110", "Rounds as the mode says to what a word holds.");
        single(t, "frint64x", "U=1", "a=0", "11111", "Rounds as the mode says to what a doubleword holds.");
        t.row("urecpe", "0 Q U=0 01110 size=10 10000 opcode=11100 10 Rn Rd",
              "urecpe Vd.S, Vn.S", "Estimates the reciprocal of unsigned fractions.");
        t.row("ursqrte", "0 Q U=1 01110 size=10 10000 opcode=11100 10 Rn Rd",
              "ursqrte Vd.S, Vn.S", "Estimates the reciprocal of the square root of unsigned fractions.");
    }

    private static void widths(Rows t) {
        t.row("fcvtl", "0 Q U=0 01110 a=0 sz 10000 opcode=10111 10 Rn Rd",
              "fcvtl<Q.upper> Vd.W, Vn.N", "Converts to lanes twice as wide.");
        t.row("fcvtn", "0 Q U=0 01110 a=0 sz 10000 opcode=10110 10 Rn Rd",
              "fcvtn<Q.upper> Vd.N, Vn.W", "Converts to lanes half as wide.");
        t.row("fcvtxn.vector", "0 Q U=1 01110 a=0 1 10000 opcode=10110 10 Rn Rd",
              "fcvtxn<Q.upper> Vd.S, Vn.2d", "Converts doubles to singles, inexact ones to odd.");
        t.row("bfcvtn", "0 Q U=0 01110 size=10 10000 opcode=10110 10 Rn Rd",
              "bfcvtn<Q.upper> Vd.H, Vn.4s", "Converts singles to halves with eight bits of exponent.");
    }

    private static void across(Rows t) {
        all(t, "saddlv", "U=0", "00011", "Ld", "Adds all lanes into a wide one, signed.");
        all(t, "uaddlv", "U=1", "00011", "Ld", "Adds all lanes into a wide one, unsigned.");
        all(t, "addv", "U=0", "11011", "Ed", "Adds all lanes.");
        all(t, "smaxv", "U=0", "01010", "Ed", "Takes the greatest lane, signed.");
        all(t, "umaxv", "U=1", "01010", "Ed", "Takes the greatest lane, unsigned.");
        all(t, "sminv", "U=0", "11010", "Ed", "Takes the least lane, signed.");
        all(t, "uminv", "U=1", "11010", "Ed", "Takes the least lane, unsigned.");
        allReal(t, "fmaxnmv", "0", "01100", "Takes the greatest lane that is a number.");
        allReal(t, "fminnmv", "1", "01100", "Takes the least lane that is a number.");
        allReal(t, "fmaxv", "0", "01111", "Takes the greatest lane; not a number if one is none.");
        allReal(t, "fminv", "1", "01111", "Takes the least lane; not a number if one is none.");
    }

    private static void one(
            Rows t, String name, String u, String opcode, String result, String meaning, Row.Clause not) {
        t.row(name + ".vector", "0 Q " + u + " 01110 size:2 10000 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd." + result + ", Vn.T", meaning,
              not);
    }

    private static void narrow(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".vector", "0 Q " + u + " 01110 size:2 10000 opcode=" + opcode + " 10 Rn Rd",
              name + "<Q.upper> Vd.T, Vn.W", meaning,
              VectorArithmetic.NO_D);
    }

    private static void zero(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".vector.zero", "0 Q " + u + " 01110 size:2 10000 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.T, Vn.T, #0", meaning,
              VectorArithmetic.NO_1D);
    }

    private static void realZero(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".vector.zero", "0 Q " + u + " 01110 a=1 sz 10000 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.T, Vn.T, #0.0", meaning,
              SINGLE_PAIR);
        t.row(name + ".vector.zero.half", "0 Q " + u + " 01110 a=1 111100 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.H, Vn.H, #0.0", meaning);
    }

    private static void real(Rows t, String name, String u, String a, String opcode, String meaning) {
        single(t, name, u, a, opcode, meaning);
        t.row(name + ".vector.half", "0 Q " + u + " 01110 " + a + " 111100 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.H, Vn.H", meaning);
    }

    private static void single(Rows t, String name, String u, String a, String opcode, String meaning) {
        t.row(name + ".vector", "0 Q " + u + " 01110 " + a + " sz 10000 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.T, Vn.T", meaning,
              SINGLE_PAIR);
    }

    private static void all(Rows t, String name, String u, String opcode, String result, String meaning) {
        t.row(name, "0 Q " + u + " 01110 size:2 11000 opcode=" + opcode + " 10 Rn Rd",
              name + " " + result + ", Vn.T", meaning,
              except("size=11 | size=10 Q=0"));
    }

    private static void allReal(Rows t, String name, String a, String opcode, String meaning) {
        t.row(name, "0 Q=1 U=1 01110 a=" + a + " 0 11000 opcode=" + opcode + " 10 Rn Rd",
              name + " Sd, Vn.4s", meaning);
        t.row(name + ".half", "0 Q U=0 01110 a=" + a + " 0 11000 opcode=" + opcode + " 10 Rn Rd",
              name + " Hd, Vn.H", meaning);
    }
    // spotless:on
}
