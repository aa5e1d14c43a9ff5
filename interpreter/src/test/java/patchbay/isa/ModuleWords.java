package patchbay.isa;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import patchbay.Distribution;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.image.elf.ElfReader;
import patchbay.source.Result;

/**
 * The words of the executable sections of a distribution's modules, and how often each occurs. What
 * a mapping symbol {@code $d} says is data is not counted; objdump shows it as such.
 */
public record ModuleWords(int files, Map<Long, Integer> counts) {

    /** Those of an archive such as {@code arm64-6.1}, unpacked into {@code dir}. */
    public static ModuleWords of(Path dir, String modules) throws IOException {
        Distribution.unpack(modules, dir);
        Map<Long, Integer> words = new HashMap<>();
        return new ModuleWords(count(dir, words), words);
    }

    /** Counts each word of the executable sections; the number of modules that were read. */
    private static int count(Path dir, Map<Long, Integer> words) throws IOException {
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
