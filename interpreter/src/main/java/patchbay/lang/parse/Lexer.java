package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import org.antlr.v4.runtime.Token;

/**
 * What stands in a text, token after token: the rules of PatchbayLexer.g4, by hand. The longest
 * match wins, and of two as long the rule that stands first. A table of states says the same, but
 * reading it and finding a way through it for the first time took a cold start 4 ms. The grammar
 * remains the rule: a test holds both to the same tokens.
 */
final class Lexer {
    private final String text;
    private final int end;

    /** Where the next token is looked for. */
    private int at;

    /** The token found last. */
    private int type;

    private int start;

    Lexer(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    int at() {
        return at;
    }

    /** Goes on from {@code index}. */
    void seek(int index) {
        at = index;
    }

    /** The next token behind blanks, comments too; at the end EOF. */
    Piece next() {
        while (isBlank(peek(0))) {
            at++;
        }
        start = at;
        int first = peek(0);
        if (first < 0) {
            return new Piece(text, Token.EOF, at, at - 1);
        }
        if (isNameStart(first) || first == '`') {
            nameOrPlace(first);
        } else if (isDigit(first)) {
            number();
        } else {
            sign(first);
        }
        return new Piece(text, type, start, at - 1);
    }

    /** The letter that many behind the present one; -1 behind the end. */
    private int peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : -1;
    }

    private void found(int sign, int length) {
        type = sign;
        at += length;
    }

    // ---- names

    private void nameOrPlace(int first) {
        if (first == 'x' && peek(1) == '"') {
            at += 2;
            while (peek(0) >= 0 && peek(0) != '"' && !isLineEnd(peek(0))) {
                at++;
            }
            found(BYTES, peek(0) == '"' ? 1 : 0);
            return;
        }
        if (!part(first)) {
            found(STRAY, 1);
            return;
        }
        type = NAME;
        boolean plain = true;
        while (peek(0) == '.') {
            int next = peek(1);
            if (isNamePart(next)) {
                at++;
                word();
            } else if (next == '`') {
                at++;
                if (!part(next)) {
                    at--;
                    return;
                }
                plain = false;
            } else {
                return;
            }
        }
        if (peek(0) == '#' && isDigit(peek(1))) {
            at += 2;
            while (isDigit(peek(0))) {
                at++;
            }
        } else if (plain && peek(0) == '+') {
            place();
        }
    }

    /** A name without dots, or anything in back quotes; false where these do not close. */
    private boolean part(int first) {
        if (first != '`') {
            word();
            return true;
        }
        int close = at + 1;
        while (close < end && text.charAt(close) != '`' && !isLineEnd(text.charAt(close))) {
            close++;
        }
        if (close == end || text.charAt(close) != '`' || close == at + 1) {
            return false;
        }
        at = close + 1;
        return true;
    }

    private void word() {
        while (isNamePart(peek(0))) {
            at++;
        }
    }

    /** Behind a name: {@code +0x1c/0x40 [foo]} makes a place of it. */
    private void place() {
        int behind = hex(hex(at, "+0x"), "/0x");
        if (behind < 0) {
            return;
        }
        type = PLACE;
        at = behind;
        int ahead = 0;
        while (peek(ahead) == ' ' || peek(ahead) == '\t') {
            ahead++;
        }
        if (ahead == 0 || peek(ahead) != '[') {
            return;
        }
        int module = ++ahead;
        while (isNamePart(peek(ahead)) && peek(ahead) != '$') {
            ahead++;
        }
        if (ahead == module) {
            return;
        }
        if (peek(ahead) == ' ') {
            int build = hex(at + ahead, " ");
            ahead = build < 0 ? ahead : build - at;
        }
        at += peek(ahead) == ']' ? ahead + 1 : 0;
    }

    /** Behind {@code before} and hexadecimal digits that stand at {@code from}, or -1. */
    private int hex(int from, String before) {
        if (from < 0 || !text.startsWith(before, from)) {
            return -1;
        }
        int first = from + before.length();
        int stop = first;
        while (stop < end && isHex(text.charAt(stop))) {
            stop++;
        }
        return stop > first ? stop : -1;
    }

    // ---- numbers

    /** All that hangs together is one token, well formed or not. */
    private void number() {
        while (isNamePart(peek(0)) || peek(0) == '.' && isNamePart(peek(1))) {
            at++;
        }
        type = isNumber() ? NUMBER : isVersion() ? VERSION : MALFORMED;
    }

    private boolean isNumber() {
        int last = at - 1;
        boolean scaled = "KMGT".indexOf(text.charAt(last)) >= 0;
        int stop = scaled ? last : at;
        boolean hex = stop - start > 2 && text.startsWith("0x", start);
        int i = hex ? start + 2 : start;
        boolean digit = false;
        for (; i < stop; i++) {
            char c = text.charAt(i);
            if (c == '_' ? !digit : !(hex ? isHex(c) : isDigit(c))) {
                return false;
            }
            digit = c != '_';
        }
        return digit;
    }

    private boolean isVersion() {
        int dots = 0;
        for (int i = start; i < at; i++) {
            if (text.charAt(i) == '.') {
                dots++;
            } else if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return dots == 1 || dots == 2;
    }

    // ---- all else

    private void sign(int first) {
        int next = peek(1);
        switch (first) {
            case '"' -> string();
            case '\n' -> found(NEWLINE, 1);
            case '\r' -> {
                boolean line = next == '\n';
                found(line ? NEWLINE : STRAY, line ? 2 : 1);
            }
            case '/' -> slash(next);
            case '#' -> {
                if (next == '!') {
                    restOfLine();
                } else {
                    found(STRAY, 1);
                }
            }
            case '-' -> either(next, '>', ARROW, MINUS);
            case '.' -> either(next, '.', UPTO, DOT);
            case '=' -> either(next, '=', EQ, ASSIGN);
            case '!' -> either(next, '=', NE, STRAY);
            case '<' -> {
                if (next == '<') {
                    found(SHL, 2);
                } else {
                    either(next, '=', LE, LT);
                }
            }
            case '>' -> {
                if (next == '>') {
                    found(SHR, 2);
                } else {
                    either(next, '=', GE, GT);
                }
            }
            case '+' -> found(PLUS, 1);
            case '*' -> found(STAR, 1);
            case '%' -> found(PERCENT, 1);
            case '&' -> found(AMP, 1);
            case '|' -> found(BAR, 1);
            case '^' -> found(CARET, 1);
            case '~' -> found(TILDE, 1);
            case ':' -> found(COLON, 1);
            case ',' -> found(COMMA, 1);
            case ';' -> found(END, 1);
            case '(' -> found(LPAREN, 1);
            case ')' -> found(RPAREN, 1);
            case '[' -> found(LSQUARE, 1);
            case ']' -> found(RSQUARE, 1);
            case '{' -> found(LBRACE, 1);
            case '}' -> found(RBRACE, 1);
            default -> {
                boolean pair = next >= 0 && Character.isSurrogatePair((char) first, (char) next);
                found(STRAY, pair ? 2 : 1);
            }
        }
    }

    private void either(int next, char second, int both, int alone) {
        found(next == second ? both : alone, next == second ? 2 : 1);
    }

    /** Up to the quote that closes it, or without one up to the end of the line. */
    private void string() {
        type = STRING;
        at++;
        while (peek(0) >= 0 && !isLineEnd(peek(0))) {
            if (peek(0) == '"') {
                at++;
                return;
            }
            if (peek(0) == '\\') {
                if (peek(1) < 0 || isLineEnd(peek(1))) {
                    return;
                }
                at++;
            }
            at++;
        }
    }

    private void slash(int next) {
        if (next == '/') {
            restOfLine();
            return;
        }
        int close = next == '*' ? text.indexOf("*/", Math.min(at + 2, end), end) : -1;
        if (close < 0) {
            found(SLASH, 1);
        } else {
            found(COMMENT, close + 2 - at);
        }
    }

    private void restOfLine() {
        type = COMMENT;
        while (peek(0) >= 0 && !isLineEnd(peek(0))) {
            at++;
        }
    }

    // ---- letters

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\f' || c == '\uFEFF';
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(int c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isNamePart(int c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
