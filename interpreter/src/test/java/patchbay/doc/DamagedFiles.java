package patchbay.doc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import patchbay.bytes.Bits;

/**
 * Files that pages of the manual name, and that no project should have to carry: our own module
 * {@code demo-6.1.ko}, each with one thing wrong. Offsets are those of elf.h; sections are numbered
 * as in that file ({@code readelf -S}).
 */
final class DamagedFiles {
    private static final int E_TYPE = 0x10;
    private static final int E_MACHINE = 0x12;
    private static final int E_SHOFF = 0x28;
    private static final int E_SHENTSIZE = 0x3a;
    private static final int SH_TYPE = 4;
    private static final int SH_FLAGS = 8;
    private static final int SH_OFFSET = 24;
    private static final int SH_SIZE = 32;
    private static final int SECTION_HEADER = 64;
    private static final int R_INFO = 8;

    private static final int TEXT = 2;
    private static final int RELA_TEXT = 3;
    private static final int RELA_DATA = 11;
    private static final int BSS = 19;

    /** Of the kernel: two of its sections, and its last program header. */
    private static final int RELA_DYN = 7;

    private static final int SYMTAB = 13;
    private static final int E_PHOFF_TEXT = 0x40 + 0x38;
    private static final int P_MEMSZ = 0x28;

    private static final int CALL26 = 283;
    private static final int ADR_GOT_PAGE = 311;
    private static final int FAR_A = 33;

    private final byte[] whole;
    private final Path folder;

    private DamagedFiles(byte[] whole, Path folder) {
        this.whole = whole;
        this.folder = folder;
    }

    static void writeTo(Path folder) throws IOException {
        Path examples = Language.root().resolve("examples");
        for (String example : new String[] {"demo-6.1.ko", "vmlinux-6.1", "01-far-module.lp"}) {
            Files.copy(examples.resolve(example), folder.resolve(example));
        }
        for (String[] list :
                new String[][] {
                    {"kallsyms-hidden", "0000000000000000 T _text\n0000000000000000 T bar\n"},
                    {"no-type.map", "ffff800008010000 bar\n"},
                    {"no-name.map", "ffff800008010000 T bar\nffff800008010040 T\n"},
                    {"no-module.map", "ffff800008010000 T bar 64\n"},
                    {"names.sections", ".text\n.data\n"},
                    {"hidden.sections", ".text 0x0000000000000000\n"},
                    {"no-digit.sections", ".text 0xffff80000a_000000\n"},
                    {"too-long.sections", ".text 0xffff80000a0000000\n"},
                    {"no-sign.sections", ".text ffff80000a000000\n"},
                    {"more.sections", ".text 0xffff80000a000000 4096\n"}
                }) {
            Files.writeString(folder.resolve(list[0]), list[1]);
        }
        new DamagedFiles(Files.readAllBytes(examples.resolve("demo-6.1.ko")), folder).write();
        writeKernels(folder);
    }

    /** Kernels, of which the headers are damaged, or are not there. */
    private static void writeKernels(Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("vmlinux-6.1"));
        DamagedFiles kernel = new DamagedFiles(whole, folder);
        kernel.changed("vmlinux-stripped", kernel.header(SYMTAB) + SH_TYPE, 4, 1);
        kernel.changed("vmlinux-huge", E_PHOFF_TEXT + P_MEMSZ, 8, 1L << 40);
        byte[] fixed = whole.clone();
        Bits.putLittle(fixed, kernel.header(RELA_DYN) + SH_FLAGS, 8, 0);
        Files.write(folder.resolve("vmlinux-fixed"), fixed);
        Files.write(folder.resolve("vmlinuz"), packed(whole));
    }

    private void write() throws IOException {
        Files.write(folder.resolve("truncated.ko"), Arrays.copyOf(whole, whole.length / 2));
        changed("damaged.ko", E_SHENTSIZE, 2, SECTION_HEADER + 1);
        changed("x86.ko", E_MACHINE, 2, 62);
        changed("program.ko", E_TYPE, 2, 2);
        changed("writable-code.ko", header(TEXT) + SH_FLAGS, 8, 7);
        changed("huge.ko", header(BSS) + SH_SIZE, 8, 1L << 32);
        changed("got.ko", offset(RELA_TEXT) + R_INFO, 4, ADR_GOT_PAGE);
        changed("miscounted.ko", offset(RELA_DATA) + R_INFO, 8, (long) FAR_A << 32 | CALL26);
        Files.write(folder.resolve("cut.ko.gz"), Arrays.copyOf(packed(whole), whole.length / 8));
        Files.write(folder.resolve("bomb.ko.gz"), packed(new byte[24 << 20]));
        String text = new String(whole, ISO_8859_1);
        Files.writeString(
                folder.resolve("no-plt.ko"), text.replace(".plt\0", ".plx\0"), ISO_8859_1);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream into = new GZIPOutputStream(packed)) {
            into.write(bytes);
        }
        return packed.toByteArray();
    }

    private void changed(String name, int at, int size, long value) throws IOException {
        byte[] bytes = whole.clone();
        Bits.putLittle(bytes, at, size, value);
        Files.write(folder.resolve(name), bytes);
    }

    private int header(int section) {
        return (int) Bits.little(whole, E_SHOFF, 8) + section * SECTION_HEADER;
    }

    private int offset(int section) {
        return (int) Bits.little(whole, header(section) + SH_OFFSET, 8);
    }
}
