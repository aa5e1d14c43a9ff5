package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;
import static patchbay.isa.Row.onlyPrinted;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Loads and stores of general registers: bit 27 is 1 and bit 25 is 0.
 *
 * <p>Most come in the same six forms, so a row here is written once and stands for six in the
 * table, named by their form:
 *
 * <pre>
 *   ldr.unsigned   [x1, #8]         twelve bits, times the size of the access
 *   ldr.post       [x1], #8         nine bits, signed; added to x1 afterwards
 *   ldr.pre        [x1, #8]!        nine bits, signed; added to x1 before
 *   ldr.register   [x1, x2, lsl #3]
 *   ldur           [x1, #-8]        nine bits, signed
 *   ldtr           [x1, #-8]        the same, with the rights of user space
 * </pre>
 *
 * {@code ldr} with an offset that only {@code ldur} can hold is taken for {@code ldur}.
 */
final class LoadsStores {
    // spotless:off
    private LoadsStores() {}

    private static final Row.Clause INDEXED_BY_WORD_OR_MORE = except("option=x0x");

    /** The first is even, and the last is none after x29. */
    private static final Row.Clause EIGHT_REGISTERS = onlyPrinted("Rt=xxxx1 | Rt=11xxx");

    static void add(Rows t) {
        single(t, "strb", "size=00", "opc=00", "Wt", "Stores a byte");
        single(t, "ldrb", "size=00", "opc=01", "Wt", "Loads a byte, with zeros above it");
        single(t, "ldrsb", "size=00", "opc=1x", "Rt", "Loads a byte, with its sign above it");
        single(t, "strh", "size=01", "opc=00", "Wt", "Stores a halfword");
        single(t, "ldrh", "size=01", "opc=01", "Wt", "Loads a halfword, with zeros above it");
        single(t, "ldrsh", "size=01", "opc=1x", "Rt", "Loads a halfword, with its sign above it");
        single(t, "str", "size=1x", "opc=00", "Rt", "Stores a register");
        single(t, "ldr", "size=1x", "opc=01", "Rt", "Loads a register");
        single(t, "ldrsw", "size=10", "opc=10", "Xt", "Loads a word, with its sign above it");
        prefetch(t);

        t.row("ldr.literal", "opc=0x 011 V=0 00 imm19 Rt",
              "ldr Rt, imm19.label", "Loads a register from near this instruction.");
        t.row("ldrsw.literal", "opc=10 011 V=0 00 imm19 Rt",
              "ldrsw Xt, imm19.label", "Loads a word from near this instruction, with its sign above it.");

        pair(t, "stp", "opc=x0", "L=0", "Rt, Rt2", "Stores two registers");
        pair(t, "ldp", "opc=x0", "L=1", "Rt, Rt2", "Loads two registers");
        pair(t, "ldpsw", "opc=01", "L=1", "Xt, Xt2",
             "Loads two words, with their signs above them", except("Rt=Rt2"), except("Rn=Rt Rn!=31 | Rn=Rt2 Rn!=31"));
        t.row("stnp", "opc=x0 101 V=0 000 L=0 imm7 Rt2 Rn Rt",
              "stnp Rt, Rt2, [Xn|SP{, #imm7.signed*pair}]", "Stores two registers that will not be needed soon.");
        t.row("ldnp", "opc=x0 101 V=0 000 L=1 imm7 Rt2 Rn Rt",
              "ldnp Rt, Rt2, [Xn|SP{, #imm7.signed*pair}]", "Loads two registers that will not be needed soon.");

        exclusive(t);
        ordered(t);
        compareAndSwap(t);
        atomic(t, "ldadd", "stadd", "o3=0 opc=000", "adds");
        atomic(t, "ldclr", "stclr", "o3=0 opc=001", "clears the bits of");
        atomic(t, "ldeor", "steor", "o3=0 opc=010", "flips the bits of");
        atomic(t, "ldset", "stset", "o3=0 opc=011", "sets the bits of");
        atomic(t, "ldsmax", "stsmax", "o3=0 opc=100", "stores the signed maximum with");
        atomic(t, "ldsmin", "stsmin", "o3=0 opc=101", "stores the signed minimum with");
        atomic(t, "ldumax", "stumax", "o3=0 opc=110", "stores the unsigned maximum with");
        atomic(t, "ldumin", "stumin", "o3=0 opc=111", "stores the unsigned minimum with");
        atomic(t, "swp", "", "o3=1 opc=000", "stores");
        authenticated(t);
        wide(t);
        tags(t);
        blocks(t);
    }

    /** The six forms of a load or store of one register. */
    private static void single(
            Rows t, String name, String size, String opc, String register, String meaning) {
        String head = size + " 111 V=0 0";
        String unscaled = name.substring(0, 2) + "u" + name.substring(2);
        String unprivileged = name.substring(0, 2) + "t" + name.substring(2);
        String own = name + " " + register + ", ";
        t.row(name + ".unsigned", head + "1 " + opc + " imm12 Rn Rt",
              own + "[Xn|SP{, #imm12*size}]", meaning + ".",
              also(own + "[Xn|SP, #imm12.low]", ""));
        t.row(name + ".post", head + "0 " + opc + " 0 imm9 01 Rn Rt",
              own + "[Xn|SP], #imm9.signed", meaning + " and moves Rn on afterwards.");
        t.row(name + ".pre", head + "0 " + opc + " 0 imm9 11 Rn Rt",
              own + "[Xn|SP, #imm9.signed]!", meaning + " after moving Rn on.");
        t.row(name + ".register", head + "0 " + opc + " 1 Rm option:3 S 10 Rn Rt",
              own + "[Xn|SP, Rm:option:S.index]", meaning + " at the sum of two registers.",
              INDEXED_BY_WORD_OR_MORE);
        t.row(unscaled, head + "0 " + opc + " 0 imm9 00 Rn Rt",
              unscaled + " " + register + ", [Xn|SP{, #imm9.signed}]",
              meaning + " at an offset of any alignment.",
              also(own + "[Xn|SP{, #imm9.signed}]", ""));
        t.row(unprivileged, head + "0 " + opc + " 0 imm9 10 Rn Rt",
              unprivileged + " " + register + ", [Xn|SP{, #imm9.signed}]",
              meaning + " with the rights of user space.");
    }

    private static void prefetch(Rows t) {
        t.row("prfm.unsigned", "size=11 111 V=0 01 opc=10 imm12 Rn Rt",
              "prfm Rt.prfop, [Xn|SP{, #imm12*size}]", "Says that memory will be needed soon.",
              also("prfm Rt.prfop, [Xn|SP, #imm12.low]", ""));
        t.row("prfm.register", "size=11 111 V=0 00 opc=10 1 Rm option:3 S 10 Rn Rt",
              "prfm Rt.prfop, [Xn|SP, Rm:option:S.index]",
              "Says that memory at the sum of two registers will be needed soon.",
              INDEXED_BY_WORD_OR_MORE);
        t.row("prfum", "size=11 111 V=0 00 opc=10 0 imm9 00 Rn Rt",
              "prfum Rt.prfop, [Xn|SP{, #imm9.signed}]",
              "Says that memory at an offset of any alignment will be needed soon.",
              also("prfm Rt.prfop, [Xn|SP{, #imm9.signed}]", ""));
        t.row("prfm.literal", "opc=11 011 V=0 00 imm19 Rt",
              "prfm Rt.prfop, imm19.label", "Says that memory near this instruction will be needed soon.");
    }

    /**
     * The three forms of a pair; what is not allocated in any, and in those that move the base
     * register on.
     */
    private static void pair(
            Rows t,
            String name,
            String opc,
            String load,
            String registers,
            String meaning,
            Row.Clause... not) {
        String own = name + " " + registers + ", ";
        t.row(name, opc + " 101 V=0 010 " + load + " imm7 Rt2 Rn Rt",
              own + "[Xn|SP{, #imm7.signed*pair}]", meaning + ".",
              not.length == 0 ? not : new Row.Clause[] {not[0]});
        t.row(name + ".post", opc + " 101 V=0 001 " + load + " imm7 Rt2 Rn Rt",
              own + "[Xn|SP], #imm7.signed*pair", meaning + " and moves Rn on afterwards.",
              not);
        t.row(name + ".pre", opc + " 101 V=0 011 " + load + " imm7 Rt2 Rn Rt",
              own + "[Xn|SP, #imm7.signed*pair]!", meaning + " after moving Rn on.",
              not);
    }

    /**
     * A load that watches its address, and a store that succeeds (Rs is 0) only if nobody wrote
     * there since.
     */
    private static void exclusive(Rows t) {
        String[] suffixes = {"b", "h", ""};
        String[] sizes = {"size=00", "size=01", "size=1x"};
        for (int i = 0; i < suffixes.length; i++) {
            String register = i == 2 ? "Rt" : "Wt";
            for (int ordered = 0; ordered < 2; ordered++) {
                String store = (ordered == 0 ? "stxr" : "stlxr") + suffixes[i];
                String load = (ordered == 0 ? "ldxr" : "ldaxr") + suffixes[i];
                t.row(store, sizes[i] + " 001000 o2=0 L=0 o1=0 Rs o0=" + ordered + " Rt2~11111 Rn Rt",
                      store + " Ws, " + register + ", [Xn|SP{, #0}]",
                      "Stores if the address is still watched" + (ordered == 0 ? "." : ", with release."));
                t.row(load, sizes[i] + " 001000 o2=0 L=1 o1=0 Rs~11111 o0=" + ordered + " Rt2~11111 Rn Rt",
                      load + " " + register + ", [Xn|SP{, #0}]",
                      "Loads and watches the address" + (ordered == 0 ? "." : ", with acquire."));
            }
        }
        for (int ordered = 0; ordered < 2; ordered++) {
            String store = ordered == 0 ? "stxp" : "stlxp";
            String load = ordered == 0 ? "ldxp" : "ldaxp";
            t.row(store, "size=1x 001000 o2=0 L=0 o1=1 Rs o0=" + ordered + " Rt2 Rn Rt",
                  store + " Ws, Rt, Rt2, [Xn|SP{, #0}]",
                  "Stores two registers if the address is still watched" + (ordered == 0 ? "." : ", with release."));
            t.row(load, "size=1x 001000 o2=0 L=1 o1=1 Rs~11111 o0=" + ordered + " Rt2 Rn Rt",
                  load + " Rt, Rt2, [Xn|SP{, #0}]",
                  "Loads two registers and watches the address" + (ordered == 0 ? "." : ", with acquire."));
        }
    }

    /** Loads with acquire, stores with release. */
    private static void ordered(Rows t) {
        String[] suffixes = {"b", "h", ""};
        String[] sizes = {"size=00", "size=01", "size=1x"};
        for (int i = 0; i < suffixes.length; i++) {
            String s = suffixes[i];
            String syntax = s + " " + (i == 2 ? "Rt" : "Wt") + ", [Xn|SP{, #0}]";
            String bits = sizes[i] + " 001000 o2=1 L=";
            t.row("stlr" + s, bits + "0 o1=0 Rs~11111 o0=1 Rt2~11111 Rn Rt",
                  "stlr" + syntax, "Stores with release: after everything before it.");
            t.row("stllr" + s, bits + "0 o1=0 Rs~11111 o0=0 Rt2~11111 Rn Rt",
                  "stllr" + syntax, "Stores with release within the limited ordering region.");
            t.row("ldar" + s, bits + "1 o1=0 Rs=11111 o0=1 Rt2=11111 Rn Rt",
                  "ldar" + syntax, "Loads with acquire: before everything after it.");
            t.row("ldlar" + s, bits + "1 o1=0 Rs~11111 o0=0 Rt2~11111 Rn Rt",
                  "ldlar" + syntax, "Loads with acquire within the limited ordering region.");
            t.row("ldapr" + s, sizes[i] + " 111 V=0 00 A=1 R=0 1 Rs=11111 o3=1 opc=100 00 Rn Rt",
                  "ldapr" + syntax, "Loads with acquire, but may pass an earlier release of another address.");
        }
        unscaled(t, "stlurb", "size=00", "opc=00", "Wt", "Stores a byte with release.");
        unscaled(t, "ldapurb", "size=00", "opc=01", "Wt", "Loads a byte with acquire.");
        unscaled(t, "ldapursb", "size=00", "opc=1x", "Rt", "Loads a byte with acquire, with its sign above it.");
        unscaled(t, "stlurh", "size=01", "opc=00", "Wt", "Stores a halfword with release.");
        unscaled(t, "ldapurh", "size=01", "opc=01", "Wt", "Loads a halfword with acquire.");
        unscaled(t, "ldapursh", "size=01", "opc=1x", "Rt", "Loads a halfword with acquire, with its sign above it.");
        unscaled(t, "stlur", "size=1x", "opc=00", "Rt", "Stores a register with release.");
        unscaled(t, "ldapur", "size=1x", "opc=01", "Rt", "Loads a register with acquire.");
        unscaled(t, "ldapursw", "size=10", "opc=10", "Xt", "Loads a word with acquire, with its sign above it.");
    }

    private static void unscaled(
            Rows t, String name, String size, String opc, String register, String meaning) {
        t.row(name, size + " 011001 " + opc + " 0 imm9 00 Rn Rt",
              name + " " + register + ", [Xn|SP{, #imm9.signed}]", meaning);
    }

    /** Stores Rt if memory holds Rs, and loads what it held into Rs, in one piece. */
    private static void compareAndSwap(Rows t) {
        String meaning = "Stores Rt if memory holds Rs; Rs is what it held.";
        String bits = " 001000 o2=1 L o1=1 Rs o0 Rt2=11111 Rn Rt";
        t.row("casb", "size=00" + bits,
              "cas<L:o0.order>b Ws, Wt, [Xn|SP{, #0}]", meaning);
        t.row("cash", "size=01" + bits,
              "cas<L:o0.order>h Ws, Wt, [Xn|SP{, #0}]", meaning);
        t.row("cas", "size=1x" + bits,
              "cas<L:o0.order> Rs, Rt, [Xn|SP{, #0}]", meaning);
        t.row("casp", "size=0x 001000 o2=0 L o1=1 Rs o0 Rt2=11111 Rn Rt",
              "casp<L:o0.order> Rs, Rs+1, Rt, Rt+1, [Xn|SP{, #0}]",
              "Stores a pair of registers if memory holds another pair, which becomes what it held.",
              except("Rs=xxxx1 | Rt=xxxx1"));
    }

    /**
     * Reads memory into Rt and changes it by Rs, in one piece; the short form drops what was read.
     */
    private static void atomic(Rows t, String load, String store, String opcode, String verb) {
        String meaning = "Loads Rt and " + verb + " Rs in memory, in one piece.";
        String[] suffixes = {"b", "h", ""};
        String[] sizes = {"size=00", "size=01", "size=1x"};
        for (int i = 0; i < suffixes.length; i++) {
            String s = suffixes[i];
            String width = i == 2 ? "R" : "W";
            String bits = sizes[i] + " 111 V=0 00 A R 1 Rs " + opcode + " 00 Rn Rt";
            String syntax =
                    load + "<A:R.order>" + s + " " + width + "s, " + width + "t, [Xn|SP{, #0}]";
            if (store.isEmpty()) {
                t.row(load + s, bits,
                      syntax, meaning);
            } else {
                String alias = store + "<R.release>" + s + " " + width + "s, [Xn|SP{, #0}]";
                t.row(load + s, bits,
                      syntax, meaning,
                      alias(alias, "A=0 Rt=31"));
            }
        }
    }

    /** Loads through an address that carries a signature. */
    private static void authenticated(Rows t) {
        String bits = "size=11 111 V=0 00 M=";
        String meaning = "Loads a register from an address authenticated with key ";
        t.row("ldraa", bits + "0 S 1 imm9 W=0 1 Rn Rt",
              "ldraa Xt, [Xn|SP{, #S:imm9.signed*8}]", meaning + "A.");
        t.row("ldraa.pre", bits + "0 S 1 imm9 W=1 1 Rn Rt",
              "ldraa Xt, [Xn|SP{, #S:imm9.signed*8}]!", meaning + "A after moving Rn on.");
        t.row("ldrab", bits + "1 S 1 imm9 W=0 1 Rn Rt",
              "ldrab Xt, [Xn|SP{, #S:imm9.signed*8}]", meaning + "B.");
        t.row("ldrab.pre", bits + "1 S 1 imm9 W=1 1 Rn Rt",
              "ldrab Xt, [Xn|SP{, #S:imm9.signed*8}]!", meaning + "B after moving Rn on.");
    }

    /** Sixty-four bytes at once, for devices. */
    private static void wide(Rows t) {
        String bits = "size=11 111 V=0 00 A=0 R=0 1 ";
        t.row("st64b", bits + "Rs=11111 o3=1 opc=001 00 Rn Rt",
              "st64b Xt, [Xn|SP{, #0}]", "Stores eight registers as one.",
              EIGHT_REGISTERS);
        t.row("st64bv", bits + "Rs o3=1 opc=011 00 Rn Rt",
              "st64bv Xs, Xt, [Xn|SP{, #0}]", "Stores eight registers as one and tells in Rs how it went.",
              EIGHT_REGISTERS);
        t.row("st64bv0", bits + "Rs o3=1 opc=010 00 Rn Rt",
              "st64bv0 Xs, Xt, [Xn|SP{, #0}]",
              "Stores eight registers as one, with the system's own low word, and tells in Rs how it went.",
              EIGHT_REGISTERS);
        t.row("ld64b", bits + "Rs=11111 o3=1 opc=101 00 Rn Rt",
              "ld64b Xt, [Xn|SP{, #0}]", "Loads eight registers as one.",
              EIGHT_REGISTERS);
    }

    /** Memory tags: four bits for every sixteen bytes. */
    private static void tags(Rows t) {
        tag(t, "stg", "opc=00", "Stores a tag");
        tag(t, "stzg", "opc=01", "Stores a tag and zeroes what it covers");
        tag(t, "st2g", "opc=10", "Stores two tags");
        tag(t, "stz2g", "opc=11", "Stores two tags and zeroes what they cover");
        t.row("ldg", "11011001 opc=01 1 imm9 op2=00 Rn Rt",
              "ldg Xt, [Xn|SP{, #imm9.signed*16}]", "Loads a tag into Rt.");
        t.row("stzgm", "11011001 opc=00 1 imm9=000000000 op2=00 Rn Rt",
              "stzgm Xt, [Xn|SP{, #0}]", "Stores many tags and zeroes what they cover.");
        t.row("stgm", "11011001 opc=10 1 imm9=000000000 op2=00 Rn Rt",
              "stgm Xt, [Xn|SP{, #0}]", "Stores many tags.");
        t.row("ldgm", "11011001 opc=11 1 imm9=000000000 op2=00 Rn Rt",
              "ldgm Xt, [Xn|SP{, #0}]", "Loads many tags.");
        String meaning = "Stores two registers and the tag of their address";
        t.row("stgp", "opc=01 101 V=0 010 L=0 imm7 Rt2 Rn Rt",
              "stgp Xt, Xt2, [Xn|SP{, #imm7.signed*16}]", meaning + ".");
        t.row("stgp.post", "opc=01 101 V=0 001 L=0 imm7 Rt2 Rn Rt",
              "stgp Xt, Xt2, [Xn|SP], #imm7.signed*16", meaning + " and moves Rn on afterwards.");
        t.row("stgp.pre", "opc=01 101 V=0 011 L=0 imm7 Rt2 Rn Rt",
              "stgp Xt, Xt2, [Xn|SP, #imm7.signed*16]!", meaning + " after moving Rn on.");
    }

    private static void tag(Rows t, String name, String opc, String meaning) {
        String bits = "11011001 " + opc + " 1 imm9 op2=";
        t.row(name, bits + "10 Rn Rt",
              name + " Xt|SP, [Xn|SP{, #imm9.signed*16}]", meaning + ".");
        t.row(name + ".post", bits + "01 Rn Rt",
              name + " Xt|SP, [Xn|SP], #imm9.signed*16", meaning + " and moves Rn on afterwards.");
        t.row(name + ".pre", bits + "11 Rn Rt",
              name + " Xt|SP, [Xn|SP, #imm9.signed*16]!", meaning + " after moving Rn on.");
    }

    /** Copying and setting memory, each in three instructions: prologue, main part, epilogue. */
    private static void blocks(Rows t) {
        String[] stages = {"p", "m", "e"};
        String[] numbers = {"00", "01", "10"};
        String[] meanings = {"Begins to ", "Goes on to ", "Ends to "};
        Row.Clause copies = except("Rd=Rs | Rd=Rn | Rs=Rn | Rd=31 | Rs=31 | Rn=31");
        Row.Clause sets = except("Rd=Rs | Rd=Rn | Rs=Rn | Rd=31 | Rn=31");
        for (int i = 0; i < 3; i++) {
            String stage = stages[i];
            String copy = "<op2.copying> [Xd]!, [Xs]!, Xn!";
            String copied = "0 Rs op2:4 01 Rn Rd";
            t.row("cpyf" + stage, "00 011 o0=0 01 op1=" + numbers[i] + " " + copied,
                  "cpyf" + stage + copy, meanings[i] + "copy memory forwards.",
                  copies);
            t.row("cpy" + stage, "00 011 o0=1 01 op1=" + numbers[i] + " " + copied,
                  "cpy" + stage + copy, meanings[i] + "copy memory that may overlap.",
                  copies);
            String set = "<op2.setting> [Xd]!, Xn!, Xs";
            String done = " 01 op1=11 0 Rs stage=" + numbers[i] + " op2:2 01 Rn Rd";
            t.row("set" + stage, "00 011 o0=0" + done,
                  "set" + stage + set, meanings[i] + "set memory to a byte.",
                  sets);
            t.row("setg" + stage, "00 011 o0=1" + done,
                  "setg" + stage + set, meanings[i] + "set memory to a byte, and its tags.",
                  sets);
        }
    }
    // spotless:on
}
