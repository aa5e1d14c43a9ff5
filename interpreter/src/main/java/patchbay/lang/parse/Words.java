package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.antlr.v4.runtime.Vocabulary;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser;

/** The words of the language, read off the grammar, and the kinds they come in. */
final class Words {
    private static final Map<String, Integer> TYPES = types();

    /** At the start of a statement always that statement. */
    static final BitSet ALWAYS = set(EXPECT, PRINT, IF, FOR, LET, DEF, INCLUDE);

    /** Statements of the language that have no meaning yet. */
    static final BitSet LATER = range(REGION, EXPLORE);

    static final BitSet ITEMS = set(FN, DATA, SECTION);

    /** Every word that may begin a statement. */
    static final BitSet STATEMENTS = range(ARCH, EXPLORE);

    static final BitSet CLAUSES = range(AT, LOGS);

    /** A line that ends with one of these goes on. */
    static final BitSet OPEN_END =
            set(
                    PLUS, MINUS, STAR, SLASH, PERCENT, AMP, BAR, CARET, TILDE, SHL, SHR, EQ, NE, LT,
                    LE, GT, GE, UPTO, ARROW, ASSIGN, COLON, COMMA, AND, OR, NOT);

    static final BitSet INFIX =
            set(
                    PLUS, MINUS, STAR, SLASH, PERCENT, AMP, BAR, CARET, SHL, SHR, EQ, NE, LT, LE,
                    GT, GE, UPTO, AND, OR);

    private Words() {}

    /** The token type of a word, or NAME. */
    static int type(String text) {
        Integer type = TYPES.get(text);
        return type == null ? NAME : type;
    }

    /** A word or sign as it is written, or null where there is more than one way. */
    static @Nullable String text(int type) {
        String literal = PatchbayParser.VOCABULARY.getLiteralName(type);
        return literal == null ? null : literal.substring(1, literal.length() - 1);
    }

    private static Map<String, Integer> types() {
        Vocabulary vocabulary = PatchbayParser.VOCABULARY;
        Map<String, Integer> types = HashMap.newHashMap(FALSE - ARCH + 1);
        for (int type = ARCH; type <= FALSE; type++) {
            String literal = vocabulary.getLiteralName(type);
            types.put(literal.substring(1, literal.length() - 1), type);
        }
        return types;
    }

    private static BitSet set(int... types) {
        BitSet set = new BitSet();
        for (int type : types) {
            set.set(type);
        }
        return set;
    }

    private static BitSet range(int first, int last) {
        BitSet set = new BitSet();
        set.set(first, last + 1);
        return set;
    }
}
