package patchbay.lang.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.source.Diagnostic;

/** The relocations of a live patch that name other objects, as modules come and go. */
class LivePatchesTest {
    private static final String ARM64 = "arch arm64 linux 7.2\n";
    private static final String PPC64 = "arch ppc64le linux 6.1\n";

    /** What both modules import, and what only a live patch gets to. */
    private static final String KERNEL =
            """
            kernel at default {
                fn klp_enable_patch         returns 0
                fn seq_printf               returns 0
                fn version_proc_show        returns 0
                fn msleep_interruptible     returns 0
                fn proc_create_single_data  returns 0
                fn remove_proc_entry        returns 0
                data param_ops_int = u64 0
            }
            """;

    private static final String MODULES =
            """
            module lptarget absent from "../examples/lptarget-7.2.ko" at kernel + 64M
            module lpone    absent from "../examples/lpone-7.2.ko"    at kernel + 300M
            """;

    @TempDir private Path folder;

    private static Transcript arm64(String script) {
        return Transcript.of(ARM64 + KERNEL + MODULES + script);
    }

    private static Transcript ppc64(String script) {
        return Transcript.of(
                PPC64 + KERNEL + MODULES.replace("-7.2.ko", "-ppc64le-6.1.ko") + script);
    }

    /** The notes of what was refused, in order. */
    private static List<String> notes(Transcript transcript) {
        return transcript.diagnostics.stream()
                .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
                .flatMap(each -> each.notes().stream())
                .filter(note -> note.span() == null)
                .map(Diagnostic.Note::message)
                .toList();
    }

    @Test
    void whatNamesAnotherObjectWaitsUntilThatIsLoaded() {
        Transcript transcript =
                arm64(
                        """
                        load lpone
                        print [slots(lpone).used, hex(u32(lpone.lp_lptarget_show + 0x20))]
                        show relocs lpone
                        load lptarget
                        print [slots(lpone).used, hex(u32(lpone.lp_lptarget_show + 0x20))]
                        print name(branch(lpone.lp_lptarget_show + 0x20))
                        """);
        assertEquals("[2, 0x94000000]", transcript.output.getFirst());
        assertTrue(
                transcript.output.contains("against lptarget: waiting until that is loaded"),
                transcript.output::toString);
        assertEquals(
                List.of("[3, 0x9400002c]", "lpone.plt[2]"),
                transcript.output.subList(transcript.output.size() - 2, transcript.output.size()));
        assertEquals(
                List.of(
                        "PB7010 1 relocation of lpone against lptarget: waiting, lptarget is not loaded",
                        "PB7010 1 relocation of lpone against lptarget: applied, lptarget is loaded",
                        "PB7010 lpone.plt[2] at 0xffff800092c000d8 is filled while it is read-only: this kernel stores it directly, and presumably faults"),
                transcript.notes);
    }

    @Test
    void aTargetThatIsThereIsNamedWhenThePatchIsEnabled() {
        Transcript transcript =
                arm64(
                        """
                        load lptarget
                        load lpone
                        show relocs lpone
                        list slots in lpone where it.to == "lptarget.lptarget_helper"
                        """);
        assertTrue(transcript.held, transcript.errors::toString);
        assertTrue(
                transcript.output.contains("against lptarget: applied late, when both were there"));
        assertTrue(transcript.output.getLast().startsWith("1 of "), transcript.output::getLast);
    }

    @Test
    void aPatchThatIsOnlyPlacedIsNotEnabled() {
        Transcript transcript =
                Transcript.of(
                        ARM64
                                + KERNEL
                                + MODULES.replace("lpone    absent", "lpone")
                                + """
                                load lptarget
                                show relocs lpone
                                print slots(lpone).used
                                """);
        assertEquals("2", transcript.output.getLast());
        assertTrue(
                transcript.output.contains(
                        "against lptarget: waiting until the init of lpone has enabled it"));
        assertEquals(
                List.of(
                        "PB7010 1 relocation of lpone against lptarget: waiting until lpone is enabled by its init; declare it absent, and `load lpone`"),
                transcript.notes);
    }

    @Test
    void anEnabledPatchStaysAndItsTargetMayGo() {
        Transcript transcript =
                arm64(
                        "load lptarget\nload lpone\nunload lptarget\nshow relocs lpone\nunload lpone\n");
        assertTrue(
                transcript.output.contains(
                        "against lptarget: applied late, and left as written since that has gone"));
        assertEquals(
                List.of("PB4016 module lpone is in use; a kernel says -EWOULDBLOCK"),
                transcript.errors);
        assertEquals(
                List.of("it is a live patch and enabled: to disable one is not available yet"),
                notes(transcript));
    }

    @Test
    void ppc64leOf61RefusesATargetThatComesAgain() {
        Transcript transcript =
                ppc64("load lptarget\nload lpone\nunload lptarget\nload lptarget\n");
        assertEquals(
                List.of(
                        "PB7001 lptarget is kept out by the live patch lpone: behind the call of .klp.sym.lptarget.lptarget_helper,0 stands e8410018, not the no-op that becomes the reload of r2"),
                transcript.errors);
        assertEquals(
                List.of(
                        "insmod would get -ENOEXEC (-8)",
                        "the kernel would log: module_64: lpone: Expected nop after call, got e8410018 at lp_lptarget_show+0x2c/0x70 [lpone]",
                        "the kernel would log: livepatch: failed to initialize patch 'lpone' for module 'lptarget' (-8)",
                        "the kernel would log: livepatch: patch 'lpone' failed for module 'lptarget', refusing to load module 'lptarget'"),
                notes(transcript));
    }

    @Test
    void inTheEndItRunsOutOfSlotsForThat() {
        Transcript transcript =
                Transcript.of(
                        PPC64
                                + KERNEL
                                + MODULES.replace("-7.2.ko", "-ppc64le-6.1.ko")
                                        .replace("at kernel + 64M", "in modules")
                                + "region modules kernel + 64M .. kernel + 80M\n"
                                + "load lptarget\nload lpone\nunload lptarget\n"
                                + "region modules kernel + 96M .. kernel + 112M\nload lptarget\n");
        assertEquals(
                "the kernel keeps the slot that it filled before: 8 of 8 of lpone.stubs would be used from then on",
                notes(transcript).getFirst());
    }

    @Test
    void before58TheKernelItselfIsNamedAtEnableToo() {
        String script =
                """
                module lpone absent from "../examples/lpone-ppc64le-6.1.ko" at kernel + 300M
                load lpone
                print name(branch(lpone.lp_cmdline_proc_show + 0x44))
                """;
        Transcript before = Transcript.of("arch ppc64le linux 4.19\n" + KERNEL + script);
        assertEquals(List.of("lpone.stubs[5]"), before.output);
        assertTrue(
                before.notes.contains(
                        "PB7010 1 relocation of lpone against vmlinux: applied, vmlinux is loaded"),
                before.notes::toString);
        assertEquals(List.of("lpone.stubs[3]"), Transcript.of(PPC64 + KERNEL + script).output);
    }

    @Test
    void whatIsNotFoundOrNotOneIsRefusedAsTheKernelDoes() {
        assertEquals(
                "the kernel would log: livepatch: symbol 'lptarget_helper' not found in symbol table",
                notes(inWords("fn other returns 0")).get(1));
        Transcript twice =
                inWords("fn lptarget_helper local returns 0; fn lptarget_helper local returns 1");
        assertEquals(
                List.of(
                        "insmod would get -EINVAL (-22)",
                        "the kernel would log: livepatch: unresolvable ambiguity for symbol 'lptarget_helper' in object 'lptarget'",
                        "the kernel would log: livepatch: failed to initialize patch 'lpone' for module 'lptarget' (-22)",
                        "the kernel would log: livepatch: patch 'lpone' failed for module 'lptarget', refusing to load module 'lptarget'"),
                notes(twice));
        Transcript kernel =
                Transcript.of(
                        ARM64
                                + KERNEL.replace(
                                        "fn version_proc_show        returns 0",
                                        "fn version_proc_show local\nfn version_proc_show local")
                                + MODULES
                                + "load lpone\n");
        assertEquals(
                "the kernel would log: livepatch: unresolvable ambiguity for symbol 'version_proc_show' in object '(null)'",
                notes(kernel).get(1));
    }

    /** The target in words. */
    private static Transcript inWords(String functions) {
        return Transcript.of(
                ARM64
                        + KERNEL
                        + MODULES.replaceFirst(
                                "from \"[^\"]*\" at kernel \\+ 64M",
                                "at kernel + 64M { " + functions + " }")
                        + "load lpone\nload lptarget\n");
    }

    @Test
    void aKernelWithoutLivePatchingTakesNone() {
        Transcript transcript =
                Transcript.of(
                        "arch arm64 linux 6.12\n"
                                + KERNEL
                                + MODULES
                                + "load lptarget\nload lpone\n");
        assertEquals(1, transcript.errors.size());
        assertEquals(
                "the kernel would log: lpone: module is marked as livepatch module, but livepatch support is disabled",
                notes(transcript).getLast());
        String remedy =
                transcript.diagnostics.stream()
                        .flatMap(each -> each.remedies().stream())
                        .findFirst()
                        .orElse("");
        assertTrue(remedy.contains("6.17"), remedy);
    }

    @Test
    void onlyWhatIsMarkedIsALivePatch() throws IOException {
        String bytes = Files.readString(Path.of("../examples/lpone-7.2.ko"), ISO_8859_1);
        Path file = folder.resolve("lpone.ko");
        Files.writeString(file, bytes.replace("livepatch=Y", "Livepatch=Y"), ISO_8859_1);
        Transcript transcript =
                Transcript.of(
                        ARM64
                                + KERNEL
                                + MODULES.replace("../examples/lpone-7.2.ko", file.toString())
                                + "load lpone\n");
        assertFalse(transcript.held);
        assertEquals(
                List.of(
                        "insmod would get -EINVAL (-22)",
                        "the kernel would log: livepatch: module lpone is not marked as a livepatch module"),
                notes(transcript));
    }

    @Test
    void nothingIsTakenBackAcrossALoad() {
        Transcript transcript = arm64("load lptarget\nload lpone\nundo\n");
        assertEquals(
                List.of(
                        "PB5009 1 step is to be taken back, there are 0 since the layout last changed"),
                transcript.errors);
    }
}
