package patchbay.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command line answers: exit status, standard output, standard error. */
class CommandLineTest {
    @TempDir Path folder;

    @BeforeEach
    void scripts() throws IOException {
        write("good.lp", "arch arm64 linux 6.1\nprint \"hello\"\n//= hello\n");
        write("other.lp", "print 7\n");
        write("wrong.lp", "arch arm64 linux 6.1\nprint 1\nexpect 1 == 2\nprint 3\n");
        write("typo.lp", "redirect bar foo.bar\n");
        write("ugly.lp", "let   x=1\n");
        Files.write(folder.resolve("latin.lp"), new byte[] {'/', '/', (byte) 0xe9, '\n'});
        Files.createDirectory(folder.resolve("empty"));
    }

    @Test
    void scriptsRunByNameAndOneAfterTheOther() {
        assertAll(
                () -> run("good.lp").gives(0, "hello\n", ""),
                () -> run("run", "good.lp", "other.lp").gives(0, "hello\n7\n", ""),
                () -> run("./good.lp").gives(0, "hello\n", ""),
                () -> run("-e", "print 1 + 1").gives(0, "2\n", ""),
                () -> run("-e", "let x = 3", "-e", "print x").gives(0, "3\n", ""));
    }

    @Test
    void theStandardInputIsAScriptWhereNobodyConverses() {
        assertAll(
                () -> fed("print 5\n").gives(0, "5\n", ""),
                () -> fed("print 5\n", "run", "-").gives(0, "5\n", ""),
                () -> fed("print 5\n", "-").gives(0, "5\n", ""),
                () -> fed("").gives(0, "", ""));
    }

    @Test
    void anInstructionSetIsShownRowByRow() {
        assertAll(
                () -> run("isa", "arm64").says(0, "\n  bl  ", ""),
                () -> run("isa", "arm64").says(0, "mov Rd, Rm", ""),
                () -> run("isa", "arm64", "BL").says(0, "bl: bl label\n", ""),
                () -> run("isa", "arm64", "orr.shifted").says(0, "mov Rd, Rm  is written", ""),
                () -> run("isa", "arm64", "mvo").says(2, "", "did you mean mov?"),
                () ->
                        run("isa", "arm64", "nothing.like.it")
                                .says(2, "", "help: patchbay isa arm64 lists them all\n"),
                () -> run("isa", "arm65").says(2, "", "did you mean arm64?"),
                () -> run("isa").says(2, "", "isa takes an architecture"));
    }

    @Test
    void coverageIsCountedOfTheTableAndOfCode() {
        assertAll(
                () -> run("isa", "arm64", "--coverage").says(0, "branches and exceptions", ""),
                () -> run("isa", "ppc64le", "--coverage").says(0, "vector-scalar", ""),
                () ->
                        run("isa", "arm64", "--coverage", "--json")
                                .says(0, "\"family\": \"all\"", ""),
                () -> run("isa", "arm64", "--coverage", "good.lp").says(2, "", "PB6002"),
                () -> run("isa", "arm64", "--coverage", "none").says(2, "", "none"),
                () -> run("isa", "arm64", "--coverage", "empty").says(2, "", "no ELF file"));
    }

    @Test
    void aRefusalEndsAScriptWithOne() {
        Answer answer = run("wrong.lp");
        assertEquals(1, answer.status);
        assertEquals("1\n", answer.out);
        assertTrue(answer.err.startsWith("error[PB5010]: "), answer.err);
        assertTrue(answer.err.contains(" --> wrong.lp:3:8\n"), answer.err);
    }

    @Test
    void theFilesBehindAFailedOneRunNevertheless() {
        Answer answer = run("run", "wrong.lp", "good.lp");
        assertEquals(1, answer.status);
        assertEquals("1\nhello\n", answer.out);
    }

    @Test
    void aRefusalThatWasAskedForHolds() {
        run("-e", "expect 1 == 2\n//! PB5010\nprint 4").gives(0, "4\n", "");
    }

    @Test
    void whatCannotBeReadEndsWithTwoAndAHint() {
        assertAll(
                () ->
                        run("god.lp")
                                .gives(
                                        2,
                                        "",
                                        "error[PB6001]: god.lp cannot be read: there is no such file\n  = help: did you mean good.lp?\n"),
                () ->
                        run("run", "empty")
                                .gives(
                                        2,
                                        "",
                                        "error[PB6001]: empty cannot be read: it is a folder\n  = help: patchbay test empty runs the examples in it\n"),
                () ->
                        run("latin.lp")
                                .gives(
                                        2,
                                        "",
                                        "error[PB6001]: latin.lp cannot be read: it is not text in UTF-8\n"),
                () ->
                        run("run", "none.lp", "good.lp")
                                .says(2, "hello\n", "none.lp cannot be read"));
    }

    @Test
    void whatIsNoCommandLineEndsWithTwoAndAHint() {
        assertAll(
                () ->
                        run("tset", "x")
                                .says(
                                        2,
                                        "",
                                        "error[PB9002]: 'tset' is neither a command nor a file\n  = help: did you mean test?"),
                () -> run("").says(2, "", "'' is neither a command nor a file"),
                () -> run("whatever").says(2, "", "patchbay --help shows all commands"),
                () ->
                        run("--jsn", "-e", "1")
                                .says(
                                        2,
                                        "",
                                        "there is no option --jsn\n  = help: did you mean --json?"),
                () -> run("--json=yes", "good.lp").says(2, "", "--json takes no value"),
                () -> run("-e").says(2, "", "-e needs a script"),
                () -> run("--arch").says(2, "", "--arch needs the name of an architecture"),
                () ->
                        run("--arch", "arm65", "good.lp")
                                .says(
                                        2,
                                        "",
                                        "there is no architecture 'arm65'\n  = help: did you mean arm64?"),
                () -> run("run").says(2, "", "run takes at least one file"),
                () -> run("test", "--json", "good.lp").says(2, "", "test takes no --json"),
                () -> run("test", "-e", "1").says(2, "", "-e does not go together with 'test'"),
                () -> run("repl").says(2, "", "a conversation needs a terminal"),
                () -> run("disasm", "good.lp", "wrong.lp").says(2, "", "disasm takes one file"),
                () -> run("help", "tset").says(2, "", "did you mean test?"));
    }

    @Test
    void helpIsGivenForAllAndForEach() {
        assertAll(
                () -> run("--help").says(0, "patchbay run FILE…", ""),
                () -> run("help").says(0, "Exit status", ""),
                () -> run("test", "--help").says(0, "patchbay test PATH… [--strict] [--bless]", ""),
                () -> run("--help", "fmt").says(0, "patchbay fmt FILE… [--check]", ""),
                () -> run("help", "disasm").says(0, "objdump -d", ""),
                () -> run("--version").says(0, "patchbay ", ""));
    }

    @Test
    void jsonPutsAnswersAndDiagnosticsOnTheStandardOutput() {
        run("--json", "-e", "print 1; expect 1 == 2")
                .says(1, "{\"at\": \"-e:1:1\", \"value\": 1}\n", "");
        Answer answer = run("-e", "print 1; expect 1 == 2", "--json");
        assertEquals("", answer.err);
        assertTrue(
                answer.out
                        .lines()
                        .toList()
                        .getLast()
                        .startsWith(
                                "{\"at\": \"-e:1:17\", \"severity\": \"error\", \"code\": \"PB5010\""),
                answer.out);
    }

    @Test
    void checkExecutesNothing() {
        assertAll(
                () -> run("check", "good.lp").gives(0, "", ""),
                () -> run("check", "wrong.lp").gives(0, "", ""),
                () -> run("check", "typo.lp").says(1, "", "error[PB1001]"));
    }

    @Test
    void scriptsAreFormattedInPlaceOrOnTheWay() throws IOException {
        assertAll(
                () -> run("fmt", "--check", "ugly.lp").gives(1, "ugly.lp\n", ""),
                () -> run("fmt", "--check", "good.lp").gives(0, "", ""),
                () -> fed("let   x=1\n", "fmt", "-").gives(0, "let x = 1\n", ""),
                () -> fed("let   x=1\n", "fmt").gives(0, "let x = 1\n", ""),
                () -> run("fmt", "typo.lp").says(1, "", "error[PB1001]"));
        run("fmt", "ugly.lp").gives(0, "", "");
        assertEquals("let x = 1\n", Files.readString(folder.resolve("ugly.lp")));
    }

    @Test
    void examplesAreTested() throws IOException {
        run("test", "good.lp").gives(0, "1 file, 2 statements, 0 failed\n", "");
        run("test", "--strict", "other.lp")
                .gives(
                        1,
                        "other.lp:1: nobody wrote this output down\n  + 7\n1 file, 1 statement, 1 failed\n",
                        "");
        run("test", "other.lp").gives(0, "1 file, 1 statement, 0 failed\n", "");
        run("test", "--bless", "--strict", "other.lp")
                .gives(
                        0,
                        "other.lp: rewritten\n  @@ line 2\n  + //= 7\n1 file, 1 statement, 0 failed\n",
                        "");
        assertEquals("print 7\n//= 7\n", Files.readString(folder.resolve("other.lp")));
        run("test", "empty").says(2, "", "empty holds no example");
        run("test", "none.lp").says(2, "", "there is no such file");
    }

    @Test
    void aPageShowsWholeCommandLines() throws IOException {
        write(
                "page.md",
                "```console\n$ patchbay -e 'print 1'\n1\n$ patchbay good.lp\nhello\n$ patchbay -e 'expect 1 == 2'\n…\n$ echo $?\n1\n```\n");
        run("test", "--strict", "page.md").gives(0, "1 file, 4 statements, 0 failed\n", "");
        write("page.md", "```console\n$ echo 'print 2' | patchbay\n3\n```\n");
        run("test", "page.md")
                .gives(
                        1,
                        "page.md:2: the command prints something else\n  - 3\n  + 2\n1 file, 1 statement, 1 failed\n",
                        "");
        write("page.md", "```console\n$ patchbay test good.lp\n…\n$ echo $?\n2\n```\n");
        run("test", "page.md").gives(0, "1 file, 2 statements, 0 failed\n", "");
    }

    @Test
    void aPageOfTheManualIsShownByItsCode() {
        run("explain", "PB4004").says(0, "PB4004", "");
    }

    @Test
    void explainTakesWhatTheStatementTakes() {
        String assumption = "no arch statement";
        run("explain", "0xffff800008000000 -> 0xffff800012345678").says(0, "distance", assumption);
        run("explain", "0xffff800008000000", "->", "0xffff800012345678")
                .says(0, "distance", assumption);
    }

    @Test
    void aReaderThatLeavesIsNoMistake() {
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        closed,
                        err,
                        folder,
                        false,
                        false,
                        false,
                        () -> false);
        Main.run(streams, "good.lp", "other.lp");
        assertEquals("", err.toString(UTF_8));
    }

    @Test
    void ctrlCStopsARun() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        err,
                        err,
                        folder,
                        false,
                        false,
                        false,
                        () -> true);
        assertEquals(1, Main.run(streams, "-e", "for i in 0 .. 1000000 { }"));
        assertTrue(err.toString(UTF_8).contains("error[PB5008]"), err.toString(UTF_8));
    }

    // ----

    private record Answer(int status, String out, String err) {
        void gives(int wantedStatus, String wantedOut, String wantedErr) {
            assertEquals(List.of(wantedStatus, wantedOut, wantedErr), List.of(status, out, err));
        }

        /** Both texts in part; an empty one means empty. */
        void says(int wantedStatus, String inOut, String inErr) {
            assertEquals(wantedStatus, status, () -> out + err);
            assertTrue(
                    inOut.isEmpty() ? out.isEmpty() : out.contains(inOut), () -> "stdout: " + out);
            assertTrue(
                    inErr.isEmpty() ? err.isEmpty() : err.contains(inErr), () -> "stderr: " + err);
        }
    }

    private Answer run(String... arguments) {
        return fed("", arguments);
    }

    private Answer fed(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        out,
                        err,
                        folder,
                        false,
                        false,
                        false,
                        () -> false);
        int status = Main.run(streams, arguments);
        return new Answer(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
