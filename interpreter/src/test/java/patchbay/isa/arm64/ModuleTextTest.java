package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Oracle;
import patchbay.isa.ModuleWords;

/**
 * Every word of the executable sections of a distribution's modules prints as objdump prints it,
 * and what is printed assembles to the word again.
 *
 * <p>For where the modules come from see {@link patchbay.Distribution}.
 */
class ModuleTextTest {
    @TempDir private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"arm64-6.1", "arm64-6.12"})
    void everyWordPrintsAsObjdumpPrintsItAndComesBack(String modules) throws IOException {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
        ModuleWords read = ModuleWords.of(dir, modules);
        Map<Long, Integer> words = read.counts();
        List<Long> distinct = new ArrayList<>(words.keySet());
        long all = 0;
        long different = 0;
        List<String> differences = new ArrayList<>();
        for (Gnu.Line line : Gnu.disassemble(dir, distinct)) {
            int times = Objects.requireNonNull(words.get(line.word()));
            all += times;
            String ours = Asm.text(line.word(), line.address());
            if (!ours.equals(line.text())) {
                different += times;
                differences.add(
                        "%08x: objdump '%s', ours '%s'".formatted(line.word(), line.text(), ours));
            }
            long again = Asm.word(line.address(), Asm.statement(line.word(), line.address()));
            if (again != line.word()) {
                differences.add("%08x: '%s' is %08x".formatted(line.word(), ours, again));
            }
        }
        System.err.printf(
                "%s: %d modules, %d instructions, %d of them distinct; %.4f %% print as objdump prints them%n",
                modules, read.files(), all, distinct.size(), 100.0 * (all - different) / all);
        assertEquals(List.of(), differences.subList(0, Math.min(20, differences.size())));
    }
}
