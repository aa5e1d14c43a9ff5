package patchbay.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the targets for Jazzer begin with, and what it has found, holds. */
class FuzzTest {
    private static final Map<String, Consumer<byte[]>> TARGETS =
            Map.of(
                    "Scripts", Fuzz.Scripts::fuzzerTestOneInput,
                    "Assembler", Fuzz.Assembler::fuzzerTestOneInput,
                    "Words", Fuzz.Words::fuzzerTestOneInput,
                    "Modules", Fuzz.Modules::fuzzerTestOneInput,
                    "Kernels", Fuzz.Kernels::fuzzerTestOneInput,
                    "SymbolLists", Fuzz.SymbolLists::fuzzerTestOneInput,
                    "SectionLists", Fuzz.SectionLists::fuzzerTestOneInput);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Scripts",
                "Assembler",
                "Words",
                "Modules",
                "Kernels",
                "SymbolLists",
                "SectionLists"
            })
    void everyInputIsAnsweredOrRefused(String target) throws IOException {
        List<byte[]> inputs = new ArrayList<>(Fuzz.seeds(target));
        Path found =
                Texts.root()
                        .resolve("interpreter/src/test/resources/patchbay/hostile/fuzz/" + target);
        if (Files.isDirectory(found)) {
            for (Path file : Texts.files(found.toString(), "")) {
                if (Files.isRegularFile(file)) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        Consumer<byte[]> test = TARGETS.get(target);
        if (test == null) {
            throw new AssertionError(target);
        }
        inputs.forEach(test);
    }
}
