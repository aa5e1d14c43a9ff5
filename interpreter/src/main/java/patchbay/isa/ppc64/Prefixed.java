package patchbay.isa.ppc64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Instructions of two words: the first, the prefix, has primary opcode 1, a type, and the higher
 * bits of a number; the second looks like an instruction of its own. If R is 1, the number counts
 * from the instruction, and there is no base register.
 *
 * <p>The prefix stands at the lower address and is the high half here. No instruction lies across a
 * border of 64 bytes.
 */
final class Prefixed {
    // spotless:off
    private Prefixed() {}

    /** The type of what is only longer than its suffix alone, and of what has a suffix of its own. */
    private static final String LONGER = "000001 10 000 R 00 d0:18 ";

    private static final String OWN = "000001 00 000 R 00 d0:18 ";
    private static final Row.Clause NO_BASE = except("R=1 RA!=0");

    static void add(Rows t) {
        numbers(t);
        storage(t);
        vectors(t);
        Matrices.addPrefixed(t);
    }

    private static void numbers(Rows t) {
        t.row("paddi", LONGER + "001110 RT RA d1:16", "paddi RT,RA|0,d0:d1.signed", "Adds a number of 34 bits.",
              alias("pla RT,d0:d1.distance", "R=1 RA=0"), alias("pli RT,d0:d1.signed", "R=0 RA=0"), NO_BASE,
              also("paddi RT,RA|0,d0:d1.signed,R", ""), also("pla RT,d0:d1.signed(RA|0)", "R=0"),
              also("pla RT,d0:d1.signed(RA|0),R", ""), also("psubi RT,RA,d0:d1.negated", "R=0"));
        t.row("pnop", "000001 11 0000 00000000000000000000 00000 unused~000000000000000000000000000", "pnop",
              "Does nothing.");
    }

    private static void storage(Rows t) {
        longer(t, "plwz", "100000 RT", "RT", "Loads a word.");
        longer(t, "plbz", "100010 RT", "RT", "Loads a byte.");
        longer(t, "plhz", "101000 RT", "RT", "Loads a halfword.");
        longer(t, "plha", "101010 RT", "RT", "Loads a halfword with its sign.");
        longer(t, "pstw", "100100 RS", "RS", "Stores a word.");
        longer(t, "pstb", "100110 RS", "RS", "Stores a byte.");
        longer(t, "psth", "101100 RS", "RS", "Stores a halfword.");
        longer(t, "plfs", "110000 FRT:5", "FRT", "Loads a single.");
        longer(t, "plfd", "110010 FRT:5", "FRT", "Loads a double.");
        longer(t, "pstfs", "110100 FRS:5", "FRS", "Stores a single.");
        longer(t, "pstfd", "110110 FRS:5", "FRS", "Stores a double.");
        own(t, "plwa", "101001 RT", "RT", "Loads a word with its sign.");
        own(t, "pld", "111001 RT", "RT", "Loads a doubleword.");
        own(t, "pstd", "111101 RS", "RS", "Stores a doubleword.");
        own(t, "plq", "111000 RTp:4 unused~0", "RTp", "Loads a quadword into an even register and the next.",
            except("RTp:unused=RA"));
        own(t, "pstq", "111100 RSp:4 unused~0", "RSp", "Stores a quadword from an even register and the next.");
        own(t, "plxsd", "101010 VRT:5", "VRT", "Loads a double into a vector.");
        own(t, "plxssp", "101011 VRT:5", "VRT", "Loads a single into a vector.");
        own(t, "plxv", "11001 TX T:5", "XT", "Loads a vector.");
        own(t, "plxvp", "111010 Tp:4 TX", "XTp", "Loads a pair of vectors.");
        own(t, "pstxsd", "101110 VRS:5", "VRS", "Stores a double from a vector.");
        own(t, "pstxssp", "101111 VRS:5", "VRS", "Stores a single from a vector.");
        own(t, "pstxv", "11011 SX S:5", "XS", "Stores a vector.");
        own(t, "pstxvp", "111110 Sp:4 SX", "XSp", "Stores a pair of vectors.");
    }

    private static void longer(Rows t, String name, String suffix, String operand, String meaning) {
        displaced(t, name, LONGER + suffix, operand, meaning);
    }

    private static void own(
            Rows t, String name, String suffix, String operand, String meaning, Row.Clause... clauses) {
        displaced(t, name, OWN + suffix, operand, meaning, clauses);
    }

    private static void displaced(
            Rows t, String name, String bits, String operand, String meaning, Row.Clause... clauses) {
        String start = name + " " + operand + ",";
        Row.Clause[] all = {
            alias(start + "d0:d1.distance", "R=1 RA=0"), NO_BASE,
            also(start + "d0:d1.signed(RA|0),R", ""), clauses.length == 0 ? NO_BASE : clauses[0]
        };
        t.row(name, bits + " RA d1:16", start + "d0:d1.signed(RA|0)", meaning, all);
    }

    private static void vectors(Rows t) {
        t.row("xxsplti32dx", "000001 01 0000 0000 i0:16 100000 T:5 000 IX TX i1:16", "xxsplti32dx XT,IX,i0:i1",
              "Puts a number into one word of each doubleword.");
        t.row("xxspltidp", "000001 01 0000 0000 i0:16 100000 T:5 0010 TX i1:16", "xxspltidp XT,i0:i1",
              "Puts a single into both doublewords, as a double.");
        t.row("xxspltiw", "000001 01 0000 0000 i0:16 100000 T:5 0011 TX i1:16", "xxspltiw XT,i0:i1",
              "Puts a number into each word.");
        blend(t, "xxblendvb", "00", "bytes");
        blend(t, "xxblendvh", "01", "halfwords");
        blend(t, "xxblendvw", "10", "words");
        blend(t, "xxblendvd", "11", "doublewords");
        t.row("xxpermx", "000001 01 0000 00000000000000000 UIM:3 100010 T:5 A:5 B:5 C:5 00 CX AX BX TX",
              "xxpermx XT,XA,XB,XC,UIM", "Chooses bytes of a part of a table.");
        t.row("xxeval", "000001 01 0000 000000000000 UIM:8 100010 T:5 A:5 B:5 C:5 01 CX AX BX TX",
              "xxeval XT,XA,XB,XC,UIM", "Combines three vectors by a truth table.");
    }

    private static void blend(Rows t, String name, String xo, String what) {
        t.row(name, "000001 01 0000 00000000000000000000 100001 T:5 A:5 B:5 C:5 " + xo + " CX AX BX TX",
              name + " XT,XA,XB,XC", "Takes " + what + " of XB where XC has a highest bit, of XA elsewhere.");
    }
    // spotless:on
}
