package patchbay.doc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The runner notices everything that is not as it is written down. */
class ExamplesTest {
    private static final String GOOD =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 {
                fn bar     returns 1
                fn caller  returns bar() + 10
            }
            module far at kernel + 200M {
                fn bar     returns 2
            }
            call caller()
            //= caller() = 11   path: caller -> bar
            print "one\\n\\ntwo"
            //= one
            //=
            //= two
            print "a\\nb\\nc"
            //= a
            //= …
            redirect bar -> far.bar via callers
            //! PB4004
            expect 1 == 1
            """;

    @TempDir Path folder;

    @Test
    void aGoodFileHolds() throws IOException {
        FileReport report = run(GOOD);
        assertEquals(List.of(), report.findings());
        assertEquals(8, report.statements());
        assertEquals(0, report.failed());
    }

    static Stream<Arguments> mutations() {
        return Stream.of(
                Arguments.of(
                        "another value", "= 11 ", "= 12 ", "example.lp:10: the output is another"),
                Arguments.of(
                        "another path",
                        "caller -> bar",
                        "caller -> foo",
                        "example.lp:10: the output is another"),
                Arguments.of(
                        "a line too many",
                        "//= two",
                        "//= two\n//= three",
                        "example.lp:12: the output is another"),
                Arguments.of(
                        "a line too few", "//= two\n", "", "example.lp:12: the output is another"),
                Arguments.of("no empty line", "//=\n", "", "example.lp:12: the output is another"),
                Arguments.of(
                        "an elision of too little",
                        "//= a\n//= …",
                        "//= …\n//= b",
                        "example.lp:16: the output is another"),
                Arguments.of(
                        "a line where nothing comes",
                        "expect 1 == 1",
                        "expect 1 == 1\n//= true",
                        "example.lp:21: the output is another"),
                Arguments.of(
                        "a refusal that does not come",
                        "expect 1 == 1",
                        "expect 1 == 1\n//! PB5010",
                        "example.lp:20: the statement did not hold"),
                Arguments.of(
                        "another refusal",
                        "//! PB4004",
                        "//! PB4005",
                        "example.lp:18: the statement did not hold"),
                Arguments.of(
                        "a refusal that nobody demands",
                        "//! PB4004\n",
                        "",
                        "example.lp:18: the statement did not hold"),
                Arguments.of(
                        "a condition that is false",
                        "expect 1 == 1",
                        "expect 1 == 2",
                        "example.lp:20: the statement did not hold"),
                Arguments.of(
                        "a mistake of syntax",
                        "expect 1 == 1",
                        "expect 1 ==== 1",
                        "example.lp:20: the script is wrong"),
                Arguments.of(
                        "an expectation of nothing",
                        "arch arm64",
                        "//= early\narch arm64",
                        "example.lp:1: the script is wrong"),
                Arguments.of(
                        "no such architecture",
                        "//= a\n",
                        "//= a\n//=z80 a\n",
                        "example.lp:17: there is no architecture 'z80'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void everyDifferenceIsNoticed(String name, String from, String to, String expected)
            throws IOException {
        assertTrue(GOOD.contains(from), name);
        FileReport report = run(GOOD.replace(from, to));
        List<String> found =
                report.findings().stream()
                        .map(finding -> finding.place() + ": " + finding.title())
                        .toList();
        assertTrue(found.contains(expected), () -> report.toString());
        assertTrue(report.failed() > 0);
    }

    @Test
    void outputThatNobodyWroteDownFailsOnlyWhenStrict() throws IOException {
        String script = "print 1\nprint 2\n//= 2\n";
        assertEquals(0, run(script).failed());
        FileReport strict = run("example.lp", script, new Examples.Mode(true, false));
        assertEquals(
                List.of(
                        new Finding(
                                "example.lp:1", "nobody wrote this output down", List.of("+ 1"))),
                strict.findings());
    }

    @Test
    void aDifferenceIsShownAsASmallDiff() throws IOException {
        FileReport report = run("print \"a\\nb\\nc\"\n//= a\n//= x\n//= c\n");
        assertEquals(List.of("  a", "- x", "+ b", "  c"), report.findings().getFirst().details());
    }

    @Test
    void aBlessingRewritesWhatIsWrongAndOnlyThat() throws IOException {
        String script =
                "print 1   // one\n  //= 0\nprint 2\n//= 2\nprint 3\nprint \"a\\n\\nb\"\n//= x\nexpect 1 == 1\n//= y";
        String mended =
                "print 1   // one\n  //= 1\nprint 2\n//= 2\nprint 3\nprint \"a\\n\\nb\"\n//= a\n//=\n//= b\nexpect 1 == 1";
        FileReport report = run("example.lp", script, new Examples.Mode(false, true));
        assertEquals(0, report.failed());
        assertEquals(mended, read("example.lp").stripTrailing());
        assertTrue(
                report.blessed().containsAll(List.of("-   //= 0", "+   //= 1", "- //= y")),
                report::toString);

        run("example.lp", script, new Examples.Mode(true, true));
        assertEquals(
                mended.replace("print 3\n", "print 3\n//= 3\n"),
                read("example.lp").stripTrailing());
        assertEquals(
                0,
                new Examples(new Examples.Mode(true, false), folder, ExamplesTest::noCommandLine)
                        .run(folder.resolve("example.lp"))
                        .failed());
    }

    @Test
    void aBlessingKeepsTheLineEndsOfTheFile() throws IOException {
        run("example.lp", "print 1\r\n//= 0\r\nprint 2\r\n", new Examples.Mode(false, true));
        assertEquals("print 1\r\n//= 1\r\nprint 2\r\n", read("example.lp"));
        run("example.lp", "print 1", new Examples.Mode(true, true));
        assertEquals("print 1\n//= 1\n", read("example.lp"));
        run("example.lp", "print 1\n//= 0", new Examples.Mode(true, true));
        assertEquals("print 1\n//= 1", read("example.lp"));
    }

    @Test
    void aBlessingNeverTurnsARefusalIntoAnExpectation() throws IOException {
        String script = "expect 1 == 2\n";
        FileReport report = run("example.lp", script, new Examples.Mode(true, true));
        assertEquals(1, report.failed());
        assertEquals(script, read("example.lp"));
    }

    @Test
    void thePlainFormIsReplacedOnAnArchitectureThatIsNamed() throws IOException {
        String script = "arch arm64 linux 6.1\nprint 1\n//= 2\n//=arm64 1\n";
        assertEquals(0, run(script).failed());
        assertEquals(1, run(script.replace("arm64 1", "arm64 3")).failed());
    }

    @Test
    void aPageRunsItsScriptsEachForItself() throws IOException {
        String page =
                """
                # Page

                ```lp
                let x = 1
                print x
                //= 1
                ```
                Text with ```lp in it.

                ```lp continues
                print x + 1
                //= 3
                ```

                ```text
                expect 1 == 2
                ```

                1. In a list:

                   ```patchbay
                   print x
                   //! PB2001
                   print 7
                   //= 8
                   ```

                ~~~lp
                print 9
                //= 9
                ~~~
                """;
        FileReport report = run("page.md", page, new Examples.Mode(true, false));
        assertEquals(
                List.of(
                        new Finding("page.md:12", "the output is another", List.of("- 3", "+ 2")),
                        new Finding("page.md:25", "the output is another", List.of("- 8", "+ 7"))),
                report.findings());
        assertEquals(6, report.statements());
        run("page.md", page, new Examples.Mode(true, true));
        assertEquals(page.replace("//= 3", "//= 2").replace("//= 8", "//= 7"), read("page.md"));
    }

    @Test
    void aPageRunsCommandLines() throws IOException {
        String page =
                """
                ```console
                $ git clone whatever
                Cloning
                $ patchbay -e 'print "a b"' --json
                [-e, print "a b", --json] <>
                $ ./patchbay \\
                  fmt -   # a comment
                [fmt, -] <>
                $ echo "x \\"y\\"" | patchbay
                [] <x "y"
                >
                $ echo $?
                3
                ```
                """;
        assertEquals(List.of(), run("page.md", page, new Examples.Mode(true, false)).findings());
        FileReport wrong =
                run(
                        "page.md",
                        page.replace("[fmt, -] <>", "[fmt]"),
                        new Examples.Mode(true, false));
        assertEquals(
                List.of(
                        new Finding(
                                "page.md:6",
                                "the command prints something else",
                                List.of("- [fmt]", "+ [fmt, -] <>"))),
                wrong.findings());
        run("page.md", page.replace("[fmt, -] <>\n", ""), new Examples.Mode(true, true));
        assertEquals(page, read("page.md"));
        assertAll(
                () ->
                        assertEquals(
                                1,
                                run(
                                                "page.md",
                                                "```console\n$ patchbay x > y\n```\n",
                                                new Examples.Mode(false, false))
                                        .failed()),
                () ->
                        assertEquals(
                                1,
                                run(
                                                "page.md",
                                                "```console\n$ patchbay x | head\n```\n",
                                                new Examples.Mode(false, false))
                                        .failed()));
    }

    @Test
    void aFolderIsSearchedForScriptsAndPages() throws IOException {
        Files.createDirectories(folder.resolve("b/.hidden"));
        for (String name : List.of("z.lp", "a.md", "b/c.lp", "b/.hidden/d.lp", "b/e.txt")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertEquals(
                List.of("a.md", "b/c.lp", "z.lp"),
                Examples.files(folder).stream()
                        .map(file -> folder.relativize(file).toString())
                        .toList());
    }

    @Test
    void filesRunSideBySideAndReportInOrder() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Path file = folder.resolve(i + ".lp");
            Files.writeString(file, "print " + i + "\n//= " + i + "\n");
            files.add(file);
        }
        List<Path> reported = new ArrayList<>();
        new Examples(new Examples.Mode(true, false), folder, ExamplesTest::noCommandLine)
                .run(files, report -> reported.add(folder.resolve(report.file())));
        assertEquals(files, reported);
    }

    // ----

    private FileReport run(String script) throws IOException {
        return run("example.lp", script, new Examples.Mode(false, false));
    }

    private FileReport run(String name, String text, Examples.Mode mode) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return new Examples(mode, folder, ExamplesTest::echo).run(folder.resolve(name));
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static CommandLine.Outcome echo(List<String> arguments, String input, Path where) {
        return new CommandLine.Outcome(3, arguments + " <" + input + ">\n");
    }

    private static CommandLine.Outcome noCommandLine(
            List<String> arguments, String input, Path where) {
        throw new AssertionError("no command line here");
    }
}
