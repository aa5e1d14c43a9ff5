package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Distribution;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.image.elf.ElfReader;
import patchbay.source.Result;

/**
 * Every word of the executable sections of a distribution's modules prints as objdump prints it,
 * and what is printed assembles to the word again.
 *
 * <p>For where the modules come from see {@link Distribution}. What a mapping symbol {@code $d}
 * says is data is not looked at; objdump shows it as such.
 */
class ModuleTextTest {
    @TempDir private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"arm64-6.1", "arm64-6.12"})
    void everyWordPrintsAsObjdumpPrintsItAndComesBack(String modules) throws IOException {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
        Distribution.unpack(modules, dir);
        Map<Long, Integer> words = new HashMap<>();
        int files = count(words);
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
                modules, files, all, distinct.size(), 100.0 * (all - different) / all);
        assertEquals(List.of(), differences.subList(0, Math.min(20, differences.size())));
    }

    /** Counts each word of the executable sections; the number of modules that were read. */
    private int count(Map<Long, Integer> words) throws IOException {
        List<Path> modules;
        try (Stream<Path> files = Files.walk(dir)) {
            modules = files.filter(file -> file.toString().endsWith(".ko")).sorted().toList();
        }
        for (Path module : modules) {
            Image image =
                    switch (ElfReader.read(module.toString(), Files.readAllBytes(module))) {
                        case Result.Ok<Image>(Image ok) -> ok;
                        case Result.Refused<Image> refused -> fail(module + ": " + refused);
                    };
            for (Section section : image.sections()) {
                if (section.is(Section.EXECUTE)) {
                    count(section.content().bytes(), data(image, section), words);
                }
            }
        }
        return modules.size();
    }

    private static void count(
            byte[] code, NavigableMap<Long, Boolean> data, Map<Long, Integer> words) {
        for (int at = 0; at + 4 <= code.length; at += 4) {
            Map.Entry<Long, Boolean> last = data.floorEntry((long) at);
            if (last == null || !last.getValue()) {
                words.merge(Bits.little(code, at, 4), 1, Integer::sum);
            }
        }
    }

    /** Where data begins (true) and where code does (false). */
    private static NavigableMap<Long, Boolean> data(Image image, Section section) {
        NavigableMap<Long, Boolean> data = new TreeMap<>();
        for (Symbol symbol : image.symbols()) {
            String name = symbol.name();
            boolean isData = name.equals("$d") || name.startsWith("$d.");
            if (symbol.section() == section.index()
                    && (isData || name.equals("$x") || name.startsWith("$x."))) {
                data.put(symbol.value(), isData);
            }
        }
        return data;
    }
}
