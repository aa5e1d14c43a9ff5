package patchbay.lang.ast;

import org.jspecify.annotations.Nullable;
import patchbay.source.Span;

/**
 * A line that says what the statement before it must do. With an {@code arch} it holds for that
 * architecture only.
 */
public sealed interface Expectation {

    /** The architecture named directly behind the sign, or null in the plain form. */
    @Nullable String arch();

    /** The whole line, from its sign on. */
    Span span();

    /** {@code //= text}: a line of the output, without blanks at its end. */
    record Line(@Nullable String arch, String text, Span span) implements Expectation {}

    /** {@code //= …}: any number of lines. */
    record Elision(@Nullable String arch, Span span) implements Expectation {}

    /** {@code //! PB3001}: refused with this code, which need not exist. */
    record Refused(@Nullable String arch, String code, Span span) implements Expectation {}
}
