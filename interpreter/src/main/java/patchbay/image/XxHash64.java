package patchbay.image;

import patchbay.bytes.Bits;

/** The checksum of a Zstandard frame: xxHash, 64 bits, seed 0. */
final class XxHash64 {
    private static final long P1 = 0x9e37_79b1_85eb_ca87L;
    private static final long P2 = 0xc2b2_ae3d_27d4_eb4fL;
    private static final long P3 = 0x1656_67b1_9e37_79f9L;
    private static final long P4 = 0x85eb_ca77_c2b2_ae63L;
    private static final long P5 = 0x27d4_eb2f_1656_67c5L;

    private XxHash64() {}

    static long of(byte[] bytes, int from, int size) {
        int at = from;
        int end = from + size;
        long hash = P5;
        if (size >= 32) {
            // P1 + P2, P2, 0, -P1
            long[] lanes = {0x60ea_27ee_adc0_b5d6L, P2, 0, 0x61c8_864e_7a14_3579L};
            for (; at <= end - 32; at += 32) {
                for (int i = 0; i < lanes.length; i++) {
                    lanes[i] = round(lanes[i], word(bytes, at + 8 * i));
                }
            }
            hash =
                    Long.rotateLeft(lanes[0], 1)
                            + Long.rotateLeft(lanes[1], 7)
                            + Long.rotateLeft(lanes[2], 12)
                            + Long.rotateLeft(lanes[3], 18);
            for (long lane : lanes) {
                hash = (hash ^ round(0, lane)) * P1 + P4;
            }
        }
        hash += size;
        for (; at <= end - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, word(bytes, at)), 27) * P1 + P4;
        }
        if (at <= end - 4) {
            hash = Long.rotateLeft(hash ^ Bits.word(bytes, at) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xff) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long round(long lane, long word) {
        return Long.rotateLeft(lane + word * P2, 31) * P1;
    }

    private static long word(byte[] bytes, int at) {
        return Bits.word(bytes, at) | Bits.word(bytes, at + 4) << 32;
    }
}
