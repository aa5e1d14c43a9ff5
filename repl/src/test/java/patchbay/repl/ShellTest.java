package patchbay.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.lang.run.Session;

/** Conversations, on a terminal that can do nothing. */
class ShellTest {
    @TempDir Path folder;

    @Test
    void aConversationKeepsItsStateAndAFailedInputChangesNothing() throws IOException {
        List<String> answers = converse("arch arm64 linux 6.1", "let x = 20", "let x = y", "x + 1");
        assertTrue(answers.contains("21"), answers::toString);
        assertTrue(
                answers.stream().anyMatch(line -> line.contains("error[PB2001]")),
                answers::toString);
    }

    @Test
    void anInputGoesOnUntilItsBracketsAreClosed() throws IOException {
        List<String> answers =
                converse(
                        "arch arm64 linux 6.1",
                        "kernel at 0xffff800008000000 {",
                        "    fn bar  returns 41",
                        "}",
                        "call bar()");
        assertTrue(answers.contains("bar() = 41   path: bar"), answers::toString);
    }

    @Test
    void whatIsTakenBackCanBeDoneAgain() throws IOException {
        List<String> answers =
                converse(
                        "let x = 1",
                        "let x = 2",
                        "nonsense",
                        ":back",
                        "print \"first {x}\"",
                        ":back",
                        ":redo",
                        ":redo");
        assertTrue(answers.contains("taken back: let x = 2"), answers::toString);
        assertTrue(answers.contains("first 1"), answers::toString);
        assertTrue(answers.contains("done again: print \"first {x}\""), answers::toString);
        assertTrue(
                answers.stream().anyMatch(line -> line.contains("nothing was taken back")),
                answers::toString);
    }

    @Test
    void aConversationSavesAsAScriptAndLoads() throws IOException {
        converse(
                "let x = 1 // one",
                "expect x == 2",
                "let y = 2; let z = w; print y",
                ":save it.lp");
        assertEquals(
                "let x = 1 // one\nlet y = 2\nprint y\n",
                Files.readString(folder.resolve("it.lp")));
        List<String> answers = converse(":load it.lp", "x + y", ":save it.lp", ":load no.lp");
        assertTrue(answers.contains("3"), answers::toString);
        assertTrue(
                answers.stream().anyMatch(line -> line.contains("it.lp exists already")),
                answers::toString);
        assertTrue(
                answers.stream().anyMatch(line -> line.contains("no.lp cannot be read")),
                answers::toString);
    }

    /** As a terminal types what is pasted without saying so: key by key. */
    @Test
    void aLongInputIsReadInTimeAndInLittleMemory() throws IOException {
        StringBuilder typed = new StringBuilder("transaction {\r");
        for (int i = 0; i < 2_000; i++) {
            typed.append("let x = ").append(i).append("\r");
        }
        typed.append("print x + 5000 }\r:quit\r");
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        byte[] keys = typed.toString().getBytes(UTF_8);
        try (Terminal terminal =
                new ExternalTerminal(
                        "test", "ansi", new ByteArrayInputStream(keys), shown, UTF_8)) {
            assertTimeoutPreemptively(
                    Duration.ofMinutes(2),
                    () -> new Shell(terminal, false, folder, null, asked()).converse(false));
        }
        assertTrue(shown.toString(UTF_8).contains("6999"), "no answer");
    }

    @Test
    void whatCannotBeLoadedOrSavedSaysWhy() throws IOException {
        Files.createDirectory(folder.resolve("dir"));
        Files.write(folder.resolve("binary.lp"), new byte[] {(byte) 0xff, 0, 1});
        List<String> answers =
                converse(
                        ":load dir",
                        ":load binary.lp",
                        ":load nul\0",
                        ":load",
                        ":save",
                        ":save dir",
                        ":save none/it.lp",
                        ":save nul\0",
                        "print 1");
        for (String said :
                List.of(
                        "dir cannot be read: it is a folder",
                        "binary.lp cannot be read: it is not text in UTF-8",
                        ":load needs a file name",
                        ":save needs a file name",
                        "dir exists already",
                        "none/it.lp cannot be written: there is no such folder",
                        "is no file name here",
                        "1")) {
            assertTrue(answers.stream().anyMatch(line -> line.contains(said)), said + answers);
        }
    }

    @Test
    void aScriptThatIsLoadedStopsAtItsFirstRefusalAndIsTakenBackAsOneInput() throws IOException {
        Files.writeString(folder.resolve("it.lp"), "let x = 1\nexpect x == 2\nlet x = 3\n");
        List<String> answers = converse(":load it.lp", "x", ":back", ":back", "x");
        assertTrue(answers.contains("1"), answers::toString);
        assertFalse(answers.contains("3"), answers::toString);
        assertTrue(answers.contains("error[PB2001]: nothing is called 'x'"), answers::toString);
    }

    @Test
    void aCommandThatIsNoneIsNamedWithTheOneThatMayBeMeant() throws IOException {
        List<String> answers = converse(":halp", ":json", "print 1", ":quit", "print 2");
        assertTrue(answers.contains("  = help: did you mean :help?"), answers::toString);
        assertTrue(answers.contains("{\"at\": \"input:1:1\", \"value\": 1}"), answers::toString);
        assertFalse(
                answers.stream().anyMatch(line -> line.contains("\"value\": 2")),
                answers::toString);
    }

    @Test
    void helpAndQuitNeedNoColonUnlessSomethingHasThatName() throws IOException {
        List<String> answers =
                converse("help", "kernel at default { fn exit }", "exit", "quit", "print 2");
        assertTrue(
                answers.stream().anyMatch(line -> line.contains(":save FILE")), answers::toString);
        assertTrue(answers.contains("0xffff800080000010"), answers::toString);
        assertTrue(!answers.contains("2"), answers::toString);
    }

    @Test
    void whatMayStandAtTheCursorIsSuggested() throws IOException {
        Session session = new Session(new Session.Options(null, false, () -> false), event -> {});
        session.enter(
                new patchbay.source.Source(
                        "input", "kernel at 0xffff800008000000 { fn bar returns 1 }"),
                folder);
        Files.writeString(folder.resolve("demo.ko"), "");
        Files.createDirectory(folder.resolve("deep"));
        Suggestions suggestions = new Suggestions(session, folder, List.of(":back", ":load"));
        assertEquals(List.of("redirect"), at(suggestions, "redi"));
        assertEquals(List.of("code"), at(suggestions, "show c"));
        assertTrue(at(suggestions, "call b").contains("bar"));
        assertTrue(at(suggestions, "print dis").contains("distance("));
        assertEquals(List.of("arm64"), at(suggestions, "arch ar"));
        assertEquals(
                List.of("deep/", "demo.ko"),
                at(suggestions, "module m from \"de").stream().sorted().toList());
        assertEquals(
                List.of("it.users"),
                at(suggestions, "list slots in foo where it.margin > 1 and it.u"));
        assertEquals(List.of("demo.ko"), at(suggestions, ":load dem"));
        assertEquals(List.of(":back", ":load"), at(suggestions, ":"));
        assertTrue(at(suggestions, "kernel { fn x asm { ldx").contains("ldxr"));
        assertEquals(List.of("functions"), at(suggestions, "list fun"));
        assertEquals(List.of("PB4004"), at(suggestions, "expect fails PB4004"));
        assertEquals(List.of("PB4004"), at(suggestions, "explain PB4004"));
        assertEquals(List.of("plt"), at(suggestions, "explain pl"));
    }

    @Test
    void ofManyNamesTheBeginningsAreSuggested() throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            list.append(Long.toHexString(0xffff800008000000L + 16 * i))
                    .append(" T ")
                    .append(i % 2 == 0 ? "even_" : "odd.")
                    .append(i)
                    .append('\n');
        }
        Files.writeString(folder.resolve("System.map"), list);
        Session session = new Session(new Session.Options(null, false, () -> false), event -> {});
        session.enter(new patchbay.source.Source("input", "kernel symbols \"System.map\""), folder);
        Suggestions suggestions = new Suggestions(session, folder, List.of());
        List<String> begun = at(suggestions, "show code ");
        assertTrue(begun.containsAll(List.of("even_", "odd.")), begun::toString);
        List<String> digits = at(suggestions, "show code even_");
        assertEquals(10, digits.size(), digits::toString);
        assertTrue(digits.containsAll(List.of("even_0", "even_9")), digits::toString);
        assertEquals(
                List.of(
                        "even_222",
                        "even_2220",
                        "even_2222",
                        "even_2224",
                        "even_2226",
                        "even_2228"),
                at(suggestions, "show code even_222"));
    }

    @Test
    void anInputThatIsNotWholeIsNotAccepted() {
        InputParser parser = new InputParser();
        for (String whole : List.of("show map", "fn x", ":load (", "let", "kernel { }")) {
            assertEquals(
                    whole, parser.parse(whole, whole.length(), ParseContext.ACCEPT_LINE).line());
        }
        Predicate<String> goesOn =
                input -> {
                    try {
                        parser.parse(input, input.length(), ParseContext.ACCEPT_LINE);
                        return false;
                    } catch (EOFError open) {
                        return true;
                    }
                };
        for (String open :
                List.of(
                        "kernel {",
                        "print (1",
                        "1 +",
                        "module m at { core 1,",
                        "fn a asm {\nnop",
                        "/* note")) {
            assertTrue(goesOn.test(open), open);
        }
    }

    @Test
    void wordsNumbersTextsAndMistakesAreColoured() {
        String input = "show cod bar // x";
        assertEquals(AttributedStyle.CYAN, colour(input, 0));
        assertEquals(AttributedStyle.RED, colour(input, 5));
        assertEquals(AttributedStyle.BRIGHT, colour(input, 15));
        assertEquals(AttributedStyle.MAGENTA, colour("print 12", 6));
        assertEquals(AttributedStyle.GREEN, colour("print \"a\"", 6));
        assertEquals(input, Highlighting.paint(input).toString());
    }

    private static int colour(String input, int at) {
        return (int) (Highlighting.paint(input).styleAt(at).getStyle() >> 15 & 0xff);
    }

    private static List<String> at(Suggestions suggestions, String line) {
        String word = new InputParser().parse(line, line.length(), ParseContext.COMPLETE).word();
        return suggestions.at(line, line.length()).stream()
                .filter(text -> text.startsWith(word))
                .toList();
    }

    private static Invocation asked() {
        return Objects.requireNonNull(Invocation.read(new String[] {"repl"}, true).invocation());
    }

    /** The lines that come when these are typed. */
    private List<String> converse(String... lines) throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        byte[] typed = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        try (Terminal terminal =
                new DumbTerminal("test", "dumb", new ByteArrayInputStream(typed), shown, UTF_8)) {
            assertEquals(0, new Shell(terminal, false, folder, null, asked()).converse(false));
        }
        return shown.toString(UTF_8)
                .replace("patchbay> ", "")
                .lines()
                .map(String::stripTrailing)
                .toList();
    }
}
