package patchbay.isa.ppc64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Computing with general registers: opcode 31. A dot at the end compares the result with 0 into
 * cr0, an o tells of overflow in XER.
 */
final class Arithmetic {
    // spotless:off
    private Arithmetic() {}

    static void add(Rows t) {
        sums(t);
        products(t);
        logic(t);
        counts(t);
        shifts(t);
        comparisons(t);
        traps(t);
    }

    private static void sums(Rows t) {
        over(t, "add", "100001010", "Adds.");
        over(t, "subf", "000101000", "Subtracts RA from RB.", also("sub<OE><Rc> RT,RB,RA", ""));
        over(t, "addc", "000001010", "Adds, and sets CA.");
        over(t, "subfc", "000001000", "Subtracts RA from RB, and sets CA.", also("subc<OE><Rc> RT,RB,RA", ""));
        over(t, "adde", "010001010", "Adds, and CA too, and sets CA.");
        over(t, "subfe", "010001000", "Adds RB, the complement of RA, and CA, and sets CA.");
        alone(t, "addme", "011101010", "Adds CA, takes 1 off, and sets CA.");
        alone(t, "subfme", "011101000", "Adds the complement of RA and CA, takes 1 off, and sets CA.");
        alone(t, "addze", "011001010", "Adds CA, and sets CA.");
        alone(t, "subfze", "011001000", "Adds the complement of RA and CA, and sets CA.");
        alone(t, "neg", "001101000", "Changes the sign.");
        t.row("addex", "011111 RT RA RB CY:2 10101010 0", "addex RT,RA,RB,CY", "Adds, and OV too, and sets OV.");
        t.row("addg6s", "011111 RT RA RB 0001001010 0", "addg6s RT,RA,RB",
              "Gives 6 for each digit from which nothing is carried when adding.");
    }

    private static void products(Rows t) {
        over(t, "mullw", "011101011", "Multiplies words with signs.");
        over(t, "mulld", "011101001", "Multiplies, and keeps the low half.");
        over(t, "divw", "111101011", "Divides words with signs.");
        over(t, "divwu", "111001011", "Divides words without signs.");
        over(t, "divd", "111101001", "Divides with signs.");
        over(t, "divdu", "111001001", "Divides without signs.");
        over(t, "divwe", "110101011", "Divides a word, with 32 zeros behind it, by a word, with signs.");
        over(t, "divweu", "110001011", "Divides a word, with 32 zeros behind it, by a word, without signs.");
        over(t, "divde", "110101001", "Divides RA, with 64 zeros behind it, with signs.");
        over(t, "divdeu", "110001001", "Divides RA, with 64 zeros behind it, without signs.");
        record(t, "mulhw", "0001001011", "Multiplies words with signs, and keeps the high half.");
        record(t, "mulhwu", "0000001011", "Multiplies words without signs, and keeps the high half.");
        record(t, "mulhd", "0001001001", "Multiplies with signs, and keeps the high half.");
        record(t, "mulhdu", "0000001001", "Multiplies without signs, and keeps the high half.");
        plain(t, "modsw", "1100001011", "Gives what is left when dividing words with signs.");
        plain(t, "moduw", "0100001011", "Gives what is left when dividing words without signs.");
        plain(t, "modsd", "1100001001", "Gives what is left when dividing with signs.");
        plain(t, "modud", "0100001001", "Gives what is left when dividing without signs.");
        t.row("darn", "011111 RT 000 L:2 00000 1011110011 0", "darn RT,L", "Delivers a random number.");
    }

    private static void over(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "011111 RT RA RB OE " + xo + " Rc:1", name + "<OE><Rc> RT,RA,RB", meaning, clauses);
    }

    private static void alone(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RT RA 00000 OE " + xo + " Rc:1", name + "<OE><Rc> RT,RA", meaning);
    }

    private static void record(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RT RA RB " + xo + " Rc:1", name + "<Rc> RT,RA,RB", meaning);
    }

    private static void plain(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RT RA RB " + xo + " 0", name + " RT,RA,RB", meaning);
    }

    private static void logic(Rows t) {
        both(t, "and", "0000011100", "Takes the bits that both have.");
        both(t, "andc", "0000111100", "Takes the bits of RS that RB has not.");
        both(t, "or", "0110111100", "Takes the bits that either has.",
             alias("miso", "RS=26 RA=26 RB=26 Rc=0"), alias("yield", "RS=27 RA=27 RB=27 Rc=0"),
             alias("mdoio", "RS=29 RA=29 RB=29 Rc=0"), alias("mdoom", "RS=30 RA=30 RB=30 Rc=0"),
             alias("mr<Rc> RA,RS", "RB=RS"));
        both(t, "orc", "0110011100", "Takes the bits that RS has or RB has not.");
        both(t, "xor", "0100111100", "Takes the bits that only one has.");
        both(t, "eqv", "0100011100", "Takes the bits that both have or neither has.");
        both(t, "nand", "0111011100", "Takes the bits that not both have.");
        both(t, "nor", "0001111100", "Takes the bits that neither has.", alias("not<Rc> RA,RS", "RB=RS"));
        quiet(t, "cmpb", "0111111100", "Gives ones for each byte in which both are alike.");
        quiet(t, "bpermd", "0011111100", "Gathers the bits of RB whose numbers are in the bytes of RS.");
        quiet(t, "cfuged", "0011011100", "Puts the bits of RS that RB marks to the right, the others to the left.");
        quiet(t, "pdepd", "0010011100", "Spreads the low bits of RS over the bits that RB marks.");
        quiet(t, "pextd", "0010111100", "Gathers the bits of RS that RB marks.");
        quiet(t, "cntlzdm", "0000111011", "Counts the zeros above the highest one, among the bits that RB marks.");
        quiet(t, "cnttzdm", "1000111011", "Counts the zeros below the lowest one, among the bits that RB marks.");
        t.row("isel", "011111 RT RA RB BC:5 01111 unused", "isel RT,RA|0,RB,BC", "Takes RA if bit BC is 1, else RB.",
              alias("isellt RT,RA|0,RB", "BC=0 unused=0"), alias("iselgt RT,RA|0,RB", "BC=1 unused=0"),
              alias("iseleq RT,RA|0,RB", "BC=2 unused=0"));
    }

    private static void counts(Rows t) {
        one(t, "cntlzw", "0000011010", "Counts the zeros above the highest one of a word.");
        one(t, "cntlzd", "0000111010", "Counts the zeros above the highest one.");
        one(t, "cnttzw", "1000011010", "Counts the zeros below the lowest one of a word.");
        one(t, "cnttzd", "1000111010", "Counts the zeros below the lowest one.");
        one(t, "extsb", "1110111010", "Takes a byte with its sign.");
        one(t, "extsh", "1110011010", "Takes a halfword with its sign.");
        one(t, "extsw", "1111011010", "Takes a word with its sign.");
        still(t, "popcntb", "0001111010", "Counts the ones of each byte.");
        still(t, "popcntw", "0101111010", "Counts the ones of each word.");
        still(t, "popcntd", "0111111010", "Counts the ones.");
        still(t, "prtyw", "0010011010", "Gives the parity of the lowest bits of each word's bytes.");
        still(t, "prtyd", "0010111010", "Gives the parity of the lowest bits of the bytes.");
        still(t, "brh", "0011011011", "Reverses the bytes of each halfword.");
        still(t, "brw", "0010011011", "Reverses the bytes of each word.");
        still(t, "brd", "0010111011", "Reverses the bytes.");
        still(t, "cbcdtd", "0100111010", "Turns decimal digits of four bits into declets.");
        still(t, "cdtbcd", "0100011010", "Turns declets into decimal digits of four bits.");
    }

    private static void shifts(Rows t) {
        both(t, "slw", "0000011000", "Shifts a word left.");
        both(t, "sld", "0000011011", "Shifts left.");
        both(t, "srw", "1000011000", "Shifts a word right.");
        both(t, "srd", "1000011011", "Shifts right.");
        both(t, "sraw", "1100011000", "Shifts a word with its sign right, and sets CA.");
        both(t, "srad", "1100011010", "Shifts right with the sign, and sets CA.");
        t.row("srawi", "011111 RS RA SH:5 1100111000 Rc:1", "srawi<Rc> RA,RS,SH",
              "Shifts a word with its sign right, and sets CA.");
        t.row("sradi", "011111 RS RA sh:5 110011101 sh5 Rc:1", "sradi<Rc> RA,RS,sh5:sh",
              "Shifts right with the sign, and sets CA.");
        t.row("extswsli", "011111 RS RA sh:5 110111101 sh5 Rc:1", "extswsli<Rc> RA,RS,sh5:sh",
              "Shifts a word with its sign left.");
    }

    private static void both(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "011111 RS RA RB " + xo + " Rc:1", name + "<Rc> RA,RS,RB", meaning, clauses);
    }

    private static void quiet(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RS RA RB " + xo + " 0", name + " RA,RS,RB", meaning);
    }

    private static void one(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RS RA 00000 " + xo + " Rc:1", name + "<Rc> RA,RS", meaning);
    }

    private static void still(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RS RA 00000 " + xo + " 0", name + " RA,RS", meaning);
    }

    private static void comparisons(Rows t) {
        compare(t, "cmpw", "cmp", "L=0", "0000000000", "Compares words.");
        compare(t, "cmpd", "cmp", "L=1", "0000000000", "Compares.");
        compare(t, "cmplw", "cmpl", "L=0", "0000100000", "Compares words without signs.");
        compare(t, "cmpld", "cmpl", "L=1", "0000100000", "Compares without signs.");
        t.row("cmprb", "011111 BF:3 0 L RA RB 0011000000 0", "cmprb BF,L,RA,RB",
              "Tells whether a byte is in one of two ranges.");
        t.row("cmpeqb", "011111 BF:3 00 RA RB 0011100000 0", "cmpeqb BF,RA,RB",
              "Tells whether a byte is among those of RB.");
        t.row("setb", "011111 RT BFA:3 00 00000 0010000000 0", "setb RT,BFA",
              "Gives -1, 1 or 0 for less, greater or neither.");
        bit(t, "setbc", "0110000000", "Gives 1 if bit BI is 1, else 0.");
        bit(t, "setbcr", "0110100000", "Gives 0 if bit BI is 1, else 1.");
        bit(t, "setnbc", "0111000000", "Gives -1 if bit BI is 1, else 0.");
        bit(t, "setnbcr", "0111100000", "Gives 0 if bit BI is 1, else -1.");
        t.row("mcrxrx", "011111 BF:3 00 00000 00000 1001000000 0", "mcrxrx BF",
              "Copies OV, OV32, CA and CA32 into a field.");
    }

    private static void compare(Rows t, String name, String generic, String width, String xo, String meaning) {
        t.row(name, "011111 BF:3 0 " + width + " RA RB " + xo + " 0", name + " {BF,}RA,RB", meaning,
              also(name + " RA,RB", "BF=0"), also(generic + " BF,L,RA,RB", ""), also(generic + " L,RA,RB", "BF=0"));
    }

    private static void bit(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RT BI:5 00000 " + xo + " 0", name + " RT,BI", meaning);
    }

    private static void traps(Rows t) {
        t.row("tw", "011111 TO:5 RA RB 0000000100 0", "tw TO,RA,RB", "Traps if the words are as TO says.",
              alias("trap", "TO=31 RA=0 RB=0"), alias("tw<TO.trap> RA,RB", ""), Row.goes(Row.Flow.NEXT));
        t.row("td", "011111 TO:5 RA RB 0001000100 0", "td TO,RA,RB", "Traps if both are as TO says.",
              alias("td<TO.trap> RA,RB", ""));
    }
    // spotless:on
}
