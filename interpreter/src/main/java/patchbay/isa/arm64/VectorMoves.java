package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * What moves lanes about and makes constants: copies, permutations, tables, immediates.
 *
 * <p>{@code imm5} holds the width of a lane and its number in one (see {@link LaneOperand}). A
 * constant has eight bits, abc and defgh, and four more, cmode, that say what becomes of them: a
 * place in each lane, with zeros or ones around them, a byte for each bit, or a number with a
 * point.
 */
final class VectorMoves {
    // spotless:off
    private VectorMoves() {}

    private static final Row.Clause A_LANE = except("imm5=x0000");
    private static final Row.Clause A_LANE_OF_A_VECTOR = except("imm5=x0000 | imm5=x1000 Q=0");
    private static final Row.Clause NO_D = except("imm5=x0000 | imm5=x1000");
    private static final Row.Clause B_OR_H = except("imm5=xxx00");

    static void add(Rows t) {
        copies(t);
        permutations(t);
        tables(t);
        constants(t);
    }

    private static void copies(Rows t) {
        t.row("dup.element", "0 Q op=0 01110000 imm5 0 imm4=0000 1 Rn Rd",
              "dup Vd.T, Vn.E[imm5.lane]", "Sets every lane to one of Rn.",
              A_LANE_OF_A_VECTOR);
        t.row("dup.general", "0 Q op=0 01110000 imm5 0 imm4=0001 1 Rn Rd",
              "dup Vd.T, Wn", "Sets every lane to a general register.",
              NO_D);
        t.row("dup.general.d", "0 Q=1 op=0 01110000 index~0 1000 0 imm4=0001 1 Rn Rd",
              "dup Vd.2d, Xn", "Sets both doublewords to a general register.");
        t.row("smov.w", "0 Q=0 op=0 01110000 imm5 0 imm4=0101 1 Rn Rd",
              "smov Wd, Vn.E[imm5.lane]", "Copies a lane into a general register, with its sign above it.",
              B_OR_H);
        t.row("smov.x", "0 Q=1 op=0 01110000 imm5 0 imm4=0101 1 Rn Rd",
              "smov Xd, Vn.E[imm5.lane]", "Copies a lane into a general register, with its sign above it.",
              NO_D);
        t.row("umov.w", "0 Q=0 op=0 01110000 imm5 0 imm4=0111 1 Rn Rd",
              "umov Wd, Vn.E[imm5.lane]", "Copies a lane into a general register, with zeros above it.",
              NO_D,
              alias("mov Wd, Vn.G[imm5.lane]", ""));
        t.row("umov.x", "0 Q=1 op=0 01110000 index 1000 0 imm4=0111 1 Rn Rd",
              "umov Xd, Vn.d[index.decimal]", "Copies a doubleword into a general register.",
              alias("mov Xd, Vn.d[index.decimal]", ""));
        t.row("ins.general", "0 Q=1 op=0 01110000 imm5 0 imm4=0011 1 Rn Rd",
              "ins Vd.E[imm5.lane], Wn", "Sets one lane to a general register.",
              NO_D,
              alias("mov Vd.E[imm5.lane], Wn", ""));
        t.row("ins.general.d", "0 Q=1 op=0 01110000 index 1000 0 imm4=0011 1 Rn Rd",
              "ins Vd.d[index.decimal], Xn", "Sets one doubleword to a general register.",
              alias("mov Vd.d[index.decimal], Xn", ""));
        t.row("ins.element", "0 Q=1 op=1 01110000 imm5 0 imm4 1 Rn Rd",
              "ins Vd.E[imm5.lane], Vn.E[imm4.lane]", "Sets one lane to one of Rn.",
              A_LANE,
              alias("mov Vd.E[imm5.lane], Vn.E[imm4.lane]", ""));
    }

    private static void permutations(Rows t) {
        permute(t, "uzp1", "001", "Takes the even lanes of Rn, then of Rm.");
        permute(t, "trn1", "010", "Takes the even lanes of Rn and Rm in turn.");
        permute(t, "zip1", "011", "Takes the lower lanes of Rn and Rm in turn.");
        permute(t, "uzp2", "101", "Takes the odd lanes of Rn, then of Rm.");
        permute(t, "trn2", "110", "Takes the odd lanes of Rn and Rm in turn.");
        permute(t, "zip2", "111", "Takes the upper lanes of Rn and Rm in turn.");
        t.row("ext", "0 Q 101110 00 0 Rm 0 imm4 0 Rn Rd",
              "ext Vd.B, Vn.B, Vm.B, #imm4.decimal", "Takes bytes of the pair Rm:Rn from a place on.",
              except("Q=0 imm4=1xxx"));
    }

    private static void permute(Rows t, String name, String opcode, String meaning) {
        t.row(name, "0 Q 001110 size:2 0 Rm 0 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.T, Vn.T, Vm.T", meaning,
              VectorArithmetic.NO_1D);
    }

    private static void tables(Rows t) {
        String[] counts = {"one register", "two registers", "three registers", "four registers"};
        for (int i = 0; i < 4; i++) {
            String bits = "0 Q 001110 00 0 Rm 0 len=" + i / 2 + i % 2 + " op=";
            String operands = " Vd.B, Vn*" + (i + 1) + ".16b, Vm.B";
            t.row("tbl." + (i + 1), bits + "0 00 Rn Rd",
                  "tbl" + operands, "Looks bytes up in " + counts[i] + "; zero where there are none.");
            t.row("tbx." + (i + 1), bits + "1 00 Rn Rd",
                  "tbx" + operands, "Looks bytes up in " + counts[i] + "; keeps those of Rd where there are none.");
        }
    }

    private static void constants(Rows t) {
        word(t, "movi", "op=0", "0", "Sets each lane to eight bits at one of its bytes.");
        word(t, "mvni", "op=1", "0", "Sets each lane to the inverse of eight bits at one of its bytes.");
        word(t, "orr", "op=0", "1", "Sets eight bits at a byte of each lane.");
        word(t, "bic", "op=1", "1", "Clears eight bits at a byte of each lane.");
        ones(t, "movi", "op=0", "Sets each word to eight bits with ones below them.");
        ones(t, "mvni", "op=1", "Sets each word to the inverse of eight bits with ones below them.");
        constant(t, "movi.byte", "Q op=0", "1110 o2=0", "movi Vd.B, #abc:defgh.byte", "Sets each byte.",
                 also("movi Vd.B, #abc:defgh.byte, 'lsl' #0", ""));
        constant(t, "movi.scalar", "Q=0 op=1", "1110 o2=0", "movi Dd, #abc:defgh.bytes",
                 "Sets a register to bytes of zeros and ones.");
        constant(t, "movi.d", "Q=1 op=1", "1110 o2=0", "movi Vd.2d, #abc:defgh.bytes",
                 "Sets each doubleword to bytes of zeros and ones.");
        constant(t, "fmov.vector", "Q op=0", "1111 o2=0", "fmov Vd.S, #abc:defgh.float", "Sets each single to a constant.");
        constant(t, "fmov.vector.half", "Q op=0", "1111 o2=1", "fmov Vd.H, #abc:defgh.float", "Sets each half to a constant.");
        constant(t, "fmov.vector.d", "Q=1 op=1", "1111 o2=0", "fmov Vd.2d, #abc:defgh.float", "Sets each double to a constant.");
    }

    private static void word(Rows t, String name, String op, String low, String meaning) {
        constant(t, name + ".vector.word", "Q " + op, "0 amount:2 " + low + " o2=0",
                 name + " Vd.S, #abc:defgh.byte{, amount.lsl*8}", meaning);
        constant(t, name + ".vector.halfword", "Q " + op, "10 amount " + low + " o2=0",
                 name + " Vd.H, #abc:defgh.byte{, amount.lsl*8}", meaning);
    }

    private static void ones(Rows t, String name, String op, String meaning) {
        constant(t, name + ".vector.ones", "Q " + op, "110 amount o2=0",
                 name + " Vd.S, #abc:defgh.byte, 'msl' #amount.msl", meaning);
    }

    private static void constant(
            Rows t, String name, String start, String cmode, String syntax, String meaning, Row.Clause... read) {
        t.row(name, "0 " + start + " 0111100000 abc:3 " + cmode + " 1 defgh:5 Rd",
              syntax, meaning,
              read);
    }
    // spotless:on
}
