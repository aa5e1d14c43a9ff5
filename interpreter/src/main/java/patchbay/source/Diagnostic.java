package patchbay.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell the user: a stable code, a place, words with numbers in them, where the things
 * concerned were declared, and what would help.
 */
public record Diagnostic(
        Severity severity,
        Code code,
        String message,
        @Nullable Span span,
        List<Note> notes,
        List<String> remedies) {

    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    /**
     * A remark at another place (the declaration concerned) or, without a span, about the whole.
     */
    public record Note(String message, @Nullable Span span) {}

    public Diagnostic {
        notes = List.copyOf(notes);
        remedies = List.copyOf(remedies);
    }

    public static Diagnostic error(
            Code code, @Nullable Span span, String message, String... remedies) {
        return new Diagnostic(Severity.ERROR, code, message, span, List.of(), List.of(remedies));
    }

    public static Diagnostic note(Code code, @Nullable Span span, String message) {
        return new Diagnostic(Severity.NOTE, code, message, span, List.of(), List.of());
    }

    public Diagnostic with(Note note) {
        List<Note> more = new java.util.ArrayList<>(notes);
        more.add(note);
        return new Diagnostic(severity, code, message, span, more, remedies);
    }

    public Diagnostic withRemedy(String remedy) {
        List<String> more = new java.util.ArrayList<>(remedies);
        more.add(remedy);
        return new Diagnostic(severity, code, message, span, notes, more);
    }
}
