package patchbay.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this project has written itself, to be damaged. */
final class Texts {
    private static final Pattern BLOCK =
            Pattern.compile("^```lp[^\\n]*\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    private Texts() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("interpreter")) ? here : here.resolveSibling("");
    }

    /** All files of that kind in a folder of the project, by name. */
    static List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(root().resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    static List<String> all(String folder, String suffix) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files(folder, suffix)) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    /** The examples, and the scripts in the pages of the manual. */
    static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>(all("examples", ".lp"));
        for (String page : pages()) {
            Matcher blocks = BLOCK.matcher(page);
            while (blocks.find()) {
                scripts.add(blocks.group(1));
            }
        }
        return scripts;
    }

    /** The pages of the manual. */
    static List<String> pages() throws IOException {
        return all("interpreter/src/main/resources/patchbay/manual", ".md");
    }
}
