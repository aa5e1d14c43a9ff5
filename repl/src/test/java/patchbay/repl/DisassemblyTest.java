package patchbay.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code is shown as objdump shows it, to the blank; labels….s tells how its output was made. */
class DisassemblyTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"labels.o", "labels.elf", "labels-ppc64le.o", "labels-ppc64le.elf"})
    void equalsObjdump(String name) throws IOException {
        Files.write(folder.resolve(name), resource(name));
        assertEquals(
                listing(new String(resource(name + ".objdump"), UTF_8)),
                listing(disassembled(0, name)));
    }

    /**
     * Every so many of a distribution's modules, {@code -Dpatchbay.modules.step=1} for all. They
     * are not part of the repository: without them the test is skipped and says so.
     */
    @ParameterizedTest
    @ValueSource(strings = {"arm64-6.1", "arm64-6.12", "ppc64le-6.1"})
    void modulesOfADistributionAreListedAsObjdumpListsThem(String modules)
            throws IOException, InterruptedException {
        String truth = System.getenv().getOrDefault("PATCHBAY_TRUTH", "../../shared/truth");
        Path archive = Path.of(truth, "ko", modules + ".tar.xz").toAbsolutePath();
        String objdump =
                (modules.startsWith("arm64") ? "aarch64" : "powerpc64le") + "-linux-gnu-objdump";
        if (!Files.isReadable(archive) || !isOnThePath(objdump)) {
            System.err.println("SKIPPED, no objdump or no modules: " + archive.normalize());
            Assumptions.abort("no objdump or no modules");
        }
        run("tar", "-xJf", archive.toString());
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".ko")).sorted().toList();
        }
        int step = Integer.getInteger("patchbay.modules.step", 12);
        for (int i = 0; i < files.size(); i += step) {
            String name = folder.relativize(files.get(i)).toString();
            String expected = run(objdump, "-d", name);
            assertEquals(listing(expected), listing(disassembled(0, name)), name);
        }
    }

    private static boolean isOnThePath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return Files.readString(out);
    }

    @Test
    void whatIsNoElfFileIsRefusedWithFieldAndOffset() throws IOException {
        Files.writeString(folder.resolve("text"), "This is not a file of that kind at all.");
        assertTrue(disassembled(2, "text").startsWith("error[PB6002]: "));
        byte[] cut = resource("labels.o");
        Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(cut, cut.length / 2));
        assertTrue(disassembled(2, "cut").startsWith("error[PB60"));
        byte[] foreign = resource("labels.o");
        foreign[18] = 62;
        Files.write(folder.resolve("foreign"), foreign);
        assertTrue(disassembled(2, "foreign").contains("foreign holds code for amd64"));
    }

    private String disassembled(int status, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        out,
                        folder,
                        false,
                        false,
                        false,
                        () -> false);
        assertEquals(status, Main.run(streams, "disasm", name), () -> out.toString(UTF_8));
        return out.toString(UTF_8);
    }

    /** All but the name of the file and of its format. */
    private static List<String> listing(String text) {
        return text.lines().filter(line -> !line.contains("file format")).toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DisassemblyTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
