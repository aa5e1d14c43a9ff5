package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the language that has no meaning yet: its words are reserved, so that a script
 * that uses it is told so, and never means something else later.
 *
 * @param name the statement's name
 * @param last the token that tells it from a statement that has a meaning
 */
record Later(String name, Token last) {

    /**
     * What the first tokens of the statement from {@code start} on say, or null where it has a
     * meaning (or is a mistake).
     */
    static @Nullable Later of(List<Piece> tokens, int start) {
        Piece first = tokens.get(start);
        if (Words.LATER.get(first.getType())) {
            return new Later(first.getText(), first);
        }
        if (tokens.size() < start + 2) {
            return null;
        }
        Piece second = tokens.get(start + 1);
        String word = second.getText();
        return switch (first.getType()) {
            case SHOW -> word.equals("tasks") ? new Later("show " + word, second) : null;
            default -> null;
        };
    }
}
