package patchbay.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Distribution;
import patchbay.bytes.Bits;

/**
 * Functions that a distribution compiled, taken from its modules as they are shipped, loaded as the
 * kernel loads them and run on data: each gives what its definition says. For where the modules
 * come from see {@link Distribution}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DistributionCode {
    private final String archive;
    private final LoadedCode.Kernel kernel;
    private final Random random = new Random(6_1);
    private Path modules = Path.of("");

    /** Of an archive of modules, as a kernel with these rules runs them. */
    protected DistributionCode(String archive, LoadedCode.Kernel kernel) {
        this.archive = archive;
        this.kernel = kernel;
    }

    @BeforeAll
    void unpack(@TempDir Path folder) {
        modules = folder;
        Distribution.unpack(archive, modules);
    }

    protected LoadedCode code(String module) {
        return new LoadedCode(kernel, modules.resolve(module + ".ko"));
    }

    protected byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    protected static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    // ---- checksums

    /** Bit by bit: the definition of a reflected CRC. */
    private static long reflected(long crc, byte[] data, long polynomial) {
        long value = crc;
        for (byte b : data) {
            value ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                value = value >>> 1 ^ ((value & 1) == 0 ? 0 : polynomial);
            }
        }
        return value;
    }

    /** The same with the highest bit first, in a register of {@code width} bits. */
    private static long forward(long crc, byte[] data, long polynomial, int width) {
        long value = crc;
        for (byte b : data) {
            value ^= (long) (b & 0xff) << width - 8;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ ((value >>> width - 1 & 1) == 0 ? 0 : polynomial);
            }
        }
        return Bits.unsigned(value, width);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 64, 1000})
    void checksums(int size) {
        byte[] data = bytes(size);
        LoadedCode crc16 = code("crc16");
        assertEquals(
                reflected(0x1234, data, 0xa001),
                crc16.call("crc16", 0x1234, crc16.put(data), size) & 0xffff);
        LoadedCode crc7 = code("crc7");
        assertEquals(
                forward(0x12, data, 0x12, 8) & 0xfe,
                crc7.call("crc7_be", 0x12, crc7.put(data), size) & 0xfe);
        LoadedCode crc64 = code("crc64");
        assertEquals(
                forward(0x1234, data, 0x42f0e1eba9ea3693L, 64),
                crc64.call("crc64_be", 0x1234, crc64.put(data), size));
        assertEquals(
                ~reflected(~0x1234L, data, 0x9a6c9329ac4bc9b5L),
                crc64.call("crc64_rocksoft_generic", 0x1234, crc64.put(data), size));
    }

    // ---- ciphers and digests

    @ParameterizedTest
    @CsvSource({"libarc4, arc4", "cifs_arc4, cifs_arc4"})
    void streamCipher(String module, String prefix) throws Exception {
        byte[] key = bytes(16);
        byte[] data = bytes(300);
        Cipher cipher = Cipher.getInstance("ARCFOUR");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
        LoadedCode code = code(module);
        long context = code.room(4 * 258);
        long out = code.room(data.length);
        code.call(prefix + "_setkey", context, code.put(key), key.length);
        code.call(prefix + "_crypt", context, out, code.put(data), data.length);
        assertArrayEquals(cipher.doFinal(data), code.get(out, data.length));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 31d6cfe0d16ae931b73c59d7e0c089c0",
        "abc, a448017aaf21d8525fc10ae87aa6729d",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890,"
                + " e33b4ddc9c38f2199c3e7b164fcc0536"
    })
    void digest(String text, String expected) {
        LoadedCode code = code("cifs_md4");
        long context = code.room(16 + 64 + 8);
        long out = code.room(16);
        code.call("cifs_md4_init", context);
        code.call("cifs_md4_update", context, code.put(text.getBytes(ISO_8859_1)), text.length());
        code.call("cifs_md4_final", context, out);
        assertArrayEquals(hex(expected), code.get(out, 16));
    }

    @Test
    void blockCipher() {
        LoadedCode code = code("serpent_generic");
        byte[] text = hex("000102030405060708090a0b0c0d0e0f");
        long context = code.room(4 * 132);
        long out = code.room(16);
        long back = code.room(16);
        assertEquals(0, (int) code.call("__serpent_setkey", context, code.put(text), 16));
        code.call("__serpent_encrypt", context, out, code.put(text));
        assertArrayEquals(hex("4c7d8a328072a22c823e4a1f3acda16d"), code.get(out, 16));
        code.call("__serpent_decrypt", context, back, out);
        assertArrayEquals(text, code.get(back, 16));
    }

    // ---- numbers of many digits

    private static byte[] digits(BigInteger number, int count) {
        byte[] little = new byte[8 * count];
        byte[] big = number.toByteArray();
        for (int i = 0; i < Math.min(little.length, big.length); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    private BigInteger number(BigInteger below) {
        return new BigInteger(below.bitLength() + 8, random).mod(below);
    }

    private static BigInteger read(LoadedCode code, long at, int count) {
        byte[] big = new byte[8 * count + 1];
        byte[] little = code.get(at, 8 * count);
        for (int i = 0; i < little.length; i++) {
            big[big.length - 1 - i] = little[i];
        }
        return new BigInteger(big);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void longNumbers(int count) {
        BigInteger limit = BigInteger.ONE.shiftLeft(64 * count);
        LoadedCode code = code("ecc");
        for (int round = 0; round < 5; round++) {
            BigInteger a = number(limit);
            BigInteger b = number(limit);
            BigInteger modulus = limit.shiftRight(1).add(number(limit.shiftRight(2))).setBit(0);
            BigInteger x = a.mod(modulus);
            BigInteger y = b.mod(modulus);
            long atA = code.put(digits(a, count));
            long atB = code.put(digits(b, count));
            long atX = code.put(digits(x, count));
            long atY = code.put(digits(y, count));
            long atM = code.put(digits(modulus, count));
            long out = code.room(8 * 2 * count);

            assertEquals(a.signum() == 0 ? 1 : 0, code.call("vli_is_zero", atA, count) & 1);
            assertEquals(a.bitLength(), (int) code.call("vli_num_bits", atA, count));
            assertEquals(a.compareTo(b), (int) code.call("vli_cmp", atA, atB, count));
            assertEquals(a.compareTo(b) < 0 ? 1 : 0, code.call("vli_sub", out, atA, atB, count));
            assertEquals(a.subtract(b).mod(limit), read(code, out, count));
            code.call("vli_mult", out, atA, atB, count);
            assertEquals(a.multiply(b), read(code, out, 2 * count));
            code.call("vli_umult", out, atA, 0xfedcba98L, count);
            assertEquals(
                    a.multiply(BigInteger.valueOf(0xfedcba98L)).mod(limit.shiftLeft(64)),
                    read(code, out, count + 1));
            code.call("vli_mod_add", out, atX, atY, atM, count);
            assertEquals(x.add(y).mod(modulus), read(code, out, count));
            code.call("vli_mod_sub", out, atX, atY, atM, count);
            assertEquals(x.subtract(y).mod(modulus), read(code, out, count));
            code.call("vli_from_le64", out, atA, count);
            assertEquals(a, read(code, out, count));
            code.call("vli_from_be64", out, code.put(reversed(digits(a, count))), count);
            assertEquals(a, read(code, out, count));
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    // ---- parity

    @ParameterizedTest
    @CsvSource({
        "xor, xor_8regs_2, 2",
        "xor, xor_8regs_3, 3",
        "xor, xor_8regs_4, 4",
        "xor, xor_8regs_5, 5",
        "xor, xor_32regs_2, 2",
        "xor, xor_32regs_3, 3",
        "xor, xor_32regs_4, 4",
        "xor, xor_32regs_5, 5"
    })
    protected void parity(String module, String function, int blocks) {
        LoadedCode code = code(module);
        byte[] expected = new byte[512];
        long[] arguments = new long[1 + blocks];
        arguments[0] = expected.length;
        for (int i = 1; i <= blocks; i++) {
            byte[] block = bytes(expected.length);
            arguments[i] = code.put(block);
            for (int at = 0; at < block.length; at++) {
                expected[at] ^= block[at];
            }
        }
        code.call(function, arguments);
        assertArrayEquals(expected, code.get(arguments[1], expected.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"int1", "int2", "int4", "int8"})
    void parityOfTwo(String unrolled) {
        syndrome("raid6_" + unrolled + "_gen_syndrome");
    }

    /** A function that makes two parities of some disks. */
    protected void syndrome(String function) {
        LoadedCode code = code("raid6_pq");
        int disks = 6;
        int size = 256;
        byte[] p = new byte[size];
        byte[] q = new byte[size];
        byte[] table = new byte[8 * disks];
        for (int disk = disks - 3; disk >= 0; disk--) {
            byte[] data = bytes(size);
            Bits.putLittle(table, 8 * disk, 8, code.put(data));
            for (int i = 0; i < size; i++) {
                p[i] ^= data[i];
                q[i] = (byte) (q[i] << 1 ^ (q[i] < 0 ? 0x1d : 0) ^ data[i]);
            }
        }
        long atP = code.room(size);
        long atQ = code.room(size);
        Bits.putLittle(table, 8 * (disks - 2), 8, atP);
        Bits.putLittle(table, 8 * (disks - 1), 8, atQ);
        code.call(function, disks, size, code.put(table));
        assertArrayEquals(p, code.get(atP, size));
        assertArrayEquals(q, code.get(atQ, size));
    }

    // ---- compression, and text

    @Test
    void boundsOfCompression() {
        LoadedCode code = code("zstd_compress");
        Map<String, LongUnaryOperator> bounds =
                Map.of(
                        "FSE_compressBound", n -> 512 + n + (n >>> 7) + 4 + 8,
                        "HUF_compressBound", n -> 129 + n + (n >>> 8) + 8,
                        "zstd_compress_bound",
                                n -> n + (n >>> 8) + (n < 128 << 10 ? (128 << 10) - n >>> 11 : 0));
        bounds.forEach((name, bound) -> {
            for (long n : new long[] {0, 1, 127, 4096, 131071, 131072, 10_000_000}) {
                assertEquals(bound.applyAsLong(n), code.call(name, n), name + " " + n);
            }
        });
    }

    @Test
    void compression() {
        LoadedCode code = code("lz4hc_compress");
        byte[] text =
                "one block, two blocks, three blocks, no blocks, one block; "
                        .repeat(20)
                        .getBytes(ISO_8859_1);
        long out = code.room(4096);
        long work = code.room(300_000);
        int size =
                (int) code.call("LZ4_compress_HC", code.put(text), out, text.length, 4096, 9, work);
        assertArrayEquals(text, unpacked(code.get(out, size), text.length));
    }

    /** An LZ4 block. */
    private static byte[] unpacked(byte[] block, int size) {
        byte[] text = new byte[size];
        int to = 0;
        for (int at = 0; at < block.length; ) {
            int token = block[at++] & 0xff;
            int literals = token >> 4;
            for (int more = literals == 15 ? 255 : 0; more == 255; literals += more) {
                more = block[at++] & 0xff;
            }
            System.arraycopy(block, at, text, to, literals);
            at += literals;
            to += literals;
            if (at == block.length) {
                break;
            }
            int distance = (int) Bits.little(block, at, 2);
            at += 2;
            int length = token & 15;
            for (int more = length == 15 ? 255 : 0; more == 255; length += more) {
                more = block[at++] & 0xff;
            }
            for (int i = 0; i < length + 4; i++, to++) {
                text[to] = text[to - distance];
            }
        }
        if (to != size) {
            fail("unpacked " + to + " of " + size);
        }
        return text;
    }

    @ParameterizedTest
    @CsvSource({
        "usb_speed_string, 0, UNKNOWN",
        "usb_speed_string, 3, high-speed",
        "usb_speed_string, 5, super-speed",
        "usb_state_string, 0, not attached",
        "usb_state_string, 7, configured",
        "usb_ep_type_string, 0, ctrl",
        "usb_ep_type_string, 2, bulk",
        "usb_otg_state_string, 1, b_idle"
    })
    void namesOfNumbers(String function, int number, String name) {
        LoadedCode code = code("usb_common");
        assertEquals(name, code.text(code.call(function, number)));
    }
}
