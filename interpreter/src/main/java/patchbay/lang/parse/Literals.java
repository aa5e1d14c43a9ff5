package patchbay.lang.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/** What numbers, texts and bytes mean, and what to say about those that mean nothing. */
final class Literals {
    /** So many digits fit whatever they are. */
    private static final int SAFE_DIGITS = 15;

    private final Source source;
    private final List<Diagnostic> diagnostics;

    Literals(Source source, List<Diagnostic> diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    Span span(Token token) {
        return new Span(source, token.getStartIndex(), token.getStopIndex() + 1);
    }

    private void refuse(Code code, int start, int end, String message, String... remedies) {
        diagnostics.add(Diagnostic.error(code, new Span(source, start, end), message, remedies));
    }

    // ---- numbers

    Expr.Num number(Token token) {
        String text = token.getText();
        boolean hex = text.startsWith("0x");
        long value = value(text, hex ? 2 : 0, hex ? 16 : 10, token);
        return new Expr.Num(value, hex, span(token));
    }

    private long value(String text, int from, int radix, Token token) {
        long value = 0;
        long most = Long.divideUnsigned(-1L, radix);
        int digits = 0;
        boolean fits = true;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, radix);
            if (digit >= 0 && c < 128) {
                long next = value * radix + digit;
                if (digits >= SAFE_DIGITS) {
                    fits &= Long.compareUnsigned(value, most) <= 0;
                    fits &= Long.compareUnsigned(next, value * radix) >= 0;
                }
                value = next;
                digits++;
            } else if (c != '_'
                    || digits == 0
                    || i + 1 == text.length()
                    || Character.digit(text.charAt(i + 1), radix) < 0) {
                int shift = unit(c);
                if (shift < 0 || digits == 0 || i + 1 < text.length()) {
                    malformed(text, token);
                    return 0;
                }
                fits &= Long.numberOfLeadingZeros(value) >= shift;
                value <<= shift;
            }
        }
        if (digits == 0) {
            malformed(text, token);
        } else if (!fits) {
            refuse(
                    Code.PB1003,
                    token.getStartIndex(),
                    token.getStopIndex() + 1,
                    "'" + text + "' does not fit in 64 bits");
        }
        return value;
    }

    private static int unit(char c) {
        return switch (c) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            case 'T' -> 40;
            default -> -1;
        };
    }

    private void malformed(String text, Token token) {
        String meant = meant(text);
        String[] remedies = meant == null ? new String[0] : new String[] {meant};
        refuse(
                Code.PB1003,
                token.getStartIndex(),
                token.getStopIndex() + 1,
                "'" + text + "' is no number",
                remedies);
    }

    /** What may have been meant by a run that begins with a digit. */
    private static @Nullable String meant(String text) {
        if (text.startsWith("0X")) {
            return write("0x" + text.substring(2));
        }
        if (text.startsWith("0b")
                && text.length() > 2
                && text.length() <= 66
                && all(text, 2, "01")) {
            return write("0x" + Long.toHexString(Long.parseUnsignedLong(text.substring(2), 2)));
        }
        if (text.startsWith("0x")) {
            for (int i = 2; i < text.length(); i++) {
                if (Character.digit(text.charAt(i), 16) < 0 && text.charAt(i) != '_') {
                    return "'" + text.charAt(i) + "' is no hex digit";
                }
            }
            return text.length() == 2 ? "hex digits follow '0x'" : "'_' stands between two digits";
        }
        int digits = 0;
        while (digits < text.length()
                && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '_')) {
            digits++;
        }
        String rest = text.substring(digits);
        String number = text.substring(0, digits);
        if (rest.isEmpty() || number.endsWith("_")) {
            return "'_' stands between two digits";
        }
        String unit = rest.toUpperCase(java.util.Locale.ROOT);
        if (unit(unit.charAt(0)) >= 0
                && (unit.length() == 1
                        || unit.substring(1).equals("B")
                        || unit.substring(1).equals("IB"))) {
            return write(number + unit.charAt(0));
        }
        if (unit.equals("B")) {
            return write(number);
        }
        if (rest.startsWith(".")) {
            return "a number has no fraction, and a version has two or three parts";
        }
        if (all(rest, 0, "0123456789abcdefABCDEF_") && text.length() > 3) {
            return write("0x" + text);
        }
        return "a name that begins with a digit is written `" + text + "`";
    }

    private static String write(String text) {
        return "write " + text;
    }

    private static boolean all(String text, int from, String letters) {
        for (int i = from; i < text.length(); i++) {
            if (letters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The number behind {@code 0x}, of digits only. */
    long hex(String digits, Token token) {
        return value(digits, 0, 16, token);
    }

    /** A version: its token is one even where it is malformed. */
    Statement.Arch.Release release(Token token) {
        String[] parts = token.getText().split("\\.", -1);
        int[] numbers = {-1, -1, -1};
        boolean good = parts.length == 2 || parts.length == 3;
        for (int i = 0; i < parts.length && good; i++) {
            good = !parts[i].isEmpty() && parts[i].length() <= 5 && all(parts[i], 0, "0123456789");
            numbers[i] = good ? Integer.parseInt(parts[i]) : -1;
        }
        if (!good) {
            refuse(
                    Code.PB1003,
                    token.getStartIndex(),
                    token.getStopIndex() + 1,
                    "'" + token.getText() + "' is no kernel version",
                    "write it as 6.1 or 6.1.0");
        }
        return new Statement.Arch.Release(numbers[0], numbers[1], numbers[2], span(token));
    }

    // ---- bytes

    Expr.Bytes bytes(Token token) {
        String text = token.getText();
        int start = token.getStartIndex();
        boolean closed = text.endsWith("\"") && text.length() > 2;
        int end = closed ? text.length() - 1 : text.length();
        if (!closed) {
            refuse(
                    Code.PB1006,
                    start,
                    start + 2,
                    "this literal is never closed",
                    "close it with '\"' on its line");
        }
        byte[] bytes = new byte[(end - 2) / 2];
        int count = 0;
        int high = -1;
        for (int i = 2; i < end && closed; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (c == ' ' || c == '\t' || c == '_') {
                if (high >= 0) {
                    refuse(
                            Code.PB1005,
                            start + i - 1,
                            start + i,
                            "half a byte: each has two hex digits");
                    break;
                }
            } else if (digit < 0) {
                refuse(Code.PB1005, start + i, start + i + 1, "'" + c + "' is no hex digit");
                high = -1;
                break;
            } else if (high < 0) {
                high = digit;
            } else {
                bytes[count++] = (byte) (high << 4 | digit);
                high = -1;
            }
        }
        if (high >= 0 && closed && text.charAt(end - 1) != ' ') {
            refuse(
                    Code.PB1005,
                    start + end - 1,
                    start + end,
                    "half a byte: each has two hex digits");
        }
        return new Expr.Bytes(java.util.Arrays.copyOf(bytes, count), span(token));
    }

    // ---- texts

    Text text(Token token) {
        return new Text(characters(token), span(token));
    }

    String characters(Token token) {
        String text = token.getText();
        int start = token.getStartIndex();
        if (!isClosed(text)) {
            refuse(
                    Code.PB1006,
                    start,
                    start + 1,
                    "this text is never closed",
                    "close it with '\"' on its line");
            return "";
        }
        return text.indexOf('\\') < 0
                ? text.substring(1, text.length() - 1)
                : unescaped(text, 1, text.length() - 1, start);
    }

    static boolean isClosed(String text) {
        if (text.length() < 2 || !text.endsWith("\"")) {
            return false;
        }
        int slashes = 0;
        while (text.charAt(text.length() - 2 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 0;
    }

    /**
     * The part of a text from {@code from} to {@code to} with its escapes resolved; {@code start}
     * is where the text stands.
     */
    String unescaped(String text, int from, int to, int start) {
        StringBuilder result = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i++);
            if (c != '\\') {
                result.append(c);
                continue;
            }
            char escape = text.charAt(i++);
            int value =
                    switch (escape) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case '0' -> 0;
                        case '\\', '"', '{', '}' -> escape;
                        default -> -1;
                    };
            if (value < 0) {
                refuse(
                        Code.PB1007,
                        start + i - 2,
                        start + i,
                        "'\\" + escape + "' means nothing",
                        "write \\\\ for a backslash; \\n \\t \\r \\0 \\\" \\{ and \\} are the others");
            } else {
                result.append((char) value);
            }
        }
        return result.toString();
    }
}
