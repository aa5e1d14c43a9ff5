package patchbay.lang.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Sources;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.view.TextView;

/** Files as people have them: packed, signed, with the names that distributions give them. */
class PackedFilesTest {
    private static final Path EXAMPLES = Sources.root().resolve("examples");

    @TempDir private Path folder;
    private final List<String> output = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"demo-6.1.ko", "demo-6.1.ko.xz", "demo-6.1.ko.zst"})
    void aModuleIsTheSameHoweverItIsPacked(String name) throws IOException {
        Files.copy(EXAMPLES.resolve(name), folder.resolve("m"));
        assertTrue(run("survey \"m\"\nmodule m from \"m\" at kernel - 1G\nprint slots(m).max"));
        assertEquals("5", output.getLast());
        assertTrue(output.contains("slots: 5 in core, 4 in init, 132 bytes"), output::toString);
    }

    @Test
    void aListOfSymbolsMayBePackedAndNameModules() throws IOException {
        String list = "ffff800008010000 T printk\nffff800001000000 t helper\t[ext4]\n";
        try (OutputStream into =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("kallsyms")))) {
            into.write(list.getBytes(US_ASCII));
        }
        assertTrue(
                session("kernel symbols \"kallsyms\"\nprint hex(printk)\nprint hex(ext4.helper)"));
        assertEquals(List.of("0xffff800008010000", "0xffff800001000000"), output);
    }

    /** A name of 3 bytes, a key of 2, a signature of 256. */
    @Test
    void aSignatureBehindAModuleIsTold() throws IOException {
        byte[] module = Files.readAllBytes(EXAMPLES.resolve("demo-6.1.ko"));
        ByteBuffer signed = ByteBuffer.allocate(module.length + 3 + 2 + 256 + 12 + 28);
        signed.put(module).position(module.length + 3 + 2 + 256);
        signed.put(new byte[] {0, 0, 2, 3, 2, 0, 0, 0}).putInt(256);
        signed.put("~Module signature appended~\n".getBytes(US_ASCII));
        Files.write(folder.resolve("m.ko"), signed.array());
        assertTrue(run("module m from \"m.ko\" at kernel - 1G"));
        assertEquals(
                "PB7010 the last 301 bytes of the file are a signature, which is not checked here",
                said.getFirst());
    }

    @Test
    void aModuleForAnotherMachineIsToldByBothNames() throws IOException {
        Files.copy(EXAMPLES.resolve("demo-ppc64le-6.1.ko"), folder.resolve("m.ko"));
        assertTrue(!run("module m from \"m.ko\" at kernel - 1G"));
        assertEquals(List.of("PB6005 m.ko is for ppc64le, this script is for arm64"), said);
    }

    private boolean run(String script) {
        return session(
                """
                kernel at default {
                    fn printk
                    fn far_a
                    fn far_b
                    data ext_var = u64 40
                }
                """
                        + script);
    }

    private boolean session(String script) {
        return new Session(Session.Options.DEFAULT, this::take)
                .run(new Source("test.lp", "arch arm64 linux 6.1\n" + script), folder);
    }

    private void take(Event event) {
        if (event instanceof Event.Answered(var span, Answer answer)) {
            output.addAll(TextView.lines(answer));
        } else if (event instanceof Event.Said(Diagnostic diagnostic)) {
            said.add(diagnostic.code() + " " + diagnostic.message());
        }
    }
}
