package patchbay.lang.parse;

import org.jspecify.annotations.Nullable;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/**
 * What a text may not exceed: checked before parsing, so that no input exhausts the stack or the
 * memory of what comes after.
 */
final class Limits {
    /** Brackets, blocks, prefix operators, {@code else if}. */
    static final int NESTING = 256;

    /** Operators that hang on each other: the depth of the tree beside its brackets. */
    static final int CHAIN = 1000;

    /** Words and signs of one statement, without those in its blocks. */
    static final int WORDS = 1 << 16;

    static final int LINE = 64 << 10;
    static final int LITERAL = 1 << 20;
    static final int SOURCE = 8 << 20;

    /** Mistakes that are told: a text with more is no script. */
    static final int MISTAKES = 1000;

    private Limits() {}

    static @Nullable Diagnostic exceeded(Source source) {
        String text = source.text();
        if (text.length() > SOURCE) {
            return refusal(
                    source,
                    0,
                    0,
                    "the text has " + text.length() + " characters; the limit is " + SOURCE);
        }
        int start = 0;
        while (start <= text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (end - start > LINE) {
                Diagnostic diagnostic = tooLong(source, start, end);
                if (diagnostic != null) {
                    return diagnostic;
                }
            }
            start = end + 1;
        }
        return null;
    }

    private static @Nullable Diagnostic tooLong(Source source, int start, int end) {
        String text = source.text();
        int counted = end - start;
        for (int at = text.indexOf("x\"", start);
                at >= 0 && at < end;
                at = text.indexOf("x\"", at)) {
            int close = text.indexOf('"', at + 2);
            int stop = close < 0 || close > end ? end : close;
            if (stop - at > LITERAL) {
                return refusal(
                        source,
                        at,
                        at + 2,
                        "the literal has " + (stop - at) + " characters; the limit is " + LITERAL);
            }
            counted -= stop - at;
            at = stop + 1;
        }
        return counted > LINE
                ? refusal(
                        source,
                        start,
                        start,
                        "the line has " + counted + " characters; the limit is " + LINE)
                : null;
    }

    static Diagnostic refusal(Source source, int start, int end, String message) {
        return Diagnostic.error(Code.PB1010, new Span(source, start, end), message);
    }

    /** Instead of the first that is not told. */
    static Diagnostic tooManyMistakes(Diagnostic first) {
        return Diagnostic.error(
                Code.PB1010,
                first.span(),
                "here and behind this are more mistakes; no more than " + MISTAKES + " are told",
                "mend the first ones: the others often go with them");
    }
}
