package patchbay.kernel.arm64;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Distribution;
import patchbay.bytes.Bits;
import patchbay.kernel.LoadedCode;

/** Hashes of names and numbers by functions that a distribution compiled. */
class DistributionHashesTest {
    @TempDir static Path modules;

    private final Random random = new Random(6_1);

    @BeforeAll
    static void unpack() {
        Distribution.unpack("arm64-6.1", modules, "libceph.ko", "reiserfs.ko");
    }

    private static LoadedCode code(String module) {
        return new LoadedCode(Kernel61.KERNEL, modules.resolve(module + ".ko"));
    }

    @Test
    void hashesOfNames() {
        LoadedCode ceph = code("libceph");
        LoadedCode reiserfs = code("reiserfs");
        for (String name :
                new String[] {"a", "vmlinux", "a name that is longer than twelve letters"}) {
            byte[] text = name.getBytes(ISO_8859_1);
            long linux = 0;
            long r5 = 0;
            for (byte b : text) {
                linux = (linux + (b << 4) + (b >> 4)) * 11;
                r5 = (r5 + (b << 4) + (b >> 4)) * 11;
            }
            assertEquals(
                    (int) linux,
                    (int) ceph.call("ceph_str_hash_linux", ceph.put(text), text.length));
            assertEquals(
                    (int) linux, (int) ceph.call("ceph_str_hash", 1, ceph.put(text), text.length));
            assertEquals(
                    rjenkins(text),
                    (int) ceph.call("ceph_str_hash_rjenkins", ceph.put(text), text.length));
            assertEquals(
                    rjenkins(text),
                    (int) ceph.call("ceph_str_hash", 2, ceph.put(text), text.length));
            byte[] ended = Arrays.copyOf(text, text.length + 1);
            assertEquals(
                    (int) r5, (int) reiserfs.call("r5_hash", reiserfs.put(ended), text.length));
        }
    }

    /** Robert Jenkins' mixing of three numbers, in place. */
    private static void mix(int[] n, int a, int b, int c) {
        int[][] turns = {{13, -8, 13}, {12, -16, 5}, {3, -10, 15}};
        for (int[] turn : turns) {
            n[a] = (n[a] - n[b] - n[c]) ^ shifted(n[c], -turn[0]);
            n[b] = (n[b] - n[c] - n[a]) ^ shifted(n[a], -turn[1]);
            n[c] = (n[c] - n[a] - n[b]) ^ shifted(n[b], -turn[2]);
        }
    }

    private static int shifted(int value, int left) {
        return left < 0 ? value >>> -left : value << left;
    }

    private static int rjenkins(byte[] text) {
        int[] n = {0x9e3779b9, 0x9e3779b9, 0};
        int at = 0;
        for (; text.length - at >= 12; at += 12) {
            for (int i = 0; i < 3; i++) {
                n[i] += (int) Bits.little(text, at + 4 * i, 4);
            }
            mix(n, 0, 1, 2);
        }
        n[2] += text.length;
        for (int i = 0; at + i < text.length; i++) {
            // the lowest byte of the third number is the length's
            int place = i < 8 ? i : i + 1;
            n[place / 4] += (text[at + i] & 0xff) << 8 * (place % 4);
        }
        mix(n, 0, 1, 2);
        return n[2];
    }

    @Test
    void hashesOfNumbers() {
        LoadedCode ceph = code("libceph");
        int seed = 1315423911;
        for (int round = 0; round < 10; round++) {
            int[] k = random.ints(5).toArray();
            assertEquals(hash1(seed, k[0]), (int) ceph.call("crush_hash32", 0, k[0]));
            assertEquals(hash2(seed, k), (int) ceph.call("crush_hash32_2", 0, k[0], k[1]));
            assertEquals(hash3(seed, k), (int) ceph.call("crush_hash32_3", 0, k[0], k[1], k[2]));
            assertEquals(
                    hash4(seed, k), (int) ceph.call("crush_hash32_4", 0, k[0], k[1], k[2], k[3]));
        }
    }

    private static int hash1(int seed, int a) {
        int[] n = {seed ^ a, a, a, 231232, 1232};
        mix(n, 2, 3, 0);
        mix(n, 4, 1, 0);
        return n[0];
    }

    private static int hash2(int seed, int[] k) {
        int[] n = {seed ^ k[0] ^ k[1], k[0], k[1], 231232, 1232};
        mix(n, 1, 2, 0);
        mix(n, 3, 1, 0);
        mix(n, 2, 4, 0);
        return n[0];
    }

    private static int hash3(int seed, int[] k) {
        int[] n = {seed ^ k[0] ^ k[1] ^ k[2], k[0], k[1], k[2], 231232, 1232};
        mix(n, 1, 2, 0);
        mix(n, 3, 4, 0);
        mix(n, 5, 1, 0);
        mix(n, 2, 4, 0);
        mix(n, 5, 3, 0);
        return n[0];
    }

    private static int hash4(int seed, int[] k) {
        int[] n = {seed ^ k[0] ^ k[1] ^ k[2] ^ k[3], k[0], k[1], k[2], k[3], 231232, 1232};
        mix(n, 1, 2, 0);
        mix(n, 3, 4, 0);
        mix(n, 1, 5, 0);
        mix(n, 6, 2, 0);
        mix(n, 3, 5, 0);
        mix(n, 6, 4, 0);
        return n[0];
    }
}
