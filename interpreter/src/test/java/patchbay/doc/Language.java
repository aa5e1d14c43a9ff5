package patchbay.doc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import patchbay.source.Source;

/**
 * What the language consists of, by its own files, and the scripts that the project shows of it.
 */
final class Language {
    private Language() {}

    /** The folder of the project, from whichever of its modules the tests run. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("interpreter")) ? here : here.resolveSibling("");
    }

    /** Every script of the examples, the README and the manual. */
    static List<Source> scripts() throws IOException {
        List<Path> files = new ArrayList<>(Examples.files(root().resolve("examples")));
        files.add(root().resolve("README.md"));
        try (Stream<Path> pages =
                Files.walk(root().resolve("interpreter/src/main/resources/patchbay/manual"))) {
            pages.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        List<Source> scripts = new ArrayList<>();
        for (Path file : files) {
            Source source = new Source(file.toString(), Files.readString(file));
            if (file.toString().endsWith(".lp")) {
                scripts.add(source);
                continue;
            }
            for (Block block : Markdown.blocks(source)) {
                if (block instanceof Block.Script(Source script)) {
                    scripts.add(script);
                }
            }
        }
        return scripts;
    }

    /** The words of the grammar that have a meaning now. */
    static Set<String> words() throws IOException {
        Set<String> words = new LinkedHashSet<>();
        Pattern word = Pattern.compile("'([a-z0-9]+)'");
        Path grammar = root().resolve("grammar/src/main/antlr4/patchbay/grammar/PatchbayWords.g4");
        boolean later = false;
        for (String line : Files.readAllLines(grammar)) {
            later =
                    line.startsWith("//")
                            ? line.contains("no meaning yet")
                            : later && !line.isBlank();
            Matcher matcher = word.matcher(line);
            while (!later && matcher.find()) {
                words.add(matcher.group(1));
            }
        }
        return words;
    }
}
