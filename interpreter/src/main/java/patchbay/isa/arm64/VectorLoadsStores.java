package patchbay.isa.arm64;

import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Loads and stores of vector registers: bit 27 is 1, bit 26 is 1 and bit 25 is 0.
 *
 * <p>One register or a pair goes as a general register does, in any of five sizes. Structures are
 * spread over one to four registers: {@code ld3} puts the first, fourth, seventh element into the
 * first register, the second, fifth, eighth into the next, and so on; {@code ld1} keeps the order
 * of memory. They move whole registers, one lane of each, or one lane repeated.
 */
final class VectorLoadsStores {
    // spotless:off
    private VectorLoadsStores() {}

    private static final Row.Clause SIZES = except("q=1 size!=00");
    private static final Row.Clause INDEX = except("option=x0x");

    static void add(Rows t) {
        single(t, "str", "L=0", "Stores a vector register");
        single(t, "ldr", "L=1", "Loads a vector register");
        t.row("ldr.simd.literal", "opc:2 011 V=1 00 imm19 Rt",
              "ldr Et, imm19.label", "Loads a vector register from near this instruction.",
              except("opc=11"));
        pair(t, "stp", "stnp", "L=0", "Stores two vector registers");
        pair(t, "ldp", "ldnp", "L=1", "Loads two vector registers");
        multiple(t, "st", "L=0", "Stores ");
        multiple(t, "ld", "L=1", "Loads ");
        lanes(t, "st", "L=0", "Stores one lane of ");
        lanes(t, "ld", "L=1", "Loads one lane of ");
        repeated(t);
    }

    private static void single(Rows t, String name, String load, String meaning) {
        String head = "size:2 111 V=1 0";
        String unscaled = name.substring(0, 2) + "u" + name.substring(2);
        String own = name + " Et, ";
        t.row(name + ".simd.unsigned", head + "1 q " + load + " imm12 Rn Rt",
              own + "[Xn|SP{, #imm12*size}]", meaning + ".",
              SIZES,
              also(own + "[Xn|SP, #imm12.low]", ""));
        t.row(name + ".simd.post", head + "0 q " + load + " 0 imm9 01 Rn Rt",
              own + "[Xn|SP], #imm9.signed", meaning + " and moves Rn on afterwards.",
              SIZES);
        t.row(name + ".simd.pre", head + "0 q " + load + " 0 imm9 11 Rn Rt",
              own + "[Xn|SP, #imm9.signed]!", meaning + " after moving Rn on.",
              SIZES);
        t.row(name + ".simd.register", head + "0 q " + load + " 1 Rm option:3 S 10 Rn Rt",
              own + "[Xn|SP, Rm:option:S.index]", meaning + " at the sum of two registers.",
              SIZES, INDEX);
        t.row(unscaled + ".simd", head + "0 q " + load + " 0 imm9 00 Rn Rt",
              unscaled + " Et, [Xn|SP{, #imm9.signed}]", meaning + " at an offset of any alignment.",
              SIZES,
              also(own + "[Xn|SP{, #imm9.signed}]", ""));
    }

    private static void pair(Rows t, String name, String once, String load, String meaning) {
        Row.Clause sizes = except("opc=11");
        String registers = " Et, Et2, ";
        t.row(name + ".simd", "opc:2 101 V=1 010 " + load + " imm7 Rt2 Rn Rt",
              name + registers + "[Xn|SP{, #imm7.signed*pair}]", meaning + ".",
              sizes);
        t.row(name + ".simd.post", "opc:2 101 V=1 001 " + load + " imm7 Rt2 Rn Rt",
              name + registers + "[Xn|SP], #imm7.signed*pair", meaning + " and moves Rn on afterwards.",
              sizes);
        t.row(name + ".simd.pre", "opc:2 101 V=1 011 " + load + " imm7 Rt2 Rn Rt",
              name + registers + "[Xn|SP, #imm7.signed*pair]!", meaning + " after moving Rn on.",
              sizes);
        t.row(once + ".simd", "opc:2 101 V=1 000 " + load + " imm7 Rt2 Rn Rt",
              once + registers + "[Xn|SP{, #imm7.signed*pair}]",
              meaning + " that will not be needed soon.",
              sizes);
    }

    /** Structures of one to four elements; those of one in one to four registers. */
    private static void multiple(Rows t, String verb, String load, String meaning) {
        String[] opcodes = {"0111", "1010", "0110", "0010"};
        for (int i = 1; i <= 4; i++) {
            multiple(t, verb + "1", "." + i, load, opcodes[i - 1], i, meaning + "elements in turn", true);
        }
        multiple(t, verb + "2", ".2", load, "1000", 2, meaning + "pairs of elements", false);
        multiple(t, verb + "3", ".3", load, "0100", 3, meaning + "structures of three elements", false);
        multiple(t, verb + "4", ".4", load, "0000", 4, meaning + "structures of four elements", false);
    }

    private static void multiple(
            Rows t, String name, String form, String load, String opcode, int count, String meaning, boolean single) {
        String list = name + " Vt*" + count + ".T, [Xn|SP";
        String numbers = " opcode=" + opcode + " size:2 Rn Rt";
        Row.Clause[] not = single ? new Row.Clause[0] : new Row.Clause[] {except("size=11 Q=0")};
        t.row(name + form, "0 Q 0011000 " + load + " 000000" + numbers,
              list + "]", meaning + ".",
              not);
        t.row(name + form + ".post", "0 Q 0011001 " + load + " 0 Rm" + numbers,
              list + "], Rm*" + 8 * count + ".stepq", meaning + " and moves Rn on afterwards.",
              not);
    }

    /** One lane; its width decides where its number is. */
    private static void lanes(Rows t, String verb, String load, String meaning) {
        String[] counts = {"a register", "two registers", "three registers", "four registers"};
        String[] widths = {"b", "h", "s", "d"};
        String[] lanes = {"Q:S:size", "Q:S:size", "Q:S", "Q"};
        String[] bits = {" S size:2", " S size 0", " S size=00", " S=0 size=01"};
        for (int i = 0; i < 4; i++) {
            for (int w = 0; w < 4; w++) {
                int high = Math.min(w, 2);
                String opcode = " opcode=" + high / 2 + high % 2 + (i < 2 ? "0" : "1");
                String numbers = opcode + bits[w] + " Rn Rt";
                String name = verb + (i + 1);
                String list = name + " Vt*" + (i + 1) + "." + widths[w] + "[" + lanes[w] + ".decimal], [Xn|SP";
                t.row(name + ".lane." + widths[w],
                      "0 Q 0011010 " + load + " R=" + i % 2 + " 00000" + numbers,
                      list + "]", meaning + counts[i] + ".");
                t.row(name + ".lane." + widths[w] + ".post",
                      "0 Q 0011011 " + load + " R=" + i % 2 + " Rm" + numbers,
                      list + "], Rm*" + ((i + 1) << w) + ".step", meaning + counts[i] + " and moves Rn on afterwards.");
            }
        }
    }

    private static void repeated(Rows t) {
        String[] counts = {"a register", "two registers", "three registers", "four registers"};
        for (int i = 0; i < 4; i++) {
            String name = "ld" + (i + 1) + "r";
            String opcode = i < 2 ? " opcode=110" : " opcode=111";
            String list = name + " Vt*" + (i + 1) + ".T, [Xn|SP";
            String meaning = "Loads every lane of " + counts[i] + " with the same";
            t.row(name, "0 Q 0011010 L=1 R=" + i % 2 + " 00000" + opcode + " S=0 size:2 Rn Rt",
                  list + "]", meaning + ".");
            t.row(name + ".post", "0 Q 0011011 L=1 R=" + i % 2 + " Rm" + opcode + " S=0 size:2 Rn Rt",
                  list + "], Rm*" + (i + 1) + ".steps", meaning + " and moves Rn on afterwards.");
        }
    }
    // spotless:on
}
