package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Sources;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.view.TextView;

class DumpsTest {
    private static final String LAYOUT =
            """
             linux 6.1
            kernel at default {
                fn printk(format)  returns 0
                fn far_a           returns 0
                fn far_b(x)        returns 0
                data ext_var = u64 40
            }
            """;

    @TempDir private Path folder;
    private final List<String> output = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void copyModules() throws IOException {
        for (String file : List.of("demo-6.1.ko", "demo-ppc64le-6.1.ko")) {
            Files.copy(
                    Sources.root().resolve("examples").resolve(file),
                    folder.resolve(file.contains("ppc64le") ? "demo-ppc64le.ko" : "demo-arm64.ko"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arm64", "ppc64le"})
    void aRedirectAndABreakpointAreExplainedAndNothingElse(String arch) throws IOException {
        byte[] code = dump(arch, "redirect demo.bar -> far_b");
        Files.write(folder.resolve("text"), code);
        assertTrue(run(arch, "compare module demo with \"text\" at demo.bar"), said::toString);
        assertTrue(output.get(1).contains("ftrace: on, traced or redirected by"));

        String breakpoint = arch.equals("arm64") ? "800020d4" : "0800e07f";
        System.arraycopy(HexFormat.of().parseHex(breakpoint), 0, code, 24, 4);
        Files.write(folder.resolve("text"), code);
        assertTrue(run(arch, "compare module demo with \"text\" at demo.bar"), said::toString);
        assertTrue(output.get(2).contains("demo.bar+0x18"), output::toString);
        assertTrue(output.get(2).endsWith("kprobe: a breakpoint"), output::toString);

        code[32] ^= 1;
        Files.write(folder.resolve("text"), code);
        assertTrue(!run(arch, "compare module demo with \"text\" at demo.bar"));
        assertTrue(output.get(3).endsWith("unexplained"), output::toString);
        assertEquals(
                List.of("PB5011 1 of 3 words of demo that differ are explained by nothing"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "relocated"})
    void whatWasSavedIsReadBack(String stage) {
        assertTrue(
                run(
                        "arm64",
                        "save module demo stage "
                                + stage
                                + " to \"saved\"\ncompare module demo with \"saved\""),
                said::toString);
        assertTrue(
                output.contains(
                        "demo: 152 words of code and constants: "
                                + (stage.equals("live")
                                        ? "152 as loaded, 0 explained, 0 unexplained"
                                        : "141 as loaded, 11 explained, 0 unexplained")),
                output::toString);
    }

    @Test
    void whatIsNoDumpIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("empty/index.json"), "{}");
        Files.write(folder.resolve("text"), new byte[8]);
        for (String compare :
                List.of(
                        "PB2001 nothing with \"text\" at 0",
                        "PB2023 demo with \"text\" at 0",
                        "PB6001 demo with \"text\"",
                        "PB6001 demo with \"none\" at 0",
                        "PB6001 demo with \"none\"",
                        "PB6001 demo with \"empty\"")) {
            assertTrue(!run("arm64", "compare module " + compare.substring(7)));
            assertEquals(compare.substring(0, 6), said.getFirst().substring(0, 6));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"address\": \"0x40\", \"file\": \"a\\u0000b\"}', no file name",
        "'{\"address\": \"0x40\", \"file\": \".\"}',           cannot read bad/.: Is a directory",
        "'{\"address\": \"0x40\", \"file\": \"none\"}',        cannot read bad/none: there is no such file",
        "'{\"address\": \"0x10000000000000000\", \"file\": \"index.json\"}', bad/index.json names no sections",
        "'{\"address\": 64, \"file\": \"index.json\"}',          bad/index.json names no sections",
        "'{\"file\": \"index.json\", \"address\": \"0x40\"}',  bad/index.json names no sections",
        "'{\"address\": \"0x40\", \"file',                       bad/index.json names no sections",
        "'{\"address',                                            bad/index.json names no sections",
        "'{\"address\": \"0x40\", \"file\": ',                    bad/index.json names no sections",
        "'{\"address\": \"0x40\", \"file\": a\"b\"',               bad/index.json names no sections",
        "'\"address\"',                                           bad/index.json names no sections",
    })
    void anIndexThatNamesNoFilesIsRefused(String index, String reason) throws IOException {
        Files.createDirectory(folder.resolve("bad"));
        Files.writeString(folder.resolve("bad/index.json"), index.replace("\\u0000", "\0"));
        assertTrue(!run("arm64", "compare module demo with \"bad\""));
        assertTrue(said.getFirst().startsWith("PB6001 "), said::toString);
        assertTrue(said.getFirst().contains(reason), said::toString);
    }

    @Test
    void anIndexMayStandOnAnyNumberOfLines() throws IOException {
        assertTrue(run("arm64", "save module demo stage relocated to \"saved\""));
        Path index = folder.resolve("saved/index.json");
        Files.writeString(
                index, Files.readString(index).replace(",", ",\n\t").replace(":", " :\n"));
        assertTrue(
                run(
                        "arm64",
                        "save module demo stage relocated to \"other\"\n"
                                + "compare module demo with \"saved\""),
                said::toString);
        assertTrue(
                output.contains(
                        "demo: 152 words of code and constants: 141 as loaded, 11 explained, 0 unexplained"),
                output::toString);
    }

    /** The first 40 bytes of a function's memory after {@code step}. */
    private byte[] dump(String arch, String step) {
        assertTrue(run(arch, step + "\nprint bytes(demo.bar, 40)"), said::toString);
        return HexFormat.of().parseHex(output.getLast().replaceAll("[x\" ]", ""));
    }

    private boolean run(String arch, String steps) {
        output.clear();
        said.clear();
        return new Session(Session.Options.DEFAULT, this::take)
                .run(
                        new Source(
                                "s",
                                "arch "
                                        + arch
                                        + LAYOUT
                                        + "module demo from \"demo-"
                                        + arch
                                        + ".ko\" at default\n"
                                        + steps),
                        folder);
    }

    private void take(Event event) {
        if (event instanceof Event.Answered(var span, Answer answer)) {
            output.addAll(TextView.lines(answer));
        } else if (event instanceof Event.Said(Diagnostic diagnostic)
                && diagnostic.severity() == Diagnostic.Severity.ERROR) {
            said.add(diagnostic.code() + " " + diagnostic.message());
        }
    }
}
