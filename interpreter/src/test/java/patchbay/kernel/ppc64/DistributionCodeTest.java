package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.isa.ppc64.Ppc64;
import patchbay.kernel.DistributionCode;
import patchbay.kernel.Era;
import patchbay.kernel.LoadedCode;
import patchbay.kernel.Version;
import patchbay.source.Result;

/** Functions of ppc64le modules; what of them uses vectors besides those that both sets have. */
class DistributionCodeTest extends DistributionCode {
    /** The kernel's own memory functions, a byte at a time. */
    private static final String CODE =
            """
            memset:
                mr r9, r3
                cmpdi r5, 0
                beqlr
                mtctr r5
            fill: stb r4, 0(r9)
                addi r9, r9, 1
                bdnz fill
                blr
            memmove:
                cmpld r3, r4
                ble memcpy
                cmpdi r5, 0
                beqlr
                mtctr r5
                add r9, r3, r5
                add r10, r4, r5
            down: lbzu r8, -1(r10)
                stbu r8, -1(r9)
                bdnz down
                blr
            memcpy:
                cmpdi r5, 0
                beqlr
                mtctr r5
                addi r9, r3, -1
                addi r10, r4, -1
            up: lbzu r8, 1(r10)
                stbu r8, 1(r9)
                bdnz up
                blr
            """;

    DistributionCodeTest() {
        super("ppc64le-6.1", kernel());
    }

    private static LoadedCode.Kernel kernel() {
        Ppc64Kernels kernels = new Ppc64Kernels(Ppc64.ISA);
        Era era = ((Result.Ok<Era>) kernels.era(Version.of(6, 1), kernels.usual())).value();
        return new LoadedCode.Kernel(
                era,
                Ppc64.ISA,
                CODE,
                Map.of(".TOC.", 0xc000_0000_0114_8100L),
                new LoadedCode.Addresses(
                        0xc008_0000_0033_0000L,
                        0xc000_0000_0010_0000L,
                        0xc000_0000_0120_0000L,
                        0xc000_0000_0400_0000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "altivec1",
                "altivec2",
                "altivec4",
                "altivec8",
                "vpermxor1",
                "vpermxor2",
                "vpermxor4",
                "vpermxor8"
            })
    void parityOfTwoInVectors(String unrolled) {
        syndrome("raid6_" + unrolled + "_gen_syndrome_real");
    }

    /** FIPS 197, appendix C. */
    @ParameterizedTest
    @CsvSource({
        "128, 69c4e0d86a7b0430d8cdb78070b4c55a",
        "192, dda97ca4864cdfe06eaf70a0ec0d7191",
        "256, 8ea2b7ca516745bfeafc49904b496089"
    })
    void aesInstructions(int bits, String expected) {
        LoadedCode code = code("vmx_crypto");
        byte[] key = new byte[bits / 8];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        byte[] text = hex("00112233445566778899aabbccddeeff");
        long keys = code.room(15 * 16 + 4);
        long inverse = code.room(15 * 16 + 4);
        long out = code.room(16);
        long back = code.room(16);
        long at = code.put(key);
        assertEquals(0, (int) code.call("aes_p8_set_encrypt_key", at, bits, keys));
        assertEquals(0, (int) code.call("aes_p8_set_decrypt_key", at, bits, inverse));
        code.call("aes_p8_encrypt", code.put(text), out, keys);
        assertArrayEquals(hex(expected), code.get(out, 16));
        code.call("aes_p8_decrypt", out, back, inverse);
        assertArrayEquals(text, code.get(back, 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 48, 128, 320})
    void aesInChains(int size) throws Exception {
        LoadedCode code = code("vmx_crypto");
        byte[] key = bytes(16);
        byte[] start = bytes(16);
        byte[] text = bytes(size);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
        long keys = code.room(15 * 16 + 4);
        long inverse = code.room(15 * 16 + 4);
        long out = code.room(size);
        long back = code.room(size);
        long at = code.put(key);
        code.call("aes_p8_set_encrypt_key", at, 128, keys);
        code.call("aes_p8_set_decrypt_key", at, 128, inverse);
        code.call("aes_p8_cbc_encrypt", code.put(text), out, size, keys, code.put(start), 1);
        assertArrayEquals(cipher.doFinal(text), code.get(out, size));
        code.call("aes_p8_cbc_encrypt", out, back, size, inverse, code.put(start), 0);
        assertArrayEquals(text, code.get(back, size));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 21})
    void aesCounting(int blocks) throws Exception {
        LoadedCode code = code("vmx_crypto");
        byte[] key = bytes(32);
        byte[] start = bytes(16);
        start[12] = 0; // the counter has 32 bits
        byte[] text = bytes(16 * blocks);
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
        long keys = code.room(15 * 16 + 4);
        long out = code.room(text.length);
        code.call("aes_p8_set_encrypt_key", code.put(key), 256, keys);
        code.call(
                "aes_p8_ctr32_encrypt_blocks", code.put(text), out, blocks, keys, code.put(start));
        assertArrayEquals(cipher.doFinal(text), code.get(out, text.length));
    }
}
