package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.source.Code;

/**
 * Short scripts that would run for hours, or say gigabytes: each ends within a second of processor
 * time with the refusal that says so.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongWorkTest {
    private static final String LAYOUT =
            """
            arch arm64 linux 6.1
            kernel at 0xffff800008000000 {
                fn bar     returns 1
                fn caller  returns bar() + 10
                fn loud    logs "0123456789012345678901234567890123456789"
                fn spin asm {
                    b spin
                }
                fn deep(n) returns deep(n + 1)
                data many = x"00"
            }
            module foo at kernel + 200M plt 1 {
                fn bar     calls caller  returns 2
            }
            let s = "x"
            let t = [0]
            for i in 0 .. 19 { let s = s + s; let t = t + t }
            """;

    /** More letters than a round of a loop may show without being one. */
    private static final String LONG = "y".repeat(10_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for a in 0 .. 1 << 60 step 1 { }",
                "for a in 0 .. 1000 { for b in 0 .. 1000 { for c in 0 .. 1000 { let x = a } } }",
                "for a in 0 .. 1M { let x = [abs(1), [2, [3]], abs(4), [5], abs(6), [7], 8 + 9 + 10] }",
                "def f(n) { if n < 2 { } else { f(n - 1); f(n - 2) } }\nf(60)",
                "for a in 0 .. 1M { print s }",
                "for a in 0 .. 1M { print a }",
                "for a in 0 .. 1M { expect s == s }",
                "for a in 0 .. 1M { expect t == t }",
                "for a in t { for b in t { } }",
                "for a in 0 .. 1M { let b = bytes(kernel, 4K) }",
                "for a in 0 .. 1M { let b = functions(kernel) }",
                "for a in 0 .. 1M { let b = symbol(kernel, \"many\") }",
                "for a in 0 .. 1M { let b = name(caller) }",
                "for a in 0 .. 1M { let b = slots(foo) }",
                "for a in 0 .. 1M { expect reaches(caller, foo.bar) or true }",
                "for a in 0 .. 1M { show map }",
                "for a in 0 .. 1M { show code kernel }",
                "for a in 0 .. 1M { show bytes 4K at kernel }",
                "for a in 0 .. 1M { list functions }",
                "for a in 0 .. 1M { explain caller -> foo.bar }",
                "for a in 0 .. 1M { explain veneer }",
                "for a in 0 .. 1M { explain const a }",
                "for a in 0 .. 1M { decode a }",
                "for a in 0 .. 1M { encode \"nop\" }",
                "for a in 0 .. 1M { call bar() }",
                "for a in 0 .. 1M { call loud() }",
                "for a in 0 .. 1M { trace caller() }",
                "for a in 0 .. 1M { expect fails PB4006 { restore bar } }",
                "for a in 0 .. 1M { redirect bar -> foo.bar; restore bar }",
                "for a in 0 .. 1M { unsafe \"why\" { write many : x\"00\" -> x\"00\" } }",
                "for a in 0 .. 1M { expect unchanged kernel }",
                "for a in 0 .. 1M { transaction { redirect bar -> foo.bar; undo } }"
            })
    void aStatementEnds(String statement) {
        ends(Code.PB2026, statement);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call spin()", "trace spin()", "expect (call spin()).value == 0"})
    void aCallEnds(String call) {
        ends(Code.PB5001, call);
    }

    @Test
    void oneCallAfterTheOtherEnds() {
        ends(Code.PB5010, "for a in 0 .. 1M { expect fails PB5001 { call spin() } }");
        ends(Code.PB5005, "call deep(0)");
    }

    /** What is said at once may be long; it is what was asked for. */
    @Test
    void oneAnswerIsShownHoweverLongItIs() {
        Trial trial = Trial.once(LAYOUT + "t\nprint s\nprint \"" + LONG + "\"\n", Path.of(""), 1);
        assertTrue(trial.errors.isEmpty(), trial.errors::toString);
        assertEquals(3, trial.answers);
    }

    private static void ends(Code code, String statement) {
        Trial trial = Trial.once(LAYOUT + statement + "\n", Path.of(""), 1);
        assertEquals(Set.of(code), trial.codes, () -> trial.errors + "\n" + statement);
    }
}
