package patchbay.lang.ast;

import patchbay.source.Span;

/** A name as it was declared or asked for, back quotes taken off. */
public record Word(String text, Span span) {

    @Override
    public String toString() {
        return text;
    }
}
