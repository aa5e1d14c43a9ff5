package patchbay.isa.arm64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.except;
import static patchbay.isa.Row.only;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Vectors with vectors, lane by lane: bits 28:24 are 01110, and bit 21 is 1 or, in a few newer
 * ones, bit 15.
 *
 * <p>Lanes are bytes, halves, words or doublewords. A result can be as wide as what it is made of,
 * twice as wide (long: from the lower halves of the vectors, or, with a 2 at the end, the upper),
 * or half as wide (narrow: into the lower half, or, with a 2, the upper).
 */
final class VectorArithmetic {
    // spotless:off
    private VectorArithmetic() {}

    static final Row.Clause NO_1D = except("size=11 Q=0");
    static final Row.Clause NO_D = except("size=11");
    static final Row.Clause H_OR_S = except("size=00 | size=11");
    private static final Row.Clause BYTES = except("size!=00");
    private static final Row.Clause SINGLE_PAIR = except("sz=1 Q=0");

    static void add(Rows t) {
        logical(t);
        sums(t);
        comparisons(t);
        shifts(t);
        products(t);
        extremes(t);
        floats(t);
        longer(t);
        newer(t);
    }

    private static void logical(Rows t) {
        bits(t, "and", "U=0", "00", "Takes the bits that both have.");
        bits(t, "bic", "U=0", "01", "Takes the bits of Rn that Rm has not.");
        bits(t, "orr", "U=0", "10", "Takes the bits that either has.",
             alias("mov Vd.B, Vn.B", "Rm=Rn"));
        bits(t, "orn", "U=0", "11", "Takes the bits that Rn has or Rm has not.");
        bits(t, "eor", "U=1", "00", "Takes the bits that only one has.");
        bits(t, "bsl", "U=1", "01", "Takes the bits of Rn where Rd has ones, of Rm elsewhere.");
        bits(t, "bit", "U=1", "10", "Takes the bits of Rn where Rm has ones, keeps those of Rd elsewhere.");
        bits(t, "bif", "U=1", "11", "Takes the bits of Rn where Rm has zeros, keeps those of Rd elsewhere.");
    }

    private static void sums(Rows t) {
        same(t, "add", "U=0", "10000", "Adds.", NO_1D);
        same(t, "sub", "U=1", "10000", "Subtracts Rm from Rn.", NO_1D);
        same(t, "addp", "U=0", "10111", "Adds neighbouring lanes of Rn, then of Rm.", NO_1D);
        both(t, "hadd", "00000", "Adds and halves", NO_D);
        both(t, "rhadd", "00010", "Adds and halves, rounding up", NO_D);
        both(t, "hsub", "00100", "Subtracts and halves", NO_D);
        both(t, "qadd", "00001", "Adds, as far as the lane holds", NO_1D);
        both(t, "qsub", "00101", "Subtracts, as far as the lane holds", NO_1D);
        both(t, "abd", "01110", "Takes the distance", NO_D);
        both(t, "aba", "01111", "Adds the distance to Rd", NO_D);
    }

    private static void comparisons(Rows t) {
        same(t, "cmeq", "U=1", "10001", "All ones where equal, else zero.", NO_1D);
        same(t, "cmge", "U=0", "00111", "All ones where Rn is not less, signed, else zero.", NO_1D);
        same(t, "cmgt", "U=0", "00110", "All ones where Rn is greater, signed, else zero.", NO_1D);
        same(t, "cmhs", "U=1", "00111", "All ones where Rn is not less, unsigned, else zero.", NO_1D);
        same(t, "cmhi", "U=1", "00110", "All ones where Rn is greater, unsigned, else zero.", NO_1D);
        same(t, "cmtst", "U=0", "10001", "All ones where both have a bit in common, else zero.", NO_1D);
    }

    private static void shifts(Rows t) {
        both(t, "shl", "01000", "Shifts left by Rm's lanes, right where they are negative", NO_1D);
        both(t, "qshl", "01001", "Shifts left by Rm's lanes, as far as the lane holds", NO_1D);
        both(t, "rshl", "01010", "Shifts left by Rm's lanes, rounding", NO_1D);
        both(t, "qrshl", "01011", "Shifts left by Rm's lanes, rounding, as far as the lane holds", NO_1D);
    }

    private static void products(Rows t) {
        same(t, "mul", "U=0", "10011", "Multiplies.", NO_D);
        same(t, "mla", "U=0", "10010", "Adds the product to Rd.", NO_D);
        same(t, "mls", "U=1", "10010", "Subtracts the product from Rd.", NO_D);
        same(t, "pmul", "U=1", "10011", "Multiplies polynomials over the bits.", BYTES);
        same(t, "sqdmulh", "U=0", "10110", "Takes the high half of twice the product.", H_OR_S);
        same(t, "sqrdmulh", "U=1", "10110", "Takes the high half of twice the product, rounded.", H_OR_S);
    }

    private static void extremes(Rows t) {
        both(t, "max", "01100", "Takes the greater", NO_D);
        both(t, "min", "01101", "Takes the lesser", NO_D);
        both(t, "maxp", "10100", "Takes the greater of neighbouring lanes", NO_D);
        both(t, "minp", "10101", "Takes the lesser of neighbouring lanes", NO_D);
    }

    private static void floats(Rows t) {
        real(t, "fmaxnm", "U=0", "a=0", "000", "Takes the greater, or the one that is a number.");
        real(t, "fmla", "U=0", "a=0", "001", "Adds the product to Rd, rounding once.");
        real(t, "fadd", "U=0", "a=0", "010", "Adds.");
        real(t, "fmulx", "U=0", "a=0", "011", "Multiplies; zero times infinity is two.");
        real(t, "fcmeq", "U=0", "a=0", "100", "All ones where equal, else zero.");
        real(t, "fmax", "U=0", "a=0", "110", "Takes the greater; not a number if one is none.");
        real(t, "frecps", "U=0", "a=0", "111", "Makes a step towards a reciprocal.");
        real(t, "fminnm", "U=0", "a=1", "000", "Takes the lesser, or the one that is a number.");
        real(t, "fmls", "U=0", "a=1", "001", "Subtracts the product from Rd, rounding once.");
        real(t, "fsub", "U=0", "a=1", "010", "Subtracts Rm from Rn.");
        real(t, "fmin", "U=0", "a=1", "110", "Takes the lesser; not a number if one is none.");
        real(t, "frsqrts", "U=0", "a=1", "111", "Makes a step towards a reciprocal of a square root.");
        real(t, "fmaxnmp", "U=1", "a=0", "000", "Takes the greater of neighbouring lanes, or the one that is a number.");
        real(t, "faddp", "U=1", "a=0", "010", "Adds neighbouring lanes.");
        real(t, "fmul", "U=1", "a=0", "011", "Multiplies.");
        real(t, "fcmge", "U=1", "a=0", "100", "All ones where Rn is not less, else zero.");
        real(t, "facge", "U=1", "a=0", "101", "All ones where Rn's magnitude is not less, else zero.");
        real(t, "fmaxp", "U=1", "a=0", "110", "Takes the greater of neighbouring lanes.");
        real(t, "fdiv", "U=1", "a=0", "111", "Divides Rn by Rm.");
        real(t, "fminnmp", "U=1", "a=1", "000", "Takes the lesser of neighbouring lanes, or the one that is a number.");
        real(t, "fabd", "U=1", "a=1", "010", "Takes the distance.");
        real(t, "fcmgt", "U=1", "a=1", "100", "All ones where Rn is greater, else zero.");
        real(t, "facgt", "U=1", "a=1", "101", "All ones where Rn's magnitude is greater, else zero.");
        real(t, "fminp", "U=1", "a=1", "110", "Takes the lesser of neighbouring lanes.");
        halves(t, "fmlal", "U=0", "0", "11101", "Adds products of halves of the lower lanes to singles.");
        halves(t, "fmlsl", "U=0", "1", "11101", "Subtracts products of halves of the lower lanes from singles.");
        halves(t, "fmlal2", "U=1", "0", "11001", "Adds products of halves of the upper lanes to singles.");
        halves(t, "fmlsl2", "U=1", "1", "11001", "Subtracts products of halves of the upper lanes from singles.");
    }

    private static void longer(Rows t) {
        bothLong(t, "addl", "0000", "W", "T", "T", "Adds", NO_D);
        bothLong(t, "addw", "0001", "W", "W", "T", "Adds narrow lanes to wide ones", NO_D);
        bothLong(t, "subl", "0010", "W", "T", "T", "Subtracts", NO_D);
        bothLong(t, "subw", "0011", "W", "W", "T", "Subtracts narrow lanes from wide ones", NO_D);
        bothLong(t, "abal", "0101", "W", "T", "T", "Adds the distance to wide lanes", NO_D);
        bothLong(t, "abdl", "0111", "W", "T", "T", "Takes the distance, in wide lanes", NO_D);
        bothLong(t, "mlal", "1000", "W", "T", "T", "Adds the product to wide lanes", NO_D);
        bothLong(t, "mlsl", "1010", "W", "T", "T", "Subtracts the product from wide lanes", NO_D);
        bothLong(t, "mull", "1100", "W", "T", "T", "Multiplies into wide lanes", NO_D);
        different(t, "addhn", "U=0", "0100", "T", "W", "W", "Takes the high halves of sums.", NO_D);
        different(t, "subhn", "U=0", "0110", "T", "W", "W", "Takes the high halves of differences.", NO_D);
        different(t, "raddhn", "U=1", "0100", "T", "W", "W", "Takes the high halves of sums, rounded.", NO_D);
        different(t, "rsubhn", "U=1", "0110", "T", "W", "W", "Takes the high halves of differences, rounded.", NO_D);
        different(t, "sqdmlal", "U=0", "1001", "W", "T", "T", "Adds twice the product to wide lanes, as far as they hold.", H_OR_S);
        different(t, "sqdmlsl", "U=0", "1011", "W", "T", "T", "Subtracts twice the product from wide lanes, as far as they hold.", H_OR_S);
        different(t, "sqdmull", "U=0", "1101", "W", "T", "T", "Doubles the product in wide lanes, as far as they hold.", H_OR_S);
        different(t, "pmull", "U=0", "1110", "W", "T", "T", "Multiplies polynomials over the bits into wide lanes.",
                  except("size=01 | size=10"));
    }

    /** Those that came with later versions of the architecture. */
    private static void newer(Rows t) {
        extra(t, "sqrdmlah", "U=1", "size:2", "0000", "Vd.T, Vn.T, Vm.T",
              "Adds the high half of twice the product to Rd, rounded.", H_OR_S);
        extra(t, "sqrdmlsh", "U=1", "size:2", "0001", "Vd.T, Vn.T, Vm.T",
              "Subtracts the high half of twice the product from Rd, rounded.", H_OR_S);
        extra(t, "sdot", "U=0", "size=10", "0010", "Vd.S, Vn.B, Vm.B", "Adds four products of bytes to each word, signed.");
        extra(t, "udot", "U=1", "size=10", "0010", "Vd.S, Vn.B, Vm.B", "Adds four products of bytes to each word, unsigned.");
        extra(t, "usdot", "U=0", "size=10", "0011", "Vd.S, Vn.B, Vm.B",
              "Adds four products of bytes to each word, those of Rn unsigned, those of Rm signed.");
        String square = "Multiplies a matrix of two by eight bytes with one of eight by two and adds it to words, ";
        matrix(t, "smmla", "U=0", "size=10", "0100", "Vd.4s, Vn.16b, Vm.16b", square + "signed.");
        matrix(t, "ummla", "U=1", "size=10", "0100", "Vd.4s, Vn.16b, Vm.16b", square + "unsigned.");
        matrix(t, "usmmla", "U=0", "size=10", "0101", "Vd.4s, Vn.16b, Vm.16b", square + "Rn unsigned, Rm signed.");
        matrix(t, "bfmmla", "U=1", "size=01", "1101", "Vd.4s, Vn.8h, Vm.8h",
               "Multiplies a matrix of two by four short floats with one of four by two and adds it to singles.");
        extra(t, "bfdot", "U=1", "size=01", "1111", "Vd.S, Vn.H, Vm.H", "Adds two products of short floats to each single.");
        t.row("bfmlalb.vector", "0 Q=0 U=1 01110 size=11 0 Rm 1 opcode=1111 1 Rn Rd",
              "bfmlalb Vd.4s, Vn.8h, Vm.8h", "Adds products of the even short floats to singles.");
        t.row("bfmlalt.vector", "0 Q=1 U=1 01110 size=11 0 Rm 1 opcode=1111 1 Rn Rd",
              "bfmlalt Vd.4s, Vn.8h, Vm.8h", "Adds products of the odd short floats to singles.");
        Row.Clause complex = only("size=01 | size=10 | size=11 Q=1");
        t.row("fcmla.vector", "0 Q U=1 01110 size:2 0 Rm 1 10 rot:2 1 Rn Rd",
              "fcmla Vd.T, Vn.T, Vm.T, #rot.turns", "Adds products of complex numbers, Rm turned.",
              complex);
        t.row("fcadd", "0 Q U=1 01110 size:2 0 Rm 1 11 rot 0 1 Rn Rd",
              "fcadd Vd.T, Vn.T, Vm.T, #rot.turn", "Adds complex numbers, Rm turned.",
              complex);
    }

    private static void bits(
            Rows t, String name, String u, String size, String meaning, Row.Clause... clauses) {
        t.row(name + ".vector", "0 Q " + u + " 01110 size=" + size + " 1 Rm opcode=00011 1 Rn Rd",
              name + " Vd.B, Vn.B, Vm.B", meaning,
              clauses);
    }

    /** The signed and the unsigned one. */
    private static void both(Rows t, String name, String opcode, String meaning, Row.Clause not) {
        same(t, "s" + name, "U=0", opcode, meaning + ", signed.", not);
        same(t, "u" + name, "U=1", opcode, meaning + ", unsigned.", not);
    }

    private static void same(
            Rows t, String name, String u, String opcode, String meaning, Row.Clause... clauses) {
        t.row(name + ".vector", "0 Q " + u + " 01110 size:2 1 Rm opcode=" + opcode + " 1 Rn Rd",
              name + " Vd.T, Vn.T, Vm.T", meaning,
              clauses);
    }

    /** Singles and doubles, and halves. */
    private static void real(
            Rows t, String name, String u, String a, String opcode, String meaning, Row.Clause... read) {
        Row.Clause[] clauses = read.length == 0 ? new Row.Clause[] {SINGLE_PAIR} : new Row.Clause[] {SINGLE_PAIR, read[0]};
        t.row(name + ".vector", "0 Q " + u + " 01110 " + a + " sz 1 Rm 11 opcode=" + opcode + " 1 Rn Rd",
              name + " Vd.T, Vn.T, Vm.T", meaning,
              clauses);
        t.row(name + ".vector.half", "0 Q " + u + " 01110 " + a + " 10 Rm 00 opcode=" + opcode + " 1 Rn Rd",
              name + " Vd.H, Vn.H, Vm.H", meaning);
    }

    /** Products of halves that are added to singles. */
    private static void halves(
            Rows t, String name, String u, String s, String opcode, String meaning) {
        t.row(name + ".vector", "0 Q " + u + " 01110 S=" + s + " sz~0 1 Rm opcode=" + opcode + " 1 Rn Rd",
              name + " Vd.S, Vn.R, Vm.R", meaning);
    }

    /** The signed and the unsigned one, each for lower and upper halves. */
    private static void bothLong(
            Rows t, String name, String opcode, String d, String n, String m, String meaning, Row.Clause not) {
        different(t, "s" + name, "U=0", opcode, d, n, m, meaning + ", signed.", not);
        different(t, "u" + name, "U=1", opcode, d, n, m, meaning + ", unsigned.", not);
    }

    private static void different(
            Rows t, String name, String u, String opcode, String d, String n, String m, String meaning, Row.Clause not) {
        t.row(name + ".vector", "0 Q " + u + " 01110 size:2 1 Rm opcode=" + opcode + " 00 Rn Rd",
              name + "<Q.upper> Vd." + d + ", Vn." + n + ", Vm." + m, meaning,
              not);
    }

    private static void extra(
            Rows t, String name, String u, String size, String opcode, String operands, String meaning, Row.Clause... not) {
        t.row(name + ".vector", "0 Q " + u + " 01110 " + size + " 0 Rm 1 opcode=" + opcode + " 1 Rn Rd",
              name + " " + operands, meaning,
              not);
    }

    private static void matrix(
            Rows t, String name, String u, String size, String opcode, String operands, String meaning) {
        t.row(name, "0 Q=1 " + u + " 01110 " + size + " 0 Rm 1 opcode=" + opcode + " 1 Rn Rd",
              name + " " + operands, meaning);
    }
    // spotless:on
}
