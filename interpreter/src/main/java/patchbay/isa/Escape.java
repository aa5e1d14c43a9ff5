package patchbay.isa;

import java.nio.charset.StandardCharsets;

/**
 * A character of a text in assembler text, perhaps written with a backslash, and where it ends.
 *
 * @param bytes the character in UTF-8, or the one byte that a number stands for
 */
record Escape(byte[] bytes, int end) {

    /** The character that begins at {@code at}, before {@code limit}. */
    static Escape at(String text, int at, int limit) {
        char first = text.charAt(at);
        if (first != '\\' || at + 1 == limit) {
            int end = at + Character.charCount(text.codePointAt(at));
            return new Escape(text.substring(at, end).getBytes(StandardCharsets.UTF_8), end);
        }
        char letter = text.charAt(at + 1);
        boolean hex = letter == 'x' || letter == 'X';
        if (!hex && (letter < '0' || letter > '7')) {
            return of(plain(letter), at + 2);
        }
        int end = hex ? at + 2 : at + 1;
        int most = hex ? limit : Math.min(limit, at + 4);
        int value = 0;
        while (end < most && Character.digit(text.charAt(end), hex ? 16 : 8) >= 0) {
            value = value * (hex ? 16 : 8) + Character.digit(text.charAt(end++), hex ? 16 : 8);
        }
        return of(value, end);
    }

    private static Escape of(int value, int end) {
        return new Escape(new byte[] {(byte) value}, end);
    }

    private static int plain(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }
}
