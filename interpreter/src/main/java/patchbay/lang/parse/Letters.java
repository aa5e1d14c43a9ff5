package patchbay.lang.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A part of a text as ANTLR reads it; offsets are those of the whole text, in UTF-16 units (ANTLR's
 * own streams count code points).
 */
final class Letters implements CharStream {
    private final String text;
    private final int end;
    private int at;

    Letters(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    String text() {
        return text;
    }

    int end() {
        return end;
    }

    @Override
    public void consume() {
        at++;
    }

    @Override
    public int LA(int ahead) {
        int index = ahead < 0 ? at + ahead : at + ahead - 1;
        return index < end && index >= 0 ? text.charAt(index) : IntStream.EOF;
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public int size() {
        return end;
    }

    @Override
    public String getSourceName() {
        return IntStream.UNKNOWN_SOURCE_NAME;
    }

    @Override
    public String getText(Interval interval) {
        int from = Math.min(interval.a, end);
        return text.substring(from, Math.max(from, Math.min(interval.b + 1, end)));
    }
}
