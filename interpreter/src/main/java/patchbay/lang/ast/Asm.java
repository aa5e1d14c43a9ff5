package patchbay.lang.ast;

import patchbay.source.Span;

/**
 * {@code asm { … }}: raw lines for the assembler of the architecture chosen. {@code body} is the
 * span of the text between the braces, so that offset {@code i} of the text stands at {@code
 * body.start() + i} of the source.
 */
public record Asm(Span body, Span span) {

    public String text() {
        return body.text();
    }
}
