package patchbay.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Oracle;
import patchbay.Sources;
import patchbay.bytes.Bits;
import patchbay.image.Packing.PackRefusal;
import patchbay.source.Code;
import patchbay.source.Result;

/** {@code demo-6.1.ko.zst} and {@code .xz} were made by {@code zstd -19} and {@code xz}. */
class PackingTest {

    private static byte[] example(String name) throws IOException {
        return Files.readAllBytes(Sources.root().resolve("examples").resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-6.1.ko.zst", "demo-6.1.ko.xz"})
    void aPackedModuleIsTheModuleWhateverItIsCalled(String name) throws IOException {
        assertArrayEquals(example("demo-6.1.ko"), unpacked(example(name)));
        Result<Parts> parts = Packing.unpack("a.txt", Parts.of(example(name)));
        assertEquals(example("demo-6.1.ko").length, ((Result.Ok<Parts>) parts).value().size());
    }

    @Test
    void whatIsNotPackedStaysAsItIs() {
        byte[] bytes = {1, 2, 3};
        assertSame(bytes, unpacked(bytes));
        assertEquals(0, unpacked(new byte[0]).length);
    }

    /** Contents that packers treat differently, and each at several levels. */
    @Test
    void everyPackersFilesAreRead(@TempDir Path folder) throws IOException {
        Oracle.require("zstd", "xz", "gzip");
        List<String> names = new ArrayList<>();
        for (byte[] content : contents()) {
            String name = "f" + names.size();
            Files.write(folder.resolve(name), content);
            names.add(name);
        }
        String all = String.join(" ", names);
        Oracle.run(
                folder,
                "bash",
                "-c",
                """
                set -e
                for level in --fast=3 -1 -3 -7 -12 -19 '--ultra -22' '-3 --no-check' '-5 --long=20'; do
                    zstd -q -f -k $level %1$s
                    for f in %1$s; do mv $f.zst "$f.${level// /}.zst"; done
                done
                cat f0 f1 > both
                cat f0.-3.zst f1.-19.zst > both.zst
                zstd -q -c < f2 > f2.stream.zst
                for f in %1$s; do xz -k -c $f > $f.a.xz; xz -k -c -9 --check=crc32 $f > $f.b.xz; done
                for f in %1$s; do gzip -c $f > $f.gz; done
                """
                        .formatted(all));
        int read = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.contains(".")) {
                    byte[] expected =
                            Files.readAllBytes(
                                    folder.resolve(name.substring(0, name.indexOf('.'))));
                    assertArrayEquals(expected, unpacked(Files.readAllBytes(file)), name);
                    read++;
                }
            }
        }
        assertEquals(12 * names.size() + 2, read);
    }

    private static List<byte[]> contents() throws IOException {
        Random random = new Random(8878);
        byte[] noise = new byte[300_000];
        random.nextBytes(noise);
        byte[] few = new byte[200_000];
        for (int i = 0; i < few.length; i++) {
            few[i] = (byte) "aaaaaabbbc".charAt(random.nextInt(10));
        }
        StringBuilder symbols = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            symbols.append("ffff8000%08x t function_%d\n".formatted(i * 96, i % 700));
        }
        byte[] far = new byte[1 << 20];
        System.arraycopy(noise, 0, far, 0, 5000);
        System.arraycopy(noise, 0, far, far.length - 5000, 5000);
        return List.of(
                example("demo-6.1.ko"),
                symbols.toString().getBytes(UTF_8),
                few,
                noise,
                far,
                new byte[0],
                new byte[] {7},
                new byte[70_000],
                "abcabcabcabd".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"demo-6.1.ko.zst, zstd", "demo-6.1.ko.xz, xz", "demo-6.1.ko, gzip"})
    void aFileThatEndsTooEarlyIsDamaged(String name, String form) throws IOException {
        byte[] whole = form.equals("gzip") ? gzip(example(name)) : example(name);
        for (int length = 6; length < whole.length; length += 1 + length / 50) {
            PackRefusal refusal = refusal(Arrays.copyOf(whole, length));
            assertEquals(Code.PB6008, refusal.code(), form + " cut at " + length);
            assertTrue(refusal instanceof PackRefusal.Damaged d && d.form().equals(form));
        }
    }

    /** Every byte of a packed module changed in some way: refused, or it was of no account. */
    @Test
    void aChecksumNoticesEveryChange() throws IOException {
        byte[] module = example("demo-6.1.ko");
        byte[] whole = example("demo-6.1.ko.zst");
        Random random = new Random(1);
        int refused = 0;
        for (int i = 4; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            Result<byte[]> result = Packing.unpack("x", changed);
            if (result instanceof Result.Ok<byte[]>(byte[] found)) {
                assertArrayEquals(module, found, "byte " + i);
            } else {
                refused++;
            }
        }
        assertTrue(refused > whole.length - 20, "refused: " + refused);
    }

    @Test
    void moreThanALimitComesOutOfNoFile() throws IOException {
        for (byte[] bomb : List.of(gzip(new byte[24 << 20]), zeros(200), zeros(3000))) {
            PackRefusal refusal = refusal(bomb);
            assertEquals(Code.PB6009, refusal.code());
            assertTrue(
                    refusal instanceof PackRefusal.TooLarge large
                            && large.limit() == Packing.limit(bomb.length));
        }
        assertEquals(256 << 20, Packing.limit(1L << 40));
        assertEquals((16 << 20) + 1600, Packing.limit(100));
    }

    /** A frame of blocks of 128 KiB, each one byte that is repeated. */
    private static byte[] zeros(int blocks) {
        byte[] file = new byte[6 + 4 * blocks];
        Bits.putLittle(file, 0, 4, 0xfd2f_b528L);
        file[5] = 7 << 3;
        for (int i = 0; i < blocks; i++) {
            Bits.putLittle(file, 6 + 4 * i, 3, 1 << 20 | 1 << 1 | (i == blocks - 1 ? 1 : 0));
        }
        return file;
    }

    @Test
    void framesThatAreSkippedAndOthersThatAreNoFramesAreToldApart() {
        byte[] file = Arrays.copyOf(zeros(1), 30);
        Bits.putLittle(file, 10, 4, 0x184d_2a53L);
        Bits.putLittle(file, 14, 4, 12);
        assertEquals(1 << 17, unpacked(file).length);
        Bits.putLittle(file, 10, 4, 0x184d_2b53L);
        assertEquals(Code.PB6008, refusal(file).code());
    }

    /** The published checksums of xxHash64 with seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "'The quick brown fox jumps over the lazy dog', 0b242d361fda71bc",
    })
    void theChecksumIsXxHash(String text, String expected) {
        byte[] bytes = text.getBytes(UTF_8);
        assertEquals(Long.parseUnsignedLong(expected, 16), XxHash64.of(bytes, 0, bytes.length));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream into = new GZIPOutputStream(packed)) {
            into.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] unpacked(byte[] bytes) {
        Result<byte[]> result = Packing.unpack("x", bytes);
        assertEquals(List.of(), result.reasons());
        return ((Result.Ok<byte[]>) result).value();
    }

    private static PackRefusal refusal(byte[] bytes) {
        return (PackRefusal) Packing.unpack("x", bytes).reasons().getFirst();
    }
}
