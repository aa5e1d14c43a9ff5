package patchbay.isa.ppc64;

import patchbay.isa.Rows;

/**
 * Floating point: loads and stores with a displacement, primary opcodes 48 to 55; singles, primary
 * opcode 59; doubles, and the status register, primary opcode 63.
 */
final class FloatingPoint {
    // spotless:off
    private FloatingPoint() {}

    static void add(Rows t) {
        addTwo(t);
        addMultiplyAdd(t);
        addMultiplyAdd2(t);
        addThree(t);
        addCompare(t);
        addRest(t);
        own(t);
    }

    private static void own(Rows t) {
        storage(t, "lfs", "FRT", "110000", "110001", "Loads a single.");
        storage(t, "lfd", "FRT", "110010", "110011", "Loads a double.");
        storage(t, "stfs", "FRS", "110100", "110101", "Stores a single.");
        storage(t, "stfd", "FRS", "110110", "110111", "Stores a double.");
        status(t);
    }

    private static void storage(
            Rows t, String name, String register, String opcode, String updating, String meaning) {
        t.row(name, opcode + " " + register + ":5 RA D:16", name + " " + register + ",D.signed(RA|0)", meaning);
        t.row(name + "u", updating + " " + register + ":5 RA D:16", name + "u " + register + ",D.signed(RA)",
              LoadsStores.updating(meaning), LoadsStores.UPDATED_STORE);
    }

    private static void status(Rows t) {
        t.row("mffs", "111111 FRT:5 00000 00000 1001000111 Rc:1", "mffs<Rc> FRT", "Reads the status.");
        t.row("mffsce", "111111 FRT:5 00001 00000 1001000111 0", "mffsce FRT", "Reads the status, and clears what enables traps.");
        t.row("mffscdrn", "111111 FRT:5 10100 FRB:5 1001000111 0", "mffscdrn FRT,FRB", "Reads and sets how decimals are rounded.");
        t.row("mffscdrni", "111111 FRT:5 10101 00 DRM:3 1001000111 0", "mffscdrni FRT,DRM", "Reads and sets how decimals are rounded.");
        t.row("mffscrn", "111111 FRT:5 10110 FRB:5 1001000111 0", "mffscrn FRT,FRB", "Reads and sets how is rounded.");
        t.row("mffscrni", "111111 FRT:5 10111 000 RM:2 1001000111 0", "mffscrni FRT,RM", "Reads and sets how is rounded.");
        t.row("mffsl", "111111 FRT:5 11000 00000 1001000111 0", "mffsl FRT", "Reads the modes and non-sticky bits of the status.");
        t.row("mtfsf", "111111 L FLM:8 W FRB:5 1011000111 Rc:1", "mtfsf<Rc> FLM,FRB{,L{,W}}", "Writes fields of the status.");
        t.row("mtfsfi", "111111 F:3 000000 W U:4 0 0010000110 Rc:1", "mtfsfi<Rc> F,U{,W}", "Writes a number to a field of the status.");
        t.row("mtfsb0", "111111 bit:5 00000 00000 0001000110 Rc:1", "mtfsb0<Rc> bit", "Clears a bit of the status.");
        t.row("mtfsb1", "111111 bit:5 00000 00000 0000100110 Rc:1", "mtfsb1<Rc> bit", "Sets a bit of the status.");
        t.row("mcrfs", "111111 BF:3 00 BFA:3 00 00000 0001000000 0", "mcrfs BF,BFA", "Moves a field of the status to the condition register.");
    }

    private static void addTwo(Rows t) {
        two(t, "fabs", "00000", "0100001000", "Takes the magnitude.");
        two(t, "fcfid", "00000", "1101001110", "Turns a doubleword into a double.");
        two(t, "fcfidu", "00000", "1111001110", "Turns a doubleword without a sign into a double.");
        two(t, "fctid", "00000", "1100101110", "Turns a double into a doubleword.");
        two(t, "fctidu", "00000", "1110101110", "Turns a double into a doubleword without a sign.");
        two(t, "fctiduz", "00000", "1110101111", "Turns a double into a doubleword without a sign, rounded towards 0.");
        two(t, "fctidz", "00000", "1100101111", "Turns a double into a doubleword, rounded towards 0.");
        two(t, "fctiw", "00000", "0000001110", "Turns a double into a word.");
        two(t, "fctiwu", "00000", "0010001110", "Turns a double into a word without a sign.");
        two(t, "fctiwuz", "00000", "0010001111", "Turns a double into a word without a sign, rounded towards 0.");
        two(t, "fctiwz", "00000", "0000001111", "Turns a double into a word, rounded towards 0.");
        two(t, "fmr", "00000", "0001001000", "Copies.");
        two(t, "fnabs", "00000", "0010001000", "Takes the negative magnitude.");
        two(t, "fneg", "00000", "0000101000", "Changes the sign.");
        two(t, "fre", "00000", "0000011000", "Estimates the reciprocal.");
        two(t, "frim", "00000", "0111101000", "Rounds down to a whole number.");
        two(t, "frin", "00000", "0110001000", "Rounds to the nearest whole number.");
        two(t, "frip", "00000", "0111001000", "Rounds up to a whole number.");
        two(t, "friz", "00000", "0110101000", "Rounds to a whole number towards 0.");
        two(t, "frsp", "00000", "0000001100", "Rounds to a single.");
        two(t, "frsqrte", "00000", "0000011010", "Estimates the reciprocal square root.");
        two(t, "fsqrt", "00000", "0000010110", "Takes the square root.");
    }

    private static void addMultiplyAdd(Rows t) {
        multiplyAdd(t, "fmadd", "11101", "Multiplies FRA and FRC and adds FRB.");
        multiplyAdd(t, "fmsub", "11100", "Multiplies FRA and FRC and subtracts FRB.");
        multiplyAdd(t, "fnmadd", "11111", "Multiplies FRA and FRC and adds FRB, changes the sign.");
        multiplyAdd(t, "fnmsub", "11110", "Multiplies FRA and FRC and subtracts FRB, changes the sign.");
        multiplyAdd(t, "fsel", "10111", "Takes FRC if FRA is at least 0, else FRB.");
    }

    private static void addMultiplyAdd2(Rows t) {
        multiplyAdd2(t, "fmadds", "11101", "Multiplies FRA and FRC and adds FRB, as singles.");
        multiplyAdd2(t, "fmsubs", "11100", "Multiplies FRA and FRC and subtracts FRB, as singles.");
        multiplyAdd2(t, "fnmadds", "11111", "Multiplies FRA and FRC and adds FRB, changes the sign, as singles.");
        multiplyAdd2(t, "fnmsubs", "11110", "Multiplies FRA and FRC and subtracts FRB, changes the sign, as singles.");
    }

    private static void addThree(Rows t) {
        three(t, "fadd", "0000010101", "Adds.");
        three(t, "fcpsgn", "0000001000", "Takes FRB with the sign of FRA.");
        three(t, "fdiv", "0000010010", "Divides.");
        three(t, "fsub", "0000010100", "Subtracts.");
    }

    private static void addCompare(Rows t) {
        compare(t, "fcmpo", "00", "00001000000", "Compares, and tells of every NaN.");
        compare(t, "fcmpu", "00", "00000000000", "Compares.");
        compare(t, "ftdiv", "00", "00100000000", "Tells whether a division needs care.");
    }

    private static void addRest(Rows t) {
        t.row("fmrgew", "111111 FRT:5 FRA:5 FRB:5 11110001100", "fmrgew FRT,FRA,FRB",
              "Merges the upper words.");
        t.row("fmrgow", "111111 FRT:5 FRA:5 FRB:5 11010001100", "fmrgow FRT,FRA,FRB",
              "Merges the lower words.");
        t.row("fmuls", "111011 FRT:5 FRA:5 00000 FRC:5 11001 Rc:1", "fmuls<Rc> FRT,FRA,FRC",
              "Multiplies, as singles.");
        t.row("ftsqrt", "111111 BF:3 0000000 FRB:5 00101000000", "ftsqrt BF,FRB",
              "Tells whether a square root needs care.");
        t.row("fmul", "111111 FRT:5 FRA:5 00000 FRC:5 11001 Rc:1", "fmul<Rc> FRT,FRA,FRC",
              "Multiplies.");
    }

    private static void two(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "111111 FRT:5 " + sub + " FRB:5 " + xo + " Rc:1", name + "<Rc> FRT,FRB", meaning);
    }

    private static void multiplyAdd(Rows t, String name, String xo, String meaning) {
        t.row(name, "111111 FRT:5 FRA:5 FRB:5 FRC:5 " + xo + " Rc:1", name + "<Rc> FRT,FRA,FRC,FRB", meaning);
    }

    private static void multiplyAdd2(Rows t, String name, String xo, String meaning) {
        t.row(name, "111011 FRT:5 FRA:5 FRB:5 FRC:5 " + xo + " Rc:1", name + "<Rc> FRT,FRA,FRC,FRB", meaning);
    }

    private static void three(Rows t, String name, String xo, String meaning) {
        t.row(name, "111111 FRT:5 FRA:5 FRB:5 " + xo + " Rc:1", name + "<Rc> FRT,FRA,FRB", meaning);
    }

    private static void compare(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "111111 BF:3 " + sub + " FRA:5 FRB:5 " + xo, name + " BF,FRA,FRB", meaning);
    }
    // spotless:on
}
