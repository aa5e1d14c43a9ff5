package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ppc64le's second stack, on which the way to a live patch keeps r2 and lr. */
class LivepatchStackTest {
    private static final String SCRIPT =
            """
            arch ppc64le linux VERSION
            kernel at default {
                fn a(x)  returns b(x) + 1
                fn b(x)  returns c(x) + 1
                fn c(x)  returns x
            }
            module fix at default {
                fn first(x)   returns b(x) + 10
                fn second(x)  returns c(x) + 10
                fn third(x)   returns x * 2
            }
            redirect a -> fix.first
            redirect b -> fix.second
            redirect c -> fix.third
            """;

    private static Transcript of(String version, String script) {
        return Transcript.of((SCRIPT + script).replace("VERSION", version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1", "6.12"})
    void callsOfLivePatchesMayNest(String version) {
        Transcript transcript =
                of(
                        version,
                        """
                        let run = call a(1)
                        print run.value
                        expect len(run.livepatch) == 3
                        expect run.livepatch[0].r2 == run.registers.r2
                        expect run.registers.lr == run.livepatch[0].lr
                        trace a(1)
                        """);
        assertEquals(List.of(), transcript.errors);
        assertEquals("22", transcript.output.getFirst());
        assertEquals(
                3,
                transcript.output.stream().filter(line -> line.contains("].lr=")).count(),
                transcript.output::toString);
        assertEquals(
                List.of("livepatch[0].r2", "livepatch[1].r2", "livepatch[2].r2"),
                transcript.output.stream()
                        .filter(line -> line.contains("].r2="))
                        .map(line ->
                                line.substring(
                                        line.indexOf("livepatch["), line.indexOf("].r2=") + 4))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1"})
    void aRecordThatWasOverwrittenTraps(String version) {
        String task = version.equals("4.19") ? "clrrdi r12,r1,14" : "ld r12,40(r13)";
        Transcript transcript =
                of(
                        version,
                        """
                        restore a
                        module bad at 0xc008000000200000 {
                            fn a(x) asm {
                                TASK
                                ld r11,16(r12)
                                li r12,0
                                std r12,-8(r11)
                                blr
                            }
                        }
                        redirect a -> bad.a
                        call a(1)
                        """
                                .replace("TASK", task));
        assertEquals(List.of("PB5007"), transcript.codes());
    }
}
