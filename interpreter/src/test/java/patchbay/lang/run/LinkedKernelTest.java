package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Sources;
import patchbay.bytes.Bits;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.view.TextView;

/** {@code kernel from}: our own small vmlinux, whole and damaged. */
class LinkedKernelTest {
    private static final String FROM = "arch arm64 linux 6.1\nkernel from \"vmlinux\"";

    private static final int PROGRAM_HEADERS = 0x40;
    private static final int PROGRAM_HEADER = 0x38;
    private static final int P_OFFSET = 8;
    private static final int P_VADDR = 16;
    private static final int P_FILESZ = 32;
    private static final int P_MEMSZ = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private byte[] whole = {};

    @BeforeEach
    void copy() throws IOException {
        whole = Files.readAllBytes(Sources.root().resolve("examples/vmlinux-6.1"));
        write(whole);
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(folder.resolve("vmlinux"), bytes);
    }

    /** What a script says, refusals and notes with what would help. */
    private String session(String text) {
        StringBuilder said = new StringBuilder();
        Session session =
                new Session(
                        Session.Options.DEFAULT,
                        event -> {
                            if (event instanceof Event.Answered(var span, Answer answer)) {
                                TextView.lines(answer).forEach(l -> said.append(l).append('\n'));
                            } else if (event instanceof Event.Said(Diagnostic diagnostic)) {
                                said.append(diagnostic.severity().name().toLowerCase(Locale.ROOT))
                                        .append('[')
                                        .append(diagnostic.code())
                                        .append("]: ")
                                        .append(diagnostic.message())
                                        .append(diagnostic.remedies())
                                        .append('\n');
                            }
                        });
        session.run(new Source("it", text), folder);
        return said.toString();
    }

    /** With a field of its program headers changed. */
    private String with(int at, int size, long value, String text) throws IOException {
        byte[] bytes = whole.clone();
        Bits.putLittle(bytes, at, size, value);
        write(bytes);
        return session(text);
    }

    private static void has(String part, String whole) {
        assertTrue(whole.contains(part), () -> part + " is not in:\n" + whole);
    }

    @Test
    void everythingMovesByTheDistanceToWhereItWasLinked() {
        has(
                "[0xffff800008000030, 0xffff800008000000]",
                session(FROM + "\nprint [hex(bar), hex(kernel)]"));
        String moved = FROM + " at 0xffff800012345000\n";
        has("0xffff800012345030", session(moved + "print hex(bar)"));
        has("0xffff800012345030", session(moved + "print hex(u64(operations))"));
        has("indirect() = 42   path: indirect -> bar", session(moved + "call indirect()"));
        has("0xffff800008000030", session(FROM + " at default\nprint hex(u64(operations))"));
    }

    @Test
    void aKernelThatCannotLieThereIsRefused() throws IOException {
        has("PB2005", session(FROM + " at 0xffff800012345678"));
        has(
                "the next such address is 0xffff800012346000",
                session(FROM + " at 0xffff800012345678"));
        has("PB2006", session(FROM + " at 0xfffffffffffff000"));
        has("PB2003", session(FROM + "\nkernel from \"vmlinux\""));
        has("PB6005", session("arch ppc64le linux 6.1\nkernel from \"vmlinux\""));
        has("PB6001", session("arch arm64 linux 6.1\nkernel from \"nobody\""));
        has("PB6001", session("arch arm64 linux 6.1\nkernel from \".\""));
    }

    @Test
    void anotherBannerThanTheScriptsVersionIsRemarkedOn() {
        assertEquals("", session(FROM));
        has(
                "note[PB7010]: this kernel calls itself Linux version 6.1.0; the script takes it for linux 6.6",
                session(FROM.replace("6.1", "6.6")));
    }

    @Test
    void programHeadersAreHeldAgainstTheFileAndEachOther() throws IOException {
        int text = PROGRAM_HEADERS;
        int data = PROGRAM_HEADERS + PROGRAM_HEADER;
        has("PB6004", with(text + P_FILESZ, 8, 1 << 14, FROM));
        has("p_filesz of program header 0", with(text + P_FILESZ, 8, 1 << 14, FROM));
        has("p_memsz of program header 0", with(text + P_MEMSZ, 8, Long.MIN_VALUE, FROM));
        has("p_vaddr of program header 1", with(data + P_VADDR, 8, -16, FROM));
        has(
                "at least 0xffff80000800200c, the end of program header 0",
                with(data + P_VADDR, 8, 0xffff800008001000L, FROM));
        has("PB6003", with(data + P_OFFSET, 8, Long.MAX_VALUE, FROM));
        has("PB6003", with(data + P_OFFSET, 8, 1 << 20, FROM));
        has("PB6012", with(data + P_MEMSZ, 8, 1L << 40, FROM));
        has("e_phnum", with(0x38, 2, 0xffff, FROM));
        has("PB6003", with(0x38, 2, 0xfffe, FROM));
        has("e_phentsize", with(0x36, 2, 57, FROM));
        has("PB6010", with(0x38, 2, 0, FROM));
    }

    @Test
    void whatIsNoLinkedKernelIsCalledByItsName() throws IOException {
        write(new byte[] {0x1f, (byte) 0x8b, 8, 0});
        has("it is packed", session(FROM));
        byte[] image = new byte[64];
        System.arraycopy("MZ".getBytes(StandardCharsets.US_ASCII), 0, image, 0, 2);
        write(image);
        has("what a boot loader loads", session(FROM));
        Files.copy(
                Sources.root().resolve("examples/demo-6.1.ko"),
                folder.resolve("vmlinux"),
                StandardCopyOption.REPLACE_EXISTING);
        has("it is relocatable, as a module is", session(FROM));
        write(Arrays.copyOf(whole, whole.length / 2));
        has("PB6003", session(FROM));
        write(new byte[0]);
        has("PB6003", session(FROM));
    }

    @Test
    void aFileThatIsWrittenToMeanwhileRefusesWhoLooksAtIt() throws IOException {
        Path other = folder.resolve("other");
        String text = "\nsave journal \"other\"\nshow code bar";
        has("bar:\n", session(FROM + text));
        Files.delete(other);
        Files.createLink(other, folder.resolve("vmlinux"));
        String changed = session(FROM + "\nshow code quiet" + text);
        has("quiet:\n", changed);
        has("bar:\n", changed); // lies in the page that was looked at before
        write(whole);
        changed = session(FROM + text);
        has("error[PB6013]: vmlinux cannot be used any more", changed);
        has("bytes and has", changed);
    }

    @Test
    void aFileThatTakesTheNameOfTheOneInUseChangesNothing() throws IOException {
        Session session =
                new Session(
                        Session.Options.DEFAULT,
                        event -> assertTrue(isGood(event), event::toString));
        assertTrue(session.enter(new Source("it", FROM), folder));
        Files.move(folder.resolve("vmlinux"), folder.resolve("old"));
        write(new byte[100]);
        String text = "expect (call caller()).value == 52";
        assertTrue(session.enter(new Source("it", text), folder));
    }

    private static boolean isGood(Event event) {
        return !(event instanceof Event.Said);
    }

    @Test
    void aModuleGetsWhatTheKernelExportsAndNothingElse() {
        String module =
                "\nmodule demo from \"" + Sources.root().resolve("examples/demo-6.1.ko") + "\" at ";
        has("demo.baz(1) = 48", session(FROM + module + "kernel - 1G\ncall demo.baz(1)"));
        assertEquals(
                List.of(),
                session(FROM + module + "kernel - 1G")
                        .lines()
                        .filter(l -> l.contains("PB7002"))
                        .toList());
    }

    @Test
    void aRedirectGoesThroughTheKernelsOwnEntryCode() {
        String redirect = FROM + "\nmodule foo at kernel + 1G { fn bar returns 2 }\n";
        String done = session(redirect + "redirect bar -> foo.bar\ncall caller()\ntrace caller()");
        has("caller() = 12   path: caller -> bar -> ftrace_regs_caller -> foo.bar", done);
        has("arch_ftrace_ops_list_func  …", done);
        has(
                "caller() = 52",
                session(
                        redirect
                                + "redirect bar -> foo.bar\nrestore bar\nexpect unchanged kernel\ncall caller()"));
        has(
                "caller() = 17   path: caller -> quiet",
                session(redirect + "redirect bar -> quiet via callers\ncall caller()"));
        has(
                "caller() = 17   path: caller -> bar -> quiet",
                session(redirect + "redirect bar -> quiet via jump\ncall caller()"));
        has("PB4002", session(redirect + "redirect quiet -> bar"));
    }

    @Test
    void aKernelWithoutATracerCannotBeRedirectedByIt() throws IOException {
        byte[] bytes = whole.clone();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("ftrace_regs_caller\0");
        bytes[at] = 'g';
        write(bytes);
        String done = session(FROM + "\nredirect bar -> quiet");
        has("PB2001", done);
        has("this kernel has no 'ftrace_regs_caller'", done);
    }

    @Test
    void aModuleThatNeedsMoreThanTheKernelExportsIsRefused() throws IOException {
        byte[] bytes = whole.clone();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("__ksymtab_far_a\0") + 2] = 'x';
        write(bytes);
        String module =
                "\nmodule demo from \"" + Sources.root().resolve("examples/demo-6.1.ko") + "\" at ";
        String said = session(FROM + module + "kernel - 1G");
        has("PB7002", said);
        has("the kernel has far_a and does not export it", said);
        assertEquals(
                "",
                session(FROM + "\nextern far_a at 0xffff800009000000" + module + "kernel - 1G"));
    }

    @Test
    void anotherArchitectureIsNoAnswerAndAnotherVersionGetsTheSameBytes() {
        has("PB6005", session(FROM + "\ncompare arch arm64 with ppc64le { call caller() }"));
        String said =
                session(
                        FROM
                                + """

                                compare linux 6.1 with 5.10 {
                                    print hex(bar)
                                    redirect bar -> quiet
                                    call caller()
                                }
                                """);
        has("0xffff800008000030", said);
        has("caller() = 17   path: caller -> bar -> ftrace_regs_caller -> quiet", said);
        has(
                "this kernel calls itself Linux version 6.1.0; the script takes it for linux 5.10",
                said);
    }

    @Test
    void whatIsDoneToItCanBeSavedAndTakenBack() throws IOException {
        session(FROM + "\nredirect bar -> quiet\nsave journal \"journal.json\"");
        has(
                "\"place\": \"bar+0x4\", \"before\": \"1f2003d5\"",
                Files.readString(folder.resolve("journal.json")));
        has(
                "caller() = 52",
                session(
                        FROM
                                + "\nredirect bar -> quiet\nundo\nexpect unchanged kernel\ncall caller()"));
    }

    @Test
    void whatIsSavedIsReadAgain() throws IOException {
        assertEquals("", session(FROM + " at 0xffff800012345000\nsave kernel as elf \"vmlinux2\""));
        has(
                "indirect() = 42",
                session("arch arm64 linux 6.1\nkernel from \"vmlinux2\"\ncall indirect()"));
    }

    @Test
    void whatItsPrinterIsGivenStandsInTheLog() throws IOException {
        Files.copy(Sources.root().resolve("examples/demo-6.1.ko"), folder.resolve("demo.ko"));
        String said =
                session(
                        FROM
                                + """

                                module demo from "demo.ko" at kernel - 16M
                                module words absent at kernel + 16M {
                                    fn f calls printk returns 3
                                }
                                load words
                                call words.f()
                                call demo.baz(1)
                                show log
                                """);
        assertTrue(said.endsWith("printk -> far_a\nbar 1 4\n"), said);
        assertTrue(said.contains("words.f() = 3   path: words.f -> printk\n"), said);
    }
}
