package patchbay.isa.arm64;

import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Loads and stores of vector registers: those of {@link LoadsStores} with V set, for five sizes, which end the names of their rows:
 * {@code ldr.unsigned.q}.
 */
final class VectorLoadsStores {
    // spotless:off
    private VectorLoadsStores() {}

    private static final Row.Clause INDEXED_BY_WORD_OR_MORE = except("option=x0x");

    static void add(Rows t) {
        single(t, "b", "size=00", "opc=0", "a byte");
        single(t, "h", "size=01", "opc=0", "two bytes");
        single(t, "s", "size=10", "opc=0", "four bytes");
        single(t, "d", "size=11", "opc=0", "eight bytes");
        single(t, "q", "size=00", "opc=1", "sixteen bytes");
        several(t, "s", "opc=00", "four bytes");
        several(t, "d", "opc=01", "eight bytes");
        several(t, "q", "opc=10", "sixteen bytes");
    }

    /** The five forms of a load and a store of one vector register. */
    private static void single(Rows t, String letter, String size, String opc, String what) {
        for (int load = 0; load < 2; load++) {
            String name = load == 0 ? "str" : "ldr";
            String meaning = (load == 0 ? "Stores " : "Loads ") + what + " of a vector register";
            String head = size + " 111 V=1 0";
            String middle = " " + opc + load;
            String register = " " + Character.toUpperCase(letter.charAt(0)) + "t, ";
            String unscaled = load == 0 ? "stur" : "ldur";
            t.row(name + ".unsigned." + letter, head + "1" + middle + " imm12 Rn Rt",
                  name + register + "[Xn|SP{, #imm12*size}]", meaning + ".");
            t.row(name + ".post." + letter, head + "0" + middle + " 0 imm9 01 Rn Rt",
                  name + register + "[Xn|SP], #imm9.signed", meaning + " and moves Rn on afterwards.");
            t.row(name + ".pre." + letter, head + "0" + middle + " 0 imm9 11 Rn Rt",
                  name + register + "[Xn|SP, #imm9.signed]!", meaning + " after moving Rn on.");
            t.row(name + ".register." + letter, head + "0" + middle + " 1 Rm option:3 S 10 Rn Rt",
                  name + register + "[Xn|SP, Rm:option:S.index]", meaning + " at the sum of two registers.",
                  INDEXED_BY_WORD_OR_MORE);
            t.row(unscaled + "." + letter, head + "0" + middle + " 0 imm9 00 Rn Rt",
                  unscaled + register + "[Xn|SP{, #imm9.signed}]", meaning + " at an offset of any alignment.",
                  also(name + register + "[Xn|SP{, #imm9.signed}]", ""));
        }
    }

    /** Pairs, and literals. */
    private static void several(Rows t, String letter, String opc, String what) {
        String capital = letter.equals("s") ? "S" : letter.equals("d") ? "D" : "Q";
        String registers = " " + capital + "t, " + capital + "t2, ";
        for (int load = 0; load < 2; load++) {
            String pair = load == 0 ? "stp" : "ldp";
            String meaning = (load == 0 ? "Stores " : "Loads ") + what + " each of two vector registers";
            String tail = " L=" + load + " imm7 Rt2 Rn Rt";
            t.row(pair + "." + letter, opc + " 101 V=1 010" + tail,
                  pair + registers + "[Xn|SP{, #imm7.signed*pair}]", meaning + ".");
            t.row(pair + ".post." + letter, opc + " 101 V=1 001" + tail,
                  pair + registers + "[Xn|SP], #imm7.signed*pair", meaning + " and moves Rn on afterwards.");
            t.row(pair + ".pre." + letter, opc + " 101 V=1 011" + tail,
                  pair + registers + "[Xn|SP, #imm7.signed*pair]!", meaning + " after moving Rn on.");
            String passing = load == 0 ? "stnp" : "ldnp";
            t.row(passing + "." + letter, opc + " 101 V=1 000" + tail,
                  passing + registers + "[Xn|SP{, #imm7.signed*pair}]", meaning + " that will not be needed soon.");
        }
        t.row("ldr.literal." + letter, opc + " 011 V=1 00 imm19 Rt",
              "ldr " + capital + "t, imm19.label", "Loads " + what + " from near this instruction.");
    }
    // spotless:on
}
