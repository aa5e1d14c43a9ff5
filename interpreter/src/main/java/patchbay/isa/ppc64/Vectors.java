package patchbay.isa.ppc64;

import static patchbay.isa.Row.alias;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Vectors of 128 bits in v0 to v31, and a few that go between them and general registers: primary
 * opcode 4. What is carried, how signs count and what does not fit is the mnemonic's last letters:
 * m is modulo, s saturating.
 */
final class Vectors {
    // spotless:off
    private Vectors() {}

    static void add(Rows t) {
        addThree1(t);
        addThree2(t);
        addThree3(t);
        addTwo(t);
        addThreeRecorded(t);
        addFour(t);
        addNumbered(t);
        addInsert(t);
        addByIndex(t);
        addGather(t);
        addExtract(t);
        addInsertVector(t);
        addSpread(t);
        addNumberedThree(t);
        addCount(t);
        addNumbered2(t);
        addNumbered3(t);
        addMultiplyAdd(t);
        addSplat(t);
        addSingle(t);
        addRest(t);
        own(t);
    }

    private static void own(Rows t) {
        strings(t);
        t.row("mfvscr", "000100 VRT:5 00000 00000 11000000100", "mfvscr VRT", "Reads the status of vectors.");
        t.row("mtvscr", "000100 00000 00000 VRB:5 11001000100", "mtvscr VRB", "Writes the status of vectors.");
    }

    private static void addThree1(Rows t) {
        three(t, "bcdcpsgn.", "01101000001", "Copies the sign of a decimal number.");
        three(t, "bcdus.", "10010000001", "Shifts a decimal number without a sign.");
        three(t, "bcdutrunc.", "10101000001", "Cuts a decimal number without a sign.");
        three(t, "vabsdub", "10000000011", "Takes the distance of bytes without signs.");
        three(t, "vabsduh", "10001000011", "Takes the distance of halfwords without signs.");
        three(t, "vabsduw", "10010000011", "Takes the distance of words without signs.");
        three(t, "vaddcuq", "00101000000", "Gives what is carried when quadwords are added.");
        three(t, "vaddcuw", "00110000000", "Gives what is carried when words are added.");
        three(t, "vaddfp", "00000001010", "Adds singles.");
        three(t, "vaddsbs", "01100000000", "Adds bytes with signs, saturating.");
        three(t, "vaddshs", "01101000000", "Adds halfwords with signs, saturating.");
        three(t, "vaddsws", "01110000000", "Adds words with signs, saturating.");
        three(t, "vaddubm", "00000000000", "Adds bytes, modulo.");
        three(t, "vaddubs", "01000000000", "Adds bytes without signs, saturating.");
        three(t, "vaddudm", "00011000000", "Adds doublewords, modulo.");
        three(t, "vadduhm", "00001000000", "Adds halfwords, modulo.");
        three(t, "vadduhs", "01001000000", "Adds halfwords without signs, saturating.");
        three(t, "vadduqm", "00100000000", "Adds quadwords, modulo.");
        three(t, "vadduwm", "00010000000", "Adds words, modulo.");
        three(t, "vadduws", "01010000000", "Adds words without signs, saturating.");
        three(t, "vand", "10000000100", "Takes the bits that both have.");
        three(t, "vandc", "10001000100", "Takes the bits of VRA that VRB has not.");
        three(t, "vavgsb", "10100000010", "Averages bytes with signs, rounding up.");
        three(t, "vavgsh", "10101000010", "Averages halfwords with signs, rounding up.");
        three(t, "vavgsw", "10110000010", "Averages words with signs, rounding up.");
        three(t, "vavgub", "10000000010", "Averages bytes without signs, rounding up.");
        three(t, "vavguh", "10001000010", "Averages halfwords without signs, rounding up.");
        three(t, "vavguw", "10010000010", "Averages words without signs, rounding up.");
        three(t, "vbpermd", "10111001100", "Gathers bits by index in each doubleword.");
        three(t, "vbpermq", "10101001100", "Gathers bits by index.");
        three(t, "vcfuged", "10101001101", "Puts the bits that VRB marks to the right, the others to the left.");
        three(t, "vcipher", "10100001000", "Does a round of AES encryption.");
        three(t, "vcipherlast", "10100001001", "Does the last round of AES encryption.");
        three(t, "vclzdm", "11110000100", "Counts leading zeros among the bits that VRB marks.");
        three(t, "vctzdm", "11111000100", "Counts trailing zeros among the bits that VRB marks.");
        three(t, "vdivesd", "01111001011", "Divides doublewords with signs, with as many zeros behind.");
        three(t, "vdivesq", "01100001011", "Divides quadwords with signs, with as many zeros behind.");
        three(t, "vdivesw", "01110001011", "Divides words with signs, with as many zeros behind.");
        three(t, "vdiveud", "01011001011", "Divides doublewords without signs, with as many zeros behind.");
        three(t, "vdiveuq", "01000001011", "Divides quadwords without signs, with as many zeros behind.");
        three(t, "vdiveuw", "01010001011", "Divides words without signs, with as many zeros behind.");
        three(t, "vdivsd", "00111001011", "Divides doublewords with signs.");
        three(t, "vdivsq", "00100001011", "Divides quadwords with signs.");
        three(t, "vdivsw", "00110001011", "Divides words with signs.");
        three(t, "vdivud", "00011001011", "Divides doublewords without signs.");
        three(t, "vdivuq", "00000001011", "Divides quadwords without signs.");
        three(t, "vdivuw", "00010001011", "Divides words without signs.");
        three(t, "veqv", "11010000100", "Takes the bits that both have or neither has.");
        three(t, "vmaxfp", "10000001010", "Takes the larger singles.");
        three(t, "vmaxsb", "00100000010", "Takes the larger bytes with signs.");
        three(t, "vmaxsd", "00111000010", "Takes the larger doublewords with signs.");
        three(t, "vmaxsh", "00101000010", "Takes the larger halfwords with signs.");
        three(t, "vmaxsw", "00110000010", "Takes the larger words with signs.");
        three(t, "vmaxub", "00000000010", "Takes the larger bytes without signs.");
        three(t, "vmaxud", "00011000010", "Takes the larger doublewords without signs.");
        three(t, "vmaxuh", "00001000010", "Takes the larger halfwords without signs.");
        three(t, "vmaxuw", "00010000010", "Takes the larger words without signs.");
        three(t, "vminfp", "10001001010", "Takes the smaller singles.");
        three(t, "vminsb", "01100000010", "Takes the smaller bytes with signs.");
        three(t, "vminsd", "01111000010", "Takes the smaller doublewords with signs.");
        three(t, "vminsh", "01101000010", "Takes the smaller halfwords with signs.");
        three(t, "vminsw", "01110000010", "Takes the smaller words with signs.");
        three(t, "vminub", "01000000010", "Takes the smaller bytes without signs.");
        three(t, "vminud", "01011000010", "Takes the smaller doublewords without signs.");
        three(t, "vminuh", "01001000010", "Takes the smaller halfwords without signs.");
        three(t, "vminuw", "01010000010", "Takes the smaller words without signs.");
        three(t, "vmodsd", "11111001011", "Gives what is left when dividing doublewords with signs.");
        three(t, "vmodsq", "11100001011", "Gives what is left when dividing quadwords with signs.");
        three(t, "vmodsw", "11110001011", "Gives what is left when dividing words with signs.");
        three(t, "vmodud", "11011001011", "Gives what is left when dividing doublewords without signs.");
    }

    private static void addThree2(Rows t) {
        three(t, "vmoduq", "11000001011", "Gives what is left when dividing quadwords without signs.");
        three(t, "vmoduw", "11010001011", "Gives what is left when dividing words without signs.");
        three(t, "vmrgew", "11110001100", "Merges the even words.");
        three(t, "vmrghb", "00000001100", "Merges the upper bytes.");
        three(t, "vmrghh", "00001001100", "Merges the upper halfwords.");
        three(t, "vmrghw", "00010001100", "Merges the upper words.");
        three(t, "vmrglb", "00100001100", "Merges the lower bytes.");
        three(t, "vmrglh", "00101001100", "Merges the lower halfwords.");
        three(t, "vmrglw", "00110001100", "Merges the lower words.");
        three(t, "vmrgow", "11010001100", "Merges the odd words.");
        three(t, "vmul10ecuq", "00001000001", "Gives what is carried when a quadword is multiplied by 10 and a digit is added.");
        three(t, "vmul10euq", "01001000001", "Multiplies a quadword by 10 and adds a digit.");
        three(t, "vmulesb", "01100001000", "Multiplies the even bytes with signs.");
        three(t, "vmulesd", "01111001000", "Multiplies the even doublewords with signs.");
        three(t, "vmulesh", "01101001000", "Multiplies the even halfwords with signs.");
        three(t, "vmulesw", "01110001000", "Multiplies the even words with signs.");
        three(t, "vmuleub", "01000001000", "Multiplies the even bytes without signs.");
        three(t, "vmuleud", "01011001000", "Multiplies the even doublewords without signs.");
        three(t, "vmuleuh", "01001001000", "Multiplies the even halfwords without signs.");
        three(t, "vmuleuw", "01010001000", "Multiplies the even words without signs.");
        three(t, "vmulhsd", "01111001001", "Multiplies doublewords with signs, and keeps the high halves.");
        three(t, "vmulhsw", "01110001001", "Multiplies words with signs, and keeps the high halves.");
        three(t, "vmulhud", "01011001001", "Multiplies doublewords without signs, and keeps the high halves.");
        three(t, "vmulhuw", "01010001001", "Multiplies words without signs, and keeps the high halves.");
        three(t, "vmulld", "00111001001", "Multiplies doublewords.");
        three(t, "vmulosb", "00100001000", "Multiplies the odd bytes with signs.");
        three(t, "vmulosd", "00111001000", "Multiplies the odd doublewords with signs.");
        three(t, "vmulosh", "00101001000", "Multiplies the odd halfwords with signs.");
        three(t, "vmulosw", "00110001000", "Multiplies the odd words with signs.");
        three(t, "vmuloub", "00000001000", "Multiplies the odd bytes without signs.");
        three(t, "vmuloud", "00011001000", "Multiplies the odd doublewords without signs.");
        three(t, "vmulouh", "00001001000", "Multiplies the odd halfwords without signs.");
        three(t, "vmulouw", "00010001000", "Multiplies the odd words without signs.");
        three(t, "vmuluwm", "00010001001", "Multiplies words.");
        three(t, "vnand", "10110000100", "Takes the bits that not both have.");
        three(t, "vncipher", "10101001000", "Does a round of AES decryption.");
        three(t, "vncipherlast", "10101001001", "Does the last round of AES decryption.");
        three(t, "vnor", "10100000100", "Takes the bits that neither has.", alias("vnot VRT,VRA", "VRB=VRA"));
        three(t, "vor", "10010000100", "Takes the bits that either has.", alias("vmr VRT,VRA", "VRB=VRA"));
        three(t, "vorc", "10101000100", "Takes the bits that VRA has or VRB has not.");
        three(t, "vpdepd", "10111001101", "Spreads the low bits over those that VRB marks.");
        three(t, "vpextd", "10110001101", "Gathers the bits that VRB marks.");
        three(t, "vpkpx", "01100001110", "Packs pixels.");
        three(t, "vpksdss", "10111001110", "Packs doublewords with signs into half the width, saturating with signs.");
        three(t, "vpksdus", "10101001110", "Packs doublewords with signs into half the width, saturating without signs.");
        three(t, "vpkshss", "00110001110", "Packs halfwords with signs into half the width, saturating with signs.");
        three(t, "vpkshus", "00100001110", "Packs halfwords with signs into half the width, saturating without signs.");
        three(t, "vpkswss", "00111001110", "Packs words with signs into half the width, saturating with signs.");
        three(t, "vpkswus", "00101001110", "Packs words with signs into half the width, saturating without signs.");
        three(t, "vpkudum", "10001001110", "Packs doublewords into half the width, modulo.");
        three(t, "vpkudus", "10011001110", "Packs doublewords without signs into half the width, saturating without signs.");
        three(t, "vpkuhum", "00000001110", "Packs halfwords into half the width, modulo.");
        three(t, "vpkuhus", "00010001110", "Packs halfwords without signs into half the width, saturating without signs.");
        three(t, "vpkuwum", "00001001110", "Packs words into half the width, modulo.");
        three(t, "vpkuwus", "00011001110", "Packs words without signs into half the width, saturating without signs.");
        three(t, "vpmsumb", "10000001000", "Multiplies bytes as polynomials, and takes the bits that an odd number of products has.");
        three(t, "vpmsumd", "10011001000", "Multiplies doublewords as polynomials, and takes the bits that an odd number of products has.");
        three(t, "vpmsumh", "10001001000", "Multiplies halfwords as polynomials, and takes the bits that an odd number of products has.");
        three(t, "vpmsumw", "10010001000", "Multiplies words as polynomials, and takes the bits that an odd number of products has.");
        three(t, "vrlb", "00000000100", "Rotates bytes left.");
        three(t, "vrld", "00011000100", "Rotates doublewords left.");
        three(t, "vrldmi", "00011000101", "Rotates doublewords left, and inserts the bits that VRB says.");
        three(t, "vrldnm", "00111000101", "Rotates doublewords left, and keeps the bits that VRB says.");
        three(t, "vrlh", "00001000100", "Rotates halfwords left.");
        three(t, "vrlq", "00000000101", "Rotates quadwords left.");
        three(t, "vrlqmi", "00001000101", "Rotates quadwords left, and inserts the bits that VRB says.");
        three(t, "vrlqnm", "00101000101", "Rotates quadwords left, and keeps the bits that VRB says.");
        three(t, "vrlw", "00010000100", "Rotates words left.");
        three(t, "vrlwmi", "00010000101", "Rotates words left, and inserts the bits that VRB says.");
        three(t, "vrlwnm", "00110000101", "Rotates words left, and keeps the bits that VRB says.");
    }

    private static void addThree3(Rows t) {
        three(t, "vsl", "00111000100", "Shifts left by up to seven bits.");
        three(t, "vslb", "00100000100", "Shifts bytes left.");
        three(t, "vsld", "10111000100", "Shifts doublewords left.");
        three(t, "vslh", "00101000100", "Shifts halfwords left.");
        three(t, "vslo", "10000001100", "Shifts left by bytes.");
        three(t, "vslq", "00100000101", "Shifts quadwords left.");
        three(t, "vslv", "11101000100", "Shifts each byte left, with what follows it.");
        three(t, "vslw", "00110000100", "Shifts words left.");
        three(t, "vsr", "01011000100", "Shifts right by up to seven bits.");
        three(t, "vsrab", "01100000100", "Shifts bytes with signs right.");
        three(t, "vsrad", "01111000100", "Shifts doublewords with signs right.");
        three(t, "vsrah", "01101000100", "Shifts halfwords with signs right.");
        three(t, "vsraq", "01100000101", "Shifts quadwords with signs right.");
        three(t, "vsraw", "01110000100", "Shifts words with signs right.");
        three(t, "vsrb", "01000000100", "Shifts bytes right.");
        three(t, "vsrd", "11011000100", "Shifts doublewords right.");
        three(t, "vsrh", "01001000100", "Shifts halfwords right.");
        three(t, "vsro", "10001001100", "Shifts right by bytes.");
        three(t, "vsrq", "01000000101", "Shifts quadwords right.");
        three(t, "vsrv", "11100000100", "Shifts each byte right, with what precedes it.");
        three(t, "vsrw", "01010000100", "Shifts words right.");
        three(t, "vsubcuq", "10101000000", "Gives what is carried when quadwords are subtracted.");
        three(t, "vsubcuw", "10110000000", "Gives what is carried when words are subtracted.");
        three(t, "vsubfp", "00001001010", "Subtracts singles.");
        three(t, "vsubsbs", "11100000000", "Subtracts bytes with signs, saturating.");
        three(t, "vsubshs", "11101000000", "Subtracts halfwords with signs, saturating.");
        three(t, "vsubsws", "11110000000", "Subtracts words with signs, saturating.");
        three(t, "vsububm", "10000000000", "Subtracts bytes, modulo.");
        three(t, "vsububs", "11000000000", "Subtracts bytes without signs, saturating.");
        three(t, "vsubudm", "10011000000", "Subtracts doublewords, modulo.");
        three(t, "vsubuhm", "10001000000", "Subtracts halfwords, modulo.");
        three(t, "vsubuhs", "11001000000", "Subtracts halfwords without signs, saturating.");
        three(t, "vsubuqm", "10100000000", "Subtracts quadwords, modulo.");
        three(t, "vsubuwm", "10010000000", "Subtracts words, modulo.");
        three(t, "vsubuws", "11010000000", "Subtracts words without signs, saturating.");
        three(t, "vsum2sws", "11010001000", "Adds pairs of words, saturating.");
        three(t, "vsum4sbs", "11100001000", "Adds fours of bytes with signs to words, saturating.");
        three(t, "vsum4shs", "11001001000", "Adds pairs of halfwords with signs to words, saturating.");
        three(t, "vsum4ubs", "11000001000", "Adds fours of bytes without signs to words, saturating.");
        three(t, "vsumsws", "11110001000", "Adds all words, saturating.");
        three(t, "vxor", "10011000100", "Takes the bits that only one has.");
    }

    private static void addTwo(Rows t) {
        two(t, "bcdctn.", "00101", "10110000001", "Turns a decimal number into a national one.");
        two(t, "bcdctsq.", "00000", "10110000001", "Turns a decimal number into a quadword.");
        two(t, "vclzb", "00000", "11100000010", "Counts the leading zeros of bytes.");
        two(t, "vclzd", "00000", "11111000010", "Counts the leading zeros of doublewords.");
        two(t, "vclzh", "00000", "11101000010", "Counts the leading zeros of halfwords.");
        two(t, "vclzw", "00000", "11110000010", "Counts the leading zeros of words.");
        two(t, "vctzb", "11100", "11000000010", "Counts the trailing zeros of bytes.");
        two(t, "vctzd", "11111", "11000000010", "Counts the trailing zeros of doublewords.");
        two(t, "vctzh", "11101", "11000000010", "Counts the trailing zeros of halfwords.");
        two(t, "vctzw", "11110", "11000000010", "Counts the trailing zeros of words.");
        two(t, "vexpandbm", "00000", "11001000010", "Fills bytes with their highest bits.");
        two(t, "vexpanddm", "00011", "11001000010", "Fills doublewords with their highest bits.");
        two(t, "vexpandhm", "00001", "11001000010", "Fills halfwords with their highest bits.");
        two(t, "vexpandqm", "00100", "11001000010", "Fills quadwords with their highest bits.");
        two(t, "vexpandwm", "00010", "11001000010", "Fills words with their highest bits.");
        two(t, "vexptefp", "00000", "00110001010", "Estimates 2 to the power of each single.");
        two(t, "vextsb2w", "10000", "11000000010", "Takes the low bytes of words with signs.");
        two(t, "vextsb2d", "11000", "11000000010", "Takes the low bytes of doublewords with signs.");
        two(t, "vextsh2d", "11001", "11000000010", "Takes the low halfwords of doublewords with signs.");
        two(t, "vextsw2d", "11010", "11000000010", "Takes the low words of doublewords with signs.");
        two(t, "vextsd2q", "11011", "11000000010", "Takes the low doublewords of quadwords with signs.");
        two(t, "vextsh2w", "10001", "11000000010", "Takes the low halfwords of words with signs.");
        two(t, "vgbbd", "00000", "10100001100", "Transposes the bits of each doubleword's bytes.");
        two(t, "vlogefp", "00000", "00111001010", "Estimates the logarithm of each single.");
        two(t, "vnegw", "00110", "11000000010", "Changes the signs of words.");
        two(t, "vnegd", "00111", "11000000010", "Changes the signs of doublewords.");
        two(t, "vpopcntb", "00000", "11100000011", "Counts the ones of bytes.");
        two(t, "vpopcntd", "00000", "11111000011", "Counts the ones of doublewords.");
        two(t, "vpopcnth", "00000", "11101000011", "Counts the ones of halfwords.");
        two(t, "vpopcntw", "00000", "11110000011", "Counts the ones of words.");
        two(t, "vprtybq", "01010", "11000000010", "Gives the parity of the bytes' lowest bits.");
        two(t, "vprtybw", "01000", "11000000010", "Gives the parity of the lowest bits of the bytes of words.");
        two(t, "vprtybd", "01001", "11000000010", "Gives the parity of the lowest bits of the bytes of doublewords.");
        two(t, "vrefp", "00000", "00100001010", "Estimates the reciprocal of each single.");
        two(t, "vrfim", "00000", "01011001010", "Rounds singles down.");
        two(t, "vrfin", "00000", "01000001010", "Rounds singles to the nearest.");
        two(t, "vrfip", "00000", "01010001010", "Rounds singles up.");
        two(t, "vrfiz", "00000", "01001001010", "Rounds singles towards 0.");
        two(t, "vrsqrtefp", "00000", "00101001010", "Estimates the reciprocal square root of each single.");
        two(t, "vupkhpx", "00000", "01101001110", "Unpacks the upper pixels.");
        two(t, "vupkhsb", "00000", "01000001110", "Unpacks the upper bytes with signs.");
        two(t, "vupkhsh", "00000", "01001001110", "Unpacks the upper halfwords with signs.");
        two(t, "vupkhsw", "00000", "11001001110", "Unpacks the upper words with signs.");
        two(t, "vupklpx", "00000", "01111001110", "Unpacks the lower pixels.");
        two(t, "vupklsb", "00000", "01010001110", "Unpacks the lower bytes with signs.");
        two(t, "vupklsh", "00000", "01011001110", "Unpacks the lower halfwords with signs.");
        two(t, "vupklsw", "00000", "11011001110", "Unpacks the lower words with signs.");
    }

    private static void addThreeRecorded(Rows t) {
        threeRecorded(t, "vcmpbfp", "1111000110", "Tells for singles whether VRA is between -VRB and VRB.");
        threeRecorded(t, "vcmpeqfp", "0011000110", "Tells for singles where both are alike.");
        threeRecorded(t, "vcmpequb", "0000000110", "Tells for bytes where both are alike.");
        threeRecorded(t, "vcmpequd", "0011000111", "Tells for doublewords where both are alike.");
        threeRecorded(t, "vcmpequh", "0001000110", "Tells for halfwords where both are alike.");
        threeRecorded(t, "vcmpequq", "0111000111", "Tells for quadwords where both are alike.");
        threeRecorded(t, "vcmpequw", "0010000110", "Tells for words where both are alike.");
        threeRecorded(t, "vcmpgefp", "0111000110", "Tells for singles where VRA is greater or equal.");
        threeRecorded(t, "vcmpgtfp", "1011000110", "Tells for singles where VRA is greater.");
        threeRecorded(t, "vcmpgtsb", "1100000110", "Tells for bytes with signs where VRA is greater.");
        threeRecorded(t, "vcmpgtsd", "1111000111", "Tells for doublewords with signs where VRA is greater.");
        threeRecorded(t, "vcmpgtsh", "1101000110", "Tells for halfwords with signs where VRA is greater.");
        threeRecorded(t, "vcmpgtsq", "1110000111", "Tells for quadwords with signs where VRA is greater.");
        threeRecorded(t, "vcmpgtsw", "1110000110", "Tells for words with signs where VRA is greater.");
        threeRecorded(t, "vcmpgtub", "1000000110", "Tells for bytes without signs where VRA is greater.");
        threeRecorded(t, "vcmpgtud", "1011000111", "Tells for doublewords without signs where VRA is greater.");
        threeRecorded(t, "vcmpgtuh", "1001000110", "Tells for halfwords without signs where VRA is greater.");
        threeRecorded(t, "vcmpgtuq", "1010000111", "Tells for quadwords without signs where VRA is greater.");
        threeRecorded(t, "vcmpgtuw", "1010000110", "Tells for words without signs where VRA is greater.");
        threeRecorded(t, "vcmpneb", "0000000111", "Tells for bytes where both differ.");
        threeRecorded(t, "vcmpneh", "0001000111", "Tells for halfwords where both differ.");
        threeRecorded(t, "vcmpnew", "0010000111", "Tells for words where both differ.");
        threeRecorded(t, "vcmpnezb", "0100000111", "Tells for bytes where both differ or one is 0.");
        threeRecorded(t, "vcmpnezh", "0101000111", "Tells for halfwords where both differ or one is 0.");
        threeRecorded(t, "vcmpnezw", "0110000111", "Tells for words where both differ or one is 0.");
    }

    private static void addFour(Rows t) {
        four(t, "vaddecuq", "111101", "Gives what is carried when quadwords and what was carried are added.");
        four(t, "vaddeuqm", "111100", "Adds quadwords and what was carried.");
        four(t, "vmhaddshs", "100000", "Multiplies halfwords, adds VRC to the high part, saturating.");
        four(t, "vmhraddshs", "100001", "Multiplies halfwords, rounds, adds VRC to the high part, saturating.");
        four(t, "vmladduhm", "100010", "Multiplies halfwords and adds VRC.");
        four(t, "vmsumcud", "010111", "Gives what is carried when products of doublewords are added.");
        four(t, "vmsummbm", "100101", "Multiplies bytes with signs by those without and adds the products and VRC, modulo.");
        four(t, "vmsumshm", "101000", "Multiplies halfwords with signs and adds the products and VRC, modulo.");
        four(t, "vmsumshs", "101001", "Multiplies halfwords with signs and adds the products and VRC, saturating.");
        four(t, "vmsumubm", "100100", "Multiplies bytes without signs and adds the products and VRC, modulo.");
        four(t, "vmsumudm", "100011", "Multiplies doublewords without signs and adds the products and VRC, modulo.");
        four(t, "vmsumuhm", "100110", "Multiplies halfwords without signs and adds the products and VRC, modulo.");
        four(t, "vmsumuhs", "100111", "Multiplies halfwords without signs and adds the products and VRC, saturating.");
        four(t, "vperm", "101011", "Chooses bytes of both vectors by the indices in VRC.");
        four(t, "vpermr", "111011", "Chooses bytes of both vectors by the indices in VRC, from the right.");
        four(t, "vpermxor", "101101", "Chooses a byte of each vector by VRC, and takes the bits that only one has.");
        four(t, "vsel", "101010", "Takes the bits of VRB where VRC has ones, of VRA elsewhere.");
        four(t, "vsubecuq", "111111", "Gives what is carried when quadwords are subtracted with what was carried.");
        four(t, "vsubeuqm", "111110", "Subtracts quadwords with what was carried.");
    }

    private static void addNumbered(Rows t) {
        numbered(t, "vextractd", "0", "01011001101", "Takes the element at byte UIM.");
        numbered(t, "vextractub", "0", "01000001101", "Takes the element at byte UIM.");
        numbered(t, "vextractuh", "0", "01001001101", "Takes the element at byte UIM.");
        numbered(t, "vextractuw", "0", "01010001101", "Takes the element at byte UIM.");
        numbered(t, "vinsertb", "0", "01100001101", "Inserts an element at byte UIM.");
        numbered(t, "vinsertd", "0", "01111001101", "Inserts an element at byte UIM.");
        numbered(t, "vinserth", "0", "01101001101", "Inserts an element at byte UIM.");
        numbered(t, "vinsertw", "0", "01110001101", "Inserts an element at byte UIM.");
        numbered(t, "vspltb", "0", "01000001100", "Copies a byte to all.");
    }

    private static void addInsert(Rows t) {
        insert(t, "vinsblx", "01000001111", "Inserts a byte at byte RA, from the left.");
        insert(t, "vinsbrx", "01100001111", "Inserts a byte at byte RA, from the right.");
        insert(t, "vinsdlx", "01011001111", "Inserts a doubleword at byte RA, from the left.");
        insert(t, "vinsdrx", "01111001111", "Inserts a doubleword at byte RA, from the right.");
        insert(t, "vinshlx", "01001001111", "Inserts a halfword at byte RA, from the left.");
        insert(t, "vinshrx", "01101001111", "Inserts a halfword at byte RA, from the right.");
        insert(t, "vinswlx", "01010001111", "Inserts a word at byte RA, from the left.");
        insert(t, "vinswrx", "01110001111", "Inserts a word at byte RA, from the right.");
    }

    private static void addByIndex(Rows t) {
        byIndex(t, "vextddvlx", "011110", "Takes the doubleword of both vectors at byte RC, from the left.");
        byIndex(t, "vextddvrx", "011111", "Takes the doubleword of both vectors at byte RC, from the right.");
        byIndex(t, "vextdubvlx", "011000", "Takes the byte of both vectors at byte RC, from the left.");
        byIndex(t, "vextdubvrx", "011001", "Takes the byte of both vectors at byte RC, from the right.");
        byIndex(t, "vextduhvlx", "011010", "Takes the halfword of both vectors at byte RC, from the left.");
        byIndex(t, "vextduhvrx", "011011", "Takes the halfword of both vectors at byte RC, from the right.");
        byIndex(t, "vextduwvlx", "011100", "Takes the word of both vectors at byte RC, from the left.");
        byIndex(t, "vextduwvrx", "011101", "Takes the word of both vectors at byte RC, from the right.");
    }

    private static void addGather(Rows t) {
        gather(t, "vclzlsbb", "00000", "11000000010", "Counts the bytes at the start whose lowest bit is 0.");
        gather(t, "vctzlsbb", "00001", "11000000010", "Counts the bytes at the end whose lowest bit is 0.");
        gather(t, "vextractbm", "01000", "11001000010", "Gathers the highest bits of bytes.");
        gather(t, "vextractdm", "01011", "11001000010", "Gathers the highest bits of doublewords.");
        gather(t, "vextracthm", "01001", "11001000010", "Gathers the highest bits of halfwords.");
        gather(t, "vextractqm", "01100", "11001000010", "Gathers the highest bits of quadwords.");
        gather(t, "vextractwm", "01010", "11001000010", "Gathers the highest bits of words.");
    }

    private static void addExtract(Rows t) {
        extract(t, "vextublx", "11000001101", "Takes the byte at byte RA, from the left.");
        extract(t, "vextubrx", "11100001101", "Takes the byte at byte RA, from the right.");
        extract(t, "vextuhlx", "11001001101", "Takes the halfword at byte RA, from the left.");
        extract(t, "vextuhrx", "11101001101", "Takes the halfword at byte RA, from the right.");
        extract(t, "vextuwlx", "11010001101", "Takes the word at byte RA, from the left.");
        extract(t, "vextuwrx", "11110001101", "Takes the word at byte RA, from the right.");
    }

    private static void addInsertVector(Rows t) {
        insertVector(t, "vinsbvlx", "00000001111", "Inserts a byte of a vector at byte RA, from the left.");
        insertVector(t, "vinsbvrx", "00100001111", "Inserts a byte of a vector at byte RA, from the right.");
        insertVector(t, "vinshvlx", "00001001111", "Inserts a halfword of a vector at byte RA, from the left.");
        insertVector(t, "vinshvrx", "00101001111", "Inserts a halfword of a vector at byte RA, from the right.");
        insertVector(t, "vinswvlx", "00010001111", "Inserts a word of a vector at byte RA, from the left.");
        insertVector(t, "vinswvrx", "00110001111", "Inserts a word of a vector at byte RA, from the right.");
    }

    private static void addSpread(Rows t) {
        spread(t, "mtvsrbm", "10000", "11001000010", "Puts ones into those bytes that bits of a register mark.");
        spread(t, "mtvsrdm", "10011", "11001000010", "Puts ones into those doublewords that bits of a register mark.");
        spread(t, "mtvsrhm", "10001", "11001000010", "Puts ones into those halfwords that bits of a register mark.");
        spread(t, "mtvsrqm", "10100", "11001000010", "Puts ones into those quadwords that bits of a register mark.");
        spread(t, "mtvsrwm", "10010", "11001000010", "Puts ones into those words that bits of a register mark.");
    }

    private static void addNumberedThree(Rows t) {
        numberedThree(t, "bcdadd.", "1", "000000001", "Adds decimal numbers.");
        numberedThree(t, "bcds.", "1", "011000001", "Shifts a decimal number.");
        numberedThree(t, "bcdsr.", "1", "111000001", "Shifts and rounds a decimal number.");
        numberedThree(t, "bcdsub.", "1", "001000001", "Subtracts decimal numbers.");
        numberedThree(t, "bcdtrunc.", "1", "100000001", "Cuts a decimal number.");
    }

    private static void addCount(Rows t) {
        count(t, "vcntmbb", "1100", "11001000010", "Counts the bytes whose highest bit is MP.");
        count(t, "vcntmbd", "1111", "11001000010", "Counts the doublewords whose highest bit is MP.");
        count(t, "vcntmbh", "1101", "11001000010", "Counts the halfwords whose highest bit is MP.");
        count(t, "vcntmbw", "1110", "11001000010", "Counts the words whose highest bit is MP.");
    }

    private static void addNumbered2(Rows t) {
        numbered2(t, "bcdcfsq.", "00010", "1", "110000001", "Turns a quadword into a decimal number.");
        numbered2(t, "bcdcfz.", "00110", "1", "110000001", "Turns a zoned number into a decimal one.");
        numbered2(t, "bcdcfn.", "00111", "1", "110000001", "Turns a national number into a decimal one.");
        numbered2(t, "bcdctz.", "00100", "1", "110000001", "Turns a decimal number into a zoned one.");
        numbered2(t, "bcdsetsgn.", "11111", "1", "110000001", "Sets the sign of a decimal number to the preferred one.");
    }

    private static void addNumbered3(Rows t) {
        numbered3(t, "vcfsx", "01101001010", "Turns words with signs into singles, divided by 2 to the UIM.");
        numbered3(t, "vcfux", "01100001010", "Turns words without signs into singles, divided by 2 to the UIM.");
        numbered3(t, "vctsxs", "01111001010", "Turns singles, times 2 to the UIM, into words with signs.");
        numbered3(t, "vctuxs", "01110001010", "Turns singles, times 2 to the UIM, into words without signs.");
    }

    private static void addMultiplyAdd(Rows t) {
        multiplyAdd(t, "maddhd", "110000", "Multiplies with signs, adds RC, and keeps the high half.");
        multiplyAdd(t, "maddhdu", "110001", "Multiplies without signs, adds RC, and keeps the high half.");
        multiplyAdd(t, "maddld", "110011", "Multiplies, adds RC, and keeps the low half.");
    }

    private static void addSplat(Rows t) {
        splat(t, "vspltisb", "0000001100001100", "Puts a number into each byte.");
        splat(t, "vspltish", "0000001101001100", "Puts a number into each halfword.");
        splat(t, "vspltisw", "0000001110001100", "Puts a number into each word.");
    }

    private static void addSingle(Rows t) {
        single(t, "vmul10cuq", "0000000000000001", "Gives what is carried when a quadword is multiplied by 10.");
        single(t, "vmul10uq", "0000001000000001", "Multiplies a quadword by 10.");
        single(t, "vsbox", "0000010111001000", "Substitutes each byte as AES does.");
    }

    private static void addRest(Rows t) {
        t.row("vcmpsq", "000100 BF:3 00 VRA:5 VRB:5 00101000001", "vcmpsq BF,VRA,VRB",
              "Compares quadwords with signs into a field.");
        t.row("vcmpuq", "000100 BF:3 00 VRA:5 VRB:5 00100000001", "vcmpuq BF,VRA,VRB",
              "Compares quadwords without signs into a field.");
        t.row("vinsd", "000100 VRT:5 0 UIM:4 RB 00111001111", "vinsd VRT,RB,UIM",
              "Inserts a register at byte UIM.");
        t.row("vinsw", "000100 VRT:5 0 UIM:4 RB 00011001111", "vinsw VRT,RB,UIM",
              "Inserts the word of a register at byte UIM.");
        t.row("vclrlb", "000100 VRT:5 VRA:5 RB 00110001101", "vclrlb VRT,VRA,RB",
              "Clears the bytes on the left beyond RB.");
        t.row("vclrrb", "000100 VRT:5 VRA:5 RB 00111001101", "vclrrb VRT,VRA,RB",
              "Clears the bytes on the right beyond RB.");
        t.row("vshasigmad", "000100 VRT:5 VRA:5 UIM n:4 11011000010", "vshasigmad VRT,VRA,UIM,n",
              "Makes the sigma functions of SHA-512.");
        t.row("vshasigmaw", "000100 VRT:5 VRA:5 UIM n:4 11010000010", "vshasigmaw VRT,VRA,UIM,n",
              "Makes the sigma functions of SHA-256.");
        t.row("vsldbi", "000100 VRT:5 VRA:5 VRB:5 00 UIM:3 010110", "vsldbi VRT,VRA,VRB,UIM",
              "Shifts both vectors left by bits.");
        t.row("vsrdbi", "000100 VRT:5 VRA:5 VRB:5 01 UIM:3 010110", "vsrdbi VRT,VRA,VRB,UIM",
              "Shifts both vectors right by bits.");
        t.row("vmaddfp", "000100 VRT:5 VRA:5 VRB:5 VRC:5 101110", "vmaddfp VRT,VRA,VRC,VRB",
              "Multiplies singles VRA and VRC and adds VRB.");
        t.row("vnmsubfp", "000100 VRT:5 VRA:5 VRB:5 VRC:5 101111", "vnmsubfp VRT,VRA,VRC,VRB",
              "Multiplies singles VRA and VRC, subtracts VRB, changes the sign.");
        t.row("vgnb", "000100 RT unused~00 UIM:3 VRB:5 10011001100", "vgnb RT,VRB,UIM",
              "Gathers every Nth bit.");
        t.row("vspltw", "000100 VRT:5 000 UIM:2 VRB:5 01010001100", "vspltw VRT,VRB,UIM",
              "Copies a word to all.");
        t.row("vsplth", "000100 VRT:5 00 UIM:3 VRB:5 01001001100", "vsplth VRT,VRB,UIM",
              "Copies a halfword to all.");
        t.row("vsldoi", "000100 VRT:5 VRA:5 VRB:5 0 UIM:4 101100", "vsldoi VRT,VRA,VRB,UIM",
              "Takes sixteen bytes of both vectors from byte SHB on.");
        t.row("mtvsrbmi", "000100 VRT:5 d1:5 d0:10 01010 d2", "mtvsrbmi VRT,d0:d1:d2.signed",
              "Puts ones into each byte that a bit of the number marks.");
    }

    private static void strings(Rows t) {
        string(t, "vstribl", "00000", "Takes the bytes on the left up to a zero.");
        string(t, "vstribr", "00001", "Takes the bytes on the right up to a zero.");
        string(t, "vstrihl", "00010", "Takes the halfwords on the left up to a zero.");
        string(t, "vstrihr", "00011", "Takes the halfwords on the right up to a zero.");
    }

    private static void string(Rows t, String name, String sub, String meaning) {
        t.row(name, "000100 VRT:5 " + sub + " VRB:5 Rc:1 0000001101", name + "<Rc> VRT,VRB", meaning);
    }

    private static void three(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "000100 VRT:5 VRA:5 VRB:5 " + xo, name + " VRT,VRA,VRB", meaning, clauses);
    }

    private static void two(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "000100 VRT:5 " + sub + " VRB:5 " + xo, name + " VRT,VRB", meaning);
    }

    private static void threeRecorded(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 VRA:5 VRB:5 Rc:1 " + xo, name + "<Rc> VRT,VRA,VRB", meaning);
    }

    private static void four(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 VRA:5 VRB:5 VRC:5 " + xo, name + " VRT,VRA,VRB,VRC", meaning);
    }

    private static void numbered(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "000100 VRT:5 " + sub + " UIM:4 VRB:5 " + xo, name + " VRT,VRB,UIM", meaning);
    }

    private static void insert(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 RA RB " + xo, name + " VRT,RA,RB", meaning);
    }

    private static void byIndex(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 VRA:5 VRB:5 RC " + xo, name + " VRT,VRA,VRB,RC", meaning);
    }

    private static void gather(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "000100 RT " + sub + " VRB:5 " + xo, name + " RT,VRB", meaning);
    }

    private static void extract(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 RT RA VRB:5 " + xo, name + " RT,RA,VRB", meaning);
    }

    private static void insertVector(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 RA VRB:5 " + xo, name + " VRT,RA,VRB", meaning);
    }

    private static void spread(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "000100 VRT:5 " + sub + " RB " + xo, name + " VRT,RB", meaning);
    }

    private static void numberedThree(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "000100 VRT:5 VRA:5 VRB:5 " + sub + " UIM " + xo, name + " VRT,VRA,VRB,UIM", meaning);
    }

    private static void count(Rows t, String name, String sub, String xo, String meaning) {
        t.row(name, "000100 RT " + sub + " UIM VRB:5 " + xo, name + " RT,VRB,UIM", meaning);
    }

    private static void numbered2(Rows t, String name, String x0, String x1, String x2, String meaning) {
        t.row(name, "000100 VRT:5 " + x0 + " VRB:5 " + x1 + " UIM " + x2, name + " VRT,VRB,UIM", meaning);
    }

    private static void numbered3(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 UIM:5 VRB:5 " + xo, name + " VRT,VRB,UIM", meaning);
    }

    private static void multiplyAdd(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 RT RA RB RC " + xo, name + " RT,RA,RB,RC", meaning);
    }

    private static void splat(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 SIM:5 " + xo, name + " VRT,SIM.signed", meaning);
    }

    private static void single(Rows t, String name, String xo, String meaning) {
        t.row(name, "000100 VRT:5 VRA:5 " + xo, name + " VRT,VRA", meaning);
    }
    // spotless:on
}
