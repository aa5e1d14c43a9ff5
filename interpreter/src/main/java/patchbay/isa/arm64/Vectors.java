package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.except;

import java.util.Locale;
import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Vector instructions on integers: bits 28:25 are x111, bit 28 is 0 or bit 30 says how long a
 * vector is. Here is what kernels use: logic, sums, products, shifts, permutations, the moves
 * between vectors and general registers, and cryptography.
 */
final class Vectors {
    // spotless:off
    private Vectors() {}

    private static final Row.Clause NO_1D = except("size=11 Q=0");
    private static final Row.Clause NO_DOUBLEWORDS = except("size=11");
    private static final Row.Clause NO_SHIFT_1D = except("immh=0000 | immh=1xxx Q=0");
    private static final Row.Clause NO_NARROW = except("immh=0000 | immh=1xxx");
    private static final Row.Clause NO_ELEMENT = except("imm5=x0000");

    static void add(Rows t) {
        logic(t);
        sums(t);
        unary(t);
        products(t);
        shifts(t);
        permutations(t);
        moves(t);
        constants(t);
        floating(t);
        scalars(t);
        cryptography(t);
    }

    private static void logic(Rows t) {
        bits(t, "and", "U=0", "size=00", "Takes the bits that both have.");
        bits(t, "bic", "U=0", "size=01", "Takes the bits of Vn that Vm has not.");
        t.row("orr.vector", "0 Q U=0 01110 size=10 1 Rm opcode=00011 1 Rn Rd",
              "orr Vd.B, Vn.B, Vm.B", "Takes the bits that either has.",
              alias("mov Vd.B, Vn.B", "Rm=Rn"));
        bits(t, "orn", "U=0", "size=11", "Takes the bits that Vn has or Vm has not.");
        bits(t, "eor", "U=1", "size=00", "Takes the bits that only one has.");
        bits(t, "bsl", "U=1", "size=01", "Takes the bits of Vn where Vd has ones, those of Vm elsewhere.");
        bits(t, "bit", "U=1", "size=10", "Replaces the bits of Vd where Vm has ones.");
        bits(t, "bif", "U=1", "size=11", "Replaces the bits of Vd where Vm has zeros.");
        t.row("not", "0 Q U=1 01110 size=00 10000 opcode=00101 10 Rn Rd",
              "not Vd.B, Vn.B", "Inverts every bit.", alias("mvn Vd.B, Vn.B", ""));
        t.row("rbit.vector", "0 Q U=1 01110 size=01 10000 opcode=00101 10 Rn Rd",
              "rbit Vd.B, Vn.B", "Reverses the bits of each byte.");
    }

    private static void bits(Rows t, String name, String u, String size, String meaning) {
        t.row(name + ".vector", "0 Q " + u + " 01110 " + size + " 1 Rm opcode=00011 1 Rn Rd",
              name + " Vd.B, Vn.B, Vm.B", meaning);
    }

    private static void sums(Rows t) {
        same(t, "shadd", "U=0", "00000", "Halves sums, signed.", NO_DOUBLEWORDS);
        same(t, "uhadd", "U=1", "00000", "Halves sums, unsigned.", NO_DOUBLEWORDS);
        same(t, "sqadd", "U=0", "00001", "Adds, signed, and stops at the limits.", NO_1D);
        same(t, "uqadd", "U=1", "00001", "Adds, unsigned, and stops at the limits.", NO_1D);
        same(t, "srhadd", "U=0", "00010", "Halves sums, signed and rounded.", NO_DOUBLEWORDS);
        same(t, "urhadd", "U=1", "00010", "Halves sums, unsigned and rounded.", NO_DOUBLEWORDS);
        same(t, "shsub", "U=0", "00100", "Halves differences, signed.", NO_DOUBLEWORDS);
        same(t, "uhsub", "U=1", "00100", "Halves differences, unsigned.", NO_DOUBLEWORDS);
        same(t, "sqsub", "U=0", "00101", "Subtracts, signed, and stops at the limits.", NO_1D);
        same(t, "uqsub", "U=1", "00101", "Subtracts, unsigned, and stops at the limits.", NO_1D);
        same(t, "cmgt", "U=0", "00110", "Gives ones where Vn is greater, signed.", NO_1D);
        same(t, "cmhi", "U=1", "00110", "Gives ones where Vn is greater, unsigned.", NO_1D);
        same(t, "cmge", "U=0", "00111", "Gives ones where Vn is not less, signed.", NO_1D);
        same(t, "cmhs", "U=1", "00111", "Gives ones where Vn is not less, unsigned.", NO_1D);
        same(t, "sshl", "U=0", "01000", "Shifts by the elements of Vm, signed.", NO_1D);
        same(t, "ushl", "U=1", "01000", "Shifts by the elements of Vm, unsigned.", NO_1D);
        same(t, "smax", "U=0", "01100", "Takes the greater, signed.", NO_DOUBLEWORDS);
        same(t, "umax", "U=1", "01100", "Takes the greater, unsigned.", NO_DOUBLEWORDS);
        same(t, "smin", "U=0", "01101", "Takes the lesser, signed.", NO_DOUBLEWORDS);
        same(t, "umin", "U=1", "01101", "Takes the lesser, unsigned.", NO_DOUBLEWORDS);
        same(t, "sabd", "U=0", "01110", "Takes the distance, signed.", NO_DOUBLEWORDS);
        same(t, "uabd", "U=1", "01110", "Takes the distance, unsigned.", NO_DOUBLEWORDS);
        same(t, "saba", "U=0", "01111", "Adds the distance, signed.", NO_DOUBLEWORDS);
        same(t, "uaba", "U=1", "01111", "Adds the distance, unsigned.", NO_DOUBLEWORDS);
        same(t, "add", "U=0", "10000", "Adds.", NO_1D);
        same(t, "sub", "U=1", "10000", "Subtracts.", NO_1D);
        same(t, "cmtst", "U=0", "10001", "Gives ones where both share a bit.", NO_1D);
        same(t, "cmeq", "U=1", "10001", "Gives ones where both are equal.", NO_1D);
        same(t, "mla", "U=0", "10010", "Multiplies and adds.", NO_DOUBLEWORDS);
        same(t, "mls", "U=1", "10010", "Multiplies and subtracts.", NO_DOUBLEWORDS);
        same(t, "mul", "U=0", "10011", "Multiplies.", NO_DOUBLEWORDS);
        same(t, "pmul", "U=1", "10011", "Multiplies polynomials over {0, 1}.", except("size=x1 | size=1x"));
        same(t, "smaxp", "U=0", "10100", "Takes the greater of neighbours, signed.", NO_DOUBLEWORDS);
        same(t, "umaxp", "U=1", "10100", "Takes the greater of neighbours, unsigned.", NO_DOUBLEWORDS);
        same(t, "sminp", "U=0", "10101", "Takes the lesser of neighbours, signed.", NO_DOUBLEWORDS);
        same(t, "uminp", "U=1", "10101", "Takes the lesser of neighbours, unsigned.", NO_DOUBLEWORDS);
        same(t, "addp", "U=0", "10111", "Adds neighbours.", NO_1D);
        across(t, "addv", "U=0", "11011", "Adds all elements.");
        across(t, "smaxv", "U=0", "01010", "Takes the greatest element, signed.");
        across(t, "umaxv", "U=1", "01010", "Takes the greatest element, unsigned.");
        across(t, "sminv", "U=0", "11010", "Takes the least element, signed.");
        across(t, "uminv", "U=1", "11010", "Takes the least element, unsigned.");
    }

    private static void same(Rows t, String name, String u, String opcode, String meaning, Row.Clause not) {
        t.row(name + ".vector", "0 Q " + u + " 01110 size:2 1 Rm opcode=" + opcode + " 1 Rn Rd",
              name + " Vd.T, Vn.T, Vm.T", meaning, not);
    }

    private static void across(Rows t, String name, String u, String opcode, String meaning) {
        String[] letters = {"B", "H", "S"};
        String[] sizes = {"00", "01", "10"};
        for (int i = 0; i < 3; i++) {
            String bits = " " + u + " 01110 size=" + sizes[i] + " 11000 opcode=" + opcode + " 10 Rn Rd";
            t.row(name + "." + letters[i].toLowerCase(Locale.ROOT), (i == 2 ? "0 Q=1" : "0 Q") + bits,
                  name + " " + letters[i] + "d, Vn.T", meaning);
        }
    }

    private static void unary(Rows t) {
        misc(t, "rev64", "U=0", "00000", "Reverses the elements of each doubleword.", NO_DOUBLEWORDS);
        misc(t, "rev32.vector", "U=1", "00000", "Reverses the elements of each word.", except("size=1x"));
        misc(t, "rev16.vector", "U=0", "00001", "Reverses the bytes of each halfword.", except("size=x1 | size=1x"));
        misc(t, "cls.vector", "U=0", "00100", "Counts the copies of the sign.", NO_DOUBLEWORDS);
        misc(t, "clz.vector", "U=1", "00100", "Counts the zeros at the top.", NO_DOUBLEWORDS);
        misc(t, "cnt.vector", "U=0", "00101", "Counts the ones.", except("size=x1 | size=1x"));
        misc(t, "abs.vector", "U=0", "01011", "Takes the absolute value.", NO_1D);
        misc(t, "neg.vector", "U=1", "01011", "Takes the negative.", NO_1D);
        zero(t, "cmgt", "U=0", "01000", "Gives ones where Vn is greater than zero.");
        zero(t, "cmge", "U=1", "01000", "Gives ones where Vn is not less than zero.");
        zero(t, "cmeq", "U=0", "01001", "Gives ones where Vn is zero.");
        zero(t, "cmle", "U=1", "01001", "Gives ones where Vn is not greater than zero.");
        zero(t, "cmlt", "U=0", "01010", "Gives ones where Vn is less than zero.");
        narrow(t, "xtn", "U=0", "10010", "Takes the low half of each element.");
        narrow(t, "sqxtun", "U=1", "10010", "Takes the low half, signed to unsigned, and stops at the limits.");
        narrow(t, "sqxtn", "U=0", "10100", "Takes the low half, signed, and stops at the limits.");
        narrow(t, "uqxtn", "U=1", "10100", "Takes the low half, unsigned, and stops at the limits.");
    }

    private static void misc(Rows t, String name, String u, String opcode, String meaning, Row.Clause not) {
        int dot = name.indexOf('.');
        String mnemonic = dot < 0 ? name : name.substring(0, dot);
        t.row(name, "0 Q " + u + " 01110 size:2 10000 opcode=" + opcode + " 10 Rn Rd",
              mnemonic + " Vd.T, Vn.T", meaning, not);
    }

    private static void zero(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".zero", "0 Q " + u + " 01110 size:2 10000 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.T, Vn.T, #0", meaning, NO_1D);
    }

    private static void narrow(Rows t, String name, String u, String opcode, String meaning) {
        halves(t, name, " " + u + " 01110 size:2 10000 opcode=" + opcode + " 10 Rn Rd", "Vd.T, Vn.W", meaning, NO_DOUBLEWORDS);
    }

    /** An instruction of the lower half of a register, and, with a 2 behind its name, of the upper half. */
    private static void halves(Rows t, String name, String bits, String operands, String meaning, Row.Clause not) {
        t.row(name, "0 Q=0" + bits, name + " " + operands, meaning, not);
        t.row(name + "2", "0 Q=1" + bits, name + "2 " + operands, meaning, not);
    }

    private static void products(Rows t) {
        String[] signs = {"s", "u"};
        for (int i = 0; i < 2; i++) {
            String u = "U=" + i;
            String said = i == 0 ? ", signed." : ", unsigned.";
            longer(t, signs[i] + "addl", u, "0000", "Adds to elements twice as wide" + said);
            wider(t, signs[i] + "addw", u, "0001", "Adds to wider elements" + said);
            longer(t, signs[i] + "subl", u, "0010", "Subtracts to elements twice as wide" + said);
            wider(t, signs[i] + "subw", u, "0011", "Subtracts from wider elements" + said);
            longer(t, signs[i] + "abal", u, "0101", "Adds the distance to elements twice as wide" + said);
            longer(t, signs[i] + "abdl", u, "0111", "Takes the distance to elements twice as wide" + said);
            longer(t, signs[i] + "mlal", u, "1000", "Multiplies and adds to elements twice as wide" + said);
            longer(t, signs[i] + "mlsl", u, "1010", "Multiplies and subtracts from elements twice as wide" + said);
            longer(t, signs[i] + "mull", u, "1100", "Multiplies to elements twice as wide" + said);
        }
        byElement(t, "mla", "U=1", "0000", false, "Multiplies by one element and adds.");
        byElement(t, "mls", "U=1", "0100", false, "Multiplies by one element and subtracts.");
        byElement(t, "mul", "U=0", "1000", false, "Multiplies by one element.");
        for (int i = 0; i < 2; i++) {
            String to = " to elements twice as wide, " + (i == 0 ? "signed." : "unsigned.");
            byElement(t, signs[i] + "mlal", "U=" + i, "0010", true, "Multiplies by one element and adds" + to);
            byElement(t, signs[i] + "mlsl", "U=" + i, "0110", true, "Multiplies by one element and subtracts" + to);
            byElement(t, signs[i] + "mull", "U=" + i, "1010", true, "Multiplies by one element" + to);
        }
        halves(t, "pmull", " U=0 01110 size:2 1 Rm opcode=1110 00 Rn Rd", "Vd.W, Vn.T, Vm.T",
               "Multiplies polynomials over {0, 1} to elements twice as wide.", except("size=01 | size=10"));
    }

    /** By one element of Vm, halfwords or words. */
    private static void byElement(Rows t, String name, String u, String opcode, boolean isLong, String meaning) {
        String tail = " L M reg:4 opcode=" + opcode + " H 0 Rn Rd";
        String vectors = isLong ? " Vd.W, Vn.T, " : " Vd.T, Vn.T, ";
        for (int q = 0; q < (isLong ? 2 : 1); q++) {
            String head = isLong ? "0 Q=" + q + " " : "0 Q ";
            String mnemonic = name + (q == 1 ? "2" : "");
            t.row(mnemonic + ".byhalf", head + u + " 01111 size=01" + tail, mnemonic + vectors + "reg.byhalf", meaning);
            t.row(mnemonic + ".byword", head + u + " 01111 size=10" + tail, mnemonic + vectors + "reg.byword", meaning);
        }
    }

    private static void longer(Rows t, String name, String u, String opcode, String meaning) {
        halves(t, name, " " + u + " 01110 size:2 1 Rm opcode=" + opcode + " 00 Rn Rd", "Vd.W, Vn.T, Vm.T", meaning, NO_DOUBLEWORDS);
    }

    private static void wider(Rows t, String name, String u, String opcode, String meaning) {
        halves(t, name, " " + u + " 01110 size:2 1 Rm opcode=" + opcode + " 00 Rn Rd", "Vd.W, Vn.W, Vm.T", meaning, NO_DOUBLEWORDS);
    }

    private static void shifts(Rows t) {
        right(t, "sshr", "U=0", "00000", "Shifts right, signed.");
        right(t, "ushr", "U=1", "00000", "Shifts right, unsigned.");
        right(t, "ssra", "U=0", "00010", "Shifts right, signed, and adds.");
        right(t, "usra", "U=1", "00010", "Shifts right, unsigned, and adds.");
        right(t, "srshr", "U=0", "00100", "Shifts right, signed and rounded.");
        right(t, "urshr", "U=1", "00100", "Shifts right, unsigned and rounded.");
        right(t, "srsra", "U=0", "00110", "Shifts right, signed and rounded, and adds.");
        right(t, "ursra", "U=1", "00110", "Shifts right, unsigned and rounded, and adds.");
        right(t, "sri", "U=1", "01000", "Shifts right and keeps the bits of Vd above.");
        t.row("shl", "0 Q U=0 011110 immh:4 immb:3 opcode=01010 1 Rn Rd",
              "shl Vd.I, Vn.I, #immh:immb.up", "Shifts left.", NO_SHIFT_1D);
        t.row("sli", "0 Q U=1 011110 immh:4 immb:3 opcode=01010 1 Rn Rd",
              "sli Vd.I, Vn.I, #immh:immb.up", "Shifts left and keeps the bits of Vd below.", NO_SHIFT_1D);
        narrowed(t, "shrn", "U=0", "10000", "Shifts right and takes the low half.");
        narrowed(t, "rshrn", "U=0", "10001", "Shifts right, rounded, and takes the low half.");
        narrowed(t, "sqshrun", "U=1", "10000", "Shifts right and takes the low half, signed to unsigned, within the limits.");
        narrowed(t, "sqshrn", "U=0", "10010", "Shifts right and takes the low half, signed, within the limits.");
        narrowed(t, "uqshrn", "U=1", "10010", "Shifts right and takes the low half, unsigned, within the limits.");
        for (int i = 0; i < 2; i++) {
            String name = i == 0 ? "sshll" : "ushll";
            String move = i == 0 ? "sxtl" : "uxtl";
            String bits = " U=" + i + " 011110 immh:4 immb:3 opcode=10100 1 Rn Rd";
            String meaning = "Shifts left to elements twice as wide, " + (i == 0 ? "signed." : "unsigned.");
            Row.Clause one = except("immh=0000 | immh=1xxx");
            t.row(name, "0 Q=0" + bits, name + " Vd.L, Vn.I, #immh:immb.up", meaning, one,
                  alias(move + " Vd.L, Vn.I", "immb=0", "immh=0001 | immh=0010 | immh=0100"));
            t.row(name + "2", "0 Q=1" + bits, name + "2 Vd.L, Vn.I, #immh:immb.up", meaning, one,
                  alias(move + "2 Vd.L, Vn.I", "immb=0", "immh=0001 | immh=0010 | immh=0100"));
        }
    }

    private static void right(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name, "0 Q " + u + " 011110 immh:4 immb:3 opcode=" + opcode + " 1 Rn Rd",
              name + " Vd.I, Vn.I, #immh:immb.down", meaning, NO_SHIFT_1D);
    }

    private static void narrowed(Rows t, String name, String u, String opcode, String meaning) {
        halves(t, name, " " + u + " 011110 immh:4 immb:3 opcode=" + opcode + " 1 Rn Rd",
               "Vd.I, Vn.L, #immh:immb.down", meaning, NO_NARROW);
    }

    private static void permutations(Rows t) {
        permute(t, "uzp1", "001", "Takes the even elements of both.");
        permute(t, "trn1", "010", "Takes the even elements of both in turn.");
        permute(t, "zip1", "011", "Takes the lower elements of both in turn.");
        permute(t, "uzp2", "101", "Takes the odd elements of both.");
        permute(t, "trn2", "110", "Takes the odd elements of both in turn.");
        permute(t, "zip2", "111", "Takes the upper elements of both in turn.");
        t.row("ext", "0 Q 101110 op2=00 0 Rm 0 imm4 0 Rn Rd",
              "ext Vd.B, Vn.B, Vm.B, #imm4.decimal", "Takes bytes from the pair Vm:Vn.", except("Q=0 imm4=1xxx"));
        String[] lengths = {"00", "01", "10", "11"};
        for (int i = 0; i < 4; i++) {
            String of = i == 0 ? "one register." : (i + 1) + " registers.";
            String bits = "0 Q 001110 op2=00 0 Rm 0 len=" + lengths[i];
            String operands = " Vd.B, Vn.list" + (i + 1) + ", Vm.B";
            t.row("tbl." + (i + 1), bits + " op=0 00 Rn Rd", "tbl" + operands, "Looks bytes up in a table of " + of);
            t.row("tbx." + (i + 1), bits + " op=1 00 Rn Rd", "tbx" + operands,
                  "Looks bytes up, and keeps those that are beyond a table of " + of);
        }
    }

    private static void permute(Rows t, String name, String opcode, String meaning) {
        t.row(name, "0 Q 001110 size:2 0 Rm 0 opcode=" + opcode + " 10 Rn Rd", name + " Vd.T, Vn.T, Vm.T", meaning, NO_1D);
    }

    private static void moves(Rows t) {
        t.row("dup.element", "0 Q op=0 01110000 imm5 0 imm4=0000 1 Rn Rd",
              "dup Vd.E, Vn.element", "Copies one element to all.", NO_ELEMENT, except("imm5=01000 Q=0 | imm5=11000 Q=0"));
        t.row("dup.general", "0 Q op=0 01110000 imm5 0 imm4=0001 1 Rn Rd",
              "dup Vd.E, Rn.element", "Copies a general register to all elements.",
              NO_ELEMENT, except("imm5=01000 Q=0 | imm5=11000 Q=0"));
        String[] patterns = {"imm5=xxxx1", "imm5=xxx10", "imm5=xx100"};
        for (String imm5 : patterns) {
            String letter = imm5.endsWith("1") ? "b" : imm5.endsWith("10") ? "h" : "s";
            t.row("umov." + letter, "0 Q=0 op=0 01110000 " + imm5 + " 0 imm4=0111 1 Rn Rd",
                  (letter.equals("s") ? "mov" : "umov") + " Wd, Vn.element", "Copies an element to a general register.");
            t.row("ins.general." + letter, "0 Q=1 op=0 01110000 " + imm5 + " 0 imm4=0011 1 Rn Rd",
                  "mov Vd.element, Wn", "Copies a general register to an element.");
        }
        String element = "Copies an element to an element.";
        t.row("ins.b", "0 Q=1 op=1 01110000 imm5=xxxx1 0 imm4 1 Rn Rd", "mov Vd.element, Vn.b[imm4.decimal]", element);
        t.row("ins.h", "0 Q=1 op=1 01110000 imm5=xxx10 0 imm3 low~0 1 Rn Rd", "mov Vd.element, Vn.h[imm3.decimal]", element);
        t.row("ins.s", "0 Q=1 op=1 01110000 imm5=xx100 0 imm2 low~00 1 Rn Rd", "mov Vd.element, Vn.s[imm2.decimal]", element);
        t.row("ins.d", "0 Q=1 op=1 01110000 imm5=x1000 0 imm1 low~000 1 Rn Rd", "mov Vd.element, Vn.d[imm1.decimal]", element);
        String alone = "Copies an element to a register of its width.";
        t.row("dup.b", "01 op=0 11110000 imm5=xxxx1 0 imm4=0000 1 Rn Rd", "mov Bd, Vn.element", alone);
        t.row("dup.h", "01 op=0 11110000 imm5=xxx10 0 imm4=0000 1 Rn Rd", "mov Hd, Vn.element", alone);
        t.row("dup.s", "01 op=0 11110000 imm5=xx100 0 imm4=0000 1 Rn Rd", "mov Sd, Vn.element", alone);
        t.row("dup.d", "01 op=0 11110000 imm5=x1000 0 imm4=0000 1 Rn Rd", "mov Dd, Vn.element", alone);
        t.row("umov.d", "0 Q=1 op=0 01110000 imm5=x1000 0 imm4=0111 1 Rn Rd",
              "mov Xd, Vn.element", "Copies an element to a general register.");
        t.row("ins.general.d", "0 Q=1 op=0 01110000 imm5=x1000 0 imm4=0011 1 Rn Rd",
              "mov Vd.element, Xn", "Copies a general register to an element.");
    }

    private static void constants(Rows t) {
        String head = " 0111100000 abc:3 ";
        String tail = " o2=0 1 defgh:5 Rd";
        String set = "Sets every element to a constant.";
        String inverse = "Sets every element to the inverse of a constant.";
        constant(t, "movi", "op=0", "0", set);
        constant(t, "mvni", "op=1", "0", inverse);
        constant(t, "orr", "op=0", "1", "Sets the bits of a constant in every element.");
        constant(t, "bic", "op=1", "1", "Clears the bits of a constant in every element.");
        t.row("movi.ones", "0 Q op=0" + head + "110 amount:1" + tail, "movi Vd.S, #abc:defgh, 'msl' #amount.msl", set);
        t.row("mvni.ones", "0 Q op=1" + head + "110 amount:1" + tail, "mvni Vd.S, #abc:defgh, 'msl' #amount.msl", inverse);
        t.row("movi.bytes", "0 Q op=0" + head + "1110" + tail, "movi Vd.B, #abc:defgh", set);
        t.row("movi.d", "0 Q=0 op=1" + head + "1110" + tail, "movi Dd, #abc:defgh.bytes", set);
        t.row("movi.2d", "0 Q=1 op=1" + head + "1110" + tail, "movi Vd.2d, #abc:defgh.bytes", set);
        t.row("fmov.s", "0 Q op=0" + head + "1111" + tail, "fmov Vd.S, #abc:defgh.float", set);
        t.row("fmov.2d", "0 Q=1 op=1" + head + "1111" + tail, "fmov Vd.2d, #abc:defgh.float", set);
        t.row("fmov.h", "0 Q op=0" + head + "1111 o2=1 1 defgh:5 Rd", "fmov Vd.H, #abc:defgh.float", set);
    }

    private static void constant(Rows t, String name, String op, String low, String meaning) {
        String head = "0 Q " + op + " 0111100000 abc:3 ";
        String tail = " o2=0 1 defgh:5 Rd";
        t.row(name + ".words", head + "0 amount:2 " + low + tail, name + " Vd.S, #abc:defgh{, amount.lsl*8}", meaning);
        t.row(name + ".halfwords", head + "10 amount:1 " + low + tail, name + " Vd.H, #abc:defgh{, amount.lsl*8}", meaning);
    }

    /** Floating point, element by element: a is bit 23, which tells two instructions of one opcode apart. */
    private static void floating(Rows t) {
        same(t, "fmaxnm", "U=0", "a=0", "11000", "Takes the greater; a number wins over a NaN.");
        same(t, "fmla", "U=0", "a=0", "11001", "Multiplies and adds.");
        same(t, "fadd", "U=0", "a=0", "11010", "Adds.");
        same(t, "fmulx", "U=0", "a=0", "11011", "Multiplies; zero times infinity is two.");
        same(t, "fcmeq", "U=0", "a=0", "11100", "Gives ones where both are equal.");
        same(t, "fmax", "U=0", "a=0", "11110", "Takes the greater; a NaN wins.");
        same(t, "frecps", "U=0", "a=0", "11111", "Gives a step towards the reciprocal.");
        same(t, "fminnm", "U=0", "a=1", "11000", "Takes the lesser; a number wins over a NaN.");
        same(t, "fmls", "U=0", "a=1", "11001", "Multiplies and subtracts.");
        same(t, "fsub", "U=0", "a=1", "11010", "Subtracts.");
        same(t, "fmin", "U=0", "a=1", "11110", "Takes the lesser; a NaN wins.");
        same(t, "frsqrts", "U=0", "a=1", "11111", "Gives a step towards the reciprocal of the square root.");
        same(t, "fmaxnmp", "U=1", "a=0", "11000", "Takes the greater of neighbours; a number wins over a NaN.");
        same(t, "faddp", "U=1", "a=0", "11010", "Adds neighbours.");
        same(t, "fmul", "U=1", "a=0", "11011", "Multiplies.");
        same(t, "fcmge", "U=1", "a=0", "11100", "Gives ones where Vn is not less.");
        same(t, "facge", "U=1", "a=0", "11101", "Gives ones where the magnitude of Vn is not less.");
        same(t, "fmaxp", "U=1", "a=0", "11110", "Takes the greater of neighbours; a NaN wins.");
        same(t, "fdiv", "U=1", "a=0", "11111", "Divides.");
        same(t, "fminnmp", "U=1", "a=1", "11000", "Takes the lesser of neighbours; a number wins over a NaN.");
        same(t, "fabd", "U=1", "a=1", "11010", "Takes the distance.");
        same(t, "fcmgt", "U=1", "a=1", "11100", "Gives ones where Vn is greater.");
        same(t, "facgt", "U=1", "a=1", "11101", "Gives ones where the magnitude of Vn is greater.");
        same(t, "fminp", "U=1", "a=1", "11110", "Takes the lesser of neighbours; a NaN wins.");
        floatingByElement(t, "fmla", "U=0", "0001", "Multiplies by one element and adds.");
        floatingByElement(t, "fmls", "U=0", "0101", "Multiplies by one element and subtracts.");
        floatingByElement(t, "fmul", "U=0", "1001", "Multiplies by one element.");
        floatingByElement(t, "fmulx", "U=1", "1001", "Multiplies by one element; zero times infinity is two.");
        for (int i = 0; i < 2; i++) {
            String u = "U=" + i;
            String sign = i == 0 ? "s" : "u";
            String said = i == 0 ? ", signed." : ", unsigned.";
            convert(t, "fcvtn" + sign, u, "0", "11010", "Converts to integers, to the nearest, ties to even" + said);
            convert(t, "fcvtm" + sign, u, "0", "11011", "Converts to integers, downwards" + said);
            convert(t, "fcvta" + sign, u, "0", "11100", "Converts to integers, to the nearest, ties away" + said);
            convert(t, sign + "cvtf", u, "0", "11101", "Converts integers" + said);
            convert(t, "fcvtp" + sign, u, "1", "11010", "Converts to integers, upwards" + said);
            convert(t, "fcvtz" + sign, u, "1", "11011", "Converts to integers, towards zero" + said);
        }
    }

    private static void same(Rows t, String name, String u, String a, String opcode, String meaning) {
        t.row(name + ".vector", "0 Q " + u + " 01110 " + a + " sz 1 Rm opcode=" + opcode + " 1 Rn Rd",
              name + " Vd.F, Vn.F, Vm.F", meaning, except("sz=1 Q=0"));
    }

    private static void floatingByElement(Rows t, String name, String u, String opcode, String meaning) {
        String head = "0 Q " + u + " 01111 1 ";
        String tail = " M reg:4 opcode=" + opcode + " H 0 Rn Rd";
        t.row(name + ".byword", head + "sz=0 L" + tail, name + " Vd.F, Vn.F, reg.byword", meaning);
        t.row(name + ".bydouble", head + "sz=1 L=0" + tail, name + " Vd.F, Vn.F, reg.bydouble", meaning, except("Q=0"));
    }

    /** Of vectors, and of single numbers in vector registers. */
    private static void convert(Rows t, String name, String u, String a, String opcode, String meaning) {
        String tail = " 10000 opcode=" + opcode + " 10 Rn Rd";
        t.row(name + ".vector", "0 Q " + u + " 01110 a=" + a + " sz" + tail, name + " Vd.F, Vn.F", meaning, except("sz=1 Q=0"));
        t.row(name + ".s", "01 " + u + " 11110 a=" + a + " sz=0" + tail, name + " Sd, Sn", meaning);
        t.row(name + ".d", "01 " + u + " 11110 a=" + a + " sz=1" + tail, name + " Dd, Dn", meaning);
    }

    /** Of a vector register's lowest doubleword alone. */
    private static void scalars(Rows t) {
        scalar(t, "cmgt", "U=0", "00110", "Gives ones if Dn is greater, signed.");
        scalar(t, "cmhi", "U=1", "00110", "Gives ones if Dn is greater, unsigned.");
        scalar(t, "cmge", "U=0", "00111", "Gives ones if Dn is not less, signed.");
        scalar(t, "cmhs", "U=1", "00111", "Gives ones if Dn is not less, unsigned.");
        scalar(t, "sshl", "U=0", "01000", "Shifts by Dm, signed.");
        scalar(t, "ushl", "U=1", "01000", "Shifts by Dm, unsigned.");
        scalar(t, "add", "U=0", "10000", "Adds.");
        scalar(t, "sub", "U=1", "10000", "Subtracts.");
        scalar(t, "cmtst", "U=0", "10001", "Gives ones if both share a bit.");
        scalar(t, "cmeq", "U=1", "10001", "Gives ones if both are equal.");
        scalarShift(t, "sshr", "U=0", "00000", "down", "Shifts right, signed.");
        scalarShift(t, "ushr", "U=1", "00000", "down", "Shifts right, unsigned.");
        scalarShift(t, "ssra", "U=0", "00010", "down", "Shifts right, signed, and adds.");
        scalarShift(t, "usra", "U=1", "00010", "down", "Shifts right, unsigned, and adds.");
        scalarShift(t, "sri", "U=1", "01000", "down", "Shifts right and keeps the bits of Dd above.");
        scalarShift(t, "shl", "U=0", "01010", "up", "Shifts left.");
        scalarShift(t, "sli", "U=1", "01010", "up", "Shifts left and keeps the bits of Dd below.");
    }

    private static void scalar(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".scalar", "01 " + u + " 11110 size=11 1 Rm opcode=" + opcode + " 1 Rn Rd", name + " Dd, Dn, Dm", meaning);
    }

    private static void scalarShift(Rows t, String name, String u, String opcode, String way, String meaning) {
        t.row(name + ".scalar", "01 " + u + " 111110 immh=1xxx immb:3 opcode=" + opcode + " 1 Rn Rd",
              name + " Dd, Dn, #immh:immb." + way, meaning);
    }

    private static void cryptography(Rows t) {
        String aes = "01001110 size=00 10100 opcode=";
        t.row("aese", aes + "00100 10 Rn Rd", "aese Vd.16b, Vn.16b", "One round of AES encryption.");
        t.row("aesd", aes + "00101 10 Rn Rd", "aesd Vd.16b, Vn.16b", "One round of AES decryption.");
        t.row("aesmc", aes + "00110 10 Rn Rd", "aesmc Vd.16b, Vn.16b", "Mixes the columns of AES.");
        t.row("aesimc", aes + "00111 10 Rn Rd", "aesimc Vd.16b, Vn.16b", "Mixes the columns of AES backwards.");
        t.row("eor3", "110011100 op0=00 Rm 0 Ra Rn Rd", "eor3 Vd.16b, Vn.16b, Vm.16b, Va.16b", "Takes the sum of three without carries.");
        t.row("bcax", "110011100 op0=01 Rm 0 Ra Rn Rd", "bcax Vd.16b, Vn.16b, Vm.16b, Va.16b", "Takes Vn, flipped where Vm has ones and Va has none.");
        t.row("rax1", "11001110011 Rm 100011 Rn Rd", "rax1 Vd.2d, Vn.2d, Vm.2d", "Takes Vn, flipped by Vm rotated left by one.");
        t.row("xar", "11001110100 Rm imm6 Rn Rd", "xar Vd.2d, Vn.2d, Vm.2d, #imm6.decimal", "Flips Vn by Vm and rotates right.");
    }
    // spotless:on
}
