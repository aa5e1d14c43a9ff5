package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import patchbay.arch.Architectures;
import patchbay.doc.CommandLine;
import patchbay.doc.Examples;
import patchbay.doc.FileReport;
import patchbay.doc.Finding;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.source.Code;

/**
 * Whatever else is read, damaged: assembler text, symbol lists, section lists, oops lines, pages.
 *
 * <p>{@code -Dpatchbay.mutants=100000} and {@code -Dpatchbay.seed=7} try more and others.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedTextsTest {
    private static final String LAYOUT =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 {
                fn printk returns 0
                fn far_a returns 1
                fn far_b(x) returns x
                data ext_var = u64 40
            }
            """;

    @TempDir Path folder;

    private final Random random = new Random(MutatedScriptsTest.SEED);

    /** What a damaged text of a kind is refused with. */
    private Tally damaged(String kind, Mutator mutator, Function<String, Set<Code>> trial) {
        Tally tally = new Tally("damaged " + kind);
        for (int round = 0; round < MutatedScriptsTest.MUTANTS; round++) {
            tally.add(trial.apply(mutator.next()));
        }
        System.out.println(tally);
        assertTrue(tally.largestShare() <= 40, tally::toString);
        return tally;
    }

    private static Set<Code> script(String text, Path folder) {
        return Trial.of(text, folder, false, 1).codes;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text.replace('\ud800', '?'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void assemblerTextIsAssembledOrRefused() {
        for (var architecture : Architectures.ALL) {
            Isa isa = architecture.isa();
            List<String> words = new ArrayList<>(isa.mnemonics());
            words.addAll(List.of("x0", "w1", "sp", "r3", "cr7", "bar", "1f", "2b", ".word"));
            words.addAll(List.of(".align", ".space", "label:", ":lo12:", "lsl", "#", "eq", "[x0]"));
            Tally tally =
                    damaged(
                            "assembler of " + isa.name(),
                            new Mutator(MutatedScriptsTest.SEED, programs(isa), words),
                            text -> assembled(isa.name(), text));
            assertTrue(tally.distinct() >= 5, tally::toString);
        }
    }

    private Set<Code> assembled(String arch, String text) {
        boolean inFunction = random.nextInt(4) != 0;
        return script(
                "arch %s\nkernel at default { fn bar returns 1\n%s }\ncall f()\nshow code f\n"
                        .formatted(
                                arch,
                                inFunction
                                        ? "fn f asm {\n" + text + "\n}\n"
                                        : "fn f returns 2 }\nwrite f : u32(f) -> asm {\n"
                                                + text
                                                + "\n"),
                folder);
    }

    /** Random words as the set prints them, with labels and directives. */
    private List<String> programs(Isa isa) {
        List<String> programs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            StringBuilder program = new StringBuilder();
            for (int line = 0; line < 6; line++) {
                program.append(line(isa)).append('\n');
            }
            programs.add(program.toString());
        }
        return programs;
    }

    private String line(Isa isa) {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(3) + ":";
            case 1 -> "label: nop // " + random.nextInt();
            case 2 -> ".word " + random.nextInt() + ", 1 << " + random.nextInt(40) + ", bar - .";
            case 3 -> ".align " + random.nextInt(5);
            case 4 -> ".space 4 * (" + random.nextInt(20) + " + 1)";
            case 5 -> "b " + random.nextInt(3) + (random.nextBoolean() ? "b" : "f");
            case 6 -> "bl bar + " + 4 * random.nextInt(10) + "; nop";
            default -> {
                Text text = new Text();
                byte[] code = new byte[8];
                random.nextBytes(code);
                isa.print(code, 0, 0x1000, Isa.Names.NONE, text);
                yield text.toString().contains(";") ? "nop" : text.toString();
            }
        };
    }

    @Test
    void otherTextsAreReadOrRefused() throws IOException {
        Path examples = Texts.root().resolve("examples");
        Files.copy(examples.resolve("demo-6.1.ko"), folder.resolve("demo.ko"));
        damaged("symbol lists", symbolLists(), this::symbols);
        damaged("section lists", sectionLists(), this::sections);
        damaged("oops lines", oopses(), this::oops);
        damaged("pages", pages(), this::page);
    }

    private static Mutator symbolLists() throws IOException {
        List<String> lists = new ArrayList<>(Texts.all("examples", ".map"));
        lists.add(
                """
                ffff800008010000 T printk
                ffff800008010040 t far_a
                ffff800008010080 T far_b
                ffff800008010080 t far_b.isra.0
                ffff8000080100c0 t far_a
                ffff800008020000 D ext_var
                ffff800000800000 t bar\t[demo]
                ffff800000800040 t $x\t[demo]
                """);
        return new Mutator(
                MutatedScriptsTest.SEED,
                lists,
                List.of(
                        "T",
                        "t",
                        "D",
                        "printk",
                        "far_a",
                        "[demo]",
                        "[]",
                        "[",
                        "\t",
                        "0000000000000000"));
    }

    private Set<Code> symbols(String text) {
        write("map", text);
        return script(
                """
                arch arm64 linux 6.1
                kernel symbols "map" slide 64K
                print printk
                module demo from "demo.ko" at printk + 1G
                show plt demo
                print far_b#1
                print far_a
                """,
                folder);
    }

    private static Mutator sectionLists() throws IOException {
        List<String> lists = new ArrayList<>(Texts.all("examples", ".sections"));
        StringBuilder grep = new StringBuilder();
        for (String line : lists.getFirst().split("\n")) {
            grep.append("/sys/module/demo/sections/").append(line.replace(' ', ':')).append('\n');
        }
        lists.add(grep.toString());
        return new Mutator(
                MutatedScriptsTest.SEED,
                lists,
                List.of(".text", ".data", ".bss", ".plt", "0x", ":", "/", "0xffff7fff90000000"));
    }

    private Set<Code> sections(String text) {
        write("sections", text);
        return script(
                LAYOUT
                        + "module demo from \"demo.ko\" sections \"sections\"\nshow sections demo\nshow plt demo\n"
                        + "redirect demo.bar -> far_b\ncall demo.baz(1)\n",
                folder);
    }

    private static Mutator oopses() {
        return new Mutator(
                MutatedScriptsTest.SEED,
                List.of(
                        "Code: aa1e03e9 d503201f (d503201f) 94000002 17ffffff",
                        "aa1e03e9 (d503201f) 94000002",
                        "Code: 60000000 7c0802a6 <f8010010> 4bfffff1 00000000"),
                List.of(
                        "Code:",
                        "(",
                        ")",
                        "<",
                        ">",
                        "aa1e03e9",
                        "d503201f",
                        "????????",
                        "xxxxxxxx"));
    }

    private Set<Code> oops(String text) {
        return script("arch arm64\ndecode code \"" + text + "\"\n", folder);
    }

    private static Mutator pages() throws IOException {
        List<String> pages = new ArrayList<>(Texts.pages());
        pages.addAll(Texts.all("examples", ".md"));
        List<String> words =
                new ArrayList<>(
                        List.of("```lp\n", "```", "~~~~", "```lp continues\n", "```console\n"));
        words.addAll(List.of("$ ", "\\\n", "'", "\"", "//= ", "//! PB4004", "//=ppc64le ", "<<"));
        return new Mutator(MutatedScriptsTest.SEED, pages, words);
    }

    /** Run, strictly, and rewritten, and run again. */
    private Set<Code> page(String text) {
        write("page.md", text);
        Set<Code> codes = EnumSet.noneOf(Code.class);
        for (Examples.Mode mode :
                List.of(new Examples.Mode(true, false), new Examples.Mode(true, true))) {
            FileReport report =
                    Trial.within(
                            2,
                            text,
                            () ->
                                    new Examples(mode, folder, NO_PROGRAM)
                                            .run(folder.resolve("page.md")));
            assertTrue(report.failed() == 0 || !report.findings().isEmpty(), text);
            for (Finding finding : report.findings()) {
                String said = finding.title() + finding.details();
                for (Code code : Code.values()) {
                    if (said.contains(code.name())) {
                        codes.add(code);
                    }
                }
            }
        }
        return codes;
    }

    private static final CommandLine NO_PROGRAM =
            (arguments, input, folder) ->
                    new CommandLine.Outcome(arguments.size(), String.join("\n", arguments) + input);
}
