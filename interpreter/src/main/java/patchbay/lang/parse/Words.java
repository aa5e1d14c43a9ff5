package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Vocabulary;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser;

/**
 * The words of the language, read off the grammar, the kinds they come in, and which of them a
 * token is where it stands: everywhere else a word is an ordinary name.
 */
final class Words {
    private static final Map<String, Integer> TYPES = types();

    /** At the start of a statement always that statement. */
    static final BitSet ALWAYS = set(EXPECT, PRINT, IF, FOR, LET, DEF, INCLUDE);

    /** Statements of the language that have no meaning yet. */
    static final BitSet LATER = range(LIVEPATCH, EXPLORE);

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

    /** What begins no statement. */
    static final BitSet NEVER_FIRST = neverFirst();

    private Words() {}

    private static BitSet neverFirst() {
        BitSet set = set(ASM, VERSION, DOT, LBRACE, RPAREN, RSQUARE, STRAY);
        set.or(OPEN_END);
        set.andNot(set(MINUS, TILDE, NOT));
        return set;
    }

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

    // ---- what a word is where it stands

    /** The first token from {@code index} on that is no newline. */
    static int nextInLine(List<Piece> tokens, int index) {
        int at = index;
        while (at < tokens.size() && tokens.get(at).getType() == NEWLINE) {
            at++;
        }
        return at;
    }

    /**
     * Whether the token at {@code index}, at the start of a line, is the word of a statement or an
     * item: unless it is one of the seven that always are, no bracket or dot touches it and no
     * infix operator follows.
     */
    static boolean beginsStatement(List<Piece> tokens, int index) {
        if (index >= tokens.size()) {
            return false;
        }
        Piece word = tokens.get(index);
        int type = word.word();
        if (ALWAYS.get(type)) {
            return true;
        }
        if (!STATEMENTS.get(type) && !ITEMS.get(type)) {
            return false;
        }
        if (index + 1 == tokens.size()) {
            return true;
        }
        Piece next = tokens.get(index + 1);
        boolean touches = Lexemes.touches(word, next);
        int follows = next.word();
        if (touches
                && (follows == LPAREN
                        || follows == LSQUARE
                        || follows == DOT
                        || follows == STRAY)) {
            return false;
        }
        if (follows == MINUS && !touches && index + 2 < tokens.size()) {
            return Lexemes.touches(next, tokens.get(index + 2))
                    && tokens.get(index + 2).getType() != NEWLINE;
        }
        return !INFIX.get(follows);
    }

    /**
     * The type of the token at {@code index}, which begins no statement; {@code before} is the type
     * of the one before it. The words of statements are names here.
     */
    static int inner(List<Piece> tokens, int index, int before) {
        int type = tokens.get(index).word();
        return switch (type) {
            case CALL, UNCHANGED -> isFollowedByName(tokens, index) ? type : NAME;
            case ASM ->
                    index + 1 < tokens.size() && tokens.get(index + 1).getType() == LBRACE
                            ? ASM
                            : NAME;
            case DEFAULT -> before == AT ? DEFAULT : NAME;
            case MODULE -> before == SAVE || before == SWEEP || before == COMPARE ? MODULE : NAME;
            case KERNEL -> before == SAVE || before == COMPARE ? KERNEL : NAME;
            case COMPARE -> isFollowedByObject(tokens, index) ? COMPARE : NAME;
            case ARCH -> before == COMPARE ? ARCH : NAME;
            case IF -> before == ELSE ? IF : NAME;
            case MALFORMED -> NUMBER;
            default -> STATEMENTS.get(type) || ITEMS.get(type) ? NAME : type;
        };
    }

    /** Whether {@code compare} inside a statement is the operator. */
    private static boolean isFollowedByObject(List<Piece> tokens, int index) {
        if (index + 2 >= tokens.size() || tokens.get(index + 1).getType() != NAME) {
            return false;
        }
        int object = tokens.get(index + 1).word();
        return object == MODULE || object == KERNEL && tokens.get(index + 2).word() == WITH;
    }

    /**
     * Whether {@code call} or {@code unchanged} inside a statement is the operator: what it is
     * about follows on its line.
     */
    private static boolean isFollowedByName(List<Piece> tokens, int index) {
        if (index + 1 == tokens.size()) {
            return false;
        }
        Piece next = tokens.get(index + 1);
        return switch (next.getType()) {
            case PLACE, NUMBER -> true;
            case NAME -> {
                int word = next.word();
                yield word == NAME || STATEMENTS.get(word) || ITEMS.get(word);
            }
            case LPAREN -> !Lexemes.touches(tokens.get(index), next);
            default -> false;
        };
    }
}
