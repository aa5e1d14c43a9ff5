package patchbay.source;

/** A diagnostic as text. */
public final class Render {
    private Render() {}

    /** Lines, each with its end. */
    public static String text(Diagnostic diagnostic, boolean colours) {
        StringBuilder text = new StringBuilder();
        if (diagnostic.span() != null) {
            text.append(diagnostic.span().place()).append(": ");
        }
        text.append(diagnostic.severity().name().toLowerCase(java.util.Locale.ROOT)).append('[');
        text.append(diagnostic.code()).append("]: ").append(diagnostic.message()).append('\n');
        for (Diagnostic.Note note : diagnostic.notes()) {
            text.append("  note: ").append(note.span() == null ? "" : note.span().place() + ": ");
            text.append(note.message()).append('\n');
        }
        diagnostic.remedies().forEach(remedy -> text.append("  help: ").append(remedy).append('\n'));
        return text.toString();
    }
}
