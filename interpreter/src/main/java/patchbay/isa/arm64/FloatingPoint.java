package patchbay.isa.arm64;

import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Floating-point instructions on single numbers: bits 28:24 are 11110 or 11111, bit 30 is 0. {@code
 * ftype} says how wide they are: 00 single, 01 double, 11 half.
 */
final class FloatingPoint {
    // spotless:off
    private FloatingPoint() {}

    private static final Row.Clause NO_TYPE = except("ftype=10");

    static void add(Rows t) {
        oneSource(t, "fmov", "000000", "Copies a number.");
        oneSource(t, "fabs", "000001", "Takes the absolute value.");
        oneSource(t, "fneg", "000010", "Takes the negative.");
        oneSource(t, "fsqrt", "000011", "Takes the square root.");
        oneSource(t, "frintn", "001000", "Rounds to an integer, to the nearest, ties to even.");
        oneSource(t, "frintp", "001001", "Rounds to an integer, upwards.");
        oneSource(t, "frintm", "001010", "Rounds to an integer, downwards.");
        oneSource(t, "frintz", "001011", "Rounds to an integer, towards zero.");
        oneSource(t, "frinta", "001100", "Rounds to an integer, to the nearest, ties away.");
        oneSource(t, "frintx", "001110", "Rounds to an integer, exactly or with an exception.");
        oneSource(t, "frinti", "001111", "Rounds to an integer as FPCR says.");
        convert(t, "s", "00", "d", "01");
        convert(t, "s", "00", "h", "11");
        convert(t, "d", "01", "s", "00");
        convert(t, "d", "01", "h", "11");
        convert(t, "h", "11", "s", "00");
        convert(t, "h", "11", "d", "01");

        twoSources(t, "fmul", "0000", "Multiplies.");
        twoSources(t, "fdiv", "0001", "Divides.");
        twoSources(t, "fadd", "0010", "Adds.");
        twoSources(t, "fsub", "0011", "Subtracts.");
        twoSources(t, "fmax", "0100", "Takes the greater; a NaN wins.");
        twoSources(t, "fmin", "0101", "Takes the lesser; a NaN wins.");
        twoSources(t, "fmaxnm", "0110", "Takes the greater; a number wins over a NaN.");
        twoSources(t, "fminnm", "0111", "Takes the lesser; a number wins over a NaN.");
        twoSources(t, "fnmul", "1000", "Multiplies and takes the negative.");
        threeSources(t, "fmadd", "o1=0", "o0=0", "Multiplies and adds Ra.");
        threeSources(t, "fmsub", "o1=0", "o0=1", "Subtracts a product from Ra.");
        threeSources(t, "fnmadd", "o1=1", "o0=0", "Takes the negative of a product plus Ra.");
        threeSources(t, "fnmsub", "o1=1", "o0=1", "Multiplies and subtracts Ra.");

        t.row("fcmp", "M=0 0 S=0 11110 ftype:2 1 Rm op=00 1000 Rn opcode2=00000",
              "fcmp Fn, Fm", "Compares two numbers.", NO_TYPE);
        t.row("fcmp.zero", "M=0 0 S=0 11110 ftype:2 1 Rm~00000 op=00 1000 Rn opcode2=01000",
              "fcmp Fn, #0.0", "Compares a number with zero.", NO_TYPE);
        t.row("fcmpe", "M=0 0 S=0 11110 ftype:2 1 Rm op=00 1000 Rn opcode2=10000",
              "fcmpe Fn, Fm", "Compares two numbers, with an exception for any NaN.", NO_TYPE);
        t.row("fcmpe.zero", "M=0 0 S=0 11110 ftype:2 1 Rm~00000 op=00 1000 Rn opcode2=11000",
              "fcmpe Fn, #0.0", "Compares a number with zero, with an exception for any NaN.", NO_TYPE);
        t.row("fccmp", "M=0 0 S=0 11110 ftype:2 1 Rm cond:4 01 Rn op=0 nzcv:4",
              "fccmp Fn, Fm, #nzcv, cond.cond", "Compares if the condition holds, else sets the flags as said.",
              NO_TYPE);
        t.row("fccmpe", "M=0 0 S=0 11110 ftype:2 1 Rm cond:4 01 Rn op=1 nzcv:4",
              "fccmpe Fn, Fm, #nzcv, cond.cond",
              "Compares if the condition holds, else sets the flags as said, with an exception for any NaN.",
              NO_TYPE);
        t.row("fcsel", "M=0 0 S=0 11110 ftype:2 1 Rm cond:4 11 Rn Rd",
              "fcsel Fd, Fn, Fm, cond.cond", "Takes Fn if the condition holds, else Fm.", NO_TYPE);
        t.row("fmov.immediate", "M=0 0 S=0 11110 ftype:2 1 imm8 100 imm5=00000 Rd",
              "fmov Fd, #imm8.float", "Sets a number to one of 256 constants.", NO_TYPE);

        integers(t);
    }

    private static void oneSource(Rows t, String name, String opcode, String meaning) {
        t.row(name, "M=0 0 S=0 11110 ftype:2 1 opcode=" + opcode + " 10000 Rn Rd", name + " Fd, Fn", meaning, NO_TYPE);
    }

    private static void convert(Rows t, String from, String ftype, String to, String opc) {
        t.row("fcvt." + from + to, "M=0 0 S=0 11110 ftype=" + ftype + " 1 0001 opc=" + opc + " 10000 Rn Rd",
              "fcvt " + register(to, "d") + ", " + register(from, "n"), "Converts to another width.");
    }

    private static String register(String letter, String field) {
        return switch (letter) {
            case "s" -> "S" + field;
            case "d" -> "D" + field;
            default -> "H" + field;
        };
    }

    private static void twoSources(Rows t, String name, String opcode, String meaning) {
        t.row(name, "M=0 0 S=0 11110 ftype:2 1 Rm opcode=" + opcode + " 10 Rn Rd", name + " Fd, Fn, Fm", meaning, NO_TYPE);
    }

    private static void threeSources(Rows t, String name, String o1, String o0, String meaning) {
        t.row(name, "M=0 0 S=0 11111 ftype:2 " + o1 + " Rm " + o0 + " Ra Rn Rd", name + " Fd, Fn, Fm, Fa", meaning, NO_TYPE);
    }

    /** To and from integers in general registers. */
    private static void integers(Rows t) {
        String[] modes = {"n", "p", "m", "z"};
        String[] numbers = {"00", "01", "10", "11"};
        String[] ways = {"to the nearest, ties to even", "upwards", "downwards", "towards zero"};
        for (int i = 0; i < 4; i++) {
            toInteger(t, "fcvt" + modes[i] + "s", numbers[i], "000", ways[i] + ", signed.");
            toInteger(t, "fcvt" + modes[i] + "u", numbers[i], "001", ways[i] + ", unsigned.");
        }
        toInteger(t, "fcvtas", "00", "100", "to the nearest, ties away, signed.");
        toInteger(t, "fcvtau", "00", "101", "to the nearest, ties away, unsigned.");
        t.row("scvtf", "sf 0 S=0 11110 ftype:2 1 rmode=00 opcode=010 000000 Rn Rd",
              "scvtf Fd, Rn", "Converts a signed integer.", NO_TYPE);
        t.row("ucvtf", "sf 0 S=0 11110 ftype:2 1 rmode=00 opcode=011 000000 Rn Rd",
              "ucvtf Fd, Rn", "Converts an unsigned integer.", NO_TYPE);
        fixed(t, "scvtf", "rmode=00 opcode=010", "Fd, Rn", "Converts a signed fixed-point number.");
        fixed(t, "ucvtf", "rmode=00 opcode=011", "Fd, Rn", "Converts an unsigned fixed-point number.");
        fixed(t, "fcvtzs", "rmode=11 opcode=000", "Rd, Fn", "Converts to a fixed-point number, towards zero, signed.");
        fixed(t, "fcvtzu", "rmode=11 opcode=001", "Rd, Fn", "Converts to a fixed-point number, towards zero, unsigned.");
        String copy = "Copies the bits of a number to a general register.";
        String back = "Copies the bits of a general register to a number.";
        t.row("fmov.ws", "sf=0 0 S=0 11110 ftype=00 1 rmode=00 opcode=110 000000 Rn Rd", "fmov Wd, Sn", copy);
        t.row("fmov.sw", "sf=0 0 S=0 11110 ftype=00 1 rmode=00 opcode=111 000000 Rn Rd", "fmov Sd, Wn", back);
        t.row("fmov.wh", "sf=0 0 S=0 11110 ftype=11 1 rmode=00 opcode=110 000000 Rn Rd", "fmov Wd, Hn", copy);
        t.row("fmov.hw", "sf=0 0 S=0 11110 ftype=11 1 rmode=00 opcode=111 000000 Rn Rd", "fmov Hd, Wn", back);
        t.row("fmov.xh", "sf=1 0 S=0 11110 ftype=11 1 rmode=00 opcode=110 000000 Rn Rd", "fmov Xd, Hn", copy);
        t.row("fmov.hx", "sf=1 0 S=0 11110 ftype=11 1 rmode=00 opcode=111 000000 Rn Rd", "fmov Hd, Xn", back);
        t.row("fmov.xd", "sf=1 0 S=0 11110 ftype=01 1 rmode=00 opcode=110 000000 Rn Rd", "fmov Xd, Dn", copy);
        t.row("fmov.dx", "sf=1 0 S=0 11110 ftype=01 1 rmode=00 opcode=111 000000 Rn Rd", "fmov Dd, Xn", back);
    }

    private static void fixed(Rows t, String name, String way, String operands, String meaning) {
        t.row(name + ".fixed", "sf 0 S=0 11110 ftype:2 0 " + way + " scale:6 Rn Rd",
              name + " " + operands + ", #scale.fbits", meaning, NO_TYPE, except("sf=0 scale=0xxxxx"));
    }

    private static void toInteger(Rows t, String name, String rmode, String opcode, String way) {
        t.row(name, "sf 0 S=0 11110 ftype:2 1 rmode=" + rmode + " opcode=" + opcode + " 000000 Rn Rd",
              name + " Rd, Fn", "Converts to an integer, " + way, NO_TYPE);
    }
    // spotless:on
}
