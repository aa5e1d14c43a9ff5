package patchbay.lang.ast;

import java.util.List;
import patchbay.source.Span;

/** Statements between braces. */
public record Block(List<Statement> statements, Span span) {
    public Block {
        statements = List.copyOf(statements);
    }
}
