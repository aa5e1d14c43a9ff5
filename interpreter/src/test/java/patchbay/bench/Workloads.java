package patchbay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;

/**
 * The inputs that measurements are made with, at any size: the same for the table of benchmarks and
 * for the tests that show how time grows with the size.
 */
public final class Workloads {
    private static final long KERNEL = 0xffff_8000_0800_0000L;

    /** Farther from the kernel than a branch reaches, in the window that modules may use. */
    private static final long MODULES = 0xffff_8000_2000_0000L;

    private static final int TARGETS = 100;

    /** e_machine. */
    private static final int AARCH64 = 183;

    private Workloads() {}

    // ---- scripts for the parser

    /** A script of {@code count} statements of many kinds, as people write them. */
    public static String statements(int count) {
        String[] kinds = {
            "let x%d = kernel + 0x%x * 4",
            "print \"{x%d} of %x\"",
            "expect distance(bar, foo.bar) < 128M or %d == 0x%x",
            "redirect bar%d -> foo.bar%x via callers",
            "restore bar%d   // number %x",
            "if x%d > 0x%x { print x } else { show code bar }",
            "show bytes %d at bar+0x%x",
            "call caller(%d, 0x%x)",
            "write bar%d+4 : 0xd503201f -> asm { b 0x%x }",
            "list functions in foo where it.size > %d and it.address >= 0x%x",
        };
        StringBuilder text = new StringBuilder(count * 48);
        for (int i = 0; i < count; i++) {
            text.append(kinds[i % kinds.length].formatted(i, i)).append('\n');
        }
        return text.toString();
    }

    /** {@code count} statements that each make a variable. */
    public static String variables(int count) {
        StringBuilder text = new StringBuilder(count * 16);
        for (int i = 0; i < count; i++) {
            text.append("let v").append(i).append(" = ").append(i).append('\n');
        }
        return text.toString();
    }

    // ---- lists of the kernel's symbols

    /** {@code /proc/kallsyms}: the kernel's own symbols, and at the end those of modules. */
    public static byte[] kallsyms(int lines) {
        return symbols(lines, lines / 4);
    }

    /** {@code System.map}: the kernel's own symbols only. */
    public static byte[] systemMap(int lines) {
        return symbols(lines, 0);
    }

    private static byte[] symbols(int lines, int ofModules) {
        StringBuilder text = new StringBuilder(lines * 44);
        for (int i = 0; i < lines; i++) {
            boolean inModule = i >= lines - ofModules;
            long address = inModule ? MODULES + i * 96L : KERNEL + i * 96L;
            text.append(Long.toHexString(address)).append(i % 3 == 0 ? " t " : " T ");
            // A static function's name stands in the list more than once.
            text.append(i % 50 == 0 ? "init_once" : "subsystem_do_something_" + i);
            if (inModule) {
                text.append("\t[module").append(i / 400 % 500).append(']');
            }
            text.append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    // ---- a layout with many functions

    /**
     * The kernel and {@code modules} modules in words with {@code functions} functions together; a
     * quarter of the modules is within a branch's reach of {@code foo.bar}.
     */
    public static String layout(int functions, int modules) {
        StringBuilder text = new StringBuilder(functions * 14 + modules * 48);
        text.append("arch arm64 linux 6.1\nkernel at 0x")
                .append(Long.toHexString(KERNEL))
                .append(" {\n    fn printk\n}\nmodule foo at 0x")
                .append(Long.toHexString(MODULES))
                .append(" {\n    fn bar\n}\n");
        int each = functions / modules;
        for (int m = 0; m < modules; m++) {
            text.append("module m").append(m).append(" at 0x");
            text.append(Long.toHexString(MODULES + (m + 1L) * (1 << 20))).append(" {\n");
            for (int f = 0; f < each; f++) {
                text.append("fn f").append(f).append('\n');
            }
            text.append("}\n");
        }
        return text.toString();
    }

    // ---- modules with far calls

    /**
     * Writes {@code modules} objects of 640 KB with {@code calls} calls together to {@code folder},
     * and {@code load.lp}, which places them out of reach of what they call: each call needs a
     * slot, which those of one object that go to one target share.
     *
     * @return the script
     */
    public static Path farCalls(Path folder, int calls, int modules) throws IOException {
        StringBuilder script = new StringBuilder("arch arm64 linux 6.1\n");
        script.append("kernel at 0x").append(Long.toHexString(KERNEL)).append(" {\n");
        for (int target = 0; target < TARGETS; target++) {
            script.append("    fn target").append(target).append('\n');
        }
        script.append("}\n");
        for (int m = 0; m < modules; m++) {
            Files.write(folder.resolve("m" + m + ".ko"), object(calls / modules, m));
            script.append("module m")
                    .append(m)
                    .append(" from \"m")
                    .append(m)
                    .append(".ko\" at 0x")
                    .append(Long.toHexString(MODULES + (long) m * (1 << 20)))
                    .append('\n');
        }
        Path file = folder.resolve("load.lp");
        Files.writeString(file, script);
        return file;
    }

    /** The names that the objects of {@link #farCalls} call. */
    public static List<String> targets() {
        List<String> names = new ArrayList<>();
        for (int target = 0; target < TARGETS; target++) {
            names.add("target" + target);
        }
        return names;
    }

    /** Which of the targets call {@code call} of object {@code number} goes to. */
    static int target(int number, int call) {
        return (call * 7 + number) % TARGETS;
    }

    /** A relocatable file whose text of 640 KB calls the targets in turn, from spread places. */
    public static byte[] object(int calls, int number) {
        byte[] text = new byte[640 << 10];
        for (int at = 0; at < text.length; at += 4) {
            Bits.putLittle(text, at, 4, 0xd503_201fL); // nop
        }
        byte[] relocations = new byte[24 * calls];
        int apart = text.length / 4 / calls * 4;
        for (int i = 0; i < calls; i++) {
            Bits.putLittle(text, i * apart, 4, 0x9400_0000L); // bl
            int target = target(number, i);
            Bits.putLittle(relocations, 24 * i, 8, (long) i * apart);
            Bits.putLittle(relocations, 24 * i + 8, 8, (long) (2 + target) << 32 | 283); // CALL26
        }
        Elf file = new Elf(Elf.RELOCATABLE, AARCH64);
        int strings = file.section(".strtab", Elf.STRINGS, 0, 0, 1, 0, 0, 0, names(number));
        file.section(".text", Elf.BITS, 6, 0, 16, 0, 0, 0, text);
        file.section(".plt", Elf.BITS, 6, 0, 1, 0, 0, 0, new byte[1]);
        file.section(".init.plt", Elf.BITS, 2, 0, 1, 0, 0, 0, new byte[1]);
        file.section(".text.ftrace_trampoline", Elf.BITS, 6, 0, 1, 0, 0, 0, new byte[1]);
        int symbols =
                file.section(".symtab", Elf.SYMBOLS, 0, 0, 8, strings, 1, 24, symbols(number));
        file.section(".rela.text", Elf.RELOCATIONS, 0x40, 0, 8, symbols, 2, 24, relocations);
        return file.bytes();
    }

    private static byte[] names(int number) {
        StringBuilder text = new StringBuilder("\0entry" + number + "\0");
        targets().forEach(name -> text.append(name).append('\0'));
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] symbols(int number) {
        byte[] table = new byte[24 * (2 + TARGETS)];
        int name = 1;
        Bits.putLittle(table, 24, 4, name);
        Bits.putLittle(table, 28, 4, 2L << 16 | 0x12); // global function in section 2
        Bits.putLittle(table, 24 + 16, 8, 640 << 10);
        name += ("entry" + number).length() + 1;
        for (int target = 0; target < TARGETS; target++) {
            Bits.putLittle(table, 24 * (2 + target), 4, name);
            Bits.putLittle(table, 24 * (2 + target) + 4, 4, 0x10); // global, undefined
            name += ("target" + target).length() + 1;
        }
        return table;
    }
}
