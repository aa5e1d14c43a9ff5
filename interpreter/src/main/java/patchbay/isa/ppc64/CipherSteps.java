package patchbay.isa.ppc64;

import patchbay.isa.Galois;

/**
 * Rounds of AES, as FIPS 197 defines them, and the sigma functions of SHA-2 (FIPS 180-4). A state
 * of AES stands in a register as in the standard: its bytes column by column, the first at the
 * left.
 */
final class CipherSteps {
    private static final int R = RegisterFile.RESULT;

    private final RegisterFile state;
    private final long[] v;
    private final byte[] forward = Galois.aes();
    private final byte[] backward = Galois.inverse(forward);

    CipherSteps(RegisterFile state) {
        this.state = state;
        this.v = state.v;
    }

    void execute(int operation, long insn) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int c = Op.c(insn);
        switch (operation) {
            case Op.AES_SUBSTITUTE -> substitute(n, 0, forward);
            case Op.AES_ROUND -> {
                substitute(n, 1, forward);
                mix(2, 3, 1, 1);
                addKey(m);
            }
            case Op.AES_LAST -> {
                substitute(n, 1, forward);
                addKey(m);
            }
            case Op.AES_INVERSE -> {
                substitute(n, -1, backward);
                addKey(m);
                mix(14, 11, 13, 9);
            }
            case Op.AES_INVERSE_LAST -> {
                substitute(n, -1, backward);
                addKey(m);
            }
            case Op.SHA256_SIGMA -> {
                for (int i = 0; i < 4; i++) {
                    int x = (int) Elements.get(v, n, 2, i);
                    Elements.put(v, R, 2, i, words(x, c >>> 4 == 1, (c << i & 8) != 0));
                }
            }
            case Op.SHA512_SIGMA -> {
                for (int i = 0; i < 2; i++) {
                    long x = v[2 * n + i];
                    v[2 * R + i] = doublewords(x, c >>> 4 == 1, (c << 2 * i & 8) != 0);
                }
            }
            default -> throw new IllegalStateException("no step of a cipher: " + operation);
        }
        state.vector(d, v[2 * R], v[2 * R + 1]);
    }

    /** Substitutes each byte and shifts row i by i columns, to the left or to the right. */
    private void substitute(int register, int direction, byte[] table) {
        for (int i = 0; i < 16; i++) {
            int column = i / 4 + direction * (i % 4) & 3;
            int from = (int) Elements.get(v, register, 0, 4 * column + i % 4);
            Elements.put(v, R, 0, i, table[from]);
        }
    }

    private void addKey(int register) {
        v[2 * R] ^= v[2 * register];
        v[2 * R + 1] ^= v[2 * register + 1];
    }

    /** Each byte of a column becomes the sum of all four, times these in turn. */
    private void mix(int own, int next, int third, int fourth) {
        for (int i = 0; i < 4; i++) {
            int column = (int) Elements.get(v, R, 2, i);
            int mixed = 0;
            for (int row = 0; row < 4; row++) {
                int turned = Integer.rotateLeft(column, 8 * row);
                mixed =
                        mixed << 8
                                | Galois.multiply(turned >>> 24, own)
                                        ^ Galois.multiply(turned >>> 16 & 0xff, next)
                                        ^ Galois.multiply(turned >>> 8 & 0xff, third)
                                        ^ Galois.multiply(turned & 0xff, fourth);
            }
            Elements.put(v, R, 2, i, mixed);
        }
    }

    /** The upper-case sigmas rotate three times, the others shift once. */
    private static int words(int x, boolean upper, boolean second) {
        if (upper) {
            return second
                    ? turned(x, 6) ^ turned(x, 11) ^ turned(x, 25)
                    : turned(x, 2) ^ turned(x, 13) ^ turned(x, 22);
        }
        return second
                ? turned(x, 17) ^ turned(x, 19) ^ x >>> 10
                : turned(x, 7) ^ turned(x, 18) ^ x >>> 3;
    }

    private static long doublewords(long x, boolean upper, boolean second) {
        if (upper) {
            return second
                    ? turned(x, 14) ^ turned(x, 18) ^ turned(x, 41)
                    : turned(x, 28) ^ turned(x, 34) ^ turned(x, 39);
        }
        return second
                ? turned(x, 19) ^ turned(x, 61) ^ x >>> 6
                : turned(x, 1) ^ turned(x, 8) ^ x >>> 7;
    }

    private static int turned(int x, int amount) {
        return Integer.rotateRight(x, amount);
    }

    private static long turned(long x, int amount) {
        return Long.rotateRight(x, amount);
    }
}
