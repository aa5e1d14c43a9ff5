package patchbay.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path path;

    @SuppressWarnings("NullAway.Init") // by JUnit
    private OpenFile file;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("vmlinux");
        Files.write(path, new byte[] {1, 2, 3, 4});
        file = OpenFile.of(path);
    }

    private String refused() {
        return String.valueOf(assertThrows(IOException.class, () -> file.read(0, 2)).getMessage());
    }

    @Test
    void partsAreReadInAnyOrder() throws IOException {
        assertEquals(4, file.size());
        assertArrayEquals(new byte[] {3, 4}, file.read(2, 2).bytes());
        assertArrayEquals(new byte[] {1, 2, 3, 4}, file.read(0, 4).bytes());
        assertArrayEquals(new byte[0], file.read(4, 0).bytes());
        assertNull(file.fault());
    }

    @Test
    void whatLiesBehindTheEndIsAFault() {
        assertThrows(IOException.class, () -> file.read(3, 2));
        assertEquals("it has become shorter", file.fault());
        assertNull(file.fault());
    }

    @Test
    void anotherLengthIsNoticed() throws IOException {
        Files.write(path, new byte[] {1, 2, 3, 4, 5});
        assertEquals("it had 4 bytes and has 5 now", refused());
        assertEquals("it had 4 bytes and has 5 now", file.fault());
    }

    @Test
    void anotherTimeIsNoticed() throws IOException {
        Files.setLastModifiedTime(path, FileTime.fromMillis(12_345_000));
        assertEquals("it was written to", refused());
    }

    @Test
    void anotherFileOfThatNameIsNot() throws IOException {
        Files.move(path, folder.resolve("old"));
        assertArrayEquals(new byte[] {1, 2}, file.read(0, 2).bytes());
        Files.write(path, new byte[100]);
        assertArrayEquals(new byte[] {1, 2}, file.read(0, 2).bytes());
        assertTrue(Files.deleteIfExists(folder.resolve("old")));
        assertArrayEquals(new byte[] {1, 2}, file.read(0, 2).bytes());
    }
}
