package patchbay.lang.run;

import java.util.List;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * Keeps values that a script makes out of others from filling the memory: {@code let s = s + s} in
 * a loop would be at a billion letters after thirty rounds. A value has a size: letters, bytes, or
 * elements with all that is in them; what would be larger than {@link #LARGEST} is refused, and
 * what is large counts as work, as copying it again and again takes time.
 */
final class Growth {
    static final int LARGEST = 1 << 20;

    /** Lists in lists. */
    private static final int DEEPEST = 256;

    private final Run run;

    Growth(Run run) {
        this.run = run;
    }

    /** A value is about to be made out of these. */
    void check(List<Value> parts, Span span) throws Halt {
        long size = 0;
        for (Value part : parts) {
            size += size(part, 1);
        }
        check(size, span);
    }

    /** Two values are about to be compared. */
    void compare(Value left, Value right, Span span) throws Halt {
        if (!(left instanceof Value.Num) && !(right instanceof Value.Num)) {
            long size = Math.min(size(left, 1), size(right, 1));
            if (left instanceof Value.Items) {
                run.work.look(span, size);
            } else {
                run.work.copy(span, size);
            }
        }
    }

    void check(long size, Span span) throws Halt {
        if (size > LARGEST) {
            throw new Halt(
                    Code.PB2022,
                    span,
                    Phrase.of(
                            "the value is too large: more than %s letters, bytes or elements, or lists nested more than %d deep",
                            Words.scaled(LARGEST), DEEPEST));
        }
        run.work.copy(span, size);
    }

    /** More than {@link #LARGEST} as soon as that is certain. */
    private static long size(Value value, int depth) {
        return switch (value) {
            case Value.Str(String text) -> text.length();
            case Value.Bytes(byte[] bytes) -> bytes.length;
            case Value.Items(List<Value> items) -> {
                long size = depth > DEEPEST ? LARGEST + 1 : 1;
                for (int i = 0; i < items.size() && size <= LARGEST; i++) {
                    size += size(items.get(i), depth + 1);
                }
                yield size;
            }
            case Value.Num number -> 1;
            case Value.Bool truth -> 1;
            case Value.Span range -> 1;
            case Value.Entry entry -> 1;
        };
    }
}
