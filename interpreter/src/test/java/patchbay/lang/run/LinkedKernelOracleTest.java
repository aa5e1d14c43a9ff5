package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.Oracle;
import patchbay.arch.Architectures;
import patchbay.bytes.Bits;
import patchbay.kernel.Architecture;
import patchbay.kernel.EntryCode;
import patchbay.kernel.Era;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Result;
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

    /**
     * A kernel to be made.
     *
     * @param entry what the compiler leaves at a function, {@code @} its name
     * @param packed whether the words that hold addresses are listed by bits
     * @param apart whether the kernel's structures have what its entry code asks for elsewhere
     */
    private record Form(String arch, String version, String entry, boolean packed, boolean apart) {
        Form(String arch, String version, String entry, boolean packed) {
            this(arch, version, entry, packed, false);
        }

        /** A line of the entry code as this kernel has it. */
        String line(String line) {
            return apart
                    ? line.replace("48(r13)", "2289(r13)")
                            .replace("40(r13)", "2304(r13)")
                            .replace("16(r12)", "88(r12)")
                    : line;
        }

        @Override
        public String toString() {
            return arch + " " + version + (packed ? ", packed" : "") + (apart ? ", apart" : "");
        }
    }

    private static final String LISTED =
            ".pushsection __mcount_loc, \"aw\"\n.balign 8\n.quad 1b\n.popsection\n";

    private static final String TWO_NOPS = ".balign 16\n@:\n1: nop\nnop\n" + LISTED;

    private static final String BEHIND_PAD = ".balign 16\n@:\nbti c\n1: nop\nnop\n" + LISTED;

    private static final String CALL_OPS =
            ".balign 16\n.skip 8\n1: nop\nnop\n@:\nnop\nnop\n" + LISTED;

    private static final String CALL_OPS_BEHIND_PAD = CALL_OPS.replace("@:\n", "@:\nbti c\n");

    private static final String MCOUNT =
            ".balign 16\n@:\nstp x29, x30, [sp, #-16]!\nmov x29, sp\nmov x0, x30\n1: bl _mcount\n"
                    + "ldp x29, x30, [sp], #16\n"
                    + LISTED;

    private static final String GLOBAL_ENTRY =
            ".balign 16\n@:\naddis 2,12,.TOC.-@@ha\naddi 2,2,.TOC.-@@l\n.localentry @,.-@\n";

    private static final String MPROFILE = GLOBAL_ENTRY + "mflr 0\n1: bl _mcount\n" + LISTED;

    private static final String MPROFILE_GCC_5 =
            GLOBAL_ENTRY + "mflr 0\nstd 0,16(1)\n1: bl _mcount\n" + LISTED;

    private static final String PATCHABLE = GLOBAL_ENTRY + "1: nop\nnop\n" + LISTED;

    static Stream<Form> forms() {
        return Stream.of(
                new Form("arm64", "5.4", MCOUNT, false),
                new Form("arm64", "5.10", TWO_NOPS, false),
                new Form("arm64", "6.1", TWO_NOPS, true),
                new Form("arm64", "6.1", BEHIND_PAD, false),
                new Form("arm64", "6.2", BEHIND_PAD, true),
                new Form("arm64", "6.3", CALL_OPS, false),
                new Form("arm64", "6.12", CALL_OPS_BEHIND_PAD, true),
                new Form("arm64", "7.2", CALL_OPS, false),
                new Form("ppc64le", "4.19", MPROFILE, false),
                new Form("ppc64le", "6.1", MPROFILE_GCC_5, false),
                new Form("ppc64le", "4.19", MPROFILE, true, true),
                new Form("ppc64le", "6.1", MPROFILE, true),
                new Form("ppc64le", "6.1", MPROFILE, false, true),
                new Form("ppc64le", "6.12", PATCHABLE, false));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aKernelOfThatForm(Form form) throws IOException {
        Era era = era(form);
        String prefix = form.arch.equals("arm64") ? "aarch64-linux-gnu-" : "powerpc64le-linux-gnu-";
        link(form, era, prefix);
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
    private static int changes(Form form) {
        return form.entry.contains(".skip") ? 3 : 1;
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
        Form form = new Form("ppc64le", "6.1", MPROFILE, false);
        link(form, era(form), "powerpc64le-linux-gnu-");
        Oracle.run(
                folder,
                "powerpc64le-linux-gnu-objcopy",
                "--strip-symbol=livepatch_handler",
                "vmlinux");
        session(head(form, "") + "redirect bar -> quiet\n//! PB2001\n");
        session(head(form, "") + "redirect bar -> quiet via callers\n");
    }

    private void steps(Form form, Era era, long at) {
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
    private static String way(Form form, Era era) {
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
                                                form.arch,
                                                form.version,
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

    private static String head(Form form, String at) {
        return "arch %s linux %s\nkernel from \"vmlinux\"%s\n"
                .formatted(form.arch, form.version, at);
    }

    private Machine machine(Form form, String at) {
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

    private static Era era(Form form) {
        Architecture architecture = Architectures.named(form.arch).orElseThrow();
        Version version = Version.parse(form.version).orElseThrow();
        return architecture.era(version, architecture.usual()) instanceof Result.Ok<Era>(Era era)
                ? era
                : fail(form.toString());
    }

    // ---- making it

    private void link(Form form, Era era, String prefix) throws IOException {
        Files.writeString(folder.resolve("kernel.s"), source(form, era.entryCode()));
        Files.writeString(
                folder.resolve("kernel.lds"),
                SCRIPT.replace("BASE", "0x" + Long.toHexString(era.kernelBase())));
        String linker = form.packed ? "ld.lld" : prefix + "ld";
        Oracle.require(prefix + "as", linker, prefix + "nm", prefix + "objcopy");
        String options = form.arch.equals("arm64") ? "-march=armv8.5-a" : "-mpower9";
        List<String> assemble = new ArrayList<>(List.of(prefix + "as", options));
        assemble.addAll(form.arch.equals("arm64") ? List.of() : List.of("-mregnames"));
        assemble.addAll(List.of("-o", "kernel.o", "kernel.s"));
        Oracle.run(folder, assemble.toArray(String[]::new));
        List<String> link = new ArrayList<>(List.of(linker, "-pie", "-z", "norelro"));
        link.addAll(
                form.packed
                        ? List.of("--pack-dyn-relocs=relr", "--apply-dynamic-relocs")
                        : List.of());
        link.addAll(
                List.of(
                        "--build-id=none",
                        "--hash-style=sysv",
                        "-T",
                        "kernel.lds",
                        "-o",
                        "vmlinux",
                        "kernel.o"));
        Oracle.run(folder, link.toArray(String[]::new));
    }

    private static final String SCRIPT =
            """
            PHDRS { text PT_LOAD FLAGS(7); }
            SECTIONS
            {
                . = BASE;
                _text = .;
                .text : { *(.text) } :text
                .init.data : ALIGN(4096) {
                    __start_mcount_loc = .;
                    KEEP(*(__mcount_loc))
                    __stop_mcount_loc = .;
                }
                .rela.dyn : { *(.rela .rela*) }
                .relr.dyn : { *(.relr.dyn) }
                .data : ALIGN(4096) { *(.data) }
                .got : { *(.got .toc) }
                .dynamic : { *(.dynamic) }
                .dynsym : { *(.dynsym) }
                .dynstr : { *(.dynstr) }
                .hash : { *(.hash .gnu.hash) }
                _end = .;
                /DISCARD/ : { *(.interp .note* .comment) }
            }
            """;

    private static String source(Form form, EntryCode entry) {
        boolean arm64 = form.arch.equals("arm64");
        String call = arm64 ? ARM64_CALL : PPC64_CALL;
        StringBuilder text = new StringBuilder(arm64 ? "" : ".abiversion 2\n");
        text.append(".text\n");
        function(text, form, "bar", arm64 ? "mov x0, #1\nret\n" : "li 3,1\nblr\n");
        function(text, form, "caller", call.replace("CALL", "bl bar"));
        function(
                text,
                form,
                "indirect",
                call.replace("CALL", arm64 ? ARM64_TABLE : PPC64_TABLE)
                        .replace(arm64 ? "add x0, x0, #10\n" : "addi 3,3,10\n", ""));
        text.append(".balign 16\n.type quiet, %function\nquiet:\n")
                .append(arm64 ? "mov x0, #7\nret\n" : "li 3,7\nblr\n")
                .append(".size quiet, .-quiet\n.balign 64\n");
        for (String line : entry.lines()) {
            text.append(form.line(line)).append('\n');
        }
        entry.symbols().forEach(name -> text.append(".type %s, %%function\n".formatted(name)));
        if (form.entry.equals(MCOUNT) && !entry.symbols().contains("_mcount")) {
            text.append("_mcount: ret\n");
        }
        text.append(".data\n.balign 8\ntable: .quad bar, caller, bar\n");
        for (EntryCode.Datum datum : entry.data()) {
            text.append(
                    "%s: .quad %s\n.skip %d\n"
                            .formatted(datum.name(), datum.symbol(), datum.size() - 8));
        }
        return text.toString();
    }

    private static void function(StringBuilder text, Form form, String name, String body) {
        text.append(".type %s, %%function\n".formatted(name))
                .append(form.entry.replace("@@", name + "@").replace("-@", "-" + name))
                .append(body)
                .append(".size %1$s, .-%1$s\n".formatted(name));
        int at = text.lastIndexOf("\n@:");
        if (at >= 0) {
            text.replace(at + 1, at + 2, name);
        }
        at = text.lastIndexOf(".localentry @");
        if (at >= 0) {
            text.replace(at + 12, at + 13, name);
        }
    }

    private static final String ARM64_CALL =
            """
            stp x29, x30, [sp, #-16]!
            mov x29, sp
            CALL
            add x0, x0, #10
            ldp x29, x30, [sp], #16
            ret
            """;

    private static final String ARM64_TABLE = "adrp x1, table\nldr x1, [x1, :lo12:table]\nblr x1";

    private static final String PPC64_CALL =
            """
            mflr 0
            std 0,16(1)
            stdu 1,-32(1)
            CALL
            nop
            addi 3,3,10
            addi 1,1,32
            ld 0,16(1)
            mtlr 0
            blr
            """;

    private static final String PPC64_TABLE =
            """
            std 2,24(1)
            addis 3,2,table@toc@ha
            ld 12,table@toc@l(3)
            mtctr 12
            bctrl
            ld 2,24(1)\
            """;

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
