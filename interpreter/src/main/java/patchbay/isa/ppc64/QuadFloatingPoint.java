package patchbay.isa.ppc64;

import patchbay.isa.Rows;

/** Floating point of 128 bits, in vectors: primary opcode 63. */
final class QuadFloatingPoint {
    // spotless:off
    private QuadFloatingPoint() {}

    static void add(Rows t) {
        addThree(t);
        addTwo(t);
        addCompare(t);
        addUimVrtVrbN(t);
        addRest(t);
    }

    private static void addThree(Rows t) {
        three(t, "xsaddqp", "00000001000", "Adds quads.");
        three(t, "xsaddqpo", "00000001001", "Adds quads, rounding to odd.");
        three(t, "xscmpeqqp", "00010001000", "Tells whether both are equal, of quads.");
        three(t, "xscmpgeqp", "00110001000", "Tells whether VRA is greater or equal, of quads.");
        three(t, "xscmpgtqp", "00111001000", "Tells whether VRA is greater, of quads.");
        three(t, "xscpsgnqp", "00011001000", "Copies the sign of a quad.");
        three(t, "xsdivqp", "10001001000", "Divides quads.");
        three(t, "xsdivqpo", "10001001001", "Divides quads, rounding to odd.");
        three(t, "xsiexpqp", "11011001000", "Puts an exponent into a quad.");
        three(t, "xsmaddqp", "01100001000", "Multiplies VRA and VRB and adds VRT, of quads.");
        three(t, "xsmaddqpo", "01100001001", "Multiplies VRA and VRB and adds VRT, of quads, rounding to odd.");
        three(t, "xsmaxcqp", "10101001000", "Takes the larger, as C does, of quads.");
        three(t, "xsmincqp", "10111001000", "Takes the smaller, as C does, of quads.");
        three(t, "xsmsubqp", "01101001000", "Multiplies VRA and VRB and subtracts VRT, of quads.");
        three(t, "xsmsubqpo", "01101001001", "Multiplies VRA and VRB and subtracts VRT, of quads, rounding to odd.");
        three(t, "xsmulqp", "00001001000", "Multiplies quads.");
        three(t, "xsmulqpo", "00001001001", "Multiplies quads, rounding to odd.");
        three(t, "xsnmaddqp", "01110001000", "Multiplies VRA and VRB, adds VRT, changes the sign, of quads.");
        three(t, "xsnmaddqpo", "01110001001", "Multiplies VRA and VRB, adds VRT, changes the sign, of quads, rounding to odd.");
        three(t, "xsnmsubqp", "01111001000", "Multiplies VRA and VRB, subtracts VRT, changes the sign, of quads.");
        three(t, "xsnmsubqpo", "01111001001", "Multiplies VRA and VRB, subtracts VRT, changes the sign, of quads, rounding to odd.");
        three(t, "xssubqp", "10000001000", "Subtracts quads.");
        three(t, "xssubqpo", "10000001001", "Subtracts quads, rounding to odd.");
    }

    private static void addTwo(Rows t) {
        two(t, "xsabsqp", "00000", "11001001000", "Takes the magnitude of a quad.");
        two(t, "xscvdpqp", "10110", "11010001000", "Turns a double into a quad.");
        two(t, "xscvqpdp", "10100", "11010001000", "Turns a quad into a double.");
        two(t, "xscvqpswz", "01001", "11010001000", "Turns a quad into a word with a sign.");
        two(t, "xscvqpudz", "10001", "11010001000", "Turns a quad into a doubleword without a sign.");
        two(t, "xscvqpuqz", "00000", "11010001000", "Turns a quad into a quadword without a sign.");
        two(t, "xscvsdqp", "01010", "11010001000", "Turns a doubleword with a sign into a quad.");
        two(t, "xscvqpdpo", "10100", "11010001001", "Turns a quad into a double, rounding to odd.");
        two(t, "xscvqpsdz", "11001", "11010001000", "Turns a quad into a doubleword with a sign.");
        two(t, "xscvqpsqz", "01000", "11010001000", "Turns a quad into a quadword with a sign.");
        two(t, "xscvqpuwz", "00001", "11010001000", "Turns a quad into a word without a sign.");
        two(t, "xscvsqqp", "01011", "11010001000", "Turns a quadword with a sign into a quad.");
        two(t, "xscvudqp", "00010", "11010001000", "Turns a doubleword without a sign into a quad.");
        two(t, "xscvuqqp", "00011", "11010001000", "Turns a quadword without a sign into a quad.");
        two(t, "xsnabsqp", "01000", "11001001000", "Takes the negative magnitude of a quad.");
        two(t, "xsxexpqp", "00010", "11001001000", "Takes the exponent of a quad.");
        two(t, "xsnegqp", "10000", "11001001000", "Changes the sign of a quad.");
        two(t, "xssqrtqp", "11011", "11001001000", "Takes the square root of a quad.");
        two(t, "xssqrtqpo", "11011", "11001001001", "Takes the square root of a quad, rounding to odd.");
        two(t, "xsxsigqp", "10010", "11001001000", "Takes the significand of a quad.");
    }

    private static void addCompare(Rows t) {
        compare(t, "xscmpexpqp", "00", "00101001000", "Compares the exponents of quads.");
        compare(t, "xscmpoqp", "00", "00100001000", "Compares, and tells of every NaN, quads.");
        compare(t, "xscmpuqp", "00", "10100001000", "Compares quads.");
    }

    private static void addUimVrtVrbN(Rows t) {
        rounding(t, "xsrqpi", "000001010", "Rounds a quad to a whole number.");
        rounding(t, "xsrqpix", "000001011", "Rounds a quad to a whole number, and tells if that is not exact.");
        rounding(t, "xsrqpxp", "001001010", "Rounds a quad to the precision of a double-extended.");
    }

    private static void addRest(Rows t) {
        t.row("xststdcqp", "111111 BF:3 UIM:7 VRB:5 10110001000", "xststdcqp BF,VRB,UIM",
              "Tests the class of a quad.");
    }

    private static void three(Rows t, String name, String xo, String meaning) {
        t.row(name, "111111 VRT:5 VRA:5 VRB:5 " + xo, name + " VRT,VRA,VRB", meaning);
    }

    private static void two(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "111111 VRT:5 " + sub + " VRB:5 " + xo, name + " VRT,VRB", meaning);
    }

    private static void compare(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "111111 BF:3 " + sub + " VRA:5 VRB:5 " + xo, name + " BF,VRA,VRB", meaning);
    }

    private static void rounding(Rows t, String name, String xo, String meaning) {
        t.row(name, "111111 VRT:5 unused~0000 UIM VRB:5 n:2 " + xo, name + " UIM,VRT,VRB,n", meaning);
    }
    // spotless:on
}
