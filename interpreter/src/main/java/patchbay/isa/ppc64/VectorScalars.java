package patchbay.isa.ppc64;

import static patchbay.isa.Row.alias;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Vector-scalar registers vs0 to vs63, of which the lower half has the floating-point registers in
 * its upper doublewords, and the upper half is the vectors: primary opcodes 6, 57, 60 and 61. A
 * register's highest bit is by itself, at the other end of the word. Mnemonics begin with xs for
 * one number, xv for vectors of them, xx for vectors of anything; dp is a double, sp a single.
 */
final class VectorScalars {
    // spotless:off
    private VectorScalars() {}

    static void add(Rows t) {
        addTwo(t);
        addThree(t);
        addCompare(t);
        addThree2(t);
        addTest(t);
        addPermutation(t);
        addRest(t);
        own(t);
    }

    private static void own(Rows t) {
        t.row("lxvp", "000110 Tp:4 TX RA DQ:12 0000", "lxvp XTp,DQ.signed*16(RA|0)", "Loads a pair of vectors.");
        t.row("stxvp", "000110 Sp:4 SX RA DQ:12 0001", "stxvp XSp,DQ.signed*16(RA|0)", "Stores a pair of vectors.");
        t.row("lxv", "111101 T:5 RA DQ:12 TX 001", "lxv XT,DQ.signed*16(RA|0)", "Loads a vector.");
        t.row("stxv", "111101 S:5 RA DQ:12 SX 101", "stxv XS,DQ.signed*16(RA|0)", "Stores a vector.");
        t.row("lxsd", "111001 VRT:5 RA DS:14 10", "lxsd VRT,DS.signed*4(RA|0)", "Loads a double into a vector.");
        t.row("lxssp", "111001 VRT:5 RA DS:14 11", "lxssp VRT,DS.signed*4(RA|0)", "Loads a single into a vector.");
        t.row("stxsd", "111101 VRS:5 RA DS:14 10", "stxsd VRS,DS.signed*4(RA|0)", "Stores a double from a vector.");
        t.row("stxssp", "111101 VRS:5 RA DS:14 11", "stxssp VRS,DS.signed*4(RA|0)", "Stores a single from a vector.");
        t.row("xxpermdi", "111100 T:5 A:5 B:5 0 DM:2 01010 AX BX TX", "xxpermdi XT,XA,XB,DM",
              "Takes a doubleword of each, as DM says.",
              alias("xxspltd XT,XA,0", "DM=00 B=A BX=AX"), alias("xxspltd XT,XA,1", "DM=11 B=A BX=AX"),
              alias("xxmrghd XT,XA,XB", "DM=00"), alias("xxmrgld XT,XA,XB", "DM=11"),
              alias("xxswapd XT,XA", "DM=10 B=A BX=AX"));
        t.row("xxsldwi", "111100 T:5 A:5 B:5 0 SHW:2 00010 AX BX TX", "xxsldwi XT,XA,XB,SHW",
              "Takes four words of both vectors from word SHW on.");
    }

    private static void addTwo(Rows t) {
        two(t, "xsabsdp", "00000", "101011001", "Takes the magnitude of a double.");
        two(t, "xscvdphp", "10001", "101011011", "Turns a double into a half.");
        two(t, "xscvdpsp", "00000", "100001001", "Turns a double into a single.");
        two(t, "xscvdpspn", "00000", "100001011", "Turns a double into a single, without a signal.");
        two(t, "xscvdpsxds", "00000", "101011000", "Turns a double into a doubleword with a sign.");
        two(t, "xscvdpsxws", "00000", "001011000", "Turns a double into a word with a sign.");
        two(t, "xscvdpuxds", "00000", "101001000", "Turns a double into a doubleword without a sign.");
        two(t, "xscvdpuxws", "00000", "001001000", "Turns a double into a word without a sign.");
        two(t, "xscvhpdp", "10000", "101011011", "Turns a half into a double.");
        two(t, "xscvspdp", "00000", "101001001", "Turns a single into a double.");
        two(t, "xscvspdpn", "00000", "101001011", "Turns a single into a double, without a signal.");
        two(t, "xscvsxddp", "00000", "101111000", "Turns a doubleword with a sign into a double.");
        two(t, "xscvsxdsp", "00000", "100111000", "Turns a doubleword with a sign into a single.");
        two(t, "xscvuxddp", "00000", "101101000", "Turns a doubleword without a sign into a double.");
        two(t, "xscvuxdsp", "00000", "100101000", "Turns a doubleword without a sign into a single.");
        two(t, "xsnabsdp", "00000", "101101001", "Takes the negative magnitude of a double.");
        two(t, "xsnegdp", "00000", "101111001", "Changes the sign of a double.");
        two(t, "xsrdpi", "00000", "001001001", "Rounds a double to the nearest.");
        two(t, "xsrdpic", "00000", "001101011", "Rounds a double in the current mode.");
        two(t, "xsrdpim", "00000", "001111001", "Rounds a double down.");
        two(t, "xsrdpip", "00000", "001101001", "Rounds a double up.");
        two(t, "xsrdpiz", "00000", "001011001", "Rounds a double towards 0.");
        two(t, "xsredp", "00000", "001011010", "Estimates the reciprocal of a double.");
        two(t, "xsresp", "00000", "000011010", "Estimates the reciprocal of a single.");
        two(t, "xsrsp", "00000", "100011001", "Rounds a double to a single.");
        two(t, "xsrsqrtedp", "00000", "001001010", "Estimates the reciprocal square root of a double.");
        two(t, "xsrsqrtesp", "00000", "000001010", "Estimates the reciprocal square root of a single.");
        two(t, "xssqrtdp", "00000", "001001011", "Takes the square root of a double.");
        two(t, "xssqrtsp", "00000", "000001011", "Takes the square root of a single.");
        two(t, "xvabsdp", "00000", "111011001", "Takes the magnitudes of doubles.");
        two(t, "xvabssp", "00000", "110011001", "Takes the magnitudes of singles.");
        two(t, "xvcvbf16spn", "10000", "111011011", "Turns brain floats into singles.");
        two(t, "xvcvdpsp", "00000", "110001001", "Turns doubles into singles.");
        two(t, "xvcvdpsxds", "00000", "111011000", "Turns doubles into doublewords with signs.");
        two(t, "xvcvdpsxws", "00000", "011011000", "Turns doubles into words with signs.");
        two(t, "xvcvdpuxds", "00000", "111001000", "Turns doubles into doublewords without signs.");
        two(t, "xvcvdpuxws", "00000", "011001000", "Turns doubles into words without signs.");
        two(t, "xvcvhpsp", "11000", "111011011", "Turns halves into singles.");
        two(t, "xvcvspbf16", "10001", "111011011", "Turns singles into brain floats.");
        two(t, "xvcvspdp", "00000", "111001001", "Turns singles into doubles.");
        two(t, "xvcvsphp", "11001", "111011011", "Turns singles into halves.");
        two(t, "xvcvspsxds", "00000", "110011000", "Turns singles into doublewords with signs.");
        two(t, "xvcvspsxws", "00000", "010011000", "Turns singles into words with signs.");
        two(t, "xvcvspuxds", "00000", "110001000", "Turns singles into doublewords without signs.");
        two(t, "xvcvspuxws", "00000", "010001000", "Turns singles into words without signs.");
        two(t, "xvcvsxddp", "00000", "111111000", "Turns doublewords with signs into doubles.");
        two(t, "xvcvsxdsp", "00000", "110111000", "Turns doublewords with signs into singles.");
        two(t, "xvcvsxwdp", "00000", "011111000", "Turns words with signs into doubles.");
        two(t, "xvcvsxwsp", "00000", "010111000", "Turns words with signs into singles.");
        two(t, "xvcvuxddp", "00000", "111101000", "Turns doublewords without signs into doubles.");
        two(t, "xvcvuxdsp", "00000", "110101000", "Turns doublewords without signs into singles.");
        two(t, "xvcvuxwdp", "00000", "011101000", "Turns words without signs into doubles.");
        two(t, "xvcvuxwsp", "00000", "010101000", "Turns words without signs into singles.");
        two(t, "xvnabsdp", "00000", "111101001", "Takes the negative magnitudes of doubles.");
        two(t, "xvnabssp", "00000", "110101001", "Takes the negative magnitudes of singles.");
        two(t, "xvnegdp", "00000", "111111001", "Changes the signs of doubles.");
        two(t, "xvnegsp", "00000", "110111001", "Changes the signs of singles.");
        two(t, "xvrdpi", "00000", "011001001", "Rounds doubles to the nearest.");
        two(t, "xvrdpic", "00000", "011101011", "Rounds doubles in the current mode.");
        two(t, "xvrdpim", "00000", "011111001", "Rounds doubles down.");
        two(t, "xvrdpip", "00000", "011101001", "Rounds doubles up.");
        two(t, "xvrdpiz", "00000", "011011001", "Rounds doubles towards 0.");
        two(t, "xvredp", "00000", "011011010", "Estimates the reciprocals of doubles.");
        two(t, "xvresp", "00000", "010011010", "Estimates the reciprocals of singles.");
        two(t, "xvrspi", "00000", "010001001", "Rounds singles to the nearest.");
        two(t, "xvrspic", "00000", "010101011", "Rounds singles in the current mode.");
        two(t, "xvrspim", "00000", "010111001", "Rounds singles down.");
        two(t, "xvrspip", "00000", "010101001", "Rounds singles up.");
        two(t, "xvrspiz", "00000", "010011001", "Rounds singles towards 0.");
        two(t, "xvrsqrtedp", "00000", "011001010", "Estimates the reciprocal square roots of doubles.");
        two(t, "xvrsqrtesp", "00000", "010001010", "Estimates the reciprocal square roots of singles.");
        two(t, "xvsqrtdp", "00000", "011001011", "Takes the square roots of doubles.");
        two(t, "xvsqrtsp", "00000", "010001011", "Takes the square roots of singles.");
        two(t, "xvxexpdp", "00000", "111011011", "Takes the exponents of doubles.");
        two(t, "xvxexpsp", "01000", "111011011", "Takes the exponents of singles.");
        two(t, "xvxsigdp", "00001", "111011011", "Takes the significands of doubles.");
        two(t, "xvxsigsp", "01001", "111011011", "Takes the significands of singles.");
        two(t, "xxbrd", "10111", "111011011", "Reverses the bytes of doublewords.");
        two(t, "xxbrh", "00111", "111011011", "Reverses the bytes of halfwords.");
        two(t, "xxbrq", "11111", "111011011", "Reverses the bytes of quadwords.");
        two(t, "xxbrw", "01111", "111011011", "Reverses the bytes of words.");
    }

    private static void addThree(Rows t) {
        three(t, "xsadddp", "00100000", "Adds doubles.");
        three(t, "xsaddsp", "00000000", "Adds singles.");
        three(t, "xscmpeqdp", "00000011", "Tells whether both are equal, of a double.");
        three(t, "xscmpgedp", "00010011", "Tells whether XA is greater or equal, of a double.");
        three(t, "xscmpgtdp", "00001011", "Tells whether XA is greater, of a double.");
        three(t, "xscpsgndp", "10110000", "Copies the sign of a double.");
        three(t, "xsdivdp", "00111000", "Divides doubles.");
        three(t, "xsdivsp", "00011000", "Divides singles.");
        three(t, "xsmaddadp", "00100001", "Multiplies XA and XB and adds XT, of a double.");
        three(t, "xsmaddasp", "00000001", "Multiplies XA and XB and adds XT, of a single.");
        three(t, "xsmaddmdp", "00101001", "Multiplies XA and XT and adds XB, of a double.");
        three(t, "xsmaddmsp", "00001001", "Multiplies XA and XT and adds XB, of a single.");
        three(t, "xsmaxcdp", "10000000", "Takes the larger, as C does, doubles.");
        three(t, "xsmaxdp", "10100000", "Takes the larger doubles.");
        three(t, "xsmaxjdp", "10010000", "Takes the larger, as Java does, doubles.");
        three(t, "xsmincdp", "10001000", "Takes the smaller, as C does, doubles.");
        three(t, "xsmindp", "10101000", "Takes the smaller doubles.");
        three(t, "xsminjdp", "10011000", "Takes the smaller, as Java does, doubles.");
        three(t, "xsmsubadp", "00110001", "Multiplies XA and XB and subtracts XT, of a double.");
        three(t, "xsmsubasp", "00010001", "Multiplies XA and XB and subtracts XT, of a single.");
        three(t, "xsmsubmdp", "00111001", "Multiplies XA and XT and subtracts XB, of a double.");
        three(t, "xsmsubmsp", "00011001", "Multiplies XA and XT and subtracts XB, of a single.");
        three(t, "xsmuldp", "00110000", "Multiplies doubles.");
        three(t, "xsmulsp", "00010000", "Multiplies singles.");
        three(t, "xsnmaddadp", "10100001", "Multiplies XA and XB, adds XT, changes the sign, of a double.");
        three(t, "xsnmaddasp", "10000001", "Multiplies XA and XB, adds XT, changes the sign, of a single.");
        three(t, "xsnmaddmdp", "10101001", "Multiplies XA and XT, adds XB, changes the sign, of a double.");
        three(t, "xsnmaddmsp", "10001001", "Multiplies XA and XT, adds XB, changes the sign, of a single.");
        three(t, "xsnmsubadp", "10110001", "Multiplies XA and XB, subtracts XT, changes the sign, of a double.");
        three(t, "xsnmsubasp", "10010001", "Multiplies XA and XB, subtracts XT, changes the sign, of a single.");
        three(t, "xsnmsubmdp", "10111001", "Multiplies XA and XT, subtracts XB, changes the sign, of a double.");
        three(t, "xsnmsubmsp", "10011001", "Multiplies XA and XT, subtracts XB, changes the sign, of a single.");
        three(t, "xssubdp", "00101000", "Subtracts doubles.");
        three(t, "xssubsp", "00001000", "Subtracts singles.");
        three(t, "xvadddp", "01100000", "Adds doubles.");
        three(t, "xvaddsp", "01000000", "Adds singles.");
        three(t, "xvcpsgndp", "11110000", "Copies the signs of doubles.", alias("xvmovdp XT,XA", "B=A BX=AX"));
        three(t, "xvcpsgnsp", "11010000", "Copies the signs of singles.", alias("xvmovsp XT,XA", "B=A BX=AX"));
        three(t, "xvdivdp", "01111000", "Divides doubles.");
        three(t, "xvdivsp", "01011000", "Divides singles.");
        three(t, "xviexpdp", "11111000", "Puts exponents into doubles.");
        three(t, "xviexpsp", "11011000", "Puts exponents into singles.");
        three(t, "xvmaddadp", "01100001", "Multiplies XA and XB and adds XT, of doubles.");
        three(t, "xvmaddasp", "01000001", "Multiplies XA and XB and adds XT, of singles.");
        three(t, "xvmaddmdp", "01101001", "Multiplies XA and XT and adds XB, of doubles.");
        three(t, "xvmaddmsp", "01001001", "Multiplies XA and XT and adds XB, of singles.");
        three(t, "xvmaxdp", "11100000", "Takes the larger doubles.");
        three(t, "xvmaxsp", "11000000", "Takes the larger singles.");
        three(t, "xvmindp", "11101000", "Takes the smaller doubles.");
        three(t, "xvminsp", "11001000", "Takes the smaller singles.");
        three(t, "xvmsubadp", "01110001", "Multiplies XA and XB and subtracts XT, of doubles.");
        three(t, "xvmsubasp", "01010001", "Multiplies XA and XB and subtracts XT, of singles.");
        three(t, "xvmsubmdp", "01111001", "Multiplies XA and XT and subtracts XB, of doubles.");
        three(t, "xvmsubmsp", "01011001", "Multiplies XA and XT and subtracts XB, of singles.");
        three(t, "xvmuldp", "01110000", "Multiplies doubles.");
        three(t, "xvmulsp", "01010000", "Multiplies singles.");
        three(t, "xvnmaddadp", "11100001", "Multiplies XA and XB, adds XT, changes the sign, of doubles.");
        three(t, "xvnmaddasp", "11000001", "Multiplies XA and XB, adds XT, changes the sign, of singles.");
        three(t, "xvnmaddmdp", "11101001", "Multiplies XA and XT, adds XB, changes the sign, of doubles.");
        three(t, "xvnmaddmsp", "11001001", "Multiplies XA and XT, adds XB, changes the sign, of singles.");
        three(t, "xvnmsubadp", "11110001", "Multiplies XA and XB, subtracts XT, changes the sign, of doubles.");
        three(t, "xvnmsubasp", "11010001", "Multiplies XA and XB, subtracts XT, changes the sign, of singles.");
        three(t, "xvnmsubmdp", "11111001", "Multiplies XA and XT, subtracts XB, changes the sign, of doubles.");
        three(t, "xvnmsubmsp", "11011001", "Multiplies XA and XT, subtracts XB, changes the sign, of singles.");
        three(t, "xvsubdp", "01101000", "Subtracts doubles.");
        three(t, "xvsubsp", "01001000", "Subtracts singles.");
        three(t, "xxland", "10000010", "Takes the bits that both have.");
        three(t, "xxlandc", "10001010", "Takes the bits of XA that XB has not.");
        three(t, "xxleqv", "10111010", "Takes the bits that both have or neither has.");
        three(t, "xxlnand", "10110010", "Takes the bits that not both have.");
        three(t, "xxlnor", "10100010", "Takes the bits that neither has.", alias("xxlnot XT,XA", "B=A BX=AX"));
        three(t, "xxlor", "10010010", "Takes the bits that either has.", alias("xxmr XT,XA", "B=A BX=AX"));
        three(t, "xxlorc", "10101010", "Takes the bits that XA has or XB has not.");
        three(t, "xxlxor", "10011010", "Takes the bits that only one has.");
        three(t, "xxmrghw", "00010010", "Merges the upper words.");
        three(t, "xxmrglw", "00110010", "Merges the lower words.");
        three(t, "xxperm", "00011010", "Chooses bytes of both vectors by the indices in XB.");
        three(t, "xxpermr", "00111010", "Chooses bytes of both vectors by the indices in XB, from the right.");
    }

    private static void addCompare(Rows t) {
        compare(t, "xscmpexpdp", "00", "00111011", "0", "Compares the exponent of doubles.");
        compare(t, "xscmpodp", "00", "00101011", "0", "Compares, and tells of every NaN, doubles.");
        compare(t, "xscmpudp", "00", "00100011", "0", "Compares doubles.");
        compare(t, "xstdivdp", "00", "00111101", "0", "Tells whether a division needs care, of a double.");
        compare(t, "xvtdivdp", "00", "01111101", "0", "Tells whether a division needs care, of doubles.");
        compare(t, "xvtdivsp", "00", "01011101", "0", "Tells whether a division needs care, of singles.");
    }

    private static void addThree2(Rows t) {
        three2(t, "xvcmpeqdp", "1100011", "Tells where both are equal, of doubles.");
        three2(t, "xvcmpeqsp", "1000011", "Tells where both are equal, of singles.");
        three2(t, "xvcmpgedp", "1110011", "Tells where XA is greater or equal, of doubles.");
        three2(t, "xvcmpgesp", "1010011", "Tells where XA is greater or equal, of singles.");
        three2(t, "xvcmpgtdp", "1101011", "Tells where XA is greater, of doubles.");
        three2(t, "xvcmpgtsp", "1001011", "Tells where XA is greater, of singles.");
    }

    private static void addTest(Rows t) {
        test(t, "xstsqrtdp", "0000000", "001101010", "0", "Tells whether a square root needs care, of a double.");
        test(t, "xvtlsbb", "0000010", "111011011", "0", "Tells whether the lowest bits of all bytes are 1 or 0.");
        test(t, "xvtsqrtdp", "0000000", "011101010", "0", "Tells whether a square root needs care, of doubles.");
        test(t, "xvtsqrtsp", "0000000", "010101010", "0", "Tells whether a square root needs care, of singles.");
    }

    private static void addPermutation(Rows t) {
        permutation(t, "xxgenpcvbm", "1110010100", "Makes the permutation that gathers or spreads the bytes that VRB marks.");
        permutation(t, "xxgenpcvdm", "1110110101", "Makes the permutation that gathers or spreads the doublewords that VRB marks.");
        permutation(t, "xxgenpcvhm", "1110010101", "Makes the permutation that gathers or spreads the halfwords that VRB marks.");
        permutation(t, "xxgenpcvwm", "1110110100", "Makes the permutation that gathers or spreads the words that VRB marks.");
    }

    private static void addRest(Rows t) {
        t.row("xststdcdp", "111100 BF:3 UIM:7 B:5 101101010 BX 0", "xststdcdp BF,XB,UIM",
              "Tests the class of a double.");
        t.row("xststdcsp", "111100 BF:3 UIM:7 B:5 100101010 BX 0", "xststdcsp BF,XB,UIM",
              "Tests the class of a single.");
        t.row("xxextractuw", "111100 T:5 0 UIM:4 B:5 010100101 BX TX", "xxextractuw XT,XB,UIM",
              "Takes the word at byte UIM.");
        t.row("xxinsertw", "111100 T:5 0 UIM:4 B:5 010110101 BX TX", "xxinsertw XT,XB,UIM",
              "Inserts a word at byte UIM.");
        t.row("xvtstdcdp", "111100 T:5 u0:5 B:5 1111 u2 101 u1 BX TX", "xvtstdcdp XT,XB,u2:u1:u0",
              "Tests the classes of doubles.");
        t.row("xvtstdcsp", "111100 T:5 u0:5 B:5 1101 u2 101 u1 BX TX", "xvtstdcsp XT,XB,u2:u1:u0",
              "Tests the classes of singles.");
        t.row("xsxsigdp", "111100 RT 00001 B:5 101011011 BX 0", "xsxsigdp RT,XB",
              "Takes the significand of a double.");
        t.row("xsxexpdp", "111100 RT 00000 B:5 101011011 BX 0", "xsxexpdp RT,XB",
              "Takes the exponent of a double.");
        t.row("xxspltw", "111100 T:5 000 UIM:2 B:5 010100100 BX TX", "xxspltw XT,XB,UIM",
              "Copies a word to all.");
        t.row("lxvkq", "111100 T:5 11111 UIM:5 0101101000 TX", "lxvkq XT,UIM",
              "Loads a constant quad.");
        t.row("xxspltib", "111100 T:5 00 UIM:8 0101101000 TX", "xxspltib XT,UIM",
              "Puts a number into each byte.");
        t.row("xxsel", "111100 T:5 A:5 B:5 C:5 11 CX AX BX TX", "xxsel XT,XA,XB,XC",
              "Takes the bits of XB where XC has ones, of XA elsewhere.");
        t.row("xsiexpdp", "111100 T:5 RA RB 1110010110 TX", "xsiexpdp XT,RA,RB",
              "Puts exponents into a double.");
    }

    private static void two(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "111100 T:5 " + sub + " B:5 " + xo + " BX TX", name + " XT,XB", meaning);
    }

    private static void three(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "111100 T:5 A:5 B:5 " + xo + " AX BX TX", name + " XT,XA,XB", meaning, clauses);
    }

    private static void compare(Rows t, String name, String x0, String x1, String x2, String meaning) {
        t.row(name, "111100 BF:3 " + x0 + " A:5 B:5 " + x1 + " AX BX " + x2, name + " BF,XA,XB", meaning);
    }

    private static void three2(Rows t, String name, String xo, String meaning) {
        t.row(name, "111100 T:5 A:5 B:5 Rc:1 " + xo + " AX BX TX", name + "<Rc> XT,XA,XB", meaning);
    }

    private static void test(Rows t, String name, String x0, String x1, String x2, String meaning) {
        t.row(name, "111100 BF:3 " + x0 + " B:5 " + x1 + " BX " + x2, name + " BF,XB", meaning);
    }

    private static void permutation(Rows t, String name, String xo, String meaning) {
        t.row(name, "111100 T:5 UIM:5 VRB:5 " + xo + " TX", name + " XT,VRB,UIM", meaning);
    }
    // spotless:on
}
