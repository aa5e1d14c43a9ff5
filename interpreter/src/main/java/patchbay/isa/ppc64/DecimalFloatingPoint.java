package patchbay.isa.ppc64;

import patchbay.isa.Rows;

/**
 * Decimal floating point, in floating-point registers, the long form (a q at the end) in an even
 * one and the next: primary opcodes 59 and 63.
 */
final class DecimalFloatingPoint {
    // spotless:off
    private DecimalFloatingPoint() {}

    static void add(Rows t) {
        addThree(t);
        addTwo(t);
        addCompare(t);
        addTwo2(t);
        addThreePairsRecorded(t);
        addComparePairs(t);
        addRest(t);
    }

    private static void addThree(Rows t) {
        three(t, "dadd", "0000000010", "Adds.");
        three(t, "ddiv", "1000100010", "Divides.");
        three(t, "diex", "1101100010", "Inserts an exponent.");
        three(t, "dmul", "0000100010", "Multiplies.");
        three(t, "dsub", "1000000010", "Subtracts.");
        three(t, "fadds", "0000010101", "Adds, as singles.");
        three(t, "fdivs", "0000010010", "Divides, as singles.");
        three(t, "fsubs", "0000010100", "Subtracts, as singles.");
    }

    private static void addTwo(Rows t) {
        two(t, "dcffix", "00000", "1100100010", "Turns a doubleword into a decimal.");
        two(t, "fcfids", "00000", "1101001110", "Turns a doubleword into a single.");
        two(t, "fcfidus", "00000", "1111001110", "Turns a doubleword without a sign into a single.");
        two(t, "fres", "00000", "0000011000", "Estimates the reciprocal of a single.");
        two(t, "frsqrtes", "00000", "0000011010", "Estimates the reciprocal square root of a single.");
        two(t, "fsqrts", "00000", "0000010110", "Takes the square root, as singles.");
    }

    private static void addCompare(Rows t) {
        compare(t, "dcmpo", "00100000100", "Compares, and tells of every NaN.");
        compare(t, "dcmpu", "10100000100", "Compares.");
        compare(t, "dtstex", "00101000100", "Compares the exponents.");
        compare(t, "dtstsf", "10101000100", "Compares the number of significant digits.");
    }

    private static void addTwo2(Rows t) {
        two2(t, "dctdp", "0100000010", "Turns a short decimal into a long one.");
        two2(t, "dctfix", "0100100010", "Turns a decimal into a doubleword.");
        two2(t, "drsp", "1100000010", "Rounds a long decimal to a short one.");
        two2(t, "dxex", "0101100010", "Takes the exponent.");
    }

    private static void addThreePairsRecorded(Rows t) {
        threePairsRecorded(t, "daddq", "0", "0000000010", "Adds.");
        threePairsRecorded(t, "ddivq", "0", "1000100010", "Divides.");
        threePairsRecorded(t, "dmulq", "0", "0000100010", "Multiplies.");
        threePairsRecorded(t, "dsubq", "0", "1000000010", "Subtracts.");
    }

    private static void addComparePairs(Rows t) {
        comparePairs(t, "dcmpoq", "00100000100", "Compares, and tells of every NaN.");
        comparePairs(t, "dcmpuq", "10100000100", "Compares.");
        comparePairs(t, "dtstexq", "00101000100", "Compares the exponents.");
    }

    private static void addRest(Rows t) {
        t.row("dtstdc", "111011 BF:3 unused~00 FRA:5 UIM:6 0110000100", "dtstdc BF,FRA,UIM",
              "Tests the class.");
        t.row("dtstdg", "111011 BF:3 unused~00 FRA:5 UIM:6 0111000100", "dtstdg BF,FRA,UIM",
              "Tests the group.");
        t.row("dqua", "111011 FRT:5 FRA:5 FRB:5 UIM:2 00000011 Rc:1", "dqua<Rc> FRT,FRA,FRB,UIM",
              "Gives a number the exponent of another.");
        t.row("drrnd", "111011 FRT:5 FRA:5 FRB:5 UIM:2 00100011 Rc:1", "drrnd<Rc> FRT,FRA,FRB,UIM",
              "Rounds to so many digits.");
        t.row("dscli", "111011 FRT:5 FRA:5 UIM:6 001000010 Rc:1", "dscli<Rc> FRT,FRA,UIM",
              "Shifts the digits left.");
        t.row("dscri", "111011 FRT:5 FRA:5 UIM:6 001100010 Rc:1", "dscri<Rc> FRT,FRA,UIM",
              "Shifts the digits right.");
        t.row("drintn", "111011 FRT:5 unused~0000 UIM FRB:5 n:2 11100011 Rc:1", "drintn<Rc> UIM,FRT,FRB,n",
              "Rounds to a whole number.");
        t.row("drintx", "111011 FRT:5 unused~0000 UIM FRB:5 n:2 01100011 Rc:1", "drintx<Rc> UIM,FRT,FRB,n",
              "Rounds to a whole number, and tells if that is not exact.");
        t.row("dtstdcq", "111111 BF:3 unused~00 FRAp:4 unused~0 UIM:6 0110000100", "dtstdcq BF,FRAp,UIM",
              "Tests the class.");
        t.row("dtstdgq", "111111 BF:3 unused~00 FRAp:4 unused~0 UIM:6 0111000100", "dtstdgq BF,FRAp,UIM",
              "Tests the group.");
        t.row("dctfixq", "111111 FRT:5 unused~00000 FRBp:4 unused~0 0100100010 Rc:1", "dctfixq<Rc> FRT,FRBp",
              "Turns a decimal into a doubleword.");
        t.row("dxexq", "111111 FRT:5 unused~00000 FRBp:4 unused~0 0101100010 Rc:1", "dxexq<Rc> FRT,FRBp",
              "Takes the exponent.");
        t.row("dscliq", "111111 FRTp:4 0 FRAp:4 unused~0 UIM:6 001000010 Rc:1", "dscliq<Rc> FRTp,FRAp,UIM",
              "Shifts the digits left.");
        t.row("dscriq", "111111 FRTp:4 0 FRAp:4 unused~0 UIM:6 001100010 Rc:1", "dscriq<Rc> FRTp,FRAp,UIM",
              "Shifts the digits right.");
        t.row("drintnq", "111111 FRTp:4 0 unused~0000 UIM FRBp:4 unused~0 n:2 11100011 Rc:1", "drintnq<Rc> UIM,FRTp,FRBp,n",
              "Rounds to a whole number.");
        t.row("drintxq", "111111 FRTp:4 0 unused~0000 UIM FRBp:4 unused~0 n:2 01100011 Rc:1", "drintxq<Rc> UIM,FRTp,FRBp,n",
              "Rounds to a whole number, and tells if that is not exact.");
        t.row("dcffixq", "111111 FRTp:4 0 unused~00000 FRB:5 1100100010 Rc:1", "dcffixq<Rc> FRTp,FRB",
              "Turns a doubleword into a decimal.");
        t.row("dctqpq", "111111 FRTp:4 0 unused~00000 FRB:5 0100000010 Rc:1", "dctqpq<Rc> FRTp,FRB",
              "Turns a long decimal into an extended one.");
        t.row("dtstsfi", "111011 BF:3 0 UIM:6 FRB:5 10101000110", "dtstsfi BF,UIM,FRB",
              "Compares the number of significant digits with UIM.");
        t.row("dquai", "111011 FRT:5 SIM:5 FRB:5 UIM:2 01000011 Rc:1", "dquai<Rc> SIM.signed,FRT,FRB,UIM",
              "Gives a number an exponent.");
        t.row("denbcd", "111011 FRT:5 UIM unused~0000 FRB:5 1101000010 Rc:1", "denbcd<Rc> UIM,FRT,FRB",
              "Turns digits into declets.");
        t.row("ddedpd", "111011 FRT:5 UIM:2 unused~000 FRB:5 0101000010 Rc:1", "ddedpd<Rc> UIM,FRT,FRB",
              "Turns declets into digits.");
        t.row("dtstsfiq", "111111 BF:3 0 UIM:6 FRBp:4 unused~0 10101000110", "dtstsfiq BF,UIM,FRBp",
              "Compares the number of significant digits with UIM.");
        t.row("dtstsfq", "111111 BF:3 unused~00 FRA:5 FRBp:4 unused~0 10101000100", "dtstsfq BF,FRA,FRBp",
              "Compares the number of significant digits.");
        t.row("diexq", "111111 FRTp:4 0 FRA:5 FRBp:4 unused~0 1101100010 Rc:1", "diexq<Rc> FRTp,FRA,FRBp",
              "Inserts an exponent.");
        t.row("drrndq", "111111 FRTp:4 0 FRA:5 FRBp:4 unused~0 UIM:2 00100011 Rc:1", "drrndq<Rc> FRTp,FRA,FRBp,UIM",
              "Rounds to so many digits.");
        t.row("dquaq", "111111 FRTp:4 0 FRAp:4 unused~0 FRBp:4 unused~0 UIM:2 00000011 Rc:1", "dquaq<Rc> FRTp,FRAp,FRBp,UIM",
              "Gives a number the exponent of another.");
        t.row("dquaiq", "111111 FRTp:4 0 SIM:5 FRBp:4 unused~0 UIM:2 01000011 Rc:1", "dquaiq<Rc> SIM.signed,FRTp,FRBp,UIM",
              "Gives a number an exponent.");
        t.row("denbcdq", "111111 FRTp:4 0 UIM unused~0000 FRBp:4 unused~0 1101000010 Rc:1", "denbcdq<Rc> UIM,FRTp,FRBp",
              "Turns digits into declets.");
        t.row("ddedpdq", "111111 FRTp:4 0 UIM:2 unused~000 FRBp:4 unused~0 0101000010 Rc:1", "ddedpdq<Rc> UIM,FRTp,FRBp",
              "Turns declets into digits.");
        t.row("drdpq", "111111 FRTp:4 0 unused~00000 FRBp:4 unused~0 1100000010 Rc:1", "drdpq<Rc> FRTp,FRBp",
              "Rounds an extended decimal to a long one.");
        t.row("dctfixqq", "111111 VRT:5 00001 FRBp:4 unused~0 11111000100", "dctfixqq VRT,FRBp",
              "Turns an extended decimal into a quadword.");
        t.row("dcffixqq", "111111 FRTp:4 unused~0 00000 VRB:5 11111000100", "dcffixqq FRTp,VRB",
              "Turns a quadword into an extended decimal.");
    }

    private static void three(Rows t, String name, String xo, String meaning) {
        t.row(name, "111011 FRT:5 FRA:5 FRB:5 " + xo + " Rc:1", name + "<Rc> FRT,FRA,FRB", meaning);
    }

    private static void two(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "111011 FRT:5 " + sub + " FRB:5 " + xo + " Rc:1", name + "<Rc> FRT,FRB", meaning);
    }

    private static void compare(Rows t, String name, String xo, String meaning) {
        t.row(name, "111011 BF:3 unused~00 FRA:5 FRB:5 " + xo, name + " BF,FRA,FRB", meaning);
    }

    private static void two2(Rows t, String name, String xo, String meaning) {
        t.row(name, "111011 FRT:5 unused~00000 FRB:5 " + xo + " Rc:1", name + "<Rc> FRT,FRB", meaning);
    }

    private static void threePairsRecorded(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "111111 FRTp:4 " + sub + " FRAp:4 unused~0 FRBp:4 unused~0 " + xo + " Rc:1", name + "<Rc> FRTp,FRAp,FRBp", meaning);
    }

    private static void comparePairs(Rows t, String name, String xo, String meaning) {
        t.row(name, "111111 BF:3 unused~00 FRAp:4 unused~0 FRBp:4 unused~0 " + xo, name + " BF,FRAp,FRBp", meaning);
    }
    // spotless:on
}
