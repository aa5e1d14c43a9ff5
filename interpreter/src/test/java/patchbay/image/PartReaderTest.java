package patchbay.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;

/** Whatever a reader keeps of a file, each part is that of the file. */
class PartReaderTest {
    private static final int PARTS = 500;

    @TempDir Path folder;
    private final PartReader reader = new PartReader();
    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 1000, 5000, 16384, 16385, 16389, 100_000, 300_000})
    void aPartHoldsWhatStandsThereInTheFile(int size) throws IOException {
        for (int file = 0; file < 3; file++) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            Path path = Files.write(folder.resolve("file"), bytes);
            int found = reader.look(path.toFile(), parts -> parts(parts, bytes));
            assertEquals(PARTS, found);
        }
    }

    private int parts(Parts parts, byte[] bytes) {
        assertEquals(bytes.length, parts.size());
        int at = 0;
        for (int part = 0; part < PARTS; part++) {
            // Near the last one, or anywhere.
            at = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : at;
            at = Math.clamp(at + random.nextInt(-2000, 2000), 0, bytes.length);
            int most = Math.min(bytes.length - at, random.nextInt(10) == 0 ? 200_000 : 300);
            int count = random.nextInt(most + 1);
            try {
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, at, at + count), parts.read(at, count).bytes());
                assertArrayEquals(
                        Bits.words(bytes, at, count / 8),
                        Arrays.copyOf(parts.words(at, count / 8), count / 8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return PARTS;
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException {
        assertEquals("it is a folder", reason(folder));
        assertEquals("it is no file", reason(Path.of("/dev/zero")));
        Path none = folder.resolve("none");
        assertThrows(NoSuchFileException.class, () -> reader.look(none.toFile(), parts -> 0));
    }

    private String reason(Path path) {
        return assertThrows(FileSystemException.class, () -> reader.look(path.toFile(), parts -> 0))
                .getReason();
    }

    @Test
    void aFileThatBecomesShorterWhileItIsReadIsNotReadOn() throws IOException {
        Path path = Files.write(folder.resolve("file"), new byte[50_000]);
        reader.look(
                path.toFile(),
                parts -> {
                    assertThrows(EOFException.class, () -> cut(path, parts).read(40_000, 9_000));
                    assertThrows(EOFException.class, () -> parts.read(40_000, 8));
                    return 0;
                });
    }

    private static Parts cut(Path path, Parts parts) throws IOException {
        Files.write(path, new byte[30_000]);
        return parts;
    }
}
