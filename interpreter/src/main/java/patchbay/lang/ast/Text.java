package patchbay.lang.ast;

import patchbay.source.Span;

/**
 * A string that is no expression (a file, a reason, a log line): {@code value} is what it means,
 * escapes resolved.
 */
public record Text(String value, Span span) {

    @Override
    public String toString() {
        return value;
    }
}
