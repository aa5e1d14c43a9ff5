package patchbay.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code is shown as objdump shows it, to the blank; labels.s tells how its output was made. */
class DisassemblyTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"labels.o", "labels.elf"})
    void equalsObjdump(String name) throws IOException {
        Files.write(folder.resolve(name), resource(name));
        assertEquals(
                listing(new String(resource(name + ".objdump"), UTF_8)),
                listing(disassembled(0, name)));
    }

    @Test
    void whatIsNoElfFileIsRefusedWithFieldAndOffset() throws IOException {
        Files.writeString(folder.resolve("text"), "This is not a file of that kind at all.");
        assertTrue(disassembled(2, "text").startsWith("error[PB6002]: "));
        byte[] cut = resource("labels.o");
        Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(cut, cut.length / 2));
        assertTrue(disassembled(2, "cut").startsWith("error[PB60"));
        byte[] foreign = resource("labels.o");
        foreign[18] = 62;
        Files.write(folder.resolve("foreign"), foreign);
        assertTrue(disassembled(2, "foreign").contains("foreign holds code for amd64"));
    }

    private String disassembled(int status, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        out,
                        folder,
                        false,
                        false,
                        false,
                        () -> false);
        assertEquals(status, Main.run(streams, "disasm", name), () -> out.toString(UTF_8));
        return out.toString(UTF_8);
    }

    /** All but the name of the file and of its format. */
    private static List<String> listing(String text) {
        return text.lines().filter(line -> !line.contains("file format")).toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DisassemblyTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
