package patchbay.isa.arm64;

import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Every lane of a vector, or one, with one lane of another: bits 28:24 are 01111 or 11111, and bit
 * 10 is 0. See {@link ElementOperand} for where the lane's number is.
 */
final class VectorElements {
    // spotless:off
    private VectorElements() {}

    private static final Row.Clause NO_HIGH_L = except("sz=1 L=1");
    private static final Row.Clause SINGLE_PAIR = except("sz=1 Q=0 | sz=1 L=1");

    private static final String TAKES = "Takes the high half of twice the product with one lane";
    private static final String DOUBLES = "twice the product with one lane";

    /** Vectors. */
    static void add(Rows t) {
        same(t, "mla", "U=1", "0000", "Adds the product with one lane to Rd.");
        same(t, "mls", "U=1", "0100", "Subtracts the product with one lane from Rd.");
        same(t, "mul", "U=0", "1000", "Multiplies by one lane.");
        same(t, "sqdmulh", "U=0", "1100", TAKES + ".");
        same(t, "sqrdmulh", "U=0", "1101", TAKES + ", rounded.");
        same(t, "sqrdmlah", "U=1", "1101", TAKES + ", rounded, and adds it to Rd.");
        same(t, "sqrdmlsh", "U=1", "1111", TAKES + ", rounded, and subtracts it from Rd.");
        wide(t, "smlal", "U=0", "0010", "Adds the product with one lane to wide lanes, signed.");
        wide(t, "umlal", "U=1", "0010", "Adds the product with one lane to wide lanes, unsigned.");
        wide(t, "smlsl", "U=0", "0110", "Subtracts the product with one lane from wide lanes, signed.");
        wide(t, "umlsl", "U=1", "0110", "Subtracts the product with one lane from wide lanes, unsigned.");
        wide(t, "smull", "U=0", "1010", "Multiplies by one lane into wide lanes, signed.");
        wide(t, "umull", "U=1", "1010", "Multiplies by one lane into wide lanes, unsigned.");
        wide(t, "sqdmlal", "U=0", "0011", "Adds " + DOUBLES + " to wide lanes, as far as they hold.");
        wide(t, "sqdmlsl", "U=0", "0111", "Subtracts " + DOUBLES + " from wide lanes, as far as they hold.");
        wide(t, "sqdmull", "U=0", "1011", "Takes " + DOUBLES + ", as far as wide lanes hold.");
        real(t, "fmla", "U=0", "0001", "Adds the product with one lane to Rd, rounding once.");
        real(t, "fmls", "U=0", "0101", "Subtracts the product with one lane from Rd, rounding once.");
        real(t, "fmul", "U=0", "1001", "Multiplies by one lane.");
        real(t, "fmulx", "U=1", "1001", "Multiplies by one lane; zero times infinity is two.");
        special(t, "sdot", "U=0", "10", "1110", "Vd.S, Vn.B, Vm.4b2", "Adds products with four bytes to words, signed.");
        special(t, "udot", "U=1", "10", "1110", "Vd.S, Vn.B, Vm.4b2", "Adds products with four bytes to words, unsigned.");
        special(t, "sudot", "U=0", "00", "1111", "Vd.S, Vn.B, Vm.4b2", "Adds products of signed with four unsigned bytes to words.");
        special(t, "usdot", "U=0", "10", "1111", "Vd.S, Vn.B, Vm.4b2", "Adds products of unsigned with four signed bytes to words.");
        special(t, "bfdot", "U=0", "01", "1111", "Vd.S, Vn.H, Vm.2h2", "Adds products with two short floats to singles.");
        special(t, "fmlal", "U=0", "10", "0000", "Vd.S, Vn.R, Vm.h3", "Adds products of lower halves with one to singles.");
        special(t, "fmlsl", "U=0", "10", "0100", "Vd.S, Vn.R, Vm.h3", "Subtracts products of lower halves with one from singles.");
        special(t, "fmlal2", "U=1", "10", "1000", "Vd.S, Vn.R, Vm.h3", "Adds products of upper halves with one to singles.");
        special(t, "fmlsl2", "U=1", "10", "1100", "Vd.S, Vn.R, Vm.h3", "Subtracts products of upper halves with one from singles.");
        t.row("bfmlalb.element", "0 Q=0 U=0 01111 size=11 L M Rm:4 opcode=1111 H 0 Rn Rd",
              "bfmlalb Vd.4s, Vn.8h, Vm.h3", "Adds products of the even short floats with one to singles.");
        t.row("bfmlalt.element", "0 Q=1 U=0 01111 size=11 L M Rm:4 opcode=1111 H 0 Rn Rd",
              "bfmlalt Vd.4s, Vn.8h, Vm.h3", "Adds products of the odd short floats with one to singles.");
        t.row("fcmla.element.half", "0 Q U=1 01111 size=01 L M Rm:4 0 rot:2 1 H 0 Rn Rd",
              "fcmla Vd.H, Vn.H, Vm.h2, #rot.turns", "Adds products with one complex number of halves, turned.",
              except("Q=0 H=1"));
        t.row("fcmla.element.single", "0 Q=1 U=1 01111 size=10 L=0 M Rm:4 0 rot:2 1 H 0 Rn Rd",
              "fcmla Vd.4s, Vn.4s, Vm.s1, #rot.turns", "Adds products with one complex number of singles, turned.");
    }

    /** One lane. */
    static void addScalars(Rows t) {
        one(t, "sqdmulh", "U=0", "1100", "Ed", TAKES + ".");
        one(t, "sqrdmulh", "U=0", "1101", "Ed", TAKES + ", rounded.");
        one(t, "sqrdmlah", "U=1", "1101", "Ed", TAKES + ", rounded, and adds it to Rd.");
        one(t, "sqrdmlsh", "U=1", "1111", "Ed", TAKES + ", rounded, and subtracts it from Rd.");
        one(t, "sqdmlal", "U=0", "0011", "Ld", "Adds " + DOUBLES + " to a wide lane, as far as it holds.");
        one(t, "sqdmlsl", "U=0", "0111", "Ld", "Subtracts " + DOUBLES + " from a wide lane, as far as it holds.");
        one(t, "sqdmull", "U=0", "1011", "Ld", "Takes " + DOUBLES + ", as far as a wide lane holds.");
        oneReal(t, "fmla", "U=0", "0001", "Adds the product with one lane to Rd, rounding once.");
        oneReal(t, "fmls", "U=0", "0101", "Subtracts the product with one lane from Rd, rounding once.");
        oneReal(t, "fmul", "U=0", "1001", "Multiplies by one lane.");
        oneReal(t, "fmulx", "U=1", "1001", "Multiplies by one lane; zero times infinity is two.");
    }

    private static void same(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".element", "0 Q " + u + " 01111 size:2 L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + " Vd.T, Vn.T, Vm.size", meaning,
              VectorArithmetic.H_OR_S);
    }

    private static void wide(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".element", "0 Q " + u + " 01111 size:2 L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + "<Q.upper> Vd.W, Vn.T, Vm.size", meaning,
              VectorArithmetic.H_OR_S);
    }

    private static void real(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".element", "0 Q " + u + " 01111 1 sz L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + " Vd.T, Vn.T, Vm.sz", meaning,
              SINGLE_PAIR);
        t.row(name + ".element.half", "0 Q " + u + " 01111 00 L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + " Vd.H, Vn.H, Vm.h3", meaning);
    }

    private static void special(
            Rows t, String name, String u, String size, String opcode, String operands, String meaning) {
        t.row(name + ".element", "0 Q " + u + " 01111 size=" + size + " L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + " " + operands, meaning);
    }

    private static void one(
            Rows t, String name, String u, String opcode, String result, String meaning) {
        t.row(name + ".scalar.element", "01 " + u + " 11111 size:2 L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + " " + result + ", En, Vm.size", meaning,
              VectorArithmetic.H_OR_S);
    }

    private static void oneReal(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".scalar.element", "01 " + u + " 11111 1 sz L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + " Ed, En, Vm.sz", meaning,
              NO_HIGH_L);
        t.row(name + ".scalar.element.half", "01 " + u + " 11111 00 L M Rm:4 opcode=" + opcode + " H 0 Rn Rd",
              name + " Hd, Hn, Vm.h3", meaning);
    }
    // spotless:on
}
