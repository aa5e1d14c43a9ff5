package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import patchbay.source.Code;

/** Scripts that nobody means well with: each is done or refused within two seconds. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileScriptsTest {
    private static final String LAYOUT =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 {
                fn printk  returns 0
                fn bar     returns 1
                fn caller  returns bar() + 10
                data bytes9 = x"01 02 03 04 05 06 07 08 09"
            }
            module foo at kernel + 200M plt 1 {
                fn bar     calls printk  returns 2
            }
            """;

    private static Trial trial(String text) {
        return Trial.of(text, Path.of(""), false, 2);
    }

    /** Files that include each other in a circle, and files that include the next one twice. */
    @Test
    void filesThatIncludeFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.lp"), "include \"b.lp\"\n");
        Files.writeString(folder.resolve("b.lp"), "include \"a.lp\"\n");
        for (int i = 0; i < 40; i++) {
            String twice = "include \"%d.lp\"\n".formatted(i + 1).repeat(2);
            Files.writeString(folder.resolve(i + ".lp"), twice);
        }
        Files.writeString(folder.resolve("40.lp"), "");
        assertEquals(Set.of(Code.PB2025), Trial.of("include \"a.lp\"", folder, false, 2).codes);
        for (int depth : new int[] {8, 20, 28, 38}) {
            Trial.of("include \"%d.lp\"".formatted(40 - depth), folder, false, 2);
        }
    }

    private static void refused(Code code, String text) {
        Trial trial = trial(text);
        assertEquals(Set.of(code), trial.codes, () -> trial.errors + "\n" + Trial.shown(text));
    }

    private static void answered(String text) {
        Trial trial = trial(text);
        assertTrue(trial.errors.isEmpty(), () -> trial.errors + "\n" + Trial.shown(text));
    }

    private static String lines(int count, String line) {
        return IntStream.range(0, count)
                .mapToObj(i -> line.replace("#", Integer.toString(i)))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void longTextsLongLinesAndLongNames() {
        refused(Code.PB1010, "x".repeat(9 << 20));
        refused(Code.PB1010, "print 1\n".repeat((8 << 20) / 8 + 1));
        refused(Code.PB1010, "print " + "x".repeat(1 << 20));
        refused(Code.PB1010, "// " + "x".repeat(1 << 20));
        refused(Code.PB1010, "print \"" + "x".repeat(1 << 20) + "\"");
        String name = "x".repeat(20_000);
        refused(Code.PB2001, LAYOUT + "print " + name + "\n");
        refused(Code.PB2001, LAYOUT + "redirect " + name + " -> " + name + "y\n");
        answered(
                "kernel at default { fn " + name + " returns 1 }\ncall " + name + "()\nshow map\n");
        answered("// " + "x".repeat(60_000) + "\n" + "\n".repeat(2 << 20));
        answered(lines(100, "// " + "y".repeat(60_000)));
    }

    @Test
    void whatNeverEndsIsEnded() {
        refused(Code.PB2026, "for i in 0 .. 0xffffffffffffffff { let x = i }");
        refused(Code.PB2026, "for i in 0 .. 1T { for j in 0 .. 1T { } }");
        refused(Code.PB2025, "def f(n) = f(n)\nprint f(1)");
        refused(Code.PB2025, "def f(n) = 1 + (2 * (3 - (-(-(-(-f(n) + 1) + 1)))))\nprint f(1)");
        refused(
                Code.PB2025,
                "def f(n) = " + "1 + (".repeat(200) + "f(n)" + ")".repeat(200) + "\nprint f(1)");
        refused(Code.PB2025, "def f(n) = f(n)" + " + 1".repeat(900) + "\nprint f(1)");
        refused(
                Code.PB2025,
                "def f(n) { " + "if true { ".repeat(250) + "f(n)" + " }".repeat(250) + " }\nf(1)");
        refused(Code.PB2026, "def f(n) { for i in 0 .. 1M { for j in 0 .. 1M { } } }\nf(1)");
        refused(
                Code.PB5001,
                LAYOUT.replace("fn printk", "fn spin asm {\n a: b a\n }\n fn printk")
                        + "call spin()");
        refused(
                Code.PB5001,
                LAYOUT.replace("fn printk", "fn spin asm {\n a: bl a\n }\n fn printk")
                        + "call spin()");
        refused(
                Code.PB5001,
                LAYOUT.replace(
                                "fn printk",
                                "fn spin asm {\n a: bl b\n c: b c2\nc2: b a\nb: b c\n }\n fn printk")
                        + "call spin()");
        trial(
                LAYOUT.replace("fn printk", "fn spin asm {\n a: bl b\nb: b a\n }\n fn printk")
                        + "call spin()");
        trial("kernel at default { fn f(n) returns f(n) }\ncall f(1)");
        trial(
                "kernel at default { fn f(n) calls g, g\n fn g calls h, h\n fn h calls i, i\n fn i returns f(1) }\ncall f(1)");
        trial("kernel at default { fn f notrace asm { b f } }\ntrace f()");
    }

    @Test
    void valuesThatGrow() {
        trial("let s = \"0123456789\"\nfor i in 0 .. 100 { let s = s + s }\nprint s");
        trial("let s = x\"00\"\nfor i in 0 .. 100 { let s = s + s }\nprint s");
        trial("let s = [1]\nfor i in 0 .. 100 { let s = s + s }\nprint s");
        trial("let s = [1]\nfor i in 0 .. 100 { let s = [s, s] }\nprint s");
        trial("let s = [1]\nfor i in 0 .. 100 { let s = [s, s] }\nprint s == s");
        trial(
                "let s = [1]\nlet t = [1]\nfor i in 0 .. 100000 { let s = [s]; let t = [t] }\nprint s == t");
        trial("let s = \"a\"\nfor i in 0 .. 100 { let s = \"{s}{s}{s}{s}\" }\nprint s");
        trial("let s = \"a\"\nfor i in 0 .. 1000000 { let s = s + \"bcdefgh\" }\nprint len(s)");
        trial("let s = [0]\nfor i in 0 .. 1000000 { let s = s + [i] }\nprint len(s)");
        trial(LAYOUT + "for i in 0 .. 5000 { redirect bar -> foo.bar; restore bar }");
    }

    @Test
    void numbersAtTheEdges() {
        trial(LAYOUT + "show bytes 1G at bar");
        trial(LAYOUT + "show bytes -1 at bar");
        trial(LAYOUT + "show bytes 0 at bar");
        trial(LAYOUT + "show bytes 16 at 0xfffffffffffffff8");
        trial(LAYOUT + "show code 0 .. 0xffffffffffffffff");
        trial(LAYOUT + "show code 0xffffffffffffffff .. 0");
        trial(LAYOUT + "show code bar .. bar");
        trial(LAYOUT + "show code bar + 8 .. bar");
        trial(LAYOUT + "show code bar + 1 .. bar + 6");
        trial(LAYOUT + "show code bar + 1");
        trial(LAYOUT + "show code 0xffffffffffffffff");
        trial(LAYOUT + "print bytes(0xffffffffffffffff, 8)");
        trial(LAYOUT + "print u64(0xfffffffffffffffc)");
        trial(LAYOUT + "print bytes(bar, 1M)");
        trial(LAYOUT + "call bar(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)");
        trial(LAYOUT + "call 0xffffffffffffffff()\ncall bar + 2()\ncall 0()");
        trial(
                LAYOUT
                        + "explain 0 -> 0xffffffffffffffff\nexplain 0xfffffffffffffffc -> 0 slot 0xfffffffffffffff0");
        trial(
                LAYOUT
                        + "explain bar -> bar slot 1\nexplain const 0\nexplain const 0xffffffffffffffff");
        trial(LAYOUT + "explain 0xffffffffffffffff");
        trial(
                LAYOUT
                        + "encode \"bl 0\" at 0xfffffffffffffffc\nencode \"adrp x0, 0\" at 0xfffffffffffff000");
        trial(
                LAYOUT
                        + "decode 0x94000000 at 0xfffffffffffffffc\ndecode x\"\"\ndecode x\"00\"\ndecode -1");
        trial(LAYOUT + "write 0xffffffffffffffff : 0 -> 1\nwrite bar : x\"\" -> x\"\"");
        trial(LAYOUT + "unsafe \"w\" { write 0xffffffffffffffff : 0 -> 1 }");
        trial(
                LAYOUT
                        + "unsafe \"w\" { write 0xfffffffffffffffe : x\"01 02 03 04\" -> x\"05 06 07 08\" }");
        trial(
                LAYOUT
                        + "unsafe \"w\" { write bytes9 : x\"09\" -> x\"05\" }\nshow journal\nshow diff\nundo 1\nexpect unchanged kernel");
        trial(
                LAYOUT
                        + "write bytes9 + 8 : x\"09\" -> x\"05\"\nshow journal\nshow diff\nshow bytes 9 at bytes9\n");
        trial(LAYOUT + "write bytes9 : x\"01 02 03 04 05\" -> x\"05 04 03 02 01\"\nshow journal\n");
        trial(LAYOUT + "undo 0\nundo -1\nundo 1T\nundo 99999999999999999999");
        trial(
                LAYOUT
                        + "print 1 / 0\nprint 1 % 0\nprint 0x8000000000000000 / -1\nprint abs(0x8000000000000000)");
        trial(
                LAYOUT
                        + "print (0 - 0x7fffffffffffffff - 1) / -1\nprint 1 << 64\nprint 1 << -1\nprint -1 >> 200");
        trial(
                LAYOUT
                        + "print [1,2][-1]\nprint [1][0xffffffffffffffff]\nprint len(0 .. 0xffffffffffffffff)");
        trial(LAYOUT + "for i in 0xfffffffffffffff0 .. 0xffffffffffffffff step 4 { print i }");
        trial(
                LAYOUT
                        + "for i in 0 .. 10 step 0 { }\nfor i in 0 .. 10 step -1 { }\nfor i in 10 .. 0 { }");
        trial(
                LAYOUT
                        + "print bar#0\nprint bar#2\nprint bar#99999999999\nprint bar#-1\nprint kernel#1");
        trial(LAYOUT + "print bar+0x0/0x0\nprint bar+0xffffffffffffffff/0xffffffffffffffff [foo]");
    }

    @Test
    void placesAtTheEdges() {
        for (String at :
                new String[] {
                    "0", "0x1000", "-4096", "0xfffffffffffff000", "0xffffffffffff0000",
                            "0xffffffffffffffff",
                    "0x7ffffffffffff000", "0x8000000000000000", "1", "kernel", "kernel - 1",
                            "kernel - 4K",
                    "kernel + 4K", "kernel + 200M", "kernel + 200M + 4K",
                            "kernel - 0xffff800008000000"
                }) {
            String use =
                    "redirect bar -> m.f\ncall caller()\nshow map\nshow code m\nrestore bar\nexplain bar -> m.f\n";
            trial(LAYOUT + "module m at " + at + " { fn f calls printk, bar returns 1 }\n" + use);
            trial(LAYOUT + "module m at " + at + "\n" + use);
            trial(
                    "kernel at "
                            + at
                            + " { fn bar returns 1\n fn caller returns bar() }\n"
                            + "module m at kernel + 1G { fn f returns 2 }\n"
                            + use);
            trial(
                    "kernel at "
                            + at
                            + " size 64K { fn bar returns 1 }\nmodule m at bar + 1G\n"
                            + use);
            trial(
                    LAYOUT
                            + "extern far at "
                            + at
                            + "\nmodule m at kernel + 400M { fn f calls far }\ncall m.f()\nlist externs\n");
        }
        for (String size :
                new String[] {
                    "0",
                    "1",
                    "3",
                    "4",
                    "-4",
                    "4K",
                    "1M",
                    "16M",
                    "17M",
                    "1G",
                    "2G",
                    "4G",
                    "100G",
                    "0x1000000000000000",
                    "0xffffffffffffffff"
                }) {
            trial("kernel at default size " + size + " { fn bar returns 1 }\nshow map\n");
            trial(
                    "kernel at default { fn bar size "
                            + size
                            + " returns 1 }\nshow map\ncall bar()\n");
            trial(
                    "kernel at default { fn bar at "
                            + size
                            + " returns 1\n fn baz returns 2 }\nshow map\ncall baz()\n");
            trial(
                    LAYOUT
                            + "module m at kernel + 1G plt "
                            + size
                            + " { fn f }\nshow plt m\nlist slots in m\n");
        }
    }

    /** A name wherever one may stand, in back quotes and without. */
    private static final String[] ABOUT_A_NAME = {
        """
        LAYOUT
        module QUOTED at kernel + 400M {
            fn QUOTED(QUOTED) returns QUOTED + 1
            data d = u8 1
            section "NAME" { fn g calls QUOTED }
        }
        call QUOTED.QUOTED(1)
        show map
        list symbols
        redirect bar -> QUOTED.QUOTED
        show patches
        show journal
        show sites
        restore bar
        explain bar -> QUOTED.QUOTED
        """,
        "LAYOUT redirect QUOTED -> QUOTED\n",
        "LAYOUT redirect bar -> foo.QUOTED\n",
        "LAYOUT print QUOTED\nlet QUOTED = 1\nprint QUOTED\n",
        "LAYOUT def QUOTED(QUOTED) = QUOTED\nprint QUOTED(1)\n",
        "LAYOUT unsafe \"NAME\" { write bar+4 : 0 -> 0xd503201f }\nshow journal\n",
        "LAYOUT print \"NAME\"\nexpect \"NAME\" == \"x\"\n",
        "LAYOUT include \"NAME\"\n",
        "LAYOUT module z from \"NAME\"\nkernel symbols \"NAME\"\n",
        "LAYOUT encode \"NAME\"\nencode \"b NAME\"\ndecode code \"NAME\"\n",
        "LAYOUT expect fails QUOTED { redirect bar -> foo.bar }\n",
        "arch QUOTED\n",
        "arch arm64 linux 6.1 with QUOTED\n",
        "LAYOUT show plt QUOTED\nexpect unchanged QUOTED\nlist QUOTED\nexplain QUOTED\n",
        "kernel at default { fn f logs \"NAME\"\n data d = \"NAME\" }\ncall f()\nshow log\n",
        "kernel at default { fn f asm {\n NAME\n b NAME\nNAME:\n } }\n"
    };

    @Test
    void namesOfAnyLetters() {
        for (String name :
                new String[] {
                    "%s",
                    "%n%d",
                    "%",
                    "%1$s",
                    "{m}",
                    "a b",
                    "a.b",
                    "..",
                    ".",
                    "a#2",
                    "#",
                    "0",
                    "-",
                    "a+0x1/0x2",
                    "\"",
                    "\\",
                    "/",
                    "漢字",
                    "\ud83d\ude00",
                    "\ud800",
                    "\u202e",
                    "\u001b[31m",
                    "\u0000",
                    "kernel",
                    "plt",
                    "it",
                    "modules",
                    "foo",
                    "foo.bar",
                    "kernel.bar",
                    " ",
                    "a\tb",
                    "//",
                    "{",
                    "}",
                    "x0",
                    "sp",
                    "nop"
                }) {
            for (String script : ABOUT_A_NAME) {
                String quoted = "`" + name + "`";
                trial(
                        script.replace("LAYOUT", LAYOUT)
                                .replace("QUOTED", quoted)
                                .replace("NAME", name));
            }
        }
    }

    @Test
    void manyOfEverything() {
        trial(
                "kernel at default {\n"
                        + lines(3_000, "fn f# returns #")
                        + "\n}\n"
                        + "module m at kernel + 1G {\n"
                        + lines(1_000, "fn g# calls f# returns f#()")
                        + "\n}\n"
                        + "call m.g999()\nlist functions where distance(it, f0) > 128M\nlist slots\nshow plt m\n"
                        + "redirect f1 -> m.g1 via callers\nexpect unchanged m\n");
        trial(
                "kernel at default {\nfn f returns 1\n}\n"
                        + lines(
                                500,
                                "module m# at kernel + 1G + # * 64K { fn g calls f returns # }")
                        + "\ncall m499.g()\nshow map\nlist calls to f\nredirect f -> m3.g\n");
        trial("kernel at default { fn f calls " + "f, ".repeat(5_000) + "f }\ncall f()\n");
        trial("kernel at default { fn f returns f()" + " + f()".repeat(900) + " }\nshow code f\n");
        trial(
                "kernel at default { fn f returns "
                        + "(1 + ".repeat(250)
                        + "f()"
                        + ")".repeat(250)
                        + " }\nshow code f\n");
        trial(
                "kernel at default { fn f asm {\n"
                        + "nop\n".repeat(20_000)
                        + "ret\n} }\ncall f()\nshow code f\n");
        trial(
                "kernel at default { data d = "
                        + "u64 1, ".repeat(8_000)
                        + "u8 1 }\nshow bytes 64000 at d\n");
        trial(
                "kernel at default { "
                        + "section \"a\" { ".repeat(200)
                        + "fn f"
                        + " }".repeat(200)
                        + " }\nshow map\n");
        trial(
                LAYOUT
                        + "redirect bar -> foo.bar; restore bar\n".repeat(600)
                        + "show journal\nundo 600\nexpect unchanged kernel\n");
        trial(
                LAYOUT
                        + "transaction { ".repeat(100)
                        + "redirect bar -> foo.bar"
                        + " }".repeat(100)
                        + "\n");
        trial(
                LAYOUT
                        + "expect fails PB2001 { ".repeat(100)
                        + "redirect bar -> nobody"
                        + " }".repeat(100)
                        + "\n");
        trial(LAYOUT + lines(2_000, "let v# = #") + "\nprint v1999\n");
        trial(LAYOUT + lines(1_000, "redirect nobody# -> foo.bar") + "\n");
        trial(lines(2_000, "prnt #") + "\n");
        trial("include \"/dev/zero\"\n");
        trial("module m from \"/dev/zero\"\n");
        trial("kernel symbols \"/dev/zero\"\n");
        trial("include \".\"\n");
    }
}
