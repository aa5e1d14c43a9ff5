package patchbay.lang.ast;

import patchbay.source.Span;

/** One side of a {@code write}: what stands there, or what shall. */
public sealed interface Content {

    Span span();

    /** An instruction's word value, or bytes in memory order. */
    record Value(Expr value) implements Content {
        @Override
        public Span span() {
            return value.span();
        }
    }

    record Assembly(Asm asm) implements Content {
        @Override
        public Span span() {
            return asm.span();
        }
    }
}
