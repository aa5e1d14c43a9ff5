package patchbay.isa.ppc64;

import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Outer products, added up in accumulators, which objdump writes as dense math registers a0 to a7:
 * primary opcode 59. With a prefix, masks say which rows, columns and products count.
 *
 * <p>An accumulator is kept in four vector-scalar registers, none of which may be a factor.
 */
final class Matrices {
    // spotless:off
    private Matrices() {}

    private static final Row.Clause APART = except(overlaps());

    /** What is done with the products and the accumulator: positive, negative. */
    private static final String[] ENDS = {"", "pp", "pn", "np", "nn"};

    static void add(Rows t) {
        all(t, false);
    }

    /** Between an accumulator and the four registers that it is kept in: opcode 31. */
    static void addMoves(Rows t) {
        move(t, "dmxxmfacc", "00000", "Moves an accumulator to its registers.");
        move(t, "dmxxmtacc", "00001", "Moves its registers to an accumulator.");
        move(t, "dmsetaccz", "00011", "Sets an accumulator to zero.");
    }

    private static void move(Rows t, String name, String sub, String meaning) {
        t.row(name, "011111 AT:3 00 " + sub + " 00000 0010110001 0", name + " AT", meaning);
    }

    static void addPrefixed(Rows t) {
        all(t, true);
    }

    private static void all(Rows t, boolean prefixed) {
        outer(t, prefixed, "bf16ger2", 2, "brain floats", "00110011", "00110010", "10110010", "01110010", "11110010");
        outer(t, prefixed, "f16ger2", 2, "halves", "00010011", "00010010", "10010010", "01010010", "11010010");
        outer(t, prefixed, "f32ger", 0, "singles", "00011011", "00011010", "10011010", "01011010", "11011010");
        outer(t, prefixed, "f64ger", -2, "doubles", "00111011", "00111010", "10111010", "01111010", "11111010");
        outer(t, prefixed, "i16ger2", 2, "halfwords", "01001011", "01101011");
        outer(t, prefixed, "i16ger2s", 2, "halfwords, saturating,", "00101011", "00101010");
        outer(t, prefixed, "i8ger4", 4, "bytes", "00000011", "00000010");
        outer(t, prefixed, "i8ger4s", 4, "bytes, saturating,", "", "01100011");
        outer(t, prefixed, "i4ger8", 8, "numbers of four bits", "00100011", "00100010");
    }

    /**
     * One for each way to add up, in the order of the ends, none where the bits are empty.
     *
     * @param products how many make one sum, and have a mask; -2 where there are two columns instead
     */
    private static void outer(Rows t, boolean prefixed, String name, int products, String what, String... xos) {
        String prefix = "";
        String masks = "";
        if (prefixed) {
            String mask = products == 8 ? "PMSK:8" : products > 0 ? "PMSK:" + products + " " + "0".repeat(8 - products) : "00000000";
            prefix = "000001 11 1001 0000 " + mask + (products < 0 ? " XMSK:4 YMSK:2 00 " : " XMSK:4 YMSK:4 ");
            masks = products > 0 ? ",XMSK,YMSK,PMSK" : ",XMSK,YMSK";
        }
        for (int i = 0; i < xos.length; i++) {
            if (!xos[i].isEmpty()) {
                String all = (prefixed ? "pmdmxv" : "dmxv") + name + ENDS[i];
                t.row(all, prefix + "111011 AT:3 00 A:5 B:5 " + xos[i] + " AX BX 0", all + " AT,XA,XB" + masks,
                      "Multiplies each row of " + what + " by each column" + (prefixed ? ", where the masks say so" : "")
                              + (i == 0 ? "." : ", with the accumulator."), APART);
            }
        }
    }

    private static String overlaps() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            String bits = Integer.toBinaryString(8 + i).substring(1);
            String accumulator = (i == 0 ? "" : " | ") + "AT=" + bits;
            out.append(accumulator).append(" AX=0 A=").append(bits).append("xx");
            out.append(" | AT=").append(bits).append(" BX=0 B=").append(bits).append("xx");
        }
        return out.toString();
    }
    // spotless:on
}
