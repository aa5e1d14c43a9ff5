package patchbay.isa.ppc64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Loads and stores at the sum of two registers, and what is done to lines of caches: opcode 31. A
 * reservation (larx) is lost when another processor stores to its granule; a conditional store
 * (stcx.) only happens while it is held, and tells so in cr0.
 */
final class IndexedStorage {
    // spotless:off
    private IndexedStorage() {}

    static void add(Rows t) {
        general(t);
        reservations(t);
        floating(t);
        vectors(t);
        vectorScalars(t);
        caches(t);
    }

    private static void general(Rows t) {
        load(t, "lwz", "0000010111", "0000110111", "Loads a word.");
        load(t, "lbz", "0001010111", "0001110111", "Loads a byte.");
        load(t, "lhz", "0100010111", "0100110111", "Loads a halfword.");
        load(t, "lha", "0101010111", "0101110111", "Loads a halfword with its sign.");
        load(t, "lwa", "0101010101", "0101110101", "Loads a word with its sign.");
        load(t, "ld", "0000010101", "0000110101", "Loads a doubleword.");
        store(t, "stw", "0010010111", "0010110111", "Stores a word.");
        store(t, "stb", "0011010111", "0011110111", "Stores a byte.");
        store(t, "sth", "0110010111", "0110110111", "Stores a halfword.");
        store(t, "std", "0010010101", "0010110101", "Stores a doubleword.");
        x(t, "lwbrx", "1000010110", "Loads a word with its bytes reversed.");
        x(t, "lhbrx", "1100010110", "Loads a halfword with its bytes reversed.");
        x(t, "ldbrx", "1000010100", "Loads a doubleword with its bytes reversed.");
        s(t, "stwbrx", "1010010110", "Stores a word with its bytes reversed.");
        s(t, "sthbrx", "1110010110", "Stores a halfword with its bytes reversed.");
        s(t, "stdbrx", "1010010100", "Stores a doubleword with its bytes reversed.");
        x(t, "lbzcix", "1101010101", "Loads a byte past the cache.");
        x(t, "lhzcix", "1100110101", "Loads a halfword past the cache.");
        x(t, "lwzcix", "1100010101", "Loads a word past the cache.");
        x(t, "ldcix", "1101110101", "Loads a doubleword past the cache.");
        s(t, "stbcix", "1111010101", "Stores a byte past the cache.");
        s(t, "sthcix", "1110110101", "Stores a halfword past the cache.");
        s(t, "stwcix", "1110010101", "Stores a word past the cache.");
        s(t, "stdcix", "1111110101", "Stores a doubleword past the cache.");
        x(t, "eciwx", "0100110110", "Loads a word from a device.");
        s(t, "ecowx", "0110110110", "Stores a word to a device.");
        t.row("lswx", "011111 RT RA RB 1000010101 0", "lswx RT,RA|0,RB",
              "Loads as many bytes as XER says, four in a register.", except("RA=RT | RB=RT"));
        s(t, "stswx", "1010010101", "Stores as many bytes as XER says, four from a register.");
        t.row("lswi", "011111 RT RA NB:5 1001010101 0", "lswi RT,RA|0,NB.count", "Loads NB bytes, four in a register.",
              except("RA=RT"));
        t.row("stswi", "011111 RS RA NB:5 1011010101 0", "stswi RS,RA|0,NB.count", "Stores NB bytes, four from a register.");
        t.row("lwat", "011111 RT RA FC:5 1001000110 0", "lwat RT,RA|0,FC", "Loads a word and changes it in memory.");
        t.row("ldat", "011111 RT RA FC:5 1001100110 0", "ldat RT,RA|0,FC", "Loads a doubleword and changes it in memory.");
        t.row("stwat", "011111 RS RA FC:5 1011000110 0", "stwat RS,RA|0,FC", "Changes a word in memory.");
        t.row("stdat", "011111 RS RA FC:5 1011100110 0", "stdat RS,RA|0,FC", "Changes a doubleword in memory.");
        hash(t, "hashst", "1011010010", "Stores a hash of RB and RA.");
        hash(t, "hashchk", "1011110010", "Traps if the hash of RB and RA is not the one in memory.");
        hash(t, "hashstp", "1010010010", "Stores a hash of RB and RA with the privileged key.");
        hash(t, "hashchkp", "1010110010", "Traps if the privileged hash of RB and RA is not the one in memory.");
    }

    private static void load(Rows t, String name, String xo, String updating, String meaning) {
        x(t, name + "x", xo, meaning);
        t.row(name + "ux", "011111 RT RA RB " + updating + " 0", name + "ux RT,RA,RB", LoadsStores.updating(meaning),
              LoadsStores.UPDATED_LOAD);
    }

    private static void store(Rows t, String name, String xo, String updating, String meaning) {
        s(t, name + "x", xo, meaning);
        t.row(name + "ux", "011111 RS RA RB " + updating + " 0", name + "ux RS,RA,RB", LoadsStores.updating(meaning),
              LoadsStores.UPDATED_STORE);
    }

    private static void x(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RT RA RB " + xo + " 0", name + " RT,RA|0,RB", meaning);
    }

    private static void s(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RS RA RB " + xo + " 0", name + " RS,RA|0,RB", meaning);
    }

    private static void hash(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 d:5 RA RB " + xo + " d5", name + " RB,d5:d.below*8(RA|0)", meaning);
    }

    private static void reservations(Rows t) {
        reserve(t, "lbarx", "0000110100", "Loads a byte and reserves it.");
        reserve(t, "lharx", "0001110100", "Loads a halfword and reserves it.");
        reserve(t, "lwarx", "0000010100", "Loads a word and reserves it.");
        reserve(t, "ldarx", "0001010100", "Loads a doubleword and reserves it.");
        reserve(t, "lqarx", "0100010100", "Loads a quadword into an even register and the next, and reserves it.",
                except("RA=RT | RB=RT | RT=xxxx1"));
        conditional(t, "stbcx.", "1010110110", "Stores a byte if it is still reserved.");
        conditional(t, "sthcx.", "1011010110", "Stores a halfword if it is still reserved.");
        conditional(t, "stwcx.", "0010010110", "Stores a word if it is still reserved.");
        conditional(t, "stdcx.", "0011010110", "Stores a doubleword if it is still reserved.");
        t.row("stqcx.", "011111 RS RA RB 0010110110 1", "stqcx. RS,RA|0,RB",
              "Stores a quadword if it is still reserved.", except("RS=xxxx1"));
    }

    private static void reserve(Rows t, String name, String xo, String meaning, Row.Clause... clauses) {
        t.row(name, "011111 RT RA RB " + xo + " EH:1", name + " RT,RA|0,RB{,EH}", meaning, clauses);
    }

    private static void conditional(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 RS RA RB " + xo + " 1", name + " RS,RA|0,RB", meaning);
    }

    private static void floating(Rows t) {
        floating(t, "lfsx", "FRT", "1000010111", "Loads a single.");
        floating(t, "lfdx", "FRT", "1001010111", "Loads a double.");
        floating(t, "lfiwax", "FRT", "1101010111", "Loads a word with its sign into a floating-point register.");
        floating(t, "lfiwzx", "FRT", "1101110111", "Loads a word into a floating-point register.");
        floating(t, "stfsx", "FRS", "1010010111", "Stores a single.");
        floating(t, "stfdx", "FRS", "1011010111", "Stores a double.");
        floating(t, "stfiwx", "FRS", "1111010111", "Stores the low word of a floating-point register.");
        updating(t, "lfsux", "FRT", "1000110111", "Loads a single, and leaves the address in RA.");
        updating(t, "lfdux", "FRT", "1001110111", "Loads a double, and leaves the address in RA.");
        updating(t, "stfsux", "FRS", "1010110111", "Stores a single, and leaves the address in RA.");
        updating(t, "stfdux", "FRS", "1011110111", "Stores a double, and leaves the address in RA.");
    }

    private static void floating(Rows t, String name, String register, String xo, String meaning) {
        t.row(name, "011111 " + register + ":5 RA RB " + xo + " 0", name + " " + register + ",RA|0,RB", meaning);
    }

    private static void updating(Rows t, String name, String register, String xo, String meaning) {
        t.row(name, "011111 " + register + ":5 RA RB " + xo + " 0", name + " " + register + ",RA,RB", meaning,
              LoadsStores.UPDATED_STORE);
    }

    private static void vectors(Rows t) {
        vector(t, "lvebx", "VRT", "0000000111", "Loads the byte of a vector that the address is of.");
        vector(t, "lvehx", "VRT", "0000100111", "Loads the halfword of a vector that the address is of.");
        vector(t, "lvewx", "VRT", "0001000111", "Loads the word of a vector that the address is of.");
        vector(t, "lvx", "VRT", "0001100111", "Loads a vector.");
        vector(t, "lvxl", "VRT", "0101100111", "Loads a vector that is soon not needed any more.");
        vector(t, "lvsl", "VRT", "0000000110", "Makes the permutation that shifts left as the address is misaligned.");
        vector(t, "lvsr", "VRT", "0000100110", "Makes the permutation that shifts right as the address is misaligned.");
        vector(t, "stvebx", "VRS", "0010000111", "Stores the byte of a vector that the address is of.");
        vector(t, "stvehx", "VRS", "0010100111", "Stores the halfword of a vector that the address is of.");
        vector(t, "stvewx", "VRS", "0011000111", "Stores the word of a vector that the address is of.");
        vector(t, "stvx", "VRS", "0011100111", "Stores a vector.");
        vector(t, "stvxl", "VRS", "0111100111", "Stores a vector that is soon not needed any more.");
    }

    private static void vector(Rows t, String name, String register, String xo, String meaning) {
        t.row(name, "011111 " + register + ":5 RA RB " + xo + " 0", name + " " + register + ",RA|0,RB", meaning);
    }

    private static void vectorScalars(Rows t) {
        scalar(t, "lxsdx", "1001001100", "Loads a double.");
        scalar(t, "lxsibzx", "1100001101", "Loads a byte.");
        scalar(t, "lxsihzx", "1100101101", "Loads a halfword.");
        scalar(t, "lxsiwax", "0001001100", "Loads a word with its sign.");
        scalar(t, "lxsiwzx", "0000001100", "Loads a word.");
        scalar(t, "lxsspx", "1000001100", "Loads a single.");
        scalar(t, "lxvb16x", "1101101100", "Loads sixteen bytes.");
        scalar(t, "lxvd2x", "1101001100", "Loads two doublewords.");
        scalar(t, "lxvdsx", "0101001100", "Loads a doubleword into both halves.");
        scalar(t, "lxvh8x", "1100101100", "Loads eight halfwords.");
        scalar(t, "lxvl", "0100001101", "Loads as many bytes as RB says.");
        scalar(t, "lxvll", "0100101101", "Loads as many bytes as RB says, from the left.");
        scalar(t, "lxvrbx", "0000001101", "Loads a byte into the rightmost.");
        scalar(t, "lxvrdx", "0001101101", "Loads a doubleword into the rightmost.");
        scalar(t, "lxvrhx", "0000101101", "Loads a halfword into the rightmost.");
        scalar(t, "lxvrwx", "0001001101", "Loads a word into the rightmost.");
        scalar(t, "lxvw4x", "1100001100", "Loads four words.");
        scalar(t, "lxvwsx", "0101101100", "Loads a word into all four.");
        scalar(t, "lxvx", "0100001100", "Loads a vector.");
        scalar(t, "stxsdx", "1011001100", "Stores a double.");
        scalar(t, "stxsibx", "1110001101", "Stores a byte.");
        scalar(t, "stxsihx", "1110101101", "Stores a halfword.");
        scalar(t, "stxsiwx", "0010001100", "Stores a word.");
        scalar(t, "stxsspx", "1010001100", "Stores a single.");
        scalar(t, "stxvb16x", "1111101100", "Stores sixteen bytes.");
        scalar(t, "stxvd2x", "1111001100", "Stores two doublewords.");
        scalar(t, "stxvh8x", "1110101100", "Stores eight halfwords.");
        scalar(t, "stxvl", "0110001101", "Stores as many bytes as RB says.");
        scalar(t, "stxvll", "0110101101", "Stores as many bytes as RB says, from the left.");
        scalar(t, "stxvrbx", "0010001101", "Stores a byte from the rightmost.");
        scalar(t, "stxvrdx", "0011101101", "Stores a doubleword from the rightmost.");
        scalar(t, "stxvrhx", "0010101101", "Stores a halfword from the rightmost.");
        scalar(t, "stxvrwx", "0011001101", "Stores a word from the rightmost.");
        scalar(t, "stxvw4x", "1110001100", "Stores four words.");
        scalar(t, "stxvx", "0110001100", "Stores a vector.");
        pair(t, "lxvpx", "0101001101", "Loads a pair of vectors.");
        pair(t, "stxvpx", "0111001101", "Stores a pair of vectors.");
    }

    private static void scalar(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 T:5 RA RB " + xo + " TX", name + " XT,RA|0,RB", meaning);
    }

    private static void pair(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 Tp:4 TX RA RB " + xo + " unused", name + " XTp,RA|0,RB", meaning);
    }

    private static void caches(Rows t) {
        t.row("dcbf", "011111 00 L:3 RA RB 0001010110 0", "dcbf RA|0,RB,L", "Writes a line to memory and drops it.",
              alias("dcbf RA|0,RB", "L=0"), alias("dcbfl RA|0,RB", "L=1"), alias("dcbflp RA|0,RB", "L=3"),
              alias("dcbfps RA|0,RB", "L=4"), alias("dcbstps RA|0,RB", "L=6"), except("L=2 | L=5 | L=7"));
        touch(t, "dcbt", "0100010110", "Says that a line will soon be loaded.", "dcbtct", "dcbtds",
              alias("dcbtt RA|0,RB", "TH=16"), alias("dcbna RA|0,RB", "TH=17"));
        touch(t, "dcbtst", "0011110110", "Says that a line will soon be stored to.", "dcbtstct", "dcbtstds",
              alias("dcbtstt RA|0,RB", "TH=16"));
        line(t, "dcbst", "00000", "0000110110", "Writes a line to memory.");
        line(t, "dcbz", "00000", "1111110110", "Sets a line to zero.");
        line(t, "dcbzl", "00001", "1111110110", "Sets a long line to zero.");
        line(t, "dcbi", "00000", "0111010110", "Drops a line.");
        line(t, "icbi", "00000", "1111010110", "Drops a line of instructions.");
        t.row("icbt", "011111 CT:5 RA RB 0000010110 0", "icbt {CT,}RA|0,RB",
              "Says that a line of instructions will soon be needed.", also("icbt RA|0,RB", "CT=0"));
        t.row("copy", "011111 0000 1 RA RB 1100000110 0", "copy RA|0,RB", "Copies a line into the copy buffer.");
        t.row("paste.", "011111 000 unused L RA RB 1110000110 1", "paste. RA|0,RB{,L=1}", "Writes the copy buffer to a line.");
        t.row("dst", "011111 0 unused~00 STRM:2 RA RB 0101010110 unused", "dst RA,RB,STRM", "Begins to fetch a stream.");
        t.row("dstt", "011111 1 unused~00 STRM:2 RA RB 0101010110 unused", "dstt RA,RB,STRM", "Begins to fetch a stream that is needed once.");
        t.row("dstst", "011111 0 unused~00 STRM:2 RA RB 0101110110 unused", "dstst RA,RB,STRM", "Begins to fetch a stream to store to.");
        t.row("dststt", "011111 1 unused~00 STRM:2 RA RB 0101110110 unused", "dststt RA,RB,STRM", "Begins to fetch a stream to store to once.");
        t.row("dss", "011111 0 unused~00 STRM:2 unused~0000000000 1100110110 unused", "dss STRM", "Stops fetching a stream.");
        t.row("dssall", "011111 1 unused~0000 unused~0000000000 1100110110 unused", "dssall", "Stops fetching streams.");
    }

    private static void line(Rows t, String name, String rt, String xo, String meaning) {
        t.row(name, "011111 " + rt + " RA RB " + xo + " 0", name + " RA|0,RB", meaning);
    }

    private static void touch(
            Rows t, String name, String xo, String meaning, String ct, String ds, Row.Clause... clauses) {
        Row.Clause[] all = new Row.Clause[clauses.length + 3];
        System.arraycopy(clauses, 0, all, 0, clauses.length);
        all[clauses.length] = alias(ct + " RA|0,RB{,TH}", "", "TH=00xxx");
        all[clauses.length + 1] = alias(ds + " RA|0,RB{,TH=8}", "", "TH=01xxx");
        all[clauses.length + 2] = also(name + " RA|0,RB", "TH=0");
        t.row(name, "011111 TH:5 RA RB " + xo + " 0", name + " RA|0,RB,TH", meaning, all);
    }
    // spotless:on
}
