package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel of which only a list of its symbols is known. */
class ListedKernelTest {
    @TempDir Path folder;

    private String head = "";

    @BeforeEach
    void list() throws IOException {
        Path list = folder.resolve("System.map");
        Files.writeString(
                list,
                """
                ffff800008000000 T _text
                ffff800008001000 T bar
                ffff800008002000 T printk
                ffff800008003000 t init_once
                ffff800008004000 t init_once
                """);
        head =
                "arch arm64 linux 6.1\nkernel symbols \""
                        + list
                        + "\"\nmodule foo at 0xffff800009000000 { fn bar calls printk; fn baz }\n";
    }

    @Test
    void callsInWordsGoToListedNamesAndAddressesAreShownByThem() {
        Transcript transcript = Transcript.of(head + "show code foo.bar\nprint init_once#2\n");
        assertEquals(List.of(), transcript.errors);
        assertTrue(
                transcript.output.stream()
                        .anyMatch(line -> line.endsWith("bl ffff800008002000 <printk>")),
                transcript.output::toString);
        assertEquals("0xffff800008004000", transcript.output.getLast());
    }

    @Test
    void aNameThatIsNotListedIsUnknownNotDeclared() {
        Transcript transcript = Transcript.of(head + "redirect nobody -> foo.baz\n");
        assertEquals(List.of("PB2001"), transcript.codes());
    }

    @Test
    void aNameThatIsNearlyListedIsGuessed() {
        Transcript transcript = Transcript.of(head + "print prntk\n");
        assertEquals(List.of("PB2001"), transcript.codes());
        String remedies = transcript.diagnostics.getLast().remedies().toString();
        assertTrue(remedies.contains("printk"), remedies);
    }

    @Test
    void namesAreFoundByHowTheyBegin() {
        Session session = Transcript.of(head).session;
        assertEquals(List.of("init_once", "init_once"), session.symbols("init_"));
        assertTrue(session.symbols("foo").containsAll(List.of("foo", "foo.plt", "foo.bar")));
        assertEquals(List.of("foo.bar", "foo.baz"), session.symbols("foo.b"));
        assertEquals(List.of("bar"), session.symbols("b"));
        assertEquals(List.of(), session.symbols("foo.bars"));
    }

    @Test
    void aRedirectWithoutEntryCodeSaysWhatToName() {
        Transcript transcript = Transcript.of(head + "redirect foo.bar -> foo.baz\n");
        assertEquals(List.of("PB2001"), transcript.codes());
        assertTrue(
                transcript.diagnostics.getLast().remedies().getFirst().contains("extern ftrace_"),
                transcript.diagnostics::toString);
    }
}
