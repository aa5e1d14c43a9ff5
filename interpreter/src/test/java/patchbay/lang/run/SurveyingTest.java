package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.Sources;
import patchbay.bytes.Bits;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.view.TextView;

class SurveyingTest {
    private static final String ARCH = "arch arm64 linux 6.1\n";

    @TempDir private Path folder;
    private final List<String> output = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void makeFolders() throws IOException {
        byte[] module =
                Files.readAllBytes(Sources.root().resolve("examples").resolve("demo-6.1.ko"));
        Files.createDirectories(folder.resolve("kernel/net/deep"));
        Files.createDirectories(folder.resolve("extra"));
        Files.write(folder.resolve("kernel/a.ko"), module);
        Files.write(folder.resolve("kernel/net/b.ko"), module);
        Files.write(folder.resolve("kernel/net/deep/c.ko"), module);
        Files.write(folder.resolve("extra/d.ko"), module);
        Files.write(folder.resolve("extra/notes.txt"), module);
        Files.createSymbolicLink(folder.resolve("kernel/again"), folder.resolve("kernel"));
    }

    @ParameterizedTest
    @CsvSource({
        "kernel/**/*.ko,      kernel/a.ko kernel/net/b.ko kernel/net/deep/c.ko",
        "kernel,              kernel/a.ko kernel/net/b.ko kernel/net/deep/c.ko",
        "kernel/,             kernel/a.ko kernel/net/b.ko kernel/net/deep/c.ko",
        "**/*.ko,             extra/d.ko kernel/a.ko kernel/net/b.ko kernel/net/deep/c.ko",
        "*/?.ko,              extra/d.ko kernel/a.ko",
        "kernel/*/*.ko,       kernel/again/a.ko kernel/net/b.ko",
        "**/deep/*,           kernel/net/deep/c.ko",
        "**/net/**/c.ko,      kernel/net/deep/c.ko",
        "**/**/net/**,        kernel/net/b.ko kernel/net/deep/c.ko",
        "extra/d.ko,          extra/d.ko",
        "extra/e.ko,          ''",
        "extra/d.ko/x,        ''",
        "extra,               extra/d.ko",
        "**/x.ko,             ''",
    })
    void aPatternNamesFiles(String pattern, String expected) {
        assertEquals(
                expected,
                String.join(" ", FilePattern.files(folder, pattern, () -> false).files()));
    }

    @ParameterizedTest
    @CsvSource({
        "*.ko, a.ko, true",
        "*.ko, a.ko.xz, false",
        "*.ko*, a.ko.xz, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "*a*a*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
        "*ab*ab, abxab, true",
        "*, '', true",
    })
    void aStarStandsForAnyLetters(String pattern, String name, boolean expected) {
        assertEquals(expected, FilePattern.matches(pattern, name));
    }

    @Test
    void rowsStandInTheOrderOfTheFilesAndABadOneDoesNotStopIt() throws IOException {
        Files.write(folder.resolve("kernel/bad.ko"), new byte[] {1, 2, 3});
        Files.createDirectory(folder.resolve("kernel/folder.ko"));
        assertTrue(run(ARCH + "survey \"kernel/**/*.ko\" linux 4.19 to \"out.csv\""));
        assertEquals(
                List.of(
                        "module,relocs,plt_core,plt_init,stubs,core_bytes,init_bytes,calls,code,sites,exports,klp,refused,file",
                        "a,46,5,4,0,96,80,14,356,5,0,0,,kernel/a.ko",
                        "bad,,,,,,,,,,,,PB6003,kernel/bad.ko",
                        "folder,,,,,,,,,,,,PB6001,kernel/folder.ko",
                        "b,46,5,4,0,96,80,14,356,5,0,0,,kernel/net/b.ko",
                        "c,46,5,4,0,96,80,14,356,5,0,0,,kernel/net/deep/c.ko"),
                Files.readAllLines(folder.resolve("out.csv")));
        assertEquals("  files   5, 2 of them refused", output.getFirst());
        assertEquals(
                List.of("PB6003", "PB6001"), said.stream().map(s -> s.substring(0, 6)).toList());
    }

    @Test
    void theOptionsAreTheScripts() {
        assertTrue(
                run(
                        """
                        arch arm64 linux 6.1 with erratum_843419
                        survey "extra/d.ko" linux 6.12
                        """));
        assertEquals("slots: 7 in core, 5 in init, 168 bytes", output.get(output.size() - 2));
    }

    @Test
    void tenRefusalsAreToldInWords() throws IOException {
        for (int i = 0; i < 13; i++) {
            Files.write(folder.resolve("bad-" + i + ".ko"), new byte[64]);
        }
        assertTrue(run(ARCH + "survey \"bad*.ko\""));
        assertEquals(11, said.size());
        assertEquals("PB7010 3 more files are refused: the table has their codes", said.get(10));
    }

    @Test
    void aDryRunWritesNothingAndATableThatCannotBeWrittenIsRefused() {
        Session.Options dry = new Session.Options(null, true, () -> false);
        assertTrue(run(dry, ARCH + "survey \"extra\" to \"out.csv\""));
        assertTrue(Files.notExists(folder.resolve("out.csv")));
        said.clear();
        assertTrue(!run(ARCH + "survey \"extra\" to \"no/such/out.csv\""));
        assertEquals("PB6023", said.getFirst().substring(0, 6));
    }

    @Test
    void onlyRegularFilesAreOpenedAndEachNameIsOneCellOfTheTable() throws IOException {
        Oracle.require("mkfifo");
        Oracle.run(folder, "mkfifo", "odd.ko");
        byte[] module = Files.readAllBytes(folder.resolve("extra/d.ko"));
        Files.write(folder.resolve("a\n\u001b[2J,\"b\".ko"), module);
        Files.createSymbolicLink(folder.resolve("nowhere.ko"), folder.resolve("nothing"));
        Files.createSymbolicLink(folder.resolve("self.ko"), folder.resolve("self.ko"));
        Files.write(folder.resolve("none.ko"), new byte[0]);
        assertTrue(run(ARCH + "survey \"*.ko\""));
        assertEquals(
                List.of(
                        "PB6003 none.ko is truncated: what e_ident at offset 0x0 points to ends at 0x10, the file has 0 bytes",
                        "PB6001 cannot read nowhere.ko: there is no such file",
                        "PB6001 cannot read odd.ko: it is no file",
                        "PB6001 cannot read self.ko: there is no such file"),
                said);
        assertTrue(output.get(1).startsWith("  a\ufffd\ufffd[2J,\"b\"  "), output::toString);
        run(ARCH + "survey \"a*.ko\" to \"out.csv\"");
        String table = Files.readString(folder.resolve("out.csv"));
        assertTrue(table.contains("\n\"a\n\u001b[2J,\"\"b\"\"\",46,5"), table);
        assertTrue(table.endsWith(",,\"a\n\u001b[2J,\"\"b\"\".ko\"\n"), table);
    }

    @Test
    void aTableIsNotWrittenOverAModuleOrIntoNowhere() throws IOException {
        Path module = folder.resolve("extra/d.ko");
        byte[] before = Files.readAllBytes(module);
        assertTrue(!run(ARCH + "survey \"extra\" to \"extra/d.ko\""));
        assertArrayEquals(before, Files.readAllBytes(module));
        Files.write(folder.resolve("x.ko.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
        assertTrue(!run(ARCH + "survey \"extra\" to \"x.ko.gz\""));
        assertTrue(!run(ARCH + "survey \"no/such/*.ko\" to \"no/such/out.csv\""));
        assertTrue(!run(ARCH + "survey \"extra\" to \"kernel\""));
        assertEquals(
                List.of(
                        "PB6023 cannot write extra/d.ko: it is no table but a module, or something packed",
                        "PB6023 cannot write x.ko.gz: it is no table but a module, or something packed",
                        "PB6023 cannot write no/such/out.csv: there is no such folder",
                        "PB6023 cannot write kernel: Is a directory"),
                said);
        Files.writeString(folder.resolve("out.csv"), "an older table");
        assertTrue(run(ARCH + "survey \"extra\" to \"out.csv\""));
    }

    @Test
    void codeThatCanBeWrittenToIsRefusedAsTheKernelDoes() throws IOException {
        byte[] module = Files.readAllBytes(folder.resolve("extra/d.ko"));
        int headers = (int) Bits.little(module, 0x28, 8);
        int text = headers + 64 * 2 + 8;
        Bits.putLittle(module, text, 8, 7);
        Files.write(folder.resolve("wx.ko"), module);
        assertTrue(run(ARCH + "survey \"wx.ko\""));
        assertEquals(
                List.of("PB7001 wx is not loaded: .text is code that can be written to"), said);
    }

    @Test
    void theWalkStopsWhenSomebodySaysSo() {
        FilePattern.Found found = FilePattern.files(folder, "**/*.ko", () -> true);
        assertEquals(new FilePattern.Found(List.of(), List.of(), false), found);
    }

    @Test
    void whoSaysStopIsHeard() {
        Session.Options stop = new Session.Options(null, false, () -> true);
        assertTrue(!run(stop, ARCH + "survey \"extra\""));
        assertEquals(List.of("PB5008 stopped"), said);
    }

    private boolean run(String script) {
        return run(Session.Options.DEFAULT, script);
    }

    private boolean run(Session.Options options, String script) {
        return new Session(options, this::take).run(new Source("test.lp", script), folder);
    }

    private void take(Event event) {
        if (event instanceof Event.Answered(var span, Answer answer)) {
            output.addAll(TextView.lines(answer));
        } else if (event instanceof Event.Said(Diagnostic diagnostic)) {
            said.add(diagnostic.code() + " " + diagnostic.message());
        }
    }
}
