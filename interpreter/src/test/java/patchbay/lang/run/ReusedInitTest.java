package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.source.Source;

/** Modules at the addresses of a running system, where pages of init have been given to others. */
class ReusedInitTest {
    private static final String KERNEL =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 {
                fn printk(format)  returns 0
                fn far_a           returns 0
                fn far_b(x)        returns 0
                fn spare           returns 7
                data ext_var = u64 40
            }
            """;

    private static final String FIRST = demo("first", "16M", "16M + 0x5000");
    private static final String SECOND = demo("second", "16M + 0x5000", "16M + 0xa000");

    @TempDir private Path folder;

    private static String demo(String name, String core, String init) {
        return "module %s from \"../examples/demo-6.1.ko\" at { core kernel + %s, init kernel + %s }\n"
                .formatted(name, core, init);
    }

    private static List<String> sections(Transcript transcript, String module) {
        return transcript.session.machine().module(module).orElseThrow().segments().stream()
                .map(segment -> segment.name())
                .filter(name -> name.startsWith(".init"))
                .toList();
    }

    private static void assertFreed(String script, String note) {
        Transcript transcript = Transcript.of(KERNEL + script);
        assertEquals(List.of(), transcript.errors);
        assertEquals(List.of("PB7010 " + note), transcript.notes);
        assertEquals(List.of(), sections(transcript, "first"));
        assertEquals(List.of(".init.text", ".init.plt"), sections(transcript, "second"));
    }

    @Test
    void aModuleTakesThePagesOfAnInitThatHasReturned() {
        assertFreed(
                FIRST + SECOND,
                "second lies where the init of first was: that has returned, and is freed");
    }

    @Test
    void aModuleThatIsGivenAfterTheOneInItsPagesHasNoInit() {
        assertFreed(
                SECOND + FIRST,
                "second lies where the init of first was: that has returned, and is not there");
    }

    @Test
    void twoInitsInOnePageWereThereOneAfterTheOther() {
        assertFreed(
                FIRST + demo("second", "17M", "16M + 0x5000"),
                "second lies where the init of first was: that has returned, and is freed");
    }

    @Test
    void whatIsThereIsTheSameInBothOrders() {
        String questions =
                """
                show map
                show sections first
                show plt first
                show sites first
                call first.bar(1)
                redirect first.bar -> spare
                """;
        Transcript one = Transcript.of(KERNEL + FIRST + SECOND + questions);
        Transcript other = Transcript.of(KERNEL + SECOND + FIRST + questions);
        assertEquals(List.of(), one.errors);
        assertEquals(List.of(), other.errors);
        assertEquals(one.output, other.output);
        assertTrue(one.output.contains("init: freed when it had returned"), one.output::toString);
    }

    @Test
    void savedStagesHaveItsInit() throws IOException {
        String save = "save module first stage live to \"%s\"\n";
        Transcript alone = Transcript.of(KERNEL + FIRST + save.formatted(folder.resolve("alone")));
        Transcript freed =
                Transcript.of(KERNEL + SECOND + FIRST + save.formatted(folder.resolve("freed")));
        assertEquals(List.of(), alone.errors);
        assertEquals(List.of(), freed.errors);
        List<Path> files;
        try (var all = Files.list(folder.resolve("alone"))) {
            files = all.toList();
        }
        assertEquals(14, files.size());
        for (Path file : files) {
            assertArrayEquals(
                    Files.readAllBytes(file),
                    Files.readAllBytes(folder.resolve("freed").resolve(file.getFileName())),
                    file.toString());
        }
    }

    @Test
    void codeOfAnInitThatIsNotThereIsNamedAndRefused() {
        Transcript transcript = Transcript.of(KERNEL + SECOND + FIRST + "call first.demo_init()\n");
        assertEquals(
                List.of(
                        "PB2001 first.demo_init is no more: the kernel freed it when the init of first had returned"),
                transcript.errors);
    }

    @Test
    void aPatchedInitHasNotReturned() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + FIRST
                                + "unsafe \"a test\" { redirect first.demo_init -> spare via jump }\n"
                                + SECOND);
        assertEquals(1, transcript.errors.size(), transcript.errors::toString);
        assertTrue(transcript.errors.getFirst().startsWith("PB2004 "), transcript.errors::toString);
    }

    @Test
    void coresOverlapNeither() {
        for (String wrong :
                List.of(
                        demo("second", "16M", "20M"),
                        demo("second", "16M + 0x5000", "0x1000 - 0x1000"),
                        demo("second", "0x1000 - 0x1000", "20M"))) {
            Transcript transcript = Transcript.of(KERNEL + FIRST + wrong);
            assertEquals(1, transcript.errors.size(), transcript.errors::toString);
            assertTrue(
                    transcript.errors.getFirst().startsWith("PB2004 "),
                    transcript.errors::toString);
            assertEquals(List.of(".init.text", ".init.plt"), sections(transcript, "first"));
        }
    }

    @Test
    void aModuleThatIsLoadedNowNeedsRoomForItsInit() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + SECOND
                                + FIRST.replace("first from", "first absent from")
                                + "load first\n");
        assertTrue(transcript.errors.getFirst().startsWith("PB2004 "), transcript.errors::toString);
    }

    @Test
    void whatIsToBeSaidOfManyModulesIsSaidOfOneAndCounted() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + FIRST
                                + SECOND
                                + demo("third", "16M + 0xa000", "16M + 0xf000")
                                + demo("fourth", "16M + 0xf000", "17M"));
        assertEquals(
                List.of(
                        "PB7010 second lies where the init of first was: that has returned, and is freed",
                        "PB7010 the same of 2 more modules, fourth the last: it lies where an init was that has returned, and is freed"),
                transcript.notes);
    }

    @Test
    void goingBackBringsAnInitBack() {
        Transcript transcript = Transcript.of(KERNEL + FIRST);
        transcript.session.enter(new Source("more.lp", SECOND), Path.of(""));
        assertEquals(List.of(), sections(transcript, "first"));
        assertTrue(transcript.session.back());
        assertEquals(List.of(".init.text", ".init.plt"), sections(transcript, "first"));
    }
}
