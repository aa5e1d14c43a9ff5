package patchbay.lang.parse;

import java.util.List;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that {@link Statements} has made, as the parser reads them; the last is EOF. ANTLR's
 * own streams look each time whether there are more to fetch.
 */
final class Pieces implements TokenStream {
    private final List<Piece> pieces;
    private int at;

    /** Where EOF is seen. */
    private int limit;

    Pieces(List<Piece> pieces) {
        this.pieces = pieces;
        this.limit = pieces.size() - 1;
    }

    /** Goes to {@code start}, and ends before {@code end}. */
    void show(int start, int end) {
        at = start;
        limit = end;
    }

    /** Nobody asks for these any more. */
    void forget(int start, int end) {
        Piece last = pieces.getLast();
        for (int i = start; i < end; i++) {
            pieces.set(i, last);
        }
    }

    @Override
    public @Nullable Token LT(int ahead) {
        return ahead < 0 && at + ahead < 0 ? null : ahead(ahead);
    }

    @Override
    public int LA(int ahead) {
        return ahead(ahead).getType();
    }

    private Piece ahead(int count) {
        int index = count < 0 ? at + count : at + count - 1;
        return index < limit ? pieces.get(index) : pieces.getLast();
    }

    @Override
    public void consume() {
        at++;
    }

    @Override
    public Token get(int index) {
        return pieces.get(index);
    }

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int size() {
        return pieces.size();
    }

    @Override
    public String getSourceName() {
        return IntStream.UNKNOWN_SOURCE_NAME;
    }

    @Override
    public TokenSource getTokenSource() {
        throw new UnsupportedOperationException("the tokens are there already");
    }

    @Override
    public String getText(Interval interval) {
        StringBuilder text = new StringBuilder();
        for (int i = interval.a; i <= Math.min(interval.b, pieces.size() - 2); i++) {
            text.append(pieces.get(i).getText());
        }
        return text.toString();
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, pieces.size() - 1));
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }
}
