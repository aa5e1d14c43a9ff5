package patchbay.lang.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser;

/**
 * A token that is asked often for its text and for the word that it may be, and looks once. In a
 * text of a megabyte every letter may be one, so it has nothing that nobody asks for: ANTLR's own
 * are twice as large.
 */
final class Piece implements Token {
    private static final short UNKNOWN = -2;

    private final String whole;
    private final int start;
    private final int stop;
    private int index = -1;
    private short type;
    private short word = UNKNOWN;
    private @Nullable String text;

    /**
     * @param whole the text in which it stands from {@code start} to {@code stop}, that one
     *     included
     */
    Piece(String whole, int type, int start, int stop) {
        this.whole = whole;
        this.type = (short) type;
        this.start = start;
        this.stop = stop;
    }

    /** The type of the word that this would be, or its own type. */
    int word() {
        if (type != PatchbayParser.NAME) {
            return type;
        }
        if (word == UNKNOWN) {
            word = (short) Words.type(written());
        }
        return word;
    }

    @Override
    public String getText() {
        String known = text;
        if (known == null) {
            known = written();
            text = known;
        }
        return known;
    }

    private String written() {
        return whole.substring(start, Math.max(start, stop + 1));
    }

    @Override
    public int getType() {
        return type;
    }

    void setType(int type) {
        this.type = (short) type;
    }

    @Override
    public int getStartIndex() {
        return start;
    }

    @Override
    public int getStopIndex() {
        return stop;
    }

    @Override
    public int getTokenIndex() {
        return index;
    }

    void setTokenIndex(int index) {
        this.index = index;
    }

    @Override
    public int getChannel() {
        return type == PatchbayParser.COMMENT ? HIDDEN_CHANNEL : DEFAULT_CHANNEL;
    }

    /** Nobody asks: a {@link patchbay.source.Span} tells lines and columns. */
    @Override
    public int getLine() {
        return 0;
    }

    @Override
    public int getCharPositionInLine() {
        return 0;
    }

    @Override
    public @Nullable TokenSource getTokenSource() {
        return null;
    }

    @Override
    public @Nullable CharStream getInputStream() {
        return null;
    }
}
