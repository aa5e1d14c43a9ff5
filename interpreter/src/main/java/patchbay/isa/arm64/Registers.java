package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Data processing with registers: bits 27:25 are 101.
 *
 * <p>The second operand of add, sub and of the logical instructions can be shifted; that of add and
 * sub can instead be the low part of a register, extended, and only then may the others be the
 * stack pointer. Comparing is subtracting into the zero register, moving is or-ing with it.
 */
final class Registers {
    // spotless:off
    private Registers() {}

    private static final Row.Clause LONG_SHIFT = except("sf=0 imm6=1xxxxx");
    private static final Row.Clause NO_ROTATION = except("shift=11 | sf=0 imm6=1xxxxx");
    private static final Row.Clause EXTENDED_TOO_FAR = except("imm3=101 | imm3=11x");

    static void add(Rows t) {
        logical(t);
        addSubtract(t);
        withCarry(t);
        conditional(t);
        oneSource(t);
        twoSources(t);
        threeSources(t);
        flags(t);
    }

    private static void logical(Rows t) {
        String operands = " Rd, Rn, Rm{, shift:imm6.shift}";
        t.row("and.shifted", "sf opc=00 01010 shift:2 N=0 Rm imm6 Rn Rd",
              "and" + operands, "Takes the bits that both have.",
              LONG_SHIFT);
        t.row("bic.shifted", "sf opc=00 01010 shift:2 N=1 Rm imm6 Rn Rd",
              "bic" + operands, "Takes the bits of Rn that Rm has not.",
              LONG_SHIFT);
        t.row("orr.shifted", "sf opc=01 01010 shift:2 N=0 Rm imm6 Rn Rd",
              "orr" + operands, "Takes the bits that either has.",
              LONG_SHIFT,
              alias("mov Rd, Rm", "shift=0 imm6=0 Rn=31"),
              also("uxtw Xd, Wm", "sf=0 shift=0 imm6=0 Rn=31"));
        t.row("orn.shifted", "sf opc=01 01010 shift:2 N=1 Rm imm6 Rn Rd",
              "orn" + operands, "Takes the bits that Rn has or Rm has not.",
              LONG_SHIFT,
              alias("mvn Rd, Rm{, shift:imm6.shift}", "Rn=31"));
        t.row("eor.shifted", "sf opc=10 01010 shift:2 N=0 Rm imm6 Rn Rd",
              "eor" + operands, "Takes the bits that only one has.",
              LONG_SHIFT);
        t.row("eon.shifted", "sf opc=10 01010 shift:2 N=1 Rm imm6 Rn Rd",
              "eon" + operands, "Takes the bits that both have or neither has.",
              LONG_SHIFT);
        t.row("ands.shifted", "sf opc=11 01010 shift:2 N=0 Rm imm6 Rn Rd",
              "ands" + operands, "Takes the bits that both have, and sets the flags.",
              LONG_SHIFT,
              alias("tst Rn, Rm{, shift:imm6.shift}", "Rd=31"));
        t.row("bics.shifted", "sf opc=11 01010 shift:2 N=1 Rm imm6 Rn Rd",
              "bics" + operands, "Takes the bits of Rn that Rm has not, and sets the flags.",
              LONG_SHIFT);
    }

    private static void addSubtract(Rows t) {
        t.row("add.shifted", "sf op=0 S=0 01011 shift:2 0 Rm imm6 Rn Rd",
              "add Rd, Rn, Rm{, shift:imm6.shift}", "Adds two registers.",
              NO_ROTATION);
        t.row("adds.shifted", "sf op=0 S=1 01011 shift:2 0 Rm imm6 Rn Rd",
              "adds Rd, Rn, Rm{, shift:imm6.shift}", "Adds two registers and sets the flags.",
              NO_ROTATION,
              alias("cmn Rn, Rm{, shift:imm6.shift}", "Rd=31"));
        t.row("sub.shifted", "sf op=1 S=0 01011 shift:2 0 Rm imm6 Rn Rd",
              "sub Rd, Rn, Rm{, shift:imm6.shift}", "Subtracts Rm from Rn.",
              NO_ROTATION,
              alias("neg Rd, Rm{, shift:imm6.shift}", "Rn=31"));
        t.row("subs.shifted", "sf op=1 S=1 01011 shift:2 0 Rm imm6 Rn Rd",
              "subs Rd, Rn, Rm{, shift:imm6.shift}", "Subtracts Rm from Rn and sets the flags.",
              NO_ROTATION,
              alias("cmp Rn, Rm{, shift:imm6.shift}", "Rd=31"),
              alias("negs Rd, Rm{, shift:imm6.shift}", "Rn=31"));

        t.row("add.extended", "sf op=0 S=0 01011 opt=00 1 Rm option:3 imm3 Rn Rd",
              "add Rd|SP, Rn|SP, Rm:option:imm3.extended", "Adds part of a register, extended.",
              EXTENDED_TOO_FAR);
        t.row("adds.extended", "sf op=0 S=1 01011 opt=00 1 Rm option:3 imm3 Rn Rd",
              "adds Rd, Rn|SP, Rm:option:imm3.extended",
              "Adds part of a register, extended, and sets the flags.",
              EXTENDED_TOO_FAR,
              alias("cmn Rn|SP, Rm:option:imm3.extended", "Rd=31"));
        t.row("sub.extended", "sf op=1 S=0 01011 opt=00 1 Rm option:3 imm3 Rn Rd",
              "sub Rd|SP, Rn|SP, Rm:option:imm3.extended", "Subtracts part of a register, extended.",
              EXTENDED_TOO_FAR);
        t.row("subs.extended", "sf op=1 S=1 01011 opt=00 1 Rm option:3 imm3 Rn Rd",
              "subs Rd, Rn|SP, Rm:option:imm3.extended",
              "Subtracts part of a register, extended, and sets the flags.",
              EXTENDED_TOO_FAR,
              alias("cmp Rn|SP, Rm:option:imm3.extended", "Rd=31"));
    }

    private static void withCarry(Rows t) {
        t.row("adc", "sf op=0 S=0 11010000 Rm 000000 Rn Rd",
              "adc Rd, Rn, Rm", "Adds two registers and the carry.");
        t.row("adcs", "sf op=0 S=1 11010000 Rm 000000 Rn Rd",
              "adcs Rd, Rn, Rm", "Adds two registers and the carry, and sets the flags.");
        t.row("sbc", "sf op=1 S=0 11010000 Rm 000000 Rn Rd",
              "sbc Rd, Rn, Rm", "Subtracts Rm from Rn, and one more if the carry is clear.",
              alias("ngc Rd, Rm", "Rn=31"));
        t.row("sbcs", "sf op=1 S=1 11010000 Rm 000000 Rn Rd",
              "sbcs Rd, Rn, Rm", "Subtracts Rm from Rn, and one more if the carry is clear, and sets the flags.",
              alias("ngcs Rd, Rm", "Rn=31"));
    }

    private static void conditional(Rows t) {
        compare(t, "ccmn", "op=0", "Compares Rn with the negative of ");
        compare(t, "ccmp", "op=1", "Compares Rn with ");

        t.row("csel", "sf op=0 S=0 11010100 Rm cond:4 op2=00 Rn Rd",
              "csel Rd, Rn, Rm, cond.cond", "Takes Rn if the condition holds, else Rm.");
        t.row("csinc", "sf op=0 S=0 11010100 Rm cond:4 op2=01 Rn Rd",
              "csinc Rd, Rn, Rm, cond.cond", "Takes Rn if the condition holds, else Rm plus one.",
              alias("cset Rd, cond.inverted", "Rm=31 Rn=31", "cond!=14 cond!=15"),
              alias("cinc Rd, Rn, cond.inverted", "Rm=Rn", "Rn!=31 cond!=14 cond!=15"));
        t.row("csinv", "sf op=1 S=0 11010100 Rm cond:4 op2=00 Rn Rd",
              "csinv Rd, Rn, Rm, cond.cond", "Takes Rn if the condition holds, else the inverse of Rm.",
              alias("csetm Rd, cond.inverted", "Rm=31 Rn=31", "cond!=14 cond!=15"),
              alias("cinv Rd, Rn, cond.inverted", "Rm=Rn", "Rn!=31 cond!=14 cond!=15"));
        t.row("csneg", "sf op=1 S=0 11010100 Rm cond:4 op2=01 Rn Rd",
              "csneg Rd, Rn, Rm, cond.cond", "Takes Rn if the condition holds, else the negative of Rm.",
              alias("cneg Rd, Rn, cond.inverted", "Rm=Rn", "cond!=14 cond!=15"));
    }

    private static void compare(Rows t, String name, String op, String meaning) {
        String otherwise = " if the condition holds, else sets the flags as said.";
        t.row(name + ".register", "sf " + op + " S=1 11010010 Rm cond:4 0 o2=0 Rn o3=0 nzcv:4",
              name + " Rn, Rm, #nzcv, cond.cond", meaning + "Rm" + otherwise);
        t.row(name + ".immediate", "sf " + op + " S=1 11010010 imm5 cond:4 1 o2=0 Rn o3=0 nzcv:4",
              name + " Rn, #imm5, #nzcv, cond.cond", meaning + "an immediate" + otherwise);
    }

    private static void oneSource(Rows t) {
        t.row("rbit", "sf 1 S=0 11010110 00000 000000 Rn Rd",
              "rbit Rd, Rn", "Reverses the bits.");
        t.row("rev16", "sf 1 S=0 11010110 00000 000001 Rn Rd",
              "rev16 Rd, Rn", "Reverses the bytes of each halfword.");
        t.row("rev.w", "sf=0 1 S=0 11010110 00000 000010 Rn Rd",
              "rev Wd, Wn", "Reverses the bytes of a word.");
        t.row("rev32", "sf=1 1 S=0 11010110 00000 000010 Rn Rd",
              "rev32 Xd, Xn", "Reverses the bytes of each word.");
        t.row("rev.x", "sf=1 1 S=0 11010110 00000 000011 Rn Rd",
              "rev Xd, Xn", "Reverses the bytes of a doubleword.",
              also("rev64 Xd, Xn", ""));
        t.row("clz", "sf 1 S=0 11010110 00000 000100 Rn Rd",
              "clz Rd, Rn", "Counts the zeros at the top.");
        t.row("cls", "sf 1 S=0 11010110 00000 000101 Rn Rd",
              "cls Rd, Rn", "Counts the copies of the sign below it.");

        t.row("ctz", "sf 1 S=0 11010110 00000 000110 Rn Rd",
              "ctz Rd, Rn", "Counts the zeros at the bottom.");
        t.row("cnt", "sf 1 S=0 11010110 00000 000111 Rn Rd",
              "cnt Rd, Rn", "Counts the ones.");
        t.row("abs", "sf 1 S=0 11010110 00000 001000 Rn Rd",
              "abs Rd, Rn", "Takes the absolute value.");

        String[] keys = {"ia", "ib", "da", "db"};
        for (int i = 0; i < keys.length; i++) {
            String bits = "sf=1 1 S=0 11010110 00001 00";
            String key =
                    (i < 2 ? "an instruction address with key " : "a data address with key ")
                            + (i % 2 == 0 ? "A" : "B");
            String opcode = i == 0 ? "00 " : i == 1 ? "01 " : i == 2 ? "10 " : "11 ";
            t.row("pac" + keys[i], bits + "00" + opcode + "Rn Rd",
                  "pac" + keys[i] + " Xd, Xn|SP", "Signs " + key + ", modified by Rn.");
            t.row("aut" + keys[i], bits + "01" + opcode + "Rn Rd",
                  "aut" + keys[i] + " Xd, Xn|SP", "Authenticates " + key + ", modified by Rn.");
            t.row("pac" + keys[i].charAt(0) + "z" + keys[i].charAt(1), bits + "10" + opcode + "11111 Rd",
                  "pac" + keys[i].charAt(0) + "z" + keys[i].charAt(1) + " Xd", "Signs " + key + ".");
            t.row("aut" + keys[i].charAt(0) + "z" + keys[i].charAt(1), bits + "11" + opcode + "11111 Rd",
                  "aut" + keys[i].charAt(0) + "z" + keys[i].charAt(1) + " Xd", "Authenticates " + key + ".");
        }
        t.row("xpaci", "sf=1 1 S=0 11010110 00001 010000 11111 Rd",
              "xpaci Xd", "Strips the signature of an instruction address.");
        t.row("xpacd", "sf=1 1 S=0 11010110 00001 010001 11111 Rd",
              "xpacd Xd", "Strips the signature of a data address.");
    }

    private static void twoSources(Rows t) {
        t.row("udiv", "sf 0 S=0 11010110 Rm 000010 Rn Rd",
              "udiv Rd, Rn, Rm", "Divides, unsigned; by zero gives zero.");
        t.row("sdiv", "sf 0 S=0 11010110 Rm 000011 Rn Rd",
              "sdiv Rd, Rn, Rm", "Divides, signed, towards zero; by zero gives zero.");
        shift(t, "lsl", "op2=00", "Shifts left by a register.");
        shift(t, "lsr", "op2=01", "Shifts right by a register, with zeros.");
        shift(t, "asr", "op2=10", "Shifts right by a register, with the sign.");
        shift(t, "ror", "op2=11", "Rotates right by a register.");
        t.row("smax.register", "sf 0 S=0 11010110 Rm 011000 Rn Rd",
              "smax Rd, Rn, Rm", "Takes the greater, signed.");
        t.row("umax.register", "sf 0 S=0 11010110 Rm 011001 Rn Rd",
              "umax Rd, Rn, Rm", "Takes the greater, unsigned.");
        t.row("smin.register", "sf 0 S=0 11010110 Rm 011010 Rn Rd",
              "smin Rd, Rn, Rm", "Takes the lesser, signed.");
        t.row("umin.register", "sf 0 S=0 11010110 Rm 011011 Rn Rd",
              "umin Rd, Rn, Rm", "Takes the lesser, unsigned.");
        t.row("pacga", "sf=1 0 S=0 11010110 Rm 001100 Rn Rd",
              "pacga Xd, Xn, Xm|SP", "Signs any value, with the generic key.");
        for (int c = 0; c < 2; c++) {
            String name = c == 0 ? "crc32" : "crc32c";
            String polynomial = c == 0 ? "polynomial 0x04c11db7." : "polynomial 0x1edc6f41.";
            String head = " 0 S=0 11010110 Rm 010 C=" + c;
            t.row(name + "b", "sf=0" + head + " sz=00 Rn Rd",
                  name + "b Wd, Wn, Wm", "Adds a byte to a checksum of " + polynomial);
            t.row(name + "h", "sf=0" + head + " sz=01 Rn Rd",
                  name + "h Wd, Wn, Wm", "Adds a halfword to a checksum of " + polynomial);
            t.row(name + "w", "sf=0" + head + " sz=10 Rn Rd",
                  name + "w Wd, Wn, Wm", "Adds a word to a checksum of " + polynomial);
            t.row(name + "x", "sf=1" + head + " sz=11 Rn Rd",
                  name + "x Wd, Wn, Xm", "Adds a doubleword to a checksum of " + polynomial);
        }
        t.row("subp", "sf=1 0 S=0 11010110 Rm 000000 Rn Rd",
              "subp Xd, Xn|SP, Xm|SP", "Subtracts addresses without their tags.");
        t.row("subps", "sf=1 0 S=1 11010110 Rm 000000 Rn Rd",
              "subps Xd, Xn|SP, Xm|SP", "Subtracts addresses without their tags and sets the flags.",
              alias("cmpp Xn|SP, Xm|SP", "Rd=31"));
        t.row("irg", "sf=1 0 S=0 11010110 Rm 000100 Rn Rd",
              "irg Xd|SP, Xn|SP{, Xm=31}", "Gives an address a random tag.");
        t.row("gmi", "sf=1 0 S=0 11010110 Rm 000101 Rn Rd",
              "gmi Xd, Xn|SP, Xm", "Adds an address's tag to a set of tags.");
    }

    private static void shift(Rows t, String name, String op2, String meaning) {
        t.row(name + "v", "sf 0 S=0 11010110 Rm 0010 " + op2 + " Rn Rd",
              name + "v Rd, Rn, Rm", meaning,
              alias(name + " Rd, Rn, Rm", ""));
    }

    private static void threeSources(Rows t) {
        t.row("madd", "sf op54=00 11011 op31=000 Rm o0=0 Ra Rn Rd",
              "madd Rd, Rn, Rm, Ra", "Multiplies and adds.",
              alias("mul Rd, Rn, Rm", "Ra=31"));
        t.row("msub", "sf op54=00 11011 op31=000 Rm o0=1 Ra Rn Rd",
              "msub Rd, Rn, Rm, Ra", "Multiplies and subtracts from Ra.",
              alias("mneg Rd, Rn, Rm", "Ra=31"));
        t.row("smaddl", "sf=1 op54=00 11011 U=0 01 Rm o0=0 Ra Rn Rd",
              "smaddl Xd, Wn, Wm, Xa", "Multiplies words to a doubleword, signed, and adds.",
              alias("smull Xd, Wn, Wm", "Ra=31"));
        t.row("smsubl", "sf=1 op54=00 11011 U=0 01 Rm o0=1 Ra Rn Rd",
              "smsubl Xd, Wn, Wm, Xa", "Multiplies words to a doubleword, signed, and subtracts from Ra.",
              alias("smnegl Xd, Wn, Wm", "Ra=31"));
        t.row("smulh", "sf=1 op54=00 11011 U=0 10 Rm o0=0 Ra~11111 Rn Rd",
              "smulh Xd, Xn, Xm", "Gives the high half of a signed product of 128 bits.");
        t.row("umaddl", "sf=1 op54=00 11011 U=1 01 Rm o0=0 Ra Rn Rd",
              "umaddl Xd, Wn, Wm, Xa", "Multiplies words to a doubleword, unsigned, and adds.",
              alias("umull Xd, Wn, Wm", "Ra=31"));
        t.row("umsubl", "sf=1 op54=00 11011 U=1 01 Rm o0=1 Ra Rn Rd",
              "umsubl Xd, Wn, Wm, Xa", "Multiplies words to a doubleword, unsigned, and subtracts from Ra.",
              alias("umnegl Xd, Wn, Wm", "Ra=31"));
        t.row("umulh", "sf=1 op54=00 11011 U=1 10 Rm o0=0 Ra~11111 Rn Rd",
              "umulh Xd, Xn, Xm", "Gives the high half of an unsigned product of 128 bits.");
    }

    private static void flags(Rows t) {
        t.row("rmif", "sf=1 op=0 S=1 11010000 imm6 00001 Rn o2=0 mask:4",
              "rmif Xn, #imm6.decimal, #mask.decimal",
              "Rotates Rn and copies some of its low bits to the flags.");
        t.row("setf8", "sf=0 op=0 S=1 11010000 000000 sz=0 0010 Rn o3=0 mask=1101",
              "setf8 Wn", "Sets the flags for a byte.");
        t.row("setf16", "sf=0 op=0 S=1 11010000 000000 sz=1 0010 Rn o3=0 mask=1101",
              "setf16 Wn", "Sets the flags for a halfword.");
    }
    // spotless:on
}
