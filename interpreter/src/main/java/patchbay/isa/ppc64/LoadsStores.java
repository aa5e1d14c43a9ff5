package patchbay.isa.ppc64;

import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Loads and stores of general registers with a displacement, which is sixteen bits, or, in fewer
 * bits, a multiple of 4 or 16. Base register 0 is the number 0. The forms with a u at the end leave
 * the address in the base register, which therefore is neither 0 nor what is loaded.
 */
final class LoadsStores {
    // spotless:off
    private LoadsStores() {}

    static final Row.Clause UPDATED_LOAD = except("RA=0 | RA=RT");
    static final Row.Clause UPDATED_STORE = except("RA=0");

    static void add(Rows t) {
        load(t, "lwz", "100000", "100001", "Loads a word.");
        load(t, "lbz", "100010", "100011", "Loads a byte.");
        load(t, "lhz", "101000", "101001", "Loads a halfword.");
        load(t, "lha", "101010", "101011", "Loads a halfword with its sign.");
        store(t, "stw", "100100", "100101", "Stores a word.");
        store(t, "stb", "100110", "100111", "Stores a byte.");
        store(t, "sth", "101100", "101101", "Stores a halfword.");
        t.row("lmw", "101110 RT RA D:16", "lmw RT,D.signed(RA|0)", "Loads words into RT to r31.",
              except("RA>=RT"));
        t.row("stmw", "101111 RS RA D:16", "stmw RS,D.signed(RA|0)", "Stores the words in RS to r31.");
        t.row("ld", "111010 RT RA DS:14 00", "ld RT,DS.signed*4(RA|0)", "Loads a doubleword.");
        t.row("ldu", "111010 RT RA DS:14 01", "ldu RT,DS.signed*4(RA)",
              "Loads a doubleword, and leaves the address in RA.", UPDATED_LOAD);
        t.row("lwa", "111010 RT RA DS:14 10", "lwa RT,DS.signed*4(RA|0)", "Loads a word with its sign.");
        t.row("std", "111110 RS RA DS:14 00", "std RS,DS.signed*4(RA|0)", "Stores a doubleword.");
        t.row("stdu", "111110 RS RA DS:14 01", "stdu RS,DS.signed*4(RA)",
              "Stores a doubleword, and leaves the address in RA.", UPDATED_STORE);
        t.row("lq", "111000 RT RA DQ:12 unused~0000", "lq RT,DQ.signed*16(RA|0)",
              "Loads a quadword into an even register and the next.", except("RA=RT | RT=xxxx1"));
        t.row("stq", "111110 RS RA DS:14 10", "stq RS,DS.signed*4(RA|0)",
              "Stores a quadword from an even register and the next.", except("RS=xxxx1"));
    }

    private static void load(Rows t, String name, String opcode, String updating, String meaning) {
        t.row(name, opcode + " RT RA D:16", name + " RT,D.signed(RA|0)", meaning);
        t.row(name + "u", updating + " RT RA D:16", name + "u RT,D.signed(RA)", updating(meaning), UPDATED_LOAD);
    }

    private static void store(Rows t, String name, String opcode, String updating, String meaning) {
        t.row(name, opcode + " RS RA D:16", name + " RS,D.signed(RA|0)", meaning);
        t.row(name + "u", updating + " RS RA D:16", name + "u RS,D.signed(RA)", updating(meaning), UPDATED_STORE);
    }

    static String updating(String meaning) {
        return meaning.substring(0, meaning.length() - 1) + ", and leaves the address in RA.";
    }
    // spotless:on
}
