package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Json;
import patchbay.Oracle;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.image.elf.ElfReader;
import patchbay.source.Diagnostic;
import patchbay.source.Refusal;
import patchbay.source.Result;
import patchbay.source.Source;
import patchbay.view.TextView;

class SavingTest {
    private static final String PATCHED =
            """
             linux 6.1
            kernel at default {
                fn printk  returns 0
                fn bar     returns 1
                fn caller  calls printk returns bar() + 10
                fn twin local returns 1
                fn twin local returns 2
                data x = u64 5
            }
            module foo at default { fn bar calls printk returns 2 }
            redirect bar -> foo.bar
            """;

    @TempDir private Path folder;
    private final List<String> output = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"arm64", "ppc64le"})
    void theKernelIsSavedAsItsMemoryIsNow(String arch) throws IOException {
        assertTrue(run(arch, "print bytes(bar, 16)\nsave kernel as elf \"k.elf\"\n"));
        Image image = read(Files.readAllBytes(folder.resolve("k.elf")));

        assertEquals(arch, image.machine());
        assertEquals(Image.Kind.EXECUTABLE, image.kind());
        Symbol bar = named(image, "bar").getFirst();
        Section text = image.sections().get(bar.section());
        assertEquals(".text", text.name());
        assertEquals(Section.ALLOC | Section.EXECUTE, text.flags());
        byte[] code = new byte[16];
        System.arraycopy(
                text.content().array(),
                text.content().start() + (int) (bar.value() - text.address()),
                code,
                0,
                16);
        assertEquals(output.getFirst(), new Value.Bytes(code).text());
        assertEquals(2, named(image, "twin").size());
        assertEquals(Symbol.LOCAL, named(image, "twin").getFirst().binding());
        assertEquals(Symbol.GLOBAL, bar.binding());
        assertEquals(Symbol.OBJECT, named(image, "x").getFirst().type());
        assertEquals(arch.equals("arm64") ? 0 : 3 << 5, named(image, "caller").getFirst().other());
    }

    /** As GNU's tools read it. */
    @ParameterizedTest
    @ValueSource(strings = {"arm64", "ppc64le"})
    void debuggersReadTheSavedKernel(String arch) {
        String prefix = arch.equals("arm64") ? "aarch64-linux-gnu-" : "powerpc64le-linux-gnu-";
        Oracle.require(prefix + "objdump", prefix + "readelf");
        assertTrue(run(arch, "save kernel as elf \"k.elf\"\n"));
        String file = folder.resolve("k.elf").toString();
        String code = Oracle.run(folder, prefix + "objdump", "-d", "--disassemble=bar", file);
        assertTrue(code.contains("<bar>:"), code);
        assertTrue(
                code.contains(arch.equals("arm64") ? "<ftrace_regs_caller>" : "<ftrace_caller>"));
        String headers = Oracle.run(folder, prefix + "readelf", "-hlSs", "-W", file);
        assertTrue(!headers.contains("arning"), headers);
        assertTrue(headers.contains("EXEC (Executable file)"), headers);
    }

    @Test
    void theJournalIsSavedWriteByWrite() throws IOException {
        assertTrue(run("arm64", "print bytes(bar + 4, 4)\nsave journal \"j.json\"\n"));
        Object json = Json.read(Files.readString(folder.resolve("j.json")));
        List<?> steps = (List<?>) Json.member(json, "steps");
        assertEquals(1, steps.size());
        assertEquals("redirect bar -> foo.bar via ftrace", Json.member(steps.getFirst(), "title"));
        List<?> writes = (List<?>) Json.member(steps.getFirst(), "writes");
        Object last = writes.getLast();
        assertEquals("bar+0x4", Json.member(last, "place"));
        assertEquals("1f2003d5", Json.member(last, "before"));
        assertEquals(output.getFirst().replaceAll("[x\" ]", ""), Json.member(last, "after"));
    }

    @Test
    void whatCannotBeWrittenIsRefusedAndADryRunWritesNothing() {
        assertTrue(!run("arm64", "save journal \"no/such/j.json\"\n"));
        assertTrue(!run("arm64", "save kernel as elf \"no/such/k.elf\"\n"));
        assertEquals(List.of("PB6023", "PB6023"), said);
        assertTrue(
                new Session(new Session.Options(null, true, () -> false), this::take)
                        .run(
                                new Source(
                                        "s",
                                        "arch arm64"
                                                + PATCHED
                                                + "save journal \"j\"; save kernel as elf \"k\""),
                                folder));
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    private static List<Symbol> named(Image image, String name) {
        return image.symbols().stream().filter(s -> s.name().equals(name)).toList();
    }

    private static Image read(byte[] bytes) {
        return switch (ElfReader.read("k.elf", bytes)) {
            case Result.Ok<Image>(Image image) -> image;
            case Result.Refused<Image>(List<Refusal> reasons) -> fail(reasons.toString());
        };
    }

    private boolean run(String arch, String steps) {
        return new Session(Session.Options.DEFAULT, this::take)
                .run(new Source("s", "arch " + arch + PATCHED + steps), folder);
    }

    private void take(Event event) {
        if (event instanceof Event.Answered(var span, Answer answer)) {
            output.addAll(TextView.lines(answer));
        } else if (event instanceof Event.Said(Diagnostic diagnostic)
                && diagnostic.severity() == Diagnostic.Severity.ERROR) {
            said.add(diagnostic.code().name());
        }
    }
}
