package patchbay.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples and the README are what they say, to the letter. */
class ExamplesTest {
    /** Surefire runs in the folder of the module. */
    private static final Path PROJECT =
            Path.of(System.getProperty("project", "..")).toAbsolutePath().normalize();

    @ParameterizedTest
    @ValueSource(strings = {"examples", "README.md"})
    void holds(String path) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        shown,
                        shown,
                        PROJECT,
                        false,
                        false,
                        false,
                        () -> false);
        int status = Main.run(streams, "test", "--strict", path);
        assertEquals(0, status, () -> shown.toString(UTF_8));
    }
}
