package patchbay.lang.run;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
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
    private final List<String> help = new ArrayList<>();

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
        Files.write(folder.resolve("nothing"), new byte[0]);
        Files.writeString(folder.resolve("kdump"), "KDUMP   ".repeat(10));
        for (String compare :
                List.of(
                        "PB2001 nothing with \"text\" at 0",
                        "PB6041 demo with \"text\" at 0",
                        "PB6040 demo with \"text\"",
                        "PB6040 demo with \"kdump\"",
                        "PB6040 demo with \"nothing\" at 0",
                        "PB6040 demo with \"text\" at -4",
                        "PB6001 demo with \"none\" at 0",
                        "PB6001 demo with \"none\"",
                        "PB6040 demo with \"empty\"")) {
            assertTrue(!run("arm64", "compare module " + compare.substring(7)));
            assertEquals(compare.substring(0, 6), said.getFirst().substring(0, 6), compare);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"sections": [                                      | ends in the middle
                    {"sections": [{}]}                                  | has a section without "address" or "file"
                    {"sections": [{"file": "text"}]}                    | has a section without "address" or "file"
                    {"sections": [{"address": "12", "file": "text"}]}   | has an address that is none: "12"
                    {"sections": [{"address": "0x1ffffffffffffffff", "file": "text"}]} | has an address that is none: "0x1ffffffffffffffff"
                    {"sections": [{"address": "0x1", "file": "../text"}]} | names '../text', which is no file of its folder
                    {"sections": [{"address": "0x1", "file": "/dev/zero"}]} | names '/dev/zero', which is no file of its folder
                    {"sections": [{"address": "0x1", "file": ".."}]}    | names '..', which is no file of its folder
                    {"sections": [{"address": "0x1", "file": "te\\u0000xt"}]} | has \\u in a string, which no section's name has
                    {"sections": [{"address": "0x1", "size": 9, "file": "text"}]} | has 8 bytes, but its index says 9
                    {"sections": [{"address": "0x1", "size": -9, "file": "text"}]} | has a size that no section has: -9
                    {"sections": [{"address": "0x1", "size": 99999999999, "file": "text"}]} | has a size that no section has: 99999999999
                    {"sections": [{"address": "0x1", "size": "size", "file": "text"}]} | has a size that no section has: size
                    {"sections": [{"address": "0xfffffffffffffffe", "file": "text"}]} | reaches past the end of memory
                    {"sections": [{"address": "0x1", "file": [[[[[["}]} | has neither string nor number at 41
                    [1]                                                 | has '[' at 0, not '{'
                    {"modules": []}                                     | does not begin with "sections"
                    """)
    void aHostileIndexIsRefused(String index, String why) throws IOException {
        Files.createDirectory(folder.resolve("dump"));
        Files.write(folder.resolve("dump/text"), new byte[8]);
        Files.writeString(folder.resolve("dump/index.json"), index);
        assertTrue(!run("arm64", "compare module demo with \"dump\""));
        assertTrue(
                said.getFirst().startsWith("PB6040 ") && said.getFirst().endsWith(why),
                said::toString);
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

    @Test
    void whereTheBytesAreInsteadIsSaid() throws IOException {
        byte[] code = dump("arm64", "print 1");
        Files.write(folder.resolve("text"), code);
        for (String wrong : List.of("0x1000000", "4")) {
            assertTrue(!run("arm64", "compare module demo with \"text\" at demo.bar + " + wrong));
            assertTrue(help.getFirst().endsWith("is it `at 0xffff800001000020`?"), help::toString);
        }
        Files.createDirectory(folder.resolve("saved"));
        Files.write(folder.resolve("saved/bar"), code);
        Files.writeString(
                folder.resolve("saved/index.json"),
                """
                {"sections": [{"address": "0xffff800002000020", "file": "bar"}]}\
                """);
        assertTrue(!run("arm64", "compare module demo with \"saved\""));
        assertTrue(help.getFirst().contains("at 0xffff800001000020: load demo"), help::toString);
        Files.write(folder.resolve("text"), new byte[40]);
        assertTrue(!run("arm64", "compare module demo with \"text\" at demo.bar"));
        assertTrue(help.getFirst().startsWith("nearly nothing is as loaded"), help::toString);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        Files.write(folder.resolve("text"), dump("arm64", "print 1"));
        assertTrue(run("arm64", "compare module demo with \"text\" at demo.bar"));
        assertTrue(
                output.getLast().startsWith("not in the dump: 164 bytes of .text, "),
                output::toString);
        assertTrue(
                run(
                        "arm64",
                        """
                        let taken = (compare module demo with "text" at demo.bar)
                        expect taken.words == 10 and taken.equal == 10 and taken.unexplained == 0
                        expect taken.missing > 160
                        """),
                said::toString);
        assertTrue(
                !run(
                        "arm64",
                        "expect (compare module demo with \"text\" at demo.helper).unexplained == 0"));
        assertTrue(said.getFirst().startsWith("PB5010 "), said::toString);
    }

    @Test
    void anElfCoreSaysItselfWhereItsMemoryWas() throws IOException {
        byte[] code = dump("arm64", "redirect demo.bar -> far_b");
        ByteBuffer core = ByteBuffer.allocate(64 + 2 * 56 + code.length).order(LITTLE_ENDIAN);
        core.putInt(0x464c_457f).put((byte) 2).put((byte) 1).put((byte) 1);
        core.putShort(16, (short) 4).putShort(18, (short) 183).putLong(32, 64);
        core.putShort(54, (short) 56).putShort(56, (short) 2);
        core.putInt(64, 4); // a note
        core.putInt(120, 1).putLong(128, 176);
        core.putLong(136, 0xffff_8000_0100_0020L).putLong(152, code.length);
        core.put(176, code);
        Files.write(folder.resolve("core"), core.array());
        assertTrue(run("arm64", "compare module demo with \"core\""), said::toString);
        assertTrue(output.get(1).contains("ftrace: on, traced or redirected by"), output::toString);

        assertTrue(!run("arm64", "compare module demo with \"core\" at demo.bar"));
        assertTrue(said.getFirst().contains("is an ELF core"), said::toString);
        assertTrue(!run("ppc64le", "compare module demo with \"core\""));
        assertTrue(said.getFirst().endsWith("is not of ppc64le"), said::toString);
        core.putLong(32, Long.MIN_VALUE);
        Files.write(folder.resolve("core"), core.array());
        assertTrue(!run("arm64", "compare module demo with \"core\""));
        assertTrue(said.getFirst().endsWith("without readable program headers"), said::toString);
    }

    @Test
    void theKernelProperIsComparedToo() throws IOException {
        assertTrue(run("arm64", "redirect far_a -> far_b\nprint bytes(far_a, 16)"), said::toString);
        Files.write(folder.resolve("text"), bytes(output.getLast()));
        assertTrue(run("arm64", "compare kernel with \"text\" at far_a"), said::toString);
        assertTrue(output.get(1).contains("ftrace: on, traced or redirected by"), output::toString);
    }

    @Test
    void aLinkedKernelIsComparedWhereTheDumpIs() throws IOException {
        Files.copy(Sources.root().resolve("examples/vmlinux-6.1"), folder.resolve("vmlinux-6.1"));
        String kernel =
                """
                arch arm64 linux 6.1
                kernel from "vmlinux-6.1" at 0xffff_a567_9000_0000
                """;
        assertTrue(
                runs(kernel + "redirect bar -> caller\nprint bytes(bar, 0x180)"), said::toString);
        Files.write(folder.resolve("text"), bytes(output.getLast()));
        assertTrue(runs(kernel + "compare kernel with \"text\" at bar"), said::toString);
        assertEquals(6, output.size(), output::toString);
        assertTrue(output.get(1).contains("ftrace: on, traced or redirected by"), output::toString);
        assertTrue(output.get(2).contains("ftrace: ftrace_call goes to ftrace_ops_list_func"));
    }

    @Test
    void everyModuleIsComparedWithOneDump() throws IOException {
        assertTrue(run("arm64", "save module demo stage live to \"saved\""), said::toString);
        assertTrue(
                run(
                        "arm64",
                        """
                        for m in modules {
                            expect (compare module m with "saved").unexplained == 0
                            print m
                        }
                        """),
                said::toString);
        assertEquals(List.of("demo"), output);
    }

    @Test
    void aLateRelocationIsExplainedWhenWhatItWaitedForIsThere() throws IOException {
        for (String file : List.of("lptarget-7.2.ko", "lpone-7.2.ko")) {
            Files.copy(Sources.root().resolve("examples").resolve(file), folder.resolve(file));
        }
        String layout =
                """
                arch arm64 linux 7.2
                kernel at default {
                    fn klp_enable_patch   returns 0
                    fn seq_printf         returns 0
                    fn version_proc_show  returns 0
                    fn msleep_interruptible
                    fn proc_create_single_data
                    fn remove_proc_entry
                    data param_ops_int = u64 0
                }
                module lptarget absent from "lptarget-7.2.ko" at kernel + 64M
                module lpone    absent from "lpone-7.2.ko"    at kernel + 300M
                load lpone
                """;
        assertTrue(
                runs(layout + "load lptarget\nprint bytes(lpone.lp_lptarget_show, 0x40)"),
                said::toString);
        Files.write(folder.resolve("text"), bytes(output.getLast()));
        String compare = "compare module lpone with \"text\" at lpone.lp_lptarget_show\n";
        assertTrue(runs(layout + "load lptarget\n" + compare), said::toString);
        assertTrue(
                output.get(1).endsWith("late relocation: relocate lpone against lptarget"),
                output::toString);
        assertTrue(!runs(layout + compare));
        assertTrue(
                output.get(1).endsWith("unexplained: this waits for lptarget; load it"),
                output::toString);
    }

    private static byte[] bytes(String shown) {
        return HexFormat.of().parseHex(shown.replaceAll("[x\" ]", ""));
    }

    /** The first 40 bytes of a function's memory after {@code step}. */
    private byte[] dump(String arch, String step) {
        assertTrue(run(arch, step + "\nprint bytes(demo.bar, 40)"), said::toString);
        return bytes(output.getLast());
    }

    private boolean run(String arch, String steps) {
        String module = "module demo from \"demo-" + arch + ".ko\" at default\n";
        return runs("arch " + arch + LAYOUT + module + steps);
    }

    private boolean runs(String script) {
        output.clear();
        said.clear();
        help.clear();
        return new Session(Session.Options.DEFAULT, this::take)
                .run(new Source("s", script), folder);
    }

    private void take(Event event) {
        if (event instanceof Event.Answered(var span, Answer answer)) {
            output.addAll(TextView.lines(answer));
        } else if (event instanceof Event.Said(Diagnostic diagnostic)
                && diagnostic.severity() == Diagnostic.Severity.ERROR) {
            said.add(diagnostic.code() + " " + diagnostic.message());
            help.addAll(diagnostic.remedies());
        }
    }
}
