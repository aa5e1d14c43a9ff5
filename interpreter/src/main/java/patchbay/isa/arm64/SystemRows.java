package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.goes;
import static patchbay.isa.Row.only;

import patchbay.isa.Row.Flow;
import patchbay.isa.Rows;

/**
 * System instructions: what begins with 0xd5.
 *
 * <p>All share five numbers, op0 op1 CRn CRm op2, that name a system register, a cache or address
 * operation, a barrier, or a hint. A hint that a processor does not know does nothing: so {@code
 * bti} and the pointer authentication of x30 run everywhere, and {@code nop} is just hint 0.
 */
final class SystemRows {
    // spotless:off
    private SystemRows() {}

    static void add(Rows t) {
        hints(t);
        barriers(t);
        flags(t);
        t.row("msr.immediate", "1101010100 0 00 op1:3 0100 CRm:4 op2:3 11111",
              "msr op1:op2.pstate, #CRm.state", "Sets a field of the processor's state.",
              only("op1=0 op2=3 CRm=000x | op1=0 op2=4 CRm=000x | op1=0 op2=5 CRm=000x"
                  + " | op1=1 op2=0 CRm=000x | op1=3 op2=1 CRm=000x | op1=3 op2=2 CRm=000x"
                  + " | op1=3 op2=4 CRm=000x | op1=3 op2=11x"));
        streaming(t, "smstop", "0010", " 'sm'", "Leaves streaming mode.");
        streaming(t, "smstart", "0011", " 'sm'", "Enters streaming mode.");
        streaming(t, "smstop", "0100", " 'za'", "Turns the matrix storage off.");
        streaming(t, "smstart", "0101", " 'za'", "Turns the matrix storage on.");
        streaming(t, "smstop", "0110", "", "Leaves streaming mode and turns the matrix storage off.");
        streaming(t, "smstart", "0111", "", "Enters streaming mode and turns the matrix storage on.");
        t.row("sys", "1101010100 L=0 op0=01 op1:3 CRn:4 CRm:4 op2:3 Rt~11111",
              "sys #op1.decimal, CRn.c, CRm.c, #op2.decimal{, Xt=31}",
              "Runs a system operation, with Rt as its argument.",
              alias("ic op1:CRn:CRm:op2.ic", ""),
              alias("ic op1:CRn:CRm:op2.icx, Xt", ""),
              alias("dc op1:CRn:CRm:op2.dcx, Xt", ""),
              alias("at op1:CRn:CRm:op2.atx, Xt", ""),
              alias("tlbi op1:CRn:CRm:op2.tlbi", ""),
              alias("tlbi op1:CRn:CRm:op2.tlbix, Xt", ""),
              alias("cfp 'rctx', Xt", "op1=3 CRn=7 CRm=3 op2=4"),
              alias("dvp 'rctx', Xt", "op1=3 CRn=7 CRm=3 op2=5"),
              alias("cpp 'rctx', Xt", "op1=3 CRn=7 CRm=3 op2=7"),
              also("msr op0:op1:CRn:CRm:op2.written, Xt", ""));
        t.row("sysl", "1101010100 L=1 op0=01 op1:3 CRn:4 CRm:4 op2:3 Rt",
              "sysl Xt, #op1.decimal, CRn.c, CRm.c, #op2.decimal",
              "Runs a system operation with its result in Rt.",
              also("mrs Xt, op0:op1:CRn:CRm:op2.read", ""));
        t.row("msr", "1101010100 L=0 op0=1x op1:3 CRn:4 CRm:4 op2:3 Rt",
              "msr op0:op1:CRn:CRm:op2.written, Xt", "Writes a system register.");
        t.row("mrs", "1101010100 L=1 op0=1x op1:3 CRn:4 CRm:4 op2:3 Rt",
              "mrs Xt, op0:op1:CRn:CRm:op2.read", "Reads a system register.");
        t.row("msr.reserved", "1101010100 L=0 op0=00 op1:3 CRn:4 CRm:4 op2:3 Rt",
              "msr op0:op1:CRn:CRm:op2.written, Xt", "Is reserved: the name is only its numbers.",
              goes(Flow.TRAP));
        t.row("mrs.reserved", "1101010100 L=1 op0=00 op1:3 CRn:4 CRm:4 op2:3 Rt",
              "mrs Xt, op0:op1:CRn:CRm:op2.read", "Is reserved: the name is only its numbers.",
              goes(Flow.TRAP));
        t.row("wfet", "11010101000000110001 0000 000 Rd",
              "wfet Xd", "Waits for an event until a time.");
        t.row("wfit", "11010101000000110001 0000 001 Rd",
              "wfit Xd", "Waits for an interrupt until a time.");
        t.row("tstart", "1101010100 1 00 011 0011 0000 011 Rt",
              "tstart Xt", "Begins a transaction.");
        t.row("ttest", "1101010100 1 00 011 0011 0001 011 Rt",
              "ttest Xt", "Tells how deep in transactions this is.");
    }

    private static void streaming(Rows t, String name, String number, String what, String meaning) {
        String row = name + what.replace(" '", ".").replace("'", "");
        t.row(row, "1101010100 0 00 op1=011 0100 CRm=" + number + " op2=011 11111",
              name + what, meaning);
    }

    private static void hints(Rows t) {
        t.row("hint", "1101010100 0 00 011 0010 CRm:4 op2:3 11111",
              "hint #CRm:op2", "Does nothing, unless the processor knows better.",
              also("dgh", "CRm=0 op2=6"));
        hint(t, "nop", "CRm=0000 op2=000", "Does nothing.");
        hint(t, "yield", "CRm=0000 op2=001", "Says that this thread is only waiting.");
        hint(t, "wfe", "CRm=0000 op2=010", "Waits for an event.");
        hint(t, "wfi", "CRm=0000 op2=011", "Waits for an interrupt.");
        hint(t, "sev", "CRm=0000 op2=100", "Sends an event to every processor.");
        hint(t, "sevl", "CRm=0000 op2=101", "Sends an event to this processor.");
        hint(t, "xpaclri", "CRm=0000 op2=111", "Strips the signature of x30.");
        hint(t, "pacia1716", "CRm=0001 op2=000", "Signs x17 with key A, modified by x16.");
        hint(t, "pacib1716", "CRm=0001 op2=010", "Signs x17 with key B, modified by x16.");
        hint(t, "autia1716", "CRm=0001 op2=100", "Authenticates x17 with key A, modified by x16.");
        hint(t, "autib1716", "CRm=0001 op2=110", "Authenticates x17 with key B, modified by x16.");
        hint(t, "esb", "CRm=0010 op2=000", "Takes pending errors before it goes on.");
        hint(t, "psb 'csync'", "CRm=0010 op2=001", "Waits for profiling data of what came before.");
        hint(t, "tsb 'csync'", "CRm=0010 op2=010", "Waits for trace data of what came before.");
        hint(t, "csdb", "CRm=0010 op2=100", "Lets nothing after it use predicted data.");
        hint(t, "clearbhb", "CRm=0010 op2=110", "Forgets the history of branches.");
        hint(t, "paciaz", "CRm=0011 op2=000", "Signs x30 with key A.");
        hint(t, "paciasp", "CRm=0011 op2=001", "Signs x30 with key A, modified by sp.");
        hint(t, "pacibz", "CRm=0011 op2=010", "Signs x30 with key B.");
        hint(t, "pacibsp", "CRm=0011 op2=011", "Signs x30 with key B, modified by sp.");
        hint(t, "autiaz", "CRm=0011 op2=100", "Authenticates x30 with key A.");
        hint(t, "autiasp", "CRm=0011 op2=101", "Authenticates x30 with key A, modified by sp.");
        hint(t, "autibz", "CRm=0011 op2=110", "Authenticates x30 with key B.");
        hint(t, "autibsp", "CRm=0011 op2=111", "Authenticates x30 with key B, modified by sp.");
        hint(t, "bti", "CRm=0100 op2=000", "Marks code that no indirect branch may enter.");
        hint(t, "bti 'c'", "CRm=0100 op2=010", "Marks a place that indirect calls may enter.");
        hint(t, "bti 'j'", "CRm=0100 op2=100", "Marks a place that indirect jumps may enter.");
        hint(t, "bti 'jc'", "CRm=0100 op2=110", "Marks a place that indirect calls and jumps may enter.");
    }

    /** The row is named as it is written, with a dot for the blank: {@code bti.c}. */
    private static void hint(Rows t, String syntax, String number, String meaning) {
        String name = syntax.replace(' ', '.').replace("'", "");
        t.row(name, "1101010100 0 00 011 0010 " + number + " 11111",
              syntax, meaning);
    }

    private static void barriers(Rows t) {
        String head = "1101010100 0 00 011 0011 CRm";
        t.row("clrex", head + ":4 op2=010 11111",
              "clrex {#CRm=15}", "Forgets the address that a load exclusive watches.");
        t.row("dsb", head + ":4 op2=100 11111",
              "dsb CRm.barrier", "Waits until earlier accesses to memory are done.",
              alias("ssbb", "CRm=0"),
              alias("pssbb", "CRm=4"));
        t.row("dsb.nxs", head + "=xx10 op2=001 11111",
              "dsb CRm.nxs",
              "Waits until earlier accesses to memory are done, those with the XS attribute aside.",
              also("dsb #CRm.beyond", ""));
        t.row("dmb", head + ":4 op2=101 11111",
              "dmb CRm.barrier", "Keeps accesses to memory before it and after it in order.");
        t.row("isb", head + ":4 op2=110 11111",
              "isb {CRm.isb=15}", "Fetches everything after it anew.");
        t.row("sb", head + "=0000 op2=111 11111",
              "sb", "Lets nothing after it run by speculation.");
        t.row("tcommit", head + "=0000 op2=011 11111",
              "tcommit", "Ends a transaction.");
    }

    private static void flags(Rows t) {
        t.row("cfinv", "1101010100 0 00 000 0100 CRm=0000 000 11111",
              "cfinv", "Inverts the carry.");
        t.row("xaflag", "1101010100 0 00 000 0100 CRm=0000 001 11111",
              "xaflag", "Turns the flags of a floating-point comparison into another form.");
        t.row("axflag", "1101010100 0 00 000 0100 CRm=0000 010 11111",
              "axflag", "Turns the flags of a floating-point comparison back into Arm's form.");
    }
    // spotless:on
}
