package patchbay.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.lang.run.Event;
import patchbay.lang.run.Manual;
import patchbay.lang.run.Session;
import patchbay.source.Code;
import patchbay.source.Source;

/** The manual: each code has a page, and what the pages show is what happens. */
class ManualTest {
    private static final Path MANUAL =
            Language.root().resolve("interpreter/src/main/resources/patchbay/manual");

    /** Codes that no statement of a page can be made to meet. */
    private static final Map<Code, String> NOT_BY_A_SCRIPT =
            Map.of(
                    Code.PB1009, "the line that would demand it is the one that is wrong",
                    Code.PB1010,
                            "the whole text is refused, with every line that demands something",
                    Code.PB2010, "names are looked up first: a script meets PB2001",
                    Code.PB5008, "it takes somebody who presses Ctrl-C",
                    Code.PB6013, "it takes somebody who writes to the file meanwhile",
                    Code.PB9001, "it would be a mistake of ours",
                    Code.PB9002, "the command line comes before the script");

    /** Where pages and the files that they name lie side by side. */
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    static Path folder;

    @BeforeAll
    static void layOutThePages() throws IOException {
        for (Path page : pages()) {
            Files.copy(page, folder.resolve(page.getFileName()));
        }
        DamagedFiles.writeTo(folder);
    }

    @Test
    void everyCodeHasAPageThatBeginsWithItsTitle() {
        for (Code code : Code.values()) {
            List<String> page = Manual.page(code.name()).orElse(List.of("no page"));
            assertEquals("# " + code + " " + code.title(), page.getFirst());
        }
    }

    @Test
    void noPageIsForACodeThatDoesNotExist() throws IOException {
        assertEquals(Arrays.stream(Code.values()).map(Code::name).toList(), names("codes"));
    }

    @Test
    void everyTopicIsListed() throws IOException {
        assertEquals(names("topics"), Manual.topics());
        for (String topic : Manual.topics()) {
            assertTrue(
                    Manual.page(topic).orElseThrow().getFirst().startsWith("# " + topic + ": "),
                    topic);
        }
    }

    @Test
    void pagesFitATerminal() throws IOException {
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            assertTrue(lines.size() <= 40, page + " has " + lines.size() + " lines");
            for (String line : lines) {
                assertTrue(line.length() <= 130, page + ": " + line);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everythingThatAPageShowsHappens(Path page) throws IOException {
        Examples examples =
                new Examples(
                        new Examples.Mode(true, false),
                        folder,
                        (arguments, input, where) -> {
                            throw new IllegalStateException(
                                    "a page of the manual runs no command: " + arguments);
                        });
        assertEquals(List.of(), examples.run(folder.resolve(page.getFileName())).findings());
    }

    @ParameterizedTest
    @EnumSource
    void theExampleOfEachCodeProvokesIt(Code code) throws IOException {
        Set<Code> met = EnumSet.noneOf(Code.class);
        String file = code + ".md";
        for (Block block :
                Markdown.blocks(new Source(file, Files.readString(folder.resolve(file))))) {
            if (block instanceof Block.Script(Source script)) {
                new Session(Session.Options.DEFAULT, event -> note(event, met)).run(script, folder);
            }
        }
        assertEquals(
                !NOT_BY_A_SCRIPT.containsKey(code),
                met.contains(code),
                code + " is met on its page: " + met);
    }

    private static void note(Event event, Set<Code> met) {
        switch (event) {
            case Event.Said said -> met.add(said.diagnostic().code());
            case Event.Held held -> met.add(held.diagnostic().code());
            case Event.Answered answered -> {}
            case Event.Progress progress -> {}
            case Event.Done done -> {}
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String part : List.of("codes", "topics")) {
            for (String name : names(part)) {
                pages.add(MANUAL.resolve(part).resolve(name + ".md"));
            }
        }
        return pages;
    }

    private static List<String> names(String part) throws IOException {
        try (Stream<Path> files = Files.list(MANUAL.resolve(part))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .map(name -> name.replace(".md", ""))
                    .sorted()
                    .toList();
        }
    }
}
