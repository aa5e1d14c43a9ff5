package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Vectors shifted by a number: bits 28:23 are 011110 or, of one lane, 111110, and {@code immh} is
 * not zero.
 *
 * <p>{@code immh:immb} holds the width of a lane and the distance in one; see {@link
 * VectorShiftOperand}.
 */
final class VectorShifts {
    // spotless:off
    private VectorShifts() {}

    private static final Row.Clause NO_1D = except("immh=0000 | immh=1xxx Q=0");
    private static final Row.Clause NARROW = except("immh=0000 | immh=1xxx");
    private static final Row.Clause REAL = except("immh=000x | immh=1xxx Q=0");
    private static final Row.Clause ANY_LANE = except("immh=0000");
    private static final Row.Clause DOUBLEWORD = except("immh=0xxx");
    private static final Row.Clause REAL_LANE = except("immh=000x");

    /** Vectors. */
    static void add(Rows t) {
        same(t, "sshr", "U=0", "00000", "shr", "Shifts right, signed.");
        same(t, "ushr", "U=1", "00000", "shr", "Shifts right, unsigned.");
        same(t, "ssra", "U=0", "00010", "shr", "Shifts right, signed, and adds to Rd.");
        same(t, "usra", "U=1", "00010", "shr", "Shifts right, unsigned, and adds to Rd.");
        same(t, "srshr", "U=0", "00100", "shr", "Shifts right, signed, rounding.");
        same(t, "urshr", "U=1", "00100", "shr", "Shifts right, unsigned, rounding.");
        same(t, "srsra", "U=0", "00110", "shr", "Shifts right, signed, rounding, and adds to Rd.");
        same(t, "ursra", "U=1", "00110", "shr", "Shifts right, unsigned, rounding, and adds to Rd.");
        same(t, "sri", "U=1", "01000", "shr", "Shifts right and keeps the bits of Rd above.");
        same(t, "shl", "U=0", "01010", "shl", "Shifts left.");
        same(t, "sli", "U=1", "01010", "shl", "Shifts left and keeps the bits of Rd below.");
        same(t, "sqshlu", "U=1", "01100", "shl", "Shifts left, signed, as far as an unsigned lane holds.");
        same(t, "sqshl", "U=0", "01110", "shl", "Shifts left, signed, as far as the lane holds.");
        same(t, "uqshl", "U=1", "01110", "shl", "Shifts left, unsigned, as far as the lane holds.");
        narrow(t, "shrn", "U=0", "10000", "Shifts right into narrow lanes.");
        narrow(t, "rshrn", "U=0", "10001", "Shifts right, rounding, into narrow lanes.");
        narrow(t, "sqshrn", "U=0", "10010", "Shifts right, signed, as far as narrow lanes hold.");
        narrow(t, "sqrshrn", "U=0", "10011", "Shifts right, signed, rounding, as far as narrow lanes hold.");
        narrow(t, "sqshrun", "U=1", "10000", "Shifts right, signed, as far as narrow unsigned lanes hold.");
        narrow(t, "sqrshrun", "U=1", "10001", "Shifts right, signed, rounding, as far as narrow unsigned lanes hold.");
        narrow(t, "uqshrn", "U=1", "10010", "Shifts right, unsigned, as far as narrow lanes hold.");
        narrow(t, "uqrshrn", "U=1", "10011", "Shifts right, unsigned, rounding, as far as narrow lanes hold.");
        wide(t, "sshll", "sxtl", "U=0", "Shifts left into wide lanes, signed.");
        wide(t, "ushll", "uxtl", "U=1", "Shifts left into wide lanes, unsigned.");
        real(t, "scvtf", "U=0", "11100", "Converts signed fixed-point numbers.");
        real(t, "ucvtf", "U=1", "11100", "Converts unsigned fixed-point numbers.");
        real(t, "fcvtzs", "U=0", "11111", "Rounds towards zero to signed fixed-point numbers.");
        real(t, "fcvtzu", "U=1", "11111", "Rounds towards zero to unsigned fixed-point numbers.");
    }

    /** One lane. */
    static void addScalars(Rows t) {
        one(t, "sshr", "U=0", "00000", "shr", "Shifts right, signed.", DOUBLEWORD);
        one(t, "ushr", "U=1", "00000", "shr", "Shifts right, unsigned.", DOUBLEWORD);
        one(t, "ssra", "U=0", "00010", "shr", "Shifts right, signed, and adds to Rd.", DOUBLEWORD);
        one(t, "usra", "U=1", "00010", "shr", "Shifts right, unsigned, and adds to Rd.", DOUBLEWORD);
        one(t, "srshr", "U=0", "00100", "shr", "Shifts right, signed, rounding.", DOUBLEWORD);
        one(t, "urshr", "U=1", "00100", "shr", "Shifts right, unsigned, rounding.", DOUBLEWORD);
        one(t, "srsra", "U=0", "00110", "shr", "Shifts right, signed, rounding, and adds to Rd.", DOUBLEWORD);
        one(t, "ursra", "U=1", "00110", "shr", "Shifts right, unsigned, rounding, and adds to Rd.", DOUBLEWORD);
        one(t, "sri", "U=1", "01000", "shr", "Shifts right and keeps the bits of Rd above.", DOUBLEWORD);
        one(t, "shl", "U=0", "01010", "shl", "Shifts left.", DOUBLEWORD);
        one(t, "sli", "U=1", "01010", "shl", "Shifts left and keeps the bits of Rd below.", DOUBLEWORD);
        one(t, "sqshlu", "U=1", "01100", "shl", "Shifts left, signed, as far as an unsigned lane holds.", ANY_LANE);
        one(t, "sqshl", "U=0", "01110", "shl", "Shifts left, signed, as far as the lane holds.", ANY_LANE);
        one(t, "uqshl", "U=1", "01110", "shl", "Shifts left, unsigned, as far as the lane holds.", ANY_LANE);
        oneNarrow(t, "sqshrn", "U=0", "10010", "Shifts right, signed, as far as a narrow lane holds.");
        oneNarrow(t, "sqrshrn", "U=0", "10011", "Shifts right, signed, rounding, as far as a narrow lane holds.");
        oneNarrow(t, "sqshrun", "U=1", "10000", "Shifts right, signed, as far as a narrow unsigned lane holds.");
        oneNarrow(t, "sqrshrun", "U=1", "10001", "Shifts right, signed, rounding, as far as a narrow unsigned lane holds.");
        oneNarrow(t, "uqshrn", "U=1", "10010", "Shifts right, unsigned, as far as a narrow lane holds.");
        oneNarrow(t, "uqrshrn", "U=1", "10011", "Shifts right, unsigned, rounding, as far as a narrow lane holds.");
        one(t, "scvtf", "U=0", "11100", "shr", "Converts a signed fixed-point number.", REAL_LANE);
        one(t, "ucvtf", "U=1", "11100", "shr", "Converts an unsigned fixed-point number.", REAL_LANE);
        one(t, "fcvtzs", "U=0", "11111", "shr", "Rounds towards zero to a signed fixed-point number.", REAL_LANE);
        one(t, "fcvtzu", "U=1", "11111", "shr", "Rounds towards zero to an unsigned fixed-point number.", REAL_LANE);
    }

    private static void same(
            Rows t, String name, String u, String opcode, String way, String meaning) {
        t.row(name + ".vector.immediate", bits(u, opcode),
              name + " Vd.T, Vn.T, #immh:immb." + way, meaning,
              NO_1D);
    }

    private static void narrow(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".vector", bits(u, opcode),
              name + "<Q.upper> Vd.T, Vn.W, #immh:immb.shr", meaning,
              NARROW);
    }

    private static void wide(Rows t, String name, String extend, String u, String meaning) {
        t.row(name, bits(u, "10100"),
              name + "<Q.upper> Vd.W, Vn.T, #immh:immb.shl", meaning,
              NARROW,
              alias(extend + "<Q.upper> Vd.W, Vn.T", "immb=000", "immh=0001 | immh=0010 | immh=0100"));
    }

    private static void real(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".vector.fixed", bits(u, opcode),
              name + " Vd.T, Vn.T, #immh:immb.shr", meaning,
              REAL);
    }

    private static String bits(String u, String opcode) {
        return "0 Q " + u + " 011110 immh:4 immb:3 opcode=" + opcode + " 1 Rn Rd";
    }

    private static void one(
            Rows t, String name, String u, String opcode, String way, String meaning, Row.Clause not) {
        t.row(name + ".scalar.immediate", "01 " + u + " 111110 immh:4 immb:3 opcode=" + opcode + " 1 Rn Rd",
              name + " Ed, En, #immh:immb." + way, meaning,
              not);
    }

    private static void oneNarrow(Rows t, String name, String u, String opcode, String meaning) {
        t.row(name + ".scalar", "01 " + u + " 111110 immh:4 immb:3 opcode=" + opcode + " 1 Rn Rd",
              name + " Ed, Ln, #immh:immb.shr", meaning,
              NARROW);
    }
    // spotless:on
}
