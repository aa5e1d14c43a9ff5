package patchbay.lang.run;

import java.util.function.BooleanSupplier;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * How much one statement of the top level may do. Loops end and definitions are not nested without
 * end, but a loop in a loop in a loop outlives whoever wrote it; so all that takes time is counted,
 * in rounds of a loop, each well under a microsecond, and the statement that takes {@link #MOST} is
 * refused. Counted, not measured: a script is refused on every machine or on none.
 *
 * <p>What an answer shows is counted when the next one comes: a statement with one answer may show
 * whatever it found, however long that is.
 */
final class Work {
    private static final int MOST = 1 << 20;

    /** A patch step leaves copies of pages behind, to go back to; an included file is read. */
    static final int STEP = 64;

    /** A refusal is put into words. */
    static final int REFUSAL = 8;

    /** A call sets up a stack and a processor. */
    private static final int CALL = 32;

    /** So much of each is a round. */
    private static final int INSTRUCTIONS = 32;

    private static final int VALUES = 16;
    private static final int LETTERS = 64;

    /** A line of an answer. */
    private static final int LINE = 4;

    private final BooleanSupplier interrupted;
    private long done;
    private long shown;
    private int values;

    Work(BooleanSupplier interrupted) {
        this.interrupted = interrupted;
    }

    void begin() {
        done = 0;
        shown = 0;
    }

    void add(Span span, long rounds) throws Halt {
        done += rounds;
        if (done > MOST) {
            throw new Halt(
                    Code.PB2026,
                    span,
                    Phrase.of("one statement does more than %d rounds of work", MOST),
                    "loop over less, step further, or make several statements of it");
        }
        if (interrupted.getAsBoolean()) {
            throw new Halt(Code.PB5008, span, "stopped");
        }
    }

    /** An expression is evaluated or a block's statement is carried out. */
    void value(Span span) throws Halt {
        if (++values % VALUES == 0) {
            add(span, 1);
        }
    }

    /** Letters, bytes or elements are copied or compared. */
    void copy(Span span, long size) throws Halt {
        if (size >= LETTERS) {
            add(span, size / LETTERS);
        }
    }

    /** Things are looked at one by one. */
    void look(Span span, long things) throws Halt {
        add(span, 1 + things / 8);
    }

    void call(Span span, long instructions) throws Halt {
        add(span, CALL + instructions / INSTRUCTIONS);
    }

    void answer(Span span, Answer answer) throws Halt {
        add(span, shown);
        shown = rounds(answer);
    }

    /** Rounds since {@link #begin}. */
    long done() {
        return done;
    }

    private static long rounds(Answer answer) {
        if (answer instanceof Answer.Shown(Value value)) {
            return value instanceof Value.Str(String text) ? 1 + text.length() / LETTERS : 2;
        }
        return LINE + LINE * answer.height();
    }
}
