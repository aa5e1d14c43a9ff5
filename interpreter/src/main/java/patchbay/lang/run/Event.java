package patchbay.lang.run;

import patchbay.source.Diagnostic;
import patchbay.source.Span;

/** What happens while a source is evaluated, in order. */
public sealed interface Event {

    /** Output of the statement at {@code span}. */
    record Answered(Span span, Answer answer) implements Event {}

    /** A note, a warning, or a refusal that was not asked for. */
    record Said(Diagnostic diagnostic) implements Event {}

    /** A refusal that the script demanded with {@code //!}: it held. */
    record Held(Span span, Diagnostic diagnostic) implements Event {}

    /** How far a long statement is: {@code done} of {@code total} files. */
    record Progress(Span span, int done, int total) implements Event {}

    /** A top-level statement is done; {@code changed} when a plan was applied. */
    record Done(Span span, boolean held) implements Event {}
}
