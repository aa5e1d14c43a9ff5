package patchbay.isa.ppc64;

import static patchbay.isa.Row.Flow.CALL;
import static patchbay.isa.Row.Flow.CONDITIONAL;
import static patchbay.isa.Row.Flow.INDIRECT_CALL;
import static patchbay.isa.Row.Flow.INDIRECT_JUMP;
import static patchbay.isa.Row.Flow.JUMP;
import static patchbay.isa.Row.Flow.RETURN;
import static patchbay.isa.Row.Flow.TRAP;
import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;
import static patchbay.isa.Row.goes;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Branches, and the logic of the condition register that they look at.
 *
 * <p>BO, five bits, says what a branch depends on: on bit BI of the condition register being as T
 * says, on the count register having become zero or not after one was taken off, on both, or on
 * nothing. What is left of it is a hint, a t: whether the branch is likely. BI is a field of the
 * condition register and one of its four bits, which give the names: beq is bc 12,2.
 */
final class Branches {
    // spotless:off
    private Branches() {}

    private static final Row.Clause NO_HINT_RESERVED = except("a=0 t=1");

    static void add(Rows t) {
        t.row("b", "010010 LI:24 AA LK=0", "b<AA> LI.label", "Jumps.", goes(JUMP));
        t.row("bl", "010010 LI:24 AA LK=1", "bl<AA> LI.label",
              "Jumps, and leaves the return address in LR.", goes(CALL));
        relative(t);
        register(t, "lr", "0000010000", "LR", false, RETURN);
        register(t, "tar", "1000110000", "TAR", false, INDIRECT_JUMP);
        register(t, "ctr", "1000010000", "CTR", true, INDIRECT_JUMP);
        t.row("sc", "010001 00000 00000 unused~0000 LEV:7 unused~000 1 0", "sc {LEV}",
              "Calls the system.", goes(TRAP));
        t.row("scv", "010001 00000 00000 unused~0000 LEV:7 unused~000 0 1", "scv LEV",
              "Calls the system through vector LEV.", goes(TRAP));
        t.row("attn", "000000 unused~000000000000000 01000000000", "attn",
              "Stops for a debugger.", goes(TRAP));
        conditions(t);
        returns(t);
        t.row("addpcis", "010011 RT d1:5 d0:10 00010 d2", "addpcis RT,d0:d1:d2.signed",
              "Adds a number, shifted left by 16, to the address of the next instruction.",
              alias("lnia RT", "d0=0 d1=0 d2=0"), also("subpcis RT,d0:d1:d2.negated", ""));
    }

    private static void relative(Rows t) {
        t.row("bc.condition", "010000 BO0=0 T BO2=1 at:2 CR:3 C:2 BD:14 AA LK",
              "b<T:C.if><LK><AA><at.hint> {CR,}BD.label",
              "Jumps if bit CR:C of the condition register is T.",
              also("bc<LK><AA> BO0:T:BO2:at,CR:C.bit,BD.label", ""), goes(CONDITIONAL));
        t.row("bc.count", "010000 BO0=1 a BO2=0 z t BI:5 BD:14 AA LK",
              "bc<LK><AA><a:t.hint> BO0:a:BO2:z:t,BI,BD.label",
              "Takes one off CTR, and jumps unless it has become 0, or, if z, if it has.",
              alias("bd<z.zero><LK><AA><a:t.hint> BD.label", "BI=0"),
              except("a=0 t=1 BI!=0"), goes(CONDITIONAL));
        t.row("bc.count.condition", "010000 BO0=0 T BO2=0 z unused BI:5 BD:14 AA LK",
              "bd<z.zero><T.truth><LK><AA> BI,BD.label",
              "Takes one off CTR, and jumps if that and bit BI of the condition register are as said.",
              also("bc<LK><AA> BO0:T:BO2:z:unused,BI,BD.label", ""), goes(CONDITIONAL));
        t.row("bc.always", "010000 BO=10100 BI:5 BD:14 AA LK=0", "bc<AA> BO,BI,BD.label", "Jumps.",
              goes(JUMP));
        t.row("bcl.always", "010000 BO=10100 BI:5 BD:14 AA LK=1", "bcl<AA> BO,BI,BD.label",
              "Jumps, and leaves the return address in LR.",
              goes(CALL));
    }

    private static void register(
            Rows t, String name, String xo, String said, boolean counts, Row.Flow flow) {
        String end = "unused=000 BH:2 " + xo;
        for (int link = 0; link < 2; link++) {
            String row = "bc" + (name.equals("ctr") ? "ctr" : name) + (link == 0 ? "" : "l");
            String to = name + (link == 0 ? "" : "l");
            String own = "bc" + to;
            String bits = end + " LK=" + link;
            String jumps = "Jumps to the address in " + said
                    + (link == 0 ? "" : ", leaves the return address in LR");
            Row.Flow where = link == 0 ? flow : INDIRECT_CALL;
            t.row(row + ".condition", "010011 BO0=0 T BO2=1 at:2 CR:3 C:2 " + bits,
                  "b<T:C.if>" + to + "<at.hint> {CR{,BH}}",
                  jumps + ", if bit CR:C of the condition register is T.",
                  except("at=01"), also(own + " BO0:T:BO2:at,CR:C.bit{,BH}", ""), goes(where));
            Row.Clause alias = alias("bd<z.zero>" + to + "<a:t.hint> {BH}", "BI=0");
            String syntax = own + "<a:t.hint> BO0:a:BO2:z:t,BI{,BH}";
            String count = "010011 BO0=1 a BO2=0 z t BI:5 " + bits;
            String counting = "Takes one off CTR, then: " + jumps + ", unless it has become 0, or, if z, if it has.";
            if (counts) {
                t.row(row + ".count", count, syntax, counting, NO_HINT_RESERVED, goes(where));
            } else {
                t.row(row + ".count", count, syntax, counting, NO_HINT_RESERVED, alias, goes(where));
            }
            String both = "010011 BO0=0 T BO2=0 z BO4=0 BI:5 " + bits;
            String generic = own + " BO0:T:BO2:z:BO4,BI{,BH}";
            String counted = "Takes one off CTR, then: " + jumps + ", if that and bit BI are as said.";
            if (counts) {
                t.row(row + ".count.condition", both, generic, counted, goes(where));
            } else {
                t.row(row + ".count.condition", both, "bd<z.zero><T.truth>" + to + " BI{,BH}", counted,
                      also(generic, ""), goes(where));
            }
            t.row(row + ".always", "010011 BO=10100 BI:5 " + bits, own + " BO,BI{,BH}", jumps + ".",
                  alias("b" + to + " {BH}", "BI=0"), goes(where));
        }
    }

    private static void conditions(Rows t) {
        t.row("mcrf", "010011 BF:3 00 BFA:3 00 00000 0000000000 0", "mcrf BF,BFA",
              "Copies a field of the condition register.");
        logic(t, "crand", "0100000001", "Takes what both bits are.");
        logic(t, "crandc", "0010000001", "Takes whether BA is 1 and BB is 0.");
        logic(t, "creqv", "0100100001", "Takes whether the bits are alike.", alias("crset BT", "BA=BT BB=BT"));
        logic(t, "crnand", "0011100001", "Takes whether one of the bits is 0.");
        logic(t, "crnor", "0000100001", "Takes whether both bits are 0.", alias("crnot BT,BA", "BB=BA"));
        logic(t, "cror", "0111000001", "Takes whether one of the bits is 1.", alias("crmove BT,BA", "BB=BA"));
        logic(t, "crorc", "0110100001", "Takes whether BA is 1 or BB is 0.");
        logic(t, "crxor", "0011000001", "Takes whether the bits differ.", alias("crclr BT", "BA=BT BB=BT"));
    }

    private static void logic(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "010011 BT:5 BA:5 BB:5 " + xo + " 0", name + " BT,BA,BB", meaning, clauses);
    }

    private static void returns(Rows t) {
        plain(t, "isync", "0010010110", "Waits for all before it, and fetches anew what follows.");
        plain(t, "rfid", "0000010010", "Returns from an interrupt.", goes(RETURN));
        plain(t, "hrfid", "0100010010", "Returns from an interrupt of the hypervisor.", goes(RETURN));
        plain(t, "urfid", "0100110010", "Returns from an interrupt of the ultravisor.", goes(RETURN));
        plain(t, "rfi", "0000110010", "Returns from an interrupt, on old processors.", goes(RETURN));
        plain(t, "rfscv", "0001010010", "Returns from a system call made by scv.", goes(RETURN));
        plain(t, "stop", "0101110010", "Saves power until an interrupt.");
        t.row("rfebb", "010011 00000 00000 0000 S 0010010010 0", "rfebb {S=1}",
              "Returns from an event-based branch.", goes(RETURN));
    }

    private static void plain(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "010011 00000 00000 00000 " + xo + " 0", name, meaning, clauses);
    }
    // spotless:on
}
