package patchbay.lang.ast;

import patchbay.source.Span;

/** Where the kernel or a module begins. */
public sealed interface Base {

    Span span();

    record Address(Expr value) implements Base {
        @Override
        public Span span() {
            return value.span();
        }
    }

    /** {@code default}: the architecture's usual place. */
    record Usual(Span span) implements Base {}
}
