package patchbay.lang.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;
import patchbay.grammar.PatchbayParser;

/** A token that is asked often for its text and for the word that it may be, and looks once. */
final class Piece extends CommonToken {
    private static final int UNKNOWN = -2;

    private int word = UNKNOWN;

    Piece(Pair<TokenSource, CharStream> source, int type, int start, int stop) {
        super(source, type, Token.DEFAULT_CHANNEL, start, stop);
    }

    /** The type of the word that this would be, or its own type. */
    int word() {
        if (type != PatchbayParser.NAME) {
            return type;
        }
        if (word == UNKNOWN) {
            word = Words.type(getText());
        }
        return word;
    }

    @Override
    public String getText() {
        String known = text;
        if (known == null) {
            known = super.getText();
            text = known;
        }
        return known;
    }

    static final class Maker implements TokenFactory<Piece> {
        @Override
        public Piece create(
                Pair<TokenSource, CharStream> source,
                int type,
                String text,
                int channel,
                int start,
                int stop,
                int line,
                int column) {
            Piece piece = new Piece(source, type, start, stop);
            piece.setChannel(channel);
            return piece;
        }

        @Override
        public Piece create(int type, String text) {
            throw new UnsupportedOperationException("no token is invented");
        }
    }
}
