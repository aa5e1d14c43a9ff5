package patchbay.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a one-liner must not need, since each takes milliseconds of a start that should take few
 * dozens: regular expressions, Java's formatter with the numerals of a country, a switch over types
 * or the equality of records, which are spun at their first use. Nor must a survey.
 */
class StartTest {
    private static final List<String> SLOW =
            List.of(
                    "java/util/regex/Pattern",
                    "java/util/Formatter",
                    "java/lang/runtime/SwitchBootstraps",
                    "java/lang/runtime/ObjectMethods");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arch arm64 linux 6.1; explain 0xffff800008000000 -> 0xffff800012345678",
                "decode 0x94000002 at 0",
                "print 1 + 2",
                "survey \"../examples/demo-6.1.ko\" linux 6.1 to \"/dev/null\""
            })
    void oneLinersNeedNothingThatStartsSlowly(String script)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xlog:class+init=info",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "-e",
                                script)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("'patchbay/lang/run/Run'"), said);
        List<String> needed =
                SLOW.stream().filter(name -> said.contains("'" + name + "'")).toList();
        assertEquals(List.of(), needed);
    }
}
