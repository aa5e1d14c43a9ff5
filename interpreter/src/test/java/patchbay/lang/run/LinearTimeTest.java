package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.bench.Workloads;
import patchbay.lang.format.Formatter;
import patchbay.lang.parse.Parser;
import patchbay.source.Diagnostic;
import patchbay.source.Renderer;
import patchbay.source.Source;

/**
 * Ten times the size may not take a hundred times the time. Processor time of one thread, the least
 * of some runs, and a bound far from both, so that no other load makes it fail; the figures
 * themselves are the benchmarks' business.
 */
class LinearTimeTest {
    private static final double MOST = 40;

    private static final String KERNEL = "arch arm64 linux 6.1\nkernel at 0xffff800008000000 {\n";

    static Stream<Arguments> sizes() {
        return Stream.of(
                parsed("statements", 1000, Workloads::statements),
                parsed("empty lines", 10_000, "\n"::repeat),
                parsed("bodies that never end", 5000, "fn a asm {\n"::repeat),
                parsed("comments that never end", 5000, "fn a asm { /*\n"::repeat),
                parsed("brackets that close nothing", 5000, n -> "[".repeat(n) + ")".repeat(n)),
                parsed("braces that close nothing", 5000, n -> "(\n".repeat(n) + "}".repeat(n)),
                parsed("mistakes", 500, "let 1\n"::repeat),
                parsed("mistakes that are said", 500, "let 1\n//! PB1001\n"::repeat),
                checked("names", 1000, Workloads::statements),
                run("variables", 1000, Workloads::variables),
                run("externs", 1000, n -> lines(n, "extern e%d at 0xffff80000800%04x")),
                run("traces", 200, n -> KERNEL + "fn f returns 1\n}\n" + "trace f()\n".repeat(n)),
                run("functions", 2000, n -> Workloads.layout(n, n / 100) + "list functions\n"),
                run(
                        "far calls",
                        500,
                        n ->
                                KERNEL
                                        + lines(n, "fn t%d")
                                        + "}\nmodule foo at kernel + 512M {\n"
                                        + lines(n, "fn c%d calls t%d")
                                        + "}\nshow plt foo\nlist slots\n"),
                run(
                        "redirects",
                        200,
                        n ->
                                KERNEL
                                        + lines(n, "fn b%d")
                                        + "}\nmodule foo at kernel + 64M { fn bar }\n"
                                        + lines(n, "redirect b%d -> foo.bar")
                                        + "show patches\nshow journal\nshow diff\n"),
                run(
                        "steps of a transaction",
                        300,
                        n ->
                                KERNEL
                                        + "fn bar size 64K\n}\ntransaction {\n"
                                        + lines(n, "write bar+(64+4*%d) : 0xd503201f -> 0x14000001")
                                        + "}\nundo\nexpect unchanged kernel\n"),
                run(
                        "instructions",
                        1000,
                        n ->
                                KERNEL
                                        + "fn f asm {\n"
                                        + lines(n, "l%d: cbz x0, l%d")
                                        + "ret\n}\n}\nshow code f\ntrace f(1)\n"));
    }

    private static String lines(int count, String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(pattern.formatted(i, i)).append('\n');
        }
        return text.toString();
    }

    private static Arguments parsed(String what, int size, IntFunction<String> text) {
        return of(
                "parse " + what,
                size,
                text,
                source -> {
                    List<Diagnostic> mistakes = Parser.parse(source).diagnostics();
                    new Renderer(false, 100).render(mistakes);
                    Formatter.format(source);
                    Parser.completeness(source);
                });
    }

    private static Arguments checked(String what, int size, IntFunction<String> text) {
        return of(
                "check " + what,
                size,
                text,
                source ->
                        new Session(Session.Options.DEFAULT, event -> {})
                                .check(source, Path.of("")));
    }

    private static Arguments run(String what, int size, IntFunction<String> text) {
        return of(
                what,
                size,
                text,
                source -> {
                    List<Event> said = new ArrayList<>();
                    boolean held =
                            new Session(Session.Options.DEFAULT, said::add)
                                    .run(source, Path.of(""));
                    assertTrue(held, () -> said.getLast().toString());
                });
    }

    private static Arguments of(
            String what, int size, IntFunction<String> text, Consumer<Source> work) {
        return Arguments.of(what, size, text, work);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void tenTimesTheSizeTakesAboutTenTimesTheTime(
            String what, int size, IntFunction<String> text, Consumer<Source> work) {
        Assumptions.assumeTrue(threads().isCurrentThreadCpuTimeSupported());
        double few = least(5, text.apply(size), work);
        double many = least(2, text.apply(10 * size), work);
        assertTrue(
                many <= MOST * Math.max(few, 1),
                () ->
                        "%s: %d take %.1f ms, %d %.1f ms"
                                .formatted(what, size, few, 10 * size, many));
    }

    private static double least(int times, String text, Consumer<Source> work) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            Source source = new Source("test.lp", text);
            long begin = threads().getCurrentThreadCpuTime();
            work.accept(source);
            least = Math.min(least, (threads().getCurrentThreadCpuTime() - begin) / 1e6);
        }
        return least;
    }

    private static ThreadMXBean threads() {
        return ManagementFactory.getThreadMXBean();
    }
}
