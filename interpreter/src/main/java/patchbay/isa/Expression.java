package patchbay.isa;

import java.util.OptionalLong;

/**
 * A number in assembler text, as GNU as reads it: numbers, characters ({@code 'a}), names, {@code
 * .} for the address of the instruction, and operators, which bind tighter from line to line:
 *
 * <pre>
 *   ||
 *   &amp;&amp;
 *   == &lt;&gt; != &lt; &lt;= &gt; &gt;=      -1 where it holds
 *   + -
 *   | &amp; ^ !                  a ! b is a | ~b
 *   * / % &lt;&lt; &gt;&gt;
 *   - ~ ! +                  before an operand
 * </pre>
 */
final class Expression {
    /** By level; the longer one first, where one begins with another. */
    private static final String[][] OPERATORS = {
        {"||"},
        {"&&"},
        {"==", "<>", "!=", "<=", ">=", "<", ">"},
        {"+", "-"},
        {"|", "&", "^", "!"},
        {"*", "/", "%", "<<", ">>"}
    };

    private static final int DEEPEST = 64;

    private final Draft draft;
    private int depth;

    Expression(Draft draft) {
        this.draft = draft;
    }

    OptionalLong read() {
        return level(0);
    }

    private OptionalLong level(int level) {
        if (level == OPERATORS.length) {
            return operand();
        }
        OptionalLong left = level(level + 1);
        while (left.isPresent()) {
            String operator = operator(level);
            if (operator.isEmpty()) {
                return left;
            }
            int from = draft.position();
            OptionalLong right = level(level + 1);
            if (right.isEmpty()) {
                return right;
            }
            long b = right.getAsLong();
            if (b == 0 && (operator.equals("/") || operator.equals("%"))) {
                draft.doesNotFit(from, "divisor", 0, "anything but 0");
                return OptionalLong.empty();
            }
            left = OptionalLong.of(apply(operator, left.getAsLong(), b));
        }
        return left;
    }

    private static long apply(String operator, long a, long b) {
        return switch (operator) {
            case "||" -> a != 0 || b != 0 ? 1 : 0;
            case "&&" -> a != 0 && b != 0 ? 1 : 0;
            case "==" -> a == b ? -1 : 0;
            case "<>", "!=" -> a != b ? -1 : 0;
            case "<" -> a < b ? -1 : 0;
            case "<=" -> a <= b ? -1 : 0;
            case ">" -> a > b ? -1 : 0;
            case ">=" -> a >= b ? -1 : 0;
            case "+" -> a + b;
            case "-" -> a - b;
            case "|" -> a | b;
            case "&" -> a & b;
            case "^" -> a ^ b;
            case "!" -> a | ~b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "%" -> a % b;
            case "<<" -> b < 0 || b > 63 ? 0 : a << b;
            default -> b < 0 || b > 63 ? 0 : a >>> b;
        };
    }

    /** Takes an operator of this level; empty if none comes next. */
    private String operator(int level) {
        draft.peek();
        int start = draft.position();
        for (String operator : OPERATORS[level]) {
            if (draft.acceptPrefix(operator) && !isLonger(operator)) {
                return operator;
            }
            draft.position(start);
        }
        return "";
    }

    /** Whether what was taken is only the beginning of an operator of another level. */
    private boolean isLonger(String operator) {
        int at = draft.position();
        char next = at < draft.end() ? draft.text().charAt(at) : 0;
        return switch (operator) {
            case "|", "&" -> next == operator.charAt(0);
            case "<", ">" -> next == operator.charAt(0);
            case "!" -> next == '=';
            default -> false;
        };
    }

    private OptionalLong operand() {
        if (++depth > DEEPEST) {
            draft.expected("no more than " + DEEPEST + " operators and brackets");
            return OptionalLong.empty();
        }
        char next = draft.peek();
        int start = draft.position();
        OptionalLong value =
                switch (next) {
                    case '(' -> bracket();
                    case '-', '~', '!', '+' -> unary(next);
                    case '\'' -> character(start);
                    default -> next >= '0' && next <= '9' ? digits(start) : name(start);
                };
        depth--;
        return value;
    }

    private OptionalLong bracket() {
        draft.accept('(');
        OptionalLong value = level(0);
        if (value.isPresent() && !draft.accept(')')) {
            draft.expected("')'");
            return OptionalLong.empty();
        }
        return value;
    }

    private OptionalLong unary(char operator) {
        draft.accept(operator);
        OptionalLong value = operand();
        if (value.isEmpty()) {
            return value;
        }
        long number = value.getAsLong();
        return OptionalLong.of(
                switch (operator) {
                    case '-' -> -number;
                    case '~' -> ~number;
                    case '!' -> number == 0 ? 1 : 0;
                    default -> number;
                });
    }

    /** {@code 'a} or {@code 'a'}. */
    private OptionalLong character(int start) {
        int at = start + 1;
        if (at >= draft.end()) {
            draft.expected("a character");
            return OptionalLong.empty();
        }
        Escape character = Escape.at(draft.text(), at, draft.end());
        draft.position(character.end());
        if (draft.position() < draft.end() && draft.text().charAt(draft.position()) == '\'') {
            draft.position(draft.position() + 1);
        }
        return OptionalLong.of(character.bytes()[0] & 0xff);
    }

    /** A number, or a local label: digits with {@code f} or {@code b} behind. */
    private OptionalLong digits(int start) {
        String word = withoutSuffix(draft.takeWord().replace("_", ""));
        int radix =
                word.startsWith("0x")
                        ? 16
                        : word.startsWith("0b") && word.length() > 2
                                ? 2
                                : word.startsWith("0") ? 8 : 10;
        char last = word.charAt(word.length() - 1);
        if (radix != 16 && (last == 'f' || last == 'b') && isDecimal(word)) {
            return draft.address(word, start);
        }
        int from = radix == 16 || radix == 2 ? 2 : 0;
        long value = 0;
        boolean good = word.length() > from;
        for (int i = from; i < word.length() && good; i++) {
            int digit = Character.digit(word.charAt(i), radix);
            good =
                    digit >= 0
                            && Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, radix))
                                    <= 0;
            value = value * radix + digit;
        }
        if (!good) {
            draft.position(start);
            draft.expected("a number of 64 bits");
            return OptionalLong.empty();
        }
        return OptionalLong.of(value);
    }

    /** GNU as takes C's suffixes: u, l, ul, ll, ull. */
    private static String withoutSuffix(String word) {
        int end = word.length();
        for (int i = 0; i < 2 && word.charAt(end - 1) == 'l'; i++) {
            end--;
        }
        end -= end > 1 && word.charAt(end - 1) == 'u' ? 1 : 0;
        return word.substring(0, Math.max(end, 1));
    }

    private static boolean isDecimal(String word) {
        for (int i = 0; i < word.length() - 1; i++) {
            if (!Character.isDigit(word.charAt(i))) {
                return false;
            }
        }
        return word.length() > 1;
    }

    /**
     * {@code bar}, {@code foo.bar}, {@code bar#2}, {@code foo.plt[3]}, or anything in backquotes.
     */
    private OptionalLong name(int start) {
        String text = draft.text();
        int at = start;
        if (draft.peek() == '`') {
            int close = text.indexOf('`', start + 1);
            if (close > start && close < draft.end()) {
                draft.position(close + 1);
                return draft.address(text.substring(start + 1, close), start);
            }
        }
        while (at < draft.end() && Draft.isWord(text.charAt(at))) {
            at++;
        }
        at = tail(text, at, '#', (char) 0);
        at = tail(text, at, '[', ']');
        String name = text.substring(start, at);
        if (name.isEmpty() || draft.isRegister(name)) {
            draft.expected("a number or a name");
            return OptionalLong.empty();
        }
        draft.position(at);
        return draft.address(name, start);
    }

    /**
     * The end of {@code open}, digits and {@code close} at {@code at}, or {@code at} itself if that
     * is not there.
     */
    private int tail(String text, int at, char open, char close) {
        int end = draft.end();
        if (at >= end || text.charAt(at) != open) {
            return at;
        }
        int digits = at + 1;
        while (digits < end && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == at + 1 || close != 0 && (digits == end || text.charAt(digits) != close)) {
            return at;
        }
        return close == 0 ? digits : digits + 1;
    }
}
