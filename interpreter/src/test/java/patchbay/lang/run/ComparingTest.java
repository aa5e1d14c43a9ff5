package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.source.Source;
import patchbay.view.JsonView;

class ComparingTest {
    private static final String SCRIPT =
            """
            arch arm64 linux 6.1
            kernel at default { fn bar returns 1; fn caller returns bar() + 10 }
            module foo at kernel + 16M { fn bar returns 2 }
            let n = 1
            """;

    private static List<String> output(String script) {
        Transcript transcript = Transcript.of(SCRIPT + script);
        assertEquals(List.of(), transcript.errors);
        return transcript.output;
    }

    private static List<String> refused(String script) {
        return Transcript.of(SCRIPT + script).codes();
    }

    @Test
    void theScriptSoFarIsDoneAgainForEitherSide() {
        assertEquals(
                List.of(
                        "arm64 linux 6.1    | ppc64le linux 6.1",
                        "0xffff800008000000 | 0xc000000000000000",
                        "6                  = 6",
                        "0xd65f03c0         | 0x4e800020"),
                output(
                        """
                        def grow(by) { let n = n + by }
                        for i in [2, 3] { grow(i) }
                        kernel at 0 { }
                        //! PB2003
                        compare arch arm64 with ppc64le {
                            print hex(foo.bar - 16M)
                            print n
                            print hex(u32(bar + size(bar) - 4))
                        }
                        """));
    }

    @Test
    void aVersionThatNobodyKnowsIsNoKernelsAnswer() {
        assertEquals(List.of("PB2007"), refused("compare linux 6.1 with 99.9 { print n }\n"));
    }

    @Test
    void aSecondComparisonGoesOnFromTheFirst() {
        assertEquals(
                List.of(
                        "arm64 linux 6.1 | arm64 linux 6.12",
                        "1               = 1",
                        "arm64 linux 6.1 | arm64 linux 6.12",
                        "3               = 3"),
                output(
                        """
                        compare linux 6.1 with 6.12 { print n; let n = 5 }
                        let n = n + 2
                        compare linux 6.1 with 6.12 { print n }
                        """));
    }

    @Test
    void theScriptItselfStaysAsItWas() {
        assertEquals(
                "caller() = 11   path: caller -> bar",
                output(
                                """
                                compare linux 6.1 with 6.12 { redirect bar -> foo.bar; let n = 2 }
                                expect unchanged kernel
                                expect n == 1
                                call caller()
                                """)
                        .getLast());
    }

    @Test
    void whatIsTooWideStandsOneBelowTheOther() {
        String wide = "x".repeat(70);
        assertEquals(
                List.of(
                        "both",
                        "= same",
                        "arm64 linux 6.1",
                        "  " + wide + "0xffff800008000000",
                        "= " + wide,
                        "arm64 linux 6.12",
                        "  " + wide + "0xffff800080000010",
                        "= " + wide),
                output(
                        """
                        compare linux 6.1 with 6.12 {
                            print "same"
                            for a in [hex(bar), ""] { print "X{a}" }
                        }
                        """
                                .replace("X", wide)));
    }

    @Test
    void aSideThatSaysNothingIsNotNamed() {
        String wide = "x".repeat(140);
        assertEquals(
                List.of("arm64 linux 6.12", "  " + wide),
                output(
                        "compare linux 6.1 with 6.12 { if bar > 0xffff800010000000 { print \"%s\" } }\n"
                                .formatted(wide)));
    }

    @Test
    void aScriptIsNotDoneAgainForEverMoreKernels() {
        StringBuilder script = new StringBuilder();
        script.append("let wide = \"").append("x".repeat(60_000)).append("\"\n");
        for (int i = 0; i < 60; i++) {
            script.append("compare linux 6.1.%d with 6.2.%d { print n }\n".formatted(i, i));
        }
        assertEquals(List.of("PB2026"), refused(script.toString()));
        assertEquals(120, output(script.toString().replaceAll("[.][0-9]+ ", " ")).size());
    }

    @Test
    void aLoopWithoutEndIsNoAnswerOfAKernel() {
        assertEquals(
                List.of("PB2026"),
                refused("compare linux 6.1 with 6.12 { for i in 0 .. 2_000_000 { } }"));
    }

    @Test
    void linesThatBothHaveStandInOneRow() {
        assertEquals(
                List.of(
                        "arm64 linux 6.1 | ppc64le linux 6.1",
                        "                | first",
                        "one             = one",
                        "old             |",
                        "two             = two"),
                output(
                        """
                        compare arch arm64 with ppc64le {
                            for i in [0, 1, 2, 3] {
                                if i == 0 and kernel < 0xf000000000000000 { print "first" }
                                if i == 1 { print "one" }
                                if i == 2 and kernel > 0xf000000000000000 { print "old" }
                                if i == 3 { print "two" }
                            }
                        }
                        """));
    }

    @Test
    void aRefusalStandsInItsColumnAndEndsIt() {
        List<String> lines =
                output("compare linux 6.1 with 4.11 { redirect bar -> foo.bar; print n }\n");
        assertEquals("arm64 linux 6.1 | arm64 linux 4.11", lines.getFirst());
        assertTrue(lines.get(1).startsWith("                | ! PB4009 "), lines::toString);
        assertEquals("1               |", lines.getLast());
    }

    @Test
    void aScriptThatCannotBeDoneAgainIsTold() {
        List<String> lines =
                output(
                        """
                        unsafe "idle" { write bar+8 : asm { mov x0, #1 } -> asm { mov x0, #2 } }
                        compare arch arm64 with ppc64le { print n }
                        """);
        assertEquals("1               | the script so far is refused here:", lines.get(1));
        assertTrue(lines.get(2).startsWith("                | ! PB3"), lines::toString);
    }

    @Test
    void whatBothSidesRefuseIsRefused() {
        assertEquals(
                List.of("PB4006", "PB4006"),
                refused("compare linux 6.1 with 6.12 { restore bar }"));
        assertEquals(
                List.of("PB5010"),
                refused("compare linux 6.1 with 6.12 { expect bar < 0xffff800010000000 }"));
    }

    @Test
    void itStandsAtTheTopLevel() {
        String compare = "compare linux 6.1 with 6.12 { print n }";
        assertEquals(List.of("PB2023"), refused("for i in [1] { " + compare + " }"));
        assertEquals(List.of("PB2023"), refused("def f() { " + compare + " }\nf()"));
        assertEquals(
                List.of("PB2023", "PB2023"),
                refused("compare linux 6.1 with 6.2 {" + compare + "}"));
        assertEquals(List.of("PB2011"), refused("compare arch arm64 with s390x { print n }"));
    }

    @Test
    void withoutAnArchStatementEachSideAssumesItsOwn() {
        Transcript transcript =
                Transcript.of("compare linux 6.1 with 6.12 { print hex(0) }\nprint 1\n");
        assertEquals(
                List.of("arm64 linux 6.1 | arm64 linux 6.12"), transcript.output.subList(0, 1));
        assertEquals(List.of(), transcript.notes);
    }

    @Test
    void anIncludedFileIsDoneAgainFromItsOwnFolder(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Files.writeString(inner.resolve("a.lp"), "include \"b.lp\"\nlet m = 4\n");
        Files.writeString(inner.resolve("b.lp"), "let k = 3\n");
        List<Event> events = new ArrayList<>();
        boolean held =
                new Session(Session.Options.DEFAULT, events::add)
                        .run(
                                new Source(
                                        "test.lp",
                                        """
                                        arch arm64 linux 6.1
                                        include "inner/a.lp"
                                        compare linux 6.1 with 6.12 { print k + m }
                                        """),
                                folder);
        assertTrue(held, events::toString);
        assertEquals(
                "{\"at\": \"test.lp:3:1\", \"compare\": ["
                        + "{\"side\": \"arm64 linux 6.1\", \"answers\": [{\"value\": 7}]}, "
                        + "{\"side\": \"arm64 linux 6.12\", \"answers\": [{\"value\": 7}]}]}",
                events.stream()
                        .filter(event -> event instanceof Event.Answered)
                        .map(JsonView::line)
                        .findFirst()
                        .orElse(""));
    }
}
