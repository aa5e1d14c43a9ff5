package patchbay.isa.arm64;

import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Loads and stores of vector registers: those of {@link LoadsStores} with V set, for five sizes,
 * which end the names of their rows: {@code ldr.unsigned.q}.
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
        structures(t, 1, 1, "0111");
        structures(t, 1, 2, "1010");
        structures(t, 1, 3, "0110");
        structures(t, 1, 4, "0010");
        structures(t, 2, 2, "1000");
        structures(t, 3, 3, "0100");
        structures(t, 4, 4, "0000");
        for (int count = 1; count <= 4; count++) {
            element(t, count, "b", "000", "S size:2", "Q:S:size");
            element(t, count, "h", "010", "S size:1 0", "Q:S:size");
            element(t, count, "s", "100", "S 00", "Q:S");
            element(t, count, "d", "100", "S=0 size=01", "Q");
            replicate(t, count);
        }
    }

    /** Loads and stores of whole registers, the elements of several of them in turn: structures of {@code n} elements. */
    private static void structures(Rows t, int n, int count, String opcode) {
        for (int load = 0; load < 2; load++) {
            String name = (load == 0 ? "st" : "ld") + n;
            String row = name + "." + count;
            String meaning = (load == 0 ? "Stores " : "Loads ") + count + " registers as structures of " + n;
            String tail = " opcode=" + opcode + " size:2 Rn Rt";
            String own = name + " Vt.list" + count + "M, [Xn|SP]";
            Row.Clause[] not = n == 1 ? new Row.Clause[0] : new Row.Clause[] {except("size=11 Q=0")};
            t.row(row, "0 Q 0011000 L=" + load + " 000000" + tail, own, meaning + ".", not);
            t.row(row + ".post", "0 Q 0011001 L=" + load + " 0 Rm=11111" + tail,
                  own + ", #Q.total" + count, meaning + " and moves Rn on afterwards.", not);
            t.row(row + ".register", "0 Q 0011001 L=" + load + " 0 Rm" + tail,
                  own + ", Xm", meaning + " and adds Rm to Rn afterwards.", not);
        }
    }

    /** Loads and stores of one element of each of {@code count} registers. */
    private static void element(Rows t, int count, String letter, String opcode, String size, String index) {
        int bytes = count << "bhsd".indexOf(letter);
        String code = opcode.substring(0, 2) + (count > 2 ? "1" : "0");
        for (int load = 0; load < 2; load++) {
            String name = (load == 0 ? "st" : "ld") + count;
            String row = name + "." + letter;
            String meaning = (load == 0 ? "Stores " : "Loads ") + "one element of " + count + " registers";
            String tail = " opcode=" + code + " " + size + " Rn Rt";
            String head = " L=" + load + " R=" + (count + 1) % 2;
            String own = name + " Vt.list" + count + letter + "[" + index + ".decimal], [Xn|SP]";
            t.row(row, "0 Q 0011010" + head + " 00000" + tail, own, meaning + ".");
            t.row(row + ".post", "0 Q 0011011" + head + " Rm=11111" + tail,
                  own + ", #" + bytes, meaning + " and moves Rn on afterwards.");
            t.row(row + ".register", "0 Q 0011011" + head + " Rm" + tail,
                  own + ", Xm", meaning + " and adds Rm to Rn afterwards.");
        }
    }

    /** Loads of one structure into every element. */
    private static void replicate(Rows t, int count) {
        String name = "ld" + count + "r";
        String meaning = "Loads " + count + " elements to all of as many registers";
        String tail = " opcode=11" + (count > 2 ? "1" : "0") + " S=0 size:2 Rn Rt";
        String head = " L=1 R=" + (count + 1) % 2;
        String own = name + " Vt.list" + count + "M, [Xn|SP]";
        t.row(name, "0 Q 0011010" + head + " 00000" + tail, own, meaning + ".");
        for (int size = 0; size < 4; size++) {
            String bits = size == 0 ? "00" : size == 1 ? "01" : size == 2 ? "10" : "11";
            t.row(name + ".post." + "bhsd".charAt(size), "0 Q 0011011" + head + " Rm=11111" + tail.replace("size:2", "size=" + bits),
                  own + ", #" + (count << size), meaning + " and moves Rn on afterwards.");
        }
        t.row(name + ".register", "0 Q 0011011" + head + " Rm" + tail,
              own + ", Xm", meaning + " and adds Rm to Rn afterwards.");
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
