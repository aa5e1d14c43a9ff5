package patchbay.isa.ppc64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/** Computing with a number of sixteen bits, and rotating under a mask. */
final class Immediates {
    // spotless:off
    private Immediates() {}

    static void add(Rows t) {
        t.row("addi", "001110 RT RA SI:16", "addi RT,RA,SI.signed", "Adds a number to RA, or to 0.",
              alias("li RT,SI.signed", "RA=0"), also("subi RT,RA,SI.negated", ""),
              also("la RT,SI.signed(RA|0)", ""));
        t.row("addis", "001111 RT RA SIS:16", "addis RT,RA,SIS.signed",
              "Adds a number, shifted left by 16, to RA, or to 0.",
              alias("lis RT,SIS.signed", "RA=0"), also("subis RT,RA,SIS.negated", ""));
        t.row("addic", "001100 RT RA SI:16", "addic RT,RA,SI.signed", "Adds a number to RA, and sets CA.",
              also("subic RT,RA,SI.negated", ""));
        t.row("addic.", "001101 RT RA SI:16", "addic. RT,RA,SI.signed",
              "Adds a number to RA, sets CA, and compares with 0.",
              also("subic. RT,RA,SI.negated", ""));
        t.row("subfic", "001000 RT RA SI:16", "subfic RT,RA,SI.signed", "Subtracts RA from a number, and sets CA.");
        t.row("mulli", "000111 RT RA SI:16", "mulli RT,RA,SI.signed", "Multiplies RA by a number.");
        comparisons(t);
        logic(t, "ori", "011000", "Takes the bits that either has.", alias("nop", "RS=0 RA=0 UI=0"),
              alias("exser", "RS=31 RA=31 UI=0"));
        logic(t, "oris", "011001", "Takes the bits that RS or the number, shifted left by 16, has.");
        logic(t, "xori", "011010", "Takes the bits that only one has.", alias("xnop", "RS=0 RA=0 UI=0"));
        logic(t, "xoris", "011011", "Takes the bits that only one of RS and the number, shifted left by 16, has.");
        logic(t, "andi.", "011100", "Takes the bits that both have, and compares with 0.");
        logic(t, "andis.", "011101", "Takes the bits that RS and the number, shifted left by 16, have, and compares with 0.");
        trap(t, "tdi", "td", "000010", "doublewords");
        trap(t, "twi", "tw", "000011", "words");
        rotations(t);
        wideRotations(t);
    }

    private static void logic(Rows t, String name, String opcode, String meaning, Row.Clause... clauses) {
        t.row(name, opcode + " RS RA UI:16", name + " RA,RS,UI", meaning, clauses);
    }

    private static void trap(Rows t, String name, String start, String opcode, String what) {
        t.row(name, opcode + " TO:5 RA SI:16", name + " TO,RA,SI.signed",
              "Traps if RA and the number, as " + what + ", are as TO says.",
              alias(start + "<TO.trap>i RA,SI.signed", ""));
    }

    private static void comparisons(Rows t) {
        compare(t, "cmpwi", "cmpi", "001011", "L=0", "SI:16", "SI.signed", "Compares the word in RA with a number.");
        compare(t, "cmpdi", "cmpi", "001011", "L=1", "SI:16", "SI.signed", "Compares RA with a number.");
        compare(t, "cmplwi", "cmpli", "001010", "L=0", "UI:16", "UI", "Compares the word in RA with a number, both without signs.");
        compare(t, "cmpldi", "cmpli", "001010", "L=1", "UI:16", "UI", "Compares RA with a number, both without signs.");
    }

    private static void compare(
            Rows t, String name, String generic, String opcode, String width, String field, String number,
            String meaning) {
        // Where registers are said as numbers, only how many there are tells what they are.
        t.row(name, opcode + " BF:3 unused~0 " + width + " RA " + field, name + " {BF,}RA," + number, meaning,
              also(name + " RA," + number, "BF=0"), also(generic + " BF,L,RA," + number, ""),
              also(generic + " L,RA," + number, "BF=0"));
    }

    private static void rotations(Rows t) {
        t.row("rlwimi", "010100 RS RA SH:5 MB:5 ME:5 Rc:1", "rlwimi<Rc> RA,RS,SH,MB,ME",
              "Rotates the word in RS left, and puts bits MB to ME of that into RA.",
              also("inslwi<Rc> RA,RS,SH.insertLeft", ""), also("insrwi<Rc> RA,RS,SH.insertRight", ""));
        t.row("rlwinm", "010101 RS RA SH:5 MB:5 ME:5 Rc:1", "rlwinm<Rc> RA,RS,SH,MB,ME",
              "Rotates the word in RS left, and keeps bits MB to ME.",
              alias("rotlwi<Rc> RA,RS,SH", "MB=0 ME=31"), alias("clrlwi<Rc> RA,RS,MB", "SH=0 ME=31"),
              alias("clrrwi<Rc> RA,RS,ME.cleared", "SH=0 MB=0"), alias("slwi<Rc> RA,RS,SH.left", "MB=0"),
              alias("srwi<Rc> RA,RS,SH.right", "ME=31"), also("rotrwi<Rc> RA,RS,SH.rotated", "MB=0 ME=31"),
              also("extlwi<Rc> RA,RS,SH.extractLeft", ""), also("extrwi<Rc> RA,RS,SH.extractRight", ""),
              also("clrlslwi<Rc> RA,RS,SH.clearShift", ""));
        t.row("rlwnm", "010111 RS RA RB MB:5 ME:5 Rc:1", "rlwnm<Rc> RA,RS,RB,MB,ME",
              "Rotates the word in RS left by RB, and keeps bits MB to ME.",
              alias("rotlw<Rc> RA,RS,RB", "MB=0 ME=31"));
    }

    private static void wideRotations(Rows t) {
        wide(t, "rldicl", "000", "Rotates RS left, and keeps the bits from m on.",
             alias("rotldi<Rc> RA,RS,sh5:sh", "m=0 m5=0"), alias("clrldi<Rc> RA,RS,m5:m", "sh=0 sh5=0"),
             alias("srdi<Rc> RA,RS,SH.right", ""), also("rotrdi<Rc> RA,RS,SH.rotated", "m=0 m5=0"),
             also("extrdi<Rc> RA,RS,SH.extractRight", ""));
        wide(t, "rldicr", "001", "Rotates RS left, and keeps the bits up to m.",
             alias("clrrdi<Rc> RA,RS,SH.cleared", "sh=0 sh5=0"), alias("sldi<Rc> RA,RS,SH.left", ""),
             also("extldi<Rc> RA,RS,SH.extractLeft", ""));
        wide(t, "rldic", "010", "Rotates RS left, and keeps the bits from m to 63 - n.",
             also("clrlsldi<Rc> RA,RS,SH.clearShift", ""));
        wide(t, "rldimi", "011", "Rotates RS left, and puts bits m to 63 - n of that into RA.",
             also("insrdi<Rc> RA,RS,SH.insertRight", ""));
        t.row("rldcl", "011110 RS RA RB m:5 m5 1000 Rc:1", "rldcl<Rc> RA,RS,RB,m5:m",
              "Rotates RS left by RB, and keeps the bits from m on.",
              alias("rotld<Rc> RA,RS,RB", "m=0 m5=0"));
        t.row("rldcr", "011110 RS RA RB m:5 m5 1001 Rc:1", "rldcr<Rc> RA,RS,RB,m5:m",
              "Rotates RS left by RB, and keeps the bits up to m.");
    }

    private static void wide(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "011110 RS RA sh:5 m:5 m5 " + xo + " sh5 Rc:1", name + "<Rc> RA,RS,sh5:sh,m5:m", meaning,
              clauses);
    }
    // spotless:on
}
