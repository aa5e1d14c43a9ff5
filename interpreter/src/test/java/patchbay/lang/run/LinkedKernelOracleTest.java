package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.kernel.Era;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Source;

/**
 * Kernels of every form that functions and entry code have had, assembled and linked by others:
 * what lies in memory is what these tools say, but for the words that a starting kernel writes.
 */
class LinkedKernelOracleTest {
    private static final long MOVED = 0x1234_0000L;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @ParameterizedTest
    @MethodSource("patchbay.lang.run.KernelForm#forms")
    void aKernelOfThatForm(KernelForm form) throws IOException {
        Era era = form.era();
        String prefix = form.prefix();
        form.link(folder);
        Map<String, Long> listed = listed(prefix);
        byte[] text = section(prefix, ".text");

        Machine linked = machine(form, "");
        Module kernel = linked.module(Module.KERNEL).orElseThrow();
        Map<String, Long> found = new HashMap<>();
        for (Symbol symbol : kernel.symbols()) {
            found.put(symbol.name(), symbol.address());
        }
        listed.forEach((name, address) -> assertEquals(address, found.get(name), name));
        assertEquals(List.of("bar", "caller", "indirect"), sites(kernel));

        long start = found.getOrDefault("_text", 0L);
        List<String> changed = new ArrayList<>();
        for (int at = 0; at < text.length; at += 4) {
            long now = linked.memory().u32(start + at);
            if ((int) now != (int) Bits.word(text, at)) {
                changed.add("%x:%08x".formatted(at, (int) now));
            }
        }
        assertEquals(3 * changes(form), changed.size(), changed::toString);

        Machine moved = machine(form, " at " + Value.hex(start + MOVED));
        long table = found.getOrDefault("table", 0L) + MOVED;
        for (String name : List.of("bar", "caller", "bar")) {
            assertEquals(listed.getOrDefault(name, 0L) + MOVED, moved.memory().u64(table), name);
            table += 8;
        }
        steps(form, era, start + MOVED);
    }

    /** How many words of each function a starting kernel writes: the pointer takes two. */
    private static int changes(KernelForm form) {
        return form.entry().contains(".skip") ? 3 : 1;
    }

    private static List<String> sites(Module kernel) {
        List<String> functions = new ArrayList<>();
        kernel.sites()
                .forEach(site ->
                        functions.add(kernel.symbolAt(site.function()).orElseThrow().name()));
        return functions;
    }

    /** On Power control comes to another object only by code that not every kernel has. */
    @Test
    void aKernelOfPowerWithoutLivePatchingIsNotRedirected() throws IOException {
        KernelForm form = new KernelForm("ppc64le", "6.1", KernelForm.MPROFILE, false);
        form.link(folder);
        Oracle.run(
                folder, form.prefix() + "objcopy", "--strip-symbol=livepatch_handler", "vmlinux");
        session(head(form, "") + "redirect bar -> quiet\n//! PB2001\n");
        session(head(form, "") + "redirect bar -> quiet via callers\n");
    }

    private void steps(KernelForm form, Era era, long at) {
        String head = head(form, " at " + Value.hex(at));
        session(
                head
                        + """
                        expect (call caller()).value == 11
                        expect (call indirect()).value == 1
                        redirect bar -> quiet via jump
                        expect (call caller()).value == 17
                        undo
                        expect unchanged kernel
                        """);
        String redirect =
                """
                redirect bar -> quiet
                expect (call caller()).value == 17
                expect (call caller()).path == WAY
                restore bar
                expect (call caller()).value == 11
                expect unchanged kernel
                """;
        session(
                head
                        + (era.entryCode().saved().isPresent()
                                ? redirect.replace("WAY", way(form, era))
                                : "redirect bar -> quiet\n//! PB4009\n"));
    }

    /** The path of the same redirect in words, as a list. */
    private static String way(KernelForm form, Era era) {
        List<String> path = new ArrayList<>();
        new Session(
                        Session.Options.DEFAULT,
                        event -> {
                            if (event instanceof Event.Answered(var span, var answer)) {
                                path.addAll(patchbay.view.TextView.lines(answer));
                            }
                        })
                .run(
                        new Source(
                                "words",
                                """
                                arch %s linux %s
                                kernel at %s {
                                    fn bar returns 1
                                    fn caller returns bar() + 10
                                    fn quiet notrace returns 7
                                }
                                redirect bar -> quiet
                                print (call caller()).path
                                """
                                        .formatted(
                                                form.arch(),
                                                form.version(),
                                                Value.hex(era.kernelBase()))),
                        Path.of(""));
        assertTrue(path.toString().contains("quiet"), path::toString);
        return path.toString()
                .replaceAll("[\\w.]+", "\"$0\"")
                .replace("[[", "[")
                .replace("]]", "]");
    }

    private void session(String text) {
        machine(text);
    }

    private static String head(KernelForm form, String at) {
        return "arch %s linux %s\nkernel from \"vmlinux\"%s\n"
                .formatted(form.arch(), form.version(), at);
    }

    private Machine machine(KernelForm form, String at) {
        return machine(head(form, at));
    }

    private Machine machine(String text) {
        List<String> said = new ArrayList<>();
        Session session =
                new Session(
                        Session.Options.DEFAULT,
                        event -> {
                            if (event instanceof Event.Said(var diagnostic)) {
                                said.add(diagnostic.message() + diagnostic.notes());
                            }
                        });
        assertTrue(session.run(new Source("it", text), folder), () -> said + "\n" + text);
        return session.machine();
    }

    // ---- what others say

    private Map<String, Long> listed(String prefix) {
        Map<String, Long> listed = new HashMap<>();
        for (String line : Oracle.run(folder, prefix + "nm", "vmlinux").lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && !words[2].startsWith("$") && !"aA".contains(words[1])) {
                listed.put(words[2], Long.parseUnsignedLong(words[0], 16));
            }
        }
        return listed;
    }

    private byte[] section(String prefix, String name) throws IOException {
        Oracle.run(
                folder, prefix + "objcopy", "-O", "binary", "-j", name, "vmlinux", "section.bin");
        return Files.readAllBytes(folder.resolve("section.bin"));
    }
}
