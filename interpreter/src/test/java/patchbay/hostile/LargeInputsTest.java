package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A megabyte of anything is answered or refused within a second of processor time, with a heap that
 * exceeds an idle session's by no more than 64 MB and four times the input (files) or a hundred
 * times (scripts and assembler).
 */
class LargeInputsTest {
    /** Megabytes that an idle session has in use, and the collector as reserve. */
    private static final int IDLE = 8;

    @ParameterizedTest
    @CsvSource({"modules, 4", "symbols, 4", "assembler, 100", "scripts, 100"})
    void aMegabyteIsReadInTimeAndWithin(String kind, int times, @TempDir Path folder)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xss16m",
                                "-XX:+UseSerialGC",
                                "-Xmx" + (IDLE + times + 64) + "m",
                                "-XX:MaxNewSize=16m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeInputs.class.getName(),
                                kind,
                                folder.toString(),
                                "1")
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains(" errors "), said);
    }
}
