package patchbay.isa.arm64;

import static java.lang.Integer.rotateLeft;
import static java.lang.Integer.rotateRight;
import static java.lang.Long.rotateRight;

import patchbay.isa.Galois;

/**
 * Steps of ciphers and hashes, as FIPS 197 (AES), FIPS 180-4 (SHA-1, SHA-256, SHA-512), FIPS 202
 * (SHA-3) and GB/T 32905 and 32907 (SM3, SM4) define them; the manual says which half of a step an
 * instruction does.
 *
 * <p>An operand is taken as four words, the lowest first; the result replaces Rd.
 */
final class CipherSteps {
    private static final int CHOOSE = 0;
    private static final int PARITY = 1;

    private final long[] v;
    private final byte[] aes = Galois.aes();
    private final byte[] aesInverse = Galois.inverse(aes);
    private final byte[] sm4 = Galois.sm4();
    private final int[] d = new int[4];
    private final int[] n = new int[4];
    private final int[] m = new int[4];

    CipherSteps(RegisterFile registers) {
        this.v = registers.v;
    }

    void execute(int operation, long insn, long imm) {
        int rd = Op.d(insn);
        int rn = Op.n(insn);
        int rm = Op.m(insn);
        int ra = Op.a(insn);
        int c = (int) Op.c(insn);
        load(rd, d);
        load(rn, n);
        load(rm, m);
        switch (operation) {
            case Op.AES_ENCRYPT -> aesRound(rd, rn, 1, aes);
            case Op.AES_DECRYPT -> aesRound(rd, rn, -1, aesInverse);
            case Op.AES_MIX -> mixColumns(rd, 2, 3, 1, 1);
            case Op.AES_UNMIX -> mixColumns(rd, 14, 11, 13, 9);
            case Op.SHA1_STEPS -> sha1(rd, c);
            case Op.SHA1_ROTATE -> store(rd, rotateLeft(n[0], 30), 0, 0, 0);
            case Op.SHA1_FIRST -> {
                long high = v[2 * rd + 1];
                v[2 * rd + 1] = v[2 * rn] ^ high ^ v[2 * rm + 1];
                v[2 * rd] ^= high ^ v[2 * rm];
            }
            case Op.SHA1_SECOND -> {
                int last = rotateLeft(d[3], 1) ^ rotateLeft(d[0] ^ n[1], 2);
                store(rd, sha1(0), sha1(1), sha1(2), last);
            }
            case Op.SHA256_STEPS -> sha256(rd, c);
            case Op.SHA256_FIRST ->
                    store(
                            rd,
                            d[0] + sigma(d[1], 7, 18, 3),
                            d[1] + sigma(d[2], 7, 18, 3),
                            d[2] + sigma(d[3], 7, 18, 3),
                            d[3] + sigma(n[0], 7, 18, 3));
            case Op.SHA256_SECOND -> {
                int first = d[0] + n[1] + sigma(m[2], 17, 19, 10);
                int second = d[1] + n[2] + sigma(m[3], 17, 19, 10);
                int third = d[2] + n[3] + sigma(first, 17, 19, 10);
                store(rd, first, second, third, d[3] + m[0] + sigma(second, 17, 19, 10));
            }
            case Op.SM3_SUM -> {
                int a = (int) (v[2 * ra + 1] >>> 32);
                store(rd, 0, 0, 0, rotateLeft(rotateLeft(n[3], 12) + m[3] + a, 7));
            }
            case Op.SM3_TURN1 -> sm3Turn1(rd, c, m[(int) imm]);
            case Op.SM3_TURN2 -> sm3Turn2(rd, c, m[(int) imm]);
            case Op.SM3_FIRST -> {
                int first = sm3Mix(d[0] ^ n[0] ^ rotateLeft(m[1], 15));
                int second = sm3Mix(d[1] ^ n[1] ^ rotateLeft(m[2], 15));
                int third = sm3Mix(d[2] ^ n[2] ^ rotateLeft(m[3], 15));
                int fourth = sm3Mix(d[3] ^ n[3] ^ rotateLeft(first, 15));
                store(rd, first, second, third, fourth);
            }
            case Op.SM3_SECOND -> {
                for (int i = 0; i < 4; i++) {
                    n[i] ^= rotateLeft(m[i], 7);
                }
                int fourth = d[3] ^ n[3] ^ sm3Mix(rotateLeft(n[0], 15));
                store(rd, d[0] ^ n[0], d[1] ^ n[1], d[2] ^ n[2], fourth);
            }
            case Op.SM4_ROUNDS -> sm4(rd, d, n, false);
            case Op.SM4_KEYS -> sm4(rd, n, m, true);
            default -> doublewords(operation, rd, rn, rm, ra, (int) imm);
        }
    }

    /** Those that see a register as two doublewords. */
    private void doublewords(int operation, int rd, int rn, int rm, int ra, int amount) {
        long dl = v[2 * rd];
        long dh = v[2 * rd + 1];
        long nl = v[2 * rn];
        long nh = v[2 * rn + 1];
        long ml = v[2 * rm];
        long mh = v[2 * rm + 1];
        switch (operation) {
            case Op.EOR3 -> store(rd, nl ^ ml ^ v[2 * ra], nh ^ mh ^ v[2 * ra + 1]);
            case Op.BCAX -> store(rd, nl ^ ml & ~v[2 * ra], nh ^ mh & ~v[2 * ra + 1]);
            case Op.RAX1 -> store(rd, nl ^ rotateRight(ml, 63), nh ^ rotateRight(mh, 63));
            case Op.XAR -> store(rd, rotateRight(nl ^ ml, amount), rotateRight(nh ^ mh, amount));
            case Op.SHA512_STEP -> {
                long high = (mh & nl ^ ~mh & nh) + sum(mh, 14, 18, 41) + dh;
                long t = high + ml;
                store(rd, (t & mh ^ ~t & nl) + sum(t, 14, 18, 41) + dl, high);
            }
            case Op.SHA512_STEP2 -> {
                long high = (nl & mh ^ nl & ml ^ mh & ml) + sum(ml, 28, 34, 39) + dh;
                long low = (high & ml ^ high & mh ^ mh & ml) + sum(high, 28, 34, 39) + dl;
                store(rd, low, high);
            }
            case Op.SHA512_FIRST -> store(rd, dl + sigma(dh, 1, 8, 7), dh + sigma(nl, 1, 8, 7));
            case Op.SHA512_SECOND ->
                    store(rd, dl + sigma(nl, 19, 61, 6) + ml, dh + sigma(nh, 19, 61, 6) + mh);
            default -> throw new IllegalStateException("no step of a cipher: " + operation);
        }
    }

    private void load(int register, int[] words) {
        words[0] = (int) v[2 * register];
        words[1] = (int) (v[2 * register] >>> 32);
        words[2] = (int) v[2 * register + 1];
        words[3] = (int) (v[2 * register + 1] >>> 32);
    }

    private void store(int register, int first, int second, int third, int fourth) {
        store(
                register,
                first & Arithmetic.WORD | (long) second << 32,
                third & Arithmetic.WORD | (long) fourth << 32);
    }

    private void store(int register, long low, long high) {
        v[2 * register] = low;
        v[2 * register + 1] = high;
    }

    private static int sum(int x, int a, int b, int c) {
        return rotateRight(x, a) ^ rotateRight(x, b) ^ rotateRight(x, c);
    }

    private static int sigma(int x, int a, int b, int shift) {
        return rotateRight(x, a) ^ rotateRight(x, b) ^ x >>> shift;
    }

    private static long sum(long x, int a, int b, int c) {
        return rotateRight(x, a) ^ rotateRight(x, b) ^ rotateRight(x, c);
    }

    private static long sigma(long x, int a, int b, int shift) {
        return rotateRight(x, a) ^ rotateRight(x, b) ^ x >>> shift;
    }

    private static int choose(int x, int y, int z) {
        return (y ^ z) & x ^ z;
    }

    private static int majority(int x, int y, int z) {
        return x & y | (x | y) & z;
    }

    // ---- SHA-1 and SHA-256

    /** A word of the second half of the schedule. */
    private int sha1(int word) {
        return rotateLeft(d[word] ^ n[word + 1], 1);
    }

    private void sha1(int rd, int function) {
        int e = n[0];
        for (int i = 0; i < 4; i++) {
            int t =
                    switch (function) {
                        case CHOOSE -> choose(d[1], d[2], d[3]);
                        case PARITY -> d[1] ^ d[2] ^ d[3];
                        default -> majority(d[1], d[2], d[3]);
                    };
            int a = e + rotateLeft(d[0], 5) + t + m[i];
            e = d[3];
            d[3] = d[2];
            d[2] = rotateLeft(d[1], 30);
            d[1] = d[0];
            d[0] = a;
        }
        store(rd, d[0], d[1], d[2], d[3]);
    }

    /** {@code half} is 0 for the first four of the eight variables, which are in Rd then. */
    private void sha256(int rd, int half) {
        int[] a = half == 0 ? d : n;
        int[] e = half == 0 ? n : d;
        for (int i = 0; i < 4; i++) {
            int t = e[3] + sum(e[0], 6, 11, 25) + choose(e[0], e[1], e[2]) + m[i];
            int first = t + sum(a[0], 2, 13, 22) + majority(a[0], a[1], a[2]);
            int fifth = t + a[3];
            System.arraycopy(a, 0, a, 1, 3);
            System.arraycopy(e, 0, e, 1, 3);
            a[0] = first;
            e[0] = fifth;
        }
        store(rd, d[0], d[1], d[2], d[3]);
    }

    // ---- SM3 and SM4

    private static int sm3Mix(int x) {
        return x ^ rotateLeft(x, 15) ^ rotateLeft(x, 23);
    }

    /** {@code b} is 1 for the later rounds. */
    private void sm3Turn1(int rd, int b, int word) {
        int t = b == 0 ? d[3] ^ d[2] ^ d[1] : majority(d[3], d[2], d[1]);
        int sum = t + d[0] + (n[3] ^ rotateLeft(d[3], 12)) + word;
        store(rd, d[1], rotateLeft(d[2], 9), d[3], sum);
    }

    private void sm3Turn2(int rd, int b, int word) {
        int t = b == 0 ? d[3] ^ d[2] ^ d[1] : choose(d[3], d[2], d[1]);
        int sum = t + d[0] + n[3] + word;
        int mixed = sum ^ rotateLeft(sum, 9) ^ rotateLeft(sum, 17);
        store(rd, d[1], rotateLeft(d[2], 19), d[3], mixed);
    }

    private void sm4(int rd, int[] state, int[] keys, boolean schedule) {
        for (int i = 0; i < 4; i++) {
            int word = state[3] ^ state[2] ^ state[1] ^ keys[i];
            int t = 0;
            for (int b = 0; b < 32; b += 8) {
                t |= (sm4[word >>> b & 0xff] & 0xff) << b;
            }
            t ^=
                    schedule
                            ? rotateLeft(t, 13) ^ rotateLeft(t, 23)
                            : rotateLeft(t, 2)
                                    ^ rotateLeft(t, 10)
                                    ^ rotateLeft(t, 18)
                                    ^ rotateLeft(t, 24);
            t ^= state[0];
            System.arraycopy(state, 1, state, 0, 3);
            state[3] = t;
        }
        store(rd, state[0], state[1], state[2], state[3]);
    }

    // ---- AES

    /** Adds the key, then shifts rows and substitutes bytes, which may be done in either order. */
    private void aesRound(int rd, int rn, int direction, byte[] substitution) {
        long low = v[2 * rd] ^ v[2 * rn];
        long high = v[2 * rd + 1] ^ v[2 * rn + 1];
        for (int i = 0; i < 16; i++) {
            int column = i / 4 + direction * (i % 4) & 3;
            int from = 4 * column + i % 4;
            long at = (from < 8 ? low : high) >>> 8 * from;
            Lanes.put(v, rd, 0, i, substitution[(int) at & 0xff]);
        }
    }

    /** Each byte of a column becomes the sum of all four, times these in turn. */
    private void mixColumns(int rd, int own, int next, int third, int fourth) {
        for (int i = 0; i < 16; i++) {
            int column = n[i / 4];
            int row = 8 * (i % 4);
            int value =
                    Galois.multiply(column >>> row & 0xff, own)
                            ^ Galois.multiply(column >>> (row + 8 & 31) & 0xff, next)
                            ^ Galois.multiply(column >>> (row + 16 & 31) & 0xff, third)
                            ^ Galois.multiply(column >>> (row + 24 & 31) & 0xff, fourth);
            Lanes.put(v, rd, 0, i, value);
        }
    }
}
