package patchbay.lang.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Span;

/** Loading and unloading as somebody tries it who knows insmod and rmmod. */
class LoadsTest {
    private static final String LAYOUT =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 { fn printk(format) returns 0 }
            """;

    private static final String DEMO =
            "module demo absent from \"../examples/demo-6.1.ko\" at kernel + 64M\n";

    private static final String LIBRARY =
            "module library absent at kernel + 16M { fn far_a; fn far_b(x); data ext_var = u64 40 }\n";

    @TempDir private Path folder;

    private static Diagnostic refused(String script) {
        Transcript transcript = Transcript.of(script);
        return transcript.diagnostics.stream()
                .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is refused"));
    }

    private static String at(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        return span == null ? "" : span.text();
    }

    private static List<String> notes(Diagnostic diagnostic) {
        return diagnostic.notes().stream()
                .filter(note -> note.span() == null)
                .map(Diagnostic.Note::message)
                .toList();
    }

    @Test
    void anUnknownSymbolIsSaidOfTheLoadAndWhoWouldHaveIt() {
        Diagnostic diagnostic = refused(LAYOUT + LIBRARY + DEMO + "load demo\n");
        assertEquals("demo", at(diagnostic));
        assertEquals(
                List.of(
                        "insmod would get -ENOENT (-2)",
                        "the kernel would log: demo: Unknown symbol far_a (err -2)",
                        "the kernel would log: demo: Unknown symbol ext_var (err -2)",
                        "the kernel would log: demo: Unknown symbol far_b (err -2)"),
                notes(diagnostic));
        assertEquals("it is placed here", diagnostic.notes().getLast().message());
        assertEquals(
                "load library first, which has far_a, ext_var, far_b",
                diagnostic.remedies().getLast());
    }

    @Test
    void alsoOfAFileThatIsNotLoaded() {
        Diagnostic diagnostic =
                refused(LAYOUT + DEMO + "module user at kernel + 96M { fn top calls baz }\n");
        assertEquals("nothing is called 'baz'", diagnostic.message());
        assertEquals("load demo first, which has baz", diagnostic.remedies().getLast());
    }

    @Test
    void whatAModuleSaysThatItDependsOnIsNamedUntilItIsThere() throws IOException {
        Path file = folder.resolve("demo.ko");
        String bytes = Files.readString(Path.of("../examples/demo-6.1.ko"), ISO_8859_1);
        Files.writeString(file, bytes.replace("license=GPL", "depends=a-b"), ISO_8859_1);
        String module = "module demo from \"" + file + "\" at kernel + 64M\n";
        String extern =
                "declare them in the kernel's block, with `extern far_a at …`, or with `kernel symbols \"System.map\"`";
        assertEquals(
                List.of(
                        "give the modules first that its file says it depends on: a-b; or "
                                + extern),
                refused(LAYOUT + module).remedies());
        assertEquals(
                List.of(extern),
                refused(LAYOUT + "module a_b at kernel + 16M { fn f }\n" + module).remedies());
    }

    @Test
    @Timeout(60)
    void aPipeIsNotWaitedFor() throws IOException {
        Oracle.require("mkfifo");
        Path pipe = folder.resolve("pipe");
        Oracle.run(folder, "mkfifo", "pipe");
        for (String statement :
                List.of(
                        "kernel symbols \"%s\"",
                        "module m from \"%s\" at default",
                        "module m from \"../examples/demo-6.1.ko\" sections \"%s\"",
                        "kernel from \"%s\"",
                        "include \"%s\"")) {
            assertEquals(
                    Code.PB6001,
                    refused("arch arm64 linux 6.1\n" + statement.formatted(pipe)).code(),
                    statement);
        }
        assertEquals(Code.PB6001, refused(LAYOUT + "compare kernel with \"" + pipe + "\"").code());
        Diagnostic journal = refused(LAYOUT + "save journal \"" + pipe + "\"");
        assertEquals(Code.PB6023, journal.code());
        assertTrue(journal.message().endsWith("it is a pipe, a socket or a device"));
        Diagnostic folderless = refused(LAYOUT + "save journal \"" + pipe + "s/journal.json\"");
        assertTrue(folderless.message().endsWith("there is no such folder"));
        assertEquals(List.of("make the folder first"), folderless.remedies());
    }

    @Test
    void ofAFileOnlyWhatItExportsIsThereForOthers() throws IOException {
        Path file = folder.resolve("second.ko");
        String bytes = Files.readString(Path.of("../examples/demo-6.1.ko"), ISO_8859_1);
        Files.writeString(file, bytes.replace("\0far_a\0", "\0table\0"), ISO_8859_1);
        Diagnostic diagnostic =
                refused(
                        LAYOUT
                                + LIBRARY
                                + DEMO
                                + "module second absent from \""
                                + file
                                + "\" at kernel + 96M\nload library\nload demo\nload second\n");
        assertEquals("nobody exports 1 symbol that second needs: table", diagnostic.message());
        assertEquals(
                "demo has table and does not export it: EXPORT_SYMBOL(table)",
                diagnostic.remedies().getLast());
    }

    @Test
    void whoImportsKeepsAModule() {
        Diagnostic diagnostic =
                refused(LAYOUT + LIBRARY + DEMO + "load library\nload demo\nunload library\n");
        assertEquals("module library is in use; a kernel says -EWOULDBLOCK", diagnostic.message());
        assertEquals("demo imports from it", notes(diagnostic).getFirst());
        assertEquals(List.of("unload first demo"), diagnostic.remedies());
        assertTrue(
                Transcript.of(
                                LAYOUT
                                        + LIBRARY
                                        + DEMO
                                        + "load library\nload demo\nunload demo\nunload library\n")
                        .held);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load library; load library | PB2003 module library is loaded already; a kernel says -EEXIST",
                "load nothing | PB2001 there is no module 'nothing' to load",
                "load kernel | PB2001 the kernel itself is no module",
                "unload library | PB2001 module library is not loaded",
                "unload kernel | PB2001 there is no module 'kernel' to unload",
                "load library; unload library; unload library | PB2001 module library is not loaded",
                "print far_a | PB2001 nothing is called 'far_a'",
                "print library.far_a | PB2001 module library is not loaded: nothing of it has an address"
            })
    void whatCannotBeLoadedOrUnloaded(String script, String error) {
        Transcript transcript = Transcript.of(LAYOUT + LIBRARY + script + "\n");
        assertEquals(List.of(error), transcript.errors);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at { core kernel - 1G, init kernel - 960M } percpu kernel - 900M | 0xffff7fffc8000020",
                "in modules seed 0x1000 | 0xffff8000003ff020"
            })
    void anAbsentFileMayBePlacedInEveryWay(String place, String bar) {
        Transcript transcript =
                Transcript.of(
                        LAYOUT
                                + LIBRARY
                                + DEMO.replace("at kernel + 64M", place)
                                + """
                                load library
                                load demo
                                print hex(demo.bar)
                                unload demo
                                load demo
                                print hex(demo.bar)
                                """);
        assertEquals(List.of(bar, bar), transcript.output, transcript.errors::toString);
    }

    @Test
    void aDryLoadPlacesAndFails() {
        String failing = "module bad absent at default { fn init returns 0 - 16 }\n";
        assertEquals(
                List.of(),
                Transcript.of(LAYOUT + failing + "expect fails PB7009 { load bad }\n").errors);
        Diagnostic diagnostic = refused(LAYOUT + failing + "load bad\n");
        assertEquals(
                List.of(
                        "insmod would say: could not insert module bad.ko: Device or resource busy"),
                notes(diagnostic));
    }

    /** Each is demo-6.1.ko with one field overwritten. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "e_machine      ~ 0x12   ~ 2 ~ 21            ~ PB6005 ~ -ENOEXEC (-8) ~",
                "e_type         ~ 0x10   ~ 2 ~ 2             ~ PB6006 ~ -ENOEXEC (-8) ~",
                ".text W|X      ~ 0x1178 ~ 8 ~ 7             ~ PB7001 ~ -ENOEXEC (-8) ~ demo: section .text (index 2) has invalid WRITE|EXEC flags",
                "far_a common   ~ 0x9ee  ~ 2 ~ 0xfff2        ~ PB7001 ~ -ENOEXEC (-8) ~ demo: please compile with -fno-common",
                ".bss of 1 TiB  ~ 0x15d0 ~ 8 ~ 0x10000000000 ~ PB7007 ~ -ENOMEM (-12) ~",
                ".init.plt gone ~ 0x1091  ~ 1 ~ 88            ~ PB7006 ~ -ENOEXEC (-8) ~ demo: module PLT section(s) missing",
                "a GOT          ~ 0xba8  ~ 4 ~ 311           ~ PB7004 ~ -ENOEXEC (-8) ~ module demo: unsupported RELA relocation: 311"
            })
    void whatAKernelRefusesCarriesItsNumberAndItsLine(
            String damage, int at, int size, long value, String code, String errno, String line)
            throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("../examples/demo-6.1.ko"));
        Bits.putLittle(bytes, at, size, value);
        Path file = folder.resolve("demo.ko");
        Files.write(file, bytes);
        Diagnostic diagnostic =
                refused(
                        LAYOUT
                                + LIBRARY
                                + DEMO.replace("../examples/demo-6.1.ko", file.toString())
                                + "load library\nload demo\n");
        assertEquals(code, diagnostic.code().name(), damage);
        assertEquals("insmod would get " + errno, notes(diagnostic).getFirst());
        assertEquals(
                line == null ? List.of() : List.of("the kernel would log: " + line),
                notes(diagnostic).subList(1, notes(diagnostic).size()));
    }
}
