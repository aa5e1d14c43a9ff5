package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Sources;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.view.TextView;

class SweepingTest {
    private static final String KERNEL =
            """
            kernel at 0xffff800008000000 {
                fn printk(format)  returns 0
                fn far_a           returns 0
                data ext_var = u64 40
                fn far_b(x) at 64M returns 0
            }
            """;

    private final List<String> output = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** What is linked anew beside the same module loaded there from the beginning. */
    @ParameterizedTest
    @CsvSource({"6.1,", "6.1, with erratum_843419", "5.4, with erratum_843419", "6.2,"})
    void aModuleIsLinkedAtEachPlaceAsIfItHadBeenLoadedThere(String version, String options) {
        String arch = "arch arm64 linux " + version + (options == null ? "" : " " + options) + "\n";
        asIfLoadedThere(
                arch + KERNEL,
                "demo-6.1.ko",
                "{ print bytes(demo.bar, size(demo.bar)); show plt demo; show relocs demo }\n",
                0xffff_7fff_c800_0000L,
                (256L << 20) + 0x3000);
    }

    @Test
    void soIsOneWhoseRegisterMovesWithIt() {
        asIfLoadedThere(
                "arch ppc64le linux 6.1\nkernel at default { fn printk(format); fn far_a; data ext_var = u64 40; fn far_b(x) }\n",
                "demo-ppc64le-6.1.ko",
                "{ print bytes(demo.bar, size(demo.bar)); show stubs demo; show relocs demo }\n",
                0xc008_0000_0100_0000L,
                (256L << 20) + 0x3_0000);
    }

    private void asIfLoadedThere(String world, String file, String look, long first, long step) {
        String module = "module demo from \"" + file + "\" at ";
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            output.clear();
            assertTrue(
                    run(world + module + Value.hex(first + i * step) + "\nif true " + look),
                    said::toString);
            alone.addAll(output.stream().map(line -> "  " + line).toList());
        }
        output.clear();
        assertTrue(
                run(
                        world
                                + module
                                + "kernel + 512M\nsweep module demo over "
                                + Value.hex(first)
                                + " .. "
                                + Value.hex(first + 4 * step)
                                + " step "
                                + step
                                + look),
                said::toString);
        output.removeIf(line -> !line.startsWith("  "));
        assertEquals(String.join("\n", alone), String.join("\n", output));
    }

    @Test
    void theModuleAndEverythingElseStaysAsItIs() {
        assertTrue(
                run(
                        "arch arm64 linux 6.1\n"
                                + KERNEL
                                + "module foo at kernel + 256M { fn bar returns 1 }\n"
                                + "sweep module foo over kernel + 512M .. kernel + 1G step 256M"
                                + " { redirect far_a -> foo.bar; let x = 3; call far_a() }\n"
                                + "print foo.bar; show patches; expect unchanged kernel\n"));
        assertEquals("0xffff800018000000", output.get(3));
        assertEquals("nothing is redirected", output.get(4));
    }

    @Test
    void anExpectationHasToHoldAtEveryPlace() {
        assertTrue(
                !run(
                        "arch arm64 linux 6.1\n"
                                + KERNEL
                                + "module foo at kernel + 128M { fn bar calls far_a returns 1 }\n"
                                + "sweep module foo over kernel + 72M .. kernel + 192M step 8M"
                                + " { expect branch(foo.bar + 0x10) == far_a }\n"));
        assertTrue(said.getFirst().startsWith("PB5010"), said::toString);
        assertTrue(said.getFirst().endsWith("[with foo at 0xffff800010800000]"), said::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "PB2001, bar over kernel .. kernel + 1G",
        "PB2001, kernel over kernel .. kernel + 1G",
        "PB2020, foo over 3",
        "PB2022, foo over kernel + 1G .. kernel",
        "PB2022, foo over kernel .. kernel + 1G step 0",
        "PB2022, foo over kernel .. kernel",
        "PB2022, foo over kernel .. kernel + 1G step 0 - 1M",
        "PB2026, foo over 0 .. 0xffffffffffffffff step 1",
        "PB2026, foo over kernel .. kernel + 1G step 4",
        "PB4016, used over kernel .. kernel + 1G",
    })
    void whatIsNoSweepIsRefused(String code, String sweep) {
        assertTrue(
                !run(
                        "arch arm64 linux 6.1\n"
                                + KERNEL
                                + "module used at kernel + 640M { fn baz returns 1 }\n"
                                + "module foo at kernel + 128M { fn bar calls used.baz }\n"
                                + "sweep module "
                                + sweep
                                + " { }\n"));
        assertEquals(code, said.getFirst().substring(0, 6), said::toString);
    }

    @Test
    void whatIsRefusedAtEachPlaceIsRefused() {
        String sweep = "sweep module foo over kernel + 80M .. kernel + 88M step 2M ";
        String world = "arch arm64 linux 6.1\n" + KERNEL + "module foo at default { fn f }\n";
        assertTrue(!run(world + sweep + "{ print foo.g }"), "held");
        assertTrue(
                said.getFirst().endsWith("[refused at each of 4 places, the first of them so]"),
                said::toString);
        assertTrue(
                run(world + sweep + "{ if foo.f > kernel + 82M { print foo.g } }"), said::toString);
    }

    private boolean run(String script) {
        return new Session(Session.Options.DEFAULT, this::take)
                .run(new Source("test.lp", script), Sources.root().resolve("examples"));
    }

    private void take(Event event) {
        if (event instanceof Event.Answered(var span, Answer answer)) {
            output.addAll(TextView.lines(answer));
        } else if (event instanceof Event.Said(Diagnostic diagnostic)
                && diagnostic.severity() == Diagnostic.Severity.ERROR) {
            said.add(
                    diagnostic.code()
                            + " "
                            + diagnostic.message()
                            + diagnostic.notes().stream().map(Diagnostic.Note::message).toList());
        }
    }
}
