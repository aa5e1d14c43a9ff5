package patchbay.isa.arm64;

import static patchbay.isa.Row.goes;

import patchbay.isa.Row;
import patchbay.isa.Row.Flow;
import patchbay.isa.Rows;

/**
 * Branches and exceptions: bits 28:26 are 101 (what begins with 0xd5 stands in {@link SystemRows}),
 * and {@code udf}, which is all zeros but for a number.
 *
 * <p>How far a direct branch reaches is the width of its field, in instructions, both ways from its
 * own address:
 *
 * <pre>
 *   b, bl                imm26   128 MiB
 *   b.cond, cbz, cbnz    imm19     1 MiB
 *   tbz, tbnz            imm14    32 KiB
 * </pre>
 */
final class Branches {
    // spotless:off
    private Branches() {}

    private static final Row.Clause CONDITIONAL = goes(Flow.CONDITIONAL);
    private static final Row.Clause INDIRECT_JUMP = goes(Flow.INDIRECT_JUMP);
    private static final Row.Clause INDIRECT_CALL = goes(Flow.INDIRECT_CALL);
    private static final Row.Clause RETURN = goes(Flow.RETURN);
    private static final Row.Clause TRAP = goes(Flow.TRAP);

    static void add(Rows t) {
        t.row("b", "op=0 00101 imm26",
              "b imm26.label", "Jumps.",
              goes(Flow.JUMP));
        t.row("bl", "op=1 00101 imm26",
              "bl imm26.label", "Calls: jumps, with the return address in x30.",
              goes(Flow.CALL));
        t.row("b.cond", "0101010 o1=0 imm19 o0=0 cond:4",
              "b.<cond> imm19.label", "Jumps if the condition holds.",
              CONDITIONAL);
        t.row("bc.cond", "0101010 o1=0 imm19 o0=1 cond:4",
              "bc.<cond> imm19.label",
              "Jumps if the condition holds, with the hint that it mostly goes the same way.",
              CONDITIONAL);
        t.row("cbz", "sf 011010 op=0 imm19 Rt",
              "cbz Rt, imm19.label", "Jumps if Rt is zero.",
              CONDITIONAL);
        t.row("cbnz", "sf 011010 op=1 imm19 Rt",
              "cbnz Rt, imm19.label", "Jumps if Rt is not zero.",
              CONDITIONAL);
        t.row("tbz", "b5 011011 op=0 b40:5 imm14 Rt",
              "tbz Rt, #b5:b40.bit, imm14.label", "Jumps if one bit of Rt is zero.",
              CONDITIONAL);
        t.row("tbnz", "b5 011011 op=1 b40:5 imm14 Rt",
              "tbnz Rt, #b5:b40.bit, imm14.label", "Jumps if one bit of Rt is one.",
              CONDITIONAL);

        t.row("br", "1101011 Z=0 0 op=00 11111 0000 A=0 M=0 Rn 00000",
              "br Xn", "Jumps to the address in Rn.",
              INDIRECT_JUMP);
        t.row("blr", "1101011 Z=0 0 op=01 11111 0000 A=0 M=0 Rn 00000",
              "blr Xn", "Calls the address in Rn.",
              INDIRECT_CALL);
        t.row("ret", "1101011 Z=0 0 op=10 11111 0000 A=0 M=0 Rn 00000",
              "ret {Xn=30}", "Returns to the address in Rn.",
              RETURN);
        authenticated(t);

        t.row("eret", "1101011 0100 11111 0000 A=0 M=0 11111 00000",
              "eret", "Returns from an exception.",
              RETURN);
        t.row("eretaa", "1101011 0100 11111 0000 A=1 M=0 11111 11111",
              "eretaa", "Returns from an exception to an address authenticated with key A.",
              RETURN);
        t.row("eretab", "1101011 0100 11111 0000 A=1 M=1 11111 11111",
              "eretab", "Returns from an exception to an address authenticated with key B.",
              RETURN);
        t.row("drps", "1101011 0101 11111 000000 11111 00000",
              "drps", "Leaves debug state.",
              RETURN);

        exception(t, "svc", "opc=000", "op2=000 LL=01", "#imm16", "Calls the operating system.");
        exception(t, "hvc", "opc=000", "op2=000 LL=10", "#imm16", "Calls the hypervisor.");
        exception(t, "smc", "opc=000", "op2=000 LL=11", "#imm16", "Calls the secure monitor.");
        exception(t, "brk", "opc=001", "op2=000 LL=00", "#imm16", "Stops in the debugger or the kernel's handler.");
        exception(t, "hlt", "opc=010", "op2=000 LL=00", "#imm16", "Enters debug state.");
        exception(t, "tcancel", "opc=011", "op2=000 LL=00", "#imm16.decimal", "Cancels a transaction.");
        exception(t, "dcps1", "opc=101", "op2=000 LL=01", "{#imm16}", "Goes to EL1 in debug state.");
        exception(t, "dcps2", "opc=101", "op2=000 LL=10", "{#imm16}", "Goes to EL2 in debug state.");
        exception(t, "dcps3", "opc=101", "op2=000 LL=11", "{#imm16}", "Goes to EL3 in debug state.");
    }

    /**
     * Branches whose address carries a signature: key A or B, modified by zero or by a second
     * register.
     */
    private static void authenticated(Rows t) {
        for (int key = 0; key < 2; key++) {
            String letter = key == 0 ? "a" : "b";
            String keyed = "0000 A=1 M=" + key;
            String said = ", authenticated with key " + (key == 0 ? "A." : "B.");
            t.row("bra" + letter + "z", "1101011 Z=0 0 op=00 11111 " + keyed + " Rn 11111",
                  "bra" + letter + "z Xn", "Jumps to the address in Rn" + said,
                  INDIRECT_JUMP);
            t.row("bra" + letter, "1101011 Z=1 0 op=00 11111 " + keyed + " Rn Rm",
                  "bra" + letter + " Xn, Xm|SP", "Jumps to the address in Rn, signed with Rm" + said,
                  INDIRECT_JUMP);
            t.row("blra" + letter + "z", "1101011 Z=0 0 op=01 11111 " + keyed + " Rn 11111",
                  "blra" + letter + "z Xn", "Calls the address in Rn" + said,
                  INDIRECT_CALL);
            t.row("blra" + letter, "1101011 Z=1 0 op=01 11111 " + keyed + " Rn Rm",
                  "blra" + letter + " Xn, Xm|SP", "Calls the address in Rn, signed with Rm" + said,
                  INDIRECT_CALL);
            t.row("reta" + letter, "1101011 Z=0 0 op=10 11111 " + keyed + " 11111 11111",
                  "reta" + letter, "Returns to the address in x30, signed with sp" + said,
                  RETURN);
        }
    }

    private static void exception(
            Rows t, String name, String opc, String low, String operands, String meaning) {
        t.row(name, "11010100 " + opc + " imm16 " + low,
              name + " " + operands, meaning,
              TRAP);
    }

    static void addReserved(Rows t) {
        t.row("udf", "0000000000000000 imm16",
              "udf #imm16.decimal", "Is undefined for ever.",
              TRAP);
    }
    // spotless:on
}
