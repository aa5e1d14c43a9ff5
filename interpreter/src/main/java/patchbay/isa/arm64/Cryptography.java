package patchbay.isa.arm64;

import patchbay.isa.Rows;

/**
 * Steps of ciphers and hashes: AES, SHA-1, SHA-256, SHA-512, SHA-3, SM3 and SM4. Most are where
 * vector instructions are, with bits 31:24 01001110, 01011110 or 11001110.
 */
final class Cryptography {
    // spotless:off
    private Cryptography() {}

    /** Those among the vectors. */
    static void add(Rows t) {
        aes(t, "aese", "00100", "Makes a round of AES encryption without mixing columns.");
        aes(t, "aesd", "00101", "Makes a round of AES decryption without mixing columns.");
        aes(t, "aesmc", "00110", "Mixes the columns of AES encryption.");
        aes(t, "aesimc", "00111", "Mixes the columns of AES decryption.");
        four(t, "eor3", "00", "16b", "Takes the bits that an odd number of the three have.");
        four(t, "bcax", "01", "16b", "Flips the bits of Rn that Rm has and Ra has not.");
        four(t, "sm3ss1", "10", "4s", "Makes a sum of an SM3 round.");
        t.row("xar", "11001110100 Rm imm6 Rn Rd",
              "xar Vd.2d, Vn.2d, Vm.2d, #imm6.decimal", "Takes the bits that only one has, rotated right.");
        three(t, "rax1", "0 00 11", "Vd.2d, Vn.2d, Vm.2d", "Flips the bits of Rn that Rm, rotated left by one, has.");
        three(t, "sha512h", "0 00 00", "Qd, Qn, Vm.2d", "Makes the first half of a step of SHA-512.");
        three(t, "sha512h2", "0 00 01", "Qd, Qn, Vm.2d", "Makes the second half of a step of SHA-512.");
        three(t, "sha512su1", "0 00 10", "Vd.2d, Vn.2d, Vm.2d", "Makes the second half of SHA-512's next words.");
        three(t, "sm3partw1", "1 00 00", "Vd.4s, Vn.4s, Vm.4s", "Makes the first part of SM3's next words.");
        three(t, "sm3partw2", "1 00 01", "Vd.4s, Vn.4s, Vm.4s", "Makes the second part of SM3's next words.");
        three(t, "sm4ekey", "1 00 10", "Vd.4s, Vn.4s, Vm.4s", "Makes four round keys of SM4.");
        t.row("sha512su0", "1100111011000000100000 Rn Rd",
              "sha512su0 Vd.2d, Vn.2d", "Makes the first half of SHA-512's next words.");
        t.row("sm4e", "1100111011000000100001 Rn Rd",
              "sm4e Vd.4s, Vn.4s", "Makes four rounds of SM4.");
        turn(t, "sm3tt1a", "00");
        turn(t, "sm3tt1b", "01");
        turn(t, "sm3tt2a", "10");
        turn(t, "sm3tt2b", "11");
    }

    /** Those among the scalars. */
    static void addScalars(Rows t) {
        hash(t, "sha1c", "000", "Qd, Sn, Vm.4s", "Makes four steps of SHA-1, choosing.");
        hash(t, "sha1p", "001", "Qd, Sn, Vm.4s", "Makes four steps of SHA-1, taking the parity.");
        hash(t, "sha1m", "010", "Qd, Sn, Vm.4s", "Makes four steps of SHA-1, taking the majority.");
        hash(t, "sha1su0", "011", "Vd.4s, Vn.4s, Vm.4s", "Makes the first half of SHA-1's next words.");
        hash(t, "sha256h", "100", "Qd, Qn, Vm.4s", "Makes the first half of four steps of SHA-256.");
        hash(t, "sha256h2", "101", "Qd, Qn, Vm.4s", "Makes the second half of four steps of SHA-256.");
        hash(t, "sha256su1", "110", "Vd.4s, Vn.4s, Vm.4s", "Makes the second half of SHA-256's next words.");
        String bits = "01011110 size=00 10100 opcode=";
        t.row("sha1h", bits + "00000 10 Rn Rd",
              "sha1h Sd, Sn", "Rotates a word of SHA-1.");
        t.row("sha1su1", bits + "00001 10 Rn Rd",
              "sha1su1 Vd.4s, Vn.4s", "Makes the second half of SHA-1's next words.");
        t.row("sha256su0", bits + "00010 10 Rn Rd",
              "sha256su0 Vd.4s, Vn.4s", "Makes the first half of SHA-256's next words.");
    }

    private static void aes(Rows t, String name, String opcode, String meaning) {
        t.row(name, "01001110 size=00 10100 opcode=" + opcode + " 10 Rn Rd",
              name + " Vd.16b, Vn.16b", meaning);
    }

    private static void four(Rows t, String name, String op, String shape, String meaning) {
        t.row(name, "110011100 op0=" + op + " Rm 0 Ra Rn Rd",
              name + " Vd." + shape + ", Vn." + shape + ", Vm." + shape + ", Va." + shape, meaning);
    }

    private static void three(
            Rows t, String name, String opcode, String operands, String meaning) {
        t.row(name, "11001110011 Rm 1 " + opcode + " Rn Rd",
              name + " " + operands, meaning);
    }

    private static void turn(Rows t, String name, String opcode) {
        t.row(name, "11001110010 Rm 10 imm2 opcode=" + opcode + " Rn Rd",
              name + " Vd.4s, Vn.4s, Vm.s[imm2.decimal]", "Makes a quarter of an SM3 round.");
    }

    private static void hash(Rows t, String name, String opcode, String operands, String meaning) {
        t.row(name, "01011110 size=00 0 Rm 0 opcode=" + opcode + " 00 Rn Rd",
              name + " " + operands, meaning);
    }
    // spotless:on
}
