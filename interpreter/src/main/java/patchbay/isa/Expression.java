package patchbay.isa;

import java.util.OptionalLong;

/**
 * A number in assembler text, as GNU as reads it: numbers, names, {@code .} for the address of the
 * instruction, and operators in three levels:
 *
 * <pre>
 *   - ~ +  before an operand
 *   * / % &lt;&lt; &gt;&gt;
 *   | &amp; ^
 *   + -
 * </pre>
 */
final class Expression {
    private static final int LOWEST = 1;
    private static final int HIGHEST = 3;
    private static final int DEEPEST = 64;

    private final Draft draft;
    private int depth;

    Expression(Draft draft) {
        this.draft = draft;
    }

    OptionalLong read() {
        return level(LOWEST);
    }

    private OptionalLong level(int level) {
        if (level > HIGHEST) {
            return operand();
        }
        OptionalLong left = level(level + 1);
        while (left.isPresent()) {
            char operator = operator(level);
            if (operator == 0) {
                return left;
            }
            int from = draft.position();
            OptionalLong right = level(level + 1);
            if (right.isEmpty()) {
                return right;
            }
            long b = right.getAsLong();
            if (b == 0 && (operator == '/' || operator == '%')) {
                draft.doesNotFit(from, "divisor", 0, "anything but 0");
                return OptionalLong.empty();
            }
            left = OptionalLong.of(apply(operator, left.getAsLong(), b));
        }
        return left;
    }

    private static long apply(char operator, long a, long b) {
        return switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> a / b;
            case '%' -> a % b;
            case '&' -> a & b;
            case '|' -> a | b;
            case '^' -> a ^ b;
            case '<' -> b < 0 || b > 63 ? 0 : a << b;
            default -> b < 0 || b > 63 ? 0 : a >>> b;
        };
    }

    /** Takes an operator of this level; 0 if none comes next. */
    private char operator(int level) {
        String operators =
                switch (level) {
                    case 1 -> "+-";
                    case 2 -> "|&^";
                    default -> "*/%<>";
                };
        char next = draft.peek();
        if (next == 0 || operators.indexOf(next) < 0) {
            return 0;
        }
        int start = draft.position();
        draft.position(start + 1);
        if ((next == '<' || next == '>') && !draft.acceptPrefix(String.valueOf(next))) {
            draft.position(start);
            return 0;
        }
        return next;
    }

    private OptionalLong operand() {
        if (++depth > DEEPEST) {
            draft.expected("no more than " + DEEPEST + " operators and brackets");
            return OptionalLong.empty();
        }
        char next = draft.peek();
        int start = draft.position();
        OptionalLong value;
        if (draft.accept('(')) {
            value = level(LOWEST);
            if (value.isPresent() && !draft.accept(')')) {
                draft.expected("')'");
                return OptionalLong.empty();
            }
        } else if (draft.accept('-')) {
            value = operand();
            value = value.isEmpty() ? value : OptionalLong.of(-value.getAsLong());
        } else if (draft.accept('~')) {
            value = operand();
            value = value.isEmpty() ? value : OptionalLong.of(~value.getAsLong());
        } else if (draft.accept('+')) {
            value = operand();
        } else if (next >= '0' && next <= '9') {
            value = digits(start);
        } else {
            value = name(start);
        }
        depth--;
        return value;
    }

    /** A number, or a local label: digits with {@code f} or {@code b} behind. */
    private OptionalLong digits(int start) {
        String word = draft.takeWord().replace("_", "");
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
