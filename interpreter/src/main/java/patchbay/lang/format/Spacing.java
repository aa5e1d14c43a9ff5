package patchbay.lang.format;

import org.jspecify.annotations.Nullable;
import patchbay.lang.parse.Lexeme;
import patchbay.lang.parse.Lexeme.Kind;
import patchbay.source.Source;

/** Whether a blank stands between two pieces of a line. */
final class Spacing {
    private final Source source;

    Spacing(Source source) {
        this.source = source;
    }

    /** Between {@code left} and {@code right}; {@code before} is what stands left of both. */
    boolean between(@Nullable Lexeme before, Lexeme left, Lexeme right) {
        String a = text(left);
        String b = text(right);
        if (b.equals(",") || b.equals(";") || b.equals(")") || b.equals("]") || b.equals(".")) {
            return false;
        }
        if (a.equals("(") || a.equals("[") || a.equals(".") || a.equals("{") && b.equals("}")) {
            return false;
        }
        if (b.equals("(") || b.equals("[")) {
            // f(a) is a call, and `explain (a)` a statement: the author's blank means something
            boolean mayTouch =
                    left.kind() == Kind.WORD
                            || a.equals(")")
                            || a.equals("]")
                            || isPrefix(before, left, right);
            return !mayTouch
                    || left.kind() != Kind.OPERATOR && (!touch(left, right) || neverTouches(a));
        }
        return !isPrefix(before, left, right) && !isOffset(before, left, right);
    }

    /** The words that begin their statement whatever follows. */
    private static boolean neverTouches(String word) {
        return switch (word) {
            case "if", "print", "expect", "in" -> true;
            default -> false;
        };
    }

    /**
     * {@code bar+8} is one symbol, when it is written like that; {@code kernel + 200M} is a sum.
     */
    private boolean isOffset(@Nullable Lexeme before, Lexeme left, Lexeme right) {
        if (text(right).equals("+")) {
            return left.kind() == Kind.WORD && touch(left, right) && isOffset(right.end());
        }
        return text(left).equals("+")
                && before != null
                && before.kind() == Kind.WORD
                && touch(before, left)
                && isOffset(right.start());
    }

    private boolean isOffset(int at) {
        String text = source.text();
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end > at
                && Character.isDigit(text.charAt(at))
                && "KMGT".indexOf(text.charAt(end - 1)) < 0;
    }

    /** Whether {@code sign} belongs to the operand behind it. */
    private boolean isPrefix(@Nullable Lexeme before, Lexeme sign, Lexeme operand) {
        String text = text(sign);
        if (text.equals("~")) {
            return true;
        }
        if (!text.equals("-")) {
            return false;
        }
        if (before == null || before.kind() == Kind.OPERATOR) {
            return true;
        }
        return switch (before.kind()) {
            case SIGN ->
                    !text(before).equals(")")
                            && !text(before).equals("]")
                            && !text(before).equals("}");
            // `undo -1`: only the author knows
            case WORD -> !touch(before, sign) && touch(sign, operand);
            default -> false;
        };
    }

    private static boolean touch(Lexeme left, Lexeme right) {
        return left.end() == right.start();
    }

    private String text(Lexeme piece) {
        return source.text().substring(piece.start(), piece.end());
    }
}
