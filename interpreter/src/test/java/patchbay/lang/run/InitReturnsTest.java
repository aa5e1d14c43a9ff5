package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.machine.Machine;
import patchbay.machine.Segment;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;

/** What a module is when its init has returned, and when it has not. */
class InitReturnsTest {
    private static final String KERNEL =
            """
            arch arm64 linux 7.2
            kernel at default {
                fn seq_printf               returns 0
                fn msleep_interruptible     returns 0
                fn proc_create_single_data  logs "proc: one more"
                fn remove_proc_entry        logs "proc: one less"
                data param_ops_int = u64 0
            }
            """;

    private static final String TARGET =
            "module lptarget absent from \"../examples/lptarget-7.2.ko\" at kernel + 64M\n";

    private static final String WORDS =
            """
            arch arm64 linux 6.1
            kernel at default { fn bar returns 1 }
            module foo absent at default {
                section ".init.text" { fn init logs "foo: here" }
                section ".exit.text" { fn exit logs "foo: gone" }
                fn bar returns 2
                data first = addr init
            }
            """;

    @TempDir private Path folder;

    private static List<String> remarks(Transcript transcript) {
        return transcript.diagnostics.stream()
                .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
                .flatMap(each ->
                        Stream.concat(
                                each.notes().stream().map(Diagnostic.Note::message),
                                each.remedies().stream()))
                .toList();
    }

    @Test
    void initAndExitOfAFileRun() {
        Transcript transcript =
                Transcript.of(KERNEL + TARGET + "load lptarget\nunload lptarget\nshow log\n");
        assertEquals(
                List.of("proc: one more", "proc: one more", "proc: one less", "proc: one less"),
                transcript.output);
        assertEquals(List.of(), transcript.notes);
    }

    @Test
    void itsBlocksAreFreedWithAllThatIsInThem() {
        Transcript transcript = Transcript.of(KERNEL + TARGET + "load lptarget\n");
        Machine machine = transcript.session.machine();
        var module = machine.module("lptarget").orElseThrow();
        assertEquals(
                List.of(),
                module.segments().stream()
                        .map(Segment::name)
                        .filter(name -> name.startsWith(".init"))
                        .toList());
        assertEquals(List.of("plt", "ftrace"), module.tables());
        assertEquals(List.of(), module.named("init_module"));
        assertEquals(4, module.sites().size());
        assertFalse(machine.memory().isMapped(0xffff_8000_8400_6000L));
    }

    @Test
    void aNameOfInitSaysThatItWasFreed() {
        for (String use :
                List.of(
                        "call foo.init()",
                        "redirect foo.init -> bar",
                        "explain foo.init",
                        "print foo.init",
                        "print init+0x4/0x20 [foo]")) {
            Transcript transcript = Transcript.of(WORDS + "load foo\n" + use + "\n");
            assertEquals(
                    List.of(
                            "PB2001 foo.init is no more: the kernel freed it when the init of foo had returned"),
                    transcript.errors,
                    use);
        }
    }

    @Test
    void aCallOfItThroughAPointerLeavesKnownCode() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + TARGET
                                + "load lptarget\nlet init = u64(symbol(lptarget, \"__this_module\").address + 0x130)\n"
                                + "call `init`()\n");
        assertEquals(1, transcript.errors.size());
        assertTrue(
                transcript
                        .errors
                        .getFirst()
                        .endsWith(
                                "lptarget.lptarget_init was there, which the kernel freed when the module's init had returned"),
                transcript.errors::toString);
    }

    @Test
    void aModuleThatIsOnlyPlacedHasThemAll() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + TARGET.replace(" absent", "")
                                + "call lptarget.init_module()\nprint slots(lptarget).max\n");
        assertTrue(transcript.held, transcript.errors::toString);
    }

    @Test
    void theLiveStageIsThatBeforeInitAlsoAfterALoad() throws IOException {
        Path loaded = folder.resolve("loaded");
        Path placed = folder.resolve("placed");
        assertTrue(
                Transcript.of(
                                KERNEL
                                        + TARGET
                                        + "load lptarget\ncall lptarget.lptarget_helper(0, 1)\n"
                                        + "save module lptarget stage live to \""
                                        + loaded
                                        + "\"\n")
                        .held);
        assertTrue(
                Transcript.of(
                                KERNEL
                                        + TARGET.replace(" absent", "")
                                        + "save module lptarget stage live to \""
                                        + placed
                                        + "\"\n")
                        .held);
        try (Stream<Path> files = Files.list(placed)) {
            List<Path> all = files.toList();
            assertTrue(all.stream().anyMatch(file -> file.toString().contains(".init.text")));
            for (Path file : all) {
                assertEquals(-1, Files.mismatch(file, loaded.resolve(file.getFileName())));
            }
        }
    }

    @Test
    void aLoadedModuleIsComparedWithWhatItWasBeforeItsInit() {
        Transcript transcript =
                Transcript.of(
                        Phrase.of(
                                """
                                %s%s
                                load lptarget
                                save module lptarget stage relocated to "%s"
                                compare module lptarget with "%s"
                                """,
                                KERNEL, TARGET, folder, folder));
        assertTrue(transcript.held, transcript.errors::toString);
        assertTrue(
                transcript.output.contains(
                        "lptarget: 225 words of code and constants: 204 as loaded, 21 explained, 0"
                                + " unexplained"),
                transcript.output::toString);
    }

    @Test
    void unchangedMeansTheModuleAfterItsInit() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + TARGET
                                + """
                                load lptarget
                                expect unchanged lptarget
                                call lptarget.lptarget_helper(0, 1)
                                expect unchanged lptarget
                                """);
        assertEquals(List.of("PB5010"), transcript.codes());
    }

    @Test
    void itsPagesCanBeTakenByTheNextModule() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + "region modules kernel + 64M .. kernel + 65M\n"
                                + TARGET.replace("at kernel + 64M", "in modules")
                                + "load lptarget\nmodule next at kernel + 64M + 0x6000 { fn bar returns 9 }\n"
                                + "call next.bar()\nunload lptarget\ncall next.bar()\n");
        assertTrue(transcript.held, transcript.errors::toString);
    }

    @Test
    void textOfInitStaysOnPpc64leWhichHasOneTableForAll() {
        Transcript transcript =
                Transcript.of(
                        WORDS.replace("arm64", "ppc64le")
                                + "load foo\ncall foo.init()\nshow log\n");
        assertTrue(transcript.held, transcript.errors::toString);
    }

    @Test
    void anInitThatFailsLeavesNothingBehind() {
        Transcript transcript =
                Transcript.of(WORDS.replace("logs \"foo: here\"", "returns 0 - 19") + "load foo\n");
        assertEquals(
                List.of(
                        "PB7009 the init of foo returns -ENODEV (-19): the kernel takes the module out again"),
                transcript.errors);
        assertEquals(
                List.of(
                        "insmod would say: could not insert module foo.ko: No such device",
                        "a module stays when its init returns 0"),
                remarks(transcript));
        assertTrue(transcript.session.machine().module("foo").isEmpty());
        assertEquals(List.of(), transcript.session.machine().log());
    }

    @Test
    void anInitThatReturnsMoreThanNothingIsWarnedOf() {
        Transcript transcript =
                Transcript.of(WORDS.replace("logs \"foo: here\"", "returns 7") + "load foo\n");
        assertTrue(transcript.held);
        assertEquals(
                List.of(
                        "PB7010 the init of foo returns 7: a kernel wants 0 or an error number, warns, and loads it anyway"),
                transcript.notes);
    }

    @Test
    void whereItCallsAnAddressItIsTakenToHaveDoneNothing() {
        Transcript transcript =
                Transcript.of(
                        KERNEL.replaceAll("fn proc_create_single_data .*", "")
                                + "extern proc_create_single_data at kernel + 32M\n"
                                + TARGET
                                + "load lptarget\n");
        assertTrue(transcript.held);
        assertTrue(
                transcript
                        .notes
                        .getFirst()
                        .startsWith(
                                "PB7010 the init of lptarget does not get to its end here (PB5002: "),
                transcript.notes::toString);
    }
}
