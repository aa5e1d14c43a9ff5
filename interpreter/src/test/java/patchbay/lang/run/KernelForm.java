package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import patchbay.Oracle;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;
import patchbay.kernel.EntryCode;
import patchbay.kernel.Era;
import patchbay.kernel.Version;
import patchbay.source.Result;

/**
 * A kernel to be made.
 *
 * @param entry what the compiler leaves at a function, {@code @} its name
 * @param packed whether the words that hold addresses are listed by bits
 * @param apart whether the kernel's structures have what its entry code asks for elsewhere
 */
record KernelForm(String arch, String version, String entry, boolean packed, boolean apart) {
    KernelForm(String arch, String version, String entry, boolean packed) {
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

    static final String MPROFILE = GLOBAL_ENTRY + "mflr 0\n1: bl _mcount\n" + LISTED;

    private static final String MPROFILE_GCC_5 =
            GLOBAL_ENTRY + "mflr 0\nstd 0,16(1)\n1: bl _mcount\n" + LISTED;

    private static final String PATCHABLE = GLOBAL_ENTRY + "1: nop\nnop\n" + LISTED;

    /** Every form that functions and entry code have had. */
    static Stream<KernelForm> forms() {
        return Stream.of(
                new KernelForm("arm64", "5.4", MCOUNT, false),
                new KernelForm("arm64", "5.10", TWO_NOPS, false),
                new KernelForm("arm64", "6.1", TWO_NOPS, true),
                new KernelForm("arm64", "6.1", BEHIND_PAD, false),
                new KernelForm("arm64", "6.2", BEHIND_PAD, true),
                new KernelForm("arm64", "6.3", CALL_OPS, false),
                new KernelForm("arm64", "6.12", CALL_OPS_BEHIND_PAD, true),
                new KernelForm("arm64", "7.2", CALL_OPS, false),
                new KernelForm("ppc64le", "4.19", MPROFILE, false),
                new KernelForm("ppc64le", "6.1", MPROFILE_GCC_5, false),
                new KernelForm("ppc64le", "4.19", MPROFILE, true, true),
                new KernelForm("ppc64le", "6.1", MPROFILE, true),
                new KernelForm("ppc64le", "6.1", MPROFILE, false, true),
                new KernelForm("ppc64le", "6.12", PATCHABLE, false));
    }

    Era era() {
        Architecture architecture = Architectures.named(arch).orElseThrow();
        Version release = Version.parse(version).orElseThrow();
        return architecture.era(release, architecture.usual()) instanceof Result.Ok<Era>(Era era)
                ? era
                : fail(toString());
    }

    /** What the names of its tools begin with. */
    String prefix() {
        return arch.equals("arm64") ? "aarch64-linux-gnu-" : "powerpc64le-linux-gnu-";
    }

    // ---- making it

    /** Makes {@code vmlinux} of it in a folder. */
    void link(Path folder) throws IOException {
        Era era = era();
        String prefix = prefix();
        Files.writeString(folder.resolve("kernel.s"), source(era.entryCode()));
        Files.writeString(
                folder.resolve("kernel.lds"),
                SCRIPT.replace("BASE", "0x" + Long.toHexString(era.kernelBase())));
        String linker = packed ? "ld.lld" : prefix + "ld";
        Oracle.require(prefix + "as", linker, prefix + "nm", prefix + "objcopy");
        String options = arch.equals("arm64") ? "-march=armv8.5-a" : "-mpower9";
        List<String> assemble = new ArrayList<>(List.of(prefix + "as", options));
        assemble.addAll(arch.equals("arm64") ? List.of() : List.of("-mregnames"));
        assemble.addAll(List.of("-o", "kernel.o", "kernel.s"));
        Oracle.run(folder, assemble.toArray(String[]::new));
        List<String> link = new ArrayList<>(List.of(linker, "-pie", "-z", "norelro"));
        link.addAll(
                packed ? List.of("--pack-dyn-relocs=relr", "--apply-dynamic-relocs") : List.of());
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

    private String source(EntryCode code) {
        boolean arm64 = arch.equals("arm64");
        String call = arm64 ? ARM64_CALL : PPC64_CALL;
        StringBuilder text = new StringBuilder(arm64 ? "" : ".abiversion 2\n");
        text.append(".text\n");
        function(text, "bar", arm64 ? "mov x0, #1\nret\n" : "li 3,1\nblr\n");
        function(text, "caller", call.replace("CALL", "bl bar"));
        function(
                text,
                "indirect",
                call.replace("CALL", arm64 ? ARM64_TABLE : PPC64_TABLE)
                        .replace(arm64 ? "add x0, x0, #10\n" : "addi 3,3,10\n", ""));
        text.append(".balign 16\n.type quiet, %function\nquiet:\n")
                .append(arm64 ? "mov x0, #7\nret\n" : "li 3,7\nblr\n")
                .append(".size quiet, .-quiet\n.balign 64\n");
        for (String line : code.lines()) {
            text.append(line(line)).append('\n');
        }
        code.symbols().forEach(name -> text.append(".type %s, %%function\n".formatted(name)));
        if (entry.equals(MCOUNT) && !code.symbols().contains("_mcount")) {
            text.append("_mcount: ret\n");
        }
        text.append(".data\n.balign 8\ntable: .quad bar, caller, bar\n");
        for (EntryCode.Datum datum : code.data()) {
            text.append(
                    "%s: .quad %s\n.skip %d\n"
                            .formatted(datum.name(), datum.symbol(), datum.size() - 8));
        }
        return text.toString();
    }

    private void function(StringBuilder text, String name, String body) {
        text.append(".type %s, %%function\n".formatted(name))
                .append(entry.replace("@@", name + "@").replace("-@", "-" + name))
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
}
