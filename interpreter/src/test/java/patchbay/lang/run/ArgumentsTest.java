package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is passed to code that is called. */
class ArgumentsTest {
    private static final String KERNEL =
            """
            arch arm64 linux 6.1
            kernel at default {
                fn first(text)         asm { ldrb w0, [x0]; ret }
                fn length(a, b, text)  asm { sub x0, x2, x0; ret }
                fn behind(text)        asm { ldrb w0, [x0, #5]; ret }
                fn keep(text)          asm { ret }
            }
            """;

    @Test
    void aStringIsPassedByItsAddressAndEndsInAZero() {
        Transcript transcript =
                Transcript.of(
                        KERNEL
                                + """
                                print (call first("hello")).value
                                print (call behind("hello")).value
                                print (call length("0123456789", 7, "")).value
                                """);
        assertEquals(List.of(), transcript.errors);
        assertEquals(List.of("104", "0", "16"), transcript.output);
    }

    @Test
    void itIsGoneWhenTheCodeHasReturned() {
        Transcript transcript =
                Transcript.of(
                        KERNEL + "let kept = (call keep(\"hello\")).value\ncall first(kept)\n");
        assertEquals(1, transcript.errors.size(), transcript.errors::toString);
        assertEquals("PB5005", transcript.errors.getFirst().substring(0, 6));
    }
}
