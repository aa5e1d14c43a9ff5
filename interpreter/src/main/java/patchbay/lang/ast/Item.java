package patchbay.lang.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.source.Span;

/** One thing in a layout. */
public sealed interface Item {

    Span span();

    /**
     * {@code fn NAME(x, y) at OFFSET size N notrace local calls A, B returns EXPR asm { … } logs
     * "text"}: each clause at most once.
     */
    record Function(
            Word name,
            List<Word> parameters,
            @Nullable Expr at,
            @Nullable Expr size,
            boolean notrace,
            boolean local,
            List<Expr.Name> calls,
            @Nullable Expr returns,
            @Nullable Asm asm,
            @Nullable Text logs,
            Span span)
            implements Item {
        public Function {
            parameters = List.copyOf(parameters);
            calls = List.copyOf(calls);
        }
    }

    /** {@code data NAME = u64 5, addr bar, "text"}. */
    record Data(Word name, List<Datum> values, Span span) implements Item {
        public Data {
            values = List.copyOf(values);
        }
    }

    /** {@code section ".text.unlikely" { … }}. */
    record Section(Text name, Layout layout, Span span) implements Item {}

    /** One value of a {@code data}. */
    sealed interface Datum {

        Span span();

        /** {@code u8 1}: a number of {@code size} bytes, in the architecture's order. */
        record Num(int size, Expr value, Span span) implements Datum {}

        /** {@code addr bar}: an address, of the architecture's width. */
        record Address(Expr value, Span span) implements Datum {}

        /** {@code "text"}: its UTF-8 bytes and a zero behind them. */
        record Characters(Text text, Span span) implements Datum {}

        /** {@code x"…"}. */
        record Literal(Expr.Bytes bytes, Span span) implements Datum {}
    }
}
