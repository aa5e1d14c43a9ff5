package patchbay.source;

/** A half-open range of offsets {@code [start, end)} in a source. */
public record Span(Source source, int start, int end) {

    /** The smallest span that holds both, which are of one source. */
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }

    public String text() {
        return source.text().substring(start, end);
    }

    /** {@code name:line:column}, as compilers print it. */
    public String place() {
        return source.name() + ":" + source.line(start) + ":" + source.column(start);
    }
}
