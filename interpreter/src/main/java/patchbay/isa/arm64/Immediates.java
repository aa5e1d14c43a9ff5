package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.always;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Data processing with an immediate: bits 28:26 are 100.
 *
 * <p>Three ways to write a constant meet here: twelve bits, perhaps shifted by twelve (add, sub);
 * sixteen bits at one of four places (movn, movz, movk); and a bit mask (and, orr, eor): a run of
 * ones, rotated, repeated. {@code mov} takes whichever of the last two fits. The moves of bit
 * fields are three instructions under a dozen names.
 */
final class Immediates {
    // spotless:off
    private Immediates() {}

    private static final Row.Clause NO_SHORT_HIGH_PART = except("sf=0 hw=1x");
    private static final Row.Clause N_FOLLOWS_SF = always("N=sf");
    private static final Row.Clause SHORT_ROTATION = except("sf=0 immr=1xxxxx | sf=0 imms=1xxxxx");

    /** A run of ones must be shorter than its element, and an element of one bit is none. */
    private static final Row.Clause NO_MASK =
            except(
                    "sf=0 N=1 | N=1 imms=111111 | N=0 imms=011111 | N=0 imms=101111 | N=0 imms=110111"
                            + " | N=0 imms=111011 | N=0 imms=111101 | N=0 imms=11111x");

    static void add(Rows t) {
        t.row("adr", "op=0 immlo:2 10000 immhi:19 Rd",
              "adr Xd, immhi:immlo.address", "Puts an address near this instruction into Rd.");
        t.row("adrp", "op=1 immlo:2 10000 immhi:19 Rd",
              "adrp Xd, immhi:immlo.page",
              "Puts the address of a 4 KiB page into Rd, counted in pages from this instruction's.");

        t.row("add.immediate", "sf op=0 S=0 100010 sh imm12 Rn Rd",
              "add Rd|SP, Rn|SP, #imm12{, sh.lsl*12}", "Adds an immediate to Rn.",
              alias("mov Rd|SP, Rn|SP", "sh=0 imm12=0", "Rd=31 | Rn=31"),
              also("add Rd|SP, Rn|SP, #imm12*4096", "sh=1"),
              also("add Rd|SP, Rn|SP, #imm12.low{, sh.lsl*12}", ""),
              also("sub Rd|SP, Rn|SP, #imm12.negative{, sh.lsl*12}", ""),
              also("sub Rd|SP, Rn|SP, #imm12.negative*4096", "sh=1"));
        t.row("adds.immediate", "sf op=0 S=1 100010 sh imm12 Rn Rd",
              "adds Rd, Rn|SP, #imm12{, sh.lsl*12}", "Adds an immediate to Rn and sets the flags.",
              alias("cmn Rn|SP, #imm12{, sh.lsl*12}", "Rd=31"),
              also("adds Rd, Rn|SP, #imm12*4096", "sh=1"),
              also("cmn Rn|SP, #imm12*4096", "Rd=31 sh=1"),
              also("subs Rd, Rn|SP, #imm12.negative{, sh.lsl*12}", ""),
              also("subs Rd, Rn|SP, #imm12.negative*4096", "sh=1"),
              also("cmp Rn|SP, #imm12.negative{, sh.lsl*12}", "Rd=31"),
              also("cmp Rn|SP, #imm12.negative*4096", "Rd=31 sh=1"));
        t.row("sub.immediate", "sf op=1 S=0 100010 sh imm12 Rn Rd",
              "sub Rd|SP, Rn|SP, #imm12{, sh.lsl*12}", "Subtracts an immediate from Rn.",
              also("sub Rd|SP, Rn|SP, #imm12*4096", "sh=1"),
              also("add Rd|SP, Rn|SP, #imm12.negative{, sh.lsl*12}", ""),
              also("add Rd|SP, Rn|SP, #imm12.negative*4096", "sh=1"));
        t.row("subs.immediate", "sf op=1 S=1 100010 sh imm12 Rn Rd",
              "subs Rd, Rn|SP, #imm12{, sh.lsl*12}", "Subtracts an immediate from Rn and sets the flags.",
              alias("cmp Rn|SP, #imm12{, sh.lsl*12}", "Rd=31"),
              also("subs Rd, Rn|SP, #imm12*4096", "sh=1"),
              also("cmp Rn|SP, #imm12*4096", "Rd=31 sh=1"),
              also("adds Rd, Rn|SP, #imm12.negative{, sh.lsl*12}", ""),
              also("adds Rd, Rn|SP, #imm12.negative*4096", "sh=1"),
              also("cmn Rn|SP, #imm12.negative{, sh.lsl*12}", "Rd=31"),
              also("cmn Rn|SP, #imm12.negative*4096", "Rd=31 sh=1"));
        t.row("addg", "sf=1 op=0 S=0 100011 0 uimm6:6 op3=00 uimm4:4 Rn Rd",
              "addg Xd|SP, Xn|SP, #uimm6*16.hex, #uimm4", "Adds to an address and to its memory tag.");
        t.row("subg", "sf=1 op=1 S=0 100011 0 uimm6:6 op3=00 uimm4:4 Rn Rd",
              "subg Xd|SP, Xn|SP, #uimm6*16.hex, #uimm4",
              "Subtracts from an address and adds to its memory tag.");

        extreme(t, "smax", "opc=0000", "#imm8.signed", "Takes the greater of Rn and an immediate, signed.");
        extreme(t, "umax", "opc=0001", "#imm8.decimal", "Takes the greater of Rn and an immediate, unsigned.");
        extreme(t, "smin", "opc=0010", "#imm8.signed", "Takes the lesser of Rn and an immediate, signed.");
        extreme(t, "umin", "opc=0011", "#imm8.decimal", "Takes the lesser of Rn and an immediate, unsigned.");

        // In the order in which mov tries them.
        t.row("movz", "sf opc=10 100101 hw:2 imm16 Rd",
              "movz Rd, #imm16{, hw.lsl*16}", "Sets Rd to 16 bits at one of four places, all other bits zero.",
              NO_SHORT_HIGH_PART,
              alias("mov Rd, #hw:imm16.wide", "", "hw=0 | imm16!=0"),
              also("movz Rd, #hw:imm16.part", ""),
              also("movn Rd, #hw:imm16.opposite", ""));
        t.row("movn", "sf opc=00 100101 hw:2 imm16 Rd",
              "movn Rd, #imm16{, hw.lsl*16}", "Sets Rd to all ones but for the inverse of 16 bits.",
              NO_SHORT_HIGH_PART,
              alias("mov Rd, #hw:imm16.widenot", "", "sf=1 hw=0 | sf=1 imm16!=0"
                  + " | sf=0 hw=0 imm16!=65535 | sf=0 imm16!=0 imm16!=65535"),
              also("movn Rd, #hw:imm16.part", ""),
              also("movz Rd, #hw:imm16.opposite", ""));
        t.row("movk", "sf opc=11 100101 hw:2 imm16 Rd",
              "movk Rd, #imm16{, hw.lsl*16}", "Replaces 16 bits of Rd and keeps the others.",
              NO_SHORT_HIGH_PART,
              also("movk Rd, #hw:imm16.part", ""));

        t.row("and.immediate", "sf opc=00 100100 N immr:6 imms:6 Rn Rd",
              "and Rd|SP, Rn, #N:immr:imms.bitmask", "Takes the bits of Rn that a bit mask has.",
              NO_MASK,
              also("bic Rd|SP, Rn, #N:immr:imms.inverted", ""));
        t.row("orr.immediate", "sf opc=01 100100 N immr:6 imms:6 Rn Rd",
              "orr Rd|SP, Rn, #N:immr:imms.bitmask", "Sets the bits of a bit mask in Rn.",
              NO_MASK,
              alias("mov Rd|SP, #N:immr:imms.move", "Rn=31"));
        t.row("eor.immediate", "sf opc=10 100100 N immr:6 imms:6 Rn Rd",
              "eor Rd|SP, Rn, #N:immr:imms.bitmask", "Flips the bits of a bit mask in Rn.",
              NO_MASK);
        t.row("ands.immediate", "sf opc=11 100100 N immr:6 imms:6 Rn Rd",
              "ands Rd, Rn, #N:immr:imms.bitmask",
              "Takes the bits of Rn that a bit mask has, and sets the flags.",
              NO_MASK,
              alias("tst Rn, #N:immr:imms.bitmask", "Rd=31"));

        t.row("sbfm", "sf opc=00 100110 N immr:6 imms:6 Rn Rd",
              "sbfm Rd, Rn, #immr.decimal, #imms.decimal",
              "Moves a bit field of Rn, with its sign above it and zeros below.",
              N_FOLLOWS_SF,
              SHORT_ROTATION,
              alias("sxtb Rd, Wn", "immr=0 imms=7"),
              alias("sxth Rd, Wn", "immr=0 imms=15"),
              alias("sxtw Xd, Wn", "sf=1 immr=0 imms=31"),
              alias("asr Rd, Rn, #immr:imms.right", ""),
              alias("sbfiz Rd, Rn, #immr.negated, #imms.width", "", "imms<immr"),
              alias("sbfx Rd, Rn, #immr.decimal, #imms.extent", "", "imms>=immr"));
        t.row("bfm", "sf opc=01 100110 N immr:6 imms:6 Rn Rd",
              "bfm Rd, Rn, #immr.decimal, #imms.decimal",
              "Moves a bit field of Rn into Rd and keeps the other bits of Rd.",
              N_FOLLOWS_SF,
              SHORT_ROTATION,
              alias("bfc Rd, #immr.negated, #imms.width", "Rn=31", "imms<immr"),
              alias("bfi Rd, Rn, #immr.negated, #imms.width", "", "imms<immr"),
              alias("bfxil Rd, Rn, #immr.decimal, #imms.extent", "", "imms>=immr"));
        t.row("ubfm", "sf opc=10 100110 N immr:6 imms:6 Rn Rd",
              "ubfm Rd, Rn, #immr.decimal, #imms.decimal", "Moves a bit field of Rn, with zeros around it.",
              N_FOLLOWS_SF,
              SHORT_ROTATION,
              alias("uxtb Wd, Wn", "sf=0 immr=0 imms=7"),
              alias("uxth Wd, Wn", "sf=0 immr=0 imms=15"),
              alias("lsl Rd, Rn, #immr:imms.left", ""),
              alias("lsr Rd, Rn, #immr:imms.right", ""),
              alias("ubfiz Rd, Rn, #immr.negated, #imms.width", "", "imms<immr"),
              alias("ubfx Rd, Rn, #immr.decimal, #imms.extent", "", "imms>=immr"));

        t.row("extr", "sf op21=00 100111 N o0=0 Rm imms:6 Rn Rd",
              "extr Rd, Rn, Rm, #imms.decimal", "Takes a register's width of bits from the pair Rn:Rm.",
              N_FOLLOWS_SF,
              except("sf=0 imms=1xxxxx"),
              alias("ror Rd, Rn, #imms.decimal", "Rm=Rn"));
    }

    private static void extreme(Rows t, String name, String opc, String number, String meaning) {
        String operands = name + " Rd, Rn, " + number;
        t.row(name + ".immediate", "sf op=0 S=0 100011 1 " + opc + " imm8 Rn Rd",
              operands, meaning);
    }
    // spotless:on
}
