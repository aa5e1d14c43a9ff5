package patchbay.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Inputs of a megabyte, each of which asks for much of one thing. Run by {@link LargeInputsTest} in
 * a process of its own, whose heap is as small as is promised: whoever needs more ends there.
 */
final class LargeInputs {
    static final int SIZE = 1 << 20;

    private static final String LAYOUT =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 {
                fn printk  returns 0
                fn bar     returns 1
                fn caller  returns bar() + 10
            }
            module foo at kernel + 200M plt 1 {
                fn bar     calls printk  returns 2
            }
            """;

    final Path folder;
    private final double seconds;
    private final String only;

    private LargeInputs(Path folder, double seconds, String only) {
        this.folder = folder;
        this.seconds = seconds;
        this.only = only;
    }

    /** The kind of inputs, the folder for files, seconds for each, and perhaps part of a name. */
    public static void main(String[] arguments) throws IOException {
        LargeInputs inputs =
                new LargeInputs(
                        Path.of(arguments[1]),
                        Double.parseDouble(arguments[2]),
                        arguments.length > 3 ? arguments[3] : "");
        inputs.run("an idle session", "print 1");
        switch (arguments[0]) {
            case "scripts" -> inputs.scripts();
            case "work" -> inputs.work();
            case "assembler" -> inputs.assembler();
            case "symbols" -> inputs.symbols();
            case "modules" -> LargeModules.run(inputs);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    void run(String name, String script) {
        if (!name.contains(only)) {
            return;
        }
        long begin = Trial.processorTime();
        Trial trial = Trial.once(script, folder, seconds);
        Runtime.getRuntime().gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                "%6.0f ms %4d MB left  %s: %d answers, %d errors %s%n",
                (Trial.processorTime() - begin) / 1e6,
                used >> 20,
                name,
                trial.answers,
                trial.errors.size(),
                trial.codes);
    }

    /** So many of them as are a megabyte. */
    private static String many(IntFunction<String> line) {
        StringBuilder text = new StringBuilder(SIZE);
        for (int i = 0; ; i++) {
            String next = line.apply(i);
            if (text.length() + next.length() > SIZE) {
                return text.toString();
            }
            text.append(next);
        }
    }

    private static String many(String line) {
        return many(i -> line);
    }

    /** What is read and soon refused, or does next to nothing. */
    private void scripts() {
        for (String sign :
                List.of("\"", "{", "}", "(", "[", "]", "-", "7", ";", "a", ".", ",", "`")) {
            run("script of only " + sign, many(i -> i % 60_000 == 59_999 ? "\n" : sign));
            run("script of lines of " + sign, many(sign + "\n"));
        }
        for (String block : List.of("transaction", "if true", "for i in 0 .. 1", "def f()")) {
            run("a block of " + block, block + " {" + many("1;\n") + "}\n");
        }
        run("a block in blocks", "if false { ".repeat(200) + many("a\n") + "}".repeat(200) + "\n");
        run("ends", many(i -> i % 10_000 == 0 ? "\n" : "a;"));
        run("a layout", "kernel at default {\n" + many("fn f\n") + "}\n");
        run("a list", "let x = [" + many(i -> i % 100 == 0 ? "1,\n" : "1,") + "1]\n");
        run("a list of lists", "let x = [" + many("[[[[],[],[]]]],\n") + "1]\n");
        run("a call", "f(" + many("1,\n") + "1)\n");
        run("signs in a row", many(i -> i % 200 == 199 ? "1\n" : "-"));
        run("sums", many(i -> i % 1000 == 999 ? "1\n" : "1+"));
        run("an expected output", "print 1\n" + many("//= 1\n"));
        run("expected refusals", many("x //\n//! PB2001\n"));
        for (String line :
                List.of(
                        "let x = 1\n",
                        "let x = [1, 2, 3, \"four\"]\n",
                        "redirect a b\n",
                        "undo\n",
                        "print nosuch\n",
                        "(\n",
                        "}\n",
                        "\n",
                        "//= x\n",
                        "/*\n",
                        "\"\n",
                        "at {\n",
                        "fn f asm {\n",
                        "0x1g\n",
                        "\ud83d\ude00\n",
                        "if true { }\n",
                        "def f(a) = a\n",
                        "include \"x\"\n",
                        "a.b.c\n",
                        "a -> \n")) {
            run("script of " + line.strip(), many(line));
        }
        run("a long list", "let x = [" + many(i -> i % 1000 == 0 ? "1,\n" : "1, ") + "1]\n");
        run("long texts", many("print \"" + "a".repeat(60_000) + "\"\n"));
        run("bytes", "let d = x\"" + "00".repeat(SIZE / 2 - 100) + "\"\n");
        Random random = new Random(1);
        run("noise", many(i -> String.valueOf((char) random.nextInt(1 << 16))));
        run("noise of letters", many(i -> String.valueOf((char) (' ' + random.nextInt(95)))));
        run(
                "noise of words in lines",
                many(i ->
                        Mutator.WORDS.get(random.nextInt(Mutator.WORDS.size()))
                                + (i % 6 == 0 ? "\n" : " ")));
    }

    /** What each statement does is done; looked at by hand: it takes the time that it takes. */
    private void work() {
        for (String line :
                List.of(
                        "redirect bar -> foo.bar; restore bar\n",
                        "call caller()\n",
                        "show code bar\n",
                        "expect fails PB4006 { restore bar }\n",
                        "transaction { redirect bar -> foo.bar; undo }\n",
                        "explain caller -> foo.bar\n",
                        "write bar+4 : 0xd503201f -> 0xd503201f\n",
                        "for i in 0 .. 10 { print i }\n",
                        "list functions where it.size > 1\n",
                        "trace caller()\n",
                        "decode 0x94000002\n",
                        "encode \"nop\"\n",
                        "expect unchanged kernel\n")) {
            run("script with a layout, of " + line.strip(), LAYOUT + many(line));
        }
        run(
                "functions",
                "kernel at default {\n" + many(i -> "fn f" + i + " returns 1\n") + "}\nshow map");
        run(
                "functions that call",
                "kernel at default {\nfn g\n"
                        + many(i -> "fn f" + i + " calls g, g returns g()\n")
                        + "}\n");
        run(
                "functions that call each other",
                "kernel at default {\nfn f0\n"
                        + many(i -> "fn f" + (i + 1) + " returns f" + i + "()\n")
                        + "}\ncall f1000()\n");
        run("functions of one name", "kernel at default {\n" + many("fn f returns 1\n") + "}\n");
        run(
                "unknown callees",
                "kernel at default {\n" + many(i -> "fn f" + i + " calls g" + i + "\n") + "}\n");
        run(
                "data",
                "kernel at default {\n"
                        + many(i -> "data d" + i + " = u64 1, \"text\"\n")
                        + "}\nshow map\n");
        run(
                "bytes",
                "kernel at default {\ndata d = x\""
                        + "00".repeat(SIZE / 2 - 100)
                        + "\"\n}\nshow bytes 64 at d\n");
        run(
                "modules",
                LAYOUT + many(i -> "module m" + i + " at kernel + " + (i + 1) + "G { fn f }\n"));
        run(
                "modules in one place",
                LAYOUT + many(i -> "module m" + i + " at kernel + 1G { fn f }\n"));
        run("variables", many(i -> "let v" + i + " = " + i + "\n"));
        run("definitions", many(i -> "def d" + i + "(a) = a\n"));
        run(
                "a long list",
                "let x = [" + many(i -> i % 1000 == 0 ? "1,\n" : "1, ") + "1]\nprint x\n");
        run(
                "a long text",
                "let x = \"" + many("abcdefgh").substring(0, 60_000) + "\"\nprint x + x\n");
        run("long texts", many("print \"" + "a".repeat(60_000) + "\"\n"));
    }

    private void assembler() {
        for (String line :
                List.of(
                        "nop\n",
                        "bl bar\n",
                        "mvo x0, x1\n",
                        "mov x0,\n",
                        "1: b 1b\n",
                        "b 1f\n",
                        "b nosuch\n",
                        ".word 1, 2, 3, 4\n",
                        ".space 100000\n",
                        ".align 12\nnop\n",
                        "ldr x0, [x1, #8]\n",
                        "/* */ nop\n",
                        "/* */ ",
                        "nop; ",
                        "// x\n",
                        "label:\n",
                        ".quad 1 + (2 * 3)\n",
                        "add x0, x0, #4096*2\n",
                        ".byte 1\n",
                        "{\n",
                        "mrs x0, nosuch\n",
                        "fmla v0.4s, v1.4s, v2.4s\n",
                        ".nosuch\n",
                        "\u00e9\n")) {
            String body = "fn f asm {\n" + many(line) + "\n}";
            run(
                    "assembler of " + line.strip(),
                    "arch arm64\nkernel at default {\nfn bar\n" + body + "\n}\n");
        }
        run(
                "labels",
                "kernel at default {\nfn f asm {\n"
                        + many(i -> "l" + i + ": b l" + i + "\n")
                        + "}\n}\n");
        run(
                "code to show",
                "arch arm64\nkernel at default {\nfn f asm {\n"
                        + many("add x1, x2, x3\n")
                        + "}\n}\nshow code f\n");
        run(
                "code to run",
                "arch arm64\nkernel at default {\nfn f asm {\n"
                        + many("add x1, x2, x3\n")
                        + "ret\n}\n}\ncall f()\n");
    }

    private void symbols() throws IOException {
        list("symbols", i -> "%016x T s%d\n".formatted(0xffff800008000000L + 16 * i, i));
        list("symbols of one name", i -> "%016x T s\n".formatted(0xffff800008000000L + 16 * i));
        list(
                "symbols of modules",
                i -> "%016x t s\t[m%d]\n".formatted(0xffff800008000000L + 16 * i, i));
        list("short lines", i -> "1 t a\n");
        list("blank lines", i -> "\n");
        list("noise", i -> String.valueOf((char) (i * 7919 % 128)));
        list("zeros", i -> "0 t a\n");
        list("one line", i -> "a");
        for (String name : List.of("sections", "sections of one name", "no sections")) {
            Files.writeString(
                    folder.resolve("sections"),
                    many(i ->
                            name.startsWith("no")
                                    ? "x"
                                    : "."
                                            + (name.endsWith("one name") ? "text" : "t" + i)
                                            + " 0x"
                                            + Long.toHexString(4096L + i)
                                            + "\n"));
            Files.write(folder.resolve("demo.ko"), demo());
            run(
                    name,
                    "arch arm64 linux 6.1\nmodule demo from \"demo.ko\" sections \"sections\"\nshow sections demo\n");
        }
    }

    private void list(String name, IntFunction<String> line) throws IOException {
        Files.writeString(folder.resolve("map"), many(line));
        run(
                name,
                "arch arm64 linux 6.1\nkernel symbols \"map\" slide 4K\nprint s\nprint nosuch\nexplain s -> s\n");
    }

    static byte[] demo() throws IOException {
        return Files.readAllBytes(Texts.root().resolve("examples/demo-6.1.ko"));
    }
}
