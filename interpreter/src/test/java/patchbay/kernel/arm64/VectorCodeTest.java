package patchbay.kernel.arm64;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Distribution;
import patchbay.bytes.Bits;
import patchbay.kernel.LoadedCode;

/**
 * Functions of distribution modules that compute with vectors, with instructions for ciphers, and
 * with numbers with a point: each gives what the standard it follows publishes, or what Java's
 * implementation of it gives. (Parities with vectors are in {@link DistributionCodeTest}.)
 */
class VectorCodeTest {
    @TempDir static Path modules;

    private final Random random = new Random(8439);

    @BeforeAll
    static void unpack() {
        Distribution.unpack(
                "arm64-6.1",
                modules,
                "aes_ce_cipher.ko",
                "chacha_neon.ko",
                "poly1305_neon.ko",
                "sha512_arm64.ko");
        Distribution.unpack("arm64-6.12", modules, "amdgpu.ko");
    }

    private static LoadedCode code(String module) {
        return new LoadedCode(Kernel61.KERNEL, modules.resolve(module + ".ko"));
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** FIPS 197, appendix C. */
    @ParameterizedTest
    @CsvSource({
        "16, 10, 69c4e0d86a7b0430d8cdb78070b4c55a",
        "24, 12, dda97ca4864cdfe06eaf70a0ec0d7191",
        "32, 14, 8ea2b7ca516745bfeafc49904b496089"
    })
    void aesInstructions(int keySize, int rounds, String expected) {
        LoadedCode code = code("aes_ce_cipher");
        byte[] key = new byte[keySize];
        for (int i = 0; i < keySize; i++) {
            key[i] = (byte) i;
        }
        byte[] text = hex("00112233445566778899aabbccddeeff");
        long context = code.room(2 * 240 + 4);
        long out = code.room(16);
        long back = code.room(16);
        assertEquals(0, (int) code.call("ce_aes_expandkey", context, code.put(key), keySize));
        code.call("__aes_ce_encrypt", context, out, code.put(text), rounds);
        assertArrayEquals(hex(expected), code.get(out, 16));
        code.call("__aes_ce_decrypt", context + 240, back, out, rounds);
        assertArrayEquals(text, code.get(back, 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256})
    void chachaInVectors(int size) throws Exception {
        LoadedCode code = code("chacha_neon");
        byte[] key = bytes(32);
        byte[] nonce = bytes(12);
        byte[] text = bytes(size);
        Cipher cipher = Cipher.getInstance("ChaCha20");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "ChaCha20"),
                new ChaCha20ParameterSpec(nonce, 7));
        byte[] state = new byte[64];
        System.arraycopy("expand 32-byte k".getBytes(ISO_8859_1), 0, state, 0, 16);
        System.arraycopy(key, 0, state, 16, 32);
        Bits.putLittle(state, 48, 4, 7);
        System.arraycopy(nonce, 0, state, 52, 12);
        long out = code.room(size);
        if (size == 64) {
            code.call("chacha_block_xor_neon", code.put(state), out, code.put(text), 20);
        } else {
            code.call("chacha_4block_xor_neon", code.put(state), out, code.put(text), 20, size);
        }
        assertArrayEquals(cipher.doFinal(text), code.get(out, size));
    }

    /** draft-irtf-cfrg-xchacha, section 2.2.1. */
    @Test
    void hchachaInVectors() {
        LoadedCode code = code("chacha_neon");
        byte[] state =
                hex(
                        "657870616e642033322d62797465206b"
                                + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                                + "000000090000004a0000000031415927");
        long out = code.room(32);
        code.call("hchacha_block_neon", code.put(state), out, 20);
        assertArrayEquals(
                hex("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"),
                code.get(out, 32));
    }

    private static BigInteger little(byte[] bytes) {
        byte[] big = new byte[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            big[big.length - 1 - i] = bytes[i];
        }
        return new BigInteger(big);
    }

    /** RFC 8439, section 2.5. */
    private static byte[] poly1305(byte[] key, byte[] text) {
        BigInteger prime = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
        BigInteger clamp = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);
        BigInteger r = little(Arrays.copyOf(key, 16)).and(clamp);
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < text.length; at += 16) {
            BigInteger block = little(Arrays.copyOfRange(text, at, at + 16)).setBit(128);
            sum = sum.add(block).multiply(r).mod(prime);
        }
        byte[] big = sum.add(little(Arrays.copyOfRange(key, 16, 32))).toByteArray();
        byte[] tag = new byte[16];
        for (int i = 0; i < 16 && i < big.length; i++) {
            tag[i] = big[big.length - 1 - i];
        }
        return tag;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 128, 160, 1024})
    void poly1305InVectors(int size) {
        LoadedCode code = code("poly1305_neon");
        byte[] key = bytes(32);
        byte[] text = bytes(size);
        long context = code.room(512);
        long tag = code.room(16);
        code.call("poly1305_init_arm64", context, code.put(key));
        code.call("poly1305_blocks_neon", context, code.put(text), size, 1);
        code.call("poly1305_emit", context, tag, code.put(Arrays.copyOfRange(key, 16, 32)));
        assertArrayEquals(poly1305(key, text), code.get(tag, 16));
    }

    @Test
    void sha512() throws Exception {
        LoadedCode code = code("sha512_arm64");
        byte[] text = bytes(200);
        byte[] padded = Arrays.copyOf(text, 256);
        padded[200] = (byte) 0x80;
        padded[254] = (byte) (200 * 8 >> 8);
        padded[255] = (byte) (200 * 8);
        byte[] state = new byte[64];
        String[] initial = {
            "6a09e667f3bcc908", "bb67ae8584caa73b", "3c6ef372fe94f82b", "a54ff53a5f1d36f1",
            "510e527fade682d1", "9b05688c2b3e6c1f", "1f83d9abfb41bd6b", "5be0cd19137e2179"
        };
        for (int i = 0; i < 8; i++) {
            Bits.putLittle(state, 8 * i, 8, Long.parseUnsignedLong(initial[i], 16));
        }
        long at = code.put(state);
        code.call("sha512_block_data_order", at, code.put(padded), 2);
        byte[] digest = code.get(at, 64);
        for (int i = 0; i < 64; i += 8) {
            Bits.putLittle(digest, i, 8, Long.reverseBytes(Bits.little(digest, i, 8)));
        }
        assertArrayEquals(MessageDigest.getInstance("SHA-512").digest(text), digest);
    }

    /** What a display driver computes its clocks with. */
    @Test
    void numbersWithAPoint() {
        LoadedCode code = code("amdgpu");
        assertEquals(243f, code.call("math_pow", 3f, 5f));
        assertEquals(0.0625f, code.call("math_pow", 4f, -2f));
        assertEquals(7.5f, code.call("dcn_bw_floor2", 7.7f, 0.5f));
        assertEquals(8f, code.call("dcn_bw_ceil2", 7.6f, 0.5f));
        assertEquals(5.25f, code.call("dcn_bw_max5", 1f, -7f, 5.25f, 5f, 0f));
        assertEquals(10, code.call("dcn_bw_log", 1024f, 2f), 1e-6);
        assertEquals(3, code.call("dcn_bw_log", 1000f, 10f), 0.01);
        assertEquals(Float.NaN, code.call("dcn_bw_mod", Float.NaN, Float.NaN));
        assertEquals(4f, code.call("dcn_bw_mod", Float.NaN, 4f));
    }
}
